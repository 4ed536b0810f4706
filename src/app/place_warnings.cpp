#include "app/place_warnings.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/postcode.h"
#include "base/text.h"
#include "base/try.h"
#include "trust/staff_table.h"

namespace hearth::app {
namespace {

/// Empty while it is in force.
std::string not_in_force(const trust::Agreement& agreement, Instant now) {
  if (trust::is_live(agreement, now)) return {};
  return agreement.from.days() > trust::day_of(now) ? "begins on " + agreement.from.text() : "ended on " + agreement.until.text();
}

std::string feed_warning(const record::Feed& feed, const trust::Policy& policy, Instant now) {
  const std::string of_feed = "the feed " + feed.name.text();
  if (feed.agreement.empty()) return of_feed + " names no agreement: nothing of it can be seen until one does (agreement = \"...\" in its declaration).";
  const auto* agreement = policy.find(feed.agreement);
  if (agreement == nullptr) return {};  // refused by the run
  if (const auto why = not_in_force(*agreement, now); !why.empty())
    return of_feed + " comes under the agreement " + feed.agreement.text() + ", which " + why + ": nothing of it is linked or shown.";
  if (!agreement->has_party(feed.organisation))
    return of_feed + (feed.organisation.empty() ? " names no organisation" : " comes from " + feed.organisation.text() + ", which is no party of its agreement") +
           ": nothing of it is linked or shown.";
  return {};
}

/// One number for a flood at night and for a letter about money rings the wrong desk for one of them.
std::string contact_warning(const spine::PlaceFile& place) {
  std::vector<std::string> without;
  for (const auto& folder : place.programmes)
    if (auto name = folder.filename().string(); !place.contacts.contains(name)) without.push_back(std::move(name));
  if (without.size() < 2) return {};
  return "lists and letters of " + joined(without, " and of ") + " give one number to ring, that of the organisation that leads them. Put the team that takes each programme's calls under [contact] of PLACE.toml: " +
         without.back() + " = \"TEAM, NUMBER\".";
}

}  // namespace

Result<std::vector<OrganisationId>> organisations_of_staff(store::Database& database) {
  std::set<OrganisationId> all;
  HEARTH_CHECK(database.read([&all](store::Session& session) -> Result<Done> {
    HEARTH_TRY(members, trust::every_staff_member(session));
    for (const auto& member : members)
      if (!member.disabled) all.insert(member.organisation);
    return Done{};
  }));
  return std::vector<OrganisationId>{all.begin(), all.end()};
}

std::vector<std::string> place_warnings(const spine::PlaceFile& place, const trust::Policy& policy, const std::vector<OrganisationId>& of_staff, Instant now) {
  std::vector<std::string> out;
  const auto& agreements = policy.agreements();
  if (agreements.empty()) out.push_back("PLACE.toml declares no agreement: nothing is linked or shown.");
  else if (std::ranges::none_of(agreements, [&](const trust::Agreement& a) { return trust::is_live(a, now); }))
    out.push_back("no agreement of PLACE.toml is in force today: nothing is linked or shown. Agree anew, and set its until.");
  if (place.protected_contact.empty())
    out.push_back("people whose address is protected are on no list, and PLACE.toml does not say whom to ask about them on the day: set protected_contact = \"NAME, NUMBER\" under [place].");
  if (auto warning = contact_warning(place); !warning.empty()) out.push_back(std::move(warning));
  for (const auto& feed : place.feeds)
    if (auto warning = feed_warning(feed, policy, now); !warning.empty()) out.push_back(std::move(warning));
  for (const auto& organisation : of_staff)
    if (policy.find(organisation) == nullptr)
      out.push_back("there are staff of \"" + organisation.text() + "\", which PLACE.toml does not declare: they see nothing. Declare it, or let them out: hearth staff disable NAME." +
                    trust::did_you_mean(organisation.text(), trust::ids_of(policy.organisations())));
  return out;
}

namespace {

/// "LS": the commonest letters before the digits; empty when there are none.
class Commonest {
 public:
  void add(std::string_view postcode) {
    if (const auto read = Postcode::parse(postcode)) ++times_[read->area()];
  }
  [[nodiscard]] std::string area() const {
    const auto most = std::ranges::max_element(times_, {}, [](const auto& entry) { return entry.second; });
    return most == times_.end() ? std::string{} : most->first;
  }

 private:
  std::map<std::string, std::size_t> times_;
};

}  // namespace

std::string gazetteer_warning(const spine::Snapshot& snapshot) {
  constexpr std::size_t few = 50, in_twenty = 20;  // fewer addresses than that prove nothing; less than one in twenty is told of
  std::size_t all = 0, found = 0;
  Commonest of_files;
  for (std::size_t i = 0; i < snapshot.records.size(); ++i) {
    const auto view = snapshot.records[i].view();
    if (view.get(record::Field::address).empty()) continue;
    ++all;
    const auto band = snapshot.placed[i].band;
    found += band != place::Band::none && band != place::Band::ambiguous ? 1U : 0U;
    of_files.add(view.get(record::Field::postcode));
  }
  if (all < few || found * in_twenty >= all) return {};
  Commonest of_gazetteer;
  const auto& properties = snapshot.properties();
  for (std::size_t i = 0; i < properties.size(); ++i) of_gazetteer.add(properties.at(place::PropertyIndex{i}).shown.postcode);
  std::string out = "only " + with_commas(found) + " of " + with_commas(all) +
                    " addresses are in the gazetteer: it may be of another place. Check gazetteer = in PLACE.toml, and [columns] in its declaration.";
  const auto ours = of_files.area(), theirs = of_gazetteer.area();
  if (!ours.empty() && !theirs.empty() && ours != theirs) out += " Most postcodes of the files begin with " + ours + ", most of the gazetteer with " + theirs + ".";
  else out += " hearth explain --address \"...\" says what comes nearest to one of them.";
  return out;
}

}  // namespace hearth::app
