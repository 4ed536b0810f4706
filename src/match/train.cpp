#include "match/train.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/hash.h"
#include "base/random.h"
#include "match/learn_sources.h"

namespace hearth::match {
namespace {

/// Each value of a column with the number of groups (people, or rows) that hold it.
std::vector<double> holders(const Table& table, ColumnNumber column, std::span<const std::uint32_t> groups) {
  std::vector<double> out(table.values(column).size());
  if (groups.empty()) {
    for (RowNumber row = 0; row < table.rows(); ++row) out[table.at(row, column)] += 1;
    return out;
  }
  std::vector<std::pair<std::uint32_t, ValueId>> pairs;
  for (RowNumber row = 0; row < table.rows(); ++row) pairs.emplace_back(groups[row], table.at(row, column));
  std::ranges::sort(pairs);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (const auto& [group, value] : pairs) out[value] += 1;
  return out;
}

/// The pairs of one rule as vectors, and those of them that no earlier rule brings.
class CountingSink final : public PairSink {
 public:
  CountingSink(Comparer& comparer, const Blocking& blocking) : comparer_{comparer}, blocking_{blocking} {}
  void pair(RowNumber l, RowNumber r, std::size_t rule) override {
    const std::uint64_t vector = comparer_.vector(l, r);
    all.count(vector);
    if (blocking_.first_rule(l, r) == rule) first.count(vector);
  }
  VectorCounter all, first;

