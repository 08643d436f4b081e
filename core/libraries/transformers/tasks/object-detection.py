# ---
# id: object-detection
# reached_by: { task: object-detection }
# title: object detection
# summary: This model finds things in a picture and says what each is and where it stands.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: boxes
# samples: image
# terms:
#   box: a rectangle around a thing, given by its left, top, right and bottom edge in pixels
#   label: what the model takes the thing for; it only knows the kinds of things it was trained on
#   score: how sure the model is of a box and its label, from 0 (not at all) to 1 (completely)
#   threshold: the score a box must reach to be shown
# let:
#   batch_sizes: "(1, 4, 8)"
#   timed: predict_batch(images, batch_size)
#   items: images
#   unit: images
#   copies: 8
# ---
# %% hello load
#| use torchvision
#| use timm-backbone
#| if advanced
from transformers import AutoImageProcessor, AutoModelForObjectDetection

processor = AutoImageProcessor.from_pretrained(
    #| use from-hub
)
model = AutoModelForObjectDetection.from_pretrained(
    #| use model-arguments
).to(device)
#| else
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
detector = pipeline(
    "object-detection",
    #| use pipeline-arguments
)
#| end
# %% hello run
#| use sample-picture

#| if beginner
#: A threshold of 0.5 keeps what the model is at least half sure of.
found = detector(image, threshold=0.5)

print("Things found:", len(found))
for row in found:
    print(f"{row['score']:6.1%}  {row['label']}  {row['box']}")
#| elif intermediate
found = detector(image, threshold=0.5)
print(len(found), "things found")
for row in found:
    print(f"{row['score']:6.1%}  {row['label']:<14} {row['box']}")
#| else
inputs = processor(images=image, return_tensors="pt")
print("Input:", tuple(inputs["pixel_values"].shape), "of", image.size)
print("Kinds of things:", len(model.config.id2label))


#| end
# %% [markdown] hello note
#| if not advanced
# The example picture is a drawing, and the model learned from photographs. If it finds nothing here, that is an honest answer: below you will see what it found but was not sure about.
#| end
# %% [markdown] hello try <- parts/picture-in
# %% [markdown] explore predict-text
#| if beginner
# ### Where exactly?
#
# We put the steps into a function called `predict`, so that the rest of the notebook can use them with one word. It sorts the boxes, the surest first. A second function draws them.
#| elif intermediate
# ### Boxes as data and as a picture
#
# The list may be empty: always loop, never take the first row for granted. Boxes are in pixels of *your* picture, whatever size the model worked at.
#| else
# ### Interface
#
# Batches of images of any size; boxes come back in each image's own pixels.
#| end
# %% explore predict
#| if beginner
def predict(image):
    rows = detector(image, threshold=0.5)
    boxes = [{"label": row["label"], "score": float(row["score"]), "box": row["box"]} for row in rows]
    #: The surest box comes first.
    return sorted(boxes, key=lambda row: row["score"], reverse=True)


#| elif intermediate
def predict(image, threshold=0.5):
    """Return all boxes that reach the threshold, the surest first. The list may be empty."""
    rows = detector(image, threshold=threshold)
    boxes = [{"label": row["label"], "score": float(row["score"]), "box": row["box"]} for row in rows]
    return sorted(boxes, key=lambda row: row["score"], reverse=True)


#| else
from typing import TypedDict

import torch
from PIL import Image


#| use detection-class


