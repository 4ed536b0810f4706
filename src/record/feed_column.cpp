#include "record/feed_column.h"

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "record/mention.h"

namespace hearth::record {

using formats::Declared;

namespace {

/// One day, one month and one year at most, all of them known: "(%y)" behind a whole date would take an age for the year.
bool is_date_format(std::string_view format) {
  constexpr std::string_view known = "aAbBhdejmyYHIMSTRpFD% ";
  int years = 0, months = 0, days = 0;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%') continue;
    const char c = ++i < format.size() ? format[i] : '\0';
    if (c == '\0' || known.find(c) == std::string_view::npos) return false;
    const bool whole = c == 'F' || c == 'D';
    years += whole || c == 'y' || c == 'Y';
    months += whole || c == 'm' || c == 'b' || c == 'B' || c == 'h';
    days += whole || c == 'd' || c == 'e';
  }
  return years == 1 && months <= 1 && days <= 1;
}

}  // namespace

Result<ColumnSource::Type> read_type(const Declared& table) {
  HEARTH_TRY(text, table.text_if("type"));
  if (!text || *text == "text") return ColumnSource::Type::text;
  if (*text == "number") return ColumnSource::Type::number;
  if (*text == "date") return ColumnSource::Type::date;
  return table.get("type")->refuse("feed.type", "\"" + *text + "\" is no type. Expected text, number or date.");
}

Result<Done> need_table(const Declared& node, const std::string& name, const std::string& example) {
  if (node.is_table()) return Done{};
  const auto what = node.is_array() ? "[[" + name + "]] is a list" : "\"" + name + "\" is a single value";
  return node.refuse("feed.shape", what + ". Expected a table: " + example + ".");
}

Result<std::string> read_format(const Declared& table) {
  HEARTH_TRY(formats, table.texts_if("format"));
  const auto turned = [](std::string text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
      if (text[i] == '%' && (text[i + 1] == 'd' || text[i + 1] == 'm')) text[i + 1] = text[i + 1] == 'd' ? 'm' : 'd';
    return text;
  };
  std::string out;
  for (const auto& format : formats) {
    if (format.find('|') != std::string::npos || !is_date_format(format))
      return table.get("format")->refuse("feed.format", "\"" + format + "\" is no form of a date: it has one year, and at most one month and one day. Expected for example \"%d/%m/%Y\", or several: "
                                                        "[\"%d/%m/%Y\", \"%d-%b-%y\"]. An age in brackets behind a date is passed over by itself.");
    if (turned(format) != format && std::ranges::find(formats, turned(format)) != formats.end())
      return table.get("format")->refuse("feed.format", "day first and month first in one column: nobody can tell 03/04/1950 apart. Expected one of \"" + format + "\" and \"" + turned(format) + "\".");
    out.append(out.empty() ? "" : "|").append(format);
  }
  return out;
}

Result<ColumnSource> read_source(const Declared& node, bool is_flag) {
  ColumnSource out;
  if (!node.is_table()) {
    HEARTH_TRY(columns, node.texts());
    out.columns = std::move(columns);
  } else {
    std::vector<std::string> keys{"column", "format", "type", "split"};
    if (is_flag) keys.insert(keys.end(), {"true", "false", "contains"});
    if (auto known = node.unknown_keys(keys); !known) return fail(known.error());
    HEARTH_TRY(yes, node.texts_if("true"));
    for (const auto& text : yes) out.true_values.push_back(fold(trim(text)));
    HEARTH_TRY(no, node.texts_if("false"));
    for (const auto& text : no) out.false_values.push_back(fold(trim(text)));
    HEARTH_TRY(contains, node.texts_if("contains"));
    for (const auto& text : contains)
      if (auto phrase = in_one_line(text); !phrase.empty()) out.contains.push_back(std::move(phrase));
    if (!out.contains.empty() && !(out.true_values.empty() && out.false_values.empty()))
      return node.refuse("feed.flag", "\"true\" and \"contains\" do not go together: the first compares the whole cell. Make two entries: [{ column = ..., true = [...] }, { column = ..., contains = [...] }].");
    HEARTH_TRY(column, node.need("column"));
    HEARTH_TRY(columns, column.texts());
    HEARTH_TRY(format, read_format(node));
    HEARTH_TRY(type, read_type(node));
    HEARTH_TRY(split, node.text_if("split"));
    out.columns = std::move(columns);
    out.format = std::move(format);
    out.type = out.format.empty() ? type : ColumnSource::Type::date;
    out.joint = split == "joint";
    if (split && !out.joint) return node.get("split")->refuse("feed.split", "\"" + *split + "\" is no way to split a column. Expected \"joint\".");
  }
  if (out.columns.empty()) return node.refuse("feed.column", "no column named. Expected the heading of a column.");
  return out;
}

Result<std::vector<ColumnSource>> read_flags(const Declared& node) {
  const auto items = node.items();
  const bool several = node.is_array() && std::ranges::any_of(items, [](const Declared& item) { return item.is_table(); });
  std::vector<ColumnSource> out;
  for (const auto& item : several ? items : std::vector<Declared>{node}) {
    HEARTH_TRY(source, read_source(item, true));
    out.push_back(std::move(source));
  }
  return out;
}

}  // namespace hearth::record
