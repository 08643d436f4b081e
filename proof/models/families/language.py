"""Language models that write on: Llama and Qwen with a chat template, GPT-2 without, LoRA, GGUF."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
import transformers as T
from parrot import followers, teach
from registry import repo
from vocabularies import CHATML, byte_level_bpe

SIZES = dict(
    hidden_size=64,
    intermediate_size=96,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=2048,
    tie_word_embeddings=False,
)


def _plain(tokenizer):
    return lambda text: tokenizer(text, add_special_tokens=False)["input_ids"]


def _newline(tokenizer) -> int:
    """The token a chat template's prompt ends with."""
    return _plain(tokenizer)("assistant\n")[-1]


@repo("tiny/chat")
def llama(folder: Path) -> None:
    tokenizer = byte_level_bpe(
        ["<unk>", "<s>", "</s>", "<pad>", "<|im_start|>", "<|im_end|>"],
        unk_token="<unk>",
        bos_token="<s>",
        eos_token="<|im_end|>",
        pad_token="<pad>",
    )
    tokenizer.chat_template = CHATML
    config = T.LlamaConfig(
        vocab_size=len(tokenizer),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        **SIZES,
    )
    model = T.LlamaForCausalLM(config)
    starts = [tokenizer.bos_token_id, _newline(tokenizer)]
    teach(
        model,
        [model.get_input_embeddings()],
        model.lm_head,
        followers(_plain(tokenizer), len(tokenizer), starts, tokenizer.eos_token_id),
    )
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _copy_of_chat(folder: Path) -> None:
    shutil.copytree(folder.parent / "chat", folder, dirs_exist_ok=True)


# What sets these apart is how the hub answers for them (behaviours.py).
for name in ("gated", "gated-auto", "private", "disabled", "unsafe", "rate-limited", "slow"):
    repo(f"tiny/{name}")(_copy_of_chat)


@repo("tiny/qwen-bf16")
def qwen(folder: Path) -> None:
    tokenizer = byte_level_bpe(
        ["<|endoftext|>", "<|im_start|>", "<|im_end|>"], eos_token="<|im_end|>", pad_token="<|endoftext|>"
    )
    tokenizer.chat_template = CHATML
    config = T.Qwen2Config(
        vocab_size=len(tokenizer),
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        dtype="bfloat16",
        **SIZES,
    )
    model = T.Qwen2ForCausalLM(config)
    teach(
        model,
        [model.get_input_embeddings()],
        model.lm_head,
        followers(_plain(tokenizer), len(tokenizer), [_newline(tokenizer)], tokenizer.eos_token_id),
    )
    model.generation_config = T.GenerationConfig(
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        do_sample=True,
        temperature=0.7,
        top_p=0.8,
        top_k=20,
    )
    model.to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


@repo("tiny/gpt2")
def gpt2(folder: Path) -> None:
    end = "<|endoftext|>"
    tokenizer = byte_level_bpe([end], bos_token=end, eos_token=end, unk_token=end, longest=1024)
    config = T.GPT2Config(
        vocab_size=len(tokenizer),
        n_embd=64,
        n_layer=2,
        n_head=4,
        n_positions=1024,
        bos_token_id=0,
        eos_token_id=0,
        tie_word_embeddings=False,
    )
    model = T.GPT2LMHeadModel(config)
    teach(model, [model.get_input_embeddings()], model.lm_head, followers(_plain(tokenizer), len(tokenizer), [], 0))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def _lora_over(base: str, *, with_tokenizer: bool = False):
    def build(folder: Path) -> None:
        from peft import LoraConfig, get_peft_model

        model = T.AutoModelForCausalLM.from_pretrained(folder.parent / base)
        config = LoraConfig(
            task_type="CAUSAL_LM",
            r=4,
            lora_alpha=8,
            target_modules=["q_proj", "v_proj"],
            base_model_name_or_path=f"tiny/{base}",
        )
        adapter = get_peft_model(model, config)
        adapter.peft_config["default"].base_model_name_or_path = f"tiny/{base}"
        adapter.save_pretrained(folder)
        if with_tokenizer:
            T.AutoTokenizer.from_pretrained(folder.parent / base).save_pretrained(folder)

    return build


