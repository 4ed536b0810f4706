#include "trust/key_files.h"

#include <filesystem>

#include "base/text.h"
#include "base/try.h"

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

bool have_keys(Files& files, const Path& data) {
  return files.exists(keys_folder(data) / "audit.key") && files.exists(keys_folder(data) / "subject.key");
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
