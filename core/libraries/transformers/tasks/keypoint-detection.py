# ---
# id: keypoint-detection
# reached_by: { task: keypoint-detection, modelType: superpoint }
# title: keypoint detection
# summary: This model marks the points of a picture that matter, such as corners or joints.
# inputs:
#   - {name: image, kind: image, label: Picture}
# output: keypoints
# samples: image
# terms:
#   keypoint: a point of a picture, given by x (from the left) and y (from the top), in pixels
#   score: how sure the model is of a point, from 0 (not at all) to 1 (completely)
#   processor: the helper that turns a picture into numbers, and the model's numbers back into points
# ---
# %% hello load
#| if model.vitpose
#: The processor of this model turns and stretches pictures with scipy.
import scipy  # noqa: F401
from transformers import AutoImageProcessor, VitPoseForPoseEstimation as KeypointModel

#| else
from transformers import AutoImageProcessor, AutoModelForKeypointDetection as KeypointModel
#| end

#: The processor prepares pictures for this model. The first run downloads both.
processor = AutoImageProcessor.from_pretrained(
    #| use from-hub
)
model = KeypointModel.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
#| use sample-picture

#: The picture becomes a block of numbers of the size the model was trained on.
#| if model.vitpose
whole = [[0.0, 0.0, float(image.width), float(image.height)]]
inputs = processor(images=image, boxes=[whole], return_tensors="pt")
#| else
inputs = processor(images=image, return_tensors="pt")
#| end
print("Your picture (width, height):", image.size)
print("What the model gets (pictures, colours, height, width):", tuple(inputs["pixel_values"].shape))
# %% [markdown] hello note
#| if model.vitpose
# This model marks the joints of **one person in a box**. In earnest, an object detector finds the people first and hands over a box for each. Here the box is the whole picture: use a photo of one person to see it at its best.
#| end
# %% [markdown] hello try <- parts/picture-in
# %% [markdown] explore predict-text
#| if beginner
# ### From picture to points
#
# The function `predict` runs the model and lists the points it finds, the surest first.
#| elif intermediate
# ### Points as data
#
# Coordinates are in pixels of your picture, whatever size the model worked at. The number of points differs from picture to picture and may be zero.
#| else
# ### Interface
#
# Batched over images of any size. Points in each image's own pixels, the surest first.
#| end
# %% explore predict
import torch

#| if advanced
from typing import TypedDict

from PIL import Image


class Keypoint(TypedDict):
    x: float
    y: float
    score: float


@torch.inference_mode()
def predict_batch(images: list[Image.Image]) -> list[list[Keypoint]]:
    """Keypoints of each image; a list may be empty."""
    #| if model.vitpose
    boxes = [[[0.0, 0.0, float(image.width), float(image.height)]] for image in images]
    inputs = processor(images=images, boxes=boxes, return_tensors="pt").to(device, dtype)
    if model.config.backbone_config.num_experts > 1:  # ViTPose++: expert 0 is people (COCO)
        inputs["dataset_index"] = torch.zeros(len(images), dtype=torch.long, device=device)
    outputs = model(**inputs)
    outputs.heatmaps = outputs.heatmaps.float()
    found = [people[0] for people in processor.post_process_pose_estimation(outputs, boxes=boxes)]
    #| else
    inputs = processor(images=images, return_tensors="pt").to(device, dtype)
    sizes = [(image.height, image.width) for image in images]
    found = processor.post_process_keypoint_detection(model(**inputs), sizes)
    #| end
    answers: list[list[Keypoint]] = []
    for one in found:
        rows: list[Keypoint] = [
            {"x": x, "y": y, "score": score}
            for (x, y), score in zip(one["keypoints"].float().tolist(), one["scores"].float().tolist())
        ]
        answers.append(sorted(rows, key=lambda row: row["score"], reverse=True))
    return answers


def predict(image: Image.Image) -> list[Keypoint]:
    return predict_batch([image])[0]


#| else


