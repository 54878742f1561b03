"""From scores of words to attributions: spans by Viterbi under the rules of the tags, then links by the mean score of a span's words."""

import numpy

from .data import ROLES, inner


def viterbi(scores, steps, first):
    """`steps[before, after]` and `first` hold what the chain has learned, and what is never."""
    if len(scores) == 0:
        return []
    best, back = scores[0] + first, []
    for row in scores[1:]:
        step = best[:, None] + steps
        back.append(step.argmax(axis=0))
        best = step.max(axis=0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]


def spans_of(tags):
    spans, idx = {role: [] for role in ROLES}, 0
    while idx < len(tags):
        if tags[idx] == 0:
            idx += 1
            continue
        role = ROLES[(tags[idx] - 1) // 2]
        end = idx + 1
        while end < len(tags) and tags[end] == inner(role):
            end += 1
        spans[role].append((idx, end))
        idx = end
    return spans


# Words between a member and its cue, at most; training saw no more.
REACH = 100


def attributions_of(tags, link):
    """`link(role, words, cues)` gives a matrix of scores: how well each word belongs to the cue that begins at each of those words."""
    spans = spans_of(tags)
    cues = spans["cue"]
    made = [{"cue": [cue], "source": [], "content": []} for cue in cues]

    def scored(role, span):
        near = [idx for idx, cue in enumerate(cues) if cue[0] < span[1] + REACH and cue[0] + REACH >= span[0]]
        if not near:
            return []
        scores = link(role, range(*span), [cues[idx][0] for idx in near])
        logs = scores - numpy.logaddexp.reduce(scores, axis=1, keepdims=True)
        return sorted(zip(logs.mean(axis=0).tolist(), near), key=lambda pair: (-pair[0], pair[1]))

    # A cue has one source; the likeliest pair goes first.
    pairs = [(score, span, idx) for span in spans["source"] for score, idx in scored("source", span)]
    placed = set()
    for _score, span, idx in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if span not in placed and not made[idx]["source"]:
            made[idx]["source"].append(span)
            placed.add(span)
    for span in spans["content"]:
        candidates = scored("content", span)
        if candidates:
            made[candidates[0][1]]["content"].append(span)
    return [attribution for attribution in made if attribution["content"]]
