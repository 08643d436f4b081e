"""Executes one notebook in a kernel and says whether it passed."""

from __future__ import annotations

import copy
import json
import os
import re
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Empty

import leftovers
import nbformat
from cells import Finding, code_cell, role_of
from demo import SERVED, live_and_end, until_few
from kernels import DEVICE, SHIMS, Batch, ProofKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

PROBES = Path(__file__).resolve().parent / "probes"
TRUTH = Path(__file__).resolve().parent.parent / "truth"
FIGURES = "truth figures: "
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Job:
    """One line of the jobs file.

    `expect`: {ui, route, output, inputs: [{name, kind}]}; without it no UI is asked.
    `env`: more environment; `fresh`: a kernel of its own instead of a fork;
    `shims`: put the stand-in for torchvision on the path (timm only);
    `gpu`: put the stand-in for a graphics card on the path.
    `judge`: Python whose `judge(names, items)` says by meaning whether the notebook is right
    (proof/truth); what it returns is kept as the result's figures. `about`: what the judge is told of
    the model: {language, languages, must} (proof/truth/every.py).
    """

    path: str
    id: str = ""
    expect: dict | None = None
    env: dict[str, str] = field(default_factory=dict)
    fresh: bool = False
    shims: bool = False
    gpu: bool = False
    judge: str | None = None
    about: dict = field(default_factory=dict)


@dataclass
class Result:
    id: str
    path: str
    status: str = "failed"
    seconds: float = 0.0
    reason: str | None = None
    # Where it stopped: index and role of the cell, or "probe" and "left running".
    cell: int | None = None
    role: str | None = None
    # Lines on stderr that speak of something deprecated.
    deprecated: list[str] = field(default_factory=list)
    # Paths of the kept notebook and traceback, for a failure.
    kept: list[str] = field(default_factory=list)
    # What the judge measured.
    figures: dict = field(default_factory=dict)

    def row(self) -> dict:
        return {name: value for name, value in asdict(self).items() if value not in (None, [], {})}


def probe_cell(expect: dict):
    source = "\n".join(
        (PROBES / name).read_text() for name in ("shapes.py", "inputs.py", "chat.py", "batch.py", "api.py", "ui.py")
    )
    return code_cell(
        "def _alacard_probe(names, expect):\n"
        "    scope = {'__name__': 'alacard_probe'}\n"
        f"    exec(compile({source!r}, '<proof probe>', 'exec'), scope)\n"
        "    scope['probe_ui'](names, expect)\n"
        f"_alacard_probe(globals(), {expect!r})",
        "proof-probe",
    )


def judge_cell(judge: str, about: dict):
    """Asks the judge with the notebook's own names, and prints what it measured after a mark."""
    return code_cell(
        "def _alacard_judge(names):\n"
        "    import json, sys\n"
        f"    sys.path.insert(0, {str(TRUTH)!r})\n"
        "    import every, items\n"
        f"    about = json.loads({json.dumps(about)!r})\n"
        "    every.check(names, about)\n"
        "    scope = {'__name__': 'alacard_judge'}\n"
        f"    exec(compile({judge!r}, '<truth judge>', 'exec'), scope)\n"
        "    found = scope['judge'](names, {**items.read(), 'about': about})\n"
        f"    print({FIGURES!r} + json.dumps(every.figures(found)))\n"
        "_alacard_judge(globals())",
        "truth-judge",
    )


def with_probes(notebook, expect: dict | None, judge: str | None = None, about: dict | None = None):
    """A copy with the harness's own cells: before all, after the UI's answer, after all."""
    copied = copy.deepcopy(notebook)
    cells = list(copied.cells)
    if expect is not None or judge is not None:
        places = [
            index
            for index, cell in enumerate(cells)
            if cell.cell_type == "code" and role_of(cell).startswith("ui") and role_of(cell) != "ui-stop"
        ]
        if not places:
            raise Finding("the notebook has no UI cells")
        asked = [*([probe_cell(expect)] if expect else []), *([judge_cell(judge, about or {})] if judge else [])]
        cells[places[-1] + 1 : places[-1] + 1] = asked
    copied.cells = [
        code_cell(leftovers.REMEMBER_THREADS, "proof-before"),
        *cells,
        code_cell(leftovers.FIND_THREADS, "proof-threads"),
    ]
    return copied


def _text_of(cell) -> str:
    return "".join(output.get("text", "") for output in cell.get("outputs", []) if output.output_type == "stream")


def _install_problem(cell) -> str | None:
    """`%pip` prints its errors and goes on; the harness does not."""
    match = re.search(r"^ERROR: .*$", ANSI.sub("", _text_of(cell)), re.MULTILINE)
    return match.group(0) if match else None


def _widget_problem(client: NotebookClient, ui: str) -> str | None:
    """A form shows its answer in an Output widget, and that widget swallows errors."""
    shown = [output for widget in client.comm_objects.values() for output in getattr(widget, "outputs", [])]
    for output in shown:
        if output["output_type"] == "error":
            return _short(output["ename"], output["evalue"])
    return "the form shows no answer" if ui == "completion" and not shown else None


