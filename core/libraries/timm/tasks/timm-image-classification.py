# ---
# id: timm-image-classification
# reached_by: { library: timm }
# title: image classification with timm
# summary: This model looks at a picture and says which of its labels fits best.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: labels
# samples: image
# terms:
#   timm: a Python library with hundreds of models for pictures ("PyTorch image models")
#   transform: the steps that bring a picture into the size and number range the model was trained on
#   tensor: a block of numbers; a picture becomes one number for each pixel and colour
#   score: how sure the model is of a label, from 0 (not at all) to 1 (completely)
# let:
#   batch_sizes: "(1, 4, 16)"
#   timed: predict_batch(images, batch_size)
#   items: images
#   unit: images
# ---
# %% hello load
import timm
from timm.data import ImageNetInfo, create_transform, infer_imagenet_subset, resolve_model_data_config

#: The first run downloads the model; later runs take it from your disk.
#| if pinned
model = timm.create_model(f"hf_hub:{MODEL_ID}@{REVISION}", pretrained=True)
#| else
model = timm.create_model(f"hf_hub:{MODEL_ID}", pretrained=True)
#| end
#| use timm-ready

#: Names of the labels: stored with the model, or those of ImageNet, the usual collection of pictures.
label_names = model.pretrained_cfg.get("label_names")
imagenet = infer_imagenet_subset(model)
if not label_names and imagenet:
    label_names = [ImageNetInfo(imagenet).index_to_description(number) for number in range(model.num_classes)]
if not label_names:
    label_names = [f"class {number}" for number in range(model.num_classes)]
# %% hello run
import torch

#| use sample-picture

#| if beginner
#: Step 1: the picture becomes a block of numbers. `unsqueeze` wraps it up as a group of one picture.
pixels = transform(image).unsqueeze(0).to(device, dtype)

#: Step 2: the model gives one raw number for each label. `inference_mode` says: we only look, we do not train.
with torch.inference_mode():
    raw = model(pixels)

#: Step 3: `softmax` turns raw numbers into scores that add up to 1. The highest one wins.
scores = raw.float().softmax(-1)[0]
winner = scores.argmax().item()

print("Label:", label_names[winner])
print("Score:", round(scores[winner].item(), 3))
#| else
with torch.inference_mode():
    scores = model(transform(image).unsqueeze(0).to(device, dtype)).float().softmax(-1)[0]

best = scores.topk(min(3, len(label_names)))
for score, number in zip(best.values.tolist(), best.indices.tolist()):
    print(f"{score:6.1%}  {label_names[number]}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** use a photo of your own. Put the file beside this notebook, write `from PIL import Image` and `image = Image.open("my-photo.jpg").convert("RGB")` in place of `image = sample_image()`, and run the cell again.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### The five best labels
#
# One answer hides how close the race was. We put the three steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### One function for the rest of the notebook
#
# `topk` sorts for us. The model must spread its certainty over the labels it knows, even if nothing fits, so read the second and third label too.
#| else
# ### Interface
#
# Tensors are stacked once per batch; scores are softmax over all classes in float32.
#| end
# %% explore predict
#| if not advanced
import torch


#| end
#| if beginner
def predict(image):
    pixels = transform(image).unsqueeze(0).to(device, dtype)
    with torch.inference_mode():
        scores = model(pixels).float().softmax(-1)[0]
    #: `topk` gives the highest scores and the places where they stand.
    best = scores.topk(min(5, len(label_names)))
    return [
        {"label": label_names[number], "score": score}
        for score, number in zip(best.values.tolist(), best.indices.tolist())
    ]


#| elif intermediate
def predict(image, top_k=5):
    """Return the best labels with their scores, best first."""
    return predict_batch([image], top_k)[0]


def predict_batch(images, top_k=5):
    pixels = torch.stack([transform(image) for image in images]).to(device, dtype)
    with torch.inference_mode():
        best = model(pixels).float().softmax(-1).topk(min(top_k, len(label_names)))
    return [
        [{"label": label_names[number], "score": score} for score, number in zip(scores, numbers)]
        for scores, numbers in zip(best.values.tolist(), best.indices.tolist())
    ]


#| else
from typing import TypedDict

import torch
from PIL import Image


#| use label-class


@torch.inference_mode()
def predict_batch(images: list[Image.Image], batch_size: int = 8, top_k: int = 5) -> list[list[Label]]:
    """The `top_k` best labels of each image, best first."""
    answers: list[list[Label]] = []
    for start in range(0, len(images), batch_size):
        pixels = torch.stack([transform(image) for image in images[start : start + batch_size]])
        scores = model(pixels.to(device, dtype)).float().softmax(-1)
        best = scores.topk(min(top_k, len(label_names)))
        for values, numbers in zip(best.values.tolist(), best.indices.tolist()):
            answers.append([{"label": label_names[i], "score": score} for i, score in zip(numbers, values)])
    return answers


#| use labels-by-picture


#| end
# %% explore look <- parts/picture-labels
# %% [markdown] explore change-text
#| if beginner
# ### What does the model really see?
#
# The transform shrinks the picture and cuts off what does not fit. Small things can get lost on the way. Let us turn the numbers back into a picture and look.
#| elif intermediate
# ### Several pictures in one go
#
# The pictures here are versions of the same one. A model that has understood the picture gives them nearly the same label; a small margin between first and second place is where answers flip.
#| end
# %% explore change
#| if beginner
from PIL import Image

pixels = transform(image)
print("Colours, height, width:", tuple(pixels.shape))

#: We stretch the numbers to 0..255, the range of a picture on a screen.
low, high = pixels.min(), pixels.max()
numbers = ((pixels - low) / (high - low + 1e-6) * 255).byte()
#: A tensor stores colours first, a picture stores them last.
display(Image.fromarray(numbers.permute(1, 2, 0).numpy()))
#| end
# %% explore batch-look
#| if intermediate
from PIL import ImageOps

width, height = image.size
#| use versions-compared
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** use `transform(image.crop((0, 0, 150, 150)))` in the first line and compare what the model sees. Then ask `predict(image.crop((0, 0, 150, 150)))`.
#| end
# %% [markdown] explore size-text
#| if intermediate
# ### What the transform does
#
# Reading the transform tells you what the model cannot see: the size everything is shrunk to, and how much of the edge is cut away.
#| elif advanced
# ### Throughput by batch size
#| end
# %% explore size
#| if intermediate
print(transform)
print(f"{sum(weight.numel() for weight in model.parameters()):,} parameters")
#| end
# %% explore measure
#| if advanced
import time

predict_batch([image])  # warm-up
images = [image] * 16
#| use timed-batches

#| use timm-memory
print(f"{sum(weight.numel() for weight in weights):,} parameters, {size / 1e6:.0f} MB in memory")
#| end
