"""How right a list of answers is: precision and recall as `hearth evaluate` counts them, for every program by the same code.

Answered is what a program accepts; right: the answer is among the true ids; a row without a true id has no premises, so an answer to it
is wrong. precision = right / answered; recall = right / rows with a true id.
"""
import csv
import math

ALWAYS = math.inf


class Answer:
    """One offered premises: whether the program accepts it by itself, its score, and how far it leads the next one."""
    __slots__ = ("uprn", "accepted", "score", "margin", "exact")

    def __init__(self, uprn, accepted, score, margin, exact):
        self.uprn, self.accepted, self.score, self.margin, self.exact = uprn, accepted, score, margin, exact


def read_hearth(path):
    """Answers by id. Of an ambiguous row the first candidate is offered, and not accepted."""
    answers = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            accepted = row["band"] in ("exact", "likely")
            uprn = row["uprn"] if accepted else row["candidates"].split("|")[0] if row["band"] == "ambiguous" else ""
            if uprn:
                answers[row["id"]] = Answer(uprn, accepted, float(row["probability"]), float(row["margin"] or "inf"), row["band"] == "exact")
    return answers


def read_peer(path):
    """Answers by id; what was not found by Splink has no score and stands above all others, as in the peer's own analysis."""
    answers = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["uprn"]:
                exact = not row["reason"].startswith("splink")
                answers[row["id"]] = Answer(row["uprn"], True, ALWAYS if exact else float(row["weight"]),
                                            ALWAYS if exact or not row["margin"] else float(row["margin"]), exact)
    return answers


def score(truth, answers, accept=lambda answer: answer.accepted):
    """Counts and rates. truth: the true ids of each row's id, with '|' between."""
    counts = {"rows": len(truth), "with_gold": 0, "answered": 0, "right": 0, "false_on_no_match": 0}
    for key, gold in truth.items():
        counts["with_gold"] += bool(gold)
        answer = answers.get(key)
        if answer is None or not accept(answer):
            continue
        counts["answered"] += 1
        counts["right"] += answer.uprn in gold.split("|")
        counts["false_on_no_match"] += not gold
    return rates(counts)


def rates(counts):
    answered, with_gold, right = counts["answered"], counts["with_gold"], counts["right"]
    counts["wrong"] = answered - right
    counts["precision"] = right / answered if answered and with_gold else None
    counts["recall"] = right / with_gold if with_gold else None
    return counts


HEARTH_POINTS = [("exact only", lambda a: a.exact)] + \
    [(f"probability from {p}", lambda a, p=p: a.accepted and a.score >= p) for p in (0.9999, 0.999, 0.99, 0.98, 0.95)] + \
    [("as it decides", lambda a: a.accepted),
     ("and the first of ambiguous ones, from 0.6", lambda a: a.accepted or a.score >= 0.6),
     ("and the first of all ambiguous ones", lambda a: True)]
PEER_POINTS = [("exact only", lambda a: a.exact)] + \
    [(f"weight from {w}, margin from 5", lambda a, w=w: a.score >= w and a.margin >= 5) for w in (30, 25, 20, 15, 10, 5, 0)] + \
    [("weight from 0", lambda a: a.score >= 0), ("as it decides", lambda a: a.accepted)]


def curve(truth, answers, points):
    return [dict(score(truth, answers, accept), point=name) for name, accept in points]


def best_recall(truth, answers, precision):
    """The most rows found while so many of the answers are right, over all pairs of a least score and a least margin.

    The thresholds are chosen with the truth in hand, for every program alike: more than a user can reach, and the same favour for all.
    """
    with_gold = sum(bool(gold) for gold in truth.values())
    judged = sorted(((a.score, a.margin, a.uprn in truth[key].split("|")) for key, a in answers.items() if key in truth),
                    key=lambda one: -one[0])
    best = None
    for least in sorted({round(one[1]) if math.isfinite(one[1]) else 100 for one in judged if one[1] <= 30} | {0}):
        answered = right = 0
        for at, (points, margin, is_right) in enumerate(judged):
            if margin >= least:
                answered += 1
                right += is_right
            last_of_score = at + 1 == len(judged) or judged[at + 1][0] != points
            if last_of_score and answered and right / answered >= precision and (best is None or right > best["right"]):
                best = {"right": right, "answered": answered, "recall": right / with_gold, "score": points if math.isfinite(points) else None, "margin": least}
    return best


def wilson(hits, of, z=1.959964):
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, grown = hits / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / grown
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / grown
    return max(0.0, middle - half), min(1.0, middle + half)
