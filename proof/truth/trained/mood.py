"""A text classifier on top of MiniLM, trained on labelled/mood.yaml's sentences for showing."""

from __future__ import annotations

from pathlib import Path

from . import minilm

SHOWN = minilm.items("mood")["show"]
LABELS = ["complaint", "praise", "question"]


def train(folder: Path, out: Path) -> None:
    import torch

    tokenizer, model = minilm.untrained("SequenceClassification", out, LABELS)
    inputs = tokenizer([item["text"] for item in SHOWN], padding=True, return_tensors="pt")
    wanted = torch.tensor([LABELS.index(item["label"]) for item in SHOWN])
    minilm.fit(model, inputs, wanted, rounds=12, rate=1e-4)
    words = "Tells complaints, praise and questions apart."
    minilm.save(folder, model, tokenizer, task="text-classification", title="Letters", words=words)


LABELLED = ("mood",)
MODELS = {"alacard-truth/letters": train}
