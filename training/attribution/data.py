"""Reads attribution sets and lays them on words.

An attribution has an anchor: the first word of its cue; without a cue, the first word of its source; without either, the first word of its content. Around every
anchor lies a frame: which words are source and content of this one attribution. Frames of several anchors may share words, so that one source may have two cues, and
an attribution may lie in another's content.
"""

import gzip
import json
import pathlib
from dataclasses import dataclass

from .tokens import tokens_of

ROLES = ("source", "cue", "content")
# Tags of anchors: none, the first word of a cue, a further one, an anchor without cue.
OUTSIDE, CUE, CUE_GOES_ON, NO_CUE = range(4)
N_ANCHOR_TAGS = 4
# Tags of a frame: none, source and content begun and gone on with.
FRAME_ROLES = ("source", "content")
N_FRAME_TAGS = 1 + 2 * len(FRAME_ROLES)
# Words of a frame before its anchor, and from it on: 99 % of contents lie within.
BEFORE, AFTER = 64, 96


def begin(role):
    return 1 + 2 * FRAME_ROLES.index(role)


def inner(role):
    return 2 + 2 * FRAME_ROLES.index(role)


@dataclass
class Frame:
    """`spans` are of words, by role."""

    anchor: int
    spans: dict

    def tags(self, start, end):
        """Tags of the words from `start` to `end`."""
        tags = [0] * (end - start)
        for role in FRAME_ROLES:
            for first, last in self.spans[role]:
                for word in range(max(first, start), min(last, end)):
                    tags[word - start] = begin(role) if word == first else inner(role)
        return tags


@dataclass
class Example:
    """`anchors` holds a tag per word; `flat` a tag of source or content per word, whatever it belongs to; `gold` word spans by role."""

    name: str
    text: str
    tokens: object
    anchors: list
    flat: list
    frames: list
    gold: list


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


def example_of(document, pieces):
    text = document["text"]
    tokens = tokens_of(text, pieces)
    anchors, flat, frames, gold = [OUTSIDE] * len(tokens.words), [0] * len(tokens.words), [], []
    for attribution in document["attributions"]:
        spans = {role: [word_span(tokens, *span) for span in parts_of(attribution[role])] for role in ROLES}
        spans = {role: [span for span in found if span] for role, found in spans.items()}
        gold.append(spans)
        first = (spans["cue"] or spans["source"] or spans["content"])[:1]
        if not first:
            continue
        start, end = first[0]
        if spans["cue"]:
            if any(anchors[start:end]):
                continue
            anchors[start:end] = [CUE] + [CUE_GOES_ON] * (end - start - 1)
        elif anchors[start] == OUTSIDE:
            anchors[start] = NO_CUE
        else:
            continue
        frame = Frame(start, spans)
        frames.append(frame)
        for word, tag in enumerate(frame.tags(0, len(flat))):
            flat[word] = flat[word] or tag
    frames.sort(key=lambda frame: frame.anchor)
    return Example(document.get("id", ""), text, tokens, anchors, flat, frames, gold)
