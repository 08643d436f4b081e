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

import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import threading
import traceback

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


def preload() -> None:
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
        # As `python -m ipykernel_launcher` leaves it: the working folder first.
        sys.path[0] = ""
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
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    chooser = selectors.DefaultSelector()
    chooser.register(listener, selectors.EVENT_READ)
    waiting: dict[int, socket.socket] = {}
    print("ready", flush=True)
    while True:
        for key, _ in chooser.select(timeout=0.1):
            if key.fileobj is not listener:
                continue
            connection, _ = listener.accept()
            request = json.loads(connection.makefile().readline())
            process = os.fork()
            if process == 0:
                listener.close()
                for other in waiting.values():
                    other.close()
                connection.close()
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                become_kernel(request)
            connection.sendall(f"{process}\n".encode())
            waiting[process] = connection
        while waiting:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if process == 0:
                break
            connection = waiting.pop(process, None)
            if connection is not None:
                try:
                    connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
                except BrokenPipeError:
                    pass
                connection.close()


if __name__ == "__main__":
    preload()
    serve(sys.argv[1])
