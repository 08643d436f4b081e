"""Model cards: `cards/<owner>__<name>.md` becomes README.md of the repository."""

from __future__ import annotations

from pathlib import Path

import yaml

FOLDER = Path(__file__).resolve().parent / "cards"

ATTRIBUTES = "".join(
    f"*.{ending} filter=lfs diff=lfs merge=lfs -text\n"
    for ending in ("safetensors", "gguf", "bin", "joblib", "pkl", "skops", "zip", "onnx", "spm")
)


def front_matter(text: str) -> dict[str, object]:
    if not text.startswith("---\n"):
        return {}
    return yaml.safe_load(text[4:].split("\n---", 1)[0]) or {}


def write(root: Path) -> list[dict[str, object]]:
    """Put the cards into the built repositories; return the rows of `index.json`."""
    rows = []
    for folder in sorted(path for path in root.glob("*/*") if path.is_dir()):
        repo_id = f"{folder.parent.name}/{folder.name}"
        source = FOLDER / f"{repo_id.replace('/', '__')}.md"
        text = source.read_text(encoding="utf-8") if source.exists() else ""
        if text:
            (folder / "README.md").write_text(text, encoding="utf-8")
        else:
            (folder / "README.md").unlink(missing_ok=True)
        (folder / ".gitattributes").write_text(ATTRIBUTES)
        meta = front_matter(text)
        row: dict[str, object] = {
            "id": repo_id,
            "task": meta.get("pipeline_tag"),
            "library": meta.get("library_name"),
        }
        rows.append(row)
    return rows