def _deprecations(notebook) -> list[str]:
    lines = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                said = [line.strip() for line in output.text.splitlines() if "deprecat" in line.lower()]
                # Where Python is installed says nothing about the notebook.
                lines += [re.sub(r"\S*site-packages/", "", line)[:200] for line in said]
    return sorted(set(lines))


def _short(name: str, value: str) -> str:
    text = ANSI.sub("", value).strip()
    first = next((line for line in text.splitlines() if line.strip()), "")
    return f"{name}: {first}"[:300]


def look_again(channel, every: float = 1.0) -> None:
    """Wait for a channel's messages in slices of `every` seconds.

    The descriptor of a ZeroMQ socket is edge-triggered: now and then a loop that serves several
    kernels misses the edge, and would sleep until the time limit of the cell with the message there.
    """
    ask = channel.get_msg

    async def get_msg(timeout: float | None = None):
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            left = every if deadline is None else min(every, deadline - time.monotonic())
            try:
                return await ask(timeout=max(left, 0))
            except Empty:
                if deadline is not None and time.monotonic() >= deadline:
                    raise

    channel.get_msg = get_msg


async def run_notebook(job: Job, batch: Batch, *, failures: Path, timeout: int) -> Result:
    began = time.perf_counter()
    name = re.sub(r"[^\w.-]+", "_", job.id or Path(job.path).stem)
    result = Result(id=job.id or name, path=job.path)
    executed = None
    trace = ""
    folder = Path(tempfile.mkdtemp(prefix="nb-", dir=batch.folder))
    manager = ProofKernelManager(batch, folder.name, fresh=job.fresh or job.shims)
    environment = {**batch.environment, **job.env}
    path = [*([SHIMS] if job.shims else []), *([DEVICE] if job.gpu else [])]
    if path:
        environment["PYTHONPATH"] = os.pathsep.join(map(str, path))
    kernel = client = None
    try:
        executed = with_probes(nbformat.read(job.path, as_version=4), job.expect, job.judge, job.about)
        client = NotebookClient(
            executed,
            km=manager,
            # The stand-in computes in half numbers on the processor: twenty times as slow where that knows none.
            timeout=timeout * (4 if job.gpu else 1),
            resources={"metadata": {"path": str(folder)}},
            shutdown_kernel="immediate",
        )
        async with client.async_setup_kernel(env=environment):
            kernel = manager.process_id
            for channel in (client.kc.shell_channel, client.kc.iopub_channel):
                look_again(channel)
            own_ports: set[int] = set()
            cells = list(executed.cells)
            for index, cell in enumerate(cells):
                result.cell, result.role = index - 1, role_of(cell) or None
                if index == len(cells) - 1:
                    served = job.expect is not None and job.expect["ui"] in SERVED
                    if served or any(role_of(cell) == "ui-stop" for cell in cells):
                        await live_and_end(client, executed, kernel, own_ports)
                    left = await until_few(kernel, own_ports, 0)
                    if left:
                        raise Finding("left running: " + "; ".join(left))
                if role_of(cell) == "install" and (job.shims, cell.source) in batch.installed:
                    continue
                await client.async_execute_cell(cell, index)
                if index == 0:
                    own_ports = leftovers.ports(kernel)
                if role_of(cell) == "install":
                    if problem := _install_problem(cell):
                        raise Finding(problem)
                    # The environment stays as it is: the same line would only look through it again.
                    batch.installed.add((job.shims, cell.source))
                if role_of(cell) == "truth-judge":
                    result.figures = json.loads(_text_of(cell).split(FIGURES, 1)[1].splitlines()[0])
                if role_of(cell) == "proof-probe" and (problem := _widget_problem(client, job.expect["ui"])):
                    raise Finding(problem)
        result.status, result.cell, result.role = "passed", None, None
    except CellExecutionError as error:
        result.reason = _short(error.ename, error.evalue)
        trace = ANSI.sub("", error.traceback)
    except CellTimeoutError:
        result.reason = f"the cell did not end within {timeout} s"
    except DeadKernelError:
        result.reason = "the kernel died"
    except Finding as error:
        result.reason = str(error)[:300]
    finally:
        if kernel is not None:
            leftovers.end(kernel)
        if manager.has_kernel:
            await manager.shutdown_kernel(now=True)
        # nbclient leaves the channels of a kernel that is not its own open: a beating thread for each notebook.
        if client is not None and client.kc is not None:
            client.kc.stop_channels()
    if executed is not None:
        result.deprecated = _deprecations(executed)
    result.seconds = round(time.perf_counter() - began, 2)
    if result.status == "failed":
        result.kept = _keep(executed, trace or result.reason or "", name, failures, folder)
    return result


def _keep(executed, trace: str, name: str, failures: Path, folder: Path) -> list[str]:
    failures.mkdir(parents=True, exist_ok=True)
    kept = [failures / f"{name}.txt"]
    kept[0].write_text(trace + "\n", encoding="utf-8")
    if executed is not None:
        kept.append(failures / f"{name}.ipynb")
        nbformat.write(executed, kept[-1])
    for log in folder.glob("*.log"):
        kept.append(failures / f"{name}.{log.name}")
        kept[-1].write_text(log.read_text(errors="replace"), encoding="utf-8")
    return [str(path) for path in kept]
