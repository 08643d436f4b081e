# ---
# id: timm-image-feature-extraction
# reached_by: { library: timm, task: image-feature-extraction }
# title: image features with timm
# summary: This model turns a picture into a list of numbers, such that similar pictures get similar numbers.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: vector
# samples: image
# terms:
#   timm: a Python library with hundreds of models for pictures ("PyTorch image models")
#   transform: the steps that bring a picture into the size and number range the model was trained on
#   vector: a list of numbers that describes the picture; also called features or an embedding
#   cosine similarity: how much two vectors point in the same direction; 1 is the same direction, 0 has nothing in common
# let:
#   measured: by batch size
#   batch_sizes: "(1, 4, 16)"
#   timed: embed(images, batch_size)
#   items: images
#   unit: images
#   others: "three others: its mirror image, a grey version, and"
#   copies: 16
# ---
# %% hello load
import timm
from timm.data import create_transform, resolve_model_data_config

#: `num_classes=0` leaves out the last step, which would choose a label. The first run downloads the model.
#| if pinned
model = timm.create_model(f"hf_hub:{MODEL_ID}@{REVISION}", pretrained=True, num_classes=0)
#| else
model = timm.create_model(f"hf_hub:{MODEL_ID}", pretrained=True, num_classes=0)
#| end
#| use timm-ready
# %% hello run
import torch

#| use sample-picture

#: The picture becomes a block of numbers. `unsqueeze` wraps it up as a group of one picture.
pixels = transform(image).unsqueeze(0).to(device, dtype)
#: The model boils it down to one short list. `inference_mode` says: we only look, we do not train.
with torch.inference_mode():
    features = model(pixels)

print("From", pixels.numel(), "numbers to", features.shape[-1])
print(features[0, :5].float().tolist())
# %% [markdown] hello try
#| if beginner
# **Try this:** show ten numbers in place of five. They mean nothing on their own; what counts is how they compare with those of another picture. That comes next.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### From picture to vector in one word
#
# We put the steps into a function called `predict`. The rest of the notebook uses it.
#| elif intermediate
# ### One function, and a batch
#| else
# ### Interface
#
# Pooled features in float32, unit length, so that a dot product is the cosine similarity.
#| end
# %% explore predict
import torch

#| if beginner


def predict(image):
    pixels = transform(image).unsqueeze(0).to(device, dtype)
    with torch.inference_mode():
        features = model(pixels)
    return features[0].float().tolist()


#| elif intermediate


def predict_batch(images):
    """Return one vector for each picture."""
    pixels = torch.stack([transform(image) for image in images]).to(device, dtype)
    with torch.inference_mode():
        return model(pixels).float().tolist()


def predict(image):
    return predict_batch([image])[0]


#| else
from PIL import Image


@torch.inference_mode()
def embed(images: list[Image.Image], batch_size: int = 8) -> torch.Tensor:
    """(images, features) float32 on the CPU, rows of length 1."""
    groups = []
    for start in range(0, len(images), batch_size):
        pixels = torch.stack([transform(image) for image in images[start : start + batch_size]])
        features = model(pixels.to(device, dtype)).float()
        groups.append(torch.nn.functional.normalize(features, dim=-1).cpu())
    return torch.cat(groups)


#| use vectors-by-picture


#| end
# %% [markdown] explore compare-text <- parts/picture-features
# %% explore compare
from PIL import Image, ImageOps

pictures = {
    #| use versions
    "blue square": Image.new("RGB", image.size, "blue"),
}
#| if beginner
#| use alike
#| elif intermediate
vectors = torch.nn.functional.normalize(torch.tensor(predict_batch(list(pictures.values()))), dim=-1)
#| use alike-to-first
#| else
#| use alike-matrix
#| end
# %% [markdown] explore try <- parts/picture-features
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
#| use timed-pictures

#| use timm-memory
print(
    f"{sum(weight.numel() for weight in weights):,} parameters, {size / 1e6:.0f} MB; {vectors.shape[-1]} features"
)
#| end
