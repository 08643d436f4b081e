"""What must hold of every notebook with real weights, whatever its model is for."""

from __future__ import annotations

import gc
import json
import math
import subprocess
import sys

# Engines whose model is one object, by module and class.
ENGINES = (
    ("llama_cpp.llama", "Llama"),
    ("faster_whisper.transcribe", "WhisperModel"),
    ("spacy.language", "Language"),
    ("fasttext.FastText", "_FastText"),
    ("stable_baselines3.common.base_class", "BaseAlgorithm"),
)


def check(names: dict, about: dict) -> None:
    """Raises AssertionError. `about`: {language: code or None, languages: file of a language identifier or None}."""
    once_in_memory()
    finite()
    in_its_language(names, about)


def _parts():
    """The objects that hold weights: modules of PyTorch that are in no other, and models of other engines."""
    kinds = {f"{module}.{name}" for module, name in ENGINES}
    modules, others = [], []
    for one in gc.get_objects():
        bases = {f"{base.__module__}.{base.__qualname__}" for base in type(one).__mro__}
        if "torch.nn.modules.module.Module" in bases:
            modules.append(one)
        elif bases & kinds:
            others.append(one)
    inside = {id(child) for one in modules for child in one.modules() if child is not one}
    return [one for one in modules if id(one) not in inside], others


def once_in_memory() -> None:
    """No model is there twice: a second copy has as many weights of the same shapes, in memory of its own."""
    gc.collect()
    modules, others = _parts()
    seen: dict[tuple, int] = {}
    for one in modules:
        weights = list(one.parameters())
        size = sum(weight.numel() for weight in weights)
        if size < 10_000:
            continue
        shapes = (size, len(weights))
        place = weights[0].data_ptr()
        assert seen.setdefault(shapes, place) == place, (
            f"the model is in memory twice: {type(one).__name__} with {size:,} numbers"
        )
    classes = [type(one).__qualname__ for one in others]
    twice = {name for name in classes if classes.count(name) > 1}
    assert not twice, f"the model is in memory twice: {', '.join(sorted(twice))}"


def finite() -> None:
    """No weight is NaN or infinite."""
    import torch

    for one in _parts()[0]:
        for name, weight in one.named_parameters():
            if weight.is_floating_point():
                assert torch.isfinite(weight).all(), f"{type(one).__name__}.{name} holds NaN or infinity"


def in_its_language(names: dict, about: dict) -> None:
    """The notebook's inputs are in the language that the model's card names."""
    if not (about.get("language") and about.get("languages")):
        return
    texts = [text for text in strings(names.get("examples", [])) if len(text.split()) >= 5]
    if not texts:
        return
    # In a process of its own: the notebook's modules stay as they are.
    ask = f"import sys, json, fasttext\nmodel = fasttext.load_model({about['languages']!r})\n"
    ask += "print(json.dumps([model.predict(' '.join(one.split()))[0][0][9:] for one in json.load(sys.stdin)]))"
    run = subprocess.run(
        [sys.executable, "-c", ask], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    found = json.loads(run.stdout)
    wrong = [text for text, code in zip(texts, found) if code != about["language"]]
    assert len(wrong) <= len(texts) / 4, (
        f"the model reads {about['language']}, and the notebook gives it other languages: {wrong[0][:60]!r}"
    )


def strings(value: object) -> list[str]:
    """Every text in nested lists and dictionaries."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in strings(one)]
    return [text for one in value for text in strings(one)] if isinstance(value, list | tuple) else []


def figures(found: dict) -> dict:
    """What a judge measured; a number that is none is a fault of the model or of the notebook."""
    bad = {name: value for name, value in found.items() if not math.isfinite(value)}
    assert not bad, f"the judge measured {bad}"
    return found
