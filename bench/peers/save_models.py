"""Trains five Splink models on a CSV and saves each with weights that Splink gives. Usage: save_models.py PEOPLE.csv OUT PAIRS

PEOPLE.csv: one_list.csv of `hearth synth --one-list`. OUT: NAME.json, and NAME.csv with PAIRS pairs (l, r, weight) drawn evenly by weight.
check_import (beside this file) holds Hearth's import against them; tests/golden/splink was made so.
"""
import json
import logging
import sys
from pathlib import Path

import pandas
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

logging.disable(logging.WARNING)
BIRTH = block_on("birth_date")
NAMES = block_on("first_name", "last_name")
MODELS = {
    "names": ([cl.NameComparison("first_name"), cl.NameComparison("last_name"), cl.DateOfBirthComparison("birth_date", input_is_string=True), cl.ExactMatch("sex")],
              [NAMES, block_on("last_name", "birth_date"), block_on("substr(first_name,1,2)", "birth_date")]),
    "dates": ([cl.JaroWinklerAtThresholds("last_name", [0.95, 0.8]), cl.JaroAtThresholds("first_name", [0.9, 0.7]),
               cl.AbsoluteDateDifferenceAtThresholds("birth_date", input_is_string=True, metrics=["day", "month", "year"], thresholds=[1, 1, 10])],
              [block_on("last_name"), block_on("postcode")]),
    "places": ([cl.PostcodeComparison("postcode"), cl.LevenshteinAtThresholds("address", [2, 6]), cl.ExactMatch("last_name").configure(term_frequency_adjustments=True), cl.EmailComparison("email")],
               [block_on("postcode"), block_on("email"), block_on("last_name", "substr(postcode,1,4)")]),
    "edits": ([cl.DamerauLevenshteinAtThresholds("first_name", [1, 2]), cl.DamerauLevenshteinAtThresholds("last_name", [1, 3]), cl.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
               cl.JaccardAtThresholds("address", [0.9, 0.6])],
              [NAMES, BIRTH, block_on("phone")]),
    "terms": ([cl.ForenameSurnameComparison("first_name", "last_name", forename_surname_concat_col_name="both_names"),
               cl.ExactMatch("postcode").configure(term_frequency_adjustments=True), cl.ExactMatch("birth_date").configure(term_frequency_adjustments=True)],
              [block_on("last_name"), block_on("first_name", "postcode")]),
}


def main():
    people, out, wanted = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    columns = ["id", "first_name", "last_name", "sex", "birth_date", "address", "postcode", "phone", "email"]
    frame = pandas.read_csv(people, dtype=str, usecols=columns).rename(columns={"id": "unique_id"})
    frame["both_names"] = frame["first_name"].str.cat(frame["last_name"], sep=" ")
    frame = frame.astype(object).where(frame.notna(), None)
    frame.rename(columns={"unique_id": "id"}).to_csv(out / "people.csv", index=False)
    for name, (comparisons, rules) in MODELS.items():
        linker = Linker(frame, SettingsCreator(link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules), db_api=DuckDBAPI())
        linker.training.estimate_probability_two_random_records_match(["l.first_name = r.first_name and l.birth_date = r.birth_date"], recall=0.7)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in ([NAMES, BIRTH] if name != "places" else [NAMES, block_on("postcode", "first_name")]):
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
        model = linker.misc.save_model_to_json(None)
        (out / f"{name}.json").write_text(json.dumps(model, indent=1))
        loaded = Linker(frame, str(out / f"{name}.json"), db_api=DuckDBAPI())  # what was saved is what anybody else can have
        pairs = loaded.inference.predict().as_pandas_dataframe().sort_values(["match_weight", "unique_id_l", "unique_id_r"])
        step = max(1, len(pairs) // wanted)
        kept = pairs.iloc[::step]
        kept[["unique_id_l", "unique_id_r", "match_weight"]].set_axis(["l", "r", "weight"], axis=1).to_csv(out / f"{name}.csv", index=False)
        print(name, len(pairs), "pairs,", len(kept), "kept")


main()
