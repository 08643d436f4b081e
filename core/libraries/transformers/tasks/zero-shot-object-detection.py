# ---
# id: zero-shot-object-detection
# reached_by: { task: zero-shot-object-detection }
# title: zero-shot object detection
# summary: You name things in your own words, and this model looks for them in a picture.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: labels, kind: list, label: "Things to look for, one a line"}
# output: boxes
# samples: image-labels
# terms:
#   zero-shot: the model was never trained on your labels; it understands their words
#   box: a rectangle around a thing, given by its left, top, right and bottom edge in pixels
#   score: how sure the model is of a box, from 0 (not at all) to 1 (completely)
#   threshold: the score a box must reach to be shown
#   processor: the helper that turns picture and words into numbers, and the model's numbers back into boxes
# let:
#   batch_sizes: "(1, 4, 8)"
#   timed: "predict_batch(items, batch_size=batch_size)"
#   items: items
#   unit: images
# ---
# %% hello load
#| use timm-backbone
from transformers import AutoModelForZeroShotObjectDetection, AutoProcessor

#: The processor prepares picture and words for this model. The first run downloads both.
processor = AutoProcessor.from_pretrained(
    #| use from-hub
)
model = AutoModelForZeroShotObjectDetection.from_pretrained(
    #| use model-arguments
).to(device)
#| if model.grounding-dino or model.mm-grounding-dino
#: The score a box must reach to be shown: what the makers of this model use.
THRESHOLD = 0.4
#| else
#: The score a box must reach to be shown. Detectors that only compare with words score low.
THRESHOLD = 0.1
#| end
# %% hello run
import torch

#| use sample-picture

labels = __sample_labels__
#| if beginner

#: Step 1: picture and words become numbers.
inputs = processor(images=image, text=[labels], truncation=True, return_tensors="pt").to(device)
inputs["pixel_values"] = inputs["pixel_values"].to(dtype)

#: Step 2: the model looks for the words. `inference_mode` says: we only look, we do not train.
with torch.inference_mode():
    outputs = model(**inputs)

#: Step 3: numbers become boxes, in pixels of our picture. Boxes below the threshold are left out.
found = processor.post_process_grounded_object_detection(
    outputs,
    #| if model.grounding-dino or model.mm-grounding-dino
    inputs["input_ids"],
    #| else
    text_labels=[labels],
    #| end
    threshold=THRESHOLD,
    target_sizes=[(image.height, image.width)],
)[0]

print("Looked for:", labels)
print("Found:", len(found["scores"]), "boxes")
#| else
inputs = processor(images=image, text=[labels], truncation=True, return_tensors="pt")
print({name: tuple(values.shape) for name, values in inputs.items()})
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** put the name of a thing you can see into the list `labels` and run the cell again. The example picture is a drawing, and the model learned from photographs: finding little is an honest answer.
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
# We put the three steps into a function called `predict`. It gives us a list of boxes with their labels, the surest first.
#| elif intermediate
# ### Boxes as data
#
#| if model.grounding-dino or model.mm-grounding-dino
# The makers of this model keep boxes from 0.4 on. The list may be empty: always loop, never take the first row for granted. The label of a box is the phrase that the model matched, in lower case, and may be a part of yours.
#| else
# Scores of zero-shot detectors are low compared with those of ordinary detectors: 0.1 to 0.3 is a usual threshold. The list may be empty: always loop, never take the first row for granted.
#| end
#| else
# ### Interface
#
# Batched over images; every image brings its own labels.
#| end
# %% explore predict
import torch

#| if beginner


def predict(image, labels, threshold=THRESHOLD):
    inputs = processor(images=image, text=[labels], truncation=True, return_tensors="pt").to(device)
    inputs["pixel_values"] = inputs["pixel_values"].to(dtype)
    with torch.inference_mode():
        outputs = model(**inputs)
    found = processor.post_process_grounded_object_detection(
        outputs,
        #| if model.grounding-dino or model.mm-grounding-dino
        inputs["input_ids"],
        #| else
        text_labels=[labels],
        #| end
        threshold=threshold,
        target_sizes=[(image.height, image.width)],
    )[0]
    boxes = []
    for score, label, box in zip(found["scores"].tolist(), found["text_labels"], found["boxes"].tolist()):
        left, top, right, bottom = [round(edge) for edge in box]
        edges = {"xmin": left, "ymin": top, "xmax": right, "ymax": bottom}
        boxes.append({"label": label, "score": score, "box": edges})
    #: The surest box comes first.
    return sorted(boxes, key=lambda row: row["score"], reverse=True)


#| else
#| if advanced
from typing import TypedDict

from PIL import Image


#| use detection-class


