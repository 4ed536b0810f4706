// date_input.h: day, month and year in fields of their own: a memorable date, typed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/components/field_parts.h"

namespace hearth::web {

struct DatePart {
  std::string name;                    ///< day, month or year
  std::optional<std::string> value{};
  std::optional<bool> has_error{};     ///< else, when the whole date has one and no part says so, all parts are marked
  std::string label{};                 ///< else the name with a capital letter
  int width{2};                        ///< in digits: 2 or 4
  std::string id{}, classes{}, pattern{}, inputmode{"numeric"}, autocomplete{};
  Attrs attributes{};
};

struct DateInputOptions {
  std::string id;
  std::optional<FieldsetOptions> fieldset{};  ///< legend; content is ours
  FieldNotes notes{};
  std::string name_prefix{};           ///< "born": born-day, born-month, born-year
  std::vector<DatePart> parts{{.name = "day"}, {.name = "month"}, {.name = "year", .width = 4}};
  std::string classes{};
  Attrs attributes{};
  FormGroupOptions group{};
};
[[nodiscard]] Html date_input(const DateInputOptions& options);

}  // namespace hearth::web
