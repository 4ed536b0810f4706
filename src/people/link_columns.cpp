#include "people/link_columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <string>

#include "base/assertion.h"
#include "base/text.h"
#include "people/contact_values.h"
#include "people/name_parts.h"

namespace hearth::people {
namespace {

using match::ColumnNumber;
using match::RowNumber;
using match::Table;
using match::ValueId;
using record::Field;

/// Raw values that were seen before are not read again: the fold of a name is paid for once per spelling.
template <class Parts>
class Seen {
 public:
  template <class Read>
  const Parts& get(std::string_view raw, Read&& read) {
    const ValueId id = raw_.add(raw);
    if (id >= parts_.size()) parts_.push_back(read(raw));
    return parts_[id];
  }
  Seen() : parts_(1) {}

 private:
  match::Dictionary raw_;
  std::vector<Parts> parts_;
};

struct GivenIds {
  ValueId given{0}, middle{0};
};
struct SurnameIds {
  ValueId surname{0}, first{0}, second{0};
};
struct WholeIds {
  GivenIds given;
  SurnameIds surname;
};

struct Work {
  const LinkPlan& plan;
  std::span<const LinkRow> rows;
  std::span<const std::uint32_t> order;
  Table& table;

  /// Rows lie in another order than the table's, and their fields anywhere: what the rows ahead say is asked for before it is read.
  [[nodiscard]] const LinkRow& row(RowNumber number) const noexcept {
    constexpr std::size_t rows_ahead = 16, fields_ahead = 8, line = 64;
    if (number + rows_ahead < order.size()) __builtin_prefetch(&rows[order[number + rows_ahead]].fields);
    if (number + fields_ahead < order.size()) {
      const char* packed = rows[order[number + fields_ahead]].fields.packed().data();
      for (std::size_t at = 0; at < 4; ++at) __builtin_prefetch(packed + at * line);
    }
    return rows[order[number]];
  }
  [[nodiscard]] match::Dictionary& values(ColumnNumber column) const { return table.dictionary(table.dictionary_of(column)); }
  [[nodiscard]] ColumnNumber column(std::string_view name) const {
    const auto found = table.column(name);
    HEARTH_ASSERT(found.has_value());
    return *found;
  }
};

/// Up to two former names and parts of the surname, without repeating it.
struct OtherNames {
  ValueId kept[2]{0, 0};
  void add(ValueId value, ValueId surname) {
    if (value == 0 || value == surname || value == kept[0] || value == kept[1]) return;
    if (kept[0] == 0) kept[0] = value;
    else if (kept[1] == 0) kept[1] = value;
  }
};

void fill_names(const Work& work) {
  const ColumnNumber given = work.column("given name"), surname = work.column("surname"), other = work.column("other surname 1"),
                     another = work.column("other surname 2"), middle = work.column("middle name");
  auto& names = work.values(given);
  Seen<GivenIds> seen_given;
  Seen<SurnameIds> seen_surname;
  Seen<WholeIds> seen_whole;
  const auto given_ids = [&](const GivenParts& parts) { return GivenIds{names.add(parts.given), names.add(parts.middle)}; };
  const auto surname_ids = [&](const SurnameParts& parts) {
    return SurnameIds{names.add(parts.surname), parts.others.empty() ? 0 : names.add(parts.others[0]),
                      parts.others.size() < 2 ? 0 : names.add(parts.others[1])};
  };
  for (RowNumber row = 0; row < work.order.size(); ++row) {
    const auto& fields = work.row(row).fields;
    const auto raw_given = fields.get(Field::given_name), raw_surname = fields.get(Field::surname),
               raw_whole = fields.get(Field::full_name), raw_middle = fields.get(Field::middle_names),
               raw_previous = fields.get(Field::previous_surname);
    GivenIds g;
    SurnameIds s;
    OtherNames others;
    if (!raw_given.empty()) g = seen_given.get(raw_given, [&](std::string_view raw) { return given_ids(read_given(raw)); });
    if (!raw_surname.empty()) s = seen_surname.get(raw_surname, [&](std::string_view raw) { return surname_ids(read_surname(raw)); });
    if (!raw_whole.empty()) {
      const auto& whole = seen_whole.get(raw_whole, [&](std::string_view raw) {
        const auto parts = read_whole_name(raw);
        return WholeIds{given_ids(parts.given), surname_ids(parts.surname)};
      });
      if (raw_given.empty() && raw_surname.empty()) {
        g = whole.given;
        s = whole.surname;
      } else {
        others.add(whole.surname.surname, s.surname);
        if (g.given == 0) g = whole.given;
      }
    }
    if (!raw_middle.empty()) {
      const auto& m = seen_given.get(raw_middle, [&](std::string_view raw) { return given_ids(read_given(raw)); });
      if (g.given == 0) g.given = m.given;
      else g.middle = m.given;
    }
    if (!raw_previous.empty()) {
      const auto& p = seen_surname.get(raw_previous, [&](std::string_view raw) { return surname_ids(read_surname(raw)); });
      if (s.surname == 0) s.surname = p.surname;
      else others.add(p.surname, s.surname);
    }
    others.add(s.first, s.surname);
    others.add(s.second, s.surname);
    work.table.set(row, given, g.given);
    work.table.set(row, middle, g.middle);
    work.table.set(row, surname, s.surname);
    work.table.set(row, other, others.kept[0]);
    work.table.set(row, another, others.kept[1]);
  }
}

/// One field, one column.
void fill_one(const Work& work, std::string_view name, const std::function<std::string_view(const LinkRow&)>& get,
              const std::function<std::string(std::string_view)>& normal) {
  const ColumnNumber column = work.column(name);
  auto& values = work.values(column);
  Seen<ValueId> seen;
  for (RowNumber row = 0; row < work.order.size(); ++row) {
    const auto raw = get(work.row(row));
    if (raw.empty()) continue;
    work.table.set(row, column, seen.get(raw, [&](std::string_view text) { return values.add(normal(text)); }));
  }
}

void fill_sex(const Work& work) {
  const ColumnNumber column = work.column("sex");
  auto& values = work.values(column);
  Seen<ValueId> seen, seen_title, seen_name;
  const auto told = [&](char sex) { return sex == 0 ? match::no_value : values.add(std::string_view{&sex, 1}); };
  for (RowNumber row = 0; row < work.order.size(); ++row) {
    const auto& fields = work.row(row).fields;
    ValueId value = 0;
    if (const auto raw = fields.get(Field::sex); !raw.empty())
      value = seen.get(raw, [&](std::string_view text) { return values.add(normal_sex(text)); });
    if (const auto title = fields.get(Field::title); value == 0 && !title.empty())
      value = seen_title.get(title, [&](std::string_view text) { return told(sex_of_title(text)); });
    if (const auto whole = fields.get(Field::full_name); value == 0 && !whole.empty())
      value = seen_name.get(whole, [&](std::string_view text) { return told(sex_of_title(text)); });
    work.table.set(row, column, value);
  }
}

void fill_place(const Work& work) {
  const auto& plan = work.plan;
  const ColumnNumber home = work.column("home"), address = work.column("address"), postcode = work.column("postcode"),
                     key = work.column("home by address");
  Seen<ValueId> seen_postcode;
  for (RowNumber row = 0; row < work.order.size(); ++row) {
    const LinkRow& from = work.row(row);
    const auto raw_postcode = plan.postcode ? from.fields.get(Field::postcode) : std::string_view{}, raw_address = plan.address ? from.fields.get(Field::address) : std::string_view{};
    ValueId code = 0, lines = 0;
    if (!raw_postcode.empty())
      code = seen_postcode.get(raw_postcode, [&](std::string_view raw) { return work.values(postcode).add(normal_postcode(raw)); });
    else if (plan.postcode && !raw_address.empty())
      code = work.values(postcode).add(postcode_at_end(raw_address));
    if (!raw_address.empty()) lines = work.values(address).add(normal_address(raw_address, work.values(postcode).text(code)));
    work.table.set(row, postcode, code);
    work.table.set(row, address, lines);
    if (plan.home) {
      std::string uprn = from.home ? from.home->text() : std::string{};
      if (uprn.empty())
        if (const auto parsed = Uprn::parse(from.fields.get(Field::uprn))) uprn = parsed->text();
      work.table.set(row, home, work.values(home).add(uprn));
    }
    if (lines != 0)
      work.table.set(row, key, work.values(key).add(home_key(work.values(address).text(lines), work.values(postcode).text(code))));
  }
}

/// "12.50" and "12.5" are one value, and counted as one.
std::string normal_number(std::string_view raw) {
  double number = 0;
  const auto read = std::from_chars(raw.data(), raw.data() + raw.size(), number);
  if (read.ec != std::errc{} || read.ptr != raw.data() + raw.size() || !std::isfinite(number)) return std::string{raw};
  std::array<char, 32> text{};
  const auto done = std::to_chars(text.data(), text.data() + text.size(), number == 0 ? 0.0 : number);
  return {text.data(), done.ptr};
}

std::function<std::string(std::string_view)> normal_of(match::Kind kind) {
  switch (kind) {
    case match::Kind::code: return normal_code;
    case match::Kind::number: return normal_number;
    case match::Kind::day:
    case match::Kind::date: return [](std::string_view raw) { return std::string{raw}; };
    default: return normal_text;
  }
}

}  // namespace

Table fill_table(const LinkPlan& plan, std::span<const LinkRow> rows, std::span<const std::uint32_t> order, Threads threads) {
  Table table = table_of(plan, order.size());
  for (RowNumber row = 0; row < order.size(); ++row) table.set_source(row, rows[order[row]].feed);
  const Work work{plan, rows, order, table};
  const auto field = [](Field which) { return [which](const LinkRow& row) { return row.fields.get(which); }; };
  const auto as_it_is = [](std::string_view raw) { return std::string{raw}; };

  std::vector<std::function<void()>> jobs;  // each writes columns and dictionaries of its own
  const auto one = [&](bool planned, std::string name, Field which, std::function<std::string(std::string_view)> normal) {
    if (planned) jobs.emplace_back([&work, name, field, which, normal] { fill_one(work, name, field(which), normal); });
  };
  if (plan.names) jobs.emplace_back([&work] { fill_names(work); });
  if (plan.home || plan.address || plan.postcode) jobs.emplace_back([&work] { fill_place(work); });
  one(plan.birth, "birth date", Field::birth_date, as_it_is);
  if (plan.sex) jobs.emplace_back([&work] { fill_sex(work); });
  one(plan.phone, "telephone", Field::phone, normal_phone);
  one(plan.email, "e-mail", Field::email, normal_email);
  one(plan.nhs, "NHS number", Field::nhs_number, normal_nhs_number);
  one(plan.ni, "National Insurance number", Field::ni_number, normal_ni_number);
  one(plan.town, "town", Field::town, normal_text);
  one(plan.birth_place, "birth place", Field::birth_place, normal_text);
  one(plan.occupation, "occupation", Field::occupation, normal_text);
  if (!plan.children_born_from.empty())
    jobs.emplace_back([&work] {
      const ColumnNumber column = work.column("grown up or child");
      auto& values = work.values(column);
      const ValueId child = values.add("child"), adult = values.add("adult");
      for (RowNumber row = 0; row < work.order.size(); ++row) {
        const auto age = of_age(work.row(row).fields, work.plan.children_born_from);
        if (age != OfAge::unknown) work.table.set(row, column, age == OfAge::child ? child : adult);
      }
    });
  if (plan.stays)  // one job: both days are numbered in one dictionary
    jobs.emplace_back([&work, field, as_it_is] {
      fill_one(work, "moved in", field(Field::address_from), as_it_is);
      fill_one(work, "moved out", field(Field::address_to), as_it_is);
    });
  for (const auto& extra : plan.extras)
    jobs.emplace_back([&work, extra] {
      fill_one(work, extra.name, [&extra](const LinkRow& row) { return row.fields.extra(extra.name); }, normal_of(extra.kind));
    });
  parallel_ranges(jobs.size(), 1, threads, [&](std::size_t job, std::size_t) { jobs[job](); });
  return table;
}

}  // namespace hearth::people
