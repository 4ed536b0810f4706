"""The labelled address lists: how each is read, against which gazetteer, and what is true of it. The truth is never handed to a program."""
import csv
import gzip
import os
import random
from pathlib import Path

# What each gazetteer is for a program that takes one line and a postcode; Hearth reads the declaration beside the file.
GAZETTEERS = {"leeds": "leeds.gazetteer.toml", "libraries": "libraries.gazetteer.toml"}


class Missing(Exception):
    """A file that is not there."""


def rows_of(places, name):
    """The rows of a CSV, plain or gzip. NUL bytes, of which these lists have some, are left out for every program alike."""
    path = Path(places) / name
    if not path.exists():
        raise Missing(f"{path} is not there. PLACES is the folder of the places data, with its README.md.")
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line.replace("\0", "") for line in file)


def one_line(*parts):
    return ", ".join(part.strip() for part in parts if part and part.strip())


def gazetteer_rows(places, gazetteer):
    """unique id, address in one line, postcode of each premises: the same columns as the declaration names."""
    if gazetteer == "leeds":
        for row in rows_of(places, "leeds_addresses_2025.csv.gz"):
            yield row["premises_id"], one_line(row["pao_sao_text"], row["street"], row["locality"], "Leeds"), row["imputed_postcode"]
    else:
        for row in rows_of(places, "libraries_uprn_canonical.csv.gz"):
            yield row["uprn"], row["address"], row["postcode"]


def dirty(places):
    for row in rows_of(places, "address_dirty_dev.csv.gz"):
        yield row["address"], row["postcode"], row["gold_premises_ids"]


def drift(places, now_anothers):
    for row in rows_of(places, "address_drift_pairs_dev.csv.gz"):
        if row["old_text_now_other_premises"] == now_anothers:
            yield f"{row['old_text']}, {row['old_street']}, {row['old_locality']}", row["old_outcode"], row["premises_id"]


def libraries(places):
    for row in rows_of(places, "libraries_uprn_messy_dev.csv.gz"):
        yield row["address"], row["postcode"], row["uprn"]


def food(places):
    """Premises of the East of England: none is in Leeds, so every answer is a false one."""
    for row in rows_of(places, "fhrs_food_hygiene_sample_5000.csv.gz"):
        yield row["address_concat"], row["postcode"], ""


# Each row: address, postcode or outcode, the true ids with '|' between (empty: no premises).
SETS = {
    "dirty": ("leeds", dirty),
    "drift": ("leeds", lambda places: drift(places, "0")),
    "drift-taken": ("leeds", lambda places: drift(places, "1")),  # the old text is another premises' today: to answer at all is wrong
    "food": ("leeds", food),
    "libraries": ("libraries", libraries),
}


def write(path, heading, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(heading)
        out.writerows(rows)
    return path


def sampled(count, sample, seed):
    """The row numbers from 1 of a sample, in their order; all of them when there are no more than that."""
    if not sample or sample >= count:
        return range(1, count + 1)
    return sorted(random.Random(seed).sample(range(1, count + 1), sample))


def size_of(path):
    """Bytes of a file, or of all files of a folder."""
    path = Path(path)
    if path.is_file():
        return path.stat().st_size
    return sum(os.path.getsize(Path(folder) / name) for folder, _, names in os.walk(path) for name in names)
