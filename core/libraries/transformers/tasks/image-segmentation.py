# ---
# id: image-segmentation
# reached_by: { task: image-segmentation }
# title: image segmentation
# summary: This model divides a picture into areas, pixel by pixel, and says what each area shows.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: segments
# samples: image
# terms:
#   segment: one area of the picture, with a label
#   mask: a black-and-white picture of the same size, white where the segment is
#   semantic segmentation: one segment for each kind of thing; all trees together
#   instance segmentation: one segment for each single thing; every tree on its own
# let:
#   measured: by batch size
#   batch_sizes: "(1, 2, 4)"
#   timed: predict_batch(images, batch_size)
#   items: images
#   unit: images
# ---
# %% hello load
#| use torchvision
#| use timm-backbone
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
segmenter = pipeline(
    "image-segmentation",
    #| use pipeline-arguments
)
# %% hello run
#| use sample-picture

#: Each segment has a label and a mask. Some models add a score.
segments = segmenter(image)

#| if beginner
print("Segments found:", len(segments))
for segment in segments:
    print("-", segment["label"])
#| else
for segment in segments:
    print(f"{segment['label']:<16} score {segment['score']}  mask {segment['mask'].size}")


#| end
# %% [markdown] hello try <- parts/picture-in
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
# We put the steps into a function called `predict`. It counts the white pixels of each mask and puts the largest segment first.
#| elif intermediate
# ### Segments, the largest first
#
# A score of `None` means that the model gives every pixel to some label and does not say how sure it is (semantic segmentation). Sort by area then, and be suspicious of segments with a handful of pixels.
#| else
# ### Interface
#
# Masks are binary (`L`, 0 or 255) at the size of the input; rows are sorted by score where the model has one, else by area.
#| end
# %% explore predict
#| if beginner
def predict(image):
    rows = []
    for segment in segmenter(image):
        score = segment["score"]
        #: Semantic models give no score; `None` says so.
        score = None if score is None else float(score)
        rows.append({"label": segment["label"], "score": score, "mask": segment["mask"]})
    #: `histogram` counts how many pixels have each brightness; 255 is white.
    return sorted(rows, key=lambda row: row["mask"].histogram()[255], reverse=True)


#| elif intermediate
def as_rows(segments):
    rows = [
        {
            "label": segment["label"],
            "score": None if segment["score"] is None else float(segment["score"]),
            "mask": segment["mask"],
        }
        for segment in segments
    ]
    return sorted(rows, key=lambda row: row["mask"].histogram()[255], reverse=True)


def predict(image):
    """Return all segments with their masks, the largest first. The list may be empty."""
    return as_rows(segmenter(image))


def predict_batch(images, batch_size=2):
    return [as_rows(segments) for segments in segmenter(images, batch_size=batch_size)]


#| else
from typing import TypedDict

from PIL import Image


class Segment(TypedDict):
    label: str
    score: float | None
    mask: Image.Image


def as_rows(segments: list[dict]) -> list[Segment]:
    rows: list[Segment] = [
        {
            "label": segment["label"],
            "score": None if segment["score"] is None else float(segment["score"]),
            "mask": segment["mask"],
        }
        for segment in segments
    ]
    return sorted(rows, key=lambda row: (row["score"] or 0.0, row["mask"].histogram()[255]), reverse=True)


def predict_batch(images: list[Image.Image], batch_size: int = 2) -> list[list[Segment]]:
    """Segments of each image; a list may be empty."""
    return [as_rows(segments) for segments in segmenter(images, batch_size=batch_size)]


def predict(image: Image.Image) -> list[Segment]:
    return as_rows(segmenter(image))


#| end
# %% [markdown] explore draw-text
#| if beginner
# ### Colour the picture in
#
# Each segment gets a colour, laid half transparent over the picture. The list tells you which colour is which, and how much of the picture it covers.
#| elif intermediate
# ### An overlay with a key
#| end
# %% explore draw
from PIL import Image

COLOURS = ["crimson", "royalblue", "gold", "limegreen", "darkorchid", "darkorange", "turquoise", "hotpink"]


def draw_segments(image, rows):
    #: We draw on a copy, so that the picture itself stays as it is.
    picture = image.copy()
    for number, row in enumerate(rows):
        colour = Image.new("RGB", image.size, COLOURS[number % len(COLOURS)])
        #: A mask of half the brightness lets the picture shine through.
        half = row["mask"].point(lambda value: value // 2)
        picture.paste(colour, mask=half)
    return picture


rows = predict(image)
for number, row in enumerate(rows):
    share = row["mask"].histogram()[255] / (image.width * image.height)
    print(f"{COLOURS[number % len(COLOURS)]:<11} {share:6.1%}  {row['label']}")
display(draw_segments(image, rows))
# %% [markdown] explore try
#| if beginner
# **Try this:** draw one segment only: `draw_segments(image, rows[:1])`.
#| end
# %% [markdown] explore cut-text
#| if beginner
# ### Cut something out
#
# A mask is a stencil. We paste the picture through the stencil of the largest segment onto white paper.
#| elif intermediate
# ### Masks at work
#
# A mask is a stencil for anything you do with pixels: cutting out, blurring the background, measuring an area or an average colour.
#| else
# ### Stability under scaling
#
# Segment areas at three input sizes. Shares that move by more than a few points tell you the model is near its resolution limit.
#| end
# %% explore cut
#| if not advanced
for row in rows[:1]:
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=row["mask"])
    print(row["label"])
    display(paper)
#| end
#| if intermediate

for row in rows:
    red, green, blue = (
        sum(level * count for level, count in enumerate(channel.histogram(row["mask"])))
        / max(1, row["mask"].histogram()[255])
        for channel in image.split()
    )
    print(f"{row['label']:<16} average colour ({red:.0f}, {green:.0f}, {blue:.0f})")
#| elif advanced
import time

for factor in (1, 2, 3):
    scaled = image.resize((image.width * factor // 2, image.height * factor // 2))
    start = time.perf_counter()
    segments = predict(scaled)
    seconds = time.perf_counter() - start
    pixels = scaled.width * scaled.height
    shares = {row["label"]: f"{row['mask'].histogram()[255] / pixels:.1%}" for row in segments[:4]}
    print(f"{scaled.size}  {seconds:6.2f} s  {len(segments)} segments  {shares}")
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
images = [image] * 4
#| use timed-batches

model = segmenter.model
print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
