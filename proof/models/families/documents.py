"""Documents: LayoutLM reads words with boxes."""

from __future__ import annotations

from pathlib import Path

import transformers as T
from registry import repo
from vocabularies import bert

from .text import SIZES


@repo("tiny/layoutlm")
def layoutlm(folder: Path) -> None:
    tokenizer = bert()
    config = T.LayoutLMConfig(vocab_size=len(tokenizer), max_2d_position_embeddings=1024, **SIZES)
    T.LayoutLMForQuestionAnswering(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
