"""The labelled address lists through Hearth and uk_address_matcher, one after the other: speed, memory, precision, recall. See `addresses`."""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import address_scores as scores
import address_sets as sets

HERE = Path(__file__).resolve().parent
WORK = Path(os.environ.get("WORK", HERE.parent.parent / "build" / "peers" / "out"))
PEERS = {"peer": ("uk_address_matcher", "default"), "peer-staged": ("uk_address_matcher, staged", "staged")}
PRECISIONS = (0.999, 0.995, 0.99, 0.98, 0.95)


class Failed(Exception):
    """A program that did not end well."""


def clocked(name, *command, good=(0,)):
    """Seconds and MiB of a program; what it printed is in `log`."""
    log = WORK / f"{name}.log"
    said = subprocess.run([sys.executable, "-S", HERE / "clocked.py", log, *map(str, command)], check=True, capture_output=True, text=True).stdout
    cost = json.loads(said)
    if cost["code"] not in good:
        raise Failed(f"{name} ended with code {cost['code']}: {log}")
    cost["log"] = log
    return cost


def hearth_program():
    program = Path(os.environ.get("HEARTH", HERE.parent.parent / "build" / "hearth"))
    if not program.exists():
        raise Failed(f"{program} is not there. Build it (make build), or name it: HEARTH=/path/hearth")
    return program


def last_line(log):
    return json.loads(log.read_text(encoding="utf-8").strip().splitlines()[-1])


