"""Reads attribution sets and lays them on words."""

import gzip
import itertools
import json
import pathlib
from dataclasses import dataclass

from .tokens import tokens_of

ROLES = ("source", "cue", "content")
# B and I of every role, after "outside".
N_TAGS = 1 + 2 * len(ROLES)


def begin(role):
    return 1 + 2 * ROLES.index(role)


def inner(role):
    return 2 + 2 * ROLES.index(role)


@dataclass
class Example:
    """`tags` and `heads` per word; a head is the first word of the cue that a source or content word belongs to, or -1. `gold` holds word spans."""

    name: str
    text: str
    tokens: object
    tags: list
    heads: list
    gold: list

    def counts(self):
        """Running counts of cues and of ends of paragraphs."""
        return running(tag == begin("cue") for tag in self.tags), running(word.breaks for word in self.tokens.words)


def running(flags):
    return list(itertools.accumulate(map(int, flags)))


def read_lines(path):
    path = pathlib.Path(path)
    with (gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")) as lines:
        return [json.loads(line) for line in lines]


def parts_of(value):
    """PolNeAR gives lists of parts; our corpus one span, a list, or null."""
    if not value:
        return []
    return value if isinstance(value[0], list) else [value]


def word_span(tokens, start, end):
    """The words that lie in these characters, half open; None when there is none."""
    inside = [idx for idx, word in enumerate(tokens.words) if word.start < end and word.end > start]
    return (inside[0], inside[-1] + 1) if inside else None


def example_of(document, pieces, nested=False):
    """Outer attributions only: the tags of an inner one would lie on those of the outer."""
    text = document["text"]
    tokens = tokens_of(text, pieces)
    tags, heads, gold = [0] * len(tokens.words), [-1] * len(tokens.words), []
    for attribution in document["attributions"]:
        if (attribution.get("inside") is not None) != nested:
            continue
        chars = {role: parts_of(attribution[role]) for role in ROLES}
        spans = {role: [word_span(tokens, *span) for span in chars[role]] for role in ROLES}
        spans = {role: [span for span in found if span] for role, found in spans.items()}
        gold.append(spans)
        cue = spans["cue"][0][0] if spans["cue"] else -1
        for role in ROLES:
            for start, end in spans[role]:
                if any(tags[start:end]):
                    continue
                tags[start:end] = [begin(role)] + [inner(role)] * (end - start - 1)
                if role != "cue":
                    heads[start:end] = [cue] * (end - start)
    return Example(document.get("id", ""), text, tokens, tags, heads, gold)
