#include "exchange/savvi/attribute_message.h"

#include "base/text.h"
#include "base/try.h"
#include "exchange/savvi/columns.h"
#include "formats/csv.h"

namespace hearth::exchange::savvi {
namespace {

constexpr std::array<AttributeType, 4> types{AttributeType::circumstance, AttributeType::event, AttributeType::service, AttributeType::risk};
constexpr std::array<Gender, 4> genders{Gender::male, Gender::female, Gender::other, Gender::unknown};

/// The value of a short list that a text means, and whether only the case had to be put right.
template <class Value>
struct Meant {
  Value value;
  bool put_right;
};

template <class Value, std::size_t N>
std::optional<Meant<Value>> meant(std::string_view text, const std::array<Value, N>& values) {
  const auto lower = to_lower_ascii(text);
  for (const auto value : values)
    if (to_lower_ascii(name_of(value)) == lower) return Meant<Value>{value, name_of(value) != text};
  return std::nullopt;
}

using Places = std::array<std::optional<std::size_t>, column_count>;

/// Reads rows; keeps what it notices.
class RowReader {
 public:
  RowReader(const formats::CsvReader& csv, const Places& places, const Date& today, AttributeMessage& out)
      : file_{csv.file()}, places_{places}, today_{today}, out_{out} {}

  void read(const formats::CsvRow& csv) {
    row_ = &csv;
    if (csv.fault) return out_.refused.push_back(*csv.fault);
    Attribute attribute;
    attribute.person_reference = text(Column::person_reference);
    if (attribute.person_reference.empty())
      return refuse("savvi.no_reference", Column::person_reference, "no reference. Every row names its person; ask the sender for it.");
    attribute.term = text(Column::attribute);
    if (attribute.term.empty()) return refuse("savvi.no_attribute", Column::attribute, "no attribute. A row tells one; ask the sender for it.");
    const auto type = meant(text(Column::attribute_type), types);
    if (!type)
      return refuse("savvi.attribute_type", Column::attribute_type, "expected Circumstance, Event, Service or Risk. Mend it at the source.");
    attribute.type = type->value;
    if (type->put_right) warn("AttributeType read as " + std::string{name_of(type->value)});
    read_person(attribute);
    read_residence(attribute);
    attribute.scheme = text(Column::attribute_scheme);
    attribute.date = whole_date(Column::attribute_date);
    attribute.source_system = text(Column::source_system);
    attribute.extracted_on = text(Column::extracted_on);
    out_.rows.push_back(std::move(attribute));
  }

 private:
  [[nodiscard]] std::string text(Column column) const {
    const auto place = places_[static_cast<std::size_t>(column)];
    return place ? std::string{trim(row_->fields[*place])} : std::string{};
  }
  [[nodiscard]] Where where(Column column) const { return {file_, row_->row, std::string{name_of(column)}, {}}; }
  void refuse(std::string code, Column column, std::string message) {
    out_.refused.push_back({std::move(code), std::move(message), where(column)});
  }
  void put_aside(Error error, Column column) {
    error.where = where(column);
    out_.put_aside.push_back(std::move(error));
  }
  void warn(const std::string& what) { out_.warns.push_back("row " + std::to_string(row_->row) + ": " + what); }

  void read_person(Attribute& attribute) {
    attribute.given_names = text(Column::given_names);
    attribute.family_name = text(Column::family_name);
    attribute.alias = text(Column::alias);
    attribute.birth_date = date(Column::birth_date);
    const auto gender = text(Column::gender);
    if (gender.empty()) return;
    const auto known = meant(gender, genders);
    if (!known) return put_aside({"savvi.gender", "expected Male, Female, Other or unknown."}, Column::gender);
    attribute.gender = known->value;
    if (known->put_right) warn("Gender read as " + std::string{name_of(known->value)});
  }

  void read_residence(Attribute& attribute) {
    for (std::size_t line = 0; line < attribute.address.size(); ++line)
      attribute.address[line] = text(static_cast<Column>(static_cast<std::size_t>(Column::address1) + line));
    attribute.postcode = text(Column::postcode);
    const auto uprn = text(Column::uprn);
    if (uprn.empty()) {
      const bool lines = std::ranges::any_of(attribute.address, [](const auto& line) { return !line.empty(); });
      return warn(lines || !attribute.postcode.empty() ? "no UPRN; the address will be matched" : "no UPRN and no address; the home stays unknown");
    }
    auto parsed = Uprn::parse(uprn);
    if (parsed) attribute.uprn = *parsed;
    else put_aside(std::move(parsed.error()), Column::uprn);
  }

