"""Boxes and masks by transformers that hold their own backbone: RT-DETR, Grounding DINO, MaskFormer; DPT; SigLIP."""

from __future__ import annotations

from pathlib import Path

import transformers as T
from registry import repo
from vocabularies import bert, sentencepiece_model

from .text import SIZES, named
from .vision import SQUARE, VIT

SWIN = dict(
    model_type="swin",
    image_size=32,
    patch_size=2,
    embed_dim=8,
    depths=[1, 1, 1, 1],
    num_heads=[1, 1, 2, 2],
    window_size=4,
    out_features=["stage1", "stage2", "stage3", "stage4"],
)


@repo("tiny/rt-detr")
def rt_detr(folder: Path) -> None:
    backbone = T.RTDetrResNetConfig(
        embedding_size=8,
        hidden_sizes=[8, 16, 16, 16],
        depths=[1, 1, 1, 1],
        layer_type="basic",
        out_features=["stage2", "stage3", "stage4"],
    )
    config = T.RTDetrConfig(
        backbone_config=backbone,
        encoder_hidden_dim=32,
        encoder_in_channels=[16, 16, 16],
        encoder_layers=1,
        encoder_attention_heads=4,
        encoder_ffn_dim=37,
        decoder_in_channels=[32, 32, 32],
        d_model=32,
        decoder_layers=1,
        decoder_attention_heads=4,
        decoder_ffn_dim=37,
        num_queries=10,
        anchor_image_size=None,
        **named(["cat", "dog", "car"]),
    )
    T.RTDetrForObjectDetection(config).save_pretrained(folder)
    T.RTDetrImageProcessor(size={"height": 64, "width": 64}).save_pretrained(folder)


@repo("tiny/grounding-dino")
def grounding_dino(folder: Path) -> None:
    tokenizer = bert(64)
    config = T.GroundingDinoConfig(
        backbone_config={**SWIN, "out_features": ["stage2", "stage3", "stage4"]},
        text_config={"model_type": "bert", "vocab_size": len(tokenizer), **SIZES},
        num_queries=10,
        d_model=32,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=37,
        decoder_ffn_dim=37,
        max_text_len=64,
    )
    T.GroundingDinoForObjectDetection(config).save_pretrained(folder)
    images = T.GroundingDinoImageProcessor(size={"shortest_edge": 64, "longest_edge": 96})
    T.GroundingDinoProcessor(images, tokenizer).save_pretrained(folder)


@repo("tiny/maskformer")
def maskformer(folder: Path) -> None:
    config = T.MaskFormerConfig(
        backbone_config=SWIN,
        fpn_feature_size=32,
        mask_feature_size=32,
        decoder_config=dict(
            model_type="detr",
            d_model=32,
            num_queries=10,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=4,
            decoder_attention_heads=4,
            encoder_ffn_dim=37,
            decoder_ffn_dim=37,
        ),
        **named(["sky", "road", "tree"]),
    )
    T.MaskFormerForInstanceSegmentation(config).save_pretrained(folder)
    T.MaskFormerImageProcessor(size={"shortest_edge": 64, "longest_edge": 96}).save_pretrained(folder)


@repo("tiny/dpt")
def dpt(folder: Path) -> None:
    config = T.DPTConfig(
        image_size=32,
        patch_size=8,
        backbone_out_indices=[0, 1, 2, 3],
        neck_hidden_sizes=[8, 8, 16, 16],
        fusion_hidden_size=16,
        is_hybrid=False,
        **{**VIT, "num_hidden_layers": 4},
    )
    T.DPTForDepthEstimation(config).save_pretrained(folder)
    T.DPTImageProcessor(size={"height": 32, "width": 32}).save_pretrained(folder)


@repo("tiny/siglip")
def siglip(folder: Path) -> None:
    spiece = sentencepiece_model(folder / "spiece.model", eos_id=1, unk_id=2, bos_id=-1, pad_id=0)
    tokenizer = T.SiglipTokenizer(str(spiece), model_max_length=64, pad_token="<pad>", eos_token="</s>")
    config = T.SiglipConfig(
        text_config=dict(vocab_size=len(tokenizer), max_position_embeddings=64, **VIT),
        vision_config=dict(image_size=30, patch_size=2, **VIT),
    )
    T.SiglipModel(config).save_pretrained(folder)
    T.SiglipProcessor(T.SiglipImageProcessor(size=SQUARE), tokenizer).save_pretrained(folder)
