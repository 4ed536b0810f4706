// attribute_message.h: the SAVVI attribute message: a CSV of 19 columns, one row per attribute of a person at a residence.
//
// Source: GOV.UK Vulnerabilities Data Standard, logical model 1.0.2 (alpha, 30 June 2026). Required: PersonReference, UPRN,
// AttributeType, Attribute. Columns are found by name in any order. Real feeds lack UPRNs: such a row is taken, and its
// property is found from its address. Values come in as they are; formulas are neutralised only when a message is written.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/files.h"
#include "base/uprn.h"
#include "need/factor.h"

namespace hearth::exchange::savvi {

enum class AttributeType : std::uint8_t { circumstance, event, service, risk };
[[nodiscard]] std::string_view name_of(AttributeType type) noexcept;  ///< "Circumstance", "Event", "Service", "Risk"

enum class Gender : std::uint8_t { male, female, other, unknown };
[[nodiscard]] std::string_view name_of(Gender gender) noexcept;  ///< "Male", "Female", "Other", "unknown"

/// One row. Texts that the message leaves free are kept as they came.
struct Attribute {
  std::string person_reference;
  std::string given_names, family_name, alias;
  std::optional<Date> birth_date{};               ///< whole, a month or a year
  std::optional<Gender> gender{};
  std::optional<Uprn> uprn{};
  std::array<std::string, 5> address{};
  std::string postcode;
  AttributeType type{AttributeType::circumstance};
  std::string scheme;
  std::string term;                               ///< column Attribute
  std::optional<Date> date{};
  std::string source_system, extracted_on;
  bool operator==(const Attribute&) const = default;
};

struct AttributeMessage {
  std::vector<Attribute> rows;
  std::vector<Error> refused;      ///< rows put aside whole: one error each, with file, row, column
  std::vector<Error> put_aside;    ///< fields put aside; their rows are in `rows` without them
  std::vector<std::string> warns;  ///< put right or noticed: "row 2: AttributeType read as Circumstance"; no values of people
};

/// @param today  an AttributeDate or BirthDate after it is put aside
/// @error savvi.column_missing (a required column: nothing of the file is read), csv.*, gzip.*, file.*
/// Refused rows: savvi.no_reference, savvi.no_attribute, savvi.attribute_type, csv.* of the row
/// Put aside fields: date.*, uprn.*, savvi.gender, savvi.in_the_future, savvi.not_whole
[[nodiscard]] Result<AttributeMessage> read_attribute_message(std::unique_ptr<ByteSource> source, std::string file, const Date& today);

/// All 19 columns in the standard's order, UTF-8, CRLF. Byte-stable: writing what was read from here gives the same bytes.
/// Call sink.commit() afterwards.
[[nodiscard]] Result<Done> write_attribute_message(ByteSink& sink, const std::vector<Attribute>& rows);

/// A record of one person at one residence, with a claim for each of its attributes.
struct MappedRecord {
  std::string key;     ///< PersonReference; a further residence or spelling of the same person has "/2", "/3" added
  std::string fields;  ///< packed, record::FieldsView
};

/// Rows that agree in everything about person and residence become one record; nothing is merged that differs. A term that
/// the vocabulary knows becomes a claim of its factor, another keeps its term as the claim's name. In order of first row.
[[nodiscard]] std::vector<MappedRecord> to_records(const std::vector<Attribute>& rows, const need::Vocabulary& vocabulary);

}  // namespace hearth::exchange::savvi
