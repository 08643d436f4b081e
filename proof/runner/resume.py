"""A thousand rows through a batch notebook, killed in the middle and run again.

`python proof/runner/resume.py NOTEBOOK FOLDER`: runs the notebook's own cells as a program
in FOLDER, on a table of 1,000 rows as a spreadsheet writes them (UTF-16, tabs, long texts with
quotes and line breaks). Kills it without warning once 400 rows are written down. Exit status 1,
with the reason, when a row is lost, stands twice or is cut, or when memory grows with the rows.
"""

from __future__ import annotations

import contextlib
import csv
import json
import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pyarrow.parquet as pq
from cells import role_of

ROWS, FEW, KILLED_AT = 1000, 200, 400
# How much more memory 1,000 rows may take than 200: far below what 800 more rows weigh.
GROWTH = 12_000_000


def program_of(notebook: Path) -> str:
    """The code of the notebook up to the end of the work, as one program."""
    import nbformat

    parts = ["display = print"]
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code" and role_of(cell) not in ("install", "check"):
            parts.append(re.sub(r"^[ \t]*[%!].*$", "", cell.source, flags=re.MULTILINE))
            if role_of(cell) == "ui-call":
                break
    return "\n\n".join(parts)


def texts() -> list[str]:
    kinds = ('He said "no"; she\nsaid yes.', "Crème brûlée, 5 € – naïve 日本語.", "A\tb, c; d | e")
    return [f"{number}: {kinds[number % 3]} " + "long words of row " * 1000 + str(number) for number in range(ROWS)]


def lines(journal: Path) -> int:
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def write_table(folder: Path, given: list[str]) -> None:
    with open(folder / "batch.csv", "w", encoding="utf-16", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerows([["text"], *([text] for text in given)])


def run(program: str, folder: Path, kill: bool = False) -> int:
    """Runs the program in the folder; gives the most memory it took. With `kill`, kills it at row 400."""
    (folder / "batch.py").write_text(program)
    most = 0
    with open(folder / "said.txt", "w") as said:
        process = subprocess.Popen([sys.executable, "batch.py"], cwd=folder, stdout=said, stderr=said)
    while process.poll() is None:
        if kill and lines(folder / "results.jsonl") > KILLED_AT:
            process.kill()
            process.wait()
            return most
        with contextlib.suppress(psutil.NoSuchProcess):
            most = max(most, psutil.Process(process.pid).memory_info().rss)
        time.sleep(0.02)
    assert not kill, "it ended before it could be killed"
    assert process.wait() == 0, (folder / "said.txt").read_text()[-1500:]
    return most


def main(notebook: Path, folder: Path) -> None:
    given, program = texts(), program_of(notebook)
    small = folder / "few"
    small.mkdir()
    write_table(small, given[:FEW])
    few = run(program, small)
    write_table(folder, given)
    run(program, folder, kill=True)
    before = lines(folder / "results.jsonl") - 1
    assert KILLED_AT <= before < ROWS, f"{before} rows were done when it was killed"
    most = run(program, folder)
    with open(folder / "results.jsonl", encoding="utf-8") as file:
        numbers = [json.loads(line)["row number"] for line in list(file)[1:]]
    assert numbers == list(range(ROWS)), f"rows are lost or stand twice: {len(numbers)} of {ROWS}"
    csv.field_size_limit(10_000_000)
    with open(folder / "results.csv", encoding="utf-8-sig", newline="") as file:
        saved = list(csv.DictReader(file))
    assert [row["text"] for row in saved] == given, "results.csv does not hold the whole inputs"
    assert [row["text"] for row in pq.read_table(folder / "results.parquet").to_pylist()] == given
    assert not any(row.get("error") for row in saved), "a row has an error"
    grown = (most - few) / 1e6
    assert grown < GROWTH / 1e6, f"{ROWS} rows take {grown:.0f} MB more than {FEW}"
    print(f"killed after {before} rows, then finished: {ROWS} rows, {grown:+.1f} MB against {FEW} rows")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())
    except AssertionError as error:
        sys.exit(f"FAIL {error}")
