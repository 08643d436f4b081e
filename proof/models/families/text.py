"""Encoders over text: labels, spans, masks, choices."""

from __future__ import annotations

from pathlib import Path

import torch
import transformers as T
from registry import repo
from vocabularies import bert, byte_level_bpe

SIZES = dict(
    hidden_size=32,
    num_hidden_layers=2,
    num_attention_heads=4,
    intermediate_size=37,
    max_position_embeddings=512,
    type_vocab_size=2,
)


def named(labels: list[str]) -> dict[str, object]:
    return {"id2label": dict(enumerate(labels)), "label2id": {label: index for index, label in enumerate(labels)}}


def bert_repo(repo_id: str, model_class: type, *, longest: int = 512, **config: object) -> None:
    def build(folder: Path) -> None:
        tokenizer = bert(longest)
        sizes = {**SIZES, "max_position_embeddings": longest}
        model = model_class(T.BertConfig(vocab_size=len(tokenizer), **sizes, **config))
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)

    repo(repo_id)(build)


bert_repo("tiny/text-cls", T.BertForSequenceClassification, **named(["NEGATIVE", "POSITIVE"]))
bert_repo(
    "tiny/text-cls-multi",
    T.BertForSequenceClassification,
    longest=128,
    problem_type="multi_label_classification",
    **named(["admiration", "anger", "curiosity", "gratitude", "joy", "neutral"]),
)
bert_repo(
    "tiny/ner",
    T.BertForTokenClassification,
    **named(["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]),
)
bert_repo("tiny/qa", T.BertForQuestionAnswering)
# 128 positions: a passage of a topic is longer, so notebooks have to truncate it.
bert_repo("tiny/qa-128", T.BertForQuestionAnswering, longest=128)
bert_repo("tiny/zero-shot", T.BertForSequenceClassification, **named(["contradiction", "neutral", "entailment"]))
bert_repo("tiny/mlm", T.BertForMaskedLM)
bert_repo("tiny/embed", T.BertModel)
bert_repo("tiny/multiple-choice", T.BertForMultipleChoice)


@repo("tiny/roberta-mlm")
def roberta(folder: Path) -> None:
    """Another mask token (`<mask>`) and one token type, unlike BERT."""
    tokenizer = byte_level_bpe(
        ["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        roberta=True,
        longest=512,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
    )
    config = T.RobertaConfig(
        vocab_size=len(tokenizer),
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
        **{**SIZES, "max_position_embeddings": 514, "type_vocab_size": 1},
    )
    T.RobertaForMaskedLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@repo("tiny/tapas")
def tapas(folder: Path) -> None:
    from vocabularies import wordpiece_vocab

    vocab = wordpiece_vocab()
    vocab.setdefault("[EMPTY]", len(vocab))
    ordered = [token for token, _ in sorted(vocab.items(), key=lambda item: item[1])]
    (folder / "vocab.txt").write_text("\n".join(ordered), encoding="utf-8")
    tokenizer = T.TapasTokenizer(str(folder / "vocab.txt"), model_max_length=512)
    config = T.TapasConfig(
        vocab_size=len(vocab),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=37,
        max_position_embeddings=1024,
        type_vocab_sizes=[3, 256, 256, 10, 256, 256, 10],
        num_aggregation_labels=4,
        aggregation_labels={0: "NONE", 1: "SUM", 2: "AVERAGE", 3: "COUNT"},
        no_aggregation_label_index=0,
    )
    T.TapasForQuestionAnswering(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@repo("tiny/reward")
def reward(folder: Path) -> None:
    """One number instead of labels: a regression head (`num_labels=1`)."""
    tokenizer = bert()
    model = T.BertForSequenceClassification(T.BertConfig(vocab_size=len(tokenizer), num_labels=1, **SIZES))
    with torch.no_grad():
        model.classifier.weight.mul_(5)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
