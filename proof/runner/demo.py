"""What a demo owes its reader: it is up after the last cell, starts anew in its own place, and its button ends it.

The harness does what a person would, through the messages that a browser sends: it adds nothing
to the notebook that could end the demo.
"""

from __future__ import annotations

import asyncio
import time

import leftovers
from cells import Finding, code_cell, role_of
from nbclient import NotebookClient

# Components that serve a page or an endpoint.
SERVED = ("gradio", "streamlit", "api")
VIEW = "application/vnd.jupyter.widget-view+json"

ANSWERS = """
def _alacard_answers(names):
    import httpx
    address = names.get("base_url") or names["demo_url"]
    page = address + "/openapi.json" if "base_url" in names else address
    try:
        status = httpx.get(page, timeout=30).status_code
    except httpx.TransportError as error:
        raise AssertionError(f"the demo is dead after the last cell: {error}") from None
    assert status == 200, f"the demo is dead after the last cell: it answers {status}"
_alacard_answers(globals())
"""


async def live_and_end(client: NotebookClient, notebook, kernel: int, own_ports: set[int]) -> None:
    """After the last cell: ask the demo, start it a second time, press Stop. Raises Finding.

    What is left running then is for the caller to see.
    """
    cells = list(notebook.cells)
    await run(client, code_cell(ANSWERS, "proof-alive"))
    first = leftovers.processes_and_ports(kernel, own_ports)
    if addresses := leftovers.open_to_others(kernel, own_ports):
        raise Finding("others on the network can open it: " + ", ".join(addresses))
    again = [code_cell(cell.source, role_of(cell)) for cell in cells if role_of(cell) in ("ui", "ui-call")]
    for cell in (*again, code_cell(ANSWERS, "proof-alive")):
        await run(client, cell)
    second = await until_few(kernel, own_ports, len(first))
    if len(second) > len(first):
        raise Finding("a second start leaves the first: " + "; ".join(second))
    await press(client, stop_button(client, [*cells, *again]))


async def until_few(kernel: int, own_ports: set[int], few: int, patience: float = 4.0) -> list[str]:
    """What is still running, after it has had a moment to become `few`."""
    deadline = time.monotonic() + patience
    while True:
        left = leftovers.processes_and_ports(kernel, own_ports)
        if len(left) <= few or time.monotonic() > deadline:
            return left
        await asyncio.sleep(0.2)


def stop_button(client: NotebookClient, cells) -> str:
    """The comm of the newest button that says Stop and that the reader can see."""
    shown = [
        output["data"][VIEW]["model_id"]
        for cell in cells
        for output in cell.get("outputs", [])
        if VIEW in output.get("data", {})
    ]
    for model in reversed(shown):
        state = client.widget_state.get(model, {})
        if state.get("_model_name") == "ButtonModel" and state.get("description", "").startswith("Stop"):
            return model
    raise Finding("no button that the reader can see stops the demo")


async def press(client: NotebookClient, comm: str) -> None:
    """As a browser tells of a click. The kernel serves messages in order, so a cell run after this comes later."""
    content = {"comm_id": comm, "data": {"method": "custom", "content": {"event": "click"}}}
    client.kc.shell_channel.send(client.kc.session.msg("comm_msg", content))
    await run(client, code_cell("pass", "proof-pressed"))


async def run(client: NotebookClient, cell) -> None:
    """One more cell, at the end of the notebook."""
    client.nb.cells.append(cell)
    await client.async_execute_cell(cell, len(client.nb.cells) - 1)
