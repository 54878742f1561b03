"""Words and word pieces of a text, with the offsets of every word.

The rules are those of BERT's uncased tokenizer: control characters vanish, letters are lowered and lose their accents, punctuation and ideographs stand
alone, words are cut greedily into pieces of the vocabulary. A break of paragraph becomes one `[SEP]`, since the encoder would not see it otherwise. The
Rust reader does the same; `fixtures.py` writes what both must give.
"""

import unicodedata
from dataclasses import dataclass, field

CLS, SEP, PAD, UNK = "[CLS]", "[SEP]", "[PAD]", "[UNK]"
# Longer words are one [UNK], as in BERT.
MAX_WORD_CHARS = 100


def is_punctuation(char):
    code = ord(char)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(char).startswith("P")


def is_ideograph(char):
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2A6DF
        or 0x2A700 <= code <= 0x2B73F
        or 0x2B740 <= code <= 0x2B81F
        or 0x2B820 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )


def is_dropped(char):
    code = ord(char)
    return code in (0, 0xFFFD) or (unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co") and char not in "\t\n\r")


@dataclass
class Word:
    """Offsets in code points; `breaks` when a paragraph ends before it."""

    start: int
    end: int
    breaks: bool


def words_of(text):
    words, start, breaks = [], None, False
    for at, char in enumerate(text):
        alone = is_punctuation(char) or is_ideograph(char)
        if char.isspace() or alone:
            if start is not None:
                words.append(Word(start, at, breaks))
                start, breaks = None, False
            if char == "\n":
                breaks = True
            if alone:
                words.append(Word(at, at + 1, breaks))
                breaks = False
        elif start is None and not is_dropped(char):
            start = at
    if start is not None:
        words.append(Word(start, len(text), breaks))
    return words


def folded(word):
    kept = "".join(char for char in word if not is_dropped(char))
    plain = unicodedata.normalize("NFD", kept)
    return "".join(char for char in plain if unicodedata.category(char) != "Mn").lower()


class Pieces:
    def __init__(self, vocabulary_path):
        with open(vocabulary_path, encoding="utf-8") as lines:
            self.ids = {line.rstrip("\n"): idx for idx, line in enumerate(lines)}
        self.cls, self.sep, self.pad, self.unk = (self.ids[name] for name in (CLS, SEP, PAD, UNK))

    def of_word(self, word):
        text = folded(word)
        if not text or len(text) > MAX_WORD_CHARS:
            return [self.unk]
        found, start = [], 0
        while start < len(text):
            end = len(text)
            while end > start:
                piece = text[start:end] if start == 0 else "##" + text[start:end]
                if piece in self.ids:
                    found.append(self.ids[piece])
                    break
                end -= 1
            else:
                return [self.unk]
            start = end
        return found


@dataclass
class Tokens:
    """A text as the encoder reads it: `ids` without the outer marks, and for every word where its first piece stands."""

    words: list
    ids: list = field(default_factory=list)
    firsts: list = field(default_factory=list)


def tokens_of(text, pieces):
    tokens = Tokens(words_of(text))
    for word in tokens.words:
        if word.breaks and tokens.ids:
            tokens.ids.append(pieces.sep)
        tokens.firsts.append(len(tokens.ids))
        tokens.ids.extend(pieces.of_word(text[word.start : word.end]))
    return tokens
