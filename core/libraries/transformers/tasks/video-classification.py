# ---
# id: video-classification
# reached_by: { task: video-classification }
# title: video classification
# summary: This model watches a short film and says which of its labels fits best.
# inputs:
#   - {name: video, kind: video, label: Video file}
# output: labels
# samples: video
# terms:
#   frame: one of the still pictures a film is made of
#   sampling frames: choosing a few frames, evenly spread over the film, because the model can only look at so many
#   label: one of the answers the model was trained to choose from, usually something people do
#   score: how sure the model is of a label, from 0 (not at all) to 1 (completely)
# let:
#   judged: video
# ---
# %% hello load
#| if torchvision
#: Films for this model are prepared with torchvision.
import torchvision  # noqa: F401

#| end
#| if model.vjepa2
from transformers import AutoModelForVideoClassification, AutoVideoProcessor as FrameProcessor

#| else
from transformers import AutoImageProcessor as FrameProcessor, AutoModelForVideoClassification
#| end

#: The processor brings frames into the size the model was trained on. The first run downloads both.
processor = FrameProcessor.from_pretrained(
    #| use from-hub
)
model = AutoModelForVideoClassification.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
from IPython.display import Video

video = sample_video()
display(Video(video, embed=True))

#| if model.vjepa2
print("Frames the model looks at:", model.config.frames_per_clip)
#| else
print("Frames the model looks at:", model.config.num_frames)
#| end
print("Labels it can choose from:", len(model.config.id2label))
# %% [markdown] hello note
#| if not advanced
# The example film is a slow zoom into a drawing. The model was trained on films of people doing things, so do not expect a clever answer: use a film of your own to see what it can do.
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** put a short film of your own (an .mp4 file of a few seconds) beside this notebook and write its name, in quotes, in place of `sample_video()`.
#| end
# %% [markdown] explore frames-text
#| if beginner
# ### Choosing frames
#
# A film is too long to look at every picture of it. We pick frames that are evenly spread over the whole film and lay them out side by side: this is all the model will see.
#| elif intermediate
# ### Frames decide
#
# The model sees a fixed number of frames. Spread over a long film, a quick movement falls between two of them; taken from one second, the context is missing. Cut the film to the part that matters first.
#| else
# ### Decoding
#
# Two passes over the stream keep memory at the frames that are used. Short films repeat frames.
#| end
# %% explore predict
import av
import numpy as np
import torch

#| if beginner


def read_frames(path, count):
    """Pick `count` frames, evenly spread over the film."""
    #: First we count how many frames the film has.
    with av.open(path) as film:
        total = sum(1 for frame in film.decode(video=0))
    #: Then we keep the ones we want. A very short film gives some frames twice.
    places = np.linspace(0, total - 1, count).round().astype(int).tolist()
    with av.open(path) as film:
        kept = {
            number: frame.to_image() for number, frame in enumerate(film.decode(video=0)) if number in places
        }
    return [kept[place] for place in places]


def predict(video):
    #| if model.vjepa2
    frames = read_frames(video, model.config.frames_per_clip)
    #| else
    frames = read_frames(video, model.config.num_frames)
    #| end
    inputs = processor(frames, return_tensors="pt").to(device, dtype)
    #: `inference_mode` says: we only look, we do not train.
    with torch.inference_mode():
        raw = model(**inputs).logits
    #: `softmax` turns raw numbers into scores that add up to 1. `topk` gives the highest ones.
    scores = raw.float().softmax(-1)[0]
    best = scores.topk(min(5, len(scores)))
    #| use best-labels


#| elif intermediate


def read_frames(path, count, start=0.0, end=1.0):
    """Pick `count` frames, evenly spread between two shares (0..1) of the film."""
    with av.open(path) as film:
        total = sum(1 for frame in film.decode(video=0))
    places = np.linspace(start * (total - 1), end * (total - 1), count).round().astype(int).tolist()
    with av.open(path) as film:
        kept = {
            number: frame.to_image() for number, frame in enumerate(film.decode(video=0)) if number in places
        }
    return [kept[place] for place in places]


@torch.inference_mode()
def classify(frames, top_k=5):
    """Return the best labels for a list of frames, best first."""
    inputs = processor(frames, return_tensors="pt").to(device, dtype)
    scores = model(**inputs).logits.float().softmax(-1)[0]
    best = scores.topk(min(top_k, len(scores)))
    #| use best-labels


def predict(video):
    #| if model.vjepa2
    return classify(read_frames(video, model.config.frames_per_clip))
    #| else
    return classify(read_frames(video, model.config.num_frames))
    #| end


