"""Which paragraphs are worth reading: a linear score of every word as an anchor by its own piece and its neighbours', and the best word of a paragraph decides.

    python -m attribution.gate --data POLNEAR --corpus CORPUS --vocabulary VOCAB.txt

Prints how much of the text is left, and how many anchors with it, at some thresholds: on PolNeAR dev and on the held-out half of the corpus. Nothing ships of it, since
too little of the news can be skipped; the model card has the curve.
"""

import argparse
import pathlib

import torch
from torch.nn import functional as F

from .data import CUE, NO_CUE, example_of, read_lines
from .tokens import Pieces
from .train import is_held_out

# Pieces on either side that are looked at.
NEAR = 2
N_TABLES = 2 * NEAR + 1
RECALLS = (0.9, 0.95, 0.98, 0.99, 0.995)


def looked_at(example, n_pieces):
    """Rows of the tables for the first piece of every word."""
    ids, rows = example.tokens.ids, []
    for at in example.tokens.firsts:
        rows.append([(offset + NEAR) * n_pieces + ids[at + offset] for offset in range(-NEAR, NEAR + 1) if 0 <= at + offset < len(ids)])
    return rows


def paragraphs(example):
    starts = [word for word, at in enumerate(example.tokens.words) if at.breaks or word == 0]
    return list(zip(starts, starts[1:] + [len(example.tokens.words)]))


def curve(weight, bias, examples, n_pieces):
    """For every paragraph its best score, its pieces, and its anchors."""
    found = []
    for example in examples:
        rows = looked_at(example, n_pieces)
        if not rows:
            continue
        scores = [float(weight[row].sum() + bias) for row in rows]
        firsts = example.tokens.firsts + [len(example.tokens.ids)]
        for start, end in paragraphs(example):
            found.append((max(scores[start:end]), firsts[end] - firsts[start], sum(tag in (CUE, NO_CUE) for tag in example.anchors[start:end])))
    return sorted(found, reverse=True)


def left_at(found, threshold):
    kept = [row for row in found if row[0] >= threshold]
    return tuple(sum(row[idx] for row in kept) / sum(row[idx] for row in found) for idx in (1, 2))


def main():
    asked = argparse.ArgumentParser()
    for name in ("data", "corpus", "vocabulary"):
        asked.add_argument(f"--{name}", required=True)
    asked.add_argument("--hold-out", default="even")
    given = asked.parse_args()
    torch.manual_seed(1)
    pieces = Pieces(given.vocabulary)
    n_pieces, data = len(pieces.ids), pathlib.Path(given.data)
    train, dev = ([example_of(document, pieces) for document in read_lines(data / f"{name}.jsonl.gz")] for name in ("train", "dev"))
    held = []
    for position, document in enumerate(sorted(read_lines(given.corpus), key=lambda document: document["id"])):
        (held if is_held_out(given.hold_out, position) else train).append(example_of(document, pieces))
    rows = [row for example in train for row in looked_at(example, n_pieces)]
    wanted = torch.tensor([float(tag in (CUE, NO_CUE)) for example in train for tag in example.anchors])
    table = torch.nn.EmbeddingBag(N_TABLES * n_pieces, 1, mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.nn.Parameter(torch.tensor(-3.0))
    optimizer = torch.optim.Adam([*table.parameters(), bias], lr=0.02)
    for _ in range(4):
        for chosen in torch.randperm(len(rows)).split(20000):
            group = [rows[idx] for idx in chosen.tolist()]
            offsets = torch.tensor([0] + [len(row) for row in group[:-1]]).cumsum(0)
            scores = table(torch.tensor([row for line in group for row in line]), offsets)[:, 0] + bias
            loss = F.binary_cross_entropy_with_logits(scores, wanted[chosen]) + 2e-5 * table.weight.abs().sum() / 100
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(f"loss {loss.item():.4f}", flush=True)
    weight, bias = table.weight.detach()[:, 0], bias.detach()
    of_dev, of_held = (curve(weight, bias, examples, n_pieces) for examples in (dev, held))
    for recall in RECALLS:
        threshold = next(row[0] for row in of_dev if left_at(of_dev, row[0])[1] >= recall)
        print(f"recall {recall}: threshold {threshold:.3f}; text left, anchors kept: PolNeAR dev %.3f %.3f, corpus %.3f %.3f" % (*left_at(of_dev, threshold), *left_at(of_held, threshold)))


if __name__ == "__main__":
    main()
