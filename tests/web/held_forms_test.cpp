// What was typed when a session ended.
#include "web/held_forms.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace hearth;
using namespace hearth::web;

namespace {

HeldForm typed_by(std::string user, std::string words) {
  HeldForm out{.user = std::move(user), .path = "/ask", .form = {}};
  out.form.add("street", std::move(words));
  return out;
}

}  // namespace

TEST_CASE("What was typed waits half an hour for whoever typed it, and for nobody else") {
  HeldForms held;
  const Instant now{1'000'000};
  const auto token = held.hold(typed_by("anna", "Weir Lane"), now);
  REQUIRE(held.find(token, "anna", now) != nullptr);
  CHECK(held.find(token, "anna", now)->form.get("street") == "Weir Lane");
  CHECK(held.find(token, "bert", now) == nullptr);
  CHECK(held.find("0000", "anna", now) == nullptr);
  const Instant last{now.milliseconds + HeldForms::held_seconds * 1000}, later{last.milliseconds + 1000};
  CHECK(held.find(token, "anna", last) != nullptr);
  CHECK(held.find(token, "anna", later) == nullptr);
}

TEST_CASE("A form that arrived is forgotten; and of too many, the oldest") {
  HeldForms held;
  const Instant now{1'000'000};
  const auto gone = held.hold(typed_by("anna", "Weir Lane"), now);
  held.forget(gone);
  held.forget(gone);
  CHECK(held.find(gone, "anna", now) == nullptr);
  const auto first = held.hold(typed_by("anna", "Mill Street"), now);
  std::vector<std::string> great;
  for (int i = 0; i < 6; ++i) great.push_back(held.hold(typed_by("user " + std::to_string(i), std::string(HeldForms::bytes_of_user_max - 2'000, 'x')), now));
  CHECK(held.find(first, "anna", now) == nullptr);
  CHECK(held.find(great.front(), "user 0", now) == nullptr);
  CHECK(held.find(great.back(), "user 5", now) != nullptr);
}

TEST_CASE("Somebody who sends many forms in another's name takes no more than that one's places, and no great memory") {
  HeldForms held;
  const Instant now{1'000'000};
  const auto mine = held.hold(typed_by("anna", "Weir Lane"), now);
  std::vector<std::string> theirs;
  for (int i = 0; i < 50; ++i) theirs.push_back(held.hold(typed_by("bert", "Mill Street"), now));
  CHECK(held.find(mine, "anna", now) != nullptr);
  CHECK(held.find(theirs.at(50 - HeldForms::forms_of_user_max - 1), "bert", now) == nullptr);
  CHECK(held.find(theirs.at(50 - HeldForms::forms_of_user_max), "bert", now) != nullptr);
  for (std::size_t i = 0; i < HeldForms::forms_max; ++i) theirs.push_back(held.hold(typed_by("user " + std::to_string(i), {}), now));
  CHECK(held.find(mine, "anna", now) == nullptr);
  CHECK(held.find(theirs.back(), "user " + std::to_string(HeldForms::forms_max - 1), now) != nullptr);
}
