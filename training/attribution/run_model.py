"""Attributions of texts by a trained tagger."""

import itertools

import numpy
import torch
from torch.nn import functional as F

from .decode import anchors_of, attributions_of, reach, viterbi
from .model import place
from .windows import windows_of


def running(flags):
    return list(itertools.accumulate(map(int, flags)))


def batches(items, size):
    for start in range(0, len(items), size):
        yield items[start : start + size]


def padded(rows, pad):
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), pad)
    for row, values in enumerate(rows):
        ids[row, : len(values)] = torch.tensor(values)
    return ids


def encode(model, pieces, examples, length=384, margin=32, bf16=True):
    """Vectors of the words of every example."""
    model.eval()
    jobs = []
    for idx, example in enumerate(examples):
        for window in windows_of(example.tokens, length, margin):
            tokens = example.tokens
            first = tokens.firsts[window.start]
            last = tokens.firsts[window.end] if window.end < len(tokens.firsts) else len(tokens.ids)
            jobs.append((idx, window, [pieces.cls] + tokens.ids[first:last] + [pieces.sep], first))
    order = sorted(range(len(jobs)), key=lambda job: len(jobs[job][2]))
    outputs = [None] * len(jobs)
    with torch.inference_mode():
        for group in batches(order, 16):
            ids = padded([jobs[job][2] for job in group], pieces.pad)
            mask = (ids != pieces.pad)[:, None, None, :]
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                hidden = model.encoder(ids, mask, 0.0)
            for row, job in enumerate(group):
                idx, window, _ids, first = jobs[job]
                at = torch.tensor([examples[idx].tokens.firsts[word] - first + 1 for word in range(window.own_start, window.own_end)], dtype=torch.long)
                outputs[job] = hidden[row].float()[at]
    parts = [[] for _ in examples]
    for job, output in zip(jobs, outputs):
        parts[job[0]].append(output)
    return [torch.cat(found) if found else None for found in parts]


def predict(model, pieces, examples, style=0, lean=0.0, **settings):
    """Attributions of every example, in order."""
    vectors = encode(model, pieces, examples, **settings)
    with torch.inference_mode():
        return [read(model, hidden, style, example, lean) if hidden is not None else [] for hidden, example in zip(vectors, examples)]


def read(model, hidden, style, example, lean=0.0):
    """Attributions from the vectors of a text's words."""
    n_words, frames, chain = len(example.tokens.words), model.frames[style], model.chain[style]
    scores = F.log_softmax(model.anchors[style](hidden), dim=-1).numpy()
    anchors = anchors_of(scores, lean)
    is_anchor = numpy.zeros(n_words, dtype=int)
    is_anchor[[span[0] for span, _is_cue in anchors]] = 1
    n_anchors = torch.tensor(running(is_anchor))
    n_breaks = torch.tensor(running(word.breaks for word in example.tokens.words))
    words = frames.word(hidden)
    steps, first = (chain.steps + chain.never).numpy(), chain.never_first.numpy()

    def frame(anchor):
        start, end = reach(anchor, n_words)
        places = place(torch.arange(start, end), torch.tensor(anchor), n_anchors, n_breaks)
        scores = frames(words[None, start:end], frames.anchor(hidden[anchor])[None], [rows[None] for rows in places])
        return viterbi(scores[0].numpy(), steps, first), start

    return attributions_of(anchors, frame)
