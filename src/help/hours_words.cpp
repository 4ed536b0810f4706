#include "help/hours_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "help/local_time.h"

namespace hearth::help {
namespace {

std::string clock_words(const LocalTime& time) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(time.minute / 60) + ":" + two(time.minute % 60);
}

std::string day_words(const Date& day) {
  constexpr std::array<const char*, 7> names{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return std::string{names[static_cast<std::size_t>(weekday_of(day.days()))]} + " " + day.words();
}

/// When it closes for longer than a moment: hours that follow one another are one. Nothing when that is more than two days away.
std::optional<Instant> really_closes(const Service& service, Instant now) {
  constexpr std::int64_t two_days = 2 * 24 * 3'600'000LL;
  auto closes = service.closes_after(now);
  while (closes && closes->milliseconds - now.milliseconds <= two_days) {
    const auto later = service.closes_after(*closes);
    if (!later || *later <= *closes) return closes;
    closes = later;
  }
  return std::nullopt;
}

}  // namespace

std::string hours_words(const Service& service, Instant now) {
  if (!service.hours_known()) return "hours not known: ring first";
  if (service.open_at(now)) {
    const auto closes = really_closes(service, now);
    if (!closes) return "open day and night";
    const auto today = local_time(now), then = local_time(*closes);
    return "open now, until " + clock_words(then) + (then.date == today.date ? "" : " on " + day_words(then.date));
  }
  const auto opens = service.next_opening(now);
  if (!opens) return "closed now, and no opening is known";
  const auto then = local_time(*opens);
  return "closed now, opens " + day_words(then.date) + " at " + clock_words(then);
}

bool is_rest_centre(std::string_view kind) {
  constexpr std::array<std::string_view, 6> names{" rest centre",       " rest center",       " evacuation centre",
                                                  " evacuation center", " emergency shelter", " reception centre"};
  std::string spaced = " ";
  for (const char c : fold(kind)) spaced.push_back(c >= 'a' && c <= 'z' ? c : ' ');
  return std::ranges::any_of(names, [&](std::string_view name) { return spaced.find(name) != std::string::npos; });
}

}  // namespace hearth::help
