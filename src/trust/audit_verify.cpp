#include "trust/audit_verify.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/try.h"
#include "formats/json.h"
#include "trust/audit_table.h"
#include "trust/key_files.h"

namespace hearth::trust {
namespace {

namespace json = formats::json;

bool is_erased(const AuditRow& row) { return row.event_json.empty() && row.salt.empty(); }

/// Walks the log once, event after event, beside the checkpoints that were written with them.
class Verifier {
 public:
  Verifier(const std::optional<VerifyKey>& key, const std::vector<std::string>& anchors) : key_{key} {
    for (const auto& note : anchors) add_anchor(note);
  }

  void see(const AuditRow& row, const CheckpointRow& checkpoint) {
    const auto sequence = static_cast<std::uint64_t>(row.seq);
    for (; next_ < sequence; ++next_) missing(next_);
    next_ = sequence + 1;
    ++report_.events;
    check_content(row, sequence);
    check_tree(row, checkpoint, sequence);
    check_note(checkpoint, sequence);
    if (const auto at = anchors_.find(frontier_.size()); at != anchors_.end() && in_step_) {
      if (at->second != frontier_.root()) fault({}, "a checkpoint that was kept outside has another root at " + std::to_string(at->first) + " events.");
      anchors_.erase(at);
    }
  }

  AuditReport finish(const Result<Frontier>& head, std::int64_t checkpoints) {
    if (!head) fault({}, "the stored head of the log cannot be read.");
    else {
      for (; next_ < head->size(); ++next_) missing(next_);
      if (head->size() < next_) fault({}, "the stored head counts fewer events than there are.");
      else if (in_step_ && head->size() == frontier_.size() && head->peaks() != frontier_.peaks())
        fault({}, "the stored head does not belong to these events.");
    }
    for (std::uint64_t n = next_; checkpoints > 0 && n < static_cast<std::uint64_t>(checkpoints); ++n) missing(n);
    for (const auto& [size, root] : anchors_)
      if (size > next_) fault({}, "events are missing at the end: a checkpoint that was kept counts " + std::to_string(size) + ", the log has " + std::to_string(next_) + ".");
    for (const auto sequence : erased_)
      if (!erasures_.contains(sequence)) fault(sequence, "its content is gone, and no event says that it was erased.");
    if (key_ && report_.events > 0 && !newest_signed_) fault(next_ - 1, "its checkpoint is not signed.");
    report_.root = frontier_.root();
    return std::move(report_);
  }

 private:
  void fault(std::optional<std::uint64_t> event, std::string what) {
    if (++report_.fault_count <= faults_listed_max) report_.faults.push_back({event, std::move(what)});
  }
  void missing(std::uint64_t sequence) {
    in_step_ = false;
    fault(sequence, "it is missing.");
  }
  void add_anchor(const std::string& note) {
    if (!key_) return fault({}, "a checkpoint was kept, and the key that it was signed with is gone (keys/audit.pub). Restore the folder keys/ from a backup.");
    const auto checkpoint = open_checkpoint(note, *key_);
    if (!checkpoint) return fault({}, "a kept checkpoint: " + checkpoint.error().message);
    if (checkpoint->size == 0) return;
    const auto [at, is_new] = anchors_.try_emplace(checkpoint->size, checkpoint->root);
    if (!is_new && at->second != checkpoint->root) fault({}, "two kept checkpoints of one size have different roots: the log was forked.");
  }

  void check_content(const AuditRow& row, std::uint64_t sequence) {
    if (is_erased(row)) {
      ++report_.erased;
      erased_.push_back(sequence);
      const std::array columns{&row.at, &row.actor, &row.organisation, &row.role, &row.action, &row.purpose, &row.decision, &row.reason};
      if (std::any_of(columns.begin(), columns.end(), [](const std::string* c) { return !c->empty(); }))
        fault(sequence, "its content is gone, but not all of it.");
      return;
    }
    const auto value = formats::parse_json(row.event_json, "audit");
    if (!value || !value->is_object()) return fault(sequence, "its text is not an event.");
    const auto& event = value->as_object();
    const auto* number = event.if_contains("seq");
    if (number == nullptr || !number->is_number() || number->to_number<std::int64_t>() != row.seq)
      return fault(sequence, "it was written as another event, and stands in the wrong place.");
    const std::array<std::pair<std::string_view, const std::string*>, 8> columns{{{"at", &row.at},
                                                                                  {"actor", &row.actor},
                                                                                  {"organisation", &row.organisation},
                                                                                  {"role", &row.role},
                                                                                  {"action", &row.action},
                                                                                  {"purpose", &row.purpose},
                                                                                  {"decision", &row.decision},
                                                                                  {"reason", &row.reason}}};
    for (const auto& [name, column] : columns)
      if (formats::text_or(event, name, "?") != *column) fault(sequence, "its column " + std::string{name} + " was changed.");
    if (const auto* erases = event.if_contains("erases"); erases != nullptr && erases->is_number())
      erasures_.insert(erases->to_number<std::uint64_t>());
  }

