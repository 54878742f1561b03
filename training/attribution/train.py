"""Trains the tagger: `python -m attribution.train --help`."""

import argparse
import copy
import json
import pathlib
import random
import time

import torch
from torch.nn import functional as F

from .data import begin, example_of, read_lines
from .model import Encoder, Tagger, standing
from .run_model import padded, predict
from .score import Tally
from .tokens import Pieces


def training_windows(example, length, rng):
    """The text cut at a random phase, at words."""
    tokens, n_words, start, found = example.tokens, len(example.tokens.words), 0, []
    room = rng.randint(length // 3, length - 2) if len(tokens.ids) > length - 2 else length - 2
    while start < n_words:
        first, end = tokens.firsts[start], start
        while end < n_words and (tokens.firsts[end + 1] if end + 1 < n_words else len(tokens.ids)) - first <= room:
            end += 1
        end = max(end, start + 1)
        last = min(tokens.firsts[end] if end < n_words else len(tokens.ids), first + length - 2)
        found.append((example, start, end, first, last))
        start, room = end, length - 2
    return found


def batch_of(windows, pieces):
    ids = padded([[pieces.cls] + w[0].tokens.ids[w[3] : w[4]] + [pieces.sep] for w in windows], pieces.pad)
    tags, words, links = [], [], []
    for row, (example, start, end, first, _last) in enumerate(windows):
        firsts = example.tokens.firsts
        at = {word: firsts[word] - first + 1 for word in range(start, end) if firsts[word] - first + 1 < ids.shape[1]}
        members = {"source": [], "content": []}
        tags.append(torch.tensor([example.tags[word] for word in at]))
        words.append(list(at.values()))
        for word in at:
            role = {1: "source", 2: "source", 5: "content", 6: "content"}.get(example.tags[word])
            if role and example.heads[word] in at and example.tags[example.heads[word]] == begin("cue"):
                members[role].append(word)
        n_cues, n_breaks = map(torch.tensor, example.counts())
        cues = [word for word in at if example.tags[word] == begin("cue")]
        for role, linked in members.items():
            if linked and cues:
                places = standing(torch.tensor(linked), torch.tensor(cues), n_cues, n_breaks)
                targets = torch.tensor([cues.index(example.heads[word]) for word in linked])
                links.append((row, role, [at[word] for word in linked], [at[word] for word in cues], places, targets))
    return ids, tags, words, links


def loss_of(model, pieces, windows, style, link_weight, dropout):
    ids, tags, words, links = batch_of(windows, pieces)
    mask = None if (ids != pieces.pad).all() else (ids != pieces.pad)[:, None, None, :]
    hidden = model.encoder(ids, mask, dropout)
    hidden = F.dropout(hidden, 0.1, model.training)
    rows = [hidden[row, places] for row, places in enumerate(words)]
    lengths = [len(row) for row in rows]
    scores = model.tags[style](torch.nn.utils.rnn.pad_sequence(rows, batch_first=True))
    loss = model.chain[style].loss(scores, torch.nn.utils.rnn.pad_sequence(tags, batch_first=True), lengths)
    n_words, linked = sum(len(link[5]) for link in links), 0.0
    for row, role, members, cues, places, targets in links:
        linker = (model.link_source if role == "source" else model.link_content)[style]
        scores = linker(hidden[row, members], hidden[row, cues]).float() + linker.by_standing(places).float()
        linked = linked + F.cross_entropy(scores, targets, reduction="sum")
    return loss + link_weight * linked / n_words if n_words else loss


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
    asked.add_argument("--start", help="checkpoint to go on from; its second style becomes that of the corpus")
    asked.add_argument("--corpus", help="our corpus, corpus.jsonl.gz, as a second style of annotation")
    asked.add_argument("--hold-out", default="even", help="documents of the corpus that are not trained on: even (by position of their sorted names), 0/5 to 4/5, or none")
    asked.add_argument("--replay", type=float, default=1.0, help="share of PolNeAR that every pass reads")
    asked.add_argument("--corpus-times", type=int, default=1, help="how often every pass reads the corpus")
    asked.add_argument("--passes", type=int, default=3)
    asked.add_argument("--length", type=int, default=384)
    asked.add_argument("--batch", type=int, default=16)
    asked.add_argument("--rate", type=float, default=3e-4)
    asked.add_argument("--head-rate", type=float, default=1e-3)
    asked.add_argument("--link-weight", type=float, default=0.5)
    asked.add_argument("--dropout", type=float, default=0.0)
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
        copies = {name.replace(".0.", ".1.", 1): value for name, value in state.items() if ".0." in name and not name.startswith("encoder.") and given.corpus}
        missing = model.load_state_dict({**copies, **state}, strict=False)
        assert not missing.unexpected_keys and all("standing" in name or "chain" in name for name in missing.missing_keys), missing
    # The model works in bfloat16, a third faster on processors that have it; what is learned is added up in full floats.
    exact = copy.deepcopy(model)
    model.bfloat16()
    groups = {"encoder": [], "heads": []}
    for name, parameter in exact.named_parameters():
        groups["encoder" if name.startswith("encoder.") else "heads"].append(parameter)
    optimizer = torch.optim.AdamW([{"params": groups["encoder"], "lr": given.rate}, {"params": groups["heads"], "lr": given.head_rate}], weight_decay=0.01, fused=True)
    plans = []
    for _ in range(given.passes):
        plan = []
        for style, examples in ((0, rng.sample(train, round(given.replay * len(train)))), (1, ours * given.corpus_times)):
            windows = [window for example in examples for window in training_windows(example, given.length, rng)]
            rng.shuffle(windows)
            # Batches of like lengths waste little on padding; their order stays random.
            chunks = [sorted(windows[at : at + 50 * given.batch], key=lambda w: w[4] - w[3]) for at in range(0, len(windows), 50 * given.batch)]
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
            loss = loss_of(model, pieces, group, style, given.link_weight, given.dropout)
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
