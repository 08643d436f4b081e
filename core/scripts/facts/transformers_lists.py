"""Lists that transformers keeps of itself."""

from __future__ import annotations

import ast
import collections
import importlib.util
import pathlib
import re

import transformers
from transformers.models.auto import modeling_auto
from transformers.models.auto.auto_mappings import VIDEO_PROCESSOR_MAPPING_NAMES
from transformers.models.auto.image_processing_auto import IMAGE_PROCESSOR_MAPPING_NAMES
from transformers.models.auto.processing_auto import PROCESSOR_MAPPING_NAMES
from transformers.pipelines import PIPELINE_REGISTRY

ROOT = pathlib.Path(transformers.__file__).parent
ENDINGS = [
    "ForConditionalGeneration",
    "ForSequenceClassification",
    "ForTokenClassification",
    "ForQuestionAnswering",
    "ForMultipleChoice",
    "ForImageClassification",
    "ForMaskedLM",
    "ForCausalLM",
    "ForPreTraining",
    "ForObjectDetection",
    "ForCTC",
    "ForSemanticSegmentation",
    "ForDepthEstimation",
    "ForUniversalSegmentation",
    "ForVideoClassification",
    "ImageProcessor",
    "FeatureExtractor",
    "Processor",
    "Tokenizer",
    "Pipeline",
    "LMHeadModel",
    "Model",
]
#: Endings nobody imports in an example, or that are aliases of others.
LEFT_OUT = re.compile(r"(Config|PreTrainedModel|Fast|Pil|Error|Warning|Output)$")


def classes() -> dict[str, str]:
    """Classes that code imports by name, by the end of the name: `Model: "Bert …"` says `BertModel`."""
    groups: dict[str, list[str]] = collections.defaultdict(list)
    for name in sorted(dir(transformers)):
        if not re.match(r"[A-Z]", name) or LEFT_OUT.search(name):
            continue
        ending = next((one for one in ENDINGS if name.endswith(one)), "")
        groups[ending].append(name.removesuffix(ending))
    return {ending: " ".join(names) for ending, names in sorted(groups.items())}


def pipelines() -> list[str]:
    """Names that `pipeline(…)` knows."""
    return sorted(PIPELINE_REGISTRY.get_supported_tasks())


def heads() -> dict[str, str]:
    """Auto class -> the model classes it makes whose names do not end as its own does."""
    found: dict[str, str] = {}
    for name, auto in sorted(vars(modeling_auto).items()):
        if not name.startswith("AutoModelFor") or not isinstance(auto, type):
            continue
        mapping = getattr(auto._model_mapping, "_model_mapping", {})
        made = {
            one
            for value in mapping.values()
            for one in (value if isinstance(value, (tuple, list)) else [value])
        }
        other = sorted(one for one in made if not one.endswith(name.removeprefix("AutoModel")))
        if other:
            found[name] = " ".join(other)
    return found


def torchvision() -> list[str]:
    """Model types whose image or video processor exists only on top of torchvision; the others use Pillow."""
    if importlib.util.find_spec("torchvision"):
        raise SystemExit(
            "Run this in a Python without torchvision: the question is which processors need it."
        )
    needing = {
        model_type
        for model_type, processors in IMAGE_PROCESSOR_MAPPING_NAMES.items()
        if not processors.get("pil") or _asks_for_torchvision(processors["pil"])
    }
    needing |= {
        model_type
        for model_type, name in PROCESSOR_MAPPING_NAMES.items()
        if "video_processor" in _arguments_of(name)
    }
    # A film processor without one for pictures beside it.
    needing |= {
        model_type
        for model_type in VIDEO_PROCESSOR_MAPPING_NAMES
        if model_type not in IMAGE_PROCESSOR_MAPPING_NAMES
    }
    return sorted(needing)


def _asks_for_torchvision(name: str) -> bool:
    """A Pillow processor that is a dummy without torchvision, or whose module reaches for it."""
    found = getattr(transformers, name)
    if type(found).__name__ == "DummyObject":
        return True
    module = importlib.util.find_spec(found.__module__)
    return module is not None and "import torchvision" in pathlib.Path(module.origin).read_text()


def _processors() -> dict[str, set[str]]:
    """Arguments of the constructors of all processors: read, because many cannot be imported here."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / "models").glob("*/processing_*.py")):
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.ClassDef):
                continue
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                    found[node.name] = {one.arg for one in [*part.args.args, *part.args.kwonlyargs]}
    return found


_PROCESSORS = _processors()


def _arguments_of(name: str) -> set[str]:
    return _PROCESSORS.get(name, set())
