// error.h: bad input is a value. Result<T> holds a T or an Error that says what is wrong, where, and what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace hearth::base {

/// How a command ends (design section 6). Over several files the worst wins.
enum class Exit : int { done = 0, put_aside = 1, wrong_use = 2, failed = 3, refused = 4, fault_found = 5 };

/// The place of a fault in the input. Empty parts are not known. `row` counts from 1 and includes the heading.
struct Where {
  std::string file{};
  std::uint64_t row{0};
  std::string column{};
  std::string pointer{};  ///< JSON pointer, or dotted TOML key
  bool operator==(const Where&) const = default;
};

/// A fault of the input, the set-up or the caller. `code` is stable and dotted ("date.impossible"); `message` says what
/// is wrong, what was expected and what to do, and never quotes a value: messages reach logs and screens.
struct Error {
  std::string code;
  std::string message;
  Where where{};
  Exit exit{Exit::failed};
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Success without a value.
struct Done {
  bool operator==(const Done&) const = default;
};

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
[[nodiscard]] inline tl::unexpected<Error> fail(std::string code, std::string message, Where where = {},
                                                Exit exit = Exit::failed) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(message), std::move(where), exit});
}
/// A fault in a declaration file or in an option: exit code 2.
[[nodiscard]] inline tl::unexpected<Error> wrong_use(std::string code, std::string message, Where where = {}) {
  return fail(std::move(code), std::move(message), std::move(where), Exit::wrong_use);
}

/// "adult-care.csv, row 1204, column date_of_birth: no such day in that month. ..."
[[nodiscard]] std::string to_string(const Error& error);
[[nodiscard]] std::string to_string(const Where& where);

/// A T with the faults of its fields (each such field is left empty), or, when key or shape is broken, all faults and no T.
template <class T>
struct Checked {
  std::optional<T> value;
  std::vector<Error> faults;
};

}  // namespace hearth::base

namespace hearth {
using namespace base;  // every room speaks the common vocabulary without a prefix
}
