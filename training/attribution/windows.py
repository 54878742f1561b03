"""Cuts a text into windows, and joins what the encoder says of them.

A word is read in the window in which it stands farthest from a cut; the ends of the text are no cuts. Anchors and frames are then read over the whole text, so
that no seam shows.
"""

from dataclasses import dataclass


@dataclass
class Window:
    """Words of the window and those read from it, half open."""

    start: int
    end: int
    own_start: int = 0
    own_end: int = 0


def width(tokens, start, end):
    """Pieces of these words, with the outer marks."""
    after = tokens.firsts[end] if end < len(tokens.firsts) else len(tokens.ids)
    return after - tokens.firsts[start] + 2


def windows_of(tokens, length, margin):
    """Windows of at most `length` pieces; neighbours share at least `margin` pieces on either side of the seam."""
    n_words, windows, start = len(tokens.words), [], 0
    while start < n_words:
        end = start + 1
        while end < n_words and width(tokens, start, end + 1) <= length:
            end += 1
        windows.append(Window(start, end))
        if end == n_words:
            break
        following = end
        while following - 1 > start and width(tokens, following - 1, end) - 2 <= 2 * margin:
            following -= 1
        start = max(following, start + 1)
    seam = 0
    for idx, window in enumerate(windows):
        window.own_start = seam
        seam = n_words if idx + 1 == len(windows) else max(seam_of(tokens, windows[idx + 1].start, window.end), seam)
        window.own_end = seam
    return windows


def seam_of(tokens, start, end):
    """The word of these, both of whose windows see it, that the second window begins to read at: a paragraph's first nearest to the middle, or the middle."""
    middle = (start + end) // 2
    return min((word for word in range(start + 1, end) if tokens.words[word].breaks), key=lambda word: (abs(word - middle), word), default=middle)