#| else
from typing import TypedDict

from PIL import Image


#| use label-class


def read_frames(path: str, count: int, start: float = 0.0, end: float = 1.0) -> list[Image.Image]:
    """`count` frames, evenly spread between two shares (0..1) of the film."""
    with av.open(path) as film:
        total = sum(1 for _ in film.decode(video=0))
    places = np.linspace(start * (total - 1), end * (total - 1), count).round().astype(int).tolist()
    wanted = set(places)
    with av.open(path) as film:
        kept = {n: frame.to_image() for n, frame in enumerate(film.decode(video=0)) if n in wanted}
    return [kept[place] for place in places]


@torch.inference_mode()
def probabilities(clips: list[list[Image.Image]]) -> torch.Tensor:
    """(clips, labels) float32 on the CPU."""
    inputs = processor(clips, return_tensors="pt").to(device, dtype)
    return model(**inputs).logits.float().softmax(-1).cpu()


def predict_batch(videos: list[str], top_k: int = 5) -> list[list[Label]]:
    """The `top_k` best labels of each film, best first."""
    #| if model.vjepa2
    count = model.config.frames_per_clip
    #| else
    count = model.config.num_frames
    #| end
    scores = probabilities([read_frames(video, count) for video in videos])
    best = scores.topk(min(top_k, scores.shape[-1]))
    return [
        [{"label": model.config.id2label[i], "score": score} for i, score in zip(numbers, values)]
        for values, numbers in zip(best.values.tolist(), best.indices.tolist())
    ]


def predict(video: str) -> list[Label]:
    return predict_batch([video])[0]


#| end
# %% explore look
#| if not advanced
from PIL import Image

frames = read_frames(video, 8)
#: A strip of small pictures, one beside the other.
strip = Image.new("RGB", (8 * 96, 72))
for number, frame in enumerate(frames):
    strip.paste(frame.resize((96, 72)), (96 * number, 0))
display(strip)

#| end
#| use labels-with-bars
# %% [markdown] explore order-text
#| if beginner
# ### Does the order matter?
#
# A film played backwards has the same frames in another order. If the answer changes, the model has looked at the movement and not only at single pictures.
#| elif intermediate
# ### Parts and playing backwards
#
# Two checks that need no labelled data: do the parts of a film agree with the whole, and does the model notice when time runs backwards?
#| else
# ### Clips averaged
#
# The usual protocol for long films: average the probabilities of several clips.
#| end
# %% explore order
#| if beginner
#| if model.vjepa2
backwards = read_frames(video, model.config.frames_per_clip)[::-1]
#| else
backwards = read_frames(video, model.config.num_frames)[::-1]
#| end
inputs = processor(backwards, return_tensors="pt").to(device, dtype)
with torch.inference_mode():
    scores = model(**inputs).logits.float().softmax(-1)[0]
winner = scores.argmax().item()
print("Backwards:", model.config.id2label[winner], f"({scores[winner].item():.1%})")
#| elif intermediate
#| if model.vjepa2
count = model.config.frames_per_clip
#| else
count = model.config.num_frames
#| end
clips = {
    "whole film": read_frames(video, count),
    "first half": read_frames(video, count, 0.0, 0.5),
    "second half": read_frames(video, count, 0.5, 1.0),
    "backwards": read_frames(video, count)[::-1],
}
for name, frames in clips.items():
    best = classify(frames, top_k=1)[0]
    print(f"{name:<12} {best['score']:6.1%}  {best['label']}")
#| else
#| if model.vjepa2
count = model.config.frames_per_clip
#| else
count = model.config.num_frames
#| end
parts = [(0.0, 0.5), (0.25, 0.75), (0.5, 1.0)]
scores = probabilities([read_frames(video, count, *part) for part in parts])
for part, row in zip(parts, scores):
    print(f"{part}: {model.config.id2label[row.argmax().item()]} {row.max().item():.1%}")
mean = scores.mean(0)
print(f"averaged: {model.config.id2label[mean.argmax().item()]} {mean.max().item():.1%}")
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** give the model a film in which nothing moves: write `backwards = backwards[:1] * len(backwards)` below the first line of the cell above.
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Where the time goes
#| end
# %% explore measure
#| if advanced
import time

start = time.perf_counter()
frames = read_frames(video, count)
decoded = time.perf_counter()
for size in (1, 2, 4):
    begun = time.perf_counter()
    probabilities([frames] * size)
    print(f"{size} clips: {size / (time.perf_counter() - begun):6.2f} clips/s")
print(f"decoding one film: {decoded - start:.2f} s")
print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
