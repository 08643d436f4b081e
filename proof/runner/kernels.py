"""Starts real ipykernels: forked from the zygote, or fresh ones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

HERE = Path(__file__).resolve().parent
SHIMS = HERE.parent / "shims"
# Built by proof/device/build.py.
DEVICE = HERE.parent / "out" / "device"


def batch_environment(hf_home: Path) -> dict[str, str]:
    """What every notebook of a batch finds in its environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "PYTHON", "JPY_"))}
    return {
        **kept,
        "HF_ENDPOINT": os.environ["HF_ENDPOINT"],
        "HF_HOME": str(hf_home),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_DISABLE_XET": "1",
        "DISABLE_SAFETENSORS_CONVERSION": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_TEMP_DIR": str(hf_home.parent / "gradio"),
        "TOKENIZERS_PARALLELISM": "false",
        # What is missing shall be seen, not fetched.
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        # Half the time of an install that installs nothing goes into comparing all packages with each other.
        "PIP_NO_WARN_CONFLICTS": "1",
        # Two notebooks at a time share two cores.
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        # `python` and `pip` are those of the kernel, as in an activated environment.
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}",
    }


@dataclass
class Batch:
    """Folders and the zygote of one run."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="ap-")))
    zygote: subprocess.Popen | None = None
    # Install cells that found everything in place: with the stand-in for torchvision or without, and their text.
    installed: set[tuple[bool, str]] = field(default_factory=set)

    @property
    def environment(self) -> dict[str, str]:
        return batch_environment(self.folder / "hf")

    @property
    def socket(self) -> Path:
        return self.folder / "z"

    def start_zygote(self) -> None:
        self.zygote = subprocess.Popen(
            [sys.executable, str(HERE / "zygote.py"), str(self.socket)],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = self.zygote.stdout.readline()
        if line != "ready\n":
            raise RuntimeError(f"the zygote did not start: {line!r}")

    def close(self) -> None:
        if self.zygote is not None:
            self.zygote.stdin.close()
            self.zygote.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class ProofKernelManager(AsyncKernelManager):
    """A kernel that talks over sockets in a folder, so that every TCP port it opens is the notebook's."""

    def __init__(self, batch: Batch, name: str, *, fresh: bool, **options: object) -> None:
        super().__init__(transport="ipc", connection_file=str(batch.folder / f"{name}.json"), **options)
        fresh = fresh or batch.zygote is None
        argv = (
            [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            if fresh
            else [sys.executable, "-S", "-E", str(HERE / "launch.py"), str(batch.socket), "{connection_file}"]
        )
        self._fresh = fresh
        self._kernel_spec = KernelSpec(argv=argv, display_name="proof", language="python", interrupt_mode="message")

    @property
    def process_id(self) -> int:
        """Of the kernel itself, not of what launched it."""
        if self._fresh:
            return self.provisioner.pid
        return int(Path(self.connection_file + ".pid").read_text())
