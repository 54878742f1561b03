"""Writes what the Rust reader is tested against: words, pieces by the reference tokenizer, and vectors by the reference encoder.

    python -m attribution.fixtures CHECKPOINT ENCODER_FOLDER OUT.json
"""

import json
import pathlib
import sys

import torch
from tokenizers import BertWordPieceTokenizer

from .model import Encoder, Tagger
from .tokens import Pieces, tokens_of

TEXTS = [
    "“The bridge at Dovra is open,” the mayor said on Tuesday. The army denied it.",
    "KYIV (Agency) — Brig. Gen. Oles Hrytsenko told reporters that 1,200 troops had left.\n\nHe wouldn’t say where: “No comment.”",
    "Naïve café, Ærø; СВО, Покровськ, ґанок, Йосип — 北京 and 東京… e.g. U.S.-led, don't, 3.5km, #tag @name",
    "soft\u00adhyphen zero\u200bwidth \ufeffbom nul\x00l tab\tnew\r\nline  two\u00a0spaces\u3000wide",
    "antidisestablishmentarianism " + "x" * 120 + " 😀👍🏽 ½ ² ™ ﬁne İstanbul ẞ",
    "",
    "   \n\n ",
]


def main():
    checkpoint, folder, out = sys.argv[1:4]
    folder = pathlib.Path(folder)
    pieces = Pieces(folder / "vocab.txt")
    reference = BertWordPieceTokenizer(str(folder / "vocab.txt"), lowercase=True)
    state = torch.load(checkpoint, map_location="cpu")
    n_styles = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("anchors."))
    model = Tagger(Encoder(len(pieces.ids)), n_styles)
    model.load_state_dict(state)
    model.eval()
    cases = []
    for text in TEXTS:
        tokens = tokens_of(text, pieces)
        lines = [line for line in text.split("\n") if line.strip()]
        theirs = []
        for line in lines:
            theirs.extend(([pieces.sep] if theirs else []) + reference.encode(line, add_special_tokens=False).ids)
        if theirs != tokens.ids:
            print("differs from the reference tokenizer:", repr(text), theirs, tokens.ids)
        case = {"text": text, "words": [[len(text[: w.start].encode()), len(text[: w.end].encode())] for w in tokens.words], "pieces": tokens.ids, "reference": theirs}
        if tokens.words:
            with torch.inference_mode():
                ids = torch.tensor([[pieces.cls, *tokens.ids, pieces.sep]])
                hidden = model.encoder(ids, None, 0.0)[0]
            case["vectors"] = [[round(float(x), 4) for x in hidden[first + 1][:6]] for first in tokens.firsts]
        cases.append(case)
    pathlib.Path(out).write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
