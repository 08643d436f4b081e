# ---
# id: image-to-image
# reached_by: { task: image-to-image, modelType: swin2sr }
# title: image super-resolution
# summary: This model takes a small picture and returns a larger, sharper one.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: image
# samples: image
# terms:
#   super-resolution: making a picture larger and inventing the fine detail it never had
#   bicubic: the usual way to enlarge a picture; it blends neighbouring pixels and cannot invent detail
#   processor: the helper that turns a picture into the block of numbers this model expects
# ---
# %% hello load
from transformers import AutoImageProcessor, AutoModelForImageToImage

#: The processor prepares pictures for this model. The first run downloads both.
processor = AutoImageProcessor.from_pretrained(
    #| use from-hub
)
model = AutoModelForImageToImage.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
import torch

image = sample_image()
#: A small picture shows best what the model can do, and it is quick.
small = image.resize((96, 72))
display(small)

inputs = processor(images=small, return_tensors="pt").to(device, dtype)
#: `inference_mode` says: we only look, we do not train.
with torch.inference_mode():
    outputs = model(**inputs)

print("What goes in (pictures, colours, height, width):", tuple(inputs["pixel_values"].shape))
print("What comes out:                                 ", tuple(outputs.reconstruction.shape))
# %% [markdown] hello try
#| if beginner
# **Try this:** change `(96, 72)` to `(48, 36)` and run the cell again. The output is always the same number of times larger than the input. Larger pictures take much longer, so go up in small steps.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### From numbers back to a picture
#
# The answer is a block of numbers between 0 and 1. The function `predict` turns it into a picture again: numbers to 0..255, colours to the last place, and the edge cut off that the processor had added.
#| elif intermediate
# ### Picture in, larger picture out
#
# The processor pads the picture until its sides are multiples of the model's window; the padding must be cut off afterwards. Time and memory grow with the number of pixels: for large pictures, work in tiles that overlap.
#| else
# ### Interface
#
# Padding added by the processor is cropped; images of one size are batched.
#| end
# %% explore predict
#| if not advanced
import torch
from PIL import Image


#| end
#| if beginner
def predict(image):
    inputs = processor(images=image, return_tensors="pt").to(device, dtype)
    with torch.inference_mode():
        numbers = model(**inputs).reconstruction[0]

    #: Numbers from 0 to 1 become 0 to 255, the range of a picture on a screen.
    numbers = (numbers.float().clamp(0, 1) * 255).round().byte().cpu()
    #: The model stores colours first, a picture stores them last.
    larger = Image.fromarray(numbers.permute(1, 2, 0).numpy())

    #: How many times larger? Then we cut off the edge that the processor had added.
    times = larger.height // inputs["pixel_values"].shape[2]
    return larger.crop((0, 0, times * image.width, times * image.height))


#| elif intermediate
@torch.inference_mode()
def predict(image):
    """Return the picture enlarged by the factor the model was trained for."""
    inputs = processor(images=image, return_tensors="pt").to(device, dtype)
    numbers = model(**inputs).reconstruction[0].float().clamp(0, 1)
    pixels = (numbers * 255).round().byte().cpu().permute(1, 2, 0).numpy()
    times = pixels.shape[0] // inputs["pixel_values"].shape[2]
    return Image.fromarray(pixels).crop((0, 0, times * image.width, times * image.height))


#| else
import torch
from PIL import Image


@torch.inference_mode()
def upscale(images: list[Image.Image]) -> list[Image.Image]:
    """Enlarge images of one common size in a single pass."""
    inputs = processor(images=images, return_tensors="pt").to(device, dtype)
    numbers = model(**inputs).reconstruction.float().clamp(0, 1)
    pixels = (numbers * 255).round().byte().cpu().permute(0, 2, 3, 1).numpy()
    times = pixels.shape[1] // inputs["pixel_values"].shape[2]
    return [
        Image.fromarray(one).crop((0, 0, times * image.width, times * image.height))
        for image, one in zip(images, pixels)
    ]


