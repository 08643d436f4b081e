# ---
# id: image-feature-extraction
# reached_by: { task: image-feature-extraction }
# title: image features
# summary: This model turns a picture into a list of numbers, such that similar pictures get similar numbers.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: vector
# samples: image
# terms:
#   processor: the helper that brings a picture into the size and number range the model was trained on
#   vector: a list of numbers that describes the picture; also called features or an embedding
#   cosine similarity: how much two vectors point in the same direction; 1 is the same direction, 0 has nothing in common
# let:
#   batch_sizes: "(1, 4, 16)"
#   timed: embed(images, batch_size)
#   items: images
#   unit: images
#   others: "four others: its mirror image, a grey version, its middle, and"
#   copies: 16
# ---
# %% hello load
#| if torchvision
#: The processor of this model is built on torchvision.
import torchvision  # noqa: F401

#| end
from transformers import AutoImageProcessor, AutoModel

#: The processor prepares pictures for this model. The first run downloads both.
processor = AutoImageProcessor.from_pretrained(
    #| use from-hub
)
model = AutoModel.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
import torch

#| use sample-picture

#: The picture becomes a block of numbers: one for each pixel and colour.
pixels = processor(images=image, return_tensors="pt")["pixel_values"].to(device, dtype)
#: The model describes each place of the picture. `inference_mode` says: we only look, we do not train.
with torch.inference_mode():
    #| if two_towers
    features = model.get_image_features(pixel_values=pixels).pooler_output
    #| else
    features = model(pixel_values=pixels).last_hidden_state
    #| end

print("What goes in:  ", tuple(pixels.shape))
print("What comes out:", tuple(features.shape))
# %% [markdown] hello try
#| if beginner
# **Try this:** read the shapes. The first number is how many pictures we gave (one). Change `images=image` to `images=[image, image]` and see which number moves.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### From picture to vector in one word
#
#| if two_towers
# This model sums the whole picture up in one list of numbers. We put the steps into a function called `predict`.
#| else
# The model describes many places of the picture. The average over all places is one list of numbers for the whole picture. We put the steps into a function called `predict`.
#| end
#| elif intermediate
# ### One vector for each picture
#
# The mean over all positions works for every architecture, transformers and convolutional networks alike. Models trained with a class token (DINO, ViT) often do as well with `last_hidden_state[:, 0]`.
#| else
# ### Interface
#
# Mean over positions in float32, unit length, so that a dot product is the cosine similarity.
#| end
# %% explore predict
import torch

#| if advanced
from PIL import Image
#| end


#| if beginner
def predict(image):
    pixels = processor(images=image, return_tensors="pt")["pixel_values"].to(device, dtype)
    with torch.inference_mode():
        #| if two_towers
        features = model.get_image_features(pixel_values=pixels).pooler_output
        #| else
        features = model(pixel_values=pixels).last_hidden_state
        #: Some models lay the places out in rows and columns; we put them into one line first.
        if features.ndim == 4:
            features = features.flatten(2).transpose(1, 2)
        features = features.mean(dim=1)
        #| end
    return features[0].float().tolist()


#| elif intermediate
@torch.inference_mode()
def embed(images, batch_size=8):
    """Return one row of length 1 for each picture."""
    groups = []
    for start in range(0, len(images), batch_size):
        inputs = processor(images=images[start : start + batch_size], return_tensors="pt")
        pixels = inputs["pixel_values"].to(device, dtype)
        #| if two_towers
        features = model.get_image_features(pixel_values=pixels).pooler_output.float()
        #| else
        features = model(pixel_values=pixels).last_hidden_state.float()
        if features.ndim == 4:  # convolutional: (pictures, features, height, width)
            features = features.flatten(2).transpose(1, 2)
        features = features.mean(dim=1)
        #| end
        groups.append(torch.nn.functional.normalize(features, dim=-1).cpu())
    return torch.cat(groups)


def predict_batch(images):
    return embed(images).tolist()


def predict(image):
    return predict_batch([image])[0]


#| else
@torch.inference_mode()
def embed(images: list[Image.Image], batch_size: int = 8) -> torch.Tensor:
    """(images, features) float32 on the CPU, rows of length 1."""
    groups = []
    for start in range(0, len(images), batch_size):
        inputs = processor(images=images[start : start + batch_size], return_tensors="pt")
        pixels = inputs["pixel_values"].to(device, dtype)
        #| if two_towers
        features = model.get_image_features(pixel_values=pixels).pooler_output.float()
        #| else
        features = model(pixel_values=pixels).last_hidden_state.float()
        if features.ndim == 4:  # convolutional: (images, features, height, width)
            features = features.flatten(2).transpose(1, 2)
        features = features.mean(dim=1)
        #| end
        groups.append(torch.nn.functional.normalize(features, dim=-1).cpu())
    return torch.cat(groups)


#| use vectors-by-picture


#| end
# %% [markdown] explore compare-text <- parts/picture-features
# %% explore compare
from PIL import Image, ImageOps

width, height = image.size
pictures = {
    #| use versions
    "middle": image.crop((width // 4, height // 4, 3 * width // 4, 3 * height // 4)),
    "blue square": Image.new("RGB", image.size, "blue"),
}
#| if beginner
#| use alike
#| elif intermediate
vectors = embed(list(pictures.values()))
#| use alike-to-first
#| else
#| use alike-matrix
#| end
# %% [markdown] explore try <- parts/picture-features
# %% [markdown] explore search-text
#| if intermediate
# ### A picture search in three lines
#
# Cut the picture into tiles, keep their vectors, and look for the tile that is most like a query. With a million pictures the only change is where you keep the matrix.
#| elif advanced
# ### Throughput by batch size
#| end
# %% explore search
#| if intermediate
tiles = [
    image.crop((x, y, x + width // 4, y + height // 4))
    for y in range(0, height - height // 4 + 1, height // 4)
    for x in range(0, width - width // 4 + 1, width // 4)
]
index = embed(tiles)
query = ImageOps.mirror(tiles[5])
ranking = (index @ embed([query])[0]).argsort(descending=True).tolist()
print("The query is tile 5, mirrored. Most alike:", ranking[:5])
#| end
# %% explore measure
#| if advanced
#| use timed-pictures

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
print(f"One vector: {vectors.shape[-1]} features, {vectors[0].nbytes} bytes in float32")
#| end
