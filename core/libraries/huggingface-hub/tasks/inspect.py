# ---
# id: inspect
# reached_by: { library: no-such-library }
# route: inspect
# title: a look inside
# summary: This notebook opens the model's repository, tells what is in it, and shows what you need before you can run it.
# inputs:
#   - {name: path, kind: text, label: File of the repository}
# output: json
# samples: files
# torch: false
# terms:
#   repository: the folder on the Hugging Face Hub that holds a model, its settings and its description
#   weights: the numbers a model has learned; nearly all of a repository's size
#   tensor: a block of such numbers with a name and a shape, like a table with any number of directions
#   safetensors: a file format for weights with a table of contents at its start, which can be read without the rest
# ---
# %% [markdown] hello about
#| if beginner
# Not every repository can be run with a few lines of Python: some need a library of their own, some need a large graphics card, and some hold no model at all. So this notebook does not pretend to run the model. It opens the repository and shows you what is there: which files, how large they are, and what they say about the model.
#| elif intermediate
# There is no honest few-line way to run this model here, so the notebook does what you would do first anyway: list the files, read the configuration and the table of contents of the weights, and only then decide what to download.
#| else
# No local path covers this repository. What follows is an inventory at one revision: files, configuration, tensors, checksums, and a guarded download.
#| end
# %% hello load
#| if advanced
from huggingface_hub import HfApi
from huggingface_hub.hf_api import RepoFile

hub = HfApi()
entries = hub.list_repo_tree(MODEL_ID, recursive=True, revision=REVISION)
#: Path -> entry with its size in bytes and, for large files, its checksum.
repository = {entry.path: entry for entry in entries if isinstance(entry, RepoFile)}
files = {path: entry.size for path, entry in repository.items()}
#| else
from huggingface_hub import HfApi
from huggingface_hub.hf_api import RepoFile

#: `HfApi` asks the Hub questions. Listing files downloads none of them.
hub = HfApi()
#| if pinned
entries = hub.list_repo_tree(MODEL_ID, recursive=True, revision=REVISION)
#| else
entries = hub.list_repo_tree(MODEL_ID, recursive=True)
#| end
#: Keep the files (not the folders): path -> size in bytes.
files = {entry.path: entry.size for entry in entries if isinstance(entry, RepoFile)}
#| end
# %% hello run
#| if beginner
for path, size in files.items():
    print(f"{size:16,} bytes  {path}")

print(f"Files: {len(files)}, together {sum(files.values()) / 1e6:.2f} MB")
#| elif intermediate
from collections import Counter
from pathlib import PurePosixPath

sizes = Counter()
for path, size in files.items():
    sizes[PurePosixPath(path).suffix or "(no suffix)"] += size

print(f"Files: {len(files)}, together {sum(files.values()) / 1e6:.2f} MB")
for suffix, size in sizes.most_common():
    print(f"{size:16,} bytes  {suffix}")
