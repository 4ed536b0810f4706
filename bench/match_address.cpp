// match_address.cpp: how good and how fast the address matcher is on labelled sets.
//
// bench_match_address SHARED_DATA [--wrong N]: reads SHARED_DATA/places; prints a table, and with --wrong the first N answers that were
// wrong or missed, with their evidence.
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/text.h"
#include "formats/csv.h"
#include "place/gazetteer.h"
#include "place/match_address.h"

namespace {

using namespace hearth;

struct Labelled {
  std::string address, postcode, gold, note;
};

std::string field(const formats::CsvReader& reader, const formats::CsvRow& row, std::string_view heading) {
  const auto column = reader.column(heading);
  return column && *column < row.fields.size() ? std::string{row.fields[*column]} : std::string{};
}

std::vector<Labelled> read_rows(Files& files, const Path& path, auto&& make) {
  std::vector<Labelled> rows;
  auto source = files.open(path);
  if (!source) return rows;
  auto reader = formats::CsvReader::open(std::move(*source), path.string());
  if (!reader) return rows;
  formats::CsvRow row;
  while (true) {
    const auto more = reader->next(row);
    if (!more || !*more) break;
    rows.push_back(make([&](std::string_view heading) { return field(*reader, row, heading); }));
  }
  return rows;
}

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec) / 1e6;
}

struct Score {
  std::size_t rows{0}, with_gold{0}, answered{0}, right{0}, false_on_blank{0};
  std::map<std::string, std::size_t> bands;
};

bool in_gold(const std::string& gold, const std::string& uprn) {
  const auto all = split(gold, '|');
  return std::find(all.begin(), all.end(), uprn) != all.end();
}

struct Bench {
  const place::AddressIndex& index;
  const place::Gazetteer& gazetteer;
  place::MatchSettings settings{};
  std::size_t wrong_shown{0};
  std::string only{};

  void show(const Labelled& row, const place::Placement& p) const {
    const auto line = [&](const Uprn& uprn) {
      const auto found = gazetteer.find(uprn);
      return found ? gazetteer.address_line(*found) : std::string{"?"};
    };
    std::string gold;
    for (const auto one : split(row.gold, '|'))
      if (const auto uprn = Uprn::parse(one)) gold += " [" + line(*uprn) + "]";
    fmt::print("  asked  {} | {} ({})\n  gold  {}\n  {} {} p={:.3f} margin={:.1f} answer={}\n", row.address, row.postcode, row.note, gold,
               place::name_of(p.band), p.reason, p.probability.value(), p.margin.value(), p.uprn ? line(*p.uprn) : "-");
    const auto why = explain_address(index, settings, {row.address, row.postcode});
    const auto print = [&](const char* who, const std::optional<Uprn>& uprn, const std::vector<place::FieldEvidence>& evidence, double weight) {
      if (!uprn) return;
      fmt::print("    {} {:.1f} {}:", who, weight, line(*uprn));
      for (const auto& e : evidence)
        fmt::print(" {}:{} {:+.1f} '{}'/'{}'", e.field, place::name_of(e.agreement), e.weight.value(), e.text, e.property);
      fmt::print("\n");
    };
    print("best", why.best, why.evidence, why.weight.value());
    print("rival", why.rival, why.rival_evidence, why.rival_weight.value());
  }

  void run(const char* name, const std::vector<Labelled>& rows) const {
    if (!only.empty() && only != name) return;
    std::vector<place::AddressText> asked;
    for (const auto& row : rows) asked.push_back({row.address, row.postcode});
    SilentProgress silent;
    const SystemClock clock;
    const auto before = clock.steady_seconds(), cpu_before = cpu_seconds();
    const auto answers = match_all(index, settings, asked, Threads{2}, silent);
    const auto seconds = clock.steady_seconds() - before, cpu = cpu_seconds() - cpu_before;
    Score score;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto& p = answers[i];
      const bool answered = p.band == place::Band::exact || p.band == place::Band::likely;
      const bool right = answered && in_gold(rows[i].gold, p.uprn->text());
      ++score.rows;
      score.with_gold += !rows[i].gold.empty();
      score.answered += answered;
      score.right += right;
      score.false_on_blank += answered && rows[i].gold.empty();
      ++score.bands[std::string{place::name_of(p.band)} + " " + p.reason];
      const bool missed = !answered && !rows[i].gold.empty();
      const bool wanted = std::getenv("MISSED") != nullptr ? missed : answered && !right;
      if (wanted && shown < wrong_shown) ++shown, show(rows[i], p);
    }
    const double answered = static_cast<double>(std::max<std::size_t>(score.answered, 1));
    fmt::print("{:<26} {:>7} {:>9} {:>8} {:>6} {:>9} {:>9.4f} {:>7.4f} {:>10.0f} {:>10.0f}\n", name, score.rows, score.answered,
               score.answered - score.right, score.false_on_blank, score.with_gold, static_cast<double>(score.right) / answered,
               static_cast<double>(score.right) / static_cast<double>(std::max<std::size_t>(score.with_gold, 1)),
               static_cast<double>(rows.size()) / seconds, static_cast<double>(rows.size()) / cpu);
    if (std::getenv("BANDS") != nullptr)
      for (const auto& [band, count] : score.bands) fmt::print("      {:<40} {}\n", band, count);
  }
};

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