#| end
def as_rows(found: dict) -> list[dict]:
    edges = ("xmin", "ymin", "xmax", "ymax")
    rows = [
        {"label": label, "score": score, "box": dict(zip(edges, map(round, box)))}
        for score, label, box in zip(found["scores"].tolist(), found["text_labels"], found["boxes"].tolist())
    ]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| if advanced
@torch.inference_mode()
def predict_batch(
    items: list[tuple[Image.Image, list[str]]], threshold: float = THRESHOLD, batch_size: int = 4
) -> list[list[Detection]]:
    """Boxes that reach `threshold` for each (image, labels) pair, the surest first."""
    answers: list[list[Detection]] = []
    for start in range(0, len(items), batch_size):
        images, texts = zip(*items[start : start + batch_size])
        inputs = processor(
            images=list(images), text=list(texts), padding=True, truncation=True, return_tensors="pt"
        ).to(device)
        inputs["pixel_values"] = inputs["pixel_values"].to(dtype)
        found = processor.post_process_grounded_object_detection(
            model(**inputs),
            #| if model.grounding-dino or model.mm-grounding-dino
            inputs["input_ids"],
            #| else
            text_labels=list(texts),
            #| end
            threshold=threshold,
            target_sizes=[(image.height, image.width) for image in images],
        )
        answers.extend(as_rows(one) for one in found)
    return answers


def predict(image: Image.Image, labels: list[str]) -> list[Detection]:
    return predict_batch([(image, labels)])[0]


#| else
@torch.inference_mode()
def predict(image, labels, threshold=THRESHOLD):
    """Return all boxes that reach the threshold, the surest first. The list may be empty."""
    inputs = processor(images=image, text=[labels], truncation=True, return_tensors="pt").to(device)
    inputs["pixel_values"] = inputs["pixel_values"].to(dtype)
    found = processor.post_process_grounded_object_detection(
        model(**inputs),
        #| if model.grounding-dino or model.mm-grounding-dino
        inputs["input_ids"],
        #| else
        text_labels=[labels],
        #| end
        threshold=threshold,
        target_sizes=[(image.height, image.width)],
    )
    return as_rows(found[0])


#| end
#| end
# %% explore draw
from PIL import ImageDraw


def draw_boxes(image, rows):
    #| use pen-on-copy
    for row in rows:
        box = row["box"]
        name = f"{row['label']} {row['score']:.0%}"
        pen.rectangle((box["xmin"], box["ymin"], box["xmax"], box["ymax"]), outline="crimson", width=3)
        #| use name-on-box
    return picture


rows = predict(image, labels)
print(len(rows), "boxes, drawn: the first", min(5, len(rows)))
display(draw_boxes(image, rows[:5]))
# %% [markdown] explore threshold-text
#| if beginner
#| use strictness
#| elif intermediate
# ### The best box for each label
#
# A common question is "is there one, and where?". Take the best box of each label, with a low threshold, and judge the score yourself.
#| else
# ### Throughput by batch size
#| end
# %% explore threshold
#| if beginner
for threshold in (2 * THRESHOLD, THRESHOLD, THRESHOLD / 2, THRESHOLD / 4):
    print(f"threshold {threshold:.2f}: {len(predict(image, labels, threshold))} boxes")
#| elif intermediate
best = {}
for row in predict(image, labels, threshold=THRESHOLD / 4):
    best.setdefault(row["label"], row)

for label in labels:
    row = best.get(label)
    print(f"{label:<24}", f"{row['score']:6.1%}  {row['box']}" if row else "nothing")
display(draw_boxes(image, best.values()))
#| else
import time

items = [(image, labels)] * 8
#| use timed-batches

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** describe one thing in three ways, from vague to exact: `predict(image, ["thing", "object with corners", "red box"])`. Which words find it best?
#| end
# %% [markdown] explore words-text
#| if intermediate
# ### Wording
#
#| if model.grounding-dino or model.mm-grounding-dino
# This model learned from phrases that name things in sentences, so a noun with an article is as good as the bare one, and a short description often better. Compare before you settle on a threshold: the two depend on each other.
#| else
# "a photo of a …" often scores higher than the bare noun, because the model learned from captions. Compare before you settle on a threshold: the two depend on each other.
#| end
#| end
# %% explore words
#| if intermediate
#| if model.grounding-dino or model.mm-grounding-dino
templates = ("{}", "a {}", "a small {}")
#| else
templates = ("{}", "a photo of {}", "a drawing of {}")
#| end
for template in templates:
    rows = predict(image, [template.format(label) for label in labels], threshold=THRESHOLD / 4)
    print(f"{template:<16} {len(rows):3} boxes", f"best {rows[0]['score']:.1%}" if rows else "")
#| end
