"""Shows that the stand-in for a graphics card keeps its rules: `python proof/device/check.py`.

Closes with `N passed, N failed`.
"""

from __future__ import annotations

import copy
import os
import resource
import subprocess
import sys
from collections.abc import Callable

from build import build

OUT = build()
# On the path before torch is imported, which then finds the device by itself.
sys.path.insert(0, str(OUT))

import numpy as np
import torch
import torch.nn.functional as F
import transformers
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from torch import nn

GPU = "gpu"
results: list[bool] = []


def expect(name: str, ok: bool, said: str = "") -> None:
    results.append(ok)
    print(f"{'ok  ' if ok else 'FAIL'} {name}{'' if ok else ': ' + said}")


def refused(name: str, work: Callable[[], object], words: str = "same device") -> None:
    try:
        answer = work()
    except (RuntimeError, TypeError) as error:
        first = str(error).splitlines()[0]
        expect(f"refused: {name}", words in first, first)
    else:
        expect(f"refused: {name}", False, f"it gave {answer}")


def same(name: str, module: nn.Module | Callable, *inputs: torch.Tensor) -> None:
    """On the device as on the CPU."""
    there = copy.deepcopy(module).to(GPU) if isinstance(module, nn.Module) else module
    try:
        with torch.no_grad():
            ours = module(*inputs)
            theirs = there(*(one.to(GPU) for one in inputs))
        ours, theirs = (one[0] if isinstance(one, tuple) else one for one in (ours, theirs))
        on_gpu = theirs.device.type == GPU
        near = torch.allclose(ours, theirs.cpu(), atol=1e-4, rtol=1e-4)
    except Exception as error:  # told as a failure
        expect(f"as on the CPU: {name}", False, f"{type(error).__name__}: {error}"[:200])
    else:
        expect(f"as on the CPU: {name}", on_gpu and near, f"on the device: {on_gpu}, near: {near}")


def mixing() -> None:
    here, there = torch.ones(3, 3), torch.ones(3, 3, device=GPU)
    ids = torch.tensor([0, 1])
    heads = torch.ones(1, 1, 2, 4, device=GPU)
    for name, work in {
        "sum": lambda: there + here,
        "sum, the other way round": lambda: here + there,
        "matrix product": lambda: there @ here,
        "linear": lambda: nn.Linear(3, 3).to(GPU)(here),
        "linear that stayed behind": lambda: nn.Linear(3, 3)(there),
        "embedding": lambda: nn.Embedding(5, 3).to(GPU)(ids),
        "cat": lambda: torch.cat([there, here]),
        "where": lambda: torch.where(there > 0, there, here),
        "convolution": lambda: nn.Conv2d(1, 1, 3).to(GPU)(torch.ones(1, 1, 5, 5)),
        "layer norm": lambda: nn.LayerNorm(3)(there),
        "index_select": lambda: there.index_select(0, ids),
        "gather": lambda: there.gather(1, torch.zeros(3, 1, dtype=torch.long)),
        "LSTM": lambda: nn.LSTM(3, 4).to(GPU)(torch.ones(2, 1, 3)),
        "attention": lambda: F.scaled_dot_product_attention(heads, heads.cpu(), heads.cpu()),
        "attention mask": lambda: F.scaled_dot_product_attention(heads, heads, heads, attn_mask=torch.zeros(2, 2)),
    }.items():
        refused(name, work)
    refused("device index on a CPU tensor", lambda: here[ids.to(GPU)], "indices should be")
    refused("NumPy", lambda: there.numpy(), "numpy")
    refused("np.asarray", lambda: np.asarray(there), "numpy")
    refused("a generator of the CPU", lambda: torch.randn(3, device=GPU, generator=torch.Generator()), "generator")
    refused("a generator of the device", lambda: torch.randn(3, generator=torch.Generator(GPU)), "generator")
    grouped = torch.ones(1, 4, 2, 4, device=GPU)
    pair = grouped[:, :2]
    refused("heads that do not match", lambda: F.scaled_dot_product_attention(grouped, pair, pair), "must match")
    refused("a second device", lambda: torch.ones(3, device="gpu:1"), "ordinal")
    refused("float32 beside bfloat16", lambda: nn.Linear(3, 3).to(GPU, torch.bfloat16)(there), "dtype")
    expect("taken: a number of the CPU", (there + torch.tensor(1.0)).device.type == GPU)
    expect("taken: an index of the CPU", there[ids].device.type == GPU)


