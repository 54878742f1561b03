"""Scores of attributions, linked by overlapping cue.

A predicted and a gold attribution are a pair when their cues share most words, one to one; those without cue when their contents do. Exact: both have the role, with
the same spans; precision is over predicted, recall over gold attributions that have it. Tokens: words of the role that both have, on pairs. Words: words that have the
role in any attribution, pairs or not. All three: source (or its absence), cue, and content.
"""

from .data import ROLES


def words(spans):
    return {word for start, end in spans for word in range(start, end)}


def f1(hits, predicted, gold):
    return 2 * hits / (predicted + gold) if predicted + gold else 0.0


def anchor(attribution):
    return "cue" if attribution["cue"] else "content"


class Tally:
    def __init__(self):
        self.counts = {}

    def add(self, name, hits, predicted, gold):
        old = self.counts.get(name, (0, 0, 0))
        self.counts[name] = (old[0] + hits, old[1] + predicted, old[2] + gold)

    def document(self, gold, predicted):
        overlaps = sorted(
            (
                (len(shared), -g, -p)
                for g, one in enumerate(gold)
                for p, other in enumerate(predicted)
                if bool(one["cue"]) == bool(other["cue"]) and (shared := words(one[anchor(one)]) & words(other[anchor(other)]))
            ),
            reverse=True,
        )
        of_gold, taken = {}, set()
        for _n, g, p in overlaps:
            if -g not in of_gold and -p not in taken:
                of_gold[-g] = -p
                taken.add(-p)
        self.add("cue overlap", len(of_gold), len(predicted), len(gold))
        whole = 0
        for role in ROLES:
            hits, shared = 0, 0
            for g, p in of_gold.items():
                same = sorted(gold[g][role]) == sorted(predicted[p][role])
                hits += bool(gold[g][role]) and same
                shared += len(words(gold[g][role]) & words(predicted[p][role]))
            self.add(f"{role} exact", hits, sum(bool(a[role]) for a in predicted), sum(bool(a[role]) for a in gold))
            self.add(f"{role} tokens", shared, sum(len(words(a[role])) for a in predicted), sum(len(words(a[role])) for a in gold))
            one, other = (set().union(*(words(a[role]) for a in side)) for side in (gold, predicted))
            self.add(f"{role} words", len(one & other), len(other), len(one))
        for g, p in of_gold.items():
            whole += all(sorted(gold[g][role]) == sorted(predicted[p][role]) for role in ROLES)
        self.add("all exact", whole, len(predicted), len(gold))

    def report(self):
        return {name: round(100 * f1(*counts), 1) for name, counts in self.counts.items()}
