#include "spine/names_alike.h"

#include <doctest/doctest.h>

#include "people/link_model.h"

using namespace hearth;
using namespace hearth::spine;

namespace {

const match::Aliases& variants() {
  static const auto known = people::name_variants();
  return *known;
}
people::WholeName name(const char* text) { return people::read_whole_name(text); }

}  // namespace

TEST_CASE("A name that is not written out may be anybody's who begins with it") {
  for (const char* partly : {"Dennis W", "Dennis", "Denis Waugh", "D Waugh", "W Dennis", "Mr D W", "DENNIS WAUGH"}) CHECK_MESSAGE(may_be_short_for(variants(), name("Mr Dennis Waugh"), name(partly)), partly);
  for (const char* partly : {"Dennis B", "Dora W", "Mrs D W", "Brian Waugh", "Dennis Burn", ""}) CHECK_MESSAGE(!may_be_short_for(variants(), name("Mr Dennis Waugh"), name(partly)), partly);
}

TEST_CASE("Two forms of one name are alike, and two names of one home are not") {
  for (const auto& pair : {std::pair{"Len Sowerby", "Leonard Sowerby"}, std::pair{"L Sowerby", "Leonard Sowerby"}, std::pair{"SOWERBY, Leonard", "Len Sowerbey"}}) CHECK_MESSAGE(same_name(variants(), name(pair.first), name(pair.second)), pair.second);
  for (const auto& pair : {std::pair{"Len Sowerby", "Doris Sowerby"}, std::pair{"Mr L Sowerby", "Mrs L Sowerby"}, std::pair{"Len Sowerby", "Len Moss"}, std::pair{"Sowerby", "Sowerby"}}) CHECK_MESSAGE(!same_name(variants(), name(pair.first), name(pair.second)), pair.second);
}
