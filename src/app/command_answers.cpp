// hearth answers: what reviewers said of pairs of records, as labels for hearth evaluate. Keys and answers; guarded and audited.
#include <memory>

#include "app/command.h"
#include "app/separate_files.h"
#include "app/signed_look.h"
#include "base/try.h"
#include "formats/csv.h"
#include "formats/plain_text.h"
#include "formats/text_sink.h"
#include "people/pair_answers.h"
#include "people/people_table.h"
#include "spine/review.h"

namespace hearth::app {
namespace {

struct Options {
  std::string purpose, out;
};

using SeenAnswers = trust::Seen<std::vector<spine::AnswerKept>>;

/// As hearth evaluate --truth reads it.
Result<std::string> labels_of(const SeenAnswers& seen) {
  formats::TextSink sink;
  formats::CsvWriter csv{sink, formats::CsvWriter::Formulas::keep};
  HEARTH_CHECK(csv.row({"source_l", "key_l", "source_r", "key_r", "score"}));
  for (const auto& answer : *seen) HEARTH_CHECK(csv.row({answer.left_feed, answer.left_key, answer.right_feed, answer.right_key, answer.same ? "1" : "0"}));
  HEARTH_CHECK(csv.flush());
  return std::move(sink.text);
}

Result<std::vector<people::Decision>> counting(Call& call, std::size_t reviewers) {
  std::vector<people::Decision> out;
  HEARTH_CHECK(call.folder->database().read([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(standing, people::read_decisions(session));
    out = people::counting_answers(standing, reviewers);
    return Done{};
  }));
  return out;
}

Result<Exit> answers(Call& call, const Options& options) {
  HEARTH_TRY(asking, begin_look(call, trust::Action::review, options.purpose, "the answers that reviewers gave, by the keys of the records"));
  HEARTH_CHECK(separate_files(place_inputs(call.files, asking.snapshot->place), {{"--out", call.path(options.out)}}));
  HEARTH_TRY(decisions, counting(call, asking.snapshot->place.reviewers));
  auto kept = spine::answers_kept(*asking.snapshot, *asking.sight, decisions);
  HEARTH_TRY(seen, call.folder->guard().see_list(asking.look, std::move(kept.answers)));
  HEARTH_TRY(labels, labels_of(seen));
  HEARTH_CHECK(call.files.write_all(call.path(options.out), labels, true));
  if (kept.not_named > 0) call.talk(formats::counted(kept.not_named, "answer") + " left out: of files that may not be called by name (known_as).");
  else if (seen->empty()) call.talk("note: no pair has an answer that counts yet.");
  call.talk("Written to " + options.out + " (mode 0600): " + formats::counted(seen->size(), "answer") + ", of pairs that reviewers chose to look at: they are the hard ones, and links will look worse on them than they are.");
  return Exit::done;
}

}  // namespace

void register_answers(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("answers", "what reviewers said of pairs of records, to score links against",
                            "  hearth answers --purpose flood-welfare --out labels.csv --as rae\n"
                            "  hearth link feeds/*.feed.toml --out links.csv --pairs pairs.csv && hearth evaluate pairs.csv --truth labels.csv",
                            Needs::folder, [options](Call& call) { return answers(call, *options); });
  command.add_option("--purpose", options->purpose, "what for: decides whose records may be told of")->required();
  command.add_option("--out", options->out, "the labels, a CSV")->required();
}

}  // namespace hearth::app
