// hearth load: one feed's files into the store, or a dry run of it.
#include <memory>

#include "app/command.h"
#include "app/load_report.h"
#include "base/try.h"
#include "record/load.h"
#include "spine/folder.h"

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
  return record::Feed::read(call.files, call.path(options.feed), files);
}

Result<Exit> check(Call& call, const Options& options) {
  HEARTH_TRY(feed, read_feed_declaration(call, options));
  HEARTH_TRY(report, record::check_feed(call.files, feed, call.clock, call.progress));
  print_load_report(call, report, true);
  return report.rows_put_aside + report.fields_put_aside > 0 ? Exit::put_aside : Exit::done;
}

Result<Exit> load(Call& call, const Options& options) {
  HEARTH_TRY(feed, read_feed_declaration(call, options));
  HEARTH_TRY(report, call.folder->load(feed, {.accept_shrink = options.accept_shrink}, call.progress));
  print_load_report(call, report, false);
  if (feed.agreement.empty())
    call.talk("The feed " + feed.name.text() + " names no agreement: nothing of it can be seen until one does (agreement = \"...\").");
  return report.rows_put_aside + report.fields_put_aside > 0 && !report.unchanged ? Exit::put_aside : Exit::done;
}

}  // namespace

void register_load(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("load", "load the files of one feed; keeps only what changed",
                            "  hearth load feeds/housing.feed.toml\n"
                            "  hearth load feeds/housing.feed.toml --check      (dry run: faults grouped, nothing kept)\n"
                            "  hearth load feeds/housing.feed.toml export.csv   (these files instead of the declaration's)",
                            [options] { return options->check ? Needs::nothing : Needs::folder_or_new; }, [options](Call& call) {
                              return options->check ? check(call, *options) : load(call, *options);
                            });
  command.add_option("FEED.toml", options->feed, "the feed's declaration")->required();
  command.add_option("FILE", options->files, "files to read instead of those that the declaration names");
  command.add_flag("--check", options->check, "dry run: read and count, keep nothing");
  command.add_flag("--accept-shrink", options->accept_shrink, "go on although the feed has less than half of its rows");
}

}  // namespace hearth::app
