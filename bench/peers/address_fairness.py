#!/usr/bin/env python3
"""How Hearth's address matches differ between groups of places, on the dirty development list. Usage: address_fairness.py PLACES [--json FILE]

Each row with premises stands where its true premises stands: the small area (LSOA) around the point of its street, the index of deprivation of
2025 and the tenure of the census of 2021 there, what kind of home its text in the gazetteer is, and what stands beside it there. Found: answered,
exact or likely, and right. `As its homes` is the share that would be found if only the kind of home and what stands beside it counted: the gap to
it is what these do not explain. A place, not a person: the list says nothing of who lives there. HEARTH names the program (build/hearth).
"""
import argparse
import collections
import gzip
import json
import re
import sys
import tempfile
from pathlib import Path

import address_scores as scores
import address_sets as sets
import addresses as runs

UNIT = re.compile(r"\b(FLAT|APARTMENT|APT|ROOMS?|UNIT|STUDIO|MAISONETTE|BASEMENT|FLOOR|ANNEXE|BLOCK)\b")


def kind_of(text):
    """What a premises' own text says that it is."""
    text = text.strip().upper()
    if UNIT.search(text):
        return "flat or room"
    if re.fullmatch(r"\d+", text):
        return "number alone"
    if re.fullmatch(r"\d+ ?[A-Z]", text):
        return "number and letter"
    if re.match(r"[A-Z]?\d+[A-Z]? ", text):
        return "number in a named building"
    return "name, garage or other"


# The last word of a street that people leave out.
TYPES = frozenset("ROAD STREET AVENUE CLOSE DRIVE LANE COURT CRESCENT GARDENS GROVE PLACE TERRACE WAY VIEW WALK MOUNT RISE GREEN SQUARE PARADE ROW "
                  "GARTH MEWS HILL GATE FOLD CROFT APPROACH CHASE".split())


def first_words(street):
    words = street.upper().split()
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in TYPES else words)


