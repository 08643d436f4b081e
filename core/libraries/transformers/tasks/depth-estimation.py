# ---
# id: depth-estimation
# reached_by: { task: depth-estimation }
# title: depth estimation
# summary: This model looks at one flat picture and estimates how far away every point of it is.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: image
# samples: image
# float32: true
# terms:
#   depth map: a picture in which the brightness of a point says how near or far it is
#   relative depth: tells what is in front of what, but not how many metres
#   metric depth: distances in metres
# let:
#   measured: by batch size
#   batch_sizes: "(1, 4, 8)"
#   timed: depth(images, batch_size)
#   items: images
#   unit: images
#   copies: 8
# ---
# %% hello load
#| use torchvision
#| if advanced
import torch
from transformers import AutoImageProcessor, AutoModelForDepthEstimation

processor = AutoImageProcessor.from_pretrained(
    #| use from-hub
)
# float32 on every device: bfloat16 has 8 bits of precision, which shows as steps in a depth map.
model = AutoModelForDepthEstimation.from_pretrained(
    #| use model-arguments
).to(device)
#| else
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
#: `dtype` is float32 even on a graphics card: rounded numbers show as steps in the depth map.
depth_estimator = pipeline(
    "depth-estimation",
    #| use pipeline-arguments
)
#| end
# %% hello run
#| use sample-picture

#| if beginner
#: The model answers with a picture ("depth") and with the numbers behind it ("predicted_depth").
answer = depth_estimator(image)

display(answer["depth"])
#| elif intermediate
answer = depth_estimator(image)
display(answer["depth"])
print("Numbers behind it:", tuple(answer["predicted_depth"].shape), answer["predicted_depth"].dtype)
#| else
inputs = processor(images=image, return_tensors="pt")
print("Input:", tuple(inputs["pixel_values"].shape), "of", image.size)
print("Kind of depth:", getattr(model.config, "depth_estimation_type", "not stated in the configuration"))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** use a photo of your own, best one with things near and far. Put the file beside this notebook, write `from PIL import Image` and `image = Image.open("my-photo.jpg").convert("RGB")` in place of the first line, and run the cell again.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### Bright is not always near
#
# Some models paint near things bright, others far things: look at a spot you know. We put the steps into a function called `predict`, so that the rest of the notebook can use them with one word.
#| elif intermediate
# ### From numbers to a picture
#
# The picture stretches the smallest and the largest number to black and white, so two depth maps cannot be compared by brightness. Work with the numbers where distances matter, and read in the model card whether they are metres, relative depth, or its inverse (large = near).
#| else
# ### Interface
#
# `depth` gives float32 maps at the size of each image; `predict` renders one as 8-bit grey, stretched to its own range.
#| end
# %% explore predict
#| if beginner
import numpy as np
from PIL import Image


def predict(image):
    #: One number for each point of the picture.
    depth = depth_estimator(image)["predicted_depth"].cpu().numpy()
    #: We stretch the numbers to 0..255, the range of brightness on a screen.
    above_lowest = depth - depth.min()
    brightness = 255 * above_lowest / max(float(above_lowest.max()), 1e-6)
    return Image.fromarray(brightness.astype(np.uint8))


#| elif intermediate
import numpy as np
from PIL import Image


def depth_of(image):
    """Return the model's own numbers, (height, width), in the picture's size."""
    return depth_estimator(image)["predicted_depth"].cpu().numpy()


def as_picture(depth):
    """Stretch a depth map to the range of an 8-bit picture."""
    spread = max(float(depth.max() - depth.min()), 1e-6)
    return Image.fromarray((255 * (depth - depth.min()) / spread).astype(np.uint8))


def predict(image):
    return as_picture(depth_of(image))


#| else
import numpy as np
from PIL import Image


@torch.inference_mode()
def depth(images: list[Image.Image], batch_size: int = 4) -> list[np.ndarray]:
    """Depth maps (height, width) float32, each in the size of its image, in the model's own unit."""
    maps: list[np.ndarray] = []
    for start in range(0, len(images), batch_size):
        group = images[start : start + batch_size]
        inputs = processor(images=group, return_tensors="pt").to(device)
        outputs = model(**inputs)
        sizes = [(image.height, image.width) for image in group]
        # Source sizes for ZoeDepth, target sizes for all others: the same pairs.
        for row in processor.post_process_depth_estimation(outputs, sizes):
            maps.append(row["predicted_depth"].float().cpu().numpy())
    return maps


def as_picture(values: np.ndarray) -> Image.Image:
    spread = max(float(values.max() - values.min()), 1e-6)
    return Image.fromarray((255 * (values - values.min()) / spread).astype(np.uint8))


def predict_batch(images: list[Image.Image]) -> list[Image.Image]:
    return [as_picture(values) for values in depth(images)]


def predict(image: Image.Image) -> Image.Image:
    return predict_batch([image])[0]


#| end
# %% explore look
#| if beginner
depth_map = predict(image)
display(depth_map)

#: `getpixel` reads one point; (0, 0) is the top left corner.
centre = (image.width // 2, image.height // 2)
print("Brightness in the top left corner:", depth_map.getpixel((0, 0)))
print("Brightness in the middle:         ", depth_map.getpixel(centre))
#| elif intermediate
values = depth_of(image)
print(f"from {values.min():.3f} to {values.max():.3f}, median {np.median(values):.3f}")
for name, row in {"top": values[0], "middle": values[len(values) // 2], "bottom": values[-1]}.items():
    print(f"{name:<7} row: {row.mean():.3f}")
#| else
(values,) = depth([image])
print(values.shape, values.dtype, f"{values.min():.3f} .. {values.max():.3f}")
display(as_picture(values))
#| end
# %% [markdown] explore layers-text
#| if beginner
# ### Near and far, cut apart
#
# We split the depth map in the middle of its range and keep only what is brighter.
#| elif intermediate
# ### Layers
#
# Quantiles split the picture into layers of equal area, whatever unit the model uses. This is how a background blur or a parallax effect starts.
#| else
# ### Consistency
#
# A mirrored image must give the mirrored map. The difference, in parts of the range, is a floor for the error you can expect.
#| end
# %% explore layers
#| if beginner
#: White where the depth map is brighter than the middle, black elsewhere.
stencil = depth_map.point(lambda value: 255 if value > 127 else 0)
paper = Image.new("RGB", image.size, "white")
paper.paste(image, mask=stencil)
display(paper)
#| elif intermediate
edges = np.quantile(values, [0.0, 1 / 3, 2 / 3, 1.0])
for number, (low, high) in enumerate(zip(edges, edges[1:]), start=1):
    stencil = Image.fromarray(((values >= low) & (values <= high)).astype(np.uint8) * 255)
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=stencil)
    print(f"Layer {number}: {low:.3f} to {high:.3f}")
    display(paper.resize((image.width // 2, image.height // 2)))
#| else
from PIL import ImageOps

plain, mirrored = depth([image, ImageOps.mirror(image)])
spread = max(float(plain.max() - plain.min()), 1e-6)
difference = np.abs(plain - mirrored[:, ::-1]) / spread
print(f"mean {difference.mean():.2%}, 95th percentile {np.quantile(difference, 0.95):.2%} of the range")
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** change `> 127` to `< 128`, or to `> 200`. Which part of the picture does the model put in front?
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
#| use timed-pictures

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
