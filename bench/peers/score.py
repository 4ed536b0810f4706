"""Clusters against truth: pairs inside clusters and B-cubed. Usage: score.py CLUSTERS.csv TRUTH.csv [--between]

CLUSTERS: id, cluster. TRUTH: id, entity, source. With --between only pairs of two sources count. Prints one line of JSON.
"""
import csv
import json
import sys
from collections import Counter, defaultdict


def pairs(count):
    return count * (count - 1) // 2


def read(path, *columns):
    with open(path, newline="", encoding="utf-8") as file:
        return [tuple(row[c] for c in columns) for row in csv.DictReader(file)]


def pairs_of(groups, sources, between):
    """Pairs inside each group; with `between` without those of one source."""
    total = 0
    for members in groups.values():
        total += pairs(len(members))
        if between:
            total -= sum(pairs(n) for n in Counter(sources[m] for m in members).values())
    return total


def main():
    between = "--between" in sys.argv
    truth = {i: e for i, e in read(sys.argv[2], "id", "entity")}
    sources = dict(read(sys.argv[2], "id", "source"))
    cluster = dict(read(sys.argv[1], "id", "cluster"))
    for i in truth:
        cluster.setdefault(i, "alone " + i)
    cluster = {i: c for i, c in cluster.items() if i in truth}
    by_cluster, by_entity, by_both = defaultdict(list), defaultdict(list), defaultdict(list)
    for i, c in cluster.items():
        by_cluster[c].append(i)
        by_entity[truth[i]].append(i)
        by_both[(c, truth[i])].append(i)
    right = pairs_of(by_both, sources, between)
    found, true = pairs_of(by_cluster, sources, between), pairs_of(by_entity, sources, between)
    precision, recall = right / found if found else 1.0, right / true if true else 1.0
    b_precision = sum(len(m) ** 2 / len(by_cluster[c]) for (c, _), m in by_both.items()) / len(cluster)
    b_recall = sum(len(m) ** 2 / len(by_entity[e]) for (_, e), m in by_both.items()) / len(cluster)
    f1 = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    print(json.dumps({"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1(precision, recall), 4),
                      "b_cubed": round(f1(b_precision, b_recall), 4), "largest": max(len(m) for m in by_cluster.values())}))


main()
