"""What a notebook leaves running after its last cell: processes, ports, threads."""

from __future__ import annotations

import contextlib

import psutil

# Started by Python itself for shared memory; ends with the kernel.
HARMLESS = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")


def ports(kernel: int) -> set[int]:
    """TCP ports on which the kernel's process listens."""
    connections = psutil.Process(kernel).net_connections(kind="tcp")
    return {connection.laddr.port for connection in connections if connection.status == psutil.CONN_LISTEN}


def open_to_others(kernel: int, before: set[int]) -> list[str]:
    """Addresses beyond this machine's own on which the kernel or its children listen, but for `before`'s ports."""
    process = psutil.Process(kernel)
    found = []
    for member in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            found += [
                f"{connection.laddr.ip}:{connection.laddr.port}"
                for connection in member.net_connections(kind="tcp")
                if connection.status == psutil.CONN_LISTEN
                and connection.laddr.port not in before
                and connection.laddr.ip not in ("127.0.0.1", "::1")
            ]
    return found


def processes_and_ports(kernel: int, before: set[int]) -> list[str]:
    """One line for each child process and each new listening TCP port of the kernel.

    `before`: the ports of the kernel itself, such as the one for debuggers.
    """
    found = []
    process = psutil.Process(kernel)
    for child in process.children(recursive=True):
        try:
            command = " ".join(child.cmdline())
            if child.status() == psutil.STATUS_ZOMBIE or any(name in command for name in HARMLESS):
                continue
        except psutil.NoSuchProcess:
            continue
        found.append(f"process {child.pid}: {command[:120]}")
    found += [f"port {port} is still listening" for port in sorted(ports(kernel) - before)]
    return found


def end(kernel: int) -> None:
    """Kill the kernel and what it started, so that the next notebook does not meet it."""
    try:
        process = psutil.Process(kernel)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()


# Runs in the kernel before the first cell: what is there anyway.
REMEMBER_THREADS = """
import threading as _alacard_threading
_alacard_before = {thread.ident for thread in _alacard_threading.enumerate()}
"""

# Runs in the kernel after the last cell. Workers of an idle pool are not a leftover of the
# notebook: the pool of asyncio and that of anyio belong to the kernel's own event loop.
FIND_THREADS = """
def _alacard_threads():
    import threading, time
    def left():
        return [
            thread.name
            for thread in threading.enumerate()
            if thread.ident not in _alacard_before
            and not thread.daemon
            and not thread.name.startswith(("asyncio_", "AnyIO worker thread", "IPythonHistorySavingThread"))
        ]
    deadline = time.time() + 3
    while left() and time.time() < deadline:
        time.sleep(0.1)
    if left():
        raise AssertionError(f"threads are still running: {left()}")
_alacard_threads()
"""
