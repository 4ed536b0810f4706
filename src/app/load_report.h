// load_report.h: what a load or a run did, for a person or as JSON (design section 8).
#pragma once

#include "app/command.h"
#include "record/load.h"
#include "spine/folder.h"

namespace hearth::app {
void print_load_report(Call& call, const record::LoadReport& report, bool dry_run);
/// The run table: step, in, out, recomputed, put aside, seconds, peak memory.
void print_run_table(Call& call, const spine::RunReport& report);
}