def results_match() -> None:
    torch.manual_seed(0)
    picture = torch.randn(2, 4, 8, 8)
    heads = torch.randn(1, 2, 5, 4)
    same("Linear", nn.Linear(3, 5), torch.randn(2, 3))
    same("Embedding", nn.Embedding(9, 4), torch.randint(0, 9, (2, 3)))
    same("Conv2d", nn.Conv2d(4, 8, 3, padding=1), picture)
    same("ConvTranspose2d", nn.ConvTranspose2d(4, 8, 3, stride=2), picture)
    same("GroupNorm", nn.GroupNorm(2, 4), picture)
    same("LayerNorm", nn.LayerNorm(8), picture)
    same("LSTM", nn.LSTM(3, 5, 2, bidirectional=True), torch.randn(4, 2, 3))
    same("GRU", nn.GRU(3, 5), torch.randn(4, 2, 3))
    same("interpolate", lambda x: F.interpolate(x, scale_factor=2.0, mode="bilinear"), picture)
    same("stft", lambda x: torch.view_as_real(torch.stft(x, 64, return_complex=True)), torch.randn(1, 400))
    same("attention", F.scaled_dot_product_attention, heads, heads, heads)
    mask = torch.tril(torch.ones(5, 5, dtype=torch.bool))
    same("attention with a mask", lambda q, m: F.scaled_dot_product_attention(q, q, q, attn_mask=m), heads, mask)
    same("attention of matrices", F.scaled_dot_product_attention, *[torch.randn(5, 4)] * 3)
    same("causal attention", lambda q: F.scaled_dot_product_attention(q, q, q, is_causal=True), heads)
    grouped = torch.randn(1, 4, 5, 4)
    same(
        "grouped attention",
        lambda q, k: F.scaled_dot_product_attention(q, k, k, enable_gqa=True),
        grouped,
        heads,
    )
    torch.manual_seed(3)
    one = torch.randn(4, device=GPU)
    torch.manual_seed(3)
    expect("a seed repeats random numbers", torch.equal(one, torch.randn(4, device=GPU)))


def memory() -> None:
    before = torch.gpu.memory_allocated()
    block = torch.ones(1_000_000, device=GPU)
    expect("memory is counted", torch.gpu.memory_allocated() - before == 4_000_000)
    del block
    expect("memory is given back", torch.gpu.memory_allocated() == before)
    torch.gpu.reset_peak_memory_stats()
    tokens = torch.randn(1, 1, 65_536, 16, device=GPU, dtype=torch.bfloat16)
    # The device does not count what the CPU needs in between.
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with torch.no_grad():
        F.scaled_dot_product_attention(tokens, tokens, tokens)
    peak = torch.gpu.max_memory_allocated() - before
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident) * 1024
    name = "attention needs no memory quadratic in the tokens"
    expect(name, max(peak, grown) < 100_000_000, f"{peak} bytes of the device, {grown} of the process")


def models() -> None:
    config = transformers.LlamaConfig(
        vocab_size=64,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        pad_token_id=0,
        eos_token_id=None,
    )
    torch.manual_seed(0)
    model = transformers.LlamaForCausalLM(config).eval()
    ids = torch.tensor([[1, 5, 9]])
    ours = model.generate(ids, max_new_tokens=8, do_sample=False)
    theirs = copy.deepcopy(model).to(GPU).generate(ids.to(GPU), max_new_tokens=8, do_sample=False)
    expect("a Llama writes what it writes on the CPU", torch.equal(ours, theirs.cpu()), f"{ours} {theirs}")
    half = model.to(GPU, torch.bfloat16).generate(ids.to(GPU), max_new_tokens=4, do_sample=True)
    expect("a Llama writes in bfloat16", half.shape == (1, 7) and half.device.type == GPU)


def pipeline() -> None:
    words = {word: place for place, word in enumerate(["[PAD]", "[UNK]", "good", "bad"])}
    tokenizer = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    classify = transformers.pipeline(
        "text-classification",
        model=transformers.BertForSequenceClassification(config),
        tokenizer=transformers.PreTrainedTokenizerFast(
            tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]"
        ),
        device=GPU,
    )
    answers = classify(["good", "good bad"], batch_size=2)
    whole = len(answers) == 2 and all(0 <= answer["score"] <= 1 for answer in answers)
    expect("a pipeline takes the device by its name", classify.device.type == GPU and whole, f"{answers}")


LATE = """
import os, sys, torch
if hasattr(torch, "gpu"):
    sys.exit("the device was there before it was imported")
child = os.fork()
if child == 0:
    sys.path.insert(0, sys.argv[1])
    import torch_gpu
    os._exit(0 if torch.ones(2, device="gpu").sum().item() == 2 else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def late() -> None:
    """A kernel is forked from a process that imported torch without the device."""
    options = {**os.environ, "TORCH_DEVICE_BACKEND_AUTOLOAD": "0"}
    done = subprocess.run([sys.executable, "-c", LATE, str(OUT)], env=options, capture_output=True, text=True)
    expect("it can be imported after a fork, after torch", done.returncode == 0, done.stderr[-200:])


def fork() -> None:
    """The harness forks kernels; what the device does in a child is its own."""
    child = os.fork()
    if child == 0:
        try:
            fine = torch.ones(2, device=GPU).sum().item() == 2
            os._exit(0 if fine else 1)
        except BaseException:
            os._exit(1)
    expect("it works in a forked process", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0)


if __name__ == "__main__":
    torch.set_num_threads(1)
    fork()
    late()
    mixing()
    results_match()
    memory()
    models()
    pipeline()
    failed = results.count(False)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
