"""Builds the stand-in for a graphics card: `python proof/device/build.py [OUT]` (proof/out/device).

OUT then holds the package `torch_gpu`; with OUT on PYTHONPATH, `import torch` finds the
device by itself, and `import torch_gpu` works in a process that imported torch before.
Compiled once for each version of the sources, of torch and of Python, in about half a minute.
Linux, g++ and the headers in torch's wheel are all it needs.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "python" / "torch_gpu" / "__init__.py"
VERSION = "1.0"
OUT = HERE.parent / "out" / "device"


def stamp() -> str:
    """Everything that decides what is built."""
    sources = [*sorted(HERE.glob("*.cpp")), *sorted(HERE.glob("*.h")), PACKAGE, Path(__file__)]
    digest = hashlib.sha256(f"{version('torch')} {sys.version}".encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def folder_of(module: str) -> Path:
    # Without importing it: torch takes seconds.
    return Path(find_spec(module).origin).parent


def write_unchecked(path: Path) -> None:
    """The operators that take a number of the CPU beside tensors of the device, as a C++ list."""
    functions = (folder_of("torchgen") / "packaged/ATen/native/native_functions.yaml").read_text()
    names = {
        "aten::" + function.split("(")[0].strip()
        for function in functions.split("\n- func: ")[1:]
        if re.search(r"device_check:\s*NoCheck", function)
    }
    path.write_text(",\n".join(f'"{name}"' for name in sorted(names)) + "\n")


def compile_library(folder: Path, library: Path) -> None:
    compiler = shutil.which("g++")
    if compiler is None:
        sys.exit("There is no g++, which compiles proof/device: install it (on Debian: apt-get install g++).")
    torch = folder_of("torch")
    write_unchecked(folder / "unchecked.inc")
    command = [compiler, "-std=c++20", "-O1", "-fPIC", "-shared", "-w", "-o", str(library)]
    command += [f"-I{folder}", f"-I{torch / 'include'}", f"-I{torch / 'include/torch/csrc/api/include'}"]
    command += [str(source) for source in sorted(HERE.glob("*.cpp"))]
    command += [f"-L{torch / 'lib'}", "-ltorch", "-ltorch_cpu", "-lc10", f"-Wl,-rpath,{torch / 'lib'}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if "error" in line]
        sys.exit("proof/device does not compile with torch " + version("torch") + ":\n" + "\n".join(errors[:10]))


def build(out: Path = OUT) -> Path:
    """The folder for PYTHONPATH; compiles only what is not there yet."""
    wanted = stamp()
    mark = out / "stamp"
    if mark.is_file() and mark.read_text() == wanted:
        return out
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as name:
        made = Path(name) / "device"
        package = made / "torch_gpu"
        package.mkdir(parents=True)
        compile_library(Path(name), package / "libtorch_gpu.so")
        shutil.copy(PACKAGE, package)
        info = made / f"torch_gpu-{VERSION}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: torch_gpu\nVersion: {VERSION}\n")
        (info / "entry_points.txt").write_text("[torch.backends]\ngpu = torch_gpu:autoload\n")
        (made / "stamp").write_text(wanted)
        # Only a whole build takes the place of the one before.
        shutil.rmtree(out, ignore_errors=True)
        try:
            made.rename(out)
        except OSError:
            # Another process may have built the same meanwhile.
            if not mark.is_file() or mark.read_text() != wanted:
                raise
    return out


if __name__ == "__main__":
    build(*(Path(argument).resolve() for argument in sys.argv[1:2]))
