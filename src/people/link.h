// link.h: from records of several feeds to people: which records tell of one human being.
//
// Everything is found by looking at the rows: which columns are filled, how well they tell people apart, which comparisons and
// blocking rules that gives, and (by EM, without labels) what each level of agreement is worth in bits. A third class, "another
// person of the same home", keeps relatives apart. Then records are joined by average linkage, never two of a feed that says
// it has no duplicates, never two whose identifiers and birth dates differ, never against a reviewer. Pure: nothing is read or written; the same bytes for any number of threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/id.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/uprn.h"
#include "people/block_keys.h"
#include "people/decision.h"
#include "record/field.h"

namespace hearth::people {

/// A current record that may be matched (its feed's agreement allows `match`). Views must outlive the call.
struct LinkRow {
  RecordId record{};
  std::uint32_t feed{0};              ///< index into the FeedFacts
  std::string_view key;               ///< the feed's own key; parts after '/' are people of one row
  record::FieldsView fields{""};
  std::optional<Uprn> home{};         ///< where place/ put the record: evidence, and the household's key
  bool is_protected{false};           ///< linked like any other; never shown in a report or an explanation
};

struct FeedFacts {
  std::string name;
  bool deduplicated{false};           ///< no two of its records are one person
  /// How the people of one row are called behind its key and a '/' ("partner", "liable"; "" for 1, 2, ... of a joint cell).
  /// Records whose keys differ only there are different people. Empty: a row tells of one.
  std::vector<std::string> people_of_row{};
};

/// What happens to a pair. Edges of weight: see LinkSettings. The store keeps the numbers.
enum class Band : std::uint8_t {
  match,      ///< joined without review
  potential,  ///< a reviewer should look
  low,        ///< kept, not shown
  many,       ///< would match, but a record has several equally good partners where only one can be right
  differs,    ///< joined, though a unique identifier differs: mistyped, or two people; a reviewer should look
  none        ///< no edge: never kept
};
[[nodiscard]] std::string_view name_of(Band band) noexcept;
[[nodiscard]] std::optional<Band> band_of(std::string_view name) noexcept;

struct LinkPlan;  ///< link_plan.h

struct LinkSettings {
  Threads threads{};
  double match_from{1.0};             ///< bits: weight by which two records become one person; 1 more where relatives of one
                                      ///< home are among the records, 3 less where no feed has duplicates
  double group_slope{1.6};            ///< bits: each doubling of the pairs between two groups lowers the mean weight they need,
  double group_least{-4.0};           ///< bits: ... down to this: many pairs of strangers would not agree even so far
  double potential_from{-2.0};        ///< bits; from here to `match_from` a pair is for review: one in five, as the model has it
  double low_from{-10.0};             ///< bits; pairs below are forgotten
  double pairs_per_row_max{0};        ///< candidates per record that blocking may give; 0: by the number of records
  std::uint64_t pairs_max{0};         ///< candidates in all; 0: no limit. @error link.too_many_pairs before any is compared
  std::shared_ptr<const LinkPlan> plan{};  ///< what to compare and by which rules; nothing: as the rows propose
  std::uint64_t pairs_held{8'000'000}; ///< of each_pair(): how many are held at a time; each takes 24 bytes, twice while they are put in order
  std::uint64_t bytes_max{0};         ///< memory promise; 0: none. @error link.memory when the rows alone need more
  std::uint64_t seed{1};              ///< of the samples from which the model learns
  std::optional<Date> today{};        ///< who is a child; nothing: nobody is known to be one
  bool keep_keys{false};              ///< give the block keys of all records too
};

/// The trained parameters, with everything that a later run needs to give the same weights: comparisons, m, u and h of each
/// level, term counts, blocking keys that were too common. Cheap to copy.
class LinkModel {
 public:
  struct State;  ///< private to people/
  LinkModel() = default;
  explicit LinkModel(std::shared_ptr<const State> state) noexcept : state_{std::move(state)} {}
  [[nodiscard]] bool empty() const noexcept { return state_ == nullptr; }
  [[nodiscard]] std::string to_json() const;
  /// @error model.malformed, model.version (written by another version of Hearth: link again without it)
  [[nodiscard]] static Result<LinkModel> from_json(std::string_view text, std::string file);
  /// Of a file that somebody may have written by hand: could its numbers have been learnt? A model of too few records may not pass.
  /// @error model.shares (no shares of one whole), model.turned (m and u exchanged); exit 2
  [[nodiscard]] Result<Done> check(const std::string& file) const;
  /// Hash of the content: keys the results that were made with it. Empty for an empty model.
  [[nodiscard]] std::string version() const;
  [[nodiscard]] const State* state() const noexcept { return state_.get(); }

