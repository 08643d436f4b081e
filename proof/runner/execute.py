"""Executes many notebooks: `python proof/runner/execute.py JOBS.jsonl [--results FILE]`.

Each line of JOBS.jsonl is a `Job` (notebook.py). Writes a line of JSON for each
as it is done, in the order they finish. HF_ENDPOINT must name the local hub.
Exit status 1 when a notebook failed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from kernels import Batch
from notebook import Job, Result, run_notebook


async def run_all(jobs: list[Job], options: argparse.Namespace, results) -> int:
    batch = Batch()
    failed = 0
    waiting = iter(jobs)

    async def worker() -> None:
        nonlocal failed
        for job in waiting:
            try:
                result = await run_notebook(job, batch, failures=options.failures, timeout=options.timeout)
            except Exception as error:  # the harness's own fault, told as such
                result = Result(id=job.id, path=job.path, reason=f"harness: {type(error).__name__}: {error}"[:300])
            failed += result.status != "passed"
            print(json.dumps(result.row()), file=results, flush=True)

    try:
        if not options.fresh and any(not (job.fresh or job.shims) for job in jobs):
            batch.start_zygote()
        await asyncio.gather(*(worker() for _ in range(options.workers)))
    finally:
        batch.close()
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("jobs", type=Path)
    parser.add_argument("--results", type=Path, help="append here instead of printing")
    parser.add_argument("--failures", type=Path, default=HERE.parent / "out" / "failures")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timeout", type=int, default=180, help="seconds for one cell")
    parser.add_argument("--fresh", action="store_true", help="a fresh interpreter for each notebook, no forking")
    options = parser.parse_args()
    if "HF_ENDPOINT" not in os.environ:
        parser.error("set HF_ENDPOINT to the local hub: proofs never reach the real one")
    jobs = [Job(**json.loads(line)) for line in options.jobs.read_text().splitlines() if line.strip()]
    # As for Ctrl-C: the kernels end with the runner.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    results = options.results.open("a") if options.results else sys.stdout
    return 1 if asyncio.run(run_all(jobs, options, results)) else 0


if __name__ == "__main__":
    sys.exit(main())
