// try.h: go on with the value of a Result, or return its error.
#pragma once

#include "base/error.h"

/// HEARTH_TRY(value, parse(text)): declares `value`, or returns the error of parse(text) from this function.
#define HEARTH_TRY(name, expression)                                       \
  auto name##_result = (expression);                                       \
  if (!name##_result) return ::hearth::base::fail(name##_result.error()); \
  auto name = std::move(*name##_result)

/// HEARTH_CHECK(done): returns the error, if it is one.
#define HEARTH_CHECK(expression)                                                           \
  do {                                                                                     \
    if (auto checked_result = (expression); !checked_result)                               \
      return ::hearth::base::fail(checked_result.error());                                 \
  } while (false)
