// load_report.h: what a load did, for a person or as JSON (design section 8).
#pragma once

#include "app/command.h"
#include "record/load.h"

namespace hearth::app {
void print_load_report(Call& call, const record::LoadReport& report, bool dry_run);
}
