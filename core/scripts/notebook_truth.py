"""What Python itself says of the cells of notebooks, for core/scripts/notebooks-report.ts.

Usage: python core/scripts/notebook_truth.py FOLDER > truth.jsonl

One line of JSON a notebook: `{"file", "python", "broken": [cell, …], "undefined": [[cell, name], …]}`.
Syntax: IPython's own transformer, then `compile` with top-level await; one-line magics as its prefilter
takes them. Names: pyflakes over the transformed cells; null where a notebook runs other files, imports
`*` or calls exec, so that nobody can know. Needs ipython and pyflakes.
"""

from __future__ import annotations

import ast
import json
import pathlib
import re
import sys
import warnings

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from pyflakes import checker, messages

warnings.simplefilter("ignore")
SHELL = InteractiveShell.instance()
OPEN = re.compile(r"^\s*%(run|pylab|load|store|R|sql)\b|import \*|\bexec\(|globals\(\)|^%%(cython|R|sql|bigquery)", re.M)
KERNEL = set("get_ipython display In Out _ __ ___ exit quit spark sc dbutils displayHTML _exit_code".split())


def transformed(source: str) -> str:
    text = TransformerManager().transform_cell(source)
    if len(text.splitlines()) == 1:
        try:
            text = SHELL.prefilter_manager.prefilter_lines(text) + "\n"
        except Exception:  # the prefilter looks names up in the kernel
            pass
    return text


def inner(source: str) -> str:
    """A cell whose magic runs its body in the kernel, as that body."""
    lines = source.lstrip().split("\n")
    while lines and re.match(r"%%(capture|time|timeit|prun)\b", lines[0]):
        lines = "\n".join(lines[1:]).lstrip().split("\n")
    return "\n".join(lines)


def judge(path: pathlib.Path) -> dict | None:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
        cells = notebook["cells"] if notebook["nbformat"] == 4 else None
    except (ValueError, KeyError, TypeError):
        cells = None
    if not isinstance(cells, list):
        return None
    metadata = notebook.get("metadata") or {}
    info = metadata.get("language_info") or {}
    spec = metadata.get("kernelspec") or {}
    language = info.get("name") or spec.get("language") or "python"
    version = str(info.get("version") or ("2" if spec.get("name") == "python2" else "3"))
    if not language.lower().startswith(("python", "ipython")) or version.startswith("2"):
        return {"python": False, "broken": [], "undefined": []}
    broken, sound, everything = [], [], []
    for at, cell in enumerate(cells):
        if cell.get("cell_type") != "code":
            continue
        source = "".join(cell.get("source") or "")
        everything.append(source)
        try:
            text = transformed(inner(source))
            tree = compile(text, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST)
            compile(tree, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            sound.append((at, source, text))
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            broken.append(at)
    if OPEN.search("\n".join(everything)):
        return {"python": True, "broken": broken, "undefined": None}
    lost = {name for at in broken for name in re.findall(r"[A-Za-z_]\w*", "".join(cells[at]["source"]))}
    for source in everything:
        head = source.lstrip().split("\n")[0]
        if head.startswith("%%"):
            lost |= set(re.findall(r"[A-Za-z_]\w*", head))
    starts, text = [], ""
    for at, _, one in sound:
        starts.append((text.count("\n") + 1, at))
        text += one.rstrip("\n") + "\n"
    undefined = []
    try:
        tree = ast.parse(text)
        for one in checker.Checker(tree, builtins=KERNEL).messages:
            if isinstance(one, messages.UndefinedName):
                cell = max(at for line, at in starts if line <= one.lineno)
                name = one.message_args[0]
                if name not in lost and not re.fullmatch(r"_+|_i?\d+", name):
                    undefined.append([cell, name])
    except SyntaxError:
        return {"python": True, "broken": broken, "undefined": None}
    return {"python": True, "broken": broken, "undefined": undefined}


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    for path in sorted(folder.rglob("*.ipynb")):
        found = judge(path)
        if found is not None:
            print(json.dumps({"file": str(path.relative_to(folder)), **found}), flush=True)


main()
