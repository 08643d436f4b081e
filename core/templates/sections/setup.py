# %% [markdown] setup setup
# ## 1. Set up
#
#| if beginner
# Run each cell with **Shift + Enter**, from top to bottom. The first cell installs the Python packages that this notebook uses; packages you already have are left as they are.
#| elif intermediate
# Installs what the cells below import. Packages that are already here, PyTorch among them, are left alone.
#| else
# Requirements, computed from the imports below. An installed torch is left alone.
#| end
# %% setup install
#| if torch
import os
import sys
from importlib.util import find_spec
from shutil import which

#: On Linux, pip's usual build of PyTorch brings gigabytes for NVIDIA cards. Where there is none, the build for
#: processors does the same. `TORCH_INDEX` names another place that has it.
torch_from = ""
if find_spec("torch") is None and sys.platform == "linux" and which("nvidia-smi") is None:
    place = os.environ.get("TORCH_INDEX", "https://download.pytorch.org/whl/cpu")
    torch_from = f"--retries 1 --index-url {place}"
#| magic %pip install -q torch {torch_from}
#| end
#| magic %pip install -q {{requirements}}
# %% setup endpoint
#| if mirror
import os

#| if mirror_here
#: This notebook was made with a hub on the same machine: models come from there while it runs.
import socket

with socket.socket() as probe:
    if probe.connect_ex((__mirror_host__, __mirror_port__)) == 0:
        os.environ.setdefault("HF_ENDPOINT", __mirror_url__)
#| else
#: Models come from the Hub that this notebook was made with, unless you have set another.
os.environ.setdefault("HF_ENDPOINT", __mirror_url__)
#| end
print("Models come from", os.environ.get("HF_ENDPOINT", "https://huggingface.co"))
#| end
# %% setup check
#: `%pip` does not stop a notebook when something goes wrong, so we look for ourselves.
import importlib
from importlib.metadata import version

modules = __modules__
problems = []
for module in modules:
    try:
        importlib.import_module(module)
    except ImportError as error:
        problems.append(f"{module}: {error}")
if problems:
    raise ImportError(
        "Some packages are not ready. Restart the kernel, run the cell above again and read what pip "
        "says.\n" + "\n".join(problems)
    )
#| if floors

oldest = __floors__
too_old = []
for package, minimum in oldest.items():
    installed = version(package)
    if tuple(int(part) for part in installed.split(".")[:2]) < tuple(minimum):
        too_old.append(f"{package} {installed} (needs {'.'.join(map(str, minimum))} or newer)")
if too_old:
    raise ImportError(
        "Please run `%pip install -U` for these packages and restart the kernel: " + ", ".join(too_old)
    )
#| end
packages = __shown__
print("Ready:", ", ".join(f"{package} {version(package)}" for package in packages))
