"""Diffusion: Stable Diffusion, an instruction editor, a LoRA, an unconditional DDPM."""

from __future__ import annotations

from pathlib import Path

import transformers as T
from registry import repo
from vocabularies import clip


def _unet(in_channels: int = 4):
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        block_out_channels=(4, 8),
        layers_per_block=1,
        sample_size=32,
        in_channels=in_channels,
        out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=8,
        norm_num_groups=2,
    )


def _parts(in_channels: int = 4) -> dict[str, object]:
    from diffusers import AutoencoderKL, DDIMScheduler

    tokenizer = clip()
    return dict(
        unet=_unet(in_channels),
        vae=AutoencoderKL(
            block_out_channels=[4, 8],
            in_channels=3,
            out_channels=3,
            down_block_types=["DownEncoderBlock2D"] * 2,
            up_block_types=["UpDecoderBlock2D"] * 2,
            latent_channels=4,
            norm_num_groups=2,
        ),
        text_encoder=T.CLIPTextModel(
            T.CLIPTextConfig(
                bos_token_id=0,
                eos_token_id=1,
                pad_token_id=1,
                hidden_size=8,
                intermediate_size=16,
                num_attention_heads=2,
                num_hidden_layers=2,
                vocab_size=len(tokenizer),
            )
        ),
        tokenizer=tokenizer,
        scheduler=DDIMScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            clip_sample=False,
            set_alpha_to_one=False,
            steps_offset=1,
        ),
        safety_checker=None,
        feature_extractor=None,
        image_encoder=None,
        requires_safety_checker=False,
    )


def _stable_diffusion(folder: Path) -> None:
    from diffusers import StableDiffusionPipeline

    StableDiffusionPipeline(**_parts()).save_pretrained(folder)


repo("tiny/sd")(_stable_diffusion)
repo("tiny/sd-img2img")(_stable_diffusion)


@repo("tiny/pix2pix")
def pix2pix(folder: Path) -> None:
    """Edits an image as told; its UNet takes the picture beside the noise (8 channels)."""
    from diffusers import StableDiffusionInstructPix2PixPipeline

    StableDiffusionInstructPix2PixPipeline(**_parts(8)).save_pretrained(folder)


@repo("tiny/sd-lora")
def lora(folder: Path) -> None:
    """As most diffusers repositories of the Hub: no pipeline, one LoRA file over a base model."""
    from diffusers import StableDiffusionPipeline
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    unet = _unet()
    unet.add_adapter(LoraConfig(r=2, lora_alpha=2, target_modules=["to_q", "to_v"]))
    StableDiffusionPipeline.save_lora_weights(folder, unet_lora_layers=get_peft_model_state_dict(unet))


@repo("tiny/ddpm")
def ddpm(folder: Path) -> None:
    from diffusers import DDPMPipeline, DDPMScheduler, UNet2DModel

    unet = UNet2DModel(
        block_out_channels=(4, 8),
        layers_per_block=1,
        norm_num_groups=4,
        sample_size=16,
        in_channels=3,
        out_channels=3,
        down_block_types=("DownBlock2D", "AttnDownBlock2D"),
        up_block_types=("AttnUpBlock2D", "UpBlock2D"),
    )
    DDPMPipeline(unet, DDPMScheduler()).save_pretrained(folder)
