#include "web/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "web/pages/words.h"

namespace hearth::web {
namespace {

std::string degree(double bits) {
  if (bits >= 10) return "very strong";
  if (bits >= 6) return "strong";
  return bits >= 3 ? "fair" : "weak";
}

/// Two figures that matter: 4096 as 4,100.
std::string about(double number) {
  constexpr double most = 1e12;  // more is no longer a number that says anything
  if (number < 10) return fmt::format("{:.0f}", std::max(number, 1.0));
  const double step = std::pow(10, std::floor(std::log10(std::min(number, most))) - 1);
  return with_commas(static_cast<std::uint64_t>(std::round(std::min(number, most) / step) * step));
}

/// Before anything is compared: how rare it is that two records drawn at random are one person.
bool is_start(const people::EvidenceLine& line) { return line.what == "starting point"; }

std::string sum_words(double bits) {
  if (std::abs(bits) < 0.5) return "as likely one person as two";
  return (bits > 0 ? "one person, by about " : "two people, by about ") + about(std::exp2(std::abs(bits))) + " to 1";
}

std::string signed_bits(double bits) { return fmt::format("{:+.1f}", bits); }

}  // namespace

std::string strength_words(LogOdds weight) {
  const double bits = weight.value();
  if (std::abs(bits) < 0.5) return "says nothing";
  const auto chance = degree(std::abs(bits)) + ": about 1 in " + about(std::exp2(std::abs(bits)));
  return bits > 0 ? chance + " by chance" : "against it, " + chance;
}

Html evidence_table(const std::string& caption, const std::vector<people::EvidenceLine>& lines, Numbers numbers) {
  std::vector<Column> columns{{"What is compared"}, {"How it stands"}, {"How much it says"}};
  if (numbers == Numbers::bits) columns.push_back({"Bits", true});
  std::vector<std::vector<Html>> rows;
  double sum = 0;
  for (const auto& line : lines) {
    sum += line.bits.value();
    rows.push_back({text(line.what), text(line.words), text(is_start(line) && line.bits.value() < 0 ? "about 1 in " + about(std::exp2(-line.bits.value())) + " pairs" : strength_words(line.bits))});
    if (numbers == Numbers::bits) rows.back().push_back(text(signed_bits(line.bits.value())));
  }
  rows.push_back({text("All together"), {}, text(sum_words(sum))});
  if (numbers == Numbers::bits) rows.back().push_back(text(signed_bits(sum)));
  return table(caption, columns, rows);
}

Html evidence_chart(const std::string& told, const std::vector<people::EvidenceLine>& lines) {
  constexpr double width = 640, line_height = 44, shown_from = 0.05;
  const auto drawn = std::ranges::count_if(lines, [&](const auto& line) { return std::abs(line.bits.value()) >= shown_from; });
  double least = 0, most = 0, at = 0;
  for (const auto& line : lines) {
    at += line.bits.value();
    least = std::min(least, at);
    most = std::max(most, at);
  }
  if (lines.empty() || most - least < 1e-6) return {};
  const auto x_of = [&](double bits) { return (bits - least) / (most - least) * width; };
  const auto number = [](double value) { return fmt::format("{:.1f}", value); };
  Html out = el("line", {{"x1", number(x_of(0))}, {"x2", number(x_of(0))}, {"y1", "0"}, {"y2", number(line_height * static_cast<double>(drawn + 1))}});
  double y = 0, from = 0;
  const auto bar = [&](const std::string& words, double begin, double end, const char* colour) {
    out += el("text", {{"x", "0"}, {"y", number(y + 18)}}, text(words));
    out += el("rect", {{"x", number(x_of(std::min(begin, end)))}, {"y", number(y + 22)}, {"width", number(std::max(x_of(std::max(begin, end)) - x_of(std::min(begin, end)), 1.0))}, {"height", "16"}, {"class", colour}});
    y += line_height;
  };
  for (const auto& line : lines) {
    const double bits = line.bits.value();
    if (std::abs(bits) < shown_from) continue;  // what is not known says nothing: the table has it
    bar(line.what + " " + signed_bits(bits), from, from + bits, bits < 0 ? "hearth-bar-0" : "hearth-bar-1");
    from += bits;
  }
  bar("All together " + signed_bits(from), 0, from, "hearth-bar-2");
  return el("svg", {{"class", "hearth-chart hearth-chart-lines"}, {"viewBox", "0 0 640 " + number(y)}, {"role", "img"}, {"aria-label", told}}, out);
}

}  // namespace hearth::web
