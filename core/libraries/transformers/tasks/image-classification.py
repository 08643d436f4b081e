# ---
# id: image-classification
# reached_by: { task: image-classification }
# title: image classification
# summary: This model looks at a picture and says which of its labels fits best.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: labels
# samples: image
# terms:
#   pipeline: a ready-made helper that turns your picture into numbers, runs the model and turns the numbers back into words
#   label: one of the answers the model was trained to choose from; it knows no others
#   score: how sure the model is of a label, from 0 (not at all) to 1 (completely)
# let:
#   batch_sizes: "(1, 4, 16)"
#   timed: predict_batch(images, batch_size)
#   items: images
#   unit: images
# ---
# %% hello load
#| use torchvision
#| if advanced
import torch
from transformers import AutoImageProcessor, AutoModelForImageClassification

processor = AutoImageProcessor.from_pretrained(
    #| use from-hub
)
model = AutoModelForImageClassification.from_pretrained(
    #| use model-arguments
).to(device)
#| else
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
classifier = pipeline(
    "image-classification",
    #| use pipeline-arguments
)
#| end
# %% hello run
#| use sample-picture

#| if beginner
#: The model gives every label a score. The pipeline sorts them, the best one first.
answer = classifier(image)[0]

print("Label:", answer["label"])
print("Score:", round(answer["score"], 3))
#| elif intermediate
for row in classifier(image, top_k=3):
    print(f"{row['score']:6.1%}  {row['label']}")
#| else
inputs = processor(images=image, return_tensors="pt")
print("Input:", tuple(inputs["pixel_values"].shape), "of", image.size)
print("Labels:", model.config.num_labels)


#| end
# %% [markdown] hello try <- parts/picture-in
# %% [markdown] explore predict-text
#| if beginner
# ### The five best labels
#
# One answer hides how close the race was. We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### One function for the rest of the notebook
#
# The model must spread its certainty over the labels it was trained on, even if nothing fits. A best score of 20 % among a thousand labels is a guess; 90 % is an opinion, which may still be wrong.
#| else
# ### Interface
#
# Softmax for single-label heads, sigmoid for multi-label ones; `top_k` best labels in both cases.
#| end
# %% explore predict
#| if beginner
def predict(image):
    #: A list with one entry for each label, the best first. Five are enough to read.
    rows = classifier(image, top_k=5)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| elif intermediate
def predict(image, top_k=5):
    """Return the best labels with their scores, best first."""
    rows = classifier(image, top_k=top_k)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| else
from typing import TypedDict

from PIL import Image


#| use label-class


@torch.inference_mode()
def predict_batch(images: list[Image.Image], batch_size: int = 8, top_k: int = 5) -> list[list[Label]]:
    """The `top_k` best labels of each image, best first."""
    answers: list[list[Label]] = []
    for start in range(0, len(images), batch_size):
        inputs = processor(images=images[start : start + batch_size], return_tensors="pt")
        logits = model(inputs["pixel_values"].to(device, dtype)).logits.float()
        multi_label = model.config.problem_type == "multi_label_classification" or logits.shape[-1] == 1
        scores = logits.sigmoid() if multi_label else logits.softmax(-1)
        best = scores.topk(min(top_k, logits.shape[-1]))
        for row_scores, row_ids in zip(best.values.tolist(), best.indices.tolist()):
            answers.append(
                [{"label": model.config.id2label[i], "score": score} for i, score in zip(row_ids, row_scores)]
            )
    return answers


#| use labels-by-picture


#| end
# %% explore look <- parts/picture-labels
# %% [markdown] explore change-text
#| if beginner
# ### What does the model look at?
#
# A good way to find out is to change one thing and ask again. Here we take the colours away. If the answer changes a lot, colour mattered.
#| elif intermediate
# ### Several pictures at once, and how steady the answer is
#
# `batch_size` lets the model work on several pictures in one go. The pictures here are versions of the same one: mirrored, in grey, cut to its middle. A model that has understood the picture gives them nearly the same label; a small margin between first and second place is where answers flip.
#| end
# %% explore change
#| if beginner
#: "L" means light and dark only. The model wants three colours, so we turn it back to "RGB".
grey = image.convert("L").convert("RGB")
display(grey)

for row in predict(grey):
    print(f"{row['score']:6.1%}  {row['label']}")
#| end
# %% explore batch
#| if intermediate
from PIL import ImageOps


def predict_batch(images, batch_size=8):
    answers = classifier(images, top_k=5, batch_size=batch_size)
    return [[{"label": row["label"], "score": float(row["score"])} for row in rows] for rows in answers]


width, height = image.size
#| use versions-compared
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** replace the first line by `grey = image.rotate(90)` or `grey = image.crop((0, 0, 150, 150))`. How much can you take away before the best label changes?
#| end
# %% [markdown] explore size-text
#| if intermediate
# ### What the model really sees
#
# Before the model looks at it, every picture is shrunk to the size below, and often cut to a square. Small things in a large photo disappear at this step. Cut out the part you care about first.
#| elif advanced
# ### Throughput by batch size
#| end
# %% explore size
#| if intermediate
inputs = classifier.image_processor(images=image, return_tensors="pt")
print("Your picture (width, height):", image.size)
print("What the model gets (pictures, colours, height, width):", tuple(inputs["pixel_values"].shape))
#| end
# %% explore measure
#| if advanced
import time

predict_batch([image])  # warm-up
images = [image] * 16
#| use timed-batches

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| use peak-memory
#| end
