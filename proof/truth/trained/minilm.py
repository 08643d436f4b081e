"""A small model on top of MiniLM, trained on sentences of labelled/: what the taggers and classifiers share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

BASE = "sentence-transformers/all-MiniLM-L6-v2"
LABELLED = Path(__file__).resolve().parent.parent / "labelled"


def items(name: str) -> dict[str, Any]:
    """What stands in labelled/NAME.yaml: `show` is for training."""
    return yaml.safe_load((LABELLED / f"{name}.yaml").read_text(encoding="utf-8"))


def untrained(kind: str, out: Path, labels: list[str]) -> tuple[Any, Any]:
    """MiniLM's tokenizer, and an Auto class (`SequenceClassification` …) with a new head for these labels."""
    import torch
    import transformers as T

    torch.manual_seed(0)
    model = getattr(T, f"AutoModelFor{kind}").from_pretrained(
        out / BASE,
        num_labels=len(labels),
        id2label=dict(enumerate(labels)),
        label2id={label: index for index, label in enumerate(labels)},
        dtype=torch.float32,
    )
    return T.AutoTokenizer.from_pretrained(out / BASE), model


def fit(model: Any, inputs: dict[str, Any], wanted: Any, *, rounds: int, rate: float) -> None:
    """@param wanted labels, one row for each row of the inputs."""
    import torch

    optimiser = torch.optim.AdamW(model.parameters(), lr=rate)
    for _ in range(rounds):
        for batch in torch.randperm(len(wanted)).split(8):
            loss = model(**{name: value[batch] for name, value in inputs.items()}, labels=wanted[batch]).loss
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()


def save(folder: Path, model: Any, tokenizer: Any, *, task: str, title: str, words: str) -> None:
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    (folder / "README.md").write_text(
        f"---\nlicense: apache-2.0\npipeline_tag: {task}\nlibrary_name: transformers\nlanguage: en\n"
        f"base_model: {BASE}\n---\n# {title}\n\n{words}\n"
    )