@torch.inference_mode()
def predict_batch(
    images: list[Image.Image], batch_size: int = 4, threshold: float = 0.5
) -> list[list[Detection]]:
    """Boxes that reach `threshold` for each image, the surest first; a list may be empty."""
    answers: list[list[Detection]] = []
    for start in range(0, len(images), batch_size):
        group = images[start : start + batch_size]
        inputs = processor(images=group, return_tensors="pt").to(device)
        inputs["pixel_values"] = inputs["pixel_values"].to(dtype)
        outputs = model(**inputs)
        sizes = [(image.height, image.width) for image in group]
        for found in processor.post_process_object_detection(outputs, threshold, target_sizes=sizes):
            rows: list[Detection] = [
                {
                    "label": model.config.id2label[label],
                    "score": score,
                    "box": dict(zip(("xmin", "ymin", "xmax", "ymax"), map(round, box))),
                }
                for label, score, box in zip(
                    found["labels"].tolist(), found["scores"].tolist(), found["boxes"].tolist()
                )
            ]
            answers.append(sorted(rows, key=lambda row: row["score"], reverse=True))
    return answers


def predict(image: Image.Image) -> list[Detection]:
    return predict_batch([image])[0]


#| end
# %% explore draw
from PIL import ImageDraw


def draw_boxes(image, rows):
    #| use pen-on-copy
    for row in rows:
        box = row["box"]
        pen.rectangle((box["xmin"], box["ymin"], box["xmax"], box["ymax"]), outline="crimson", width=3)
        name = f"{row['label']} {row['score']:.0%}"
        #| use name-on-box
    return picture


rows = predict(image)
print(len(rows), "boxes")
display(draw_boxes(image, rows))
# %% [markdown] explore threshold-text
#| if beginner
#| use strictness
#| elif intermediate
# ### Choosing a threshold
#
# There is no right threshold, only a right one for your purpose: counting wants few false boxes, searching wants few missed ones. Look at how the number of boxes falls, and check a few by eye on each side.
#| end
# %% explore threshold
#| if beginner
for threshold in (0.9, 0.5, 0.2, 0.05):
    found = detector(image, threshold=threshold)
    print(f"threshold {threshold:.2f}: {len(found)} boxes")

#: The five surest boxes of the most generous round, drawn into the picture.
unsure = sorted(found, key=lambda row: row["score"], reverse=True)[:5]
display(draw_boxes(image, unsure))
#| elif intermediate
from collections import Counter

everything = predict(image, threshold=0.05)
for threshold in (0.9, 0.7, 0.5, 0.3, 0.1, 0.05):
    labels = Counter(row["label"] for row in everything if row["score"] >= threshold)
    print(f"{threshold:.2f}  {sum(labels.values()):3} boxes  {dict(labels.most_common(4))}")

display(draw_boxes(image, everything[:5]))


#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** change `[:5]` to `[:1]`. Would you have drawn that box yourself? Then try the left half of the picture: `detector(image.crop((0, 0, 192, 288)), threshold=0.05)`.
#| end
# %% [markdown] explore batch-text
#| if intermediate
# ### Several pictures, and small things
#
# Small things get lost when a large picture is shrunk. Cutting it into tiles that overlap a little brings them back, at the price of more work. The tiles go to the pipeline as one list.
#| elif advanced
# ### Throughput by batch size
#
# Images of different sizes are padded to the largest of their batch: sort by size before batching.
#| end
# %% explore batch
#| if intermediate
def predict_batch(images, threshold=0.5):
    # One after the other: the pipeline cannot take apart the batches of every detector (RT-DETR).
    answers = detector(images, threshold=threshold)
    return [
        sorted(
            ({"label": row["label"], "score": float(row["score"]), "box": row["box"]} for row in rows),
            key=lambda row: row["score"],
            reverse=True,
        )
        for rows in answers
    ]


width, height = image.size
corners = [(x, y) for y in (0, height * 2 // 5) for x in (0, width * 2 // 5)]
tiles = [image.crop((x, y, x + width * 3 // 5, y + height * 3 // 5)) for x, y in corners]
for corner, rows in zip(corners, predict_batch(tiles, threshold=0.2)):
    print(f"tile at {corner}: {len(rows)} boxes", [row["label"] for row in rows[:3]])
#| end
# %% explore measure
#| if advanced
#| use timed-pictures

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| use peak-memory
#| end
