# ---
# id: image-to-image-diffusion
# reached_by: { library: diffusers, task: image-to-image }
# title: image to image
# summary: This model changes a picture as you describe.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: prompt, kind: text, label: What to change}
# output: image
# samples: image-edits
# terms:
#   prompt: the description that tells the model what to do
#   diffusion: adding noise to a picture and removing it again step by step, towards what the prompt describes
#   strength: how much of the old picture is covered with noise first, from 0 (nothing) to 1 (everything)
#   seed: the number the noise is made from; the same seed gives the same result on the same machine
# ---
# %% hello load
import inspect

from diffusers import AutoPipelineForImage2Image, DiffusionPipeline

#| if not advanced
#: The repository says which kind of editor it holds. The first run downloads several gigabytes.
#| end
index = DiffusionPipeline.load_config(
    #| use pinned
)
#: Pipelines made for editing are loaded as they are; models that paint from text get the editing pipeline of their family.
edits_itself = any(
    word in index["_class_name"] for word in ("Pix2Pix", "Img2Img", "Edit", "Kontext", "Upscale")
)
editor_class = DiffusionPipeline if edits_itself else AutoPipelineForImage2Image
editor = editor_class.from_pretrained(
    #| use model-arguments
    #| use smaller-files
).to(device)
editor.set_progress_bar_config(disable=True)
#: The size the model was made for. On a processor we work on smaller pictures, which is much faster.
network = getattr(editor, "unet", None) or getattr(editor, "transformer", None)
latent_size = getattr(getattr(network, "config", None), "sample_size", None) or 64
full_size = getattr(editor, "vae_scale_factor", 8) * (
    latent_size if isinstance(latent_size, int) else max(latent_size)
)
side = full_size if device == "cuda" else min(full_size, 256)
#: Models that repaint need a strength; those that follow an instruction or enlarge do not take one.
takes_strength = "strength" in inspect.signature(editor.__call__).parameters
settings = {"strength": 0.6} if takes_strength else {}
steps = 25 if device == "cuda" else 8
# %% hello predict
import torch

#| if advanced
from typing import Any

from PIL import Image


def fitted(image: Image.Image, longest: int = side) -> Image.Image:
    """At most `longest` pixels a side, both sides multiples of 64 as the networks want them."""
    #| else


#: Make the picture small, with sides that can be divided by 64: the model works in blocks.
def fitted(image, longest=side):
    #| end
    shrink = min(1, longest / max(image.size))
    width, height = (max(64, int(length * shrink) // 64 * 64) for length in image.size)
    return image.convert("RGB").resize((width, height))


#| if advanced
def predict(image: Image.Image, prompt: str, seed: int = 7, **changed: Any) -> Image.Image:
    """The edited picture, at the size of `fitted`."""
    chosen = {"num_inference_steps": steps, **settings, **changed}
    noise = torch.Generator().manual_seed(seed)
    return editor(prompt=prompt, image=fitted(image), generator=noise, **chosen).images[0]


#| elif intermediate
def predict(image, prompt, seed=7, **changed):
    """The edited picture; `changed` replaces settings such as `strength`."""
    chosen = {"num_inference_steps": steps, **settings, **changed}
    noise = torch.Generator().manual_seed(seed)
    return editor(prompt=prompt, image=fitted(image), generator=noise, **chosen).images[0]


#| else
def predict(image, prompt):
    #: The same seed gives the same noise, and so the same result.
    noise = torch.Generator().manual_seed(7)
    answer = editor(
        prompt=prompt, image=fitted(image), num_inference_steps=steps, generator=noise, **settings
    )
    return answer.images[0]


#| end
# %% [markdown] hello wait
#| if beginner
# **Patience:** without a graphics card, a model of ordinary size takes one to several **minutes** for each picture, even at the small size and the few steps that this notebook chooses there.
#| elif intermediate
# Without a CUDA card the notebook works at 256 pixels and 8 steps: minutes for a model of ordinary size, and rougher pictures than on the model's page.
#| end
# %% hello run
image = sample_image()
prompt = __sample_prompt__
edited = predict(image, prompt)

print(prompt)
#| if not advanced
display(fitted(image))
#| end
display(edited)
# %% [markdown] hello try
#| if beginner
# **Try this:** use a picture of your own: `from PIL import Image`, then `image = Image.open("my-photo.jpg")`.
#| end
# %% [markdown] explore knobs-text
#| if beginner
# ### More than one wish
#
# The same picture with each of the sample prompts. Look at what changed, and at what should not have changed.
#| elif intermediate
# ### How much may change?
#
# `strength` decides how much of the original survives: near 0 nothing happens, near 1 the prompt wins. Editors that follow instructions (InstructPix2Pix) use `image_guidance_scale` instead: the higher, the closer to the original.
#| else
# ### Distance from the original, and cost
#
# Mean absolute difference per channel (0-255) as a crude measure of how much was changed.
#| end
# %% explore knobs
#| if beginner
for prompt in __samples_prompt__:
    print(prompt)
    display(predict(image, prompt))
#| elif intermediate
if "strength" in settings:
    trials = [{"strength": 0.3}, {"strength": 0.8}]
else:
    trials = [{"image_guidance_scale": 1.2}, {"image_guidance_scale": 2.5}]
for trial in trials:
    print(trial)
    display(predict(image, __sample_prompt__, **trial))
#| else
import time

import numpy as np

original = np.asarray(fitted(image), dtype="float32")
for prompt in __samples_prompt__:
    start = time.perf_counter()
    edited = predict(image, prompt)
    seconds = time.perf_counter() - start
    changed = np.abs(np.asarray(edited.resize(fitted(image).size), dtype="float32") - original).mean()
    print(f"{seconds:6.2f} s  change {changed:5.1f}  {prompt}")

first, second = predict(image, prompt, seed=1), predict(image, prompt, seed=1)
print("same seed, same picture:", first.tobytes() == second.tobytes())
#| end
