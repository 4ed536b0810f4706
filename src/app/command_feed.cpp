// hearth feed propose: looks at an unknown CSV file and drafts its FEED.toml.
#include <memory>

#include "app/command.h"
#include "base/try.h"
#include "formats/json.h"
#include "record/propose_feed.h"

namespace hearth::app {
namespace {

struct Options {
  std::string file, out;
};

Result<Exit> propose(Call& call, const Options& options) {
  const Path file = call.path(options.file);
  HEARTH_TRY(proposal, record::propose_feed(call.files, file));
  const Path out = options.out.empty() ? file.parent_path() / (file.stem().string() + ".feed.toml") : call.path(options.out);
  if (call.files.exists(out))
    return wrong_use("feed.exists", "this declaration exists already and is not overwritten. Choose another: --out FEED.toml", {.file = out.string()});
  std::string toml = proposal.toml;
  // The draft names the file from where the draft will lie.
  if (out.parent_path() != file.parent_path()) {
    const std::string bare = "files = [\"" + file.filename().string() + "\"]";
    if (const auto at = toml.find(bare); at != std::string::npos)
      toml.replace(at, bare.size(), "files = [\"" + std::filesystem::relative(file, out.parent_path()).string() + "\"]");
  }
  HEARTH_CHECK(call.files.write_all(out, toml));
  if (call.json) {
    call.line(formats::write_json(formats::json::object{{"feed_file", out.string()}, {"noticed", formats::json::value_from(proposal.noticed)}}));
    return Exit::done;
  }
  call.line("Looked at " + options.file + ":");
  for (const auto& text : proposal.noticed) call.line("  - " + text);
  call.line("\nDraft written to " + out.string() + ":\n\n" + toml + "\nNext: read it, mend what is wrong, then\n  hearth load " + out.string() + " --check");
  return Exit::done;
}

}  // namespace

void register_feed(CommandTable& table) {
  const auto options = std::make_shared<Options>();
  auto& command = table.add("feed propose", "looks at an unknown CSV file and writes a draft of its declaration",
                            "  hearth feed propose export.csv\n  hearth feed propose export.csv --out myplace/feeds/housing.feed.toml", Needs::nothing,
                            [options](Call& call) { return propose(call, *options); });
  command.add_option("FILE.csv", options->file, "the export to look at")->required();
  command.add_option("--out", options->out, "where to write the draft (default: beside the file)");
}

}  // namespace hearth::app
