"""A linear chain over tags: what follows what is learned together with the scores of words (Lafferty, McCallum and Pereira 2001)."""

import torch
from torch import nn

from .data import FRAME_ROLES, N_FRAME_TAGS, begin, inner

FORBIDDEN = -1e4


def forbidden():
    """An inner tag follows only the beginning or inside of its role."""
    matrix, first = torch.zeros(N_FRAME_TAGS, N_FRAME_TAGS), torch.zeros(N_FRAME_TAGS)
    for role in FRAME_ROLES:
        matrix[:, inner(role)] = FORBIDDEN
        matrix[begin(role), inner(role)] = matrix[inner(role), inner(role)] = 0.0
        first[inner(role)] = FORBIDDEN
    return matrix, first


class Chain(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(N_FRAME_TAGS, N_FRAME_TAGS))
        matrix, first = forbidden()
        self.register_buffer("never", matrix, persistent=False)
        self.register_buffer("never_first", first, persistent=False)

    def loss(self, scores, tags, lengths):
        """Sum of negative log likelihoods; `scores` are frames × words × tags, and rows end at their lengths."""
        scores, steps = scores.float(), self.steps.float() + self.never.float()
        n_words = scores.shape[1]
        inside = torch.arange(n_words)[None, :] < lengths[:, None]
        # A frame may begin inside a span; what is never first in a text may be first here.
        rows = scores.unbind(1)
        state = rows[0]
        for word in range(1, n_words):
            following = torch.logsumexp(state[:, :, None] + steps, dim=1) + rows[word]
            state = torch.where(inside[:, word, None], following, state)
        total = torch.logsumexp(state, dim=-1).sum()
        gold = (scores.gather(2, tags[:, :, None])[:, :, 0] * inside).sum()
        gold = gold + (steps[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]).sum()
        return total - gold