  std::optional<Date> date(Column column) {
    const auto given = text(column);
    if (given.empty()) return std::nullopt;
    auto parsed = Date::parse_iso(given);
    if (!parsed) return put_aside(std::move(parsed.error()), column), std::nullopt;
    if (parsed->days() > today_.days())
      return put_aside({"savvi.in_the_future", "the date is in the future. Expected a day up to today, YYYY-MM-DD."}, column), std::nullopt;
    return *parsed;
  }
  std::optional<Date> whole_date(Column column) {
    const auto found = date(column);
    if (found && !found->whole()) return put_aside({"savvi.not_whole", "expected a whole date, YYYY-MM-DD."}, column), std::nullopt;
    return found;
  }

  std::string file_;
  const Places& places_;
  Date today_;
  AttributeMessage& out_;
  const formats::CsvRow* row_{nullptr};
};

Result<Places> find_columns(const formats::CsvReader& csv, std::vector<std::string>& warns) {
  Places places;
  for (std::size_t i = 0; i < column_count; ++i) {
    const auto column = static_cast<Column>(i);
    places[i] = csv.column(name_of(column));
    if (places[i]) continue;
    if (required(column))
      return fail("savvi.column_missing", "The message needs this column. Nothing of the file was read; ask the sender for all 19 columns.",
                  Where{csv.file(), 0, std::string{name_of(column)}, {}});
    warns.push_back("column " + std::string{name_of(column)} + " is missing; it is taken as empty");
  }
  for (std::size_t at = 0; at < csv.heading().size(); ++at)
    if (std::ranges::find(places, std::optional<std::size_t>{at}) == places.end())
      warns.push_back("column " + csv.heading()[at] + " is not part of the message");
  return places;
}

std::string text_of(const std::optional<Date>& date) { return date ? date->text() : std::string{}; }

std::vector<std::string> fields_of(const Attribute& row) {
  std::vector<std::string> out{row.person_reference, row.given_names, row.family_name, row.alias, text_of(row.birth_date),
                               row.gender ? std::string{name_of(*row.gender)} : "", row.uprn ? row.uprn->text() : ""};
  out.insert(out.end(), row.address.begin(), row.address.end());
  for (const auto& text : {row.postcode, std::string{name_of(row.type)}, row.scheme, row.term, text_of(row.date), row.source_system, row.extracted_on})
    out.push_back(text);
  return out;
}

}  // namespace

std::string_view name_of(AttributeType type) noexcept {
  constexpr std::array<std::string_view, 4> names{"Circumstance", "Event", "Service", "Risk"};
  return names[static_cast<std::size_t>(type)];
}

std::string_view name_of(Gender gender) noexcept {
  constexpr std::array<std::string_view, 4> names{"Male", "Female", "Other", "unknown"};
  return names[static_cast<std::size_t>(gender)];
}

Result<AttributeMessage> read_attribute_message(std::unique_ptr<ByteSource> source, std::string file, const Date& today) {
  HEARTH_TRY(csv, formats::CsvReader::open(std::move(source), std::move(file)));
  AttributeMessage out;
  HEARTH_TRY(places, find_columns(csv, out.warns));
  RowReader reader{csv, places, today, out};
  formats::CsvRow row;
  for (;;) {
    HEARTH_TRY(more, csv.next(row));
    if (!more) return out;
    reader.read(row);
  }
}

Result<Done> write_attribute_message(ByteSink& sink, const std::vector<Attribute>& rows) {
  formats::CsvWriter writer{sink, formats::CsvWriter::Formulas::neutralise};
  std::vector<std::string> heading;
  for (std::size_t i = 0; i < column_count; ++i) heading.emplace_back(name_of(static_cast<Column>(i)));
  HEARTH_CHECK(writer.row(heading));
  for (const auto& row : rows) HEARTH_CHECK(writer.row(fields_of(row)));
  return writer.flush();
}

}  // namespace hearth::exchange::savvi
