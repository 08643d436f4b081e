"""Write core/libraries/surface.json: the names of libraries, and what their closed callables take.

Usage: python core/scripts/library_surface.py [--check]

Read from the installed wheels; a library that is not installed keeps what stands there. A callable is
closed when it takes no `**`: a keyword that it does not name is a TypeError.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import inspect
import json
import pathlib
import pkgutil
import re
import sys
import types
import warnings

from facts.signatures import accepted

warnings.simplefilter("ignore")
FILE = pathlib.Path(__file__).parent.parent / "libraries" / "surface.json"
# Distribution -> module, the callables that count, and the classes whose methods do.
LIBRARIES = {
    "accelerate": ("accelerate", ".*", ["Accelerator"]),
    "datasets": ("datasets", ".*", []),
    "diffusers": ("diffusers", "^$", []),
    "gradio": ("gradio", ".*", ["Blocks", "Interface", "ChatInterface"]),
    "huggingface_hub": ("huggingface_hub", ".*", ["HfApi", "InferenceClient"]),
    "peft": ("peft", ".*", []),
    "sentence-transformers": ("sentence_transformers", ".*", ["SentenceTransformer", "CrossEncoder"]),
    "transformers": (
        "transformers",
        r"Trainer$|Arguments$|Callback$|^DataCollator|^GenerationMixin$|^[a-z]|Streamer$|^BitsAndBytes",
        [],
    ),
    "trl": ("trl", ".*", []),
}


def surface(distribution: str) -> dict:
    module_name, wanted, owners = LIBRARIES[distribution]
    module = importlib.import_module(module_name)
    below = {one.name for one in pkgutil.iter_modules(module.__path__)}
    names = sorted(one for one in {*dir(module), *below} if not one.startswith("_"))
    closed = {}

    def look(path: str, thing: object) -> None:
        if isinstance(thing, types.ModuleType) or not callable(thing):
            return
        text = accepted(thing)
        # What takes nothing by name is no callable that notebooks call by keyword.
        if text and "**" not in text.split():
            closed[path] = text

    for name in names:
        if re.search(wanted, name):
            try:
                look(name, getattr(module, name, None))
            except Exception as error:  # a class whose own needs are not installed
                print(f"{distribution}.{name}: {type(error).__name__}", file=sys.stderr)
    for owner in owners:
        thing = getattr(module, owner)
        for name in dir(thing):
            if not name.startswith("_") and inspect.isroutine(inspect.getattr_static(thing, name)):
                look(f"{owner}.{name}", getattr(thing, name))
    version = re.sub(r"\+.*$", "", importlib.metadata.version(distribution))
    return {"module": module_name, "version": version, "names": " ".join(names), "closed": closed}


def main() -> None:
    old = json.loads(FILE.read_text()) if FILE.exists() else {}
    found = {}
    for distribution in LIBRARIES:
        try:
            importlib.metadata.distribution(distribution)
        except importlib.metadata.PackageNotFoundError:
            print(f"{distribution}: not installed, left as it is")
            if distribution in old:
                found[distribution] = old[distribution]
            continue
        found[distribution] = surface(distribution)
    text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    same = FILE.exists() and FILE.read_text() == text
    if "--check" in sys.argv:
        print("as it was" if same else "differs: run core/scripts/library_surface.py")
        sys.exit(0 if same else 1)
    FILE.write_text(text)
    print(f"{len(text) / 1000:.0f} kB, {sum(len(one['closed']) for one in found.values())} closed callables")


main()
