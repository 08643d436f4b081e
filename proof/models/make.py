"""Build the tiny models of the proof: `python proof/models/make.py ROOT`.

Writes one folder a repository under ROOT (`tiny/chat`, …), `ROOT/index.json`
(what there is) and `ROOT/_hub.json` (how the local hub shall answer for some of
them). Nothing is downloaded; everything is seeded. A run that finds its own
earlier result for the same programs and library versions ends at once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import os
import shutil
import sys
import time
import traceback
import warnings
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import cards  # noqa: E402
from behaviours import BEHAVIOURS  # noqa: E402

LIBRARIES = (
    *("torch", "transformers", "diffusers", "sentence-transformers", "peft", "timm", "scikit-learn", "gguf"),
    *("spacy", "ctranslate2"),
)


def fingerprint() -> str:
    """Changes when a program here or a library that writes model files changes."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*.py")):
        digest.update(path.relative_to(HERE).as_posix().encode())
        digest.update(path.read_bytes())
    for name in LIBRARIES:
        try:
            digest.update(f"{name}={importlib.metadata.version(name)}".encode())
        except importlib.metadata.PackageNotFoundError:
            digest.update(f"{name} is missing".encode())
    return digest.hexdigest()


def build_weights(root: Path, only: list[str]) -> list[str]:
    """Build every repository (or those named in `only`); return those that failed."""
    warnings.simplefilter("ignore")
    import families  # noqa: F401  (registers the builders)
    import transformers
    from registry import BUILDERS, seed_of

    transformers.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    failed = []
    for repo_id, build in BUILDERS.items():
        if only and repo_id not in only:
            continue
        began = time.perf_counter()
        folder = root / repo_id
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        transformers.set_seed(seed_of(repo_id))
        try:
            build(folder)
        except Exception:
            print(f"FAIL {repo_id}", file=sys.stderr)
            traceback.print_exc(limit=-4)
            shutil.rmtree(folder, ignore_errors=True)
            failed.append(repo_id)
            continue
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"ok   {repo_id:32} {size / 1e3:7.0f} kB {time.perf_counter() - began:5.1f} s", flush=True)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=Path)
    parser.add_argument("--only", nargs="*", default=[], metavar="ID", help="rebuild these repositories")
    parser.add_argument("--force", action="store_true", help="rebuild though nothing changed")
    options = parser.parse_args()
    root: Path = options.root.resolve()
    root.mkdir(parents=True, exist_ok=True)

    stamp = root / "_stamp"
    wanted = fingerprint()
    current = stamp.read_text() if stamp.exists() else ""
    failed: list[str] = []
    if options.force or options.only or current != wanted:
        stamp.unlink(missing_ok=True)
        failed = build_weights(root, options.only)
    index = cards.write(root)
    (root / "index.json").write_text(json.dumps(index, indent=2) + "\n")
    (root / "_hub.json").write_text(json.dumps(BEHAVIOURS, indent=2) + "\n")
    if not failed and (current == wanted or not options.only):
        stamp.write_text(wanted)
    print(f"{len(index)} repositories in {root}, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
