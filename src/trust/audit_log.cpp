#include "trust/audit_log.h"

#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "trust/audit_table.h"

namespace hearth::trust {
namespace {

namespace json = formats::json;

constexpr std::size_t text_bytes_max = 1000;  ///< of one text of an event: a log is no place to store a document

/// Valid UTF-8 of bounded length. Control characters are escaped by JSON and by `plain`.
std::string clean(std::string_view text) {
  std::string out{text.substr(0, text_bytes_max)};
  while (!out.empty() && !is_text(out)) {
    if (!is_text(text)) return "?";  // no text at all
    out.pop_back();                  // cut within a character
  }
  return out;
}

/// For a column: what clean() gives, without line breaks and other control characters, so that no listing can be forged.
std::string plain(std::string_view text) {
  std::string out = clean(text);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 32 || c == 127) c = ' ';
  return out;
}

json::array texts(const std::vector<std::string>& all) {
  json::array out;
  out.reserve(all.size());
  for (const auto& text : all) out.emplace_back(clean(text));
  return out;
}

AuditRow row_from(const AuditEvent& event, std::uint64_t sequence) {
  AuditRow row;
  row.seq = static_cast<std::int64_t>(sequence);
  row.at = event.at.text();
  row.actor = plain(event.actor);
  row.organisation = plain(event.organisation.text());
  row.role = plain(event.role);
  row.action = plain(event.action);
  row.purpose = plain(event.purpose.text());
  row.decision = event.allowed ? "allow" : "deny";
  row.reason = plain(event.reason);
  row.event_json = event_json(event, sequence);
  const Salt salt = random_salt();
  row.salt = hex(salt);
  row.leaf_hash = hex(leaf_hash(bytes_of(hmac_sha256(salt, row.event_json))));
  return row;
}

}  // namespace

std::string event_json(const AuditEvent& event, std::uint64_t sequence) {
  json::object out;
  out["seq"] = sequence;
  out["at"] = event.at.text();
  out["actor"] = plain(event.actor);
  out["organisation"] = plain(event.organisation.text());
  out["role"] = plain(event.role);
  out["action"] = plain(event.action);
  out["purpose"] = plain(event.purpose.text());
  out["decision"] = event.allowed ? "allow" : "deny";
  out["reason"] = plain(event.reason);
  out["asked"] = plain(event.asked);
  out["policy"] = plain(event.policy);
  out["shown"] = event.shown;
  out["withheld"] = event.withheld;
  out["withheld_because"] = texts(event.withheld_because);
  out["subjects"] = texts(event.subjects);
  if (event.erases) out["erases"] = *event.erases;
  return formats::write_json(out);
}

AuditLog::AuditLog(store::Database& database, std::optional<AuditKeys> keys) : database_{database}, keys_{std::move(keys)} {}

Result<std::uint64_t> AuditLog::append_in(store::Session& session, const AuditEvent& event) {
  HEARTH_TRY(frontier, read_head(session));
  const std::uint64_t sequence = frontier.size();
  const AuditRow row = row_from(event, sequence);
  const auto leaf = digest_from_hex(row.leaf_hash);
  frontier.append(*leaf);
  const Digest root = frontier.root();
  std::string note;
  if (keys_) note = sign_checkpoint({origin_of(keys_->signing.verify_key()), frontier.size(), root}, keys_->signing);
  HEARTH_CHECK(insert_event(session, row));
  HEARTH_CHECK(insert_checkpoint(session, frontier.size(), hex(root), note));
  HEARTH_CHECK(write_head(session, frontier));
  return sequence;
}

Result<std::uint64_t> AuditLog::append(const AuditEvent& event) {
  std::uint64_t sequence = 0;
  HEARTH_CHECK(database_.write([this, &event, &sequence](store::Session& session) -> Result<Done> {
    HEARTH_TRY(number, append_in(session, event));
    sequence = number;
    return Done{};
  }));
  return sequence;
}

Result<Done> AuditLog::append_if_newer(const AuditEvent& event) {
  return database_.write([this, &event](store::Session& session) -> Result<Done> {
    HEARTH_TRY(newest, newest_reason(session, event.action));
    if (!newest || *newest != event.reason) HEARTH_CHECK(append_in(session, event));
    return Done{};
  });
}

std::string AuditLog::pseudonym(std::string_view subject) const { return keys_ ? keys_->pseudonyms.of(subject) : "-"; }

Result<Done> AuditLog::erase(std::uint64_t sequence, const Actor& by, Instant at, const std::string& because) {
  return database_.write([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, find_event(session, sequence));
    if (!found) return fail("audit.no_such_event", "the log has no event with this number.");
    if (found->event_json.empty()) return fail("audit.erased", "this event was erased before.");
    HEARTH_CHECK(blank_event(session, sequence));
    AuditEvent event;
    event.at = at;
    event.actor = by.user;
    event.organisation = by.organisation;
    event.role = by.roles.text();
    event.action = "erase";
    event.allowed = true;
    event.reason = "erased";
    event.asked = because;
    event.erases = sequence;
    HEARTH_CHECK(append_in(session, event));
    return Done{};
  });
}

}  // namespace hearth::trust
