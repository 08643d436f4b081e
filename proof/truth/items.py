"""The labelled items of labelled/*.yaml, by the file's name."""

from pathlib import Path

import yaml

LABELLED = Path(__file__).resolve().parent / "labelled"


def read() -> dict:
    return {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(LABELLED.glob("*.yaml"))}
