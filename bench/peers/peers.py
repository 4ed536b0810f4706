"""One peer on one set, into a CSV of id and cluster. Usage: peers.py splink|goldenmatch SET DATA OUT.csv

Splink's settings are those of its own demonstrations of the set (splink_demos; quick start, 50k historical, febrl3, febrl4, transactions), or
for a set without one, of the nearest. GoldenMatch configures itself.
"""
import csv
import logging
import sys
import tempfile
import warnings

import sets

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)


def write(path, clusters):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(("id", "cluster"))
        out.writerows(clusters)


# ---- Splink

def splink_model(name):
    """Comparisons, rules of blocking, deterministic rules and their recall, rules of training, columns of birth dates."""
    import splink.comparison_library as cl
    from splink import block_on

    if name == "fake_1000":
        return {
            "comparisons": [cl.NameComparison("first_name"), cl.NameComparison("surname"), cl.DateOfBirthComparison("dob", input_is_string=True),
                            cl.ExactMatch("city").configure(term_frequency_adjustments=True), cl.EmailComparison("email")],
            "block": [block_on("first_name"), block_on("surname"), block_on("dob"), block_on("email")],
            "prior": (["l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1", "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1",
                       "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2", "l.email = r.email"], 0.7),
            "train": [block_on("first_name", "surname"), block_on("dob")],
        }
    if name.startswith("febrl"):
        comparisons = [cl.NameComparison("given_name").configure(term_frequency_adjustments=True), cl.NameComparison("surname").configure(term_frequency_adjustments=True),
                       cl.LevenshteinAtThresholds("date_of_birth", [1, 2]), cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
                       cl.DamerauLevenshteinAtThresholds("postcode", [1, 2])]
        block = [block_on("given_name", "surname"), block_on("given_name", "postcode"), block_on("surname", "date_of_birth"),
                 block_on("postcode", "date_of_birth"), block_on("surname", "street_number"), block_on("given_name", "date_of_birth")]
        prior = ["l.given_name = r.given_name and l.surname = r.surname and l.date_of_birth = r.date_of_birth"]
        if "no-ssid" not in name:
            comparisons.append(cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]))
            block.append(block_on("soc_sec_id"))
            prior = ["l.soc_sec_id = r.soc_sec_id", *prior]
        return {"comparisons": comparisons, "block": block, "prior": (prior, 0.9), "train": [block_on("date_of_birth"), block_on("given_name", "surname")]}
    if name == "historical_50k":
        return {
            "comparisons": [cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_and_surname"),
                            cl.DateOfBirthComparison("dob", input_is_string=True), cl.PostcodeComparison("postcode_fake"),
                            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True), cl.ExactMatch("occupation").configure(term_frequency_adjustments=True)],
            "block": [block_on("substr(first_name,1,3)", "substr(surname,1,4)"), block_on("surname", "dob"), block_on("first_name", "dob"), block_on("postcode_fake", "first_name"),
                      block_on("postcode_fake", "surname"), block_on("dob", "birth_place"), block_on("substr(postcode_fake,1,3)", "dob"), block_on("substr(postcode_fake,1,3)", "first_name"),
                      block_on("substr(postcode_fake,1,3)", "surname"), block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)")],
            "prior": (["l.first_name = r.first_name and l.surname = r.surname and l.dob = r.dob",
                       "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)",
                       "l.dob = r.dob and l.postcode_fake = r.postcode_fake"], 0.6),
            "train": [block_on("first_name", "surname"), block_on("dob")],
        }
    if name == "chicago":
        return {
            "comparisons": [cl.JaroWinklerAtThresholds("site", [0.92, 0.8]), cl.JaroWinklerAtThresholds("Address", [0.95, 0.85]), cl.ExactMatch("Phone").configure(term_frequency_adjustments=True), cl.ExactMatch("Zip")],
            "block": [block_on("Phone"), block_on("substr(Address,1,6)"), block_on("substr(site,1,8)")],
            "prior": (["l.site = r.site and l.Address = r.Address", "l.Phone = r.Phone and substr(l.Address,1,6) = substr(r.Address,1,6)"], 0.7),
            "train": [block_on("Phone"), block_on("substr(Address,1,6)")],
            "rename": {"Site name": "site"},
        }
    if name == "one_list":
        return {
            "comparisons": [cl.NameComparison("first_name").configure(term_frequency_adjustments=True), cl.NameComparison("last_name").configure(term_frequency_adjustments=True),
                            cl.DateOfBirthComparison("birth_date", input_is_string=True), cl.PostcodeComparison("postcode"), cl.ExactMatch("address").configure(term_frequency_adjustments=True),
                            cl.EmailComparison("email"), cl.ExactMatch("phone"), cl.ExactMatch("sex")],
            "block": [block_on("first_name", "last_name"), block_on("last_name", "birth_date"), block_on("first_name", "birth_date"), block_on("postcode", "first_name"),
                      block_on("postcode", "last_name"), block_on("email"), block_on("phone"), block_on("substr(first_name,1,3)", "substr(last_name,1,4)", "substr(birth_date,1,4)")],
            "prior": (["l.first_name = r.first_name and l.last_name = r.last_name and l.birth_date = r.birth_date",
                       "l.birth_date = r.birth_date and l.postcode = r.postcode and l.first_name = r.first_name", "l.email = r.email and l.first_name = r.first_name"], 0.7),
            "train": [block_on("first_name", "last_name"), block_on("birth_date")],
        }
    if name == "transactions":
        return {
            "comparisons": [{"output_column_name": "amount", "comparison_levels": [
                                {"sql_condition": "amount_l is null or amount_r is null", "label_for_charts": "Null", "is_null_level": True},
                                {"sql_condition": "amount_l = amount_r", "label_for_charts": "Exact"},
                                *({"sql_condition": f"abs(amount_l - amount_r) / (case when amount_r > amount_l then amount_r else amount_l end) < {share}",
                                   "label_for_charts": f"within {share}"} for share in (0.01, 0.03, 0.10, 0.30)),
                                {"sql_condition": "ELSE", "label_for_charts": "All other"}]},
                            cl.JaccardAtThresholds("memo", [0.9, 0.7]),
                            {"output_column_name": "transaction_date", "comparison_levels": [
                                {"sql_condition": "transaction_date_l is null or transaction_date_r is null", "label_for_charts": "Null", "is_null_level": True},
                                *({"sql_condition": f"datediff('day', cast(transaction_date_l as date), cast(transaction_date_r as date)) <= {days}", "label_for_charts": f"within {days} days"}
                                  for days in (1, 4, 10, 30)),
                                {"sql_condition": "ELSE", "label_for_charts": "All other"}]}],
            "block": [block_on("strftime(cast(transaction_date as date), '%Y%m')", "substr(memo, 1, 3)"), block_on("strftime(cast(transaction_date as date) + 15, '%Y%m')", "substr(memo, 1, 3)"),
                      block_on("strftime(cast(transaction_date as date) + 15, '%Y%m')", "round(amount/2, 0)*2"), block_on("memo")],
            "prior": None,
            "train": [block_on("memo"), block_on("amount")],
            "number": ("amount",),
        }
    raise SystemExit(f"no model for {name}")


