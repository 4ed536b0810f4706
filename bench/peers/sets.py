"""The labelled sets: how each is read, and what is true of it. The truth is never handed to a peer."""
import csv
import re
from pathlib import Path


def rows_of(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, skipinitialspace=True):
            yield {name.strip(): (value or "").strip() or None for name, value in row.items()}


def entity_of_febrl(row):
    return re.match(r"rec-([0-9]+)-", row["rec_id"]).group(1)


def febrl(*files, without=()):
    return {"files": files, "id": "rec_id", "entity": entity_of_febrl, "between": len(files) > 1, "without": ("rec_id", *without)}


SETS = {
    "fake_1000": {"files": ("fake_1000.csv",), "id": "unique_id", "entity": lambda row: row["cluster"], "between": False, "without": ("cluster",)},
    "febrl1": febrl("febrl1.csv"),
    "febrl3": febrl("febrl3.csv"),
    "febrl3-no-ssid": febrl("febrl3.csv", without=("soc_sec_id",)),
    "febrl4": febrl("febrl4a.csv", "febrl4b.csv"),
    "febrl4-no-ssid": febrl("febrl4a.csv", "febrl4b.csv", without=("soc_sec_id",)),
    "historical_50k": {"files": ("historical_50k.csv",), "id": "unique_id", "entity": lambda row: row["cluster"], "between": False, "without": ("cluster",)},
    # Places of nine lists; what the columns mean is said here, for the set comes without a declaration.
    "chicago": {"files": ("chicago_early_childhood.csv",), "id": "Id", "entity": lambda row: row["True Id"], "between": False, "without": ("True Id",),
                "columns": {"address": "Address", "postcode": "Zip", "phone": "Phone", '"extra.Site name"': "Site name"}, "feed": "protect_by_words = false\n"},
    # Made by `hearth synth --people 400000 --one-list --out DATA`: a million records of families, read by the peer's own reader of CSV.
    "one_list": {"files": ("one_list.csv",), "id": "id", "entity": lambda row: row["person"], "between": False, "large": True,
                 "without": ("person", "name_group", "age_band", "decile", "moved")},
    "transactions": {"files": ("transactions_origin.csv", "transactions_destination.csv"), "id": "unique_id", "entity": lambda row: row["ground_truth"],
                     "between": True, "without": ("ground_truth",)},
}


def declaration_of(data, name, file):
    """What Hearth is told of a file: the declaration beside it, or one of the set's columns."""
    known = SETS[name]
    if "columns" not in known:
        return (Path(data) / file).with_suffix(".feed.toml").read_text(encoding="utf-8")
    columns = "".join(f'{field} = "{column}"\n' for field, column in known["columns"].items())
    return f'[feed]\nname = "{Path(file).stem}"\nfiles = ["{file}"]\nformat = "csv"\nkey = "{known["id"]}"\n{known.get("feed", "")}\n[columns]\n{columns}'


def truth_of(data, name):
    """id, entity and source of each row, without keeping the rows."""
    known = SETS[name]
    for number, file in enumerate(known["files"]):
        for row in rows_of(Path(data) / file):
            yield f"{number}-{row[known['id']]}", known["entity"](row), Path(file).stem


def read(data, name):
    """Rows of each file, with `hearth_id` (unique over the files)."""
    known = SETS[name]
    tables = []
    for number, file in enumerate(known["files"]):
        rows = []
        for row in rows_of(Path(data) / file):
            kept = {column: value for column, value in row.items() if column not in known["without"] and column != known["id"]}
            rows.append({"hearth_id": f"{number}-{row[known['id']]}", **kept})
        tables.append(rows)
    return tables
