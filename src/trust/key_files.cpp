#include "trust/key_files.h"

#include <filesystem>

#include "base/text.h"
#include "base/try.h"
#include "trust/audit_table.h"

namespace hearth::trust {
namespace {

constexpr std::uint64_t key_bytes_max = 1024;

Result<std::string> read_line(Files& files, const Path& path) {
  if (!files.exists(path)) return fail("keys.missing", "this data folder has no keys yet. Run: hearth setup", {.file = path.string()});
  HEARTH_TRY(text, files.read_all(path, key_bytes_max));
  return std::string{trim(text)};
}
tl::unexpected<Error> malformed(const Path& path) {
  return fail("keys.malformed", "this is not a key that setup made. Restore the folder keys/ from a backup.", {.file = path.string()});
}

}  // namespace

Path keys_folder(const Path& data) { return data / "keys"; }
Path anchor_file(const Path& data) { return data / "audit.checkpoint"; }

Result<std::optional<AuditKeys>> keys_of_log(Files& files, const Path& data, bool log_signed) {
  const Path folder = keys_folder(data);
  std::string gone;
  std::size_t there = 0;
  for (const char* name : {"audit.key", "audit.pub", "subject.key"})
    if (files.exists(folder / name)) ++there;
    else gone += (gone.empty() ? "" : ", ") + std::string{name};
  if (there == 0 && !log_signed) return std::nullopt;
  if (!log_signed && !files.exists(folder / "audit.key"))  // it is made last
    return fail("keys.unfinished", "setup was interrupted before it had made every key. Run: hearth setup", {.file = folder.string()});
  if (!gone.empty())
    return fail("keys.lost",
                "the log of this data folder is signed, and its keys are not all there (gone: " + gone + "). Nothing can be recorded as before, so nothing is done. "
                "Restore the folder keys/ from a backup.",
                {.file = folder.string()});
  HEARTH_TRY(keys, read_audit_keys(files, data));
  HEARTH_TRY(open_key, read_verify_key(files, data));
  if (open_key.bytes() != keys.signing.verify_key().bytes()) return malformed(folder / "audit.pub");
  return std::optional{std::move(keys)};
}

Result<bool> log_is_signed(Files& files, const Path& data, store::Database& database) {
  if (const auto size = files.size(anchor_file(data)); size && *size > 0) return true;
  bool found = false;
  HEARTH_CHECK(database.read([&found](store::Session& session) -> Result<Done> {
    HEARTH_TRY(some, has_signed_checkpoint(session));
    found = some;
    return Done{};
  }));
  return found;
}

Result<AuditKeys> make_keys(Files& files, const Path& data) {
  const Path folder = keys_folder(data);
  if (files.exists(folder / "audit.key"))
    return wrong_use("keys.exist", "this data folder has keys already; they are made once.", {.file = folder.string()});
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, code);
  if (code) return fail("file.unwritable", "cannot make this folder private: " + code.message(), {.file = folder.string()});
  AuditKeys keys{SigningKey::generate(), PseudonymKey::generate()};
  // audit.key comes last: while it is missing, nothing was made, and setup can be run again.
  HEARTH_CHECK(files.write_all(folder / "subject.key", keys.pseudonyms.secret_text() + "\n", true));
  HEARTH_CHECK(files.write_all(folder / "audit.pub", verifier_text(keys.signing.verify_key()) + "\n"));
  HEARTH_CHECK(files.write_all(folder / "audit.key", keys.signing.secret_text() + "\n", true));
  return keys;
}

Result<AuditKeys> read_audit_keys(Files& files, const Path& data) {
  const Path signing_file = keys_folder(data) / "audit.key";
  const Path subject_file = keys_folder(data) / "subject.key";
  HEARTH_TRY(signing_text, read_line(files, signing_file));
  HEARTH_TRY(subject_text, read_line(files, subject_file));
  const auto signing = SigningKey::from_secret_text(signing_text);
  if (!signing) return malformed(signing_file);
  const auto pseudonyms = PseudonymKey::from_secret_text(subject_text);
  if (!pseudonyms) return malformed(subject_file);
  return AuditKeys{*signing, *pseudonyms};
}

Result<VerifyKey> read_verify_key(Files& files, const Path& data) {
  const Path file = keys_folder(data) / "audit.pub";
  HEARTH_TRY(text, read_line(files, file));
  const auto key = verifier_from_text(text);
  if (!key) return malformed(file);
  return *key;
}

}  // namespace hearth::trust