class Hearth:
    title, read, points = "hearth", staticmethod(scores.read_hearth), scores.HEARTH_POINTS

    def __init__(self, places):
        self.places, self.program = places, hearth_program()
        self.version = subprocess.run([self.program, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]

    def prepare(self, gazetteer):
        index = WORK / f"{gazetteer}.index"
        cost = clocked(f"{gazetteer}.hearth", self.program, "gazetteer", Path(self.places) / sets.GAZETTEERS[gazetteer], "--out", index, good=(0, 1))
        return dict(cost, bytes=sets.size_of(index))

    def match(self, name, gazetteer, asked, out):
        cost = clocked(name, self.program, "match", asked, "--gazetteer", WORK / f"{gazetteer}.index", "--out", out, "--id", "unique_id",
                       "--address", "address_concat", "--postcode", "postcode", good=(0, 1))
        return dict(cost, whole=cost["seconds"])


class Peer:
    read = staticmethod(scores.read_peer)

    def __init__(self, places, key):
        self.places, (self.title, self.setting) = places, PEERS[key]
        self.points = scores.PEER_POINTS if self.setting == "default" else []  # the staged one has thresholds of its own: one point
        self.python = os.environ.get("PEER_PYTHON", sys.executable)
        said = subprocess.run([self.python, "-c", "import uk_address_matcher as u, duckdb as d; print(u.__version__, 'on DuckDB', d.__version__)"],
                              capture_output=True, text=True)
        if said.returncode != 0:
            raise Failed("uk_address_matcher is not installed: start this with bench/peers/addresses, which installs it")
        self.version = said.stdout.strip()

    def prepare(self, gazetteer):
        lines = sets.write(WORK / f"{gazetteer}.gazetteer.csv", ("unique_id", "address_concat", "postcode"), sets.gazetteer_rows(self.places, gazetteer))
        cost = clocked(f"{gazetteer}.peer", self.python, HERE / "address_peer.py", "prepare", lines, WORK / f"{gazetteer}.prepared")
        return dict(cost, seconds=last_line(cost["log"])["seconds"], bytes=sets.size_of(WORK / f"{gazetteer}.prepared"))

    def match(self, name, gazetteer, asked, out):
        cost = clocked(name, self.python, HERE / "address_peer.py", "match", WORK / f"{gazetteer}.prepared", asked, out, self.setting)
        return dict(cost, whole=cost["seconds"], seconds=last_line(cost["log"])["seconds"])


def rows_to_run(places, name, sample, seed):
    """The list of a set without its truth, and the truth by row number."""
    rows = list(sets.SETS[name][1](places))
    chosen = sets.sampled(len(rows), sample, seed)
    stem = f"{name}.sample{sample}" if len(chosen) < len(rows) else name
    asked = sets.write(WORK / f"{stem}.csv", ("unique_id", "address_concat", "postcode"), ((i, *rows[i - 1][:2]) for i in chosen))
    return stem, asked, {str(i): rows[i - 1][2] for i in chosen}, len(chosen) < len(rows)


def run_one(program, name, places, sample, seed):
    gazetteer = sets.SETS[name][0]
    stem, asked, truth, is_sample = rows_to_run(places, name, sample, seed)
    out = WORK / f"{stem}.{program.title.replace(', ', '-')}.csv"
    out.unlink(missing_ok=True)
    cost = program.match(out.stem, gazetteer, asked, out)
    answers = program.read(out)
    can_vary = program.points and scores.score(truth, answers)["right"]
    best = {str(precision): scores.best_recall(truth, answers, precision) for precision in PRECISIONS} if can_vary else {}
    return {"set": name, "program": program.title, "sample": is_sample, "seconds": cost["seconds"], "whole_seconds": cost["whole"],
            "a_second": len(truth) / cost["seconds"], "mib": cost["mib"], **scores.score(truth, answers),
            "curve": scores.curve(truth, answers, program.points), "best_recall": best}


def percent(value):
    return "" if value is None else f"{100 * value:.2f} %"


def line(*cells):
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def heading(title, *cells):
    print(f"\n{title}")
    line(*cells)
    line(*("---" for _ in cells))


def table(results):
    heading("Each at its own default.", "Set", "Program", "Rows", "Match s", "Whole s", "A second", "MiB", "Answered", "Right", "Wrong", "On no-match rows",
            "Precision", "Recall")
    for r in results:
        no_match = r["rows"] - r["with_gold"]
        line(r["set"] + (" (sample)" if r["sample"] else ""), r["program"], f"{r['rows']:,}", f"{r['seconds']:.2f}", f"{r['whole_seconds']:.2f}",
             f"{r['a_second']:,.0f}", f"{r['mib']:,.0f}", f"{r['answered']:,}", f"{r['right']:,}", f"{r['wrong']:,}",
             f"{r['false_on_no_match']:,} of {no_match:,}" if no_match else "", percent(r["precision"]), percent(r["recall"]))


def curves(results):
    heading("Recall where so many answers are right; the two thresholds of each program chosen with the truth in hand.", "Set", "Program",
            *(percent(p) for p in PRECISIONS))
    for r in results:
        if r["best_recall"]:
            line(r["set"], r["program"], *(percent(best["recall"]) if best else "not reached" for best in r["best_recall"].values()))
    heading("Precision against recall.", "Set", "Program", "Accepted", "Answered", "Wrong", "Precision", "Recall")
    for r in results:
        for point in r["curve"]:
            if r["best_recall"]:
                line(r["set"], r["program"], point["point"], f"{point['answered']:,}", f"{point['wrong']:,}", percent(point["precision"]), percent(point["recall"]))


def asked_for():
    words = argparse.ArgumentParser(prog="bench/peers/addresses", description="Hearth and uk_address_matcher on the same address lists.")
    words.add_argument("places", help="folder of the places data")
    words.add_argument("--set", action="append", choices=list(sets.SETS), help="only this list; may be repeated")
    words.add_argument("--only", choices=["hearth", "peer"], help="only this program")
    words.add_argument("--sample", type=int, default=0, metavar="N", help="the peer gets N rows of a list, drawn with --seed; Hearth gets them and all")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--json", metavar="FILE", help="all figures, with the curves, as JSON")
    return words.parse_args()


def run(ask):
    names = ask.set or list(sets.SETS)
    for name in names:  # an absent file is said before anything runs
        next(iter(sets.SETS[name][1](ask.places)))
    WORK.mkdir(parents=True, exist_ok=True)
    hearth = [Hearth(ask.places)] if ask.only != "peer" else []
    peers = [Peer(ask.places, key) for key in PEERS] if ask.only != "hearth" else []
    print(f"{os.cpu_count()} cores. " + "; ".join(f"{p.title.split(',')[0]} {p.version}" for p in hearth + peers[:1]))
    heading("Set-up: the gazetteer made ready once.", "Gazetteer", "Program", "Rows", "Seconds", "MiB", "MB on disk")
    setups = []
    for gazetteer in dict.fromkeys(sets.SETS[name][0] for name in names):
        count = sum(1 for _ in sets.gazetteer_rows(ask.places, gazetteer))
        for program in hearth + peers[:1]:
            cost = program.prepare(gazetteer)
            setups.append({"gazetteer": gazetteer, "program": program.title, "rows": count, **{k: cost[k] for k in ("seconds", "mib", "bytes")}})
            line(gazetteer, program.title, f"{count:,}", f"{cost['seconds']:.2f}", f"{cost['mib']:,.0f}", f"{cost['bytes'] / 1e6:.0f}")
    results = []
    for name in names:
        if ask.sample and hearth:
            whole = run_one(hearth[0], name, ask.places, 0, ask.seed)
            results.append(whole)
            if whole["rows"] <= ask.sample:  # the list is no longer than the sample: it is not run twice
                results += [run_one(peer, name, ask.places, 0, ask.seed) for peer in peers]
                continue
        results += [run_one(program, name, ask.places, ask.sample, ask.seed) for program in hearth + peers]
    table(results)
    print("\nMatch s: Hearth's whole process, the reading of its index included; the peer's without Python's start and imports. Whole s: the process.")
    if ask.sample:
        print(f"(sample): {ask.sample:,} rows drawn with seed {ask.seed}.")
    curves(results)
    if ask.json:
        versions = {p.title: p.version for p in hearth + peers}
        everything = {"cores": os.cpu_count(), "versions": versions, "setup": setups, "results": results}
        Path(ask.json).write_text(json.dumps(everything, indent=1, allow_nan=False), encoding="utf-8")


def main():
    try:
        run(asked_for())
    except (sets.Missing, Failed) as fault:
        print(f"addresses: {fault}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