def predict(image):
    #| if model.vitpose
    #: The box in which to look: left, top, width, height. Here it is the whole picture.
    boxes = [[[0.0, 0.0, float(image.width), float(image.height)]]]
    inputs = processor(images=image, boxes=boxes, return_tensors="pt").to(device, dtype)
    #: Some models of this family have several experts; number 0 knows people.
    if model.config.backbone_config.num_experts > 1:
        inputs["dataset_index"] = torch.zeros(1, dtype=torch.long, device=device)
    with torch.inference_mode():
        outputs = model(**inputs)
    outputs.heatmaps = outputs.heatmaps.float()
    found = processor.post_process_pose_estimation(outputs, boxes=boxes)[0][0]
    #| else
    inputs = processor(images=image, return_tensors="pt").to(device, dtype)
    #: `inference_mode` says: we only look, we do not train.
    with torch.inference_mode():
        outputs = model(**inputs)
    #: The processor moves the points back to where they are in our picture.
    found = processor.post_process_keypoint_detection(outputs, [(image.height, image.width)])[0]
    #| end
    rows = [
        {"x": x, "y": y, "score": score}
        for (x, y), score in zip(found["keypoints"].float().tolist(), found["scores"].float().tolist())
    ]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| end
# %% explore draw
from PIL import ImageDraw


def draw_points(image, points, radius=3):
    #| use pen-on-copy
    for point in points:
        x, y = point["x"], point["y"]
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill="crimson", outline="white")
    return picture


points = predict(image)
print(len(points), "keypoints")
for point in points[:5]:
    print(f"x {point['x']:6.1f}   y {point['y']:6.1f}   score {point['score']:.3f}")
display(draw_points(image, points))
# %% [markdown] explore best-text
#| if beginner
# ### The best points only
#
# Points with low scores are often chance finds. Here we keep the surest twenty.
#| elif intermediate
# ### Do the points come back?
#
# Keypoints are useful if the same spots are found again when the picture changes. We mirror the picture, find points, mirror them back, and count how many lie within three pixels of an old one.
#| else
# ### Repeatability and throughput
#
# The share of points found again (within 3 px) after a change is the standard measure of a detector.
#| end
# %% explore best
#| if beginner
display(draw_points(image, points[:20]))
#| else
from PIL import ImageEnhance, ImageOps


#| if intermediate
def found_again(points, others, distance=3.0):
    """Share of `points` that have one of `others` nearby."""
    near = [
        any(abs(one["x"] - two["x"]) <= distance and abs(one["y"] - two["y"]) <= distance for two in others)
        for one in points
    ]
    return sum(near) / len(near) if near else 0.0


mirrored = [{**point, "x": image.width - 1 - point["x"]} for point in predict(ImageOps.mirror(image))]
darker = predict(ImageEnhance.Brightness(image).enhance(0.6))
print(f"mirrored: {found_again(points, mirrored):.0%} found again")
print(f"darker:   {found_again(points, darker):.0%} found again")


#| else
def repeatability(points: list[Keypoint], others: list[Keypoint], distance: float = 3.0) -> float:
    """Share of `points` with one of `others` within `distance` pixels in x and y."""
    if not points or not others:
        return 0.0
    one = torch.tensor([[point["x"], point["y"]] for point in points])
    two = torch.tensor([[point["x"], point["y"]] for point in others])
    return (torch.cdist(one, two, p=float("inf")).min(dim=1).values <= distance).float().mean().item()


darker, lighter, mirrored = predict_batch(
    [
        ImageEnhance.Brightness(image).enhance(0.6),
        ImageEnhance.Brightness(image).enhance(1.4),
        ImageOps.mirror(image),
    ]
)
back = [{**point, "x": image.width - 1 - point["x"]} for point in mirrored]
for name, others in {"darker": darker, "lighter": lighter, "mirrored": back}.items():
    print(f"{name:<9} {repeatability(points, others):6.1%}")
#| end
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** find the points of a blurred picture: add `from PIL import ImageFilter` and ask `predict(image.filter(ImageFilter.GaussianBlur(3)))`. Are there more points or fewer, and why?
#| end
# %% explore measure
#| if advanced
import time

images = [image] * 8
for batch_size in (1, 4, 8):
    start = time.perf_counter()
    for first in range(0, len(images), batch_size):
        predict_batch(images[first : first + batch_size])
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size:<3} {len(images) / seconds:8.1f} images/s")

print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
