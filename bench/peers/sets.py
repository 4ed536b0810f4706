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
    "transactions": {"files": ("transactions_origin.csv", "transactions_destination.csv"), "id": "unique_id", "entity": lambda row: row["ground_truth"],
                     "between": True, "without": ("ground_truth",)},
}


def read(data, name):
    """Rows of each file, with `hearth_id` (unique over the files) and `source`; and the truth: id, entity, source."""
    known = SETS[name]
    tables, truth = [], []
    for number, file in enumerate(known["files"]):
        rows = []
        source = Path(file).stem
        for row in rows_of(Path(data) / file):
            item = f"{number}-{row[known['id']]}"
            truth.append((item, known["entity"](row), source))
            kept = {column: value for column, value in row.items() if column not in known["without"] and column != known["id"]}
            rows.append({"hearth_id": item, **kept})
        tables.append(rows)
    return tables, truth
