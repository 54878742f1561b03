"""The encoder (MiniLM, six layers) with heads for anchors and their frames."""

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from .crf import Chain
from .data import N_ANCHOR_TAGS, N_FRAME_TAGS

WIDTH, N_LAYERS, N_HEADS, INNER, N_POSITIONS, FRAME_WIDTH = 384, 6, 12, 1536, 512, 192


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


class Frames(nn.Module):
    """Scores of every word near an anchor as part of the anchor's own source or content, as in semantic role labelling (Cai et al. 2018)."""

    def __init__(self):
        super().__init__()
        self.word, self.anchor = nn.Linear(WIDTH, FRAME_WIDTH), nn.Linear(WIDTH, FRAME_WIDTH)
        self.places = nn.ParameterList(nn.Parameter(torch.zeros(size, FRAME_WIDTH)) for size in PLACES)
        self.out = nn.Linear(FRAME_WIDTH, N_FRAME_TAGS)

    def forward(self, words, anchors, places):
        """Vectors that have been through `self.word` (frames × words) and `self.anchor` (frames), and where the words stand."""
        hidden = words + anchors[:, None]
        for table, place in zip(self.places, places):
            hidden = hidden + F.embedding(place, table)
        return self.out(F.dropout(F.relu(hidden), 0.1, self.training))


# Distance in words, anchors between, ends of paragraphs between; before the anchor and after it apart.
N_DISTANCES, N_BETWEEN = 16, 4
PLACES = (2 * N_DISTANCES, 2 * N_BETWEEN, 2 * N_BETWEEN)


def place(words, anchors, n_anchors, n_breaks):
    """Rows of the tables for words and their anchors. `n_anchors` and `n_breaks` are running counts up to and with a word."""
    after = (words > anchors).long()
    distance = (words - anchors).abs()
    power = torch.floor(torch.log2(distance.clamp(min=8).float())).long()
    # Every distance to 8 by itself, then halves of twofold ones.
    half = (distance >> (power - 1).clamp(min=0)) & 1
    near = torch.where(distance < 8, distance, 8 + 2 * (power - 3) + half).clamp(max=N_DISTANCES - 1)
    between = ((n_anchors[words] - n_anchors[anchors]).abs() - (1 - after)).clamp(0, N_BETWEEN - 1)
    breaks = (n_breaks[words] - n_breaks[anchors]).abs().clamp(max=N_BETWEEN - 1)
    return [2 * near + after, 2 * between + after, 2 * breaks + after]


class Tagger(nn.Module):
    """One encoder; and for each way of annotating a head for anchors, one for frames with a chain over their tags, and one for what any word is, which only helps to learn."""

    def __init__(self, encoder, n_styles=1):
        super().__init__()
        self.encoder = encoder
        self.anchors = nn.ModuleList(nn.Linear(WIDTH, N_ANCHOR_TAGS) for _ in range(n_styles))
        self.frames = nn.ModuleList(Frames() for _ in range(n_styles))
        self.chain = nn.ModuleList(Chain() for _ in range(n_styles))
        self.flat = nn.ModuleList(nn.Linear(WIDTH, N_FRAME_TAGS) for _ in range(n_styles))
