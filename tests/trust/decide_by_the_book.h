// decide_by_the_book.h: the rules of decide.h once more, as a list of English sentences with the plainest code that says them.
//
// It shares no code with src/trust/decide.cpp: it searches lists from front to back, keeps its own tables, and asks every rule.
#pragma once

#include "trust/decide.h"

namespace hearth::tests {
[[nodiscard]] trust::Decision decide_by_the_book(const trust::Policy& policy, const trust::Question& question);
}  // namespace hearth::tests