#| else
largest = sorted(files, key=files.get, reverse=True)[:10]
print(f"Files: {len(files)}, together {sum(files.values()) / 1e6:.2f} MB, at {REVISION[:8]}")
for path in largest:
    print(f"{files[path]:16,} bytes  {path}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** open the repository in your browser (the link stands at the top of this notebook, add `/tree/main` to it) and find the same files there.
#| end
# %% [markdown] explore card-text
#| if beginner
# ### What the Hub says about it
#
# The authors say what a model is for, and which library it was made with. If there is nothing here, they did not say.
#| elif intermediate
# ### Task, library, licence
#| else
# ### Metadata
#| end
# %% explore about
#| if pinned
info = hub.model_info(MODEL_ID, revision=REVISION)
#| else
info = hub.model_info(MODEL_ID)
#| end
card = info.card_data.to_dict() if info.card_data else {}
print("Task:   ", info.pipeline_tag or "not given")
print("Library:", info.library_name or "not given")
print("Licence:", card.get("license") or "not given")
print("Made from:", card.get("base_model") or "not given")
# %% [markdown] explore formats-text
#| if beginner
# ### Which programs can open the weights?
#
# The ending of a file tells its format, and the format tells which program can read it.
#| elif intermediate
# ### Weight formats
#
# The format decides the runtime. Note the last column: *pickle* files can run any code when they are opened, so only load them from people you trust.
#| else
# ### Weight formats and what they can do to you
#| end
# %% explore formats
#| if not intermediate
from pathlib import PurePosixPath

#| end
FORMATS = {
    ".safetensors": "PyTorch and others; only numbers, safe to open",
    ".gguf": "llama.cpp and its relatives; safe to open",
    ".onnx": "ONNX Runtime, also in a browser",
    ".h5": "Keras or TensorFlow",
    ".keras": "Keras",
    ".msgpack": "JAX / Flax",
    ".ot": "Rust (rust-bert)",
    ".tflite": "LiteRT, for telephones",
    ".mlmodel": "Core ML, for Apple devices",
    ".npz": "NumPy or MLX",
    ".nemo": "NVIDIA NeMo",
    ".bin": "usually PyTorch, as a pickle: can run code when opened",
    ".pt": "PyTorch, as a pickle: can run code when opened",
    ".pth": "PyTorch, as a pickle: can run code when opened",
    ".ckpt": "PyTorch checkpoint, as a pickle: can run code when opened",
    ".pkl": "Python pickle: can run code when opened",
    ".joblib": "scikit-learn, as a pickle: can run code when opened",
    ".skops": "scikit-learn, checked before it is opened",
    ".zip": "an archive: look inside before you open it",
}
weights = [path for path in files if PurePosixPath(path).suffix in FORMATS]
for path in weights[:20]:
    print(f"{files[path]:16,} bytes  {path}: {FORMATS[PurePosixPath(path).suffix]}")
if len(weights) > 20:
    print(f"... and {len(weights) - 20} more")
if not weights:
    print("No weights in a format that this notebook knows: there may be nothing here that can be run.")
# %% [markdown] explore predict-text
#| if beginner
# ### Describe one file
#
# The function below looks at one file and returns what it found. It downloads small files only. Of a `.safetensors` file it reads just the table of contents at the start. The rest of the notebook uses this function with one word: `predict`. (Here it predicts nothing: every Alacard notebook calls its main function like that.)
#| elif intermediate
# ### Describe one file
#
# Small text files are downloaded and read; safetensors files are asked for their header with a range request, which costs a few kilobytes even when the file has gigabytes. Anything else large is only named. The function is called `predict`, because the cells below know no other name; it makes no prediction.
#| else
# ### One typed entry point
#
# `predict` keeps the name that the rest of the notebook calls; here it describes a file. Headers come by range request, bodies only below `SIZE_LIMIT`.
#| end
# %% explore predict
import json
from pathlib import Path

#| if advanced
from typing import Any

#| end
from huggingface_hub import hf_hub_download

#: Larger files are described, but not downloaded (bytes).
SIZE_LIMIT = 2_000_000


#| if advanced
def describe_tensors(path: str) -> dict[str, Any]:
    """Table of contents of a safetensors file: parameters by dtype and the largest tensors."""
    header = hub.parse_safetensors_file_metadata(MODEL_ID, path, revision=REVISION)
    largest = sorted(header.tensors.items(), key=lambda item: item[1].parameter_count, reverse=True)
    return {
        "kind": "safetensors",
        "tensors": len(header.tensors),
        "parameters": dict(header.parameter_count),
        "largest": [{"name": name, "shape": list(tensor.shape)} for name, tensor in largest[:5]],
    }


def describe_text(path: str, text: str) -> dict[str, Any]:
    """Keys of a JSON object, length of a JSON list, head of any other text."""
    if path.endswith(".json"):
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            return {"kind": "text", "note": f"not valid JSON: {error}", "head": text[:300]}
        if isinstance(content, dict):
            return {"kind": "JSON object", "keys": list(content)[:30]}
        return {"kind": "JSON " + type(content).__name__, "head": text[:300]}
    return {"kind": "text", "lines": text.count("\n") + 1, "head": text[:300]}


def predict(path: str) -> dict[str, Any]:
    """What one file of the repository holds, at that revision."""
    if path not in files:
        return {"file": path, "note": f"{MODEL_ID} has no such file at {REVISION[:8]}"}
    found: dict[str, Any] = {"file": path, "bytes": files[path]}
    if path.endswith(".safetensors"):
        return found | describe_tensors(path)
    if files[path] > SIZE_LIMIT:
        return found | {"note": f"more than {SIZE_LIMIT:,} bytes, so not downloaded"}
    content = Path(hf_hub_download(MODEL_ID, path, revision=REVISION)).read_bytes()
    try:
        return found | describe_text(path, content.decode("utf-8"))
    except UnicodeDecodeError:
        return found | {"kind": "binary", "first_bytes": content[:16].hex(" ")}


#| else
def predict(path):
    """Look at one file of the repository and tell what it holds."""
    if path not in files:
        return {"file": path, "note": f"{MODEL_ID} has no such file"}
    found = {"file": path, "bytes": files[path]}
    if path.endswith(".safetensors"):
        #: Only the table of contents at the start of the file is downloaded.
        #| if pinned
        header = hub.parse_safetensors_file_metadata(MODEL_ID, path, revision=REVISION)
        #| else
        header = hub.parse_safetensors_file_metadata(MODEL_ID, path)
        #| end
        found["tensors"] = len(header.tensors)
        found["numbers"] = sum(header.parameter_count.values())
        return found
    if files[path] > SIZE_LIMIT:
        found["note"] = f"more than {SIZE_LIMIT:,} bytes, so not downloaded"
        return found
    #| if pinned
    content = Path(hf_hub_download(MODEL_ID, path, revision=REVISION)).read_bytes()
    #| else
    content = Path(hf_hub_download(MODEL_ID, path)).read_bytes()
    #| end
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        #: Not text. We show the first bytes, which often name the format.
        found["first_bytes"] = content[:16].hex(" ")
        return found
    found["lines"] = text.count("\n") + 1
    found["head"] = text[:300]
    if path.endswith(".json"):
        try:
            settings = json.loads(text)
        except json.JSONDecodeError as error:
            found["note"] = f"not valid JSON: {error}"
            return found
        if isinstance(settings, dict):
            #: A JSON file is a list of names with values; the names say the most.
            found["keys"] = list(settings)[:30]
            del found["head"]
    return found


#| end
# %% explore use
#| if beginner
answer = predict(__sample_path__)
for name, value in answer.items():
    print(f"{name}: {value}")
#| else
for path in __samples_path__:
    print(json.dumps(predict(path), indent=1, ensure_ascii=False))
#| end
# %% [markdown] explore try-file
#| if beginner
# **Try this:** put another path from the list above into `predict(...)` and run the cell again.
#| end
# %% [markdown] explore config-text
#| if beginner
# ### What the settings say
#
# Most models come with a file `config.json`. Here are the settings that tell you most, in plain words.
#| elif intermediate
# ### The configuration in words
#| else
# ### Configuration
#| end
# %% explore config
#| if advanced
if "config.json" in files and files["config.json"] <= SIZE_LIMIT:
    config = json.loads(Path(hf_hub_download(MODEL_ID, "config.json", revision=REVISION)).read_text("utf-8"))
    nested = {key: sorted(value) for key, value in config.items() if isinstance(value, dict)}
    print(json.dumps({key: value for key, value in config.items() if key not in nested}, indent=1))
    for key, names in nested.items():
        print(f"{key}: {len(names)} entries, {names[:10]}")
else:
    print("No config.json at the top of this repository. Configuration by other names:")
    print([path for path in files if path.endswith((".json", ".yaml", ".yml", ".cfg", ".toml"))] or "none")
#| else
MEANINGS = {
    "architectures": "class that the authors used",
    "model_type": "family of models",
    "hidden_size": "numbers for each piece of the input",
    "num_hidden_layers": "layers, one after the other",
    "num_attention_heads": "attention heads in each layer",
    "vocab_size": "different tokens it knows",
    "max_position_embeddings": "tokens it reads at most",
    "image_size": "side of a picture it reads, in pixels",
    "sampling_rate": "samples of sound in a second",
    "quantization_config": "how the weights were made smaller",
    "auto_map": "needs Python code from the repository",
}
if "config.json" in files and files["config.json"] <= SIZE_LIMIT:
    #| if pinned
    config_file = hf_hub_download(MODEL_ID, "config.json", revision=REVISION)
    #| else
    config_file = hf_hub_download(MODEL_ID, "config.json")
    #| end
    config = json.loads(Path(config_file).read_text(encoding="utf-8"))
    for name, meaning in MEANINGS.items():
        if name in config:
            print(f"{meaning}: {config[name]}  ({name})")
    labels = list(config.get("id2label", {}).values())
    if labels:
        print(f"{len(labels)} labels, such as:", labels[:8])
    #: The other names are there for those who know this family of models.
    others = [name for name in config if name not in MEANINGS and name != "id2label"]
    print("Other settings:", ", ".join(others[:30]) or "none")
else:
    settings_files = [path for path in files if path.endswith((".json", ".yaml", ".yml", ".cfg", ".toml"))]
    print("No config.json at the top of this repository. Other settings files:", settings_files or "none")
#| end
# %% [markdown] explore tensors-text
#| if beginner
# ### The largest blocks of numbers
#
# Each tensor has a name and a shape. The largest one is often the table with a row for each token, or the widest layer.
#| elif intermediate
# ### Tensors by size
#
# Parameters times bytes per parameter is the memory that the weights need: 4 bytes for F32, 2 for F16 and BF16, 1 for 8-bit formats. Working memory comes on top.
#| else
# ### Tensor inventory
#
# Parameters by dtype and by module, from the headers only.
#| end
# %% explore tensors
#| if beginner
tensor_files = [path for path in files if path.endswith(".safetensors")]
if tensor_files:
    #| if pinned
    header = hub.parse_safetensors_file_metadata(MODEL_ID, tensor_files[0], revision=REVISION)
    #| else
    header = hub.parse_safetensors_file_metadata(MODEL_ID, tensor_files[0])
    #| end
    tensors = sorted(header.tensors.items(), key=lambda item: item[1].parameter_count, reverse=True)
    print(f"{tensor_files[0]} holds {len(tensors)} tensors. The largest:")
    for name, tensor in tensors[:8]:
        print(f"{tensor.parameter_count:14,} numbers  {name}, shape {list(tensor.shape)}")
else:
    print("No .safetensors file here, so there is no table of contents that can be read without a download.")
#| else
from collections import Counter

tensor_files = [path for path in files if path.endswith(".safetensors")]
by_dtype = Counter()
by_module = Counter()
largest = []
#| if advanced
#: One small request for each shard; eight are enough for a picture of the whole.
#| end
for path in tensor_files[:8]:
    #| if pinned
    header = hub.parse_safetensors_file_metadata(MODEL_ID, path, revision=REVISION)
    #| else
    header = hub.parse_safetensors_file_metadata(MODEL_ID, path)
    #| end
    for name, tensor in header.tensors.items():
        by_dtype[tensor.dtype] += tensor.parameter_count
        by_module[".".join(name.split(".")[:2])] += tensor.parameter_count
        largest.append((tensor.parameter_count, name, list(tensor.shape)))

print(f"Safetensors files: {len(tensor_files)}, headers read: {min(len(tensor_files), 8)}")
print("Parameters by dtype: ", dict(by_dtype) or "none")
#| if advanced
print("Parameters by module:", dict(by_module.most_common(8)) or "none")
#| end
for count, name, shape in sorted(largest, reverse=True)[:8]:
    print(f"{count:14,}  {name} {shape}")
#| end
# %% [markdown] explore checksum-text
#| if advanced
# ### Checksums and code
#
# Large files carry a SHA-256 on the Hub. Python files in a repository run on your machine only if you allow it with `trust_remote_code=True`: read them first.
#| end
# %% explore checksum
#| if advanced
import hashlib

checked = [path for path, entry in repository.items() if entry.lfs and entry.size <= SIZE_LIMIT][:5]
for path in checked:
    local = Path(hf_hub_download(MODEL_ID, path, revision=REVISION))
    expected = repository[path].lfs.sha256
    same = hashlib.sha256(local.read_bytes()).hexdigest() == expected
    print(f"{'matches' if same else 'DIFFERS'}  {expected[:16]}  {path}")
if not checked:
    print(f"No file with a checksum is below {SIZE_LIMIT:,} bytes.")
print("Python files:", [path for path in files if path.endswith(".py")] or "none")
#| end
# %% [markdown] explore download-text
#| if beginner
# ### Download everything
#
# `snapshot_download` fetches the whole repository into a folder that other programs can open. We only do that when it is small.
#| elif intermediate
# ### Download, or say why not
#
# `snapshot_download` fetches everything, or only what `allow_patterns` names; files you already have are not fetched again.
#| else
# ### Guarded download
#| end
# %% explore download
from huggingface_hub import snapshot_download

DOWNLOAD_LIMIT = 200_000_000
total = sum(files.values())
if total < DOWNLOAD_LIMIT:
    #| if pinned
    folder = snapshot_download(MODEL_ID, revision=REVISION)
    #| else
    folder = snapshot_download(MODEL_ID)
    #| end
    print("Everything is in", folder)
else:
    print(
        f"Skipped: the repository has {total / 1e6:,.0f} MB, and this cell downloads at most "
        f"{DOWNLOAD_LIMIT / 1e6:.0f} MB without asking. To fetch it all: snapshot_download({MODEL_ID!r})"
    )
# %% [markdown] explore next-text
#| if not advanced
# ### How to go on
#
# What you need to run this model is named in its [model card](https://huggingface.co/{{model_id|url}}): look for the library's name and an *install* line. If the card says nothing and there are no weights above, there is nothing to run, and that is worth knowing before you spend an evening on it.
#| end
