# ---
# id: zero-shot-image-classification
# reached_by: { task: zero-shot-image-classification }
# title: zero-shot image classification
# summary: This model compares a picture with labels that you make up, and says which fits best.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: labels, kind: list, label: "Labels, one a line"}
# output: labels
# samples: image-labels
# terms:
#   zero-shot: the model was never trained on your labels; it understands their words
#   score: how well a label fits, from 0 (not at all) to 1 (perfectly)
#   embedding: the list of numbers that stands for a picture or a text; a picture and its description get similar ones
# ---
# %% hello load
#| use torchvision
#| if beginner
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
classifier = pipeline(
    "zero-shot-image-classification",
    #| use pipeline-arguments
)
#| else
import torch
from transformers import AutoModelForZeroShotImageClassification, AutoProcessor

processor = AutoProcessor.from_pretrained(
    #| use from-hub
)
model = AutoModelForZeroShotImageClassification.from_pretrained(
    #| use model-arguments
).to(device)
#| end
# %% hello run
#| use sample-picture

labels = __sample_labels__
#| if beginner

#: The model scores each of your labels. The best one comes first.
answer = classifier(image, candidate_labels=labels)

for row in answer:
    print(f"{row['score']:6.1%}  {row['label']}")
#| else
inputs = processor(images=image, text=labels, padding=True, truncation=True, return_tensors="pt")
print({name: tuple(values.shape) for name, values in inputs.items()})


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** add a label of your own to the list, one that fits better than all others. Does the model agree?
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
# We put the steps into a function called `predict`. Behind the scenes each label is put into a sentence, "This is a photo of …", because the model learned from whole captions.
#| elif intermediate
# ### Picture and words in one space
#
#| if model.siglip or model.siglip2
# This model gives each label a probability of its own: the scores need not add up to 1, and *all* labels may be refused. That makes a threshold useful.
#| else
# The scores of all labels add up to 1, so the model must choose even if nothing fits. Add a label such as "something else" and watch what it takes away from the others.
#| end
# Labels work better inside a sentence, because the model learned from captions: the *template* is worth a try or two.
#| else
# ### Interface
#
# One forward pass for any number of images and labels.
#| if model.siglip or model.siglip2
# Sigmoid scores: independent probabilities, padded to the 64 tokens the model was trained with.
#| else
# Softmax scores: relative to the labels you give.
#| end
#| end
# %% explore predict
#| if beginner
def predict(image, labels):
    rows = classifier(image, candidate_labels=labels)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| elif intermediate
@torch.inference_mode()
def predict_batch(items, template="This is a photo of {}."):
    """Score the labels of each (image, labels) pair, best first."""
    answers = []
    for image, labels in items:
        texts = [template.format(label) for label in labels]
        #| if model.siglip or model.siglip2
        inputs = processor(
            images=image,
            text=texts,
            padding="max_length",
            max_length=64,
            truncation=True,
            return_tensors="pt",
        )
        #| else
        inputs = processor(images=image, text=texts, padding=True, truncation=True, return_tensors="pt")
        #| end
        inputs = inputs.to(device)
        inputs["pixel_values"] = inputs["pixel_values"].to(dtype)
        #| if model.siglip or model.siglip2
        scores = model(**inputs).logits_per_image.float().sigmoid()[0].tolist()
        #| else
        scores = model(**inputs).logits_per_image.float().softmax(-1)[0].tolist()
        #| end
        rows = [{"label": label, "score": score} for label, score in zip(labels, scores)]
        answers.append(sorted(rows, key=lambda row: row["score"], reverse=True))
    return answers


def predict(image, labels):
    return predict_batch([(image, labels)])[0]


#| else
from typing import TypedDict

from PIL import Image


#| use label-class


@torch.inference_mode()
def score_matrix(
    images: list[Image.Image], labels: list[str], template: str = "This is a photo of {}."
) -> torch.Tensor:
    """(images, labels) float32 on the CPU."""
    texts = [template.format(label) for label in labels]
    #| if model.siglip or model.siglip2
    inputs = processor(
        images=images, text=texts, padding="max_length", max_length=64, truncation=True, return_tensors="pt"
    )
    #| else
    inputs = processor(images=images, text=texts, padding=True, truncation=True, return_tensors="pt")
    #| end
    inputs = inputs.to(device)
    inputs["pixel_values"] = inputs["pixel_values"].to(dtype)
    logits = model(**inputs).logits_per_image.float()
    #| if model.siglip or model.siglip2
    return logits.sigmoid().cpu()
    #| else
    return logits.softmax(-1).cpu()
    #| end


def predict(image: Image.Image, labels: list[str]) -> list[Label]:
    """Every label with its score, best first."""
    scores = score_matrix([image], labels)[0].tolist()
    rows: list[Label] = [{"label": label, "score": score} for label, score in zip(labels, scores)]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| end
# %% explore look
#| if beginner
for row in predict(image, ["a drawing", "a photograph", "a page of text"]):
    #: A little bar chart: one block for every five per cent.
    bar = "█" * round(20 * row["score"])
    print(f"{row['score']:6.1%}  {bar:<20}  {row['label']}")
#| elif intermediate
for row in predict(image, labels):
    print(f"{row['score']:6.1%}  {row['label']}")
#| else
predict(image, labels)
#| end
# %% [markdown] explore wording-text
#| if beginner
# ### Words matter
#
# Here we ask the same thing in two ways. Scores are shared out among the labels you offer, so the choice of labels is half of the answer.
#| elif intermediate
# ### Templates compared
#
# If the winner changes with the template, the evidence is thin.
#| else
# ### Template ensemble and throughput
#
# Averaging over templates steadies zero-shot scores at the price of one text pass each.
#| end
# %% explore wording
#| if beginner
for choice in (["sunny", "gloomy"], ["a cheerful picture", "a sad picture"]):
    for row in predict(image, choice):
        print(f"{row['score']:6.1%}  {row['label']}")
    print()
#| elif intermediate
for template in ("{}", "This is a photo of {}.", "A drawing of {}.", "A child's picture of {}."):
    ((best, *_),) = predict_batch([(image, labels)], template)
    print(f"{template:<26} {best['score']:6.1%}  {best['label']}")
#| else
import time

templates = ["This is a photo of {}.", "A drawing of {}.", "A picture of {}."]
mean = torch.stack([score_matrix([image], labels, template) for template in templates]).mean(0)[0]
for score, label in sorted(zip(mean.tolist(), labels), reverse=True):
    print(f"{score:6.1%}  {label}")

images = [image] * 16
for count in (1, 4, 16):
    start = time.perf_counter()
    for first in range(0, len(images), count):
        score_matrix(images[first : first + count], labels)
    seconds = time.perf_counter() - start
    print(f"{count:>2} images a pass: {len(images) / seconds:8.1f} images/s")

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** offer two labels that are both wrong, such as `["a submarine", "a wedding"]`. What do the scores look like when nothing fits?
#| end
# %% [markdown] explore crops-text
#| if intermediate
# ### Where in the picture?
#
# Scoring parts of the picture tells you what the answer rests on.
#| end
# %% explore crops
#| if intermediate
width, height = image.size
parts = {
    "left half": image.crop((0, 0, width // 2, height)),
    "right half": image.crop((width // 2, 0, width, height)),
    "middle": image.crop((width // 4, height // 4, 3 * width // 4, 3 * height // 4)),
}
for name, rows in zip(parts, predict_batch([(part, labels) for part in parts.values()])):
    print(f"{name:<11} {rows[0]['score']:6.1%}  {rows[0]['label']}")
#| end
