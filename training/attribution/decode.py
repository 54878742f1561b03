"""From scores of words to attributions: anchors word by word, then the likeliest frame of each by Viterbi under the rules of its tags."""

from .data import AFTER, BEFORE, CUE, CUE_GOES_ON, FRAME_ROLES, NO_CUE, OUTSIDE, inner


def anchors_of(scores, lean):
    """Anchors, each a span of words and whether it is a cue; `lean` is added to the score of a word's being none."""
    scores = scores.copy()
    scores[:, OUTSIDE] += lean
    found, word = [], 0
    while word < len(scores):
        tag = int(scores[word].argmax())
        if tag == CUE_GOES_ON:
            # Goes on with nothing: what else is likeliest.
            tag = int(max((OUTSIDE, CUE, NO_CUE), key=lambda tag: scores[word][tag]))
        end = word + 1
        if tag == CUE:
            while end < len(scores) and int(scores[end].argmax()) == CUE_GOES_ON:
                end += 1
        if tag != OUTSIDE:
            found.append(((word, end), tag == CUE))
        word = end
    return found


def viterbi(scores, steps, first):
    """`steps[before, after]` and `first` hold what the chain has learned, and what is never."""
    best, back = scores[0] + first, []
    for row in scores[1:]:
        step = best[:, None] + steps
        back.append(step.argmax(axis=0))
        best = step.max(axis=0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]


def spans_of(tags, start):
    """Spans by role, of words counted from `start`."""
    spans, idx = {role: [] for role in FRAME_ROLES}, 0
    while idx < len(tags):
        if tags[idx] == 0:
            idx += 1
            continue
        role = FRAME_ROLES[(tags[idx] - 1) // 2]
        end = idx + 1
        while end < len(tags) and tags[end] == inner(role):
            end += 1
        spans[role].append((start + idx, start + end))
        idx = end
    return spans


def reach(anchor, n_words):
    """The words of an anchor's frame."""
    return max(0, anchor - BEFORE), min(n_words, anchor + AFTER)


def attributions_of(anchors, frame):
    """`frame(anchor)` gives the tags of a frame and its first word."""
    made = []
    for span, is_cue in anchors:
        tags, start = frame(span[0])
        spans = spans_of(tags, start)
        if spans["content"]:
            made.append({"cue": [span] if is_cue else [], **spans})
    return made
