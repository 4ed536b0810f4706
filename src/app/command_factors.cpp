// hearth factors: the vocabulary of facts: what the claims of a feed and the factors of an agreement may name.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/command.h"
#include "app/text_table.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/json.h"
#include "spine/place_context.h"
#include "spine/place_file.h"

namespace hearth::app {
namespace {

namespace json = formats::json;

struct Options {
  std::string word;
};

/// Every programme beside a vocabulary. One that cannot be read is told of and does not hide the vocabulary.
std::vector<need::Programme> programmes_in(Call& call, const Path& folder, const need::Vocabulary& vocabulary) {
  std::vector<Path> folders;
  std::error_code none;
  for (std::filesystem::directory_iterator entry{folder, none}, end; !none && entry != end; entry.increment(none))
    if (call.files.exists(entry->path() / "programme.toml")) folders.push_back(entry->path());
  std::ranges::sort(folders);
  std::vector<need::Programme> out;
  for (const auto& path : folders) {
    auto programme = need::Programme::read(call.files, path, vocabulary);
    if (programme) out.push_back(std::move(*programme));
    else call.talk(to_string(programme.error()));
  }
  return out;
}

std::vector<std::string> used_by(const std::vector<need::Programme>& programmes, std::size_t factor) {
  std::vector<std::string> out;
  for (const auto& programme : programmes)
    if (std::ranges::find(programme.factors, static_cast<need::FactorIndex>(factor)) != programme.factors.end()) out.push_back(programme.id.text());
  return out;
}

std::string validity(const need::Factor& factor) {
  if (factor.derived) return "worked out";
  if (!factor.valid_for_days) return "does not age";
  const int days = *factor.valid_for_days;
  return days % 365 == 0 ? std::to_string(days / 365) + (days == 365 ? " year" : " years") : std::to_string(days) + " days";
}

json::object as_json(const need::Factor& factor, const std::vector<std::string>& programmes) {
  json::object out{{"id", factor.id.text()}, {"words", factor.words}, {"kind", need::name_of(factor.kind)}, {"about", need::name_of(factor.about)},
                   {"unit", factor.unit}, {"derived", factor.derived}, {"special_category", factor.special_category},
                   {"synonyms", json::value_from(factor.synonyms)}, {"programmes", json::value_from(programmes)}};
  out["valid_for_days"] = factor.valid_for_days ? json::value(*factor.valid_for_days) : json::value(nullptr);
  return out;
}

Result<Exit> factors(Call& call, const Options& options) {
  HEARTH_TRY(path, spine::vocabulary_file(call.files, call.invocation.working_folder));
  HEARTH_TRY(vocabulary, need::Vocabulary::read(call.files, path));
  const auto programmes = programmes_in(call, path.parent_path(), vocabulary);
  const auto words = vocabulary.words();
  std::vector<std::size_t> chosen;
  if (options.word.empty())
    for (std::size_t i = 0; i < vocabulary.size(); ++i) chosen.push_back(i);
  else
    for (const auto* near : record::factors_near(options.word, words)) chosen.push_back(*vocabulary.find(near->id));
  if (call.json) {
    json::array out;
    for (const auto i : chosen) out.push_back(as_json(vocabulary.factors()[i], used_by(programmes, i)));
    call.line(formats::write_json(out));
    return Exit::done;
  }
  if (chosen.empty()) {
    call.line("No factor is near to that. All of them: hearth factors");
    return Exit::done;
  }
  TextTable table{{"factor", "means", "kind", "about", "valid for", "used by"}};
  for (const auto i : chosen) {
    const auto& factor = vocabulary.factors()[i];
    table.row({factor.id.text(), factor.words, std::string{need::name_of(factor.kind)} + (factor.unit.empty() ? "" : ", " + factor.unit),
               std::string{need::name_of(factor.about)}, validity(factor), joined(used_by(programmes, i), ", ")});
  }
  call.line(table.text() + "A feed says these in [claims], an agreement shares them in factors = [...]. What is worked out no feed sends.\n"
            "The vocabulary is " + path.string());
  return Exit::done;
}

}  // namespace

void register_factors(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("factors", "the facts that Hearth knows: what claims and agreements may name",
                            "  hearth factors\n  hearth factors oxygen          (which factor is that?)\n  hearth factors --json", Needs::nothing,
                            [options](Call& call) { return factors(call, *options); });
  command.add_option("WORD", options->word, "only the factors that are near to this word");
}

}  // namespace hearth::app
