"""Stands in for torchvision in proofs of timm notebooks on machines without it.

timm imports torchvision for its preprocessing. PyPI's torchvision wheels need a
CUDA build of torch and break a CPU build, so a CPU-only machine that has no
other index cannot install it. This package has exactly what
`timm.create_model` and `timm.data.create_transform` (evaluation) use: resize,
crop, to tensor, normalise. It is put on PYTHONPATH for timm notebooks only;
transformers must not see it (it would believe that torchvision is there).
"""

__version__ = "0.0.0+alacard.shim"

from . import datasets, ops, transforms

__all__ = ["datasets", "ops", "transforms"]
