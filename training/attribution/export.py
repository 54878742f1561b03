"""Writes a trained tagger in the form that the Rust reader has: `python -m attribution.export CHECKPOINT OUT.safetensors STYLE LEAN`; `LEAN` is added to the score
of a word's being no anchor.

Weights of layers and words become whole numbers of 8 bits with a scale per output or word; what is small stays in floats. Activations are rounded when the program
runs, to 12 bits a row.
"""

import sys

import torch
from safetensors.torch import save_file

from .data import OUTSIDE


def rounded(weight):
    scale = weight.abs().amax(dim=1).clamp(min=1e-12) / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def exported(state, style, lean):
    kept = {}

    def linear(name, parts):
        weight, scale = rounded(torch.cat([state[f"{part}.weight"] for part in parts]))
        kept[f"{name}.weight"], kept[f"{name}.scale"] = weight, scale
        kept[f"{name}.bias"] = torch.cat([state[f"{part}.bias"] for part in parts])

    kept["words.weight"], kept["words.scale"] = rounded(state["encoder.words.weight"])
    kept["positions.weight"] = state["encoder.positions.weight"] + state["encoder.kind"]
    for norm in ("norm.weight", "norm.bias"):
        kept[norm] = state[f"encoder.{norm}"]
    n_layers = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    for layer in range(n_layers):
        ours, theirs = f"layers.{layer}", f"encoder.layers.{layer}"
        linear(f"{ours}.attend", [f"{theirs}.{part}" for part in ("query", "key", "value")])
        for part in ("out", "up", "down"):
            linear(f"{ours}.{part}", [f"{theirs}.{part}"])
        for norm in ("norm_attention", "norm_out"):
            for kind in ("weight", "bias"):
                kept[f"{ours}.{norm}.{kind}"] = state[f"{theirs}.{norm}.{kind}"]
    for kind in ("weight", "bias"):
        kept[f"anchors.{kind}"] = state[f"anchors.{style}.{kind}"].clone()
        for part in ("word", "anchor", "out"):
            kept[f"frames.{part}.{kind}"] = state[f"frames.{style}.{part}.{kind}"]
    kept["anchors.bias"][OUTSIDE] += lean
    for idx, table in enumerate(("distance", "between", "breaks")):
        kept[f"frames.{table}"] = state[f"frames.{style}.places.{idx}"]
    kept["frames.steps"] = state[f"chain.{style}.steps"]
    return {name: tensor.contiguous() for name, tensor in kept.items()}


if __name__ == "__main__":
    checkpoint, out, style, lean = sys.argv[1:5]
    save_file(exported(torch.load(checkpoint, map_location="cpu"), int(style), float(lean)), out)
