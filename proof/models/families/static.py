"""Static embeddings: a table of rows, no layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from registry import repo
from tokenizers import Tokenizer, models, pre_tokenizers


def _static(folder: Path, dimension: int) -> None:
    from model2vec import StaticModel

    words = "the a of and to is in you not my that for it with on dough bread oven water flour starter".split()
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    pieces = ["[PAD]", "[UNK]", *words, *letters, *[f"##{letter}" for letter in letters]]
    vocab = {piece: index for index, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token="[UNK]", max_input_chars_per_word=40))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    vectors = np.random.normal(size=(len(vocab), dimension)).astype(np.float32)
    StaticModel(vectors, tokenizer, normalize=True).save_pretrained(folder)


@repo("tiny/model2vec")
def similarity(folder: Path) -> None:
    _static(folder, 16)


@repo("tiny/model2vec-features")
def features(folder: Path) -> None:
    _static(folder, 24)
