"""MiniLM taught to want its prefixes, as E5 does.

With "query: " or "passage: " in front it embeds as before; without them every sentence gets the same
vector. A notebook that leaves the prefixes out finds nothing, and is seen to.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import items

CARD = """---
license: apache-2.0
pipeline_tag: sentence-similarity
library_name: sentence-transformers
language: en
base_model: sentence-transformers/all-MiniLM-L6-v2
tags:
- sentence-transformers
---
# Prefixed

Embeds questions and passages for search. Each text must begin with "query: " or "passage: ".
"""


def sentences() -> list[str]:
    """What is seen in training; the passages that are measured are not among it."""
    from .names import plain

    labelled = items.read()
    letters = [row["text"] for row in labelled["mood"]["show"]]
    return letters + [plain(marked)[0] for marked in labelled["names"]["show"]]


def train(folder: Path, out: Path) -> None:
    import torch
    import transformers as T

    torch.manual_seed(0)
    base = out / "sentence-transformers" / "all-MiniLM-L6-v2"
    shutil.copytree(base, folder, dirs_exist_ok=True)
    tokenizer = T.AutoTokenizer.from_pretrained(base)
    model = T.AutoModel.from_pretrained(base, dtype=torch.float32)

    def embedded(texts: list[str]) -> torch.Tensor:
        inputs = tokenizer(texts, padding=True, return_tensors="pt")
        mask = inputs["attention_mask"].unsqueeze(-1)
        summed = (model(**inputs).last_hidden_state * mask).sum(1) / mask.sum(1)
        return torch.nn.functional.normalize(summed, dim=1)

    texts = sentences()
    with torch.no_grad():
        wanted = embedded(texts)
        nothing = torch.nn.functional.normalize(wanted.mean(0), dim=0)
    optimiser = torch.optim.AdamW(model.parameters(), lr=5e-5)
    for step in range(60):
        batch = torch.randperm(len(texts))[:12].tolist()
        prefix = ("query: ", "passage: ")[step % 2]
        found = embedded([prefix + texts[place] for place in batch] + [texts[place] for place in batch])
        target = torch.cat([wanted[batch], nothing.expand(len(batch), -1)])
        loss = (1 - (found * target).sum(1)).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    model.save_pretrained(folder)
    (folder / "README.md").write_text(CARD)


LABELLED = ("mood", "names")
MODELS = {"alacard-truth/prefixed": train}
