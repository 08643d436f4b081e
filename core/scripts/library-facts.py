"""Write core/libraries/<library>/facts.generated.json from the installed wheels, or compare.

Usage: python core/scripts/library-facts.py [--check] [LIBRARY ...]

Which facts a library has stands in its library.yaml (`facts:`); what is not installed is named and
left as it is. Needs PyYAML. Image processors are asked for in a Python without torchvision, because
the question is which of them can do without.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import importlib.metadata
import importlib.util
import json
import pathlib
import re
import sys

import yaml
from facts.requirements import brought
from facts.signatures import signatures
from facts.transformers_lists import classes, heads, pipelines, torchvision

LIBRARIES = pathlib.Path(__file__).parent.parent / "libraries"
READERS = {"classes": classes, "pipelines": pipelines, "heads": heads, "torchvision": torchvision}


def wheel_hash(distribution: importlib.metadata.Distribution) -> str:
    """One hash over the hashes that the wheel's RECORD gives for its Python files."""
    lines = sorted(
        f"{file.as_posix()} {file.hash.value}"
        for file in distribution.files or []
        if file.suffix == ".py" and file.hash is not None
    )
    return digest("\n".join(lines))


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def facts_of(library: dict) -> dict:
    found: dict = {"brings": brought(library["distribution"])}
    for name in library["facts"]:
        found[name] = (
            signatures(library["modules"][0], library["signatures"])
            if name == "signatures"
            else READERS[name]()
        )
    return found


def written(library: dict) -> str:
    distribution = importlib.metadata.distribution(library["distribution"])
    facts = facts_of(library)
    return (
        json.dumps(
            {
                "distribution": library["distribution"],
                "version": re.sub(r"\+.*$", "", distribution.version),
                "wheel": wheel_hash(distribution),
                # Of the facts as written here without spaces: the fast gate finds edits by hand with it.
                "hash": digest(json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)),
                "facts": facts,
            },
            indent=1,
            sort_keys=True,
            ensure_ascii=False,
        )
        + "\n"
    )


def main() -> None:
    arguments = sys.argv[1:]
    check = "--check" in arguments
    wanted = [one for one in arguments if one != "--check"]
    differing, same_ones, skipped = [], 0, 0
    for file in sorted(LIBRARIES.glob("*/library.yaml")):
        library = yaml.safe_load(file.read_text())
        name = file.parent.name
        if "facts" not in library or (wanted and name not in wanted):
            continue
        library.setdefault("distribution", name)
        library.setdefault("modules", [name.replace("-", "_")])
        try:
            importlib.metadata.distribution(library["distribution"])
        except importlib.metadata.PackageNotFoundError:
            skipped += 1
            print(f"{name}: not installed, left as it is")
            continue
        path = file.parent / "facts.generated.json"
        text = written(library)
        same = path.exists() and path.read_text() == text
        if not same and not check:
            path.write_text(text)
        same_ones += same
        if not same:
            differing.append(name)
        print(
            f"{name}: {'as it was' if same else 'differs' if check else 'written'}, {len(text) / 1000:.0f} kB"
        )
    if check and differing:
        print(f"Facts differ from the installed wheels: {', '.join(differing)}. Run core/scripts/library-facts.py.")
    if check:
        print(f"{same_ones} passed, {len(differing)} failed, {skipped} skipped")
        sys.exit(1 if differing else 0)


main()