int run_bench(const Path& data, std::size_t wrong, const std::string& only) {
  DiskFiles files;
  SilentProgress silent;
  const SystemClock clock;
  const auto places = data / "places";
  const auto headings = [] {
    fmt::print("{:<26} {:>7} {:>9} {:>8} {:>6} {:>9} {:>9} {:>7} {:>10} {:>10}\n", "set", "rows", "answered", "wrong", "blank", "with gold",
               "precision", "recall", "a second", "a CPU s");
  };
  for (const auto* declaration : {"leeds.gazetteer.toml", "libraries.gazetteer.toml"}) {
    const auto start = clock.steady_seconds();
    const auto loaded = place::load_gazetteer(files, places / declaration, Threads{2}, silent);
    if (!loaded) {
      fmt::print(stderr, "{}\n", to_string(loaded.error()));
      return 3;
    }
    const auto read = clock.steady_seconds();
    const auto index = place::AddressIndex::build(loaded->gazetteer, Threads{2});
    const auto built = clock.steady_seconds();
    fmt::print("{}: {} properties, {} rows aside, read {:.2f} s, index {:.2f} s, {} MiB; peak {:.0f} MiB\n", loaded->gazetteer.name(),
               with_commas(loaded->gazetteer.size()), loaded->rows_put_aside, read - start, built - read, index.bytes() >> 20, peak_mib());
    const Bench bench{.index = index, .gazetteer = loaded->gazetteer, .wrong_shown = wrong, .only = only};
    headings();
    if (std::strcmp(declaration, "libraries.gazetteer.toml") == 0) {
      bench.run("libraries_uprn_messy_dev", read_rows(files, places / "libraries_uprn_messy_dev.csv.gz", [](auto&& get) {
                  return Labelled{get("address"), get("postcode"), std::string{trim(get("uprn"))}, get("source")};
                }));
      continue;
    }
    bench.run("address_dirty_dev", read_rows(files, places / "address_dirty_dev.csv.gz", [](auto&& get) {
                return Labelled{get("address"), get("postcode"), get("gold_premises_ids"), get("ops")};
              }));
    const auto drift = [&](const char* name, std::string_view kind) {
      auto rows = read_rows(files, places / "address_drift_pairs_dev.csv.gz", [&](auto&& get) {
        const auto text = get("old_text") + ", " + get("old_street") + ", " + get("old_locality");
        return Labelled{text, get("old_outcode"), get("premises_id"), get("change") + " " + get("old_text_now_other_premises")};
      });
      std::erase_if(rows, [&](const Labelled& row) { return row.note.back() != kind.back(); });
      bench.run(name, rows);
    };
    drift("drift, text is nobody's", "0");
    drift("drift, text is another's", "1");
    bench.run("food premises, elsewhere", read_rows(files, places / "fhrs_food_hygiene_sample_5000.csv.gz", [](auto&& get) {
                return Labelled{get("address_concat"), get("postcode"), "", ""};
              }));
    std::vector<Labelled> own;
    for (std::size_t p = 0; p < loaded->gazetteer.size(); p += 7) {
      const auto property = loaded->gazetteer.at(place::PropertyIndex{p});
      own.push_back({loaded->gazetteer.address_line(place::PropertyIndex{p}), "", property.uprn.text(), "own text"});
    }
    bench.run("every seventh, own text", own);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "bench_match_address SHARED_DATA [--wrong N] [--only SET]\n");
    return 2;
  }
  std::size_t wrong = 0;
  std::string only;
  for (int i = 2; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--wrong") == 0) wrong = static_cast<std::size_t>(std::atoi(argv[i + 1]));
    if (std::strcmp(argv[i], "--only") == 0) only = argv[i + 1];
  }
  return run_bench(argv[1], wrong, only);
}
