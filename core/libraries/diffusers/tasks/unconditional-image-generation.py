# ---
# id: unconditional-image-generation
# reached_by: { library: diffusers, task: unconditional-image-generation }
# title: image generation
# summary: This model invents pictures of the kind it was trained on, out of nothing but noise.
# inputs:
#   - {name: seed, kind: seed, label: Seed}
# output: image
# samples: seed
# float32: true
# terms:
#   diffusion: starting with pure noise and removing a little of it in each step, until a picture is left
#   seed: the number the noise is made from; each seed gives another picture, the same seed always the same one
#   step: one round of removing noise
# ---
# %% hello load
from diffusers import DiffusionPipeline

#: The first run downloads the model; later runs take it from your disk.
#: `dtype` is float32 even on a graphics card: the pictures go through NumPy, which knows no bfloat16.
painter = DiffusionPipeline.from_pretrained(
    #| use model-arguments
    #| use smaller-files
).to(device)
painter.set_progress_bar_config(disable=True)
#: Few steps on a processor, so that a picture takes moments and not minutes.
steps = 200 if device == "cuda" else 30
# %% hello predict
import torch

#| if advanced
from PIL import Image


def predict_batch(seeds: list[int], number: int = steps) -> list[Image.Image]:
    """One picture for each seed, painted together; each grows out of its own noise."""
    noise = [torch.Generator().manual_seed(int(seed)) for seed in seeds]
    return list(painter(batch_size=len(seeds), generator=noise, num_inference_steps=number).images)


def predict(seed: int) -> Image.Image:
    return predict_batch([seed])[0]


#| elif intermediate
def predict(seed, number=steps):
    """The picture that grows out of this seed's noise in `number` steps."""
    noise = torch.Generator().manual_seed(int(seed))
    return painter(generator=noise, num_inference_steps=number).images[0]


#| else
def predict(seed):
    #: The noise that the picture grows out of.
    noise = torch.Generator().manual_seed(int(seed))
    return painter(generator=noise, num_inference_steps=steps).images[0]


#| end
# %% hello run
picture = predict(__sample_seed__)

print(f"{picture.size[0]} x {picture.size[1]} pixels in {steps} steps")
#: Such pictures are often tiny, so we show them larger.
display(picture.resize((256, 256)))
# %% [markdown] hello try
#| if beginner
# **Try this:** change the number in the brackets and run the cell again. You cannot tell this model *what* to paint: the seed is all it takes.
#| end
# %% [markdown] explore grow-text
#| if beginner
# ### How a picture grows
#
# The same noise, with more and more steps. With few steps, much of the noise is left.
#| elif intermediate
# ### Steps and schedulers
#
# A DDPM model was trained with about 1000 steps. The DDIM scheduler reaches similar pictures in far fewer, because it removes noise without adding new.
#| else
# ### Cost by steps, repeatability
#
# Unconditional models memorise more easily than they invent: compare with the training data before you publish what comes out.
#| end
# %% explore grow
#| if beginner
for number in (1, 5, 20):
    noise = torch.Generator().manual_seed(7)
    print(number, "steps:")
    display(painter(generator=noise, num_inference_steps=number).images[0].resize((256, 256)))
#| elif intermediate
from diffusers import DDIMScheduler

painter.scheduler = DDIMScheduler.from_config(painter.scheduler.config)
for number in (5, 20):
    print("DDIM,", number, "steps:")
    display(predict(__sample_seed__, number).resize((256, 256)))
#| else
import time

for number in (5, 20):
    start = time.perf_counter()
    predict_batch([1, 2], number)
    print(f"{number} steps: {(time.perf_counter() - start) / 2:.2f} s a picture")

print("same seed, same picture:", predict(3).tobytes() == predict(3).tobytes())
for name, part in painter.components.items():
    if isinstance(part, torch.nn.Module):
        print(f"{name}: {sum(weight.numel() for weight in part.parameters()):,} parameters, {part.dtype}")
#| end