class Neighbours:
    """What makes a premises hard to tell from another one of the gazetteer."""

    def __init__(self, rows):
        self.streets, self.letters = collections.defaultdict(set), set()
        for row in rows:
            text, street, locality = row["pao_sao_text"].strip().upper(), row["street"].upper(), row["locality"]
            self.streets[text, first_words(street)].add((street, locality))
            if re.fullmatch(r"\d+ ?[A-Z]", text):
                self.letters.add((text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").strip(), street, locality))

    def of(self, row):
        text, street, locality = row["pao_sao_text"].strip().upper(), row["street"].upper(), row["locality"]
        if not row["outcode"].strip():
            return "the gazetteer has no postcode for it"
        if (text, street, locality) in self.letters:
            return "a house with its number and a letter"
        alike = self.streets[text, first_words(street)]
        if any(other[0] == street and other != (street, locality) for other in alike):
            return "the same text in another locality"
        if len(alike) > 1:
            return "the same text on a street of the same first words"
        return "nothing alike"


def rings_of(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


class Areas:
    """Which area a point is in: an odd number of crossings to the east, over all rings, so that holes count as outside."""

    def __init__(self, path, code):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            features = json.load(file)["features"]
        self.areas = []
        for feature in features:
            rings = rings_of(feature["geometry"])
            xs, ys = [p[0] for ring in rings for p in ring], [p[1] for ring in rings for p in ring]
            self.areas.append((feature["properties"][code], min(xs), max(xs), min(ys), max(ys), rings))
        self.known = {}

    def of(self, x, y):
        if (x, y) not in self.known:
            self.known[x, y] = next((code for code, west, east, south, north, rings in self.areas
                                     if west <= x <= east and south <= y <= north and self.inside(x, y, rings)), None)
        return self.known[x, y]

    @staticmethod
    def inside(x, y, rings):
        odd = False
        for ring in rings:
            for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
                if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                    odd = not odd
        return odd


def fifths(values):
    """Code to fifth: 1 has the least. Each fifth has a like number of areas."""
    order = sorted(values, key=lambda code: (values[code], code))
    return {code: 1 + 5 * at // len(order) for at, code in enumerate(order)}


def groups_of_areas(places):
    """LSOA of 2011 to (decile of deprivation, fifth of social renting with its bounds)."""
    to_2021 = collections.defaultdict(list)
    for row in sets.rows_of(places, "leeds_lsoa11_lsoa21_lookup.csv.gz"):
        to_2021[row["LSOA11CD"]].append(row["LSOA21CD"])
    decile = {row["lsoa21_code"]: int(row["IMD_decile"]) for row in sets.rows_of(places, "leeds_imd2025_lsoa21.csv.gz")}
    social = collections.Counter()
    for row in sets.rows_of(places, "leeds_census_household_tenure21_lsoa21.csv.gz"):
        if row["tenure"].startswith("Social rented"):
            social[row["lsoa21_code"]] += float(row["prop"])
    social = {code: social[code] for code in decile}
    fifth = fifths(social)
    bounds = {n: (min(social[c] for c in fifth if fifth[c] == n), max(social[c] for c in fifth if fifth[c] == n)) for n in range(1, 6)}
    return {old: (decile[new[0]], fifth[new[0]]) for old, new in to_2021.items() if new[0] in decile}, bounds


class Group:
    def __init__(self):
        self.rows = self.answered = self.right = self.false_here = 0
        self.as_homes = 0.0


def read_homes(places):
    """Kind, neighbours and street point of each premises of the gazetteer, and the areas."""
    areas, homes = Areas(Path(places) / "leeds_lsoa_2011.geojson.gz", "LSOA11CD"), {}
    rows = list(sets.rows_of(places, "leeds_addresses_2025.csv.gz"))
    neighbours = Neighbours(rows)
    for row in rows:
        point = (float(row["street_lon"]), float(row["street_lat"])) if row["street_lon"] and row["street_lat"] else None
        homes[row["premises_id"]] = (kind_of(row["pao_sao_text"]), neighbours.of(row), point)
    return homes, areas


def count(places, truth, answers):
    """The groups of each question, by name."""
    homes, areas = read_homes(places)
    by_area, bounds = groups_of_areas(places)

    def names(uprn):
        kind, beside, point = homes[uprn]
        area = by_area.get(areas.of(*point)) if point else None
        tenure = None
        if area:
            low, high = bounds[area[1]]
            tenure = f"fifth {area[1]}: {100 * low:.0f} to {100 * high:.0f} % rent socially"
        return {"Kind of home": kind, "What stands beside it": beside, "Decile of deprivation": f"{area[0]:>2}" if area else "not known", "Social renting": tenure or "not known"}

    tables = collections.defaultdict(lambda: collections.defaultdict(Group))
    placed = []
    for key, gold in truth.items():
        answer = answers.get(key)
        accepted = answer is not None and answer.accepted
        if not gold:
            if accepted:
                for question, name in names(answer.uprn).items():
                    tables[question][name].false_here += 1
            continue
        right = accepted and answer.uprn in gold.split("|")
        home = names(gold.split("|")[0])
        placed.append((home, right))
        for question, name in home.items():
            group = tables[question][name]
            group.rows, group.answered, group.right = group.rows + 1, group.answered + accepted, group.right + right
    alike = collections.defaultdict(lambda: [0, 0])
    for home, right in placed:
        cell = alike[home["Kind of home"], home["What stands beside it"]]
        cell[0], cell[1] = cell[0] + right, cell[1] + 1
    for home, _ in placed:
        found, of = alike[home["Kind of home"], home["What stands beside it"]]
        for question, name in home.items():
            tables[question][name].as_homes += found / of
    return tables


def match(places):
    rows = list(sets.SETS["dirty"][1](places))
    with tempfile.TemporaryDirectory() as folder:
        runs.WORK = Path(folder)
        hearth = runs.Hearth(places)
        hearth.prepare("leeds")
        asked = sets.write(Path(folder) / "asked.csv", ("unique_id", "address_concat", "postcode"), ((i, *row[:2]) for i, row in enumerate(rows, 1)))
        out = Path(folder) / "out.csv"
        hearth.match("dirty", "leeds", asked, out)
        return {str(i): row[2] for i, row in enumerate(rows, 1)}, scores.read_hearth(out), hearth.version


def interval(hits, of):
    low, high = scores.wilson(hits, of)
    return f"{100 * low:.2f} to {100 * high:.2f}"


def spread(groups):
    """Chi-square of found against `as its homes` over the groups that are known, its degrees, and the bound that chance alone passes once in 20."""
    known = [g for name, g in groups.items() if g.rows and name != "not known"]
    chi = sum((g.right - g.as_homes) ** 2 / g.as_homes + (g.right - g.as_homes) ** 2 / (g.rows - g.as_homes) for g in known if g.rows > g.as_homes)
    degrees = len(known) - 1
    return chi, degrees, degrees * (1 - 2 / (9 * degrees) + 1.644854 * (2 / (9 * degrees)) ** 0.5) ** 3  # Wilson and Hilferty 1931


def show(tables):
    for question, groups in tables.items():
        print(f"\n| {question} | Rows | Found | Found, % | 95 % | As its homes, % | Answered | Precision, % | 95 % | False on no-match rows |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for name, g in sorted(groups.items()):
            if g.rows:
                precision = f"{100 * g.right / g.answered:.2f} | {interval(g.right, g.answered)}" if g.answered else " | "
                print(f"| {name.strip()} | {g.rows:,} | {g.right:,} | {100 * g.right / g.rows:.2f} | {interval(g.right, g.rows)} | "
                      f"{100 * g.as_homes / g.rows:.2f} | {g.answered:,} | {precision} | {g.false_here} |")
        if question in ("Decile of deprivation", "Social renting"):
            print("Found against as its homes: chi-square {:.1f} of {} degrees; chance alone passes {:.1f} once in 20.".format(*spread(groups)))


def main():
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("places", help="folder of the places data")
    words.add_argument("--json", metavar="FILE", help="the counts as JSON")
    ask = words.parse_args()
    try:
        truth, answers, version = match(ask.places)
        tables = count(ask.places, truth, answers)
    except (sets.Missing, runs.Failed, FileNotFoundError) as fault:
        print(f"address_fairness: {fault}", file=sys.stderr)
        return 3
    print(f"hearth {version}, dirty development list. Precision is of rows whose premises are in the group; the last column counts answers there to rows "
          "that have no premises.")
    show(tables)
    if ask.json:
        plain = {q: {name.strip(): vars(group) for name, group in groups.items()} for q, groups in tables.items()}
        Path(ask.json).write_text(json.dumps(plain, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
