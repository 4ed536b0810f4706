#include "people/link_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_map>

#include "base/limits.h"
#include "base/text.h"
#include "base/try.h"
#include "formats/csv.h"
#include "people/link_findings.h"
#include "people/link_model.h"
#include "people/link_plan.h"
#include "people/link_report.h"
#include "people/link_splink.h"
#include "people/plan_text.h"
#include "record/read_feed.h"

namespace hearth::people {
namespace {

using formats::CsvWriter;

struct ReadFeeds {
  std::vector<record::Record> records;  ///< by feed, then key; numbered by their place, from 1
  std::vector<record::Feed> declared;
  std::vector<FeedFacts> facts;
  std::vector<std::string> warnings;
};

/// Columns that are mapped and in which no record of the feed has anything.
void tell_empty_columns(const record::Feed& feed, const std::vector<record::Record>& records, std::vector<std::string>& warnings) {
  for (const auto& person : feed.persons)
    for (const auto& mapped : person.fields) {
      const auto field = mapped.first;
      const auto& source = mapped.second;
      if (records.empty() || std::ranges::any_of(records, [&](const record::Record& record) { return !record.view().get(field).empty(); })) continue;
      warnings.push_back(feed.name.text() + ": nothing is read from " + joined(source.columns, ", ") + " (" + std::string{record::name_of(field)} + "): empty in every row, or in a form that the declaration does not say");
    }
}

Result<ReadFeeds> read_feeds(Files& files, const Clock& clock, const std::vector<Path>& declarations, std::vector<FeedIn>& told, Threads threads,
                             Progress& progress) {
  ReadFeeds out;
  for (const auto& path : declarations) {
    HEARTH_TRY(feed, record::Feed::read(files, path));
    for (const auto& known : out.facts)
      if (known.name == feed.name.text())
        return wrong_use("link.same_feed_twice", "two declarations have one name. Give each feed a name of its own.", {path.string()});
    feed.of_the_living = false;  // a census of 1851 is linked like any other list
    HEARTH_TRY(content, record::read_feed(files, feed, static_cast<std::uint32_t>(out.facts.size()), clock.now().date(), progress, threads));
    tell_empty_columns(feed, content.records, out.warnings);
    told.push_back({feed.name.text(), content.rows, content.records.size(), content.rows_put_aside, content.fields_put_aside, record::group_faults(content.put_aside)});
    out.facts.push_back(facts_of(feed));
    out.records.reserve(out.records.size() + content.records.size());
    for (auto& record : content.records) out.records.push_back(std::move(record));
    out.declared.push_back(std::move(feed));
  }
  for (std::size_t i = 0; i < out.records.size(); ++i) out.records[i].id = RecordId{i + 1};
  return out;
}

std::vector<LinkRow> rows_of(const ReadFeeds& feeds) {
  std::vector<LinkRow> out;
  out.reserve(feeds.records.size());
  for (const auto& record : feeds.records)
    out.push_back({record.id, record.feed, record.key, record.view(), std::nullopt, record.is_protected});
  return out;
}

Result<Done> write_people(Files& files, const Path& path, const ReadFeeds& feeds, const LinkResult& result) {
  HEARTH_TRY(sink, files.create(path, false));
  CsvWriter csv{*sink, CsvWriter::Formulas::keep};
  HEARTH_CHECK(csv.row({"source", "key", "person_id"}));
  for (std::size_t i = 0; i < feeds.records.size(); ++i) {
    const auto& record = feeds.records[i];
    HEARTH_CHECK(csv.row({feeds.facts[record.feed].name, record.key, std::to_string(result.cluster_of_row[i] + 1)}));
  }
  HEARTH_CHECK(csv.flush());
  return sink->commit();
}

class PairsFile {
 public:
  PairsFile(ByteSink& sink, const ReadFeeds& feeds) : csv_{sink, CsvWriter::Formulas::keep}, feeds_{feeds} {}
  Result<Done> heading() { return csv_.row({"source_l", "key_l", "source_r", "key_r", "weight", "probability", "band", "vector"}); }
  Result<Done> pair(const Edge& edge) {
    const auto& l = feeds_.records[edge.l.number() - 1];
    const auto& r = feeds_.records[edge.r.number() - 1];
    const auto weight = static_cast<double>(edge.weight);
    return csv_.row({feeds_.facts[l.feed].name, l.key, feeds_.facts[r.feed].name, r.key, fmt::format("{:.6f}", weight),
                     fmt::format("{:.6f}", probability_of(weight).value()), name_of(edge.band), fmt::format("{:x}", edge.vector)});
  }
  Result<Done> flush() { return csv_.flush(); }

