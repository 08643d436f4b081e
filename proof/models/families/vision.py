"""Images and video in; labels, boxes, masks, depth, points, vectors or images out."""

from __future__ import annotations

from pathlib import Path

import transformers as T
from registry import repo
from vocabularies import clip

from .text import named

VIT = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=37)
SQUARE = {"height": 30, "width": 30}


@repo("tiny/vit")
def vit(folder: Path) -> None:
    config = T.ViTConfig(image_size=30, patch_size=2, **VIT, **named(["cat", "dog", "bird"]))
    T.ViTForImageClassification(config).save_pretrained(folder)
    T.ViTImageProcessor(size=SQUARE).save_pretrained(folder)


@repo("tiny/vit-feat")
def vit_features(folder: Path) -> None:
    T.ViTModel(T.ViTConfig(image_size=30, patch_size=2, **VIT)).save_pretrained(folder)
    T.ViTImageProcessor(size=SQUARE).save_pretrained(folder)


@repo("tiny/yolos")
def yolos(folder: Path) -> None:
    config = T.YolosConfig(
        image_size=[30, 30], patch_size=2, num_detection_tokens=10, **VIT, **named(["cat", "dog", "car"])
    )
    T.YolosForObjectDetection(config).save_pretrained(folder)
    T.YolosImageProcessor(size={"shortest_edge": 30, "longest_edge": 60}).save_pretrained(folder)


@repo("tiny/mobilevit-seg")
def mobilevit(folder: Path) -> None:
    config = T.MobileViTConfig(
        image_size=32,
        patch_size=2,
        last_hidden_size=32,
        hidden_sizes=[12, 16, 20],
        neck_hidden_sizes=[8, 8, 16, 16, 32, 32, 32],
        num_attention_heads=4,
        output_stride=32,
        aspp_out_channels=16,
        **named(["sky", "road", "tree"]),
    )
    T.MobileViTForSemanticSegmentation(config).save_pretrained(folder)
    T.MobileViTImageProcessor(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}).save_pretrained(folder)


@repo("tiny/glpn")
def glpn(folder: Path) -> None:
    config = T.GLPNConfig(
        num_encoder_blocks=4,
        depths=[1] * 4,
        sr_ratios=[8, 4, 2, 1],
        hidden_sizes=[16, 32, 64, 128],
        num_attention_heads=[1, 2, 4, 8],
        decoder_hidden_size=16,
    )
    T.GLPNForDepthEstimation(config).save_pretrained(folder)
    T.GLPNImageProcessor(size_divisor=32).save_pretrained(folder)


@repo("tiny/clip")
def clip_model(folder: Path) -> None:
    tokenizer = clip()
    config = T.CLIPConfig(
        text_config=dict(
            vocab_size=len(tokenizer),
            max_position_embeddings=77,
            projection_dim=32,
            bos_token_id=0,
            eos_token_id=1,
            pad_token_id=1,
            **VIT,
        ),
        vision_config=dict(image_size=30, patch_size=2, projection_dim=32, **VIT),
        projection_dim=32,
    )
    T.CLIPModel(config).save_pretrained(folder)
    images = T.CLIPImageProcessor(size={"shortest_edge": 30}, crop_size=SQUARE)
    T.CLIPProcessor(images, tokenizer).save_pretrained(folder)


@repo("tiny/owlvit")
def owlvit(folder: Path) -> None:
    tokenizer = clip(16)
    config = T.OwlViTConfig(
        text_config=dict(
            vocab_size=len(tokenizer),
            max_position_embeddings=16,
            bos_token_id=0,
            eos_token_id=1,
            pad_token_id=1,
            **VIT,
        ),
        vision_config=dict(image_size=32, patch_size=4, **VIT),
        projection_dim=32,
    )
    T.OwlViTForObjectDetection(config).save_pretrained(folder)
    square = {"height": 32, "width": 32}
    T.OwlViTProcessor(T.OwlViTImageProcessor(size=square, crop_size=square), tokenizer).save_pretrained(folder)


@repo("tiny/superpoint")
def superpoint(folder: Path) -> None:
    config = T.SuperPointConfig(
        encoder_hidden_sizes=[8, 8, 16, 16],
        decoder_hidden_size=16,
        keypoint_decoder_dim=65,
        descriptor_decoder_dim=16,
        keypoint_threshold=0.0005,
        max_keypoints=50,
    )
    T.SuperPointForKeypointDetection(config).save_pretrained(folder)
    T.SuperPointImageProcessor(size={"height": 64, "width": 96}).save_pretrained(folder)


@repo("tiny/swin2sr")
def swin2sr(folder: Path) -> None:
    config = T.Swin2SRConfig(
        image_size=32,
        patch_size=1,
        embed_dim=16,
        depths=[1, 1],
        num_heads=[2, 2],
        window_size=8,
        mlp_ratio=2.0,
        upscale=2,
        upsampler="pixelshuffle",
    )
    T.Swin2SRForImageSuperResolution(config).save_pretrained(folder)
    T.Swin2SRImageProcessor(size_divisor=8).save_pretrained(folder)


@repo("tiny/sam")
def sam(folder: Path) -> None:
    config = T.SamConfig(
        vision_config=dict(
            hidden_size=32,
            output_channels=16,
            num_hidden_layers=1,
            num_attention_heads=2,
            image_size=64,
            patch_size=16,
            window_size=0,
            global_attn_indexes=[0],
            num_pos_feats=8,
            mlp_dim=32,
            intermediate_size=32,
        ),
        prompt_encoder_config=dict(
            hidden_size=16, image_size=64, patch_size=16, mask_input_channels=4, image_embedding_size=4
        ),
        mask_decoder_config=dict(
            hidden_size=16,
            mlp_dim=32,
            num_hidden_layers=1,
            num_attention_heads=2,
            iou_head_depth=1,
            iou_head_hidden_dim=16,
            attention_downsample_rate=1,
        ),
    )
    T.SamModel(config).save_pretrained(folder)
    images = T.SamImageProcessor(
        size={"longest_edge": 64},
        pad_size={"height": 64, "width": 64},
        mask_size={"longest_edge": 16},
        mask_pad_size={"height": 16, "width": 16},
    )
    T.SamProcessor(images).save_pretrained(folder)


@repo("tiny/videomae")
def videomae(folder: Path) -> None:
    config = T.VideoMAEConfig(
        image_size=32,
        patch_size=8,
        num_frames=4,
        tubelet_size=2,
        decoder_hidden_size=32,
        decoder_num_hidden_layers=1,
        decoder_num_attention_heads=4,
        decoder_intermediate_size=37,
        **VIT,
        **named(["run", "jump", "swim"]),
    )
    T.VideoMAEForVideoClassification(config).save_pretrained(folder)
    T.VideoMAEImageProcessor(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32}).save_pretrained(folder)
