"""Functions on Pillow images, as far as timm's evaluation preprocessing calls them."""

from enum import Enum

import numpy as np
import torch
from PIL import Image


class InterpolationMode(Enum):
    NEAREST = "nearest"
    NEAREST_EXACT = "nearest-exact"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    BOX = "box"
    HAMMING = "hamming"
    LANCZOS = "lanczos"


def _filter(mode: InterpolationMode) -> Image.Resampling:
    return Image.Resampling[mode.name.replace("_EXACT", "")]


def pil_to_tensor(image: Image.Image) -> torch.Tensor:
    """uint8 (channels, height, width)."""
    array = np.array(image, copy=True)
    if array.ndim == 2:
        array = array[:, :, None]
    return torch.from_numpy(array).permute(2, 0, 1).contiguous()


def to_tensor(image: Image.Image) -> torch.Tensor:
    return pil_to_tensor(image).float() / 255


def get_dimensions(image: Image.Image) -> list[int]:
    """[channels, height, width]"""
    return [len(image.getbands()), image.height, image.width]


def get_image_size(image: Image.Image) -> list[int]:
    """[width, height]"""
    return [image.width, image.height]


def resize(image: Image.Image, size, interpolation=InterpolationMode.BILINEAR, antialias=True) -> Image.Image:
    if isinstance(size, int) or len(size) == 1:
        short = size if isinstance(size, int) else size[0]
        factor = short / min(image.size)
        width, height = (max(short, int(side * factor)) for side in image.size)
    else:
        height, width = size
    return image.resize((width, height), _filter(interpolation))


def crop(image: Image.Image, top: int, left: int, height: int, width: int) -> Image.Image:
    """Outside of the image is black."""
    return image.crop((left, top, left + width, top + height))
