#include "web/held_forms.h"

#include <algorithm>

#include "trust/secrets.h"

namespace hearth::web {
namespace {

std::string key_of(const std::string& token) { return trust::hex(trust::sha256(token)); }

std::size_t bytes_of(const HeldForm& form) {
  std::size_t out = form.user.size() + form.path.size();
  for (const auto& [name, value] : form.form.items()) out += name.size() + value.size();
  return out;
}

}  // namespace

void HeldForms::forget_old(Instant now) {
  while (!kept_.empty() && (bytes_ > bytes_max || (now.milliseconds - kept_.front().held.milliseconds) / 1000 > held_seconds)) {
    bytes_ -= kept_.front().bytes;
    kept_.pop_front();
  }
}

std::string HeldForms::hold(HeldForm form, Instant now) {
  const std::lock_guard lock{mutex_};
  auto token = trust::hex(trust::random_salt());
  const auto bytes = bytes_of(form);
  kept_.push_back({key_of(token), std::make_shared<const HeldForm>(std::move(form)), bytes, now});
  bytes_ += bytes;
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
  if (found == kept_.end()) return;
  bytes_ -= found->bytes;
  kept_.erase(found);
}

}  // namespace hearth::web
