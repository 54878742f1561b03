"""The encoder (MiniLM, six layers) with a head for tags and two for links.

Every word of a source or content points to the first word of its cue by a biaffine score, as words point to their heads in dependency parsing (Dozat and
Manning 2017); position 0 means "to none in sight".
"""

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from .crf import Chain
from .data import N_TAGS

WIDTH, N_LAYERS, N_HEADS, INNER, N_POSITIONS, LINK_WIDTH = 384, 6, 12, 1536, 512, 128


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_out = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, hidden, mask, dropout):
        batch, length, _ = hidden.shape
        split = lambda x: x.view(batch, length, N_HEADS, WIDTH // N_HEADS).transpose(1, 2)
        attended = F.scaled_dot_product_attention(split(self.query(hidden)), split(self.key(hidden)), split(self.value(hidden)), attn_mask=mask)
        attended = self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH))
        hidden = self.norm_attention(hidden + F.dropout(attended, dropout, self.training))
        return self.norm_out(hidden + F.dropout(self.down(F.gelu(self.up(hidden))), dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, n_words, n_layers=N_LAYERS):
        super().__init__()
        self.words = nn.Embedding(n_words, WIDTH)
        self.positions = nn.Embedding(N_POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(n_layers))

    def forward(self, ids, mask, dropout=0.1):
        hidden = self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kind)
        hidden = F.dropout(hidden, dropout, self.training)
        for layer in self.layers:
            hidden = layer(hidden, mask, dropout)
        return hidden

    @classmethod
    def pretrained(cls, path):
        weights = load_file(path)
        weights = {name.removeprefix("bert."): value for name, value in weights.items()}
        n_layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        encoder = cls(weights["embeddings.word_embeddings.weight"].shape[0], n_layers)
        own = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "kind": weights["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": weights["embeddings.LayerNorm.weight"],
            "norm.bias": weights["embeddings.LayerNorm.bias"],
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm_out": "output.LayerNorm",
        }
        for layer in range(n_layers):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{layer}.{ours}.{kind}"] = weights[f"encoder.layer.{layer}.{theirs}.{kind}"]
        encoder.load_state_dict(own)
        return encoder


class Linker(nn.Module):
    """Scores of members (words of sources or contents) with cues: by what the vectors say, and by how they stand to each other."""

    def __init__(self):
        super().__init__()
        self.member, self.cue = nn.Linear(WIDTH, LINK_WIDTH), nn.Linear(WIDTH, LINK_WIDTH)
        self.weight = nn.Parameter(torch.zeros(LINK_WIDTH, LINK_WIDTH))
        self.prior = nn.Linear(LINK_WIDTH, 1)
        self.standing = nn.ParameterList(nn.Parameter(torch.zeros(2 * size)) for size in STANDING_SIZES)
        nn.init.xavier_uniform_(self.weight)

    def forward(self, hidden, of=None):
        """Without how they stand; of every vector of `hidden` with every one of `of`."""
        member, cue = F.gelu(self.member(hidden)), F.gelu(self.cue(hidden if of is None else of))
        return member @ self.weight @ cue.transpose(-1, -2) + self.prior(cue).transpose(-1, -2)

    def by_standing(self, places):
        return sum(table[place] for table, place in zip(self.standing, places))


# Twofold distance in words, cues between, ends of paragraphs between.
STANDING_SIZES = (8, 4, 4)


def standing(members, others, n_cues, n_breaks):
    """Rows of the tables for every pair; before the member and after it count apart. `n_cues` and `n_breaks` are running counts up to and with a word."""
    after = others[None, :] > members[:, None]
    distance = (others[None, :] - members[:, None]).abs().clamp(min=1)
    near = torch.floor(torch.log2(distance.float())).long().clamp(max=STANDING_SIZES[0] - 1)
    between = (n_cues[others][None, :] - n_cues[members][:, None]).abs() - after.long()
    breaks = (n_breaks[others][None, :] - n_breaks[members][:, None]).abs()
    return [
        2 * size_place + after.long()
        for size_place in (near, between.clamp(0, STANDING_SIZES[1] - 1), breaks.clamp(0, STANDING_SIZES[2] - 1))
    ]


class Tagger(nn.Module):
    """One encoder, and for each way of annotating a head for tags and two for links."""

    def __init__(self, encoder, n_styles=1):
        super().__init__()
        self.encoder = encoder
        self.tags = nn.ModuleList(nn.Linear(WIDTH, N_TAGS) for _ in range(n_styles))
        self.chain = nn.ModuleList(Chain() for _ in range(n_styles))
        self.link_source = nn.ModuleList(Linker() for _ in range(n_styles))
        self.link_content = nn.ModuleList(Linker() for _ in range(n_styles))
