"""Images in, text out: GIT, Donut, TrOCR, Florence-2."""

from __future__ import annotations

from pathlib import Path

import transformers as T
from registry import repo
from vocabularies import bert, byte_level_bpe

from .vision import SQUARE, VIT


@repo("tiny/git")
def git(folder: Path) -> None:
    tokenizer = bert()
    config = T.GitConfig(
        vocab_size=len(tokenizer),
        vision_config=dict(image_size=30, patch_size=2, **VIT),
        max_position_embeddings=512,
        bos_token_id=tokenizer.cls_token_id,
        eos_token_id=tokenizer.sep_token_id,
        pad_token_id=tokenizer.pad_token_id,
        **VIT,
    )
    T.GitForCausalLM(config).save_pretrained(folder)
    images = T.CLIPImageProcessor(size={"shortest_edge": 30}, crop_size=SQUARE)
    T.GitProcessor(images, tokenizer).save_pretrained(folder)


def _writer(special: list[str], **names):
    return byte_level_bpe(
        ["<s>", "<pad>", "</s>", "<unk>", *special],
        roberta=True,
        bos_token="<s>",
        cls_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        sep_token="</s>",
        unk_token="<unk>",
        **names,
    )


DECODER = dict(
    d_model=32,
    decoder_layers=2,
    decoder_attention_heads=4,
    decoder_ffn_dim=37,
    max_position_embeddings=256,
)


@repo("tiny/donut")
def donut(folder: Path) -> None:
    tokenizer = _writer(["<s_docvqa>", "<s_question>", "</s_question>", "<s_answer>", "</s_answer>"])
    encoder = T.DonutSwinConfig(
        image_size=[64, 64], patch_size=4, embed_dim=8, depths=[1, 1, 1], num_heads=[1, 2, 4], window_size=4
    )
    decoder = T.MBartConfig(vocab_size=len(tokenizer), is_decoder=True, add_cross_attention=True, **DECODER)
    config = T.VisionEncoderDecoderConfig.from_encoder_decoder_configs(encoder, decoder)
    config.decoder_start_token_id = tokenizer.bos_token_id
    config.pad_token_id = tokenizer.pad_token_id
    config.eos_token_id = tokenizer.eos_token_id
    T.VisionEncoderDecoderModel(config).save_pretrained(folder)
    images = T.DonutImageProcessor(size={"height": 64, "width": 64})
    T.DonutProcessor(images, tokenizer).save_pretrained(folder)


@repo("tiny/trocr")
def trocr(folder: Path) -> None:
    tokenizer = _writer([])
    encoder = T.ViTConfig(image_size=30, patch_size=5, **VIT)
    decoder = T.TrOCRConfig(vocab_size=len(tokenizer), cross_attention_hidden_size=32, **DECODER)
    config = T.VisionEncoderDecoderConfig.from_encoder_decoder_configs(encoder, decoder)
    config.decoder_start_token_id = tokenizer.eos_token_id
    config.pad_token_id = tokenizer.pad_token_id
    config.eos_token_id = tokenizer.eos_token_id
    T.VisionEncoderDecoderModel(config).save_pretrained(folder)
    T.TrOCRProcessor(T.ViTImageProcessor(size=SQUARE), tokenizer).save_pretrained(folder)


@repo("tiny/florence2")
def florence2(folder: Path) -> None:
    places = [f"<loc_{number}>" for number in range(1000)]
    tokenizer = _writer(["<image>", *places], extra_special_tokens={"image_token": "<image>"})
    vision = T.Florence2VisionConfig(
        depths=[1, 1],
        patch_size=[7, 3],
        patch_stride=[4, 2],
        patch_padding=[3, 1],
        patch_prenorm=[False, True],
        embed_dim=[16, 32],
        num_heads=[2, 4],
        num_groups=[2, 4],
        window_size=4,
        projection_dim=32,
    )
    text = T.BartConfig(
        vocab_size=len(tokenizer),
        encoder_layers=2,
        encoder_attention_heads=4,
        encoder_ffn_dim=37,
        bos_token_id=tokenizer.bos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        decoder_start_token_id=tokenizer.eos_token_id,
        forced_eos_token_id=tokenizer.eos_token_id,
        # What random weights write is long, and is asked about again.
        **{**DECODER, "max_position_embeddings": 8192},
    )
    config = T.Florence2Config(text_config=text, vision_config=vision, image_token_id=tokenizer.image_token_id)
    T.Florence2ForConditionalGeneration(config).save_pretrained(folder)
    images = T.CLIPImageProcessor(size={"height": 64, "width": 64}, do_center_crop=False)
    images.image_seq_length = 8 * 8 + 1  # one for the picture as a whole
    corners = r"<loc_(\d+)>" * 8
    kinds = ("bboxes", "polygons", "description_with_bboxes", "description_with_polygons")
    parsed = {
        "pure_text": {},
        "ocr": {"PATTERN": rf"(.+?){corners}", "AREA_THRESHOLD": 0.0},
        "phrase_grounding": {"banned_grounding_tokens": ["it", "the"]},
        "description_with_bboxes_or_polygons": {},
        **{kind: {} for kind in kinds},
    }
    T.Florence2Processor(images, tokenizer, post_processor_config=parsed).save_pretrained(folder)
