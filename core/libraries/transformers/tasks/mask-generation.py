# ---
# id: mask-generation
# reached_by: { task: mask-generation, modelType: sam }
# title: mask generation
# summary: You point at a spot of a picture, and this model marks the thing it belongs to.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: segments
# samples: image
# terms:
#   mask: a black-and-white picture of the same size, white where the thing is
#   prompt: what you tell the model to look at; here it is a point, given by x (from the left) and y (from the top)
#   score: how well the model thinks the mask fits, from 0 (badly) to 1 (perfectly)
# ---
# %% hello load
from transformers import AutoModelForMaskGeneration

#: The first run downloads the model; later runs take it from your disk.
model = AutoModelForMaskGeneration.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
#| use sample-picture

side = model.config.prompt_encoder_config.image_size
print("Your picture (width, height):", image.size)
print("The model looks at a square of", side, "by", side, "points.")
# %% [markdown] hello try <- parts/picture-in
# %% [markdown] explore predict-text
#| if beginner
# ### Point at the middle
#
# The function below prepares the picture, tells the model "what is here?", and turns the answer into masks. A point can mean a button, a coat or a person, so the model offers several masks, the best first.
#| elif intermediate
# ### Several masks for one point
#
# A point is ambiguous, so the model answers with masks of several sizes and its own estimate of how well each fits (predicted IoU: shared area divided by joint area). `predict` points at the middle.
#| else
# ### Interface
#
# All points go through one image encoding. `predict` prompts a grid of points and drops masks that repeat a better one (non-maximum suppression on mask IoU).
#| end
# %% explore predict
import numpy as np
import torch
from PIL import Image

#: The brightness and spread of the pictures that the model was trained on, for red, green and blue.
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
SPREAD = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)

#| if advanced


