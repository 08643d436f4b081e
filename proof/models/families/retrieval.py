"""Embeddings and ranking through sentence-transformers."""

from __future__ import annotations

from pathlib import Path

import transformers as T
from registry import repo
from vocabularies import bert

from .text import SIZES


def _sentence_transformer(folder: Path, **settings: object) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    model = SentenceTransformer(
        modules=[
            Transformer(str(folder.parent / "embed"), max_seq_length=256),
            Pooling(SIZES["hidden_size"], "mean"),
            Normalize(),
        ],
        device="cpu",
        **settings,
    )
    model.save_pretrained(str(folder), create_model_card=False)


repo("tiny/st")(_sentence_transformer)
repo("tiny/st-query")(
    lambda folder: _sentence_transformer(folder, prompts={"query": "query: ", "document": "passage: "})
)


@repo("tiny/ce")
def cross_encoder(folder: Path) -> None:
    tokenizer = bert()
    T.BertForSequenceClassification(T.BertConfig(vocab_size=len(tokenizer), num_labels=1, **SIZES)).save_pretrained(
        folder
    )
    tokenizer.save_pretrained(folder)


@repo("tiny/splade")
def sparse_encoder(folder: Path) -> None:
    from sentence_transformers import SparseEncoder
    from sentence_transformers.sparse_encoder.modules import SpladePooling, Transformer

    words = Transformer(str(folder.parent / "mlm"), transformer_task="fill-mask", max_seq_length=256)
    model = SparseEncoder(
        modules=[words, SpladePooling("max")],
        device="cpu",
    )
    model.save_pretrained(str(folder), create_model_card=False)


@repo("tiny/colbert")
def late_interaction(folder: Path) -> None:
    from sentence_transformers import MultiVectorEncoder

    model = MultiVectorEncoder(str(folder.parent / "embed"), device="cpu")
    model.save_pretrained(str(folder), create_model_card=False)
