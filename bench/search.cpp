// search.cpp: searching a data folder for people: how long the index takes and how large it is, then each kind of search in turn, with
// decision and audit event, in process; and how often who was meant is among the rows. Usage: bench_search DATA_FOLDER [SEARCHES]
// The folder is one that `hearth demo` made; the questions are made of its own people: whole names, names in another order, with a
// typing error, one name alone, a date of birth, a telephone number, an address, a postcode, the first letters.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "base/files.h"
#include "base/random.h"
#include "base/text.h"
#include "spine/address_lookup.h"
#include "spine/asking.h"
#include "spine/person_reader.h"
#include "spine/search.h"
#include "spine/search_index.h"
#include "trust/staff_table.h"

namespace {

using namespace hearth;
using Steady = std::chrono::steady_clock;

double milliseconds(Steady::time_point from) { return std::chrono::duration<double, std::milli>(Steady::now() - from).count(); }

long peak_mib() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss / 1024;
}

/// One person whom the officer may see, and what could be typed to find them.
struct Meant {
  PersonId person;
  std::string name, given, surname, birth, phone, address, postcode;
};

std::string with_typing_error(std::string word, Random& random) {
  if (word.size() < 4) return word;
  const auto at = 1 + random.below(word.size() - 2);
  switch (random.below(3)) {
    case 0: word.erase(at, 1); break;
    case 1: std::swap(word[at], word[at - 1]); break;
    default: word[at] = static_cast<char>('a' + random.below(26)); break;
  }
  return word;
}

struct Kind {
  std::string name;
  std::function<std::string(const Meant&, Random&)> typed;  ///< empty: this person has no such thing
};

std::vector<Kind> kinds() {
  return {
      {"given name and surname", [](const Meant& m, Random&) { return m.given + " " + m.surname; }},
      {"surname first", [](const Meant& m, Random&) { return m.surname + ", " + m.given; }},
      {"a typing error in the surname", [](const Meant& m, Random& r) { return m.given + " " + with_typing_error(m.surname, r); }},
      {"a first letter and surname", [](const Meant& m, Random&) { return m.given.substr(0, 1) + " " + m.surname; }},
      {"surname alone", [](const Meant& m, Random&) { return m.surname; }},
      {"given name alone", [](const Meant& m, Random&) { return m.given; }},
      {"three letters of the surname", [](const Meant& m, Random&) { return m.surname.substr(0, 3); }},
      {"one letter", [](const Meant& m, Random&) { return m.surname.substr(0, 1); }},
      {"name and date of birth", [](const Meant& m, Random&) { return m.birth.empty() ? std::string{} : m.name + " " + m.birth; }},
      {"date of birth", [](const Meant& m, Random&) { return m.birth; }},
      {"telephone number", [](const Meant& m, Random&) { return m.phone; }},
      {"address", [](const Meant& m, Random&) { return m.address; }},
      {"name and address", [](const Meant& m, Random&) { return m.address.empty() ? std::string{} : m.name + ", " + m.address; }},
      {"name and postcode", [](const Meant& m, Random&) { return m.postcode.empty() ? std::string{} : m.name + " " + m.postcode; }},
      {"postcode", [](const Meant& m, Random&) { return m.postcode; }},
  };
}

std::vector<Meant> people_of(const spine::Asking& asking, const Clock& clock, Random& random, std::size_t wanted) {
  const auto& snapshot = *asking.snapshot;
  spine::PersonReader reader{snapshot, *asking.sight, clock.now().date()};
  std::vector<Meant> out;
  for (std::size_t tries = 0; out.size() < wanted && tries < 20 * wanted; ++tries) {
    const auto person = static_cast<std::uint32_t>(random.below(snapshot.persons.size()));
    if (spine::search_index(snapshot).is_left_out(person)) continue;
    const auto seen = reader.see(person);
    const auto name_words = words(seen.name);
    if (seen.records.empty() || seen.is_dead || name_words.size() < 2) continue;
    Meant meant{.person = snapshot.persons[person], .name = seen.name, .given = {}, .surname = std::string{name_words.back()}, .birth = {}, .phone = seen.phone, .address = {}, .postcode = {}};
    const std::string folded = fold(seen.name);
    const auto parts = words(folded);
    static constexpr std::array<std::string_view, 6> titles{"mr", "mrs", "ms", "miss", "dr", "rev"};
    for (const auto part : parts)
      if (std::ranges::find(titles, part) == titles.end()) {
        meant.given = std::string{part};
        break;
      }
    meant.surname = std::string{parts.back()};
    if (meant.given.size() < 3 || meant.surname.size() < 3) continue;
    if (seen.birth && seen.birth->whole()) meant.birth = fmt::format("{:02}/{:02}/{}", seen.birth->day(), seen.birth->month(), seen.birth->year());
    if (!seen.homes.empty() && !seen.homes_disagree) {
      const place::PropertyIndex home{seen.homes.front().property};
      meant.address = one_line(snapshot.properties().address_line(home));
      meant.postcode = std::string{snapshot.properties().at(home).shown.postcode};
    }
    out.push_back(std::move(meant));
  }
  return out;
}

struct Taken {
  std::vector<double> lookup, whole;  ///< milliseconds: the search by itself; with decision and audit event
  std::size_t found{0}, first{0};
};