  /// The leaf must be that of the event, and the tree with it must have the root that was written then.
  void check_tree(const AuditRow& row, const CheckpointRow& checkpoint, std::uint64_t sequence) {
    const auto stored = digest_from_hex(row.leaf_hash);
    std::optional<Digest> leaf = stored;
    if (!is_erased(row)) {
      const auto salt = digest_from_hex(row.salt);
      const auto computed = salt ? std::optional{leaf_hash(bytes_of(hmac_sha256(*salt, row.event_json)))} : std::nullopt;
      if (!computed || computed != stored) fault(sequence, "its text, salt or hash was changed.");
      if (!leaf) leaf = computed;
    } else if (!stored) {
      fault(sequence, "its hash was changed.");
    }
    if (!in_step_ || !leaf) {
      in_step_ = false;
      return;
    }
    frontier_.append(*leaf);
    if (!checkpoint.root) {
      fault(sequence, "its checkpoint is missing.");
    } else if (*checkpoint.root != hex(frontier_.root())) {
      fault(sequence, "it, or its checkpoint, is not what was written then: the root differs.");
      in_step_ = false;  // every later root differs for the same cause
    }
  }

  void check_note(const CheckpointRow& checkpoint, std::uint64_t sequence) {
    newest_signed_ = false;
    if (!checkpoint.note || checkpoint.note->empty()) {
      ++report_.unsigned_checkpoints;
      if (report_.checkpoints > 0) fault(sequence, "its checkpoint lost its signature.");
      return;
    }
    newest_signed_ = true;
    if (!key_) {
      if (!key_missed_) fault({}, "events are signed, and the key is gone (keys/audit.pub): nobody can tell whether rightly. Restore the folder keys/ from a backup.");
      key_missed_ = true;
      return;
    }
    const auto note = open_checkpoint(*checkpoint.note, *key_);
    if (!note) return fault(sequence, note.error().message);
    ++report_.checkpoints;
    if (note->size != sequence + 1 || (checkpoint.root && hex(note->root) != *checkpoint.root))
      fault(sequence, "its signed checkpoint tells of another state.");
  }

  const std::optional<VerifyKey>& key_;
  AuditReport report_;
  Frontier frontier_;
  std::uint64_t next_{0};
  bool in_step_{true};  ///< the tree so far is what was signed; after the first difference later roots say nothing new
  bool newest_signed_{false};
  bool key_missed_{false};
  std::vector<std::uint64_t> erased_;
  std::set<std::uint64_t> erasures_;
  std::map<std::uint64_t, Digest> anchors_;
};

}  // namespace

Result<AuditReport> verify_audit(store::Database& database, const std::optional<VerifyKey>& key, const std::vector<std::string>& anchors) {
  AuditReport report;
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    Verifier verifier{key, anchors};
    HEARTH_CHECK(each_event(session, [&verifier](const AuditRow& row, const CheckpointRow& checkpoint) { verifier.see(row, checkpoint); }));
    HEARTH_TRY(checkpoints, count_checkpoints(session));
    report = verifier.finish(read_head(session), checkpoints);
    return Done{};
  }));
  return report;
}

Result<std::string> newest_checkpoint(store::Database& database) {
  std::string note;
  HEARTH_CHECK(database.read([&note](store::Session& session) -> Result<Done> {
    HEARTH_TRY(found, newest_note(session));
    note = std::move(found);
    return Done{};
  }));
  return note;
}

