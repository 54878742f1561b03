"""Attributions of texts by a trained tagger."""

import torch

from .data import begin, running
from .decode import attributions_of, viterbi
from .model import standing
from .windows import windows_of


def batches(items, size):
    for start in range(0, len(items), size):
        yield items[start : start + size]


def padded(rows, pad):
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), pad)
    for row, values in enumerate(rows):
        ids[row, : len(values)] = torch.tensor(values)
    return ids


def predict(model, pieces, examples, length=384, margin=32, style=0, bf16=True):
    """Attributions of every example, in order."""
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
        found = []
        for number, example in enumerate(examples):
            parts = [outputs[job] for job in range(len(jobs)) if jobs[job][0] == number]
            found.append(read(model, torch.cat(parts), style, example) if parts else [])
    return found


def read(model, hidden, style, example):
    """Attributions from the vectors of a text's words."""
    chain = model.chain[style]
    tags = viterbi(model.tags[style](hidden).numpy(), (chain.steps + chain.never).numpy(), chain.never_first.numpy())

    n_cues = torch.tensor(running(tag == begin("cue") for tag in tags))
    n_breaks = torch.tensor(running(word.breaks for word in example.tokens.words))

    def link(role, words, cues):
        linker = (model.link_source if role == "source" else model.link_content)[style]
        members, cues = torch.tensor(list(words)), torch.tensor(cues)
        return (linker(hidden[members], hidden[cues]) + linker.by_standing(standing(members, cues, n_cues, n_breaks))).numpy()

    return attributions_of(tags, link)