 private:
  std::shared_ptr<const State> state_;
};

/// A scored pair, l before r by feed, then by what they say (link_engine.h, order_of).
struct Edge {
  RecordId l{}, r{};
  float weight{0};                    ///< bits, log2(P(same person) / P(not))
  Band band{Band::none};
  std::uint64_t vector{0};            ///< four bits per comparison, the first lowest: 0 not known, else the level, 1 the best
  bool operator==(const Edge&) const = default;
};

/// Records that share a key of a rule. `words` are values of the records: for whoever owns the files, and for no log.
struct SharedKey {
  std::string words;                  ///< "surname smith, year of birth date 1980-0-0"
  std::uint64_t records{0};
};

/// What blocking did with one rule, and what it left out.
struct RuleReport {
  std::string rule;                   ///< "surname, birth_date"
  std::uint64_t pairs{0};             ///< first found by this rule
  std::uint64_t hot_keys{0};          ///< values too common to compare all of their records; refined by a further column
  std::uint64_t rows_not_compared{0}; ///< records of a hot key that no further column could split: not compared by this rule
  std::vector<SharedKey> hottest{};   ///< of plan_link(): the keys that most records share, also those too common to be compared
};
struct LevelReport {
  std::string comparison, words;
  double m{0}, u{0}, h{0};            ///< shares among same people, strangers, and others of one home
  double bits{0};                     ///< log2(m / u)
  bool usual{true};                   ///< one person's records mostly agree in it; a moving day they need not have
};
struct LinkReport {
  std::uint64_t rows{0}, pairs_compared{0}, edges{0}, people{0}, matches{0};
  std::uint64_t for_review{0};        ///< pairs of two people that may be one, and pairs of one person whose identifiers differ
  std::uint64_t largest_person{0};
  double partners_per_record{0};      ///< the prior, as people say it
  std::vector<RuleReport> rules;
  std::vector<LevelReport> levels;
  std::vector<std::string> warnings;  ///< a level without training, a column left out, ...; no personal values
  double seconds_columns{0}, seconds_training{0}, seconds_pairs{0}, seconds_clusters{0};
};

/// Comparisons that almost never agree among pairs that are one person by all else: another column may have been read for them.
/// That a telephone often differs is life, and no reason to look.
[[nodiscard]] std::vector<std::string> columns_that_never_agree(const LinkReport& report);

struct LinkResult {
  LinkModel model;
  std::vector<Edge> edges;                      ///< weight >= low_from, ordered by l, then r
  std::vector<std::uint32_t> cluster_of_row;    ///< same number, same person; numbered by first row
  std::uint32_t clusters{0};
  LinkReport report;
  BlockKeys keys{};                             ///< with LinkSettings::keep_keys, or of link_near(): for the next night
};

/// Links all rows from nothing. `kept` model: train nothing, use it.
/// @error link.too_many_rows (above 2^32 - 2), link.memory
/// Cost: O(rows log rows + pairs); about 100 bytes a row and 32 bytes an edge. bench/link_people measures.
/// Source: Fellegi and Sunter 1969; Winkler 1988 (EM); notes in src/people/README.md.
[[nodiscard]] Result<LinkResult> link_all(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds,
                                          std::span<const Decision> decisions, const LinkSettings& settings, Progress& progress,
                                          const LinkModel& kept = {});

/// Nightly: compares only the records that were touched (added, changed or vanished) with all others, with the model of the
/// last full run, and groups again. Equals link_all() with that model, edge for edge.
/// @param kept_edges  the edges of the last run (with the same model and settings)
[[nodiscard]] Result<LinkResult> link_changes(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds,
                                              std::span<const Decision> decisions, const LinkModel& model,
                                              std::span<const Edge> kept_edges, std::span<const RecordId> touched,
                                              const LinkSettings& settings, Progress& progress);

/// The block keys of `rows`, as a run over all records with this model gives them. `model` is not empty.
[[nodiscard]] BlockKeys block_keys(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkModel& model,
                                   const LinkSettings& settings);

/// Exact numbers of candidate pairs per rule, without comparing any, also those of earlier rules: what `--plan` prints.
/// @error link.too_many_pairs, with the rules to blame
[[nodiscard]] Result<LinkReport> plan_link(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds,
                                           const LinkSettings& settings, Progress& progress);

/// Every candidate pair, scored, handed over in order and never all held; for `--all-pairs`.
[[nodiscard]] Result<Done> each_pair(std::span<const LinkRow> rows, std::span<const FeedFacts> feeds, const LinkModel& model,
                                     const LinkSettings& settings, const std::function<Result<Done>(const Edge&)>& each);

/// Probability that belongs to a weight in bits.
[[nodiscard]] Probability probability_of(double weight) noexcept;

}  // namespace hearth::people