namespace {

constexpr std::uint64_t note_bytes_max = 64U << 10;

void add_fault(AuditReport& report, std::string what) {
  ++report.fault_count;
  report.faults.insert(report.faults.begin(), AuditFault{{}, std::move(what)});
  if (report.faults.size() > faults_listed_max) report.faults.pop_back();
}

/// A note for the verifier; a file that is too long to be one is handed over as what it is not.
Result<std::string> read_note(Files& files, const Path& path) {
  auto note = files.read_all(path, note_bytes_max);
  if (!note && note.error().code == "file.too_large") return std::string{"too long"};
  return note;
}

}  // namespace

Result<AuditReport> verify_folder(Files& files, const Path& data, store::Database& database, const std::vector<Path>& kept) {
  std::vector<std::string> notes, broken;
  for (const auto& path : kept) {
    HEARTH_TRY(note, read_note(files, path));
    notes.push_back(std::move(note));
  }
  HEARTH_TRY(log_signed, log_is_signed(files, data, database));
  const Path anchor = anchor_file(data);
  if (const auto size = files.size(anchor); size && *size > 0) {
    HEARTH_TRY(note, read_note(files, anchor));
    notes.push_back(std::move(note));
  } else if (log_signed) {
    broken.push_back(std::string{"audit.checkpoint is "} + (size ? "empty" : "gone") +
                     ", although states of the log are signed: whether events are missing at the end cannot be told. Restore it from a backup.");
  }
  std::optional<VerifyKey> key;
  if (auto read = read_verify_key(files, data)) key = *read;
  else if (read.error().code == "keys.malformed") broken.push_back("keys/audit.pub: " + read.error().message);
  else if (read.error().code != "keys.missing") return fail(read.error());
  if (const auto keys = keys_of_log(files, data, log_signed); !keys && key) broken.push_back(keys.error().message);
  HEARTH_TRY(report, verify_audit(database, key, notes));
  for (auto& what : broken) add_fault(report, std::move(what));
  return report;
}

Result<Done> write_anchor(Files& files, const Path& data, store::Database& database) {
  HEARTH_TRY(note, newest_checkpoint(database));
  if (note.empty()) return Done{};
  return files.write_all(anchor_file(data), note);
}

Result<EventProof> prove_event(store::Database& database, std::uint64_t sequence) {
  EventProof proof;
  HEARTH_CHECK(database.read([&](store::Session& session) -> Result<Done> {
    MerkleTree tree;
    bool bad = false;
    HEARTH_CHECK(each_leaf(session, [&](const std::string& text) {
      const auto leaf = digest_from_hex(text);
      bad = bad || !leaf;
      if (leaf) tree.append(*leaf);
    }));
    HEARTH_TRY(found, find_event(session, sequence));
    if (!found || sequence >= tree.size()) return fail("audit.no_such_event", "the log has no event with this number.");
    if (bad) return fail("audit.broken", "the log is not whole. Run: hearth audit verify", {}, Exit::fault_found);
    HEARTH_TRY(note, newest_note(session));
    proof = {found->event_json, *digest_from_hex(found->leaf_hash), sequence, tree.inclusion_proof(sequence, tree.size()), std::move(note)};
    return Done{};
  }));
  return proof;
}

std::string proof_json(const EventProof& proof) {
  json::object out;
  out["leaf_index"] = proof.index;
  out["leaf_hash"] = base64(proof.leaf);
  json::array path;
  for (const auto& node : proof.path) path.emplace_back(base64(node));
  out["inclusion_proof"] = std::move(path);
  out["checkpoint"] = proof.note;
  out["event"] = proof.event_json;
  return formats::write_json_pretty(out);
}

Result<Done> export_audit(store::Database& database, const std::function<Result<Done>(std::string_view)>& each) {
  return database.read([&each](store::Session& session) -> Result<Done> {
    std::optional<Error> failed;
    HEARTH_CHECK(each_event(session, [&](const AuditRow& row, const CheckpointRow&) {
      if (failed) return;
      const std::string line = is_erased(row) ? "{\"seq\":" + std::to_string(row.seq) + ",\"erased\":true}" : row.event_json;
      if (const auto done = each(line); !done) failed = done.error();
    }));
    if (failed) return fail(*failed);
    return Done{};
  });
}

}  // namespace hearth::trust
