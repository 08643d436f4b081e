"""The evaluation transforms of timm's preprocessing, for Pillow images."""

from collections.abc import Callable, Sequence

import torch
from PIL import Image

from . import functional
from .functional import InterpolationMode

__all__ = ["CenterCrop", "Compose", "InterpolationMode", "Normalize", "Resize", "ToTensor", "functional"]


class Compose:
    def __init__(self, transforms: Sequence[Callable]) -> None:
        self.transforms = list(transforms)

    def __call__(self, image):
        for transform in self.transforms:
            image = transform(image)
        return image


class ToTensor:
    """Image -> float32 (channels, height, width) in 0..1."""

    def __call__(self, image: Image.Image) -> torch.Tensor:
        return functional.to_tensor(image)


class Resize:
    """An int is the length of the shorter side, a pair is (height, width)."""

    def __init__(self, size, interpolation=InterpolationMode.BILINEAR, max_size=None, antialias=True) -> None:
        self.size = size
        self.interpolation = interpolation

    def __call__(self, image: Image.Image) -> Image.Image:
        return functional.resize(image, self.size, self.interpolation)


class CenterCrop:
    def __init__(self, size) -> None:
        self.size = (size, size) if isinstance(size, int) else tuple(size)

    def __call__(self, image: Image.Image) -> Image.Image:
        height, width = self.size
        top = round((image.height - height) / 2)
        left = round((image.width - width) / 2)
        return functional.crop(image, top, left, height, width)


class Normalize(torch.nn.Module):
    def __init__(self, mean, std, inplace: bool = False) -> None:
        super().__init__()
        self.mean = mean
        self.std = std

    def forward(self, tensor: torch.Tensor) -> torch.Tensor:
        mean = torch.as_tensor(self.mean, dtype=tensor.dtype).view(-1, 1, 1)
        std = torch.as_tensor(self.std, dtype=tensor.dtype).view(-1, 1, 1)
        return (tensor - mean) / std
