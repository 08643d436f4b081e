"""Try every rule of the shelf on the installed libraries: `python proof/rules.py MODELS`.

MODELS is a folder with the tiny models that the cases name (`proof/models/make.py
MODELS`). Each case's `before` and `after` runs in a process of its own that
was forked after the libraries had been imported; a machine without a graphics
card is expected. Writes `proof/report-rules.json`: what each did, and with
which versions. With `--check` it writes nothing, and fails when an `after`
does not work or the file says something else.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.metadata
import json
import logging
import multiprocessing
import os
import re
import sys
import tempfile
import warnings
from pathlib import Path
from types import SimpleNamespace

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import yaml  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "core" / "libraries"
REPORT = ROOT / "proof" / "report-rules.json"
MODULES = {
    "transformers": "transformers",
    "torch": "torch",
    "diffusers": "diffusers",
    "huggingface-hub": "huggingface_hub",
    "sentence-transformers": "sentence_transformers",
    "gradio": "gradio",
    "streamlit": "streamlit",
}
SECONDS = 60
#: What a call ends with that has come as far as asking the network.
OFFLINE = ("LocalEntryNotFoundError", "OfflineModeIsEnabled", "ConnectionError", "ConnectError")


def prepare(folder: Path) -> dict:
    """The names and files that cases take for granted."""
    import numpy
    import PIL.Image
    import torch

    picture = PIL.Image.new("RGB", (32, 32))
    picture.save(folder / "a.png")
    torch.save({"weight": torch.ones(2)}, folder / "weights.pt")
    ids = torch.ones(1, 4, dtype=torch.long)
    return {
        "os": os,
        "answer": lambda message, history=None: message,
        "device": "cpu",
        "dtype": torch.float32,
        "ids": ids,
        "inputs": ids,
        "messages": [{"role": "user", "content": "Hello"}],
        "outputs": SimpleNamespace(logits=torch.zeros(1, 3, 4), pred_boxes=torch.ones(1, 3, 4), input_ids=ids),
        "picture": picture,
        "sizes": torch.tensor([[32, 32]]),
        "sound": numpy.zeros(48_000, dtype="float32"),
    }


def without_server() -> None:
    """`launch` and its like check their arguments, and start nothing."""
    import inspect

    import gradio

    signature = inspect.signature(gradio.Blocks.launch)

    def launch(self, *arguments, **keywords):
        signature.bind(self, *arguments, **keywords)

    gradio.Blocks.launch = launch


class Heard(logging.Handler):
    """Warnings that libraries log, one line each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def one_line(text: str) -> str:
    line = " ".join(str(text).split())
    # Numbers of a run (addresses, ports) and its folder would make every report another one.
    line = re.sub(r"0x[0-9a-f]+|/\S*/(?=tiny|[\w-]+\.py)", "…", line)
    return line if len(line) <= 160 else f"{line[:159]}…"


def attempt(source: str, pipe) -> None:
    """Run a piece of a case; send what became of it."""
    import torch

    torch.set_num_threads(1)
    folder = Path(tempfile.mkdtemp())
    (folder / "tiny").symlink_to(Path.cwd() / "tiny")
    os.chdir(folder)
    sys.stdout = sys.stderr = open(os.devnull, "w")
    heard = Heard()
    for name in ("transformers", "diffusers", "huggingface_hub", "sentence_transformers", "streamlit"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [heard], False
        logger.setLevel(logging.WARNING)
    for name in [one for one in logging.root.manager.loggerDict if one.startswith("streamlit.")]:
        logging.getLogger(name).handlers, logging.getLogger(name).propagate = [heard], False
    names = prepare(folder)
    result = {"did": "works"}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(compile(source, "case", "exec"), names)
        except BaseException as error:
            kinds = {kind.__name__ for kind in type(error).__mro__}
            if not kinds & set(OFFLINE) and "offline" not in str(error).lower():
                result = {"did": "fails", "says": one_line(f"{type(error).__name__}: {error}")}
    # Tables of weights that were not found say nothing about the API.
    lines = [line for line in heard.lines if "LOAD REPORT" not in line]
    said = [*lines, *(str(one.message) for one in caught if not issubclass(one.category, ResourceWarning))]
    pipe.send({**result, "warnings": sorted({one_line(line) for line in said})})


def run(source: str) -> dict:
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=attempt, args=(source, there))
    process.start()
    there.close()
    try:
        result = here.recv() if here.poll(SECONDS) else {"did": "fails", "says": "It did not end.", "warnings": []}
    except EOFError:
        result = {"did": "fails", "says": "The process ended.", "warnings": []}
    process.kill()
    process.join()
    return result


def try_case(case: dict) -> dict:
    """What a case's two sides do. A warning counts for `before` when `after` does not give it, too."""
    before = run(case["before"])
    after = run(case["after"]) if "after" in case else None
    usual = set(after["warnings"]) if after else set()
    new = [line for line in before["warnings"] if line not in usual]
    outcome = {"before": before["did"]}
    if before["did"] == "works" and new:
        outcome |= {"before": "warns", "says": new[0]}
    elif "says" in before:
        outcome["says"] = before["says"]
    if after:
        outcome["after"] = after["did"]
        if "says" in after:
            outcome["afterSays"] = after["says"]
    return outcome


def fingerprint(cases: list[dict]) -> str:
    """Changes with the code of the cases, so that --check sees a report made of other code."""
    text = "\n".join(f"{case['before']}\n{case.get('after', '')}" for case in cases)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=Path)
    parser.add_argument("--only", nargs="*", default=[], metavar="RULE")
    parser.add_argument("--check", action="store_true", help="compare with the report, write nothing")
    options = parser.parse_args()
    os.chdir(options.models)

    versions, missing = {}, []
    for distribution, module in MODULES.items():
        try:
            importlib.import_module(module)
            versions[distribution] = importlib.metadata.version(distribution).split("+")[0]
        except ImportError:
            missing.append(distribution)
    if "gradio" in versions:
        without_server()

    known = json.loads(REPORT.read_text()) if REPORT.exists() else {"rules": {}}
    rules: dict[str, dict] = {}
    for path in sorted(RULES.glob("*/rules/*.yaml")):
        library = path.parent.parent.name
        name = f"{library}-{path.stem}"
        if library in missing or (options.only and name not in options.only):
            if name in known["rules"]:
                rules[name] = known["rules"][name]
            continue
        rule = yaml.safe_load(path.read_text())
        outcomes = [try_case(case) for case in rule["cases"]]
        rules[name] = {"cases": fingerprint(rule["cases"]), "tried": outcomes}
        for outcome in outcomes:
            print(
                f"{name:45} {outcome['before']:6} {outcome.get('after', '-'):6} {outcome.get('says', '')}", flush=True
            )

    broken = [name for name, one in rules.items() if any(case.get("after") == "fails" for case in one["tried"])]
    print(f"{len(rules)} rules tried; {len(broken)} with an `after` that does not work: {', '.join(broken) or 'none'}")
    report = {"versions": versions, "rules": rules}
    if options.check:
        changed = [name for name in rules if rules[name] != known["rules"].get(name)]
        print(f"{len(changed)} differ from {REPORT.name}: {', '.join(changed) or 'none'}")
        return 1 if broken or changed else 0
    REPORT.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
