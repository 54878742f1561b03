"""Writes a trained tagger in the form that the Rust encoder reads: `python -m attribution.export CHECKPOINT VOCABULARY OUT.safetensors`.

Weights of layers and words become whole numbers of 8 bits with a scale per output or word; what is small stays in floats. Activations are rounded when the program
runs, to 12 bits a row.
"""

import sys

import torch
from safetensors.torch import save_file



def rounded(weight):
    scale = weight.abs().amax(dim=1).clamp(min=1e-12) / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def exported(state, style):
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
        kept[f"tags.{kind}"] = state[f"tags.{style}.{kind}"]
        for link in ("link_source", "link_content"):
            for part in ("member", "cue", "prior"):
                kept[f"{link}.{part}.{kind}"] = state[f"{link}.{style}.{part}.{kind}"]
    kept["tags.steps"] = state[f"chain.{style}.steps"]
    for link in ("link_source", "link_content"):
        kept[f"{link}.weight"] = state[f"{link}.{style}.weight"]
        for idx, table in enumerate(("distance", "cues", "breaks")):
            kept[f"{link}.{table}"] = state[f"{link}.{style}.standing.{idx}"]
    return {name: tensor.contiguous() for name, tensor in kept.items()}


if __name__ == "__main__":
    checkpoint, out = sys.argv[1], sys.argv[2]
    save_file(exported(torch.load(checkpoint, map_location="cpu"), int(sys.argv[3]) if len(sys.argv) > 3 else 0), out)