def predict(image: Image.Image) -> Image.Image:
    return upscale([image])[0]


#| end
# %% [markdown] explore compare-text
#| if beginner
# ### Compared with plain enlarging
#
# Above: the picture enlarged in the usual way, blurred at the edges. Below: what the model makes of it.
#| elif intermediate
# ### Compared with bicubic, in numbers
#
# We know what the small picture looked like before it was shrunk, so we can measure the error. PSNR is the error on a logarithmic scale in decibels: higher is better, and 1 dB is visible. The model was trained on photographs; on flat drawings bicubic is a strong rival.
#| else
# ### Quality against bicubic
#
# PSNR against the original, for two scales of shrinking.
#| end
# %% explore compare
#| if beginner
larger = predict(small)

display(small.resize(larger.size, Image.Resampling.BICUBIC))
display(larger)
print(small.size, "became", larger.size)
#| else
import numpy as np


def psnr(one, other):
    """Peak signal-to-noise ratio of two pictures in decibels; higher is better."""
    error = np.mean((np.asarray(one, dtype=np.float64) - np.asarray(other, dtype=np.float64)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-10)))


#| end
#| if intermediate
larger = predict(small)
truth = image.resize(larger.size, Image.Resampling.LANCZOS)
plain = small.resize(larger.size, Image.Resampling.BICUBIC)

display(plain)
display(larger)
print(f"{small.size} became {larger.size}")
print(f"bicubic {psnr(plain, truth):5.1f} dB")
print(f"model   {psnr(larger, truth):5.1f} dB")
#| elif advanced
for side in (48, 96):
    low = image.resize((side, side * image.height // image.width))
    larger = predict(low)
    truth = image.resize(larger.size, Image.Resampling.LANCZOS)
    plain = low.resize(larger.size, Image.Resampling.BICUBIC)
    print(
        f"{low.size} -> {larger.size}: bicubic {psnr(plain, truth):5.1f} dB, model {psnr(larger, truth):5.1f} dB"
    )
display(larger)


#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** look at a detail: `display(larger.crop((40, 40, 120, 100)).resize((480, 360)))`. Which lines did the model sharpen, and which did it invent?
#| end
# %% [markdown] explore tiles-text
#| if intermediate
# ### Large pictures in tiles
#
# Each tile is enlarged on its own and pasted into its place. The overlap is cut away again, so that the seams do not show.
#| elif advanced
# ### Cost
#
# Time and memory are linear in pixels; batching only helps where one image does not fill the device.
#| end
# %% explore tiles
#| if intermediate
def enlarge_in_tiles(image, side=64, overlap=8):
    """Enlarge a picture of any size with little memory."""
    result = None
    for top in range(0, image.height, side):
        for left in range(0, image.width, side):
            #: A little more than the tile, as far as the picture goes.
            window = (
                max(0, left - overlap),
                max(0, top - overlap),
                min(image.width, left + side + overlap),
                min(image.height, top + side + overlap),
            )
            piece = predict(image.crop(window))
            times = piece.width // (window[2] - window[0])
            if result is None:
                result = Image.new("RGB", (times * image.width, times * image.height))
            inner = (left - window[0], top - window[1])
            size = (min(side, image.width - left), min(side, image.height - top))
            box = (inner[0], inner[1], inner[0] + size[0], inner[1] + size[1])
            piece = piece.crop(tuple(times * edge for edge in box))
            result.paste(piece, (times * left, times * top))
    return result


medium = image.resize((128, 96))
display(enlarge_in_tiles(medium))
#| end
# %% explore measure
#| if advanced
import time

for side, count in ((32, 1), (64, 1), (64, 4)):
    images = [image.resize((side, side))] * count
    start = time.perf_counter()
    upscale(images)
    seconds = time.perf_counter() - start
    print(
        f"{count} x {side}x{side}: {seconds:6.2f} s, {count * side * side / seconds / 1e3:8.1f} thousand pixels/s"
    )

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| use peak-memory
#| end
