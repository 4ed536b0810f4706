// drafted.h: a made-up file, its draft, and what the draft reads, for the tests of drafts.
#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "record/propose_feed.h"
#include "record/read_feed.h"
#include "temporary_folder.h"

namespace hearth::record::made {

inline std::vector<FactorWords> vocabulary() {
  return {{.id = "wheelchair", .words = "uses a wheelchair", .phrases = {"wheelchair"}, .certain = {"wheelchair"}},
          {.id = "hearing_loss", .words = "has hearing loss", .phrases = {"hearing loss", "deaf"}},
          {.id = "sight_loss", .words = "has sight loss", .phrases = {"sight loss", "blind", "registered blind"}, .false_friends = {"blinds fitted"}},
          {.id = "needs_power", .words = "has medical equipment that needs power", .phrases = {"oxygen", "bipap", "life support"}, .false_friends = {"oxygen bleach"}},
          {.id = "dementia", .words = "lives with dementia", .phrases = {"dementia"}, .certain = {"dementia"}},
          {.id = "pregnant", .words = "is pregnant", .has_due_date = true, .phrases = {"pregnant", "expecting", "edd"}, .certain = {"pregnant"}},
          {.id = "has_infant", .words = "has a child under 2 at home", .child_under = 2, .phrases = {"baby", "new baby"}, .false_friends = {"baby grand"}},
          {.id = "cannot_use_stairs", .words = "cannot use stairs", .phrases = {"stairs", "stairlift"}},
          {.id = "universal_credit", .words = "gets Universal Credit", .phrases = {"universal credit", "uc"}},
          {.id = "assisted_bins", .words = "has assisted bin collection", .phrases = {"assisted bins"}},
          {.id = "council_tax_single_discount", .words = "has the single-person council tax discount", .phrases = {"spd25", "single person discount"}},
          {.id = "weekly_income", .words = "weekly income", .kind = FactorWords::Kind::number, .phrases = {"weekly income", "wkly income"}},
          {.id = "age", .words = "aged", .derived = true, .phrases = {"age"}}};
}

/// A file of the columns, each heading with its values over and over.
struct Column {
  std::string heading;
  std::vector<std::string> values;
};

struct Drafted {
  tests::TemporaryFolder folder;
  DiskFiles files;
  SilentProgress progress;
  FeedProposal proposal;

  explicit Drafted(const std::string& csv, const std::string& name = "f.csv") {
    const auto path = folder.file(name, csv);
    auto made = propose_feed(files, path, {.factors = vocabulary(), .today = Date::make(2026, 11, 24).value(), .file_date = Date::make(2026, 11, 1).value(),
                                           .organisations = {"council", "county"}, .agreements = {"flood-2026"}});
    if (!made) FAIL(to_string(made.error()));
    proposal = std::move(*made);
  }
  [[nodiscard]] bool has(std::string_view line) const { return ("\n" + proposal.toml).find("\n" + std::string{line}) != std::string::npos; }
  [[nodiscard]] bool noticed(std::string_view text) const {
    return std::ranges::any_of(proposal.noticed, [&](const auto& notice) { return notice.find(text) != std::string::npos; });
  }
  FeedContent read() {
    auto feed = Feed::read(files, folder.file("f.feed.toml", proposal.toml));
    if (!feed) FAIL(to_string(feed.error()) << "\n" << proposal.toml);
    auto content = read_feed(files, *feed, 0, Date::make(2026, 11, 24).value(), progress);
    if (!content) FAIL(to_string(content.error()));
    return std::move(*content);
  }
};

inline std::string csv_of(const std::vector<Column>& columns, int rows = 40) {
  std::string out = "Ref";
  for (const auto& column : columns) out += "," + column.heading;
  out += "\n";
  for (int row = 0; row < rows; ++row) {
    out += fmt::format("R{:04}", row);
    for (const auto& column : columns) {
      auto value = column.values[static_cast<std::size_t>(row) % column.values.size()];
      if (const auto at = value.find('%'); at != std::string::npos) value.replace(at, 1, std::to_string(row));
      out += value.find_first_of(",\n") == std::string::npos ? "," + value : ",\"" + value + "\"";
    }
    out += "\n";
  }
  return out;
}

}  // namespace hearth::record::made
