#include "place/address_decisions.h"

#include <algorithm>
#include <string>

#include "base/hash.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "place/decisions_file.h"
#include "place/successor.h"

namespace hearth::place {
namespace {

/// Keeps what the rows say, and tells of those that say it in vain.
class DecisionJudge {
 public:
  DecisionJudge(std::string file, LoadedGazetteer& loaded) : file_{std::move(file)}, loaded_{loaded} {}

  void take(DecisionsRead read) {
    for (auto& fault : read.faults) {
      ++loaded_.rows_put_aside;
      keep(std::move(fault));
    }
    rows_ = std::move(read.rows);
    for (const auto& row : rows_)
      if (row.uprn && !property_today(loaded_.gazetteer, *row.uprn))
        note({.code = "gazetteer.decided_unknown", .message = "the gazetteer has no such property, and nothing that it became: the address is weighed as if nobody had decided."}, row.row, "uprn");
  }

  /// Of one text the last; none where it was taken back.
  std::vector<AddressDecision> finish() {
    std::ranges::stable_sort(rows_, {}, &DecisionRow::key);
    std::vector<AddressDecision> out;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const auto& row = rows_[i];
      if (i + 1 < rows_.size() && rows_[i + 1].key == row.key) {
        if (contradicts(row, rows_[i + 1])) note({.code = "gazetteer.decided_twice", .message = "a row above decides otherwise about the same address. This one, the later, counts."}, rows_[i + 1].row);
        continue;
      }
      if (!row.is_taken_back) out.push_back({row.key.high, row.key.low, row.uprn ? row.uprn->number() : 0});
    }
    return out;
  }

 private:
  /// Who decides again at a later moment does not contradict: the rows themselves tell which one is meant.
  static bool contradicts(const DecisionRow& before, const DecisionRow& after) {
    const bool is_later = !before.when.empty() && before.when < after.when;
    return !before.says_the_same(after) && !is_later;
  }
  void note(Error error, std::uint64_t row, std::string column = {}) {
    ++loaded_.fields_put_aside;
    error.where = {.file = file_, .row = row, .column = std::move(column)};
    error.exit = Exit::put_aside;
    keep(std::move(error));
  }
  void keep(Error error) {
    if (loaded_.faults.size() < LoadedGazetteer::faults_kept_max) loaded_.faults.push_back(std::move(error));
  }

  std::string file_;
  LoadedGazetteer& loaded_;
  std::vector<DecisionRow> rows_;
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
  HEARTH_TRY(read, read_decision_rows(reader, file));
  DecisionJudge judge{file, loaded};
  judge.take(std::move(read));
  return judge.finish();
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

std::optional<AddressDecision> decision_about(std::span<const AddressDecision> sorted, const AddressDecision& text) noexcept {
  const auto found = std::ranges::lower_bound(sorted, text, [](const AddressDecision& a, const AddressDecision& b) { return a.high != b.high ? a.high < b.high : a.low < b.low; });
  return found != sorted.end() && found->is_of_one_text(text) ? std::optional{*found} : std::nullopt;
}

}  // namespace hearth::place
