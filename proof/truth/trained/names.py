"""A tagger on top of MiniLM, trained on labelled/names.yaml's sentences for showing."""

from __future__ import annotations

import re
from pathlib import Path

from . import minilm

SHOWN = minilm.items("names")["show"]
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
MARKED = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")


def plain(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence without its marks, and the (start, end, kind) of what was marked."""
    text, spans, last = "", [], 0
    for found in MARKED.finditer(marked):
        text += marked[last : found.start()]
        spans.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        last = found.end()
    return text + marked[last:], spans


def train(folder: Path, out: Path) -> None:
    import torch

    tokenizer, model = minilm.untrained("TokenClassification", out, LABELS)
    rows = [plain(marked) for marked in SHOWN]
    inputs = tokenizer([text for text, _ in rows], padding=True, return_offsets_mapping=True, return_tensors="pt")
    wanted = torch.full(inputs["input_ids"].shape, -100)
    for row, (_, spans) in enumerate(rows):
        for place, (start, end) in enumerate(inputs["offset_mapping"][row].tolist()):
            if start == end:
                continue
            wanted[row, place] = 0
            for first, last, kind in spans:
                if first <= start and end <= last:
                    wanted[row, place] = LABELS.index(f"{'B' if start == first else 'I'}-{kind}")
    del inputs["offset_mapping"]
    minilm.fit(model, inputs, wanted, rounds=25, rate=2e-4)
    words = "Marks people (PER), places (LOC) and companies (ORG)."
    minilm.save(folder, model, tokenizer, task="token-classification", title="Names", words=words)


LABELLED = ("names",)
MODELS = {"alacard-truth/names": train}
