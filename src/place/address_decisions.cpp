#include "place/address_decisions.h"

#include <algorithm>
#include <string>

#include "base/hash.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "place/successor.h"

namespace hearth::place {
namespace {

/// One decisions file on its way in.
class DecisionReader {
 public:
  DecisionReader(std::string file, LoadedGazetteer& loaded) : file_{std::move(file)}, loaded_{loaded} {}

  Result<Done> read(formats::CsvReader& reader) {
    HEARTH_TRY(address, column(reader, "address"));
    HEARTH_TRY(uprn, column(reader, "uprn"));
    const auto postcode = reader.column("postcode");
    formats::CsvRow row;
    for (;;) {
      HEARTH_TRY(more, reader.next(row));
      if (!more) return Done{};
      if (row.fault) put_aside(*row.fault, row.row);
      else take(row.row, row.fields[address], postcode ? row.fields[*postcode] : std::string_view{}, row.fields[uprn]);
    }
  }

  /// Of one text the last.
  std::vector<AddressDecision> finish() {
    std::ranges::stable_sort(taken_, [](const Taken& a, const Taken& b) { return std::pair{a.decision.high, a.decision.low} < std::pair{b.decision.high, b.decision.low}; });
    std::vector<AddressDecision> out;
    for (const auto& [row, decision] : taken_) {
      if (out.empty() || !out.back().is_of_one_text(decision)) {
        out.push_back(decision);
        continue;
      }
      if (out.back() != decision) note({.code = "gazetteer.decided_twice", .message = "a row above decides otherwise about the same address. This one, the later, counts."}, row);
      out.back() = decision;
    }
    return out;
  }

 private:
  struct Taken {
    std::uint64_t row;
    AddressDecision decision;
  };

  Result<std::size_t> column(const formats::CsvReader& reader, const char* heading) const {
    if (const auto found = reader.column(heading)) return *found;
    return fail("gazetteer.column_missing", "a file of decisions needs the columns address and uprn; postcode may stand beside them.", {.file = file_, .row = 1, .column = heading});
  }

  void take(std::uint64_t row, std::string_view address, std::string_view postcode, std::string_view uprn) {
    if (tokens_.read(address) && (tokens_.words.size() >= AddressTokens::words_max || tokens_.codes.size() >= AddressTokens::codes_max))
      return put_aside({.code = "gazetteer.decided_nothing", .message = "the text is too long to be told from others. Decide about a shorter one."}, row, "address");
    if (!is_text(address) || (tokens_.words.empty() && tokens_.codes.empty()))
      return put_aside({.code = "gazetteer.decided_nothing", .message = "there is no address in this row."}, row, "address");
    auto code = read_postcode(postcode);
    if (code.outward == 0) code = tokens_.postcode;
    auto decision = normal_form(tokens_, code);
    if (!trim(uprn).empty()) {
      const auto number = Uprn::parse(uprn);
      if (!number) return put_aside(number.error(), row, "uprn");
      decision.uprn = number->number();
    }
    if (decision.uprn != 0 && decisions_today(loaded_.gazetteer, {decision}).empty())
      note({.code = "gazetteer.decided_unknown", .message = "the gazetteer has no such property, and nothing that it became: the address is weighed as if nobody had decided."}, row, "uprn");
    taken_.push_back({row, decision});
  }

  void put_aside(Error error, std::uint64_t row, std::string column = {}) {
    ++loaded_.rows_put_aside;
    keep(std::move(error), row, std::move(column));
  }
  void note(Error error, std::uint64_t row, std::string column = {}) {
    ++loaded_.fields_put_aside;
    keep(std::move(error), row, std::move(column));
  }
  void keep(Error error, std::uint64_t row, std::string column) {
    if (loaded_.faults.size() >= LoadedGazetteer::faults_kept_max) return;
    error.where = {.file = file_, .row = row, .column = std::move(column)};
    error.exit = Exit::put_aside;
    loaded_.faults.push_back(std::move(error));
  }

  std::string file_;
  LoadedGazetteer& loaded_;
  AddressTokens tokens_;
  std::vector<Taken> taken_;
};

}  // namespace

AddressDecision normal_form(const AddressTokens& tokens, const PackedPostcode& postcode) {
  std::string form;
  for (const auto& word : tokens.words) form.append(word.text).push_back(' ');
  for (const auto& code : tokens.codes) {
    const char kind = static_cast<char>('0' + static_cast<int>(code.kind));
    form.append(1, '|').append(1, kind).append(std::to_string(code.value)).append("-").append(std::to_string(code.end)).append("/").append(std::to_string(code.prefix));
    form.append(1, code.suffix == 0 ? '.' : code.suffix).append(std::to_string(code.words_before));
  }
  // A room is no flat of the same number, nor a garage the house.
  form.append("|").append(tokens.designator).append(tokens.adjunct ? "+" : "").append("|").append(std::to_string(postcode.whole()));
  const auto hash = ContentHash::of(form);
  return {hash.high, hash.low, 0};
}

Result<std::vector<AddressDecision>> read_address_decisions(Files& files, const Path& path, LoadedGazetteer& loaded) {
  HEARTH_TRY(source, files.open(path));
  const auto file = path.filename().string();
  HEARTH_TRY(reader, formats::CsvReader::open(std::move(source), file));
  DecisionReader decisions{file, loaded};
  HEARTH_CHECK(decisions.read(reader));
  return decisions.finish();
}

std::vector<AddressDecision> decisions_today(const Gazetteer& gazetteer, std::vector<AddressDecision> decisions) {
  std::erase_if(decisions, [&](AddressDecision& decision) {
    if (decision.uprn == 0) return false;
    const auto uprn = Uprn::from_trusted(decision.uprn);
    const auto property = gazetteer.find(uprn);
    if (property && !is_gone(gazetteer, *property)) return false;
    const auto live = live_successors(gazetteer, uprn);
    if (live.size() == 1) decision.uprn = live.front().number();
    return live.size() != 1 && !property;
  });
  return decisions;
}

std::optional<AddressDecision> decision_about(const std::vector<AddressDecision>& sorted, const AddressDecision& text) noexcept {
  const auto found = std::ranges::lower_bound(sorted, text, [](const AddressDecision& a, const AddressDecision& b) { return a.high != b.high ? a.high < b.high : a.low < b.low; });
  return found != sorted.end() && found->is_of_one_text(text) ? std::optional{*found} : std::nullopt;
}

}  // namespace hearth::place
