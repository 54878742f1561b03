"""Trains the tagger: `python -m attribution.train --help`."""

import argparse
import copy
import json
import pathlib
import random
import time
from dataclasses import dataclass

import torch
from torch.nn import functional as F

from .data import CUE, NO_CUE, example_of, read_lines
from .decode import reach
from .model import Encoder, Tagger, place
from .names import exchanged
from .run_model import padded, predict, running
from .score import Tally
from .tokens import Pieces


@dataclass
class Window:
    """Words of a text, and its pieces; with names exchanged it has pieces of its own."""

    example: object
    tokens: object
    start: int
    end: int

    def pieces(self):
        tokens = self.tokens
        return tokens.ids[tokens.firsts[self.start] : tokens.firsts[self.end] if self.end < len(tokens.firsts) else len(tokens.ids)]


def training_windows(example, tokens, length, rng):
    """The text cut at a random phase: every other time at words, else at ends of paragraphs as far as they are near."""
    n_words, start, found = len(tokens.words), 0, []
    at_paragraphs = rng.random() < 0.5
    room = rng.randint(length // 3, length - 2) if len(tokens.ids) > length - 2 else length - 2
    while start < n_words:
        end = start
        while end < n_words and (tokens.firsts[end + 1] if end + 1 < n_words else len(tokens.ids)) - tokens.firsts[start] <= room:
            end += 1
        end = max(end, start + 1)
        if at_paragraphs and end < n_words:
            end = next((word for word in range(end, start + (end - start) // 2, -1) if tokens.words[word].breaks), end)
        found.append(Window(example, tokens, start, end))
        start, room = end, length - 2
    return found


def batch_of(windows, pieces, length):
    """Pieces; where words stand among them; tags of words; and frames: row, words, anchor, places, and tags."""
    ids = padded([[pieces.cls] + window.pieces()[: length - 2] + [pieces.sep] for window in windows], pieces.pad)
    words, anchors, flat, frames = [], [], [], []
    for row, window in enumerate(windows):
        example, firsts = window.example, window.tokens.firsts
        end = next((word for word in range(window.end, window.start, -1) if firsts[word - 1] - firsts[window.start] + 1 < ids.shape[1]))
        at = torch.tensor(firsts[window.start : end]) - firsts[window.start] + 1
        words.append(at)
        anchors.append(torch.tensor(example.anchors[window.start : end]))
        flat.append(torch.tensor(example.flat[window.start : end]))
        n_anchors, n_breaks = (torch.tensor(running(flags)) for flags in ((tag in (CUE, NO_CUE) for tag in example.anchors), (word.breaks for word in window.tokens.words)))
        for frame in example.frames:
            if not window.start <= frame.anchor < end:
                continue
            first, last = reach(frame.anchor, len(example.anchors))
            first, last = max(first, window.start), min(last, end)
            near = torch.arange(first, last)
            places = place(near, torch.tensor(frame.anchor), n_anchors, n_breaks)
            frames.append((row, at[near - window.start], at[frame.anchor - window.start], places, torch.tensor(frame.tags(first, last))))
    return ids, words, anchors, flat, frames


def loss_of(model, pieces, windows, style, given):
    ids, words, anchors, flat, frames = batch_of(windows, pieces, given.length)
    mask = None if (ids != pieces.pad).all() else (ids != pieces.pad)[:, None, None, :]
    hidden = model.encoder(ids, mask, given.dropout)
    hidden = F.dropout(hidden, 0.1, model.training)
    of_words = torch.cat([hidden[row, at] for row, at in enumerate(words)])
    loss = F.cross_entropy(model.anchors[style](of_words).float(), torch.cat(anchors))
    loss = loss + given.flat_weight * F.cross_entropy(model.flat[style](of_words).float(), torch.cat(flat))
    if frames:
        head, stacked = model.frames[style], torch.nn.utils.rnn.pad_sequence
        rows, anchor = torch.tensor([frame[0] for frame in frames]), torch.stack([frame[2] for frame in frames])
        near, tags = (stacked([frame[idx] for frame in frames], batch_first=True) for idx in (1, 4))
        places = [stacked([frame[3][table] for frame in frames], batch_first=True) for table in range(3)]
        # Chosen by one index: the gradient of that is much faster.
        flat_words = head.word(hidden).flatten(0, 1).index_select(0, (rows[:, None] * hidden.shape[1] + near).flatten())
        scores = head(flat_words.view(*near.shape, -1), head.anchor(hidden[rows, anchor]), places)
        lengths = torch.tensor([len(frame[1]) for frame in frames])
        loss = loss + given.frame_weight * model.chain[style].loss(scores, tags, lengths) / len(of_words)
    return loss


def is_held_out(how, position):
    """The even half, by position counted from 0 as the scorer does, or one fold."""
    if how == "none":
        return False
    if how == "even":
        return position % 2 == 0
    fold, n_folds = map(int, how.split("/"))
    return position % n_folds == fold


def evaluate(model, pieces, examples, **settings):
    tally = Tally()
    for example, found in zip(examples, predict(model, pieces, examples, **settings)):
        tally.document(example.gold, found)
    return tally.report()


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--data", required=True, help="folder of PolNeAR: train.jsonl.gz, dev.jsonl.gz")
    asked.add_argument("--encoder", required=True, help="folder with model.safetensors and vocab.txt")
    asked.add_argument("--out", required=True)
    asked.add_argument("--start", help="checkpoint to go on from")
    asked.add_argument("--copy-heads", action="store_true", help="let the heads for the corpus begin as those for PolNeAR")
    asked.add_argument("--corpus", help="our corpus, corpus.jsonl.gz, as a second style of annotation")
    asked.add_argument("--hold-out", default="even", help="documents of the corpus that are not trained on: even (by position of their sorted names), 0/5 to 4/5, or none")
    asked.add_argument("--replay", type=float, default=1.0, help="share of PolNeAR that every pass reads")
    asked.add_argument("--corpus-times", type=int, default=1, help="how often every pass reads the corpus")
    asked.add_argument("--passes", type=int, default=3)
    asked.add_argument("--length", type=int, default=384)
    asked.add_argument("--batch", type=int, default=16)
    asked.add_argument("--rate", type=float, default=3e-4)
    asked.add_argument("--head-rate", type=float, default=1e-3)
    asked.add_argument("--frame-weight", type=float, default=1.0)
    asked.add_argument("--flat-weight", type=float, default=0.3)
    asked.add_argument("--dropout", type=float, default=0.1)
    asked.add_argument("--exchange", type=float, default=0.5, help="how often the names of a text are exchanged")
    asked.add_argument("--autocast", action="store_true", help="only products in bfloat16")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--limit", type=int, default=0, help="articles at most, for a trial")
    asked.add_argument("--max-steps", type=int, default=0)
    given = asked.parse_args()
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(pathlib.Path(given.encoder) / "vocab.txt")
    data = pathlib.Path(given.data)
    train = [example_of(document, pieces) for document in read_lines(data / "train.jsonl.gz")]
    dev = [example_of(document, pieces) for document in read_lines(data / "dev.jsonl.gz")]
    if given.limit:
        train, dev = train[: given.limit], dev[: max(4, given.limit // 8)]
    ours, held = [], []
    if given.corpus:
        for position, document in enumerate(sorted(read_lines(given.corpus), key=lambda document: document["id"])):
            (held if is_held_out(given.hold_out, position) else ours).append(example_of(document, pieces))
    model = Tagger(Encoder.pretrained(pathlib.Path(given.encoder) / "model.safetensors"), 2 if given.corpus else 1)
    if given.start:
        state = torch.load(given.start, map_location="cpu")
        if given.copy_heads:
            state.update({name.replace(".0.", ".1.", 1): value for name, value in state.items() if ".0." in name and not name.startswith("encoder.")})
        model.load_state_dict(state)
    # The model works in bfloat16 (or in products alone), a third faster on processors that have it; what is learned is added up in full floats.
    exact = copy.deepcopy(model)
    if not given.autocast:
        model.bfloat16()
    groups = {"encoder": [], "heads": []}
    for name, parameter in exact.named_parameters():
        groups["encoder" if name.startswith("encoder.") else "heads"].append(parameter)
    optimizer = torch.optim.AdamW([{"params": groups["encoder"], "lr": given.rate}, {"params": groups["heads"], "lr": given.head_rate}], weight_decay=0.01, fused=True)
    plans = []
    for _ in range(given.passes):
        plan = []
        for style, examples in ((0, rng.sample(train, round(given.replay * len(train)))), (1, ours * given.corpus_times)):
            windows = []
            for example in examples:
                renamed = exchanged(example.tokens, example.text, pieces, rng) if rng.random() < given.exchange else None
                windows += training_windows(example, renamed or example.tokens, given.length, rng)
            rng.shuffle(windows)
            # Batches of like lengths waste little on padding; their order stays random.
            chunks = [sorted(windows[at : at + 50 * given.batch], key=lambda window: len(window.pieces())) for at in range(0, len(windows), 50 * given.batch)]
            plan.extend((style, chunk[at : at + given.batch]) for chunk in chunks for at in range(0, len(chunk), given.batch))
        rng.shuffle(plan)
        plans.append(plan)
    n_steps = given.max_steps or sum(map(len, plans))
    warm = max(1, n_steps // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min((step + 1) / warm, max(0.0, (n_steps - step) / (n_steps - warm + 1))))
    # The mean of the last weights, each older one counting for 1 % less, is steadier than the last ones alone.
    averaged = torch.optim.swa_utils.AveragedModel(exact, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.99))
    log, step, begun = open(out / "log.jsonl", "a", encoding="utf-8"), 0, time.time()
    log.write(json.dumps({"settings": vars(given), "steps": n_steps, "torch": torch.__version__}) + "\n")
    for number, plan in enumerate(plans):
        model.train()
        total = 0.0
        for style, group in plan:
            if step >= n_steps:
                break
            with torch.autocast("cpu", torch.bfloat16, enabled=given.autocast):
                loss = loss_of(model, pieces, group, style, given)
            loss.backward()
            for working, kept in zip(model.parameters(), exact.parameters()):
                kept.grad = working.grad.float() if working.grad is not None else None
                working.grad = None
            torch.nn.utils.clip_grad_norm_(exact.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            with torch.no_grad():
                for working, kept in zip(model.parameters(), exact.parameters()):
                    working.copy_(kept)
            averaged.update_parameters(exact)
            total += loss.item()
            step += 1
            if step % 25 == 0:
                print(f"pass {number + 1} step {step}/{n_steps} loss {total / 25:.3f} {time.time() - begun:.0f} s", flush=True)
                total = 0.0
        result = {"pass": number + 1, "seconds": round(time.time() - begun), "dev": evaluate(exact, pieces, dev, length=given.length)}
        if held:
            result["held out"] = evaluate(exact, pieces, held, length=given.length, style=1)
        print(result, flush=True)
        log.write(json.dumps(result) + "\n")
        log.flush()
        torch.save(exact.state_dict(), out / f"pass{number + 1}.pt")
    result = {"averaged": True, "dev": evaluate(averaged.module, pieces, dev, length=given.length)}
    if held:
        result["held out"] = evaluate(averaged.module, pieces, held, length=given.length, style=1)
    print(result, flush=True)
    log.write(json.dumps(result) + "\n")
    torch.save(averaged.module.state_dict(), out / "averaged.pt")


if __name__ == "__main__":
    main()
