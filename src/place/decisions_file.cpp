#include "place/decisions_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <thread>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/declaration.h"
#include "formats/text_sink.h"
#include "place/address_decisions.h"
#include "place/index_file.h"

namespace hearth::place {
namespace {

constexpr std::uint64_t file_bytes_max = 64U << 20;
constexpr std::string_view first_line = "address,postcode,uprn,who,when,why\r\n";

enum Column : std::size_t { address_column, postcode_column, uprn_column, who_column, when_column, why_column, column_count };
constexpr std::array<std::string_view, column_count> headings{"address", "postcode", "uprn", "who", "when", "why"};
using Columns = std::array<std::optional<std::size_t>, column_count>;

Result<Columns> columns_of(const formats::CsvReader& reader, const std::string& file) {
  Columns out;
  for (std::size_t c = 0; c < column_count; ++c) out[c] = reader.column(headings[c]);
  for (const auto needed : {address_column, uprn_column})
    if (!out[needed])
      return fail("gazetteer.column_missing", "a file of decisions needs the columns address and uprn; postcode may stand beside them.", {.file = file, .row = 1, .column = std::string{headings[needed]}});
  return out;
}

std::string_view cell(const formats::CsvRow& row, std::optional<std::size_t> column) { return column ? row.fields[*column] : std::string_view{}; }

Error put_aside(Error error, const std::string& file, std::uint64_t row, std::string_view column) {
  error.where = {.file = file, .row = row, .column = std::string{column}};
  error.exit = Exit::put_aside;
  return error;
}

void take(const formats::CsvRow& row, const Columns& columns, const std::string& file, DecisionsRead& out) {
  if (row.fault) return out.faults.push_back(put_aside(*row.fault, file, row.row, {}));
  const auto key = address_key(cell(row, columns[address_column]), cell(row, columns[postcode_column]));
  if (!key) return out.faults.push_back(put_aside(key.error(), file, row.row, headings[address_column]));
  const auto text = [&](Column column) { return std::string{trim(cell(row, columns[column]))}; };
  DecisionRow made{.key = *key, .who = text(who_column), .when = text(when_column), .why = text(why_column), .row = row.row};
  const auto uprn = text(uprn_column);
  made.is_taken_back = to_lower_ascii(uprn) == undecided_word;
  if (!uprn.empty() && !made.is_taken_back) {
    const auto number = Uprn::parse(uprn);
    if (!number) return out.faults.push_back(put_aside(number.error(), file, row.row, headings[uprn_column]));
    made.uprn = *number;
  }
  out.rows.push_back(std::move(made));
}

/// The kernel's lock on the folder of the file: the file itself is another one after each writing. Ends with this, or with its process.
class WritersLock {
 public:
  static Result<WritersLock> take(const Path& folder) {
    WritersLock lock{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (lock.folder_ < 0) return fail("file.missing", "the folder of the file of decisions cannot be opened.", {.file = folder.string()});
    for (int tries = 0; ::flock(lock.folder_, LOCK_EX | LOCK_NB) != 0; ++tries) {
      if (errno != EWOULDBLOCK && errno != EINTR) return fail("decisions.busy", "the file of decisions cannot be locked where it lies.", {.file = folder.string()});
      if (tries == tries_max) return fail("decisions.busy", "somebody else is writing the file of decisions. Try again in a moment.", {.file = folder.string()});
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return lock;
  }
  WritersLock(WritersLock&& other) noexcept : folder_{std::exchange(other.folder_, -1)} {}
  WritersLock& operator=(WritersLock&&) = delete;
  ~WritersLock() {
    if (folder_ >= 0) ::close(folder_);
  }

 private:
  explicit WritersLock(int folder) noexcept : folder_{folder} {}
  static constexpr int tries_max = 250;
  int folder_;
};

/// A file's whole content, understood.
struct Understood {
  DecisionsRead read;
  Columns columns;
  std::size_t width{0};
  char separator{','};
};

Result<Understood> understand(const std::string& content, const std::string& file) {
  if (content.starts_with("\x1f\x8b") || content.starts_with("PK\x03\x04"))
    return fail("decisions.not_plain", "the file of decisions is packed or a workbook, and no row can be added to it. Save it as CSV (UTF-8).", {.file = file});
  HEARTH_TRY(reader, formats::CsvReader::open(source_of(content), file));
  if (reader.form().encoding != formats::Encoding::utf8)
    return fail("decisions.not_plain", "the file of decisions is not written in UTF-8, and no row can be added to it. Save it as CSV (UTF-8).", {.file = file});
  Understood out;
  HEARTH_TRY(columns, columns_of(reader, file));
  out.columns = columns;
  out.width = reader.heading().size();
  out.separator = reader.form().separator.value_or(',');
  HEARTH_TRY(read, read_decision_rows(reader, file));
  out.read = std::move(read);
  return out;
}

/// Lines of an address stand in one, for people who open the file; they mean the same.
std::string in_one_line(std::string_view address) {
  std::string out;
  for (const char c : address)
    if (c == '\n' || c == '\r') out += out.ends_with(", ") ? "" : ", ";
    else out.push_back(c);
  return out;
}

Result<std::string> row_of(const DecisionToKeep& decision, const Understood& file) {
  std::vector<std::string> cells(file.width);
  const auto put = [&](Column column, const std::string& text) {
    if (file.columns[column]) cells[*file.columns[column]] = text;
  };
  const bool has_postcode = file.columns[postcode_column].has_value();
  const auto address = in_one_line(decision.address);
  put(address_column, has_postcode || decision.postcode.empty() ? address : address + ", " + decision.postcode);
  put(postcode_column, decision.postcode);
  put(uprn_column, decision.is_taken_back ? std::string{undecided_word} : decision.uprn ? decision.uprn->text() : std::string{});
  put(who_column, decision.who);
  put(when_column, decision.when);
  put(why_column, decision.why);
  formats::TextSink sink;
  formats::CsvWriter writer{sink, formats::CsvWriter::Formulas::neutralise, file.separator};
  HEARTH_CHECK(writer.row(cells));
  HEARTH_CHECK(writer.flush());
  return std::move(sink.text);
}

/// The row stands in the file as it was meant, and all others as before: a last row whose quotation never ends would swallow it.
bool is_added(const DecisionsRead& before, const DecisionsRead& after, const AddressKey& key, const DecisionToKeep& decision) {
  if (after.rows.size() != before.rows.size() + 1 || after.faults.size() != before.faults.size()) return false;
  for (std::size_t i = 0; i < before.rows.size(); ++i)
    if (before.rows[i].key != after.rows[i].key || !before.rows[i].says_the_same(after.rows[i])) return false;
  const auto& last = after.rows.back();
  return last.key == key && last.uprn == decision.uprn && last.is_taken_back == decision.is_taken_back;
}

/// As open to others as it was; a new one is the owner's alone, for addresses of files may name people ("c/o").
Result<Done> write_as_it_was(Files& files, const Path& path, std::string_view content) {
  std::error_code fault;
  const auto before = std::filesystem::status(path, fault);
  const bool is_there = !fault && std::filesystem::exists(before);
  HEARTH_CHECK(files.write_all(path, content, true));
  if (is_there) std::filesystem::permissions(path, before.permissions(), fault);
  return Done{};
}

}  // namespace

Result<AddressKey> address_key(std::string_view address, std::string_view postcode) {
  thread_local AddressTokens tokens;
  const bool is_read = tokens.read(address);
  if (!is_read || !is_text(address) || (tokens.words.empty() && tokens.codes.empty()))
    return fail("gazetteer.decided_nothing", "there is no address in this row.");
  if (address.size() > limits::address_bytes_max || tokens.words.size() >= AddressTokens::words_max || tokens.codes.size() >= AddressTokens::codes_max)
    return fail("gazetteer.decided_nothing", "the text is too long to be told from others. Decide about a shorter one.");
  auto code = read_postcode(postcode);
  if (code.outward == 0) code = tokens.postcode;
  const auto form = normal_form(tokens, code);
  return AddressKey{form.high, form.low};
}

bool says_no_premises(std::string_view address) {
  AddressTokens tokens;
  return tokens.read(address) && tokens.says_no_premises();
}

Result<DecisionsRead> read_decision_rows(formats::CsvReader& reader, const std::string& file) {
  HEARTH_TRY(columns, columns_of(reader, file));
  DecisionsRead out;
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, reader.next(row));
    if (!more) return out;
    take(row, columns, file, out);
  }
}

Result<std::optional<Path>> decisions_file(Files& files, const Path& gazetteer) {
  if (is_index(files, gazetteer)) return std::nullopt;
  HEARTH_TRY(declaration, formats::DeclarationFile::read(files, gazetteer));
  HEARTH_TRY(head, declaration.root().need("gazetteer"));
  HEARTH_TRY(named, head.text_if("decisions"));
  return named ? std::optional{declaration.beside(*named)} : std::nullopt;
}

Result<DecisionsRead> read_decisions_file(Files& files, const Path& path) {
  if (!files.exists(path)) return DecisionsRead{};
  HEARTH_TRY(bytes, files.size(path));
  if (bytes == 0) return DecisionsRead{};
  HEARTH_TRY(source, files.open(path));
  const auto file = path.filename().string();
  HEARTH_TRY(reader, formats::CsvReader::open(std::move(source), file));
  return read_decision_rows(reader, file);
}

std::optional<Uprn> property_today(const Gazetteer& gazetteer, Uprn decided) {
  const auto today = decisions_today(gazetteer, {AddressDecision{.high = 0, .low = 0, .uprn = decided.number()}});
  return today.empty() ? std::nullopt : std::optional{Uprn::from_trusted(today.front().uprn)};
}

Result<bool> keep_decision(Files& files, const Path& named, const DecisionToKeep& decision, std::size_t seen) {
  HEARTH_TRY(key, address_key(decision.address, decision.postcode));
  std::error_code fault;
  auto path = std::filesystem::weakly_canonical(named, fault);  // a link is followed: to replace it would part the two
  if (fault) path = named;
  HEARTH_TRY(lock, WritersLock::take(path.has_parent_path() ? path.parent_path() : Path{"."}));
  std::string content;
  if (files.exists(path)) {
    HEARTH_TRY(read, files.read_all(path, file_bytes_max));
    content = std::move(read);
  }
  if (content.empty()) content = first_line;
  const auto file = path.filename().string();
  HEARTH_TRY(before, understand(content, file));
  const auto known = std::ranges::count(before.read.rows, key, &DecisionRow::key);
  if (static_cast<std::size_t>(known) != seen) return false;
  HEARTH_TRY(row, row_of(decision, before));
  if (content.back() != '\n' && content.back() != '\r') content += "\r\n";
  content += row;
  HEARTH_TRY(after, understand(content, file));
  if (!is_added(before.read, after.read, key, decision))
    return fail("decisions.no_room", "no row can be added to the file of decisions: its last row is broken, or it has no column that this address needs. Whoever runs Hearth for you looks into it.", {.file = file});
  HEARTH_CHECK(write_as_it_was(files, path, content));
  return true;
}

}  // namespace hearth::place