 private:
  CsvWriter csv_;
  const ReadFeeds& feeds_;
};

Result<Done> write_pairs(Files& files, const LinkFilesAsk& ask, const LinkSettings& settings, const ReadFeeds& feeds, std::span<const LinkRow> rows,
                         const LinkResult& result) {
  HEARTH_TRY(sink, files.create(*ask.pairs, false));
  PairsFile out{*sink, feeds};
  HEARTH_CHECK(out.heading());
  if (!ask.all_pairs) {
    for (const auto& edge : result.edges) HEARTH_CHECK(out.pair(edge));
  } else {
    std::size_t next = 0;  // kept edges come in the same order and know what became of them
    HEARTH_CHECK(each_pair(rows, feeds.facts, result.model, settings, [&](const Edge& scored) {
      Edge edge = scored;
      if (next < result.edges.size() && result.edges[next].l == edge.l && result.edges[next].r == edge.r) edge = result.edges[next++];
      return out.pair(edge);
    }));
  }
  HEARTH_CHECK(out.flush());
  return sink->commit();
}

/// The entity of each record, from 1 on; 0 where the truth of its feed says nothing. Empty where no feed names a truth.
Result<std::vector<std::uint32_t>> truth_of(Files& files, const ReadFeeds& feeds) {
  std::vector<std::uint32_t> out;
  std::unordered_map<std::string, std::uint32_t> entities;
  for (std::uint32_t number = 0; number < feeds.declared.size(); ++number) {
    if (!feeds.declared[number].truth) continue;
    HEARTH_TRY(truth, record::read_truth(files, feeds.declared[number]));
    out.resize(feeds.records.size());
    for (std::size_t i = 0; i < feeds.records.size(); ++i) {
      if (feeds.records[i].feed != number) continue;
      const auto found = truth.find(feeds.records[i].key);
      if (found != truth.end()) out[i] = entities.emplace(found->second, static_cast<std::uint32_t>(entities.size() + 1)).first->second;
    }
  }
  return out;
}

Result<Done> write_report(Files& files, const Path& path, const LinkSettings& settings, const ReadFeeds& feeds, std::span<const LinkRow> rows, const LinkResult& result) {
  HEARTH_TRY(truth, truth_of(files, feeds));
  HEARTH_TRY(findings, find_out(rows, feeds.facts, result, settings, truth));
  return files.write_all(path, link_report_html(result.report, findings, feeds.facts));
}

Result<Done> use_plan(Files& files, const Path& path, std::span<const LinkRow> rows, LinkSettings& settings) {
  HEARTH_TRY(text, files.read_all(path, limits::toml_bytes_max));
  std::vector<std::string> ignored;
  HEARTH_TRY(edited, parse_plan(text, path.string(), make_plan(rows, settings.today, ignored), settings));
  settings = edited.settings;
  settings.plan = std::make_shared<const LinkPlan>(std::move(edited.plan));
  return Done{};
}

/// A model for other columns finds nothing, and says nothing of it.
/// @error model.other_columns
Result<Done> check_columns(const LinkModel& kept, std::span<const LinkRow> rows, const LinkFilesAsk& ask, std::vector<std::string>& warnings) {
  std::vector<std::string> ignored;
  const auto& plan = kept.state()->plan;
  const auto missing = columns_not_here(plan, make_plan(rows, ask.settings.today, ignored));
  if (!missing.empty() && missing.size() == columns_of(plan).size())
    return wrong_use("model.other_columns", "the model compares other columns than these files have: " + joined(missing, ", ") + ". Link without --model, or name another file.", {ask.model->string()});
  for (const auto& name : missing) warnings.push_back("the model compares \"" + name + "\", and hardly any record has it");
  return Done{};
}

}  // namespace

FeedFacts facts_of(const record::Feed& feed) {
  FeedFacts out{feed.name.text(), feed.deduplicated, {}};
  const auto joint = [](const auto& field) { return field.second.joint; };
  for (const auto& person : feed.persons)
    if (!person.name.empty() || std::ranges::any_of(person.fields, joint)) out.people_of_row.push_back(person.name);
  return out;
}

Result<LinkFilesDone> link_files(Files& files, const Clock& clock, const LinkFilesAsk& ask, Progress& progress) {
  const double began = clock.steady_seconds();
  LinkFilesDone done;
  if (ask.declarations.empty()) return wrong_use("link.no_feed", "no feed to link. Name at least one FEED.toml.");
  HEARTH_TRY(feeds, read_feeds(files, clock, ask.declarations, done.feeds, ask.settings.threads, progress));
  const auto rows = rows_of(feeds);
  auto settings = ask.settings;
  std::vector<std::string> unplanned;
  const bool has_model = ask.model && files.exists(*ask.model);
  if (ask.use_plan && has_model) return wrong_use("model.and_plan", "a model holds the plan that it was learnt by. Give --use-plan or an existing --model, not both.", {ask.model->string()});
  if (ask.use_plan) HEARTH_CHECK(use_plan(files, *ask.use_plan, rows, settings));
  if (ask.plan) {
    HEARTH_TRY(report, plan_link(rows, feeds.facts, settings, progress));
    if (ask.write_plan) HEARTH_CHECK(files.write_all(*ask.write_plan, plan_toml(settings.plan ? *settings.plan : make_plan(rows, settings.today, unplanned), settings, report)));
    done.report = std::move(report);
    std::ranges::copy(feeds.warnings, std::back_inserter(done.report.warnings));
    done.seconds = clock.steady_seconds() - began;
    return done;
  }
  LinkModel kept;
  std::optional<SplinkModel> splink;
  if (has_model) {
    HEARTH_TRY(text, files.read_all(*ask.model, limits::json_bytes_max));
    if (SplinkModel::is_one(text)) {
      HEARTH_TRY(read, SplinkModel::parse(text, ask.model->string()));
      splink = std::move(read);
    }
  }
  if (splink && ask.all_pairs) return wrong_use("splink.all_pairs", "with a model of Splink's only the pairs that weigh enough are written: leave out --all-pairs.", {ask.model->string()});
  if (has_model && !splink) {
    HEARTH_TRY(text, files.read_all(*ask.model, limits::json_bytes_max));
    HEARTH_TRY(read, LinkModel::from_json(text, ask.model->string()));
    HEARTH_CHECK(read.check(ask.model->string()));
    kept = std::move(read);
  }
  if (!kept.empty()) HEARTH_CHECK(check_columns(kept, rows, ask, feeds.warnings));
  HEARTH_TRY(result, splink ? link_with_splink(files, feeds.declared, rows, *splink, settings, progress) : link_all(rows, feeds.facts, {}, settings, progress, kept));
  HEARTH_CHECK(write_people(files, ask.out, feeds, result));
  if (ask.pairs) HEARTH_CHECK(write_pairs(files, ask, settings, feeds, rows, result));
  if (ask.model && !has_model) HEARTH_CHECK(files.write_all(*ask.model, result.model.to_json()));
  std::ranges::copy(feeds.warnings, std::back_inserter(result.report.warnings));
  if (ask.report) HEARTH_CHECK(write_report(files, *ask.report, settings, feeds, rows, result));
  done.model_version = ask.model ? result.model.version() : std::string{};
  done.report = std::move(result.report);
  done.seconds = clock.steady_seconds() - began;
  return done;
}

Result<std::uint64_t> parse_size(std::string_view text) {
  text = trim(text);
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto unit = to_lower_ascii(trim(std::string_view{parsed.ptr, static_cast<std::size_t>(text.data() + text.size() - parsed.ptr)}));
  unsigned shift = 64;
  for (const auto& [name, by] : std::initializer_list<std::pair<std::string_view, unsigned>>{
           {"", 0}, {"b", 0}, {"k", 10}, {"kib", 10}, {"m", 20}, {"mib", 20}, {"g", 30}, {"gib", 30}, {"t", 40}, {"tib", 40}})
    if (unit == name) shift = by;
  if (parsed.ec != std::errc{} || shift == 64 || number == 0 || number > (std::uint64_t{1} << 62) >> shift)
    return wrong_use("size.malformed", "not a size. Expected a number with K, M or G, for example 500M or 2G.");
  return number << shift;
}

}  // namespace hearth::people
