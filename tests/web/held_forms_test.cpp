// What was typed when a session ended.
#include "web/held_forms.h"

#include <doctest/doctest.h>

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
  const auto first = held.hold(typed_by("anna", "Mill Street"), now), second = held.hold(typed_by("anna", std::string(HeldForms::bytes_max - 100, 'x')), now);
  CHECK(held.find(first, "anna", now) != nullptr);
  const auto third = held.hold(typed_by("bert", std::string(200, 'y')), now);
  CHECK(held.find(first, "anna", now) == nullptr);
  CHECK(held.find(second, "anna", now) == nullptr);
  CHECK(held.find(third, "bert", now) != nullptr);
}
