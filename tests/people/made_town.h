// made_town.h: a small made-up town with families, for tests of linking.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/random.h"
#include "people/link.h"

namespace hearth::tests {

using people::Decision;
using people::FeedFacts;
using people::LinkModel;
using people::LinkResult;
using people::LinkRow;
using people::LinkSettings;
using record::Field;

/// A small town with families: parents and children share surname, home and telephone; twins share the birth date too.
struct Town {
  std::vector<std::string> packed, keys;
  std::vector<std::uint32_t> feeds, person;
  std::vector<LinkRow> rows;

  void tell(std::uint32_t feed, std::uint32_t who, const std::string& given, const std::string& surname, const std::string& born,
            const std::string& address, const std::string& phone) {
    record::FieldsBuilder fields;
    fields.set(Field::given_name, given);
    fields.set(Field::surname, surname);
    fields.set(Field::birth_date, born);
    fields.set(Field::address, address);
    fields.set(Field::postcode, "LS1 " + std::to_string(1 + address.size() % 8) + "AA");
    fields.set(Field::phone, phone);
    packed.push_back(fields.packed());
    keys.push_back("k" + std::to_string(packed.size()));
    feeds.push_back(feed);
    person.push_back(who);
  }
  void finish() {
    rows.clear();
    for (std::size_t i = 0; i < packed.size(); ++i)
      rows.push_back({RecordId{i + 1}, feeds[i], keys[i], record::FieldsView{packed[i]}, std::nullopt, false});
  }
};

inline Town make_town(std::uint64_t seed, int families) {
  const std::vector<std::string> given{"anna",  "brian", "carol", "david", "elena", "frank", "grace", "henry", "irene", "james",
                                       "karen", "louis", "maria", "nigel", "olive", "peter", "queenie", "ralph", "susan", "trevor"};
  const std::vector<std::string> start{"as", "bar", "cor", "den", "ever", "fal", "gran", "hol", "ing", "jar", "kel", "lor"};
  const std::vector<std::string> end{"ton", "ley", "field", "worth", "man", "son", "well", "by", "ham", "wick"};
  const std::vector<std::string> street{"weir", "mill", "bridge", "church", "station", "orchard", "quarry", "market"};
  Random random{seed};
  Town town;
  std::uint32_t who = 0;
  const auto pick = [&](const std::vector<std::string>& from) { return from[random.below(from.size())]; };
  const auto date = [&](int from, int to) {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(random.between(from, to)) + "-" + two(random.between(1, 12)) + "-" + two(random.between(1, 28));
  };
  for (int family = 0; family < families; ++family) {
    const auto surname = pick(start) + pick(end);
    const auto home = std::to_string(random.between(1, 200)) + " " + pick(street) + " lane";
    const auto phone = "0113496" + std::to_string(1000 + family);
    const auto twins = date(2000, 2015);
    for (int member = 0; member < 4; ++member, ++who) {
      const auto name = given[(static_cast<std::size_t>(family) * 7 + static_cast<std::size_t>(member) * 5) % given.size()];
      const auto born = member < 2 ? date(1940, 1985) : twins;
      for (std::uint32_t feed = 0; feed < 3; ++feed) {
        if (!random.chance(700)) continue;
        auto written = name;
        if (random.chance(60)) std::swap(written[1], written[2]);
        town.tell(feed, who, written, surname, random.chance(120) ? "" : born, random.chance(80) ? "" : home, random.chance(400) ? phone : "");
      }
    }
  }
  town.finish();
  return town;
}

inline const std::vector<FeedFacts> three_feeds{{"a", true}, {"b", false}, {"c", false}};

inline LinkResult linked(const Town& town, unsigned threads = 2, const LinkModel& model = {}, std::span<const Decision> decisions = {}) {
  LinkSettings settings;
  settings.threads.count = threads;
  SilentProgress progress;
  auto result = link_all(town.rows, three_feeds, decisions, settings, progress, model);
  REQUIRE(result.has_value());
  return std::move(*result);
}

}  // namespace hearth::tests
