// manifest.cpp: reads strictly: a manifest that is not what we write is damaged.
#include "store/manifest.h"

#include <sodium.h>

#include <array>
#include <charconv>
#include <set>

#include "base/text.h"
#include "base/try.h"

namespace hearth::store {

namespace {

constexpr std::string_view first_line = "hearth backup 1";

auto damaged(const std::string& file, std::uint64_t line) {
  return fail("backup.damaged", "this is not a manifest as hearth backup writes it. Use another backup.", {.file = file, .row = line});
}

/// The word before the next blank; `line` keeps what follows.
std::string_view next_word(std::string_view& line) {
  const auto blank = line.find(' ');
  const auto word = line.substr(0, blank);
  line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
  return word;
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size();
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool read_line(std::string_view line, Manifest& into) {
  const auto kind = next_word(line);
  if (kind == "taken") into.taken_at = line;
  else if (kind == "engine") into.engine = line;
  else if (kind == "file") {
    BackupFile file;
    file.sha256 = next_word(line);
    if (!is_sha256(file.sha256) || !read_number(next_word(line), file.bytes)) return false;
    file.name = line;
    if (into.files.empty() ? line != "hearth.db" : !is_plain_name(line)) return false;
    into.files.push_back(std::move(file));
  } else if (kind == "table") {
    TableRows table;
    if (!read_number(next_word(line), table.rows)) return false;
    table.table = line;
    into.tables.push_back(std::move(table));
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::int64_t Manifest::rows() const {
  std::int64_t sum = 0;
  for (const auto& table : tables) sum += table.rows;
  return sum;
}

std::uint64_t Manifest::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& file : files) sum += file.bytes;
  return sum;
}

bool is_plain_name(std::string_view name) {
  if (name.empty() || name.find('\n') != std::string_view::npos) return false;
  static const std::set<std::string_view> taken{"MANIFEST", "owner.lock", "hearth.sock"};
  if (taken.contains(name) || name.starts_with("hearth.db")) return false;
  for (const auto part : split(name, '/'))
    if (part.empty() || part == "." || part == "..") return false;
  return true;
}

std::string write_manifest(const Manifest& manifest) {
  std::string text{first_line};
  text += "\ntaken " + manifest.taken_at + "\nengine " + manifest.engine + "\n";
  for (const auto& file : manifest.files) text += "file " + file.sha256 + " " + std::to_string(file.bytes) + " " + file.name + "\n";
  for (const auto& table : manifest.tables) text += "table " + std::to_string(table.rows) + " " + table.table + "\n";
  return text + "end\n";
}

Result<Manifest> read_manifest(std::string_view text, const std::string& file) {
  Manifest manifest;
  const auto lines = split(text, '\n');
  if (lines.size() < 4 || lines[0] != first_line) return damaged(file, 1);
  const auto last = lines.size() - 2;  // the file ends with a line break
  if (lines[last] != "end" || !lines.back().empty()) return damaged(file, last + 1);
  for (std::size_t i = 1; i < last; ++i)
    if (!read_line(lines[i], manifest)) return damaged(file, i + 1);
  if (manifest.files.empty()) return damaged(file, last + 1);
  return manifest;
}

Result<BackupFile> describe_file(Files& files, const Path& folder, const std::string& name) {
  HEARTH_TRY(source, files.open(folder / name));
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  BackupFile file{name, {}, 0};
  std::vector<char> block(1U << 20);
  for (;;) {
    HEARTH_TRY(got, source->read(block));
    if (got == 0) break;
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(block.data()), got);
    file.bytes += got;
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  std::array<char, crypto_hash_sha256_BYTES * 2 + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size());
  file.sha256 = digits.data();
  return file;
}

}  // namespace hearth::store
