"""Text in, text out: T5, BART, Marian, NLLB."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import transformers as T
from parrot import followers, teach, teach_t5
from registry import repo
from vocabularies import byte_level_bpe, metaspace_bpe, sentencepiece_model, unigram

BART_SIZES = dict(
    d_model=64,
    encoder_layers=2,
    decoder_layers=2,
    encoder_attention_heads=4,
    decoder_attention_heads=4,
    encoder_ffn_dim=96,
    decoder_ffn_dim=96,
)


def _speak(model: T.PreTrainedModel, tokenizer, starts: list[int]) -> None:
    """Let the decoder say English."""
    size = model.lm_head.weight.shape[0]
    encode = lambda text: tokenizer(text, add_special_tokens=False)["input_ids"]  # noqa: E731
    following = followers(encode, size, starts, tokenizer.eos_token_id)
    if tokenizer.eos_token_id not in starts:
        following[tokenizer.eos_token_id] = following[starts[0]]
    embeddings = [model.get_input_embeddings(), model.get_encoder().embed_tokens, model.get_decoder().embed_tokens]
    teach(model, embeddings, model.lm_head, following)


def _t5(folder: Path, **config: object) -> None:
    tokenizer = unigram()
    model = T.T5ForConditionalGeneration(
        T.T5Config(
            vocab_size=len(tokenizer),
            d_model=64,
            d_kv=16,
            d_ff=128,
            num_layers=2,
            num_heads=4,
            decoder_start_token_id=0,
            pad_token_id=0,
            eos_token_id=1,
            **config,
        )
    )
    teach_t5(model, lambda text: tokenizer(text, add_special_tokens=False)["input_ids"], 0, 1)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


TASKS_OF_T5 = {
    "summarization": {"prefix": "summarize: ", "max_length": 200, "min_length": 5, "num_beams": 2},
    "translation_en_to_de": {"prefix": "translate English to German: ", "max_length": 120, "num_beams": 2},
}

repo("tiny/t5")(lambda folder: _t5(folder, task_specific_params=TASKS_OF_T5))
repo("tiny/t5-translate")(lambda folder: _t5(folder, task_specific_params=TASKS_OF_T5))
repo("tiny/flan")(_t5)


def _bart(folder: Path, longest: int) -> None:
    tokenizer = byte_level_bpe(
        ["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        roberta=True,
        longest=longest,
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        mask_token="<mask>",
    )
    model = T.BartForConditionalGeneration(
        T.BartConfig(
            vocab_size=len(tokenizer),
            max_position_embeddings=longest,
            pad_token_id=1,
            bos_token_id=0,
            eos_token_id=2,
            decoder_start_token_id=2,
            forced_eos_token_id=2,
            tie_word_embeddings=False,
            **BART_SIZES,
        )
    )
    _speak(model, tokenizer, [2])
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


# 128 positions: an article of a topic is longer, so notebooks have to truncate it.
repo("tiny/bart-sum")(lambda folder: _bart(folder, 128))
repo("tiny/bart-mt")(lambda folder: _bart(folder, 512))


@repo("tiny/marian")
def marian(folder: Path) -> None:
    """As opus-mt repositories are: source.spm, target.spm and a joint vocab.json."""
    import sentencepiece

    sentencepiece_model(folder / "source.spm")
    shutil.copy(folder / "source.spm", folder / "target.spm")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    words = [pieces.id_to_piece(index) for index in range(pieces.get_piece_size())]
    ordered = ["</s>", "<unk>", *[word for word in words if word not in ("<s>", "</s>", "<unk>")], "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({word: index for index, word in enumerate(ordered)}))
    tokenizer = T.MarianTokenizer(
        source_spm=str(folder / "source.spm"),
        target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
        source_lang="en",
        target_lang="de",
        model_max_length=512,
    )
    pad = tokenizer.pad_token_id
    model = T.MarianMTModel(
        T.MarianConfig(
            vocab_size=len(ordered),
            max_position_embeddings=512,
            pad_token_id=pad,
            eos_token_id=0,
            bos_token_id=None,
            decoder_start_token_id=pad,
            forced_eos_token_id=0,
            tie_word_embeddings=False,
            scale_embedding=False,
            **BART_SIZES,
        )
    )
    _speak(model, tokenizer, [pad])
    model.generation_config.bad_words_ids = [[pad]]
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@repo("tiny/nllb")
def nllb(folder: Path) -> None:
    """Many languages in one model: needs `src_lang` and the target's token forced first."""
    vocab, merges = metaspace_bpe(["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer = T.NllbTokenizer(vocab=vocab, merges=merges, src_lang="eng_Latn", model_max_length=512)
    model = T.M2M100ForConditionalGeneration(
        T.M2M100Config(
            vocab_size=len(tokenizer),
            max_position_embeddings=512,
            pad_token_id=tokenizer.pad_token_id,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
            decoder_start_token_id=tokenizer.eos_token_id,
            tie_word_embeddings=False,
            scale_embedding=True,
            **BART_SIZES,
        )
    )
    languages = ["eng_Latn", "fra_Latn", "deu_Latn", "spa_Latn", "ita_Latn", "por_Latn", "zho_Hans"]
    _speak(model, tokenizer, tokenizer.convert_tokens_to_ids(languages))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
