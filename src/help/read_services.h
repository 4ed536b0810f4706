// read_services.h: services out of Open Referral UK 3.0 JSON: an array, a page {contents: [..]}, or one object a line (NDJSON).
//
// The form is found by looking. gzip is unpacked. A broken entry is put aside with a JSON pointer (and the line, in NDJSON) and
// the others load; a broken part of an entry (one schedule, a UPRN) is put aside and the entry loads without it.
#pragma once

#include <vector>

#include "base/files.h"
#include "help/service.h"

namespace hearth::help {

struct LoadedServices {
  std::vector<Service> services;   ///< in file order
  std::vector<Error> refused;      ///< entries put aside whole: service.not_object, service.no_id, service.no_name, json.*
  std::vector<Error> put_aside;    ///< parts put aside: schedule.*, uprn.*, postcode.*, service.coordinate
  std::size_t not_active{0};       ///< entries whose status is not "active": left out
};

/// @error file.*, gzip.*, json.* (no entry could be read: the file is neither array, page nor lines), service.no_list
[[nodiscard]] Result<LoadedServices> read_services(Files& files, const Path& path, const PointLookup& lookup);
[[nodiscard]] Result<LoadedServices> parse_services(std::string_view text, std::string file, const PointLookup& lookup);

}  // namespace hearth::help
