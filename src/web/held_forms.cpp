#include "web/held_forms.h"

#include <algorithm>

#include "trust/secrets.h"

namespace hearth::web {
namespace {

std::string key_of(const std::string& token) { return trust::hex(trust::sha256(token)); }

std::size_t bytes_of(const HeldForm& form) {
  constexpr std::size_t of_an_entry = 512, of_a_field = 128;  // strings, list nodes and what the allocator adds, rounded up
  std::size_t out = of_an_entry + form.user.size() + form.path.size();
  for (const auto& [name, value] : form.form.items()) out += of_a_field + name.size() + value.size();
  return out;
}

}  // namespace

HeldForms::Place HeldForms::take_out(Place kept) {
  bytes_ -= kept->bytes;
  return kept_.erase(kept);
}

void HeldForms::forget_old(Instant now) {
  const auto is_old = [&](const Kept& kept) { return (now.milliseconds - kept.held.milliseconds) / 1000 > held_seconds; };
  while (!kept_.empty() && (bytes_ > bytes_max || kept_.size() > forms_max || is_old(kept_.front()))) take_out(kept_.begin());
}

bool HeldForms::has_too_much(std::string_view user) const {
  std::size_t forms = 0, bytes = 0;
  for (const auto& kept : kept_) {
    if (kept.form->user != user) continue;
    ++forms;
    bytes += kept.bytes;
  }
  return forms > forms_of_user_max || bytes > bytes_of_user_max;
}

void HeldForms::forget_first_of(std::string_view user) {
  take_out(std::ranges::find_if(kept_, [&](const Kept& kept) { return kept.form->user == user; }));
}

std::string HeldForms::hold(HeldForm form, Instant now) {
  const std::lock_guard lock{mutex_};
  auto token = trust::hex(trust::random_salt());
  const auto bytes = bytes_of(form);
  const auto user = form.user;
  kept_.push_back({key_of(token), std::make_shared<const HeldForm>(std::move(form)), bytes, now});
  bytes_ += bytes;
  while (has_too_much(user)) forget_first_of(user);
  forget_old(now);
  return token;
}

std::shared_ptr<const HeldForm> HeldForms::find(const std::string& token, std::string_view user, Instant now) {
  const std::lock_guard lock{mutex_};
  forget_old(now);
  const auto found = std::ranges::find(kept_, key_of(token), &Kept::key);
  return found == kept_.end() || found->form->user != user ? nullptr : found->form;
}

void HeldForms::forget(const std::string& token) {
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find(kept_, key_of(token), &Kept::key);
  if (found != kept_.end()) take_out(found);
}

}  // namespace hearth::web