def frames_of(data, name):
    """A large set as pandas reads it: rows of Python would be counted against the peer."""
    import pandas

    known = sets.SETS[name]
    frames = []
    for number, file in enumerate(known["files"]):
        frame = pandas.read_csv(f"{data}/{file}", dtype=str, usecols=lambda column: column not in known["without"])
        frame["hearth_id"] = str(number) + "-" + frame.pop(known["id"])
        frames.append(frame.astype(object).where(frame.notna(), None))
    return frames


def run_splink(name, tables):
    import pandas
    import splink
    from splink import DuckDBAPI, Linker, SettingsCreator

    model = splink_model(name)
    frames = []
    for rows in tables:
        frame = rows if isinstance(rows, pandas.DataFrame) else pandas.DataFrame(rows)
        frame = frame.rename(columns=model.get("rename", {}))
        for column in model.get("number", ()):
            frame[column] = frame[column].astype(float)
        frames.append(frame.rename(columns={"hearth_id": "unique_id"}))
    settings = SettingsCreator(link_type="dedupe_only" if len(frames) == 1 else "link_only", comparisons=model["comparisons"],
                               blocking_rules_to_generate_predictions=model["block"])
    api = DuckDBAPI()
    if splink.__version__.startswith("4"):
        linker = Linker(frames if len(frames) > 1 else frames[0], settings, db_api=api)
    else:
        inputs = [api.register(frame, dataset_display_name=f"file_{i}") if len(frames) > 1 else api.register(frame) for i, frame in enumerate(frames)]
        linker = Linker(inputs if len(inputs) > 1 else inputs[0], settings)
    if model["prior"]:
        linker.training.estimate_probability_two_random_records_match(model["prior"][0], recall=model["prior"][1])
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6)
    for rule in model["train"]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95).as_pandas_dataframe()
    return zip(clusters["unique_id"], clusters["cluster_id"])


# ---- GoldenMatch

def run_goldenmatch(name, tables):
    import goldenmatch

    if len(tables) > 1:
        raise SystemExit("goldenmatch: linking of two files is not run here")
    ids = [row["hearth_id"] for row in tables[0]]
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/records.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            columns = [column for column in tables[0][0] if column != "hearth_id"]
            out = csv.DictWriter(file, columns, extrasaction="ignore")
            out.writeheader()
            out.writerows(tables[0])
        result = goldenmatch.dedupe(path)
    for number, cluster in result.clusters.items():
        for member in cluster["members"]:
            yield ids[member], number


def main():
    peer, name, data, out = sys.argv[1:5]
    tables = frames_of(data, name) if sets.SETS[name].get("large") and peer == "splink" else sets.read(data, name)
    write(out, list({"splink": run_splink, "goldenmatch": run_goldenmatch}[peer](name, tables)))


main()