 private:
  Comparer& comparer_;
  const Blocking& blocking_;
};

/// Free comparisons that are mostly known and have more to tell than one of two values: by sex alone EM finds men and women, not people.
unsigned telling_comparisons(const Histogram& pairs, std::uint16_t free, const std::vector<Comparison>& comparisons) {
  double all = 0;
  std::vector<double> filled(comparisons.size());
  for (const auto& [vector, count] : pairs) {
    all += count;
    for (std::size_t c = 0; c < comparisons.size(); ++c) filled[c] += level_of(vector, c) != 0 ? count : 0;
  }
  unsigned out = 0;
  for (std::size_t c = 0; c < comparisons.size(); ++c) out += (free >> c & 1) != 0 && comparisons[c].kind != Kind::category && filled[c] > 0.3 * all ? 1 : 0;
  return out;
}

/// Are the second class of a home's pairs really two people, and not one person's records with more faults than usual? Birth
/// dates tell: twins are rare.
bool two_people(const Shares& shares, const std::vector<Comparison>& comparisons) {
  for (std::size_t c = 0; c < comparisons.size(); ++c)
    if (comparisons[c].kind == Kind::date && shares[c][0] > 0.25) return false;
  return true;
}

/// Names that changed places are a fault of one person's record; two people of a home have them no more often than strangers.
void unswap(std::vector<double>& shares, const std::vector<double>& strangers) {
  constexpr std::size_t swapped = 3;
  const double kept = std::min(shares[swapped], 4 * strangers[swapped]);
  shares.back() += shares[swapped] - kept;
  shares[swapped] = kept;
}

/// How much more often strangers agree on both keys of a rule than chance would have it: counted in its block.
void learn_dependence(const BlockRule& rule, const Session& session, double stands_for, double pairs_all,
                      const std::vector<Comparison>& comparisons, Parameters& parameters) {
  if (parameters.dependent_a != parameters.dependent_b || rule.variants[0].size() < 2 || rule.depth_min != 2) return;
  std::vector<std::size_t> of;
  for (std::size_t key = 0; key < 2; ++key)
    for (std::size_t c = 0; c < comparisons.size(); ++c)
      if (comparisons[c].kind == Kind::name && comparisons[c].columns[0] == rule.variants[0][key].column &&
          rule.variants[0][key].derive == Derive::whole)
        of.push_back(c);
  if (of.size() != 2) return;
  const double strangers = (1 - session.share) * session.pairs * stands_for;
  const double expected = pairs_all * parameters.u[of[0]][0] * parameters.u[of[1]][0];
  parameters.dependent_a = static_cast<std::uint8_t>(of[0]);
  parameters.dependent_b = static_cast<std::uint8_t>(of[1]);
  parameters.dependent_bits = strangers < 20 ? 0 : std::clamp(std::log2(strangers / std::max(1.0, expected)), 0.0, 5.0);
}

std::vector<double> different_most(const std::vector<Comparison>& comparisons, double share) {
  std::vector<double> out;
  // A married name, a birth that was not known: one person's differ seldom enough. A class of pairs of which most differ in them is
  // "one given name", and no person.
  constexpr double surname_most = 0.4, birth_most = 0.3;
  for (const auto& comparison : comparisons)
    out.push_back(comparison.own ? share : comparison.kind == Kind::name ? std::max(share, surname_most) : comparison.kind == Kind::date ? std::max(share, birth_most) : 1.0);
  return out;
}

struct Candidate {
  Session session;
  std::uint16_t free;
  double trust;
};

/// People agree in most of what is known of them. A first class that does not is some other structure: a street, a range of
/// telephone numbers, rows that one clerk typed.
double agreement(const Session& session, std::uint16_t free, const std::vector<Comparison>& comparisons) {
  double sum = 0, most = 0, seen = 0;
  for (std::size_t c = 0; c < comparisons.size(); ++c) most = std::max(most, session.known[c]);
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    const Kind kind = comparisons[c].kind;
    if ((free >> c & 1) == 0 || session.known[c] < 0.1 * most || kind == Kind::place || kind == Kind::day || kind == Kind::number || kind == Kind::tokens || kind == Kind::handover)
      continue;
    sum += session.first[c][0];
    seen += 1;
  }
  return seen == 0 ? 1 : sum / seen;
}

/// What the sessions say together. One in which matches are many among its pairs counts for more than one where they must be
/// told from a crowd of strangers.
Shares pool(const std::vector<Candidate>& sessions, const std::vector<Comparison>& comparisons, const Shares& usual,
            std::vector<std::string>& warnings) {
  Shares out = usual;
  for (std::size_t c = 0; c < comparisons.size(); ++c) {
    double weight = 0, known = 0;
    std::vector<double> sums(usual[c].size());
    for (const auto& [session, free, trust] : sessions) {
      if ((free >> c & 1) == 0) continue;
      const double counts = trust * std::min(session.known[c], 20'000.0) * session.share * session.share;
      known += session.known[c];
      weight += counts;
      for (std::size_t level = 0; level < sums.size(); ++level) sums[level] += counts * session.first[c][level];
    }
    if (known < 10) {
      warnings.push_back("too few pairs tell how often " + comparisons[c].name + " agrees: the usual shares are taken");
      continue;
    }
    const double usual_counts = std::min(1.0, weight);
    for (std::size_t level = 0; level < sums.size(); ++level) out[c][level] = (sums[level] + usual_counts * usual[c][level]) / (weight + usual_counts);
    if (out[c][0] < 0.3 && comparisons[c].kind != Kind::place && comparisons[c].kind != Kind::day && comparisons[c].kind != Kind::number && comparisons[c].kind != Kind::handover)
      warnings.push_back(comparisons[c].name + " seldom agrees among pairs that are taken for matches: is the right column mapped?");
  }
  return out;
}

/// Pairs that may be compared, and how many of them can be matches at most: sources without duplicates are one to one.
struct Possible {
  double pairs{0}, matches_most{0};
};

Possible possible_pairs(const Table& table, const Blocking::May& may) {
  std::vector<double> by_source;
  for (RowNumber row = 0; row < table.rows(); ++row) {
    if (table.source(row) >= by_source.size()) by_source.resize(table.source(row) + 1);
    by_source[table.source(row)] += 1;
  }
  Possible out;
  bool one_to_one = true;
  for (std::uint32_t a = 0; a < by_source.size(); ++a)
    for (std::uint32_t b = a; b < by_source.size(); ++b) {
      if (!may(a, b)) continue;
      one_to_one = one_to_one && a != b;
      out.pairs += a == b ? by_source[a] * (by_source[a] - 1) / 2 : by_source[a] * by_source[b];
      out.matches_most += std::min(by_source[a], by_source[b]);
    }
  if (!one_to_one) out.matches_most = 1e18;
  return out;
}

}  // namespace

Trainer::Trainer(const Table& table, const std::vector<Comparison>& comparisons, std::shared_ptr<const Features> features,
                 const Blocking& blocking, const Blocking::May& may, const TrainSettings& settings)
    : table_{table}, comparisons_{comparisons}, blocking_{blocking}, may_{may}, features_{features}, settings_{settings} {
  draw_at_random(features);
  draw_of_rules(features);
  namesakes_ = draw_namesakes(table_, comparisons_, features, may_, settings_.seed, settings_.session_pairs);
  apart_.resize(comparisons_.size());
  for (std::size_t c = 0; c < comparisons_.size(); ++c)
    if (comparisons_[c].own || comparisons_[c].lasting) apart_[c] = draw_apart(table_, comparisons_, features, blocking_, may_, c, {.seed = settings_.seed});
}

void Trainer::draw_at_random(const std::shared_ptr<const Features>& features) {
  constexpr std::size_t pieces = 32;
  random_.resize(pieces);
  const auto rows = table_.rows();
  if (rows < 2) return;
  const std::uint64_t wanted = std::min<std::uint64_t>(settings_.random_pairs, 100'000 + 20 * rows);
  parallel_ranges(pieces, 1, settings_.threads, [&](std::size_t piece, std::size_t) {
    Comparer comparer{table_, features};
    Random random = Random{settings_.seed}.fork(piece);
    for (std::uint64_t i = 0; i < wanted / pieces; ++i) {
      auto l = static_cast<RowNumber>(random.below(rows)), r = static_cast<RowNumber>(random.below(rows));
      if (l == r) continue;
      if (l > r) std::swap(l, r);
      if (may_(table_.source(l), table_.source(r))) random_[piece].push_back({l, r, comparer.vector(l, r)});
    }
  });
}

void Trainer::draw_of_rules(const std::shared_ptr<const Features>& features) {
  rules_.resize(blocking_.rules().size());
  parallel_ranges(rules_.size(), 1, settings_.threads, [&](std::size_t rule, std::size_t) {
    Comparer comparer{table_, features};
    CountingSink sink{comparer, blocking_};
    rules_[rule].stands_for = blocking_.sample(rule, settings_.session_pairs, settings_.seed, may_, sink);
    rules_[rule].all = sink.all.sorted();
    rules_[rule].first = sink.first.sorted();
  });
}

Trainer::Strangers Trainer::learn_strangers(std::span<const std::uint32_t> groups) const {
  Strangers out;
  Shares counted;
  for (const auto& comparison : comparisons_) counted.emplace_back(levels_of(comparison.kind).size(), 0.0);
  for (const auto& piece : random_)
    for (const auto& [l, r, vector] : piece) {
      if (!groups.empty() && groups[l] == groups[r]) continue;
      for (std::size_t c = 0; c < comparisons_.size(); ++c)
        if (const unsigned level = level_of(vector, c); level != 0) counted[c][level - 1] += 1;
    }
  for (std::size_t c = 0; c < comparisons_.size(); ++c) {
    const auto& comparison = comparisons_[c];
    const std::size_t levels = levels_of(comparison.kind).size();
    double all = 0;
    for (const double count : counted[c]) all += count;
    std::vector<double> shares(levels);
    for (std::size_t level = 0; level < levels; ++level) shares[level] = (counted[c][level] + 0.3) / (all + 0.3 * static_cast<double>(levels));
    // Exact agreement is counted in closed form: chance is the sum of squared shares.
    const ColumnNumber column = comparison.columns[0];
    const bool closed = column != Comparison::no_column && comparison.kind != Kind::number && comparison.kind != Kind::initial && comparison.kind != Kind::handover;
    if (closed) {
      const auto counts = holders(table_, column, groups);
      double filled = 0, squares = 0;
      for (ValueId id = 1; id < counts.size(); ++id) filled += counts[id], squares += counts[id] * (counts[id] - 1);
      if (filled > 1) {
        const double exact = std::max(squares / (filled * (filled - 1)), 0.2 / filled / filled);
        double rest = 0;
        for (std::size_t level = 1; level < levels; ++level) rest += shares[level];
        // For a place without a key of the home the first level never occurs.
        shares[0] = exact;
        for (std::size_t level = 1; level < levels; ++level) shares[level] *= (1 - exact) / rest;
      }
      if (comparison.term_frequency) {
        TermFrequencies terms;
        terms.rows = std::max(filled, 2.0);
        terms.otherwise = 1.5;
        const auto& values = table_.values(column);
        for (ValueId id = 1; id < counts.size(); ++id)
          if (counts[id] >= TermFrequencies::kept_from) terms.counts.emplace_back(values.hash(id), static_cast<std::uint32_t>(counts[id]));
        std::ranges::sort(terms.counts);
        out.frequencies.push_back(std::move(terms));
      }
    } else if (comparison.term_frequency) {
      out.frequencies.emplace_back();
    }
    out.u.push_back(std::move(shares));
  }
  return out;
}

namespace {

/// As often as `share` one person's records differ wholly; the other levels keep their proportions.
void set_different(std::vector<double>& shares, double share) {
  const double before = shares.back();
  for (double& one : shares) one *= (1 - share) / std::max(1e-9, 1 - before);
  shares.back() = share;
}

/// How far one person's birth dates agree, told by rows of one home and one name: nearly all of these are one person's.
std::vector<double> as_drawn(const ApartPairs& drawn, std::span<const double> usual) {
  constexpr double usual_counts = 20;
  std::vector<double> out;
  for (std::size_t level = 0; level < usual.size(); ++level) out.push_back((drawn.levels[level] + usual_counts * usual[level]) / (drawn.pairs + usual_counts));
  return out;
}

/// How much likelier two people of one home have their middle names alike when their given names are.
void learn_kin(const Histogram& at_home, const Session& session, const std::vector<Comparison>& comparisons, Parameters& parameters) {
  const auto is_name = [&](std::size_t c) { return comparisons[c].kind == Kind::name && comparisons[c].common; };
  const auto own = std::ranges::find(comparisons, true, &Comparison::own);
  if (own == comparisons.end()) return;
  const auto a = static_cast<std::size_t>(own - comparisons.begin());
  for (std::size_t b = 0; b < comparisons.size(); ++b) {
    if (b == a || !is_name(b) || comparisons[b].term_frequency) continue;
    // As if five more had been seen, one of them alike: a handful of homes shall not decide.
    double known = 5, alike = 1;
    for (const auto& [vector, count] : at_home) {
      if (level_of(vector, a) != 1 || level_of(vector, b) == 0) continue;
      double odds = session.share / std::max(1e-9, 1 - session.share);
      for (std::size_t c = 0; c < comparisons.size(); ++c)
        if (const unsigned level = level_of(vector, c); level != 0 && c != b) odds *= parameters.m[c][level - 1] / std::max(1e-12, parameters.h[c][level - 1]);
      const double two = count / (1 + odds);
      known += two;
      alike += level_of(vector, b) == 1 ? two : 0;
    }
    const double bits = std::log2(alike / known / std::max(1e-6, parameters.h[b][0]));
    const auto levels = [&](std::uint64_t of_each) { return of_each << (4 * a) | of_each << (4 * b); };
    if (bits > 0) parameters.ties.push_back({levels(15), levels(1), bits});
    return;
  }
}

}  // namespace

bool Trainer::learn_home(Parameters& parameters) const {
  parameters.h = parameters.u;
  parameters.ties.clear();
  std::uint16_t spoken_for = 0;
  VectorCounter at_home;
  for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
    const auto& spec = blocking_.rules()[rule];
    if (!spec.home) continue;
    spoken_for = static_cast<std::uint16_t>(spoken_for | spec.comparisons);
    for (const auto& [vector, count] : rules_[rule].all) at_home.count(vector, count * rules_[rule].stands_for);
  }
  const Histogram pairs = at_home.sorted();
  if (pairs.empty()) return false;
  // One person's given name seldom differs wholly; twins' names always do. Where homes have several people the doubt is theirs.
  Shares careful = parameters.m;
  keep_below(careful, different_most(comparisons_, 0.04));
  Shares start = parameters.u;
  for (std::size_t c = 0; c < comparisons_.size(); ++c)
    for (std::size_t level = 0; level < start[c].size(); ++level) start[c][level] = 0.7 * parameters.u[c][level] + 0.3 * parameters.m[c][level];
  const Session session = learn_two_classes(pairs, static_cast<std::uint16_t>(~spoken_for), careful, start, 0.5, true, settings_.em);
  if ((1 - session.share) * session.pairs < 50 || !two_people(session.second, comparisons_)) return false;
  parameters.m = careful;
  parameters.h = session.second;
  for (std::size_t c = 0; c < comparisons_.size(); ++c) {
    if ((spoken_for >> c & 1) != 0) parameters.h[c] = parameters.m[c];  // relatives move house together
    if (comparisons_[c].cross != Comparison::no_column) unswap(parameters.h[c], parameters.u[c]);
  }
  learn_kin(pairs, session, comparisons_, parameters);
  return true;
}

std::vector<std::optional<Slips>> Trainer::learn_slips_of_one(Parameters& parameters) const {
  std::vector<std::optional<Slips>> out(comparisons_.size());
  for (std::size_t c = 0; c < comparisons_.size(); ++c) out[c] = learn_slips(apart_[c], comparisons_, c, parameters.m, parameters.h);
  for (std::size_t c = 0; c < comparisons_.size(); ++c) {
    if (!out[c]) continue;
    const double learnt = parameters.m[c].back();
    if (comparisons_[c].lasting) parameters.m[c] = as_drawn(apart_[c], usual_m(comparisons_[c].kind));
    set_different(parameters.m[c], out[c]->one ? out[c]->share : std::min(out[c]->share, learnt));
  }
  return out;
}

Trained Trainer::learn(std::span<const std::uint32_t> groups) const {
  Trained out;
  auto strangers = learn_strangers(groups);
  out.frequencies = std::move(strangers.frequencies);
  Parameters& parameters = out.parameters;
  parameters.u = std::move(strangers.u);
  Shares usual;
  for (const auto& comparison : comparisons_) usual.emplace_back(usual_m(comparison.kind).begin(), usual_m(comparison.kind).end());
  const Possible possible = possible_pairs(table_, may_);

  // Sessions: in each, the comparisons that the rule's keys do not speak for are free.
  std::vector<Candidate> sessions;
  for (std::size_t rule = 0; rule < rules_.size(); ++rule) {
    const auto& spec = blocking_.rules()[rule];
    // Where common keys were refined, pairs were chosen by the further keys too.
    const bool refined = (*blocking_.hot())[rule].size() > 0;
    const auto free = static_cast<std::uint16_t>(~(spec.comparisons | (refined ? spec.refined : 0)));
    const unsigned filled = telling_comparisons(rules_[rule].all, free, comparisons_);
    if (spec.home || filled < 2) continue;
    // Two classes cannot be told apart by fewer than three comparisons alone: then strangers stay as they are everywhere.
    EmSettings em = settings_.em;
    em.different_most = different_most(comparisons_, 0.15);
    if (filled < 4) em.pseudo_strangers = 1e12;
    Session session = learn_matches(rules_[rule].all, free, usual, parameters.u, em);
    if (session.pairs <= 0) continue;
    if (!session.settled) {
      out.warnings.push_back("what was learnt from pairs that share " + spec.name + " did not settle and is left out");
      continue;
    }
    const double matches = session.share * session.pairs * rules_[rule].stands_for;
    if (matches > 1.2 * possible.matches_most || agreement(session, free, comparisons_) < 0.35) {
      out.warnings.push_back("what was learnt from pairs that share " + spec.name + " cannot be people and is left out");
      continue;
    }
    learn_dependence(spec, session, rules_[rule].stands_for, possible.pairs, comparisons_, parameters);
    sessions.push_back({std::move(session), free, spec.kin ? 0.02 : 1.0});
  }
  // The sessions that agree best are nearest to people; what others found beside them counts for little.
  double best = 0;
  for (const auto& one : sessions) best = std::max(best, agreement(one.session, one.free, comparisons_));
  for (auto& one : sessions) one.trust *= std::pow(agreement(one.session, one.free, comparisons_) / best, 6);
  parameters.m = pool(sessions, comparisons_, usual, out.warnings);

  const bool with_home = learn_home(parameters);
  // Whoever was taken for one person with another birth date is one of two people of a home now.
  const Parameters before_slips = parameters;
  auto slips = with_home ? learn_slips_of_one(parameters) : std::vector<std::optional<Slips>>{};
  if (std::ranges::any_of(slips, [](const auto& one) { return one.has_value(); }) && !learn_home(parameters)) {
    parameters = before_slips;
    slips.clear();
  }

  Histogram candidates;
  VectorCounter together;
  for (const auto& rule : rules_)
    for (const auto& [vector, count] : rule.first) together.count(vector, count * rule.stands_for);
  candidates = together.sorted();
  learn_prior(candidates, std::max(1.0, possible.pairs), with_home, parameters);
  for (std::size_t c = 0; c < slips.size(); ++c)
    if (slips[c] && slips[c]->one && comparisons_[c].own)
      if (const auto twins = learn_twins(apart_[c], comparisons_, c, *slips[c]->one, Scorer{table_, comparisons_, parameters, out.frequencies})) parameters.ties.push_back(*twins);
  const Scorer scorer{table_, comparisons_, parameters, out.frequencies};
  if (with_home) parameters.born_apart = learn_born_apart(namesakes_, comparisons_, scorer);
  parameters.names_alone = learn_names_alone(namesakes_, comparisons_, parameters, scorer);
  parameters.source_bits = learn_source_bits(table_, features_, blocking_, may_, Scorer{table_, comparisons_, parameters, out.frequencies}, {.seed = settings_.seed});
  return out;
}

}  // namespace hearth::match