@torch.inference_mode()
def masks_at(image: Image.Image, points: list[tuple[float, float]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Masks (points, candidates, height, width) bool and predicted IoU (points, candidates), on the CPU."""
    #| else


def masks_at(image, points):
    """Return the masks and their scores for each point."""
    #| end
    #: Step 1: the picture becomes numbers, in the size the model works at.
    side = model.config.prompt_encoder_config.image_size
    #| if model.sam or model.sam_hq
    scale = side / max(image.size)
    width, height = round(image.width * scale), round(image.height * scale)
    #| else
    width, height = side, side
    #| end
    small = np.array(image.resize((width, height), Image.Resampling.BILINEAR))
    pixels = torch.zeros(1, 3, side, side)
    pixels[0, :, :height, :width] = (torch.from_numpy(small).permute(2, 0, 1) / 255 - MEAN) / SPREAD

    #: Step 2: the points move to where they are in that size.
    moved = [[[[x * width / image.width, y * height / image.height]] for x, y in points]]

    #: Step 3: the model answers. `inference_mode` says: we only look, we do not train.
    with torch.inference_mode():
        outputs = model(
            pixel_values=pixels.to(device, dtype),
            input_points=torch.tensor(moved, device=device),
        )

    #: Step 4: the masks grow back to the size of our picture. Above zero means "belongs to it".
    grow = torch.nn.functional.interpolate
    masks = []
    for candidates in outputs.pred_masks[0].float():
        square = grow(candidates[None], (side, side), mode="bilinear")[..., :height, :width]
        masks.append(grow(square, (image.height, image.width), mode="bilinear")[0] > 0)
    return torch.stack(masks).cpu(), outputs.iou_scores[0].float().cpu()


#| if beginner
def predict(image):
    masks, scores = masks_at(image, [(image.width / 2, image.height / 2)])
    rows = []
    for number, (mask, score) in enumerate(zip(masks[0], scores[0]), start=1):
        #: A picture that is white (255) where the mask says yes.
        picture = Image.fromarray(mask.numpy().astype(np.uint8) * 255)
        rows.append({"label": f"mask {number}", "score": score.item(), "mask": picture})
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| elif intermediate
def as_rows(masks, scores, name):
    rows = [
        {
            "label": f"{name}, mask {number}",
            "score": score.item(),
            "mask": Image.fromarray(mask.numpy().astype(np.uint8) * 255),
        }
        for number, (mask, score) in enumerate(zip(masks, scores), start=1)
    ]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


def predict(image):
    """Return the masks for the middle of the picture, the best first."""
    masks, scores = masks_at(image, [(image.width / 2, image.height / 2)])
    return as_rows(masks[0], scores[0], "middle")


#| else
def distinct(masks: torch.Tensor, scores: torch.Tensor, overlap: float = 0.7) -> list[int]:
    """Indices of masks that do not repeat a better one, the best first."""
    flat = masks.flatten(1).float()
    area = flat.sum(1)
    kept: list[int] = []
    for index in scores.argsort(descending=True).tolist():
        shared = flat[kept] @ flat[index]
        iou = shared / (area[kept] + area[index] - shared).clamp(min=1)
        if area[index] > 0 and not (iou > overlap).any():
            kept.append(index)
    return kept


def predict(image: Image.Image, per_side: int = 3) -> list[dict]:
    """Distinct segments under a grid of `per_side` x `per_side` points, the best first; may be empty."""
    steps = [(number + 0.5) / per_side for number in range(per_side)]
    points = [(x * image.width, y * image.height) for y in steps for x in steps]
    masks, scores = masks_at(image, points)
    masks, scores = masks.flatten(0, 1), scores.flatten()
    return [
        {
            "label": f"segment {number}",
            "score": scores[index].item(),
            "mask": Image.fromarray(masks[index].numpy().astype(np.uint8) * 255),
        }
        for number, index in enumerate(distinct(masks, scores), start=1)
    ]


#| end
# %% explore draw
from PIL import Image, ImageDraw

COLOURS = ["crimson", "royalblue", "gold", "limegreen", "darkorchid", "darkorange", "turquoise", "hotpink"]


def draw_segments(image, rows, points=()):
    #: We draw on a copy, so that the picture itself stays as it is.
    picture = image.copy()
    for number, row in enumerate(rows):
        colour = Image.new("RGB", image.size, COLOURS[number % len(COLOURS)])
        #: A mask of half the brightness lets the picture shine through.
        picture.paste(colour, mask=row["mask"].point(lambda value: value // 2))
    pen = ImageDraw.Draw(picture)
    for x, y in points:
        pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill="white", outline="black", width=2)
    return picture


middle = (image.width / 2, image.height / 2)
rows = predict(image)
#| if advanced
print(len(rows), "distinct segments")
display(draw_segments(image, rows))
#| else
for row in rows:
    share = row["mask"].histogram()[255] / (image.width * image.height)
    print(f"score {row['score']:.2f}, covers {share:.1%} of the picture")
    display(draw_segments(image, [row], [middle]))
#| end
# %% [markdown] explore points-text
#| if beginner
# ### Point somewhere else
#
# Nothing ties us to the middle. The white dot shows where we point.
#| elif intermediate
# ### Many points at once
#
# The model reads the picture once, which is the slow part, and then answers every point quickly. Here the best mask under each of nine points is drawn in its own colour.
#| else
# ### Cost of points
#
# The image encoder dominates; points are nearly free until the decoder's batch fills memory.
#| end
# %% explore points
#| if beginner
point = (image.width / 4, image.height / 4)
masks, scores = masks_at(image, [point])

#: The place of the highest score tells us which mask is best.
best = scores[0].argmax().item()
mask = Image.fromarray(masks[0, best].numpy().astype(np.uint8) * 255)
display(draw_segments(image, [{"mask": mask}], [point]))
#| elif intermediate
steps = (1 / 6, 3 / 6, 5 / 6)
points = [(x * image.width, y * image.height) for y in steps for x in steps]
masks, scores = masks_at(image, points)
best = [as_rows(*pair, f"point {number}")[0] for number, pair in enumerate(zip(masks, scores), start=1)]
for row in best:
    print(f"{row['label']:<16} score {row['score']:.2f}  {row['mask'].histogram()[255]:>7} pixels")
display(draw_segments(image, best, points))
#| else
import time

for count in (1, 9, 36):
    points = [middle] * count
    start = time.perf_counter()
    masks_at(image, points)
    print(f"{count:>3} points: {time.perf_counter() - start:6.2f} s")

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| use peak-memory
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** change `point` until the mask covers exactly one thing. How little do you have to move it before the mask jumps to another thing?
#| end
# %% [markdown] explore cut-text
#| if intermediate
# ### Cut it out
#
# A mask is a stencil: here the thing in the middle, on white paper.
#| end
# %% explore cut
#| if intermediate
for row in predict(image)[:1]:
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=row["mask"])
    display(paper)
#| end
