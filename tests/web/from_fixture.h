// from_fixture.h: the options of one govuk-frontend fixture, handed to our component.
#pragma once

#include <map>
#include <string>

#include "web/given.h"

namespace hearth::tests {

using FromFixture = web::Html (*)(const Given& given);
/// By govuk-frontend's name of the component ("date-input").
[[nodiscard]] std::map<std::string, FromFixture> field_components();
[[nodiscard]] std::map<std::string, FromFixture> other_components();

}  // namespace hearth::tests
