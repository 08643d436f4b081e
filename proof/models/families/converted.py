"""Models in the form of another engine: Whisper for CTranslate2, as faster-whisper loads it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from registry import repo


@repo("tiny/faster-whisper")
def faster_whisper(folder: Path) -> None:
    from ctranslate2.converters import TransformersConverter

    source = folder.parent / "whisper"
    with tempfile.TemporaryDirectory() as made:
        into = Path(made) / "whisper"
        TransformersConverter(str(source), copy_files=["tokenizer.json"]).convert(str(into))
        for file in into.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
