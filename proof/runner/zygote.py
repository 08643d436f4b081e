"""A Python process with the heavy libraries imported, which forks a kernel on demand.

    python zygote.py SOCKET

Importing torch and transformers costs 5 to 9 seconds a kernel on two cores, and
a proof starts hundreds of kernels. Here they are imported once; each request
forks a child that becomes an ordinary ipykernel (`IPKernelApp`), in a process
of its own, with a working folder and environment of its own. Nothing is
computed before the fork, so that no thread pool exists yet.

A request is one line of JSON: {connection_file, arguments, cwd, env}. The answer is one
line with the process id, later one with the exit status.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import json
import os
import selectors
import signal
import socket
import sys
import threading
import traceback
from importlib.machinery import PathFinder

PRELOADED = (
    "numpy",
    "pandas",
    "PIL.Image",
    "torch",
    "huggingface_hub",
    "transformers",
    "transformers.pipelines",
    "transformers.models.auto.modeling_auto",
    "transformers.models.auto.tokenization_auto",
    "transformers.generation.utils",
    "ipykernel.kernelapp",
    "ipywidgets",
    "fastapi",
    "uvicorn",
    "httpx",
    "gradio",
    "gradio_client",
    "streamlit.testing.v1",
)


class WithoutTimm(PathFinder):
    """Finds everything but timm.

    timm cannot be imported where torchvision is missing, and transformers tries
    to as soon as it sees that timm is installed. A reader has both or neither.
    Notebooks about timm get a fresh interpreter and the stand-in for torchvision.
    """

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None if fullname.partition(".")[0] == "timm" else super().find_spec(fullname, path, target)


def hide_timm() -> None:
    try:
        importlib.import_module("torchvision")
    except ImportError:
        sys.meta_path[sys.meta_path.index(PathFinder)] = WithoutTimm


def preload() -> None:
    hide_timm()
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except ImportError as error:
            print(f"not preloaded: {name}: {error}", file=sys.stderr, flush=True)
    threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    if threads:
        raise RuntimeError(f"threads exist before the first fork: {threads}")
    gc.collect()
    gc.freeze()


def become_kernel(request: dict) -> None:
    """In the child: turn into a kernel. Does not return."""
    status = 1
    try:
        os.setsid()
        os.environ.clear()
        os.environ.update(request["env"])
        # The parent is the zygote and not Jupyter: no watching of the parent.
        os.environ.pop("JPY_PARENT_PID", None)
        os.chdir(request["cwd"])
        log = os.open(request["connection_file"] + ".log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        sys.argv = ["ipykernel_launcher", "-f", request["connection_file"], *request["arguments"]]
        # As `python -m ipykernel_launcher` leaves it: the working folder first, then PYTHONPATH.
        folders = [folder for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep) if folder]
        sys.path[:1] = ["", *folders]
        if folders and importlib.util.find_spec("torch_gpu"):
            # torch looks for devices when it is imported, and that was before the fork.
            importlib.import_module("torch_gpu")
        from ipykernel.kernelapp import IPKernelApp

        IPKernelApp.launch_instance()
        status = 0
    except SystemExit as leaving:
        status = int(leaving.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def serve(path: str) -> None:
    """Until standard input is closed, which tells that the runner is gone."""
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    chooser = selectors.DefaultSelector()
    chooser.register(listener, selectors.EVENT_READ)
    chooser.register(sys.stdin, selectors.EVENT_READ)
    kernels: dict[socket.socket, int] = {}
    print("ready", flush=True)
    while True:
        for key, _ in chooser.select(timeout=0.1):
            if key.fileobj is sys.stdin:
                for process in kernels.values():
                    os.kill(process, signal.SIGKILL)
                return
            if key.fileobj is listener:
                connection, _ = listener.accept()
                process = fork_kernel(connection, [listener, *kernels])
                kernels[connection] = process
                chooser.register(connection, selectors.EVENT_READ)
            elif key.fileobj in kernels and not key.fileobj.recv(1):
                # What launched the kernel is gone, so nobody can end it any more.
                os.kill(kernels[key.fileobj], signal.SIGKILL)
        for connection, process in list(kernels.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended == 0:
                continue
            chooser.unregister(connection)
            del kernels[connection]
            with contextlib.suppress(OSError):
                connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
            connection.close()


def fork_kernel(connection: socket.socket, inherited: list[socket.socket]) -> int:
    """Read one request, fork, answer with the process id."""
    request = json.loads(connection.makefile().readline())
    process = os.fork()
    if process == 0:
        for other in [connection, *inherited]:
            other.close()
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        become_kernel(request)
    connection.sendall(f"{process}\n".encode())
    return process


if __name__ == "__main__":
    preload()
    serve(sys.argv[1])
