// door_pack.cpp: seconds, pages and bytes of a printed pack. Usage: bench_door_pack [DOORS...]; without: 1,000 and 5,000
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "spine/door_row_guard.h"
#include "store/store.h"
#include "trust/guard.h"
#include "web/door_pack.h"
#include "web/door_words.h"

namespace {

using namespace hearth;
using Steady = std::chrono::steady_clock;

constexpr std::size_t doors_per_street = 25;

/// Streets of 25 doors; every third door has two people; every second person a deed for the crew.
std::vector<spine::DoorRow> made_rows(std::size_t doors) {
  std::vector<spine::DoorRow> out;
  for (std::size_t door = 0; door < doors; ++door)
    for (std::size_t i = 0; i < (door % 3 == 0 ? 2U : 1U); ++i) {
      spine::DoorRow row;
      row.person = PersonId{out.size() + 1};
      row.name = "Wilhelmina Featherstone-" + std::to_string(out.size());
      row.street = "Upper Weir Lane " + std::to_string(door / doors_per_street);
      row.address = std::to_string(door % doors_per_street + 1) + " " + row.street + ", Weirdale ZZ1 1AA";
      const auto along = static_cast<double>(door % doors_per_street), street = static_cast<double>(door / doors_per_street);
      row.point = GridPoint{431000 + along * 9, 433000 + street * 60};
      row.category = door % 2 == 0 ? "visit first" : "phone";
      row.category_rank = door % 2;
      row.phone = "01632 960011";
      if (out.size() % 2 == 0) row.crew = {{"cannot use stairs: two people", {FactorId{"cannot_use_stairs"}, 0}}};
      row.feeds = {0};
      out.push_back(std::move(row));
    }
  return out;
}

web::PackFacts made_facts(const std::vector<spine::DoorRow>& rows, std::size_t doors) {
  web::PackFacts out;
  out.pack_number = "1";
  out.printed_by = out.organisation = "Council";
  out.printed_at = out.destroy_by = "26 November 2026";
  out.contact = out.telephone = "01632 960000";
  out.made_up = true;
  out.card = "We called. Ring {telephone}. Is it really us? Say pack {pack}.";
  out.script = "Hello, this is {caller}.";
  out.cards = std::min<std::size_t>(doors / 4, 60);
  for (const auto& row : rows) {
    const auto heading = web::street_heading(row);
    if (out.maps.empty() || out.maps.back().heading != heading)
      out.maps.push_back({.heading = heading, .doors = {}, .homes = {}, .streets = {}, .area = {}});
    out.maps.back().doors.push_back({*row.point, web::house_label(row), row.category_rank == 0});
    for (int i = 0; i < 4; ++i) out.maps.back().homes.push_back({row.point->easting + 3 * i, row.point->northing + 12});
  }
  return out;
}

trust::Policy made_policy() {
  trust::TrustDeclarations declared;
  declared.organisations = {{OrganisationId{"council"}, "Council", "01632 960000"}};
  declared.agreements = {{AgreementId{"a"}, {OrganisationId{"council"}}, {PurposeId{"p"}}, {FactorId{"cannot_use_stairs"}}, {true, true},
                          *Date::make(2020, 1, 1), *Date::make(2100, 1, 1)}};
  const trust::Purpose purpose{PurposeId{"p"}, "p", "an Act", "public task", OrganisationId{"council"}, {"sanction"}, {trust::Role::duty_officer}};
  return **trust::Policy::make(std::move(declared), {purpose});
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < count; ++i) sizes.push_back(std::stoul(arguments[i]));
  if (sizes.empty()) sizes = {1000, 5000};
  const auto folder = std::filesystem::temp_directory_path() / ("hearth-bench-pack-" + std::to_string(::getpid()));
  const auto database = std::move(*store::open_folder(folder));
  trust::AuditLog log{*database, std::nullopt};
  const SystemClock clock;
  trust::Guard guard{log, clock, std::make_shared<const trust::Policy>(made_policy())};
  const trust::Look look{{"bench", OrganisationId{"council"}, {trust::Role::duty_officer}}, trust::Action::export_, PurposeId{"p"}, "bench",
                         {{FeedName{"f"}, OrganisationId{"council"}, AgreementId{"a"}}}, {FactorId{"cannot_use_stairs"}}};
  fmt::print("{:>8} {:>8} {:>8} {:>10} {:>10}\n", "doors", "pages", "seconds", "KiB", "peak MiB");
  for (const auto doors : sizes) {
    auto rows = made_rows(doors);
    const auto facts = made_facts(rows, doors);
    spine::AreaHead head;
    head.purpose_words = "bench";
    head.at = clock.now();
    head.doors = doors;
    head.people = rows.size();
    const auto seen = guard.see_answer(look, std::move(head), std::move(rows));
    if (!seen) return fmt::print(stderr, "{}\n", to_string(seen.error())), 1;
    std::vector<double> seconds;
    std::string bytes;
    for (int round = 0; round < 3; ++round) {
      const auto from = Steady::now();
      auto made = web::door_pack(*seen, facts);
      if (!made) return fmt::print(stderr, "{}\n", to_string(made.error())), 1;
      seconds.push_back(std::chrono::duration<double>(Steady::now() - from).count());
      bytes = std::move(*made);
    }
    std::ranges::sort(seconds);
    const auto file = folder / "pack.pdf";
    std::ofstream{file, std::ios::binary} << bytes;
    std::string pages = "?";
    if (FILE* info = ::popen(("pdfinfo " + file.string() + " | sed -n 's/^Pages: *//p'").c_str(), "r"); info != nullptr) {
      char text[32]{};
      if (std::fgets(text, sizeof text, info) != nullptr) pages = std::string{trim(text)};
      ::pclose(info);
    }
    struct rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    fmt::print("{:>8} {:>8} {:>8.2f} {:>10} {:>10}\n", doors, pages, seconds[1], bytes.size() / 1024, usage.ru_maxrss / 1024);
  }
  std::filesystem::remove_all(folder);
}
