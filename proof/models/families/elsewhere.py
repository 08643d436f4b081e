"""Repositories that no laptop runs as they are: other libraries, other hardware, nothing to run at all.

Only what the Hub would show of them: files, configuration, card. Their
notebooks take the API route or look at the files.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from registry import repo
from safetensors.torch import save_file

LLAMA = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 64, "vocab_size": 1600}

FILES: dict[str, dict[str, object]] = {
    "tiny/keras": {
        "config.json": {"module": "keras_hub.src.models", "class_name": "ImageClassifier"},
        "metadata.json": {"keras_version": "3.8.0"},
        "model.weights.h5": b"\x89HDF\r\n\x1a\n",
    },
    "tiny/mlx": {
        "config.json": {**LLAMA, "quantization": {"group_size": 64, "bits": 4}},
        "model.safetensors": 128,
    },
    "tiny/onnx": {"config.json": {"model_type": "bert"}, "onnx/model.onnx": b"\x08\x07\x12\x07pytorch"},
    "tiny/lerobot-act": {"config.json": {"type": "act", "n_obs_steps": 1}, "model.safetensors": 128},
    "tiny/graphormer": {
        "config.json": {"architectures": ["GraphormerForGraphClassification"], "model_type": "graphormer"},
        "model.safetensors": 128,
    },
    "tiny/image-to-3d": {"pipeline.json": {"name": "ImageTo3DPipeline"}, "ckpts/decoder.safetensors": 128},
    "tiny/text-to-video": {
        "model_index.json": {"_class_name": "WanPipeline", "_diffusers_version": "0.40.0"},
        "transformer/config.json": {"_class_name": "WanTransformer3DModel"},
        "transformer/diffusion_pytorch_model.safetensors": 128,
    },
    "tiny/image-to-video": {
        "model_index.json": {"_class_name": "StableVideoDiffusionPipeline", "_diffusers_version": "0.40.0"},
        "unet/diffusion_pytorch_model.safetensors": 128,
    },
    "tiny/awq": {
        "config.json": {**LLAMA, "quantization_config": {"quant_method": "awq", "bits": 4, "group_size": 128}},
        "model.safetensors": 128,
    },
    "tiny/large": {"config.json": {**LLAMA, "hidden_size": 8192, "num_hidden_layers": 80}, "model.safetensors": 128},
    "tiny/nemo-asr": {"tiny-nemo-asr.nemo": b"nemo"},
    "tiny/pyannote-vad": {"config.yaml": b"pipeline:\n  name: pyannote.audio.pipelines.VoiceActivityDetection\n"},
    "tiny/speechbrain-enhance": {"hyperparams.yaml": b"sample_rate: 16000\n", "enhance_model.ckpt": b"ckpt"},
    "tiny/audio-chat": {
        "config.json": {"architectures": ["Qwen2AudioForConditionalGeneration"], "model_type": "qwen2_audio"},
        "model.safetensors": 128,
    },
    "tiny/video-chat": {
        "config.json": {"architectures": ["LlavaOnevisionForConditionalGeneration"], "model_type": "llava_onevision"},
        "model.safetensors": 128,
    },
    "tiny/omni": {
        "config.json": {"architectures": ["Qwen2_5OmniForConditionalGeneration"], "model_type": "qwen2_5_omni"},
        "model.safetensors": 128,
    },
    "tiny/colpali": {
        "config.json": {"architectures": ["ColPaliForRetrieval"], "model_type": "colpali"},
        "model.safetensors": 128,
    },
    "tiny/no-card": {"config.json": {"architectures": ["BertModel"], "model_type": "bert"}, "model.safetensors": 128},
    "tiny/empty": {},
}


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, int):
        save_file({"weight": torch.randn(content)}, path)
    else:
        path.write_text(json.dumps(content, indent=2))


def _register(repo_id: str, files: dict[str, object]) -> None:
    @repo(repo_id)
    def build(folder: Path) -> None:
        for name, content in files.items():
            _write(folder / name, content)


for _repo_id, _files in FILES.items():
    _register(_repo_id, _files)


@repo("tiny/bare-bert")
def without_card(folder: Path) -> None:
    """Complete files of a classifier, and no card: the task is known from the architecture alone."""
    shutil.copytree(folder.parent / "text-cls", folder, dirs_exist_ok=True)
