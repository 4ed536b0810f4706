// hearth load: one feed's files into the store, or a dry run of it.
#include <memory>

#include "app/command.h"
#include "app/load_report.h"
#include "base/try.h"
#include "record/load.h"
#include "spine/folder.h"
#include "spine/place_context.h"

namespace hearth::app {
namespace {

struct Options {
  std::string feed;
  std::vector<std::string> files;
  bool check{false};
  bool accept_shrink{false};
};

Result<record::Feed> read_feed_declaration(Call& call, const Options& options) {
  std::vector<Path> files;
  for (const auto& file : options.files) files.push_back(call.path(file));
  const Path path = call.path(options.feed);
  HEARTH_TRY(feed, record::Feed::read(call.files, path, files));
  if (feed.factors().empty()) return feed;
  HEARTH_TRY(vocabulary, spine::vocabulary_near(call.files, path));
  HEARTH_CHECK(spine::know_factors(feed, options.feed, vocabulary));
  return feed;
}

/// What a declaration may lack and still load, and what that means on the day.
void tell_what_is_missing(Call& call, const record::Feed& feed) {
  const auto& name = feed.name.text();
  if (feed.agreement.empty()) call.talk("The feed " + name + " names no agreement: nothing of it can be seen until one does (agreement = \"...\").");
  if (feed.known_as != record::KnownAs::hidden && feed.contact.empty())
    call.talk("The feed " + name + " names nobody to call: a list will show that its people are known, and no number (contact = \"...\").");
}

Result<Exit> check(Call& call, const Options& options) {
  HEARTH_TRY(feed, read_feed_declaration(call, options));
  HEARTH_TRY(report, call.folder != nullptr ? call.folder->check(feed, call.progress)
                                            : record::check_feed(nullptr, call.files, feed, call.clock, call.progress));
  print_load_report(call, report, true);
  tell_what_is_missing(call, feed);
  if (report.would_stop && !options.accept_shrink) {
    call.talk("The load itself would stop: " + to_string(*report.would_stop));
    return report.would_stop->exit;
  }
  return report.rows_put_aside + report.fields_put_aside > 0 ? Exit::put_aside : Exit::done;
}

Result<Exit> load(Call& call, const Options& options) {
  HEARTH_TRY(feed, read_feed_declaration(call, options));
  HEARTH_CHECK(call.folder->may_take(feed));
  HEARTH_TRY(report, call.folder->load(feed, {.accept_shrink = options.accept_shrink, .threads = call.threads}, call.progress));
  print_load_report(call, report, false);
  tell_what_is_missing(call, feed);
  return report.rows_put_aside + report.fields_put_aside > 0 && !report.unchanged ? Exit::put_aside : Exit::done;
}

}  // namespace

void register_load(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("load", "load the files of one feed; keeps only what changed",
                            "  hearth load feeds/housing.feed.toml\n"
                            "  hearth load feeds/housing.feed.toml --check      (dry run: faults grouped, nothing kept)\n"
                            "  hearth load feeds/housing.feed.toml export.csv   (these files instead of the declaration's)",
                            [options] { return options->check ? Needs::folder_if_any : Needs::folder_or_new; }, [options](Call& call) {
                              return options->check ? check(call, *options) : load(call, *options);
                            });
  command.add_option("FEED.toml", options->feed, "the feed's declaration")->required();
  command.add_option("FILE", options->files, "files to read instead of those that the declaration names");
  command.add_flag("--check", options->check, "dry run: read and count, keep nothing");
  command.add_flag("--accept-shrink", options->accept_shrink, "go on although the feed has less than half of its rows");
}

}  // namespace hearth::app
