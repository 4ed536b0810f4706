#include "need/cohort_check.h"

#include "formats/json.h"

namespace hearth::need {
namespace {

namespace json = formats::json;

Path file_of(const Path& data_folder) { return data_folder / "checked-against-truth.json"; }

std::size_t number_at(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_number() ? value->to_number<std::size_t>() : 0;
}

}  // namespace

Result<Done> keep_checks(Files& files, const Path& data_folder, const std::vector<CohortChecked>& checks) {
  json::array out;
  for (const auto& check : checks)
    out.push_back(json::object{{"programme", check.programme}, {"found", check.found}, {"wrongly", check.wrongly}, {"truly", check.truly}, {"missed", check.missed},
                               {"somebody_wrongly", check.somebody_wrongly ? check.somebody_wrongly->number() : 0}});
  return files.write_all(file_of(data_folder), formats::write_json_pretty(out) + "\n");
}

std::vector<CohortChecked> kept_checks(Files& files, const Path& data_folder) {
  constexpr std::uint64_t bytes_max = 1U << 16;
  std::vector<CohortChecked> out;
  const auto content = files.read_all(file_of(data_folder), bytes_max);
  if (!content) return out;
  const auto read = formats::parse_json(*content, file_of(data_folder).filename().string());
  if (!read || !read->is_array()) return out;
  for (const auto& entry : read->get_array()) {
    if (!entry.is_object()) continue;
    const auto& object = entry.get_object();
    CohortChecked check{.programme = formats::text_or(object, "programme"), .found = number_at(object, "found"), .wrongly = number_at(object, "wrongly"),
                        .truly = number_at(object, "truly"), .missed = number_at(object, "missed")};
    if (const auto somebody = number_at(object, "somebody_wrongly"); somebody > 0) check.somebody_wrongly = PersonId{somebody};
    out.push_back(std::move(check));
  }
  return out;
}

}  // namespace hearth::need
