# ---
# id: image-to-text
# reached_by: { task: image-to-text }
# title: image to text
# summary: This model looks at a picture and writes a text about it.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: text
# samples: image
# terms:
#   caption: a sentence that says what a picture shows; some models read the text in a picture instead
#   token: a piece of a word; the model writes one token after the other
#   processor: the helper that turns a picture into numbers for the model, and the model's numbers back into words
# let: {measured: by batch size}
# ---
# %% hello load
#| use torchvision
#| if model.vision-encoder-decoder
from transformers import AutoImageProcessor, AutoModelForImageTextToText, AutoTokenizer

#: One helper prepares pictures, another turns numbers back into words. The first run downloads both and the model.
#| use picture-and-word-helpers
#| else
from transformers import AutoModelForImageTextToText, AutoProcessor

#: The processor prepares pictures for this model. The first run downloads both.
processor = AutoProcessor.from_pretrained(
    #| use from-hub
)
image_processor, tokenizer = processor, processor.tokenizer
#| end
#| use writes-about-pictures
#| if starts
#: The first token says which of its tasks the model shall do.
model.generation_config.decoder_start_token_id = tokenizer.convert_tokens_to_ids(__starts__)
#| end
# %% hello run
#| use sample-picture

#: Step 1: the picture becomes numbers.
inputs = image_processor(images=image, return_tensors="pt").to(device, dtype)

#: Step 2: the model writes, one token after the other, at most 40.
tokens = model.generate(**inputs, max_new_tokens=40)

#: Step 3: tokens become words.
print(tokenizer.decode(tokens[0], skip_special_tokens=True).strip())


# %% [markdown] hello try <- parts/picture-in
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
# We put the three steps into a function called `predict`.
#| elif intermediate
# ### One function, and a batch
#
# `**how` passes settings of `generate` through: the same model writes short or long, plain or varied.
#| else
# ### Interface
#
# Batched, deterministic by default (`do_sample=False`, one beam).
#| end
# %% explore predict
#| if beginner
def predict(image):
    inputs = image_processor(images=image, return_tensors="pt").to(device, dtype)
    tokens = model.generate(**inputs, max_new_tokens=60)
    return tokenizer.decode(tokens[0], skip_special_tokens=True).strip()


#| elif intermediate
def predict_batch(images, **how):
    """Return one text for each picture; `how` goes to `generate`."""
    inputs = image_processor(images=images, return_tensors="pt").to(device, dtype)
    tokens = model.generate(**inputs, **{"max_new_tokens": 60, **how})
    return [text.strip() for text in tokenizer.batch_decode(tokens, skip_special_tokens=True)]


def predict(image):
    return predict_batch([image])[0]


#| else
from typing import Any

import torch
from PIL import Image


@torch.inference_mode()
def predict_batch(images: list[Image.Image], batch_size: int = 4, **how: Any) -> list[str]:
    """One text for each image; `how` goes to `generate`."""
    settings = {"max_new_tokens": 60, "num_beams": 1, "do_sample": False, **how}
    texts: list[str] = []
    for start in range(0, len(images), batch_size):
        group = images[start : start + batch_size]
        inputs = image_processor(images=group, return_tensors="pt").to(device, dtype)
        tokens = model.generate(**inputs, **settings)
        texts.extend(text.strip() for text in tokenizer.batch_decode(tokens, skip_special_tokens=True))
    return texts


def predict(image: Image.Image) -> str:
    return predict_batch([image])[0]


#| end
# %% explore look
#| if beginner
from PIL import ImageOps

#: The same picture as in a mirror. A good description should hardly change.
mirrored = ImageOps.mirror(image)
display(mirrored)
print("Original:", predict(image))
print("Mirrored:", predict(mirrored))
#| elif intermediate
width, height = image.size
parts = {
    "whole": image,
    "left half": image.crop((0, 0, width // 2, height)),
    "right half": image.crop((width // 2, 0, width, height)),
}
for name, text in zip(parts, predict_batch(list(parts.values()))):
    print(f"{name:<11} {text}")
#| else
predict(image)
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** show the model a part of the picture only: `predict(image.crop((0, 0, 200, 200)))`. Does it notice what is missing, or does it make something up?
#| end
# %% [markdown] explore ways-text
#| if beginner
# ### Short or long
#
# `max_new_tokens` sets how much the model may write. It stops earlier when it thinks that the sentence is complete.
#| elif intermediate
# ### Ways of writing
#
# *Greedy* always takes the likeliest token. *Beam search* keeps several sentences in play and often reads better. *Sampling* draws at random: different every time unless the seed is fixed, and more willing to make things up.
#| else
# ### Confidence
#
# Beam search returns length-normalised log-probabilities. They rank captions of one image; they are not calibrated across images.
#| end
# %% explore ways
#| if beginner
for most in (3, 10, 40):
    tokens = model.generate(**inputs, max_new_tokens=most)
    print(f"at most {most:>2} tokens:", tokenizer.decode(tokens[0], skip_special_tokens=True).strip())
#| elif intermediate
from transformers import set_seed

set_seed(7)
ways = {
    "greedy": {},
    "4 beams": {"num_beams": 4},
    "sampling": {"do_sample": True, "temperature": 0.9, "top_p": 0.9},
    "longer": {"num_beams": 4, "min_new_tokens": 15},
}
for name, how in ways.items():
    print(f"{name:<9}", predict_batch([image], **how)[0])
#| else
inputs = image_processor(images=image, return_tensors="pt").to(device, dtype)
output = model.generate(
    **inputs,
    max_new_tokens=40,
    num_beams=4,
    num_return_sequences=4,
    #| use with-scores
)
texts = tokenizer.batch_decode(output.sequences, skip_special_tokens=True)
for score, text in zip(output.sequences_scores.float().tolist(), texts):
    print(f"{score:7.3f}  {text.strip()}")
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
import time

images = [image] * 4
for batch_size in (1, 2, 4):
    start = time.perf_counter()
    predict_batch(images, batch_size, max_new_tokens=20)
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size:<3} {len(images) / seconds:8.2f} images/s at 20 tokens each")

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| use peak-memory
#| end