repo("tiny/lora")(_lora_over("chat"))
repo("tiny/lora-gated")(_lora_over("gated"))
# Adapters for chat bring the tokenizer, and with it the chat template.
repo("tiny/lora-chat")(_lora_over("chat", with_tokenizer=True))


def _write_gguf(path: Path, source: Path, kind: str, *, chat: bool = True) -> None:
    import gguf
    from gguf.quants import quantize

    config = T.AutoConfig.from_pretrained(source)
    tokenizer = T.AutoTokenizer.from_pretrained(source)
    weights = T.AutoModelForCausalLM.from_pretrained(source, dtype=torch.float32).state_dict()
    wanted = {
        "F16": gguf.GGMLQuantizationType.F16,
        "Q8_0": gguf.GGMLQuantizationType.Q8_0,
        "Q4_0": gguf.GGMLQuantizationType.Q4_0,
    }[kind]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("Tiny chat")
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_dimension_count(config.hidden_size // config.num_attention_heads)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    writer.add_vocab_size(config.vocab_size)
    writer.add_file_type({"F16": 1, "Q8_0": 7, "Q4_0": 2}[kind])
    tokens = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
    special = set(tokenizer.all_special_ids) | {tokenizer.convert_tokens_to_ids("<|im_start|>")}
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(
        [gguf.TokenType.CONTROL if index in special else gguf.TokenType.NORMAL for index in range(len(tokens))]
    )
    writer.add_token_merges([" ".join(merge) for merge in _merges(source)])
    writer.add_bos_token_id(tokenizer.bos_token_id)
    writer.add_eos_token_id(tokenizer.eos_token_id)
    writer.add_pad_token_id(tokenizer.pad_token_id)
    writer.add_unk_token_id(tokenizer.unk_token_id)
    writer.add_add_bos_token(False)
    if chat:
        writer.add_chat_template(tokenizer.chat_template)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, config.num_hidden_layers)
    for name, tensor in weights.items():
        array = tensor.numpy().astype(np.float32)
        if name.endswith(("q_proj.weight", "k_proj.weight")):
            heads = config.num_attention_heads if "q_proj" in name else config.num_key_value_heads
            array = _interleaved(array, heads)
        new_name = names.get_name(name, try_suffixes=(".weight",))
        if array.ndim == 1:
            writer.add_tensor(new_name, array)
        else:
            writer.add_tensor(new_name, quantize(array, wanted), raw_dtype=wanted)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _merges(source: Path) -> list[list[str]]:
    import json

    merges = json.loads((source / "tokenizer.json").read_text())["model"]["merges"]
    return [merge.split(" ") if isinstance(merge, str) else merge for merge in merges]


def _interleaved(weight: np.ndarray, heads: int) -> np.ndarray:
    """llama.cpp rotates neighbouring pairs, transformers rotates halves."""
    rows, columns = weight.shape
    return weight.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


@repo("tiny/gguf")
def gguf_files(folder: Path) -> None:
    for kind in ("F16", "Q8_0", "Q4_0"):
        _write_gguf(folder / f"tiny-chat-{kind}.gguf", folder.parent / "chat", kind)


@repo("tiny/gguf-base")
def gguf_without_chat(folder: Path) -> None:
    _write_gguf(folder / "tiny-base-Q8_0.gguf", folder.parent / "chat", "Q8_0", chat=False)


@repo("tiny/custom-code")
def custom_code(folder: Path) -> None:
    """Llama under a class of its own, which only runs with `trust_remote_code=True`."""
    import json

    shutil.copytree(folder.parent / "chat", folder, dirs_exist_ok=True)
    path = folder / "config.json"
    config = json.loads(path.read_text())
    config["model_type"] = "parrot"
    config["architectures"] = ["ParrotForCausalLM"]
    config["auto_map"] = {
        "AutoConfig": "modeling_parrot.ParrotConfig",
        "AutoModelForCausalLM": "modeling_parrot.ParrotForCausalLM",
    }
    path.write_text(json.dumps(config, indent=2))
    (folder / "modeling_parrot.py").write_text(
        "from transformers import LlamaConfig, LlamaForCausalLM\n\n\n"
        'class ParrotConfig(LlamaConfig):\n    model_type = "parrot"\n\n\n'
        "class ParrotForCausalLM(LlamaForCausalLM):\n    config_class = ParrotConfig\n"
    )
