#include "record/service_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::record {
namespace {

/// Nobody is called so.
constexpr std::array<std::string_view, 149> services{
    "access", "accommodation", "adaptation", "adaptations", "adapts", "advice", "advocacy", "aid", "aids", "alarm", "allowance", "and", "arrangement",
    "assessment", "assist", "assisted", "assistive", "attendance", "bathing", "bed", "bedded", "benefit", "block", "break", "breakdown", "breaks",
    "budget", "care", "carers", "caseload", "centre", "change", "children", "cleaning", "closed", "club", "cognition", "commissioned", "community",
    "company", "contract", "council", "daily", "daytime", "dementia", "dependent", "direct", "disability", "disabled", "discharge", "disregard",
    "domestic", "domiciliary", "employment", "enablement", "ended", "equipment", "exempt", "exemption", "extra", "family", "floating", "for", "full",
    "funded", "general", "group", "health", "healthcare", "hearing", "help", "home", "homecare", "homeless", "hospital", "hostel", "housing",
    "impairment", "independent", "intermediate", "isolation", "kit", "laundry", "learning", "living", "loan", "local", "long-term", "loss", "major",
    "managed", "meal", "meals", "medical", "medication", "memory", "mental", "minor", "mobility", "monitoring", "needs", "night", "nursing",
    "occupational", "of", "ongoing", "open", "opportunities", "opps", "other", "outreach", "owner", "package", "payment", "payments", "pension",
    "permanent", "personal", "physical", "placement", "private", "professional", "provision", "reablement", "referral", "rehab", "rehabilitation",
    "rent", "rented", "residential", "respite", "review", "sensory", "service", "services", "sheltered", "shopping", "short-term", "sight", "single",
    "social", "supported", "technology", "telecare", "temporary", "tenancy", "therapy", "transport", "visual"};
/// Services say these, and some people are called so.
constexpr std::array<std::string_view, 14> also_names{"day", "short", "long", "carer", "support", "shared", "lives", "young", "older", "adult", "street", "term", "time", "with"};

template <std::size_t Size>
bool one_of(std::string_view word, const std::array<std::string_view, Size>& words) {
  return std::ranges::find(words, word) != words.end();
}

}  // namespace

bool names_a_service(std::string_view value) {
  auto text = fold(value);
  for (char& c : text)
    if (std::string_view{"-/&():+"}.find(c) != std::string_view::npos && text.find("-term") == std::string::npos) c = ' ';
  bool any = false;
  for (const auto word : split(text, ' ')) {
    if (word.empty()) continue;
    const bool service = one_of(word, services);
    if (!service && !one_of(word, also_names)) return false;
    any = any || service;
  }
  return any;
}

}  // namespace hearth::record
