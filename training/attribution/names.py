"""Exchanges names for others of their kind, so that what is learned does not hang on who the sides are."""

import pathlib

from .tokens import Tokens

# A line per kind, which the program reads as well: it gives the model the names of a text by the order in which they come, whoever they are.
KINDS = (pathlib.Path(__file__).parents[2] / "models/en/names.txt").read_text(encoding="utf-8").splitlines()
KIND_OF = {name: kind for kind, names in enumerate(KINDS) for name in names.split()}


def exchanged(tokens, text, pieces, rng):
    """The same words with the names that occur exchanged for any of their kind, each for another one; None when none occurs."""
    words = [text[word.start : word.end].lower() for word in tokens.words]
    others = {}
    for kind, names in enumerate(KINDS):
        here = sorted({word for word in words if KIND_OF.get(word) == kind})
        others.update(zip(here, rng.sample(names.split(), len(here))))
    if not others:
        return None
    made = Tokens(tokens.words)
    for word, name in zip(tokens.words, words):
        if word.breaks and made.ids:
            made.ids.append(pieces.sep)
        made.firsts.append(len(made.ids))
        made.ids.extend(pieces.of_word(others.get(name, text[word.start : word.end])))
    return made
