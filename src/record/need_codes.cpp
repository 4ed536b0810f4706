#include "record/need_codes.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace hearth::record {
namespace {

constexpr std::array<IndustryNeed, 29> industry{{
    {1, "nebuliser or apnoea monitor", "needs_power"},
    {2, "heart, lung or ventilator", "needs_power"},
    {3, "dialysis, feeding pump or automated medication", "needs_power"},
    {4, "oxygen concentrator", "needs_power"},
    {8, "blind", "sight_loss"},
    {9, "partially sighted", "sight_loss"},
    {12, "stair lift, hoist or electric bed", "cannot_use_stairs"},
    {14, "pensionable age", ""},
    {15, "physical impairment", "cannot_walk"},
    {17, "unable to communicate in English", "needs_interpreter"},
    {18, "developmental condition", "learning_disability"},
    {19, "unable to answer the door", "cannot_walk"},
    {20, "dementia or cognitive impairment", "dementia"},
    {22, "chronic or serious illness", ""},
    {23, "medically dependent on showering or bathing", ""},
    {24, "careline or telecare", ""},
    {25, "medicine refrigeration", "cold_medicine"},
    {26, "oxygen use", "needs_power"},
    {27, "poor sense of smell", ""},
    {28, "restricted hand movement", ""},
    {29, "child of 5 or under", "young_child"},
    {30, "mental health", "mental_health"},
    {31, "additional presence preferred", ""},
    {32, "temporary, life changes", ""},
    {33, "temporary, after hospital", "cannot_walk"},
    {34, "temporary, young householder", ""},
    {35, "hearing impairment", "hearing_loss"},
    {36, "speech impairment", ""},
    {37, "water dependent", ""},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 70> letters{{
    {"hrg", "hearing_loss"},      {"hearing", "hearing_loss"},  {"memory", "dementia"},       {"alone", "lives_alone"},     {"sight", "sight_loss"},      {"vision", "sight_loss"},
    {"infant", "has_infant"},     {"interp", "needs_interpreter"},
    {"wc", "wheelchair"},         {"wcu", "wheelchair"},        {"wch", "wheelchair"},        {"wchair", "wheelchair"},     {"whl", "wheelchair"},        {"wh", "wheelchair"},
    {"str", "cannot_use_stairs"}, {"stair", "cannot_use_stairs"}, {"stairs", "cannot_use_stairs"}, {"nostr", "cannot_use_stairs"}, {"stl", "cannot_use_stairs"},
    {"bed", "cannot_walk"},       {"bedb", "cannot_walk"},      {"bb", "cannot_walk"},        {"hst", "cannot_walk"},       {"hoi", "cannot_walk"},       {"hoist", "cannot_walk"},
    {"o2", "needs_power"},        {"o2c", "needs_power"},       {"oxy", "needs_power"},       {"oxyg", "needs_power"},      {"ltot", "needs_power"},      {"dial", "needs_power"},
    {"dia", "needs_power"},       {"peg", "needs_power"},       {"vent", "needs_power"},      {"ven", "needs_power"},       {"neb", "needs_power"},       {"cpap", "needs_power"},
    {"niv", "needs_power"},       {"vis", "sight_loss"},        {"vi", "sight_loss"},         {"si", "sight_loss"},         {"ssi", "sight_loss"},        {"bli", "sight_loss"},
    {"sensv", "sight_loss"},      {"blind", "sight_loss"},      {"hea", "hearing_loss"},      {"hear", "hearing_loss"},     {"hi", "hearing_loss"},       {"hoh", "hearing_loss"},
    {"deaf", "hearing_loss"},     {"sensh", "hearing_loss"},    {"dem", "dementia"},          {"alz", "dementia"},          {"memcog", "dementia"},       {"cog", "dementia"},
    {"mem", "dementia"},          {"ld", "learning_disability"}, {"lrd", "learning_disability"}, {"mh", "mental_health"},    {"int", "needs_interpreter"}, {"lang", "needs_interpreter"},
    {"neng", "needs_interpreter"}, {"nb", "has_infant"},        {"baby", "has_infant"},       {"inf", "has_infant"},        {"prg", "pregnant"},          {"preg", "pregnant"},
    {"u5", "young_child"},        {"physpc", "daily_care"},     {"pc", "daily_care"},
}};

}  // namespace

const IndustryNeed* industry_need(std::string_view code) {
  if (code.empty() || code.size() > 2 || code.find_first_not_of("0123456789") != std::string_view::npos) return nullptr;
  const int number = std::stoi(std::string{code});
  const auto found = std::ranges::find(industry, number, &IndustryNeed::code);
  return found == industry.end() ? nullptr : &*found;
}

bool is_industry_list(const std::vector<std::string>& codes) {
  constexpr std::size_t enough = 5;
  const auto known = static_cast<std::size_t>(std::ranges::count_if(codes, [](const auto& code) { return industry_need(code) != nullptr; }));
  // 1 to 5 alone are bands or numbers of people.
  const bool high = std::ranges::any_of(codes, [](const auto& code) { return industry_need(code) != nullptr && industry_need(code)->code >= 20; });
  return known >= enough && high && known * 10 >= codes.size() * 9;
}

std::string_view need_by_letters(std::string_view code) {
  std::string text;
  for (const char c : fold(code))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) text.push_back(c);
  const auto found = std::ranges::find(letters, std::string_view{text}, &std::pair<std::string_view, std::string_view>::first);
  return found == letters.end() ? std::string_view{} : found->second;
}

}  // namespace hearth::record