void print_line(const std::string& what, Taken& taken) {
  const auto at = [](std::vector<double>& times, double share) {
    std::ranges::sort(times);
    return times.empty() ? 0.0 : times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  const auto share = [&](std::size_t count) { return taken.whole.empty() ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(taken.whole.size()); };
  fmt::print("{:<32}{:>8}{:>10.2f}{:>10.2f}{:>10.2f}{:>12.2f}{:>10.2f}{:>10.1f}{:>10.1f}\n", what, taken.whole.size(), at(taken.lookup, 0.5), at(taken.lookup, 0.99), at(taken.lookup, 1),
             at(taken.whole, 0.5), at(taken.whole, 0.99), share(taken.found), share(taken.first));
}

/// Addresses as they are typed, letter after letter from the third on; is the home offered before the street is typed to its end?
void offer_addresses(const spine::Snapshot& snapshot, const std::vector<Meant>& people, Instant now) {
  Taken taken;
  std::size_t homes = 0, offered = 0;
  for (const auto& meant : people) {
    const auto whole = meant.address.substr(0, meant.address.find_last_of(','));
    bool is_offered = false;
    for (std::size_t letters = 3; letters <= whole.size(); ++letters) {
      const auto from = Steady::now();
      const auto found = spine::find_addresses(snapshot, whole.substr(0, letters), spine::search_homes_max, now);
      taken.lookup.push_back(milliseconds(from));
      is_offered = is_offered || std::ranges::any_of(found.homes, [&](const auto& home) { return home.address == meant.address; });
    }
    homes += whole.empty() ? 0 : 1;
    offered += is_offered ? 1 : 0;
  }
  std::ranges::sort(taken.lookup);
  if (taken.lookup.empty()) return;
  const auto at = [&](double share) { return taken.lookup[static_cast<std::size_t>(share * static_cast<double>(taken.lookup.size() - 1))]; };
  fmt::print("\n{} beginnings of {} addresses while they are typed: median {:.2f}, p99 {:.2f}, most {:.2f} ms; the home is offered for {}\n", with_commas(taken.lookup.size()), homes, at(0.5), at(0.99), at(1), offered);
}

Result<Done> bench(const Path& data, std::size_t searches) {
  DiskFiles files;
  const SystemClock clock;
  SilentProgress silent;
  auto from = Steady::now();
  HEARTH_TRY(folder, spine::Folder::open(data, files, clock, Threads::of_machine()));
  HEARTH_TRY(snapshot, folder->snapshot(silent));
  const double opened = milliseconds(from);
  const auto before = peak_mib();
  from = Steady::now();
  spine::make_ready_for_searches(*snapshot);
  const double made = milliseconds(from);
  const auto& index = spine::search_index(*snapshot);
  fmt::print("{} people in {} records; opened in {:.1f} s; made ready for searches in {:.2f} s more; the index holds {:.0f} MiB, {} words, {} streets; peak {} MiB, {} before\n\n",
             with_commas(snapshot->persons.size()), with_commas(snapshot->records.size()), opened / 1000, made / 1000, static_cast<double>(index.bytes()) / (1 << 20),
             with_commas(index.names().size()), with_commas(index.streets().size()), peak_mib(), before);

  std::optional<trust::StaffMember> officer;
  HEARTH_CHECK(folder->database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(member, trust::find_staff(session, "demo-duty-officer"));
    officer = member;
    return Done{};
  }));
  if (!officer) return fail("bench.no_officer", "this folder has no demo-duty-officer: make it with hearth demo.");
  const auto begin = [&](const std::string& asked) { return spine::begin_look(*folder, officer->actor(), trust::Action::query, "flood-welfare", asked, silent); };
  HEARTH_TRY(first, begin("the bench of searches"));
  Random random{7};
  const auto people = people_of(first, clock, random, searches);
  fmt::print("{:<32}{:>8}{:>30}{:>22}{:>10}{:>10}\n{:<32}{:>8}{:>10}{:>10}{:>10}{:>12}{:>10}{:>10}{:>10}\n", "", "", "search alone, ms", "with audit, ms", "found", "first", "typed", "asked", "median", "p99", "most", "median", "p99", "%", "%");
  Taken all;
  for (const auto& kind : kinds()) {
    Taken taken;
    for (const auto& meant : people) {
      const auto typed = kind.typed(meant, random);
      if (typed.empty()) continue;
      const auto begun = Steady::now();
      HEARTH_TRY(asking, begin(spine::search_kinds(typed, clock.now())));
      const auto looked = Steady::now();
      auto answer = spine::search(*asking.snapshot, *asking.sight, *asking.programme, typed, clock.now());
      taken.lookup.push_back(milliseconds(looked));
      HEARTH_TRY(seen, folder->guard().see_answer(asking.look, std::move(answer.head), std::move(answer.people)));
      taken.whole.push_back(milliseconds(begun));
      const auto at = std::ranges::find(seen->rows, meant.person, &spine::SearchHit::person);
      taken.found += at != seen->rows.end() ? 1 : 0;
      taken.first += at == seen->rows.begin() && at != seen->rows.end() ? 1 : 0;
    }
    all.lookup.insert(all.lookup.end(), taken.lookup.begin(), taken.lookup.end());
    all.whole.insert(all.whole.end(), taken.whole.begin(), taken.whole.end());
    all.found += taken.found;
    all.first += taken.first;
    print_line(kind.name, taken);
  }
  print_line("all", all);
  offer_addresses(*snapshot, people, clock.now());
  return Done{};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: bench_search DATA_FOLDER [SEARCHES]\n");
    return 2;
  }
  const auto searches = argc > 2 ? whole_number(argv[2]) : std::optional<std::uint64_t>{200};
  if (const auto done = bench(argv[1], searches.value_or(200)); !done) {
    fmt::print(stderr, "{}\n", to_string(done.error()));
    return 1;
  }
  return 0;
}
