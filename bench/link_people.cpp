// link_people: how long linking takes and how right it is, on feeds with a truth or on made records.
//   bench_link_people FEED.toml...            the feeds, each run five times
//   bench_link_people --people 100000,1000000 made records: three feeds, families, faults
//   bench_link_people --nightly 50000,400000 [NIGHTS] the same, and one of a hundred records changed: only what changed is handed over, what
//                                             the night before left is in memory. Goal: under 5 % of a full run, the same people, and
//                                             999 of 1,000 unchanged ones keep their id
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>

#include "base/clock.h"
#include "base/random.h"
#include "base/text.h"
#include "match/evaluate.h"
#include "people/evaluate_links.h"
#include "people/link_files.h"
#include "people/link_near.h"
#include "people/person_ids.h"

namespace {

using namespace hearth;
using record::Field;

long peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

struct MadePeople {
  std::vector<std::string> packed, keys;
  std::vector<std::uint32_t> feeds, person;
};

/// Families of one to five with Zipf-like names; each person in two of three feeds; faults in one field of six.
MadePeople make_people(std::uint64_t people, std::uint64_t seed) {
  Random random{seed};
  MadePeople out;
  const auto word = [&](std::uint64_t number) {
    static constexpr std::string_view parts[] = {"ba", "ker", "lin", "ton", "da", "vis", "mor", "gan", "ste", "wart", "hol", "mes", "ric", "ard", "fen", "ley"};
    std::string text;
    for (number += 20; number > 0; number /= 16) text += parts[number % 16];
    return text;
  };
  const auto zipf = [&](std::uint64_t size) { return random.below(1 + random.below(1 + random.below(size))); };
  const auto fault = [&](std::string text) {
    if (text.size() > 3 && random.chance(60)) std::swap(text[1], text[2]);
    return random.chance(80) ? std::string{} : text;
  };
  std::uint64_t home = 0;
  for (std::uint64_t who = 0; who < people;) {
    const auto surname = word(zipf(40'000));
    const auto address = std::to_string(1 + home % 90) + " " + word(home / 90) + " lane";
    const auto postcode = "LS" + std::to_string(1 + home / 20'000) + " " + std::to_string(home / 2'000 % 10) + "AA";
    const int family = random.between(1, 5);
    for (int member = 0; member < family && who < people; ++member, ++who) {
      const auto given = word(zipf(4'000));
      const auto born = Date::from_days(random.between(-14'000, 18'000)).text();
      for (std::uint32_t feed = 0; feed < 3; ++feed) {
        if (random.chance(333)) continue;
        record::FieldsBuilder fields;
        fields.set(Field::given_name, fault(given));
        fields.set(Field::surname, fault(surname));
        fields.set(Field::birth_date, random.chance(80) ? std::string{} : born);
        fields.set(Field::address, random.chance(120) ? std::to_string(random.between(1, 90)) + " " + word(random.below(60'000)) + " road" : address);
        fields.set(Field::postcode, random.chance(120) ? std::string{} : postcode);
        out.packed.push_back(fields.packed());
        out.keys.push_back(std::to_string(who));
        out.feeds.push_back(feed);
        out.person.push_back(static_cast<std::uint32_t>(who));
      }
    }
    ++home;
  }
  return out;
}

struct Line {
  std::uint64_t pairs{0};
  double seconds{0};
  match::PairQuality quality;
};

std::vector<people::LinkRow> rows_of(const MadePeople& made) {
  std::vector<people::LinkRow> rows;
  for (std::size_t i = 0; i < made.packed.size(); ++i)
    rows.push_back({RecordId{i + 1}, made.feeds[i], made.keys[i], record::FieldsView{made.packed[i]}, std::nullopt, false});
  return rows;
}

Line link_made(const MadePeople& made, Threads threads, const Clock& clock) {
  const auto rows = rows_of(made);
  const std::vector<people::FeedFacts> feeds{{"a", false}, {"b", false}, {"c", false}};
  people::LinkSettings settings;
  settings.threads = threads;
  SilentProgress progress;
  const double began = clock.steady_seconds();
  const auto result = people::link_all(rows, feeds, {}, settings, progress);
  const double seconds = clock.steady_seconds() - began;
  if (!result) return {};
  return {result->report.pairs_compared, seconds, match::evaluate_clusters(result->cluster_of_row, made.person).pairs};
}

/// The records of one of a hundred people move house, marry or get a birth date right.
std::vector<RecordId> change_some(MadePeople& made, Random& random) {
  std::vector<RecordId> out;
  for (std::size_t i = 0; i < made.packed.size(); ++i) {
    if (!random.chance(10)) continue;
    record::FieldsBuilder fields;
    const record::FieldsView before{made.packed[i]};
    for (const auto field : {Field::given_name, Field::surname, Field::birth_date, Field::address, Field::postcode}) fields.set(field, before.get(field));
    if (random.chance(500)) fields.set(Field::address, std::to_string(random.between(1, 90)) + " road " + std::to_string(random.below(60'000)));
    else fields.set(Field::surname, std::string{before.get(Field::surname)} + "s");
    made.packed[i] = fields.packed();
    out.emplace_back(i + 1);
  }
  return out;
}

/// Clusters by the first row of each, so that two groupings can be held against each other.
std::vector<std::uint32_t> by_first(const std::vector<std::uint32_t>& clusters) {
  std::vector<std::uint32_t> first(clusters.size(), 0xFFFFFFFFU), out;
  for (std::uint32_t row = 0; row < clusters.size(); ++row) {
    auto& of = first[clusters[row]];
    if (of == 0xFFFFFFFFU) of = row;
    out.push_back(of);
  }
  return out;
}

/// How many people of whom no record changed, alone or beside others, still go by their id.
struct IdsKept {
  std::size_t unchanged{0}, kept{0};
};
IdsKept ids_kept(const std::vector<people::Membership>& before, const std::vector<people::Membership>& now, const std::vector<RecordId>& touched) {
  const auto people_of = [](const std::vector<people::Membership>& memberships) {
    std::map<std::uint64_t, std::vector<std::uint64_t>> out;
    for (const auto& one : memberships) out[one.person.number()].push_back(one.record.number());
    return out;
  };
  const std::set<RecordId> changed{touched.begin(), touched.end()};
  const auto were = people_of(before), are = people_of(now);
  IdsKept out;
  for (const auto& [person, records] : were) {
    if (std::ranges::any_of(records, [&](std::uint64_t id) { return changed.contains(RecordId{id}); })) continue;
    ++out.unchanged;
    const auto found = are.find(person);
    out.kept += found != are.end() && std::ranges::includes(found->second, records) ? 1 : 0;
  }
  return out;
}

int bench_nights(std::string_view sizes, std::size_t nights, const Clock& clock) {
  std::printf("%11s %7s %12s %12s %9s %8s %16s %10s   %s\n", "records", "nights", "changed each", "full run s", "night s", "share", "unchanged keep", "peak MiB",
              "the same people as full runs with the model");
  for (const auto size : split(sizes, ',')) {
    std::uint64_t people = 0;
    std::from_chars(size.data(), size.data() + size.size(), people);
    auto made = make_people(people, 7);
    const std::vector<people::FeedFacts> feeds{{"a", false}, {"b", false}, {"c", false}};
    people::LinkSettings settings;
    settings.threads = Threads::of_machine();
    settings.keep_keys = true;
    settings.low_from = settings.group_least - 1;
    SilentProgress progress;
    const double began = clock.steady_seconds();
    auto last = people::link_all(rows_of(made), feeds, {}, settings, progress);
    const double full = clock.steady_seconds() - began;
    if (!last) return std::fprintf(stderr, "%s\n", to_string(last.error()).c_str()), 3;
    const auto model = last->model;
    std::vector<RecordId> records;
    for (std::size_t i = 0; i < made.packed.size(); ++i) records.emplace_back(i + 1);
    auto ids = people::assign_person_ids({}, records, last->cluster_of_row, 1);
    Random random{11};
    std::vector<double> seconds;
    std::size_t same = 0, changed = 0;
    IdsKept kept;
    for (std::size_t night = 0; night < nights; ++night) {
      const auto touched = change_some(made, random);
      changed += touched.size();
      const auto rows = rows_of(made);
      const double evening = clock.steady_seconds();
      auto now = people::link_near(rows, feeds, {}, model, {last->edges, ids.memberships, last->keys}, touched, settings, progress);
      seconds.push_back(clock.steady_seconds() - evening);
      const auto anew = people::link_all(rows, feeds, {}, settings, progress, model);
      if (!now || !anew) return 3;
      same += by_first(now->cluster_of_row) == by_first(anew->cluster_of_row) ? 1 : 0;
      auto named = people::assign_person_ids(ids.memberships, records, now->cluster_of_row, ids.next_id, ids.former);
      const auto of_night = ids_kept(ids.memberships, named.memberships, touched);
      kept.unchanged += of_night.unchanged, kept.kept += of_night.kept;
      ids = std::move(named);
      last = std::move(now);
    }
    std::ranges::sort(seconds);
    std::printf("%11s %7zu %12s %12.2f %9.2f %7.1f%% %15.3f%% %10ld   %zu of %zu\n", with_commas(made.packed.size()).c_str(), nights, with_commas(changed / nights).c_str(), full,
                seconds[nights / 2], 100 * seconds[nights / 2] / full, 100 * static_cast<double>(kept.kept) / static_cast<double>(kept.unchanged), peak_mib(), same, nights);
    std::fflush(stdout);
    if (same != nights) return 1;
  }
  return 0;
}

void print(std::uint64_t rows, const Line& line, const std::string& growth) {
  std::printf("%11s %14s %9.1f %10ld %11.4f %8.4f %8.4f   %s\n", with_commas(rows).c_str(), with_commas(line.pairs).c_str(), line.seconds, peak_mib(),
              line.quality.precision(), line.quality.recall(), line.quality.f1(), growth.c_str());
}

int bench_feeds(int count, char** declarations, const Clock& clock) {
  DiskFiles files;
  SilentProgress progress;
  people::LinkFilesAsk ask;
  for (int i = 0; i < count; ++i) ask.declarations.emplace_back(declarations[i]);
  ask.out = std::filesystem::temp_directory_path() / fmt::format("hearth-bench-{}.csv", ::getpid());
  ask.settings.threads = Threads::of_machine();
  std::vector<double> seconds;
  people::LinkReport report;
  for (int run = 0; run < 5; ++run) {
    const auto done = people::link_files(files, clock, ask, progress);
    if (!done) return std::fprintf(stderr, "%s\n", to_string(done.error()).c_str()), 3;
    seconds.push_back(done->seconds);
    report = done->report;
  }
  std::ranges::sort(seconds);
  const auto quality = people::evaluate_links(files, {ask.out, ask.declarations});
  std::filesystem::remove(ask.out);
  print(report.rows, {report.pairs_compared, seconds[2], quality ? quality->pairs : match::PairQuality{}}, quality ? "" : "no truth");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const SystemClock clock;
  const auto threads = Threads::of_machine();
  std::printf("link_people: %u threads, %s\n", threads.count, argc > 1 && argv[1][0] != '-' ? "feeds, median of 5" : "made records, seed 7");
  if (argc > 2 && std::strcmp(argv[1], "--nightly") == 0) return bench_nights(argv[2], argc > 3 ? std::max(1UL, std::strtoul(argv[3], nullptr, 10)) : 1, clock);
  std::printf("%11s %14s %9s %10s %11s %8s %8s   %s\n", "records", "pairs scored", "seconds", "peak MiB", "precision", "recall", "F1", "growth");
  if (argc > 1 && argv[1][0] != '-') return bench_feeds(argc - 1, argv + 1, clock);
  const std::string sizes = argc > 2 && std::strcmp(argv[1], "--people") == 0 ? argv[2] : "20000,100000";
  double rows_before = 0, seconds_before = 0;
  for (const auto size : split(sizes, ',')) {
    std::uint64_t people = 0;
    std::from_chars(size.data(), size.data() + size.size(), people);
    const auto made = make_people(people, 7);
    const auto line = link_made(made, threads, clock);
    const auto rows = static_cast<double>(made.packed.size());
    print(made.packed.size(), line,
          rows_before > 0 ? fmt::format("n^{:.2f}", std::log(line.seconds / seconds_before) / std::log(rows / rows_before)) : "-");
    rows_before = rows;
    seconds_before = line.seconds;
  }
  std::printf("Again: bench_link_people --people %s\n", sizes.c_str());
  return 0;
}
