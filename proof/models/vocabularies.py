"""Tokenizers trained on the small corpus: byte-level BPE, WordPiece, Unigram, CLIP, SentencePiece."""

from __future__ import annotations

import io
import json
from pathlib import Path

import transformers as T
from corpus import PRINTABLE, SENTENCES
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
BERT_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def byte_level_bpe(
    special: list[str],
    *,
    vocab_size: int = 1600,
    longest: int = 2048,
    roberta: bool = False,
    **names: str | list[str],
) -> PreTrainedTokenizerFast:
    """BPE over bytes (GPT-2, Llama, Qwen, BART); `names` are eos_token=… and the like."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=special,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    if roberta:
        start, end = names["bos_token"], names["eos_token"]
        tokenizer.post_processor = processors.RobertaProcessing(
            (end, tokenizer.token_to_id(end)), (start, tokenizer.token_to_id(start))
        )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=longest, **names)


def wordpiece_vocab() -> dict[str, int]:
    """BERT's kind of vocabulary, lower case."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=1600, special_tokens=BERT_SPECIAL, initial_alphabet=PRINTABLE, show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    # Letters inside a word too, so that unknown words fall apart into letters and not into [UNK].
    vocab = tokenizer.get_vocab()
    ordered = [token for token, _ in sorted(vocab.items(), key=lambda item: item[1])]
    ordered += [f"##{letter}" for letter in PRINTABLE if letter.lower() == letter and f"##{letter}" not in vocab]
    return {token: index for index, token in enumerate(ordered)}


def bert(longest: int = 512) -> T.BertTokenizer:
    return T.BertTokenizer(vocab=wordpiece_vocab(), do_lower_case=True, model_max_length=longest)


def unigram(longest: int = 512) -> PreTrainedTokenizerFast:
    """T5's kind: Unigram, `</s>` at the end."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=1000,
        special_tokens=["<pad>", "</s>", "<unk>"],
        unk_token="<unk>",
        initial_alphabet=PRINTABLE,
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 1)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        model_max_length=longest,
    )


def metaspace_bpe(special: list[str]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Vocabulary and merges of a BPE with `▁` for spaces (NLLB)."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.BpeTrainer(
        vocab_size=1000, special_tokens=special, initial_alphabet=PRINTABLE, show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return model["vocab"], _pairs(model["merges"])


def _pairs(merges: list) -> list[tuple[str, str]]:
    return [tuple(merge.split(" ")) if isinstance(merge, str) else tuple(merge) for merge in merges]


def clip(longest: int = 77) -> T.CLIPTokenizer:
    """CLIP's kind: BPE with `</w>` at the end of a word."""
    tokenizer = Tokenizer(
        models.BPE(continuing_subword_prefix="", end_of_word_suffix="</w>", unk_token="<|endoftext|>")
    )
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=1000,
        special_tokens=["<|startoftext|>", "<|endoftext|>"],
        end_of_word_suffix="</w>",
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return T.CLIPTokenizer(vocab=model["vocab"], merges=_pairs(model["merges"]), model_max_length=longest)


def sentencepiece_model(path: Path, *, vocab_size: int = 500, **options: object) -> Path:
    """Train a SentencePiece model with `<unk>`, `<s>`, `</s>` and write it to `path`."""
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES),
        model_writer=written,
        vocab_size=vocab_size,
        character_coverage=1.0,
        required_chars="".join(PRINTABLE),
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
        **options,
    )
    path.write_bytes(written.getvalue())
    return path


def byte_level_vocab(vocab_size: int = 1600) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Vocabulary and merges of a byte-level BPE without special tokens (Whisper)."""
    tokenizer = byte_level_bpe([], vocab_size=vocab_size)
    model = json.loads(tokenizer.backend_tokenizer.to_str())["model"]
    return model["vocab"], _pairs(model["merges"])
