# ---
# id: text-to-image
# reached_by: { library: diffusers, task: text-to-image }
# title: text to image
# summary: This model paints a picture from a description.
# inputs:
#   - {name: text, kind: text, label: Description}
# output: image
# samples: image-prompts
# terms:
#   prompt: the description that the model turns into a picture
#   diffusion: starting with pure noise and removing a little of it in each step, until a picture is left
#   step: one round of removing noise; more steps take longer and give finer pictures, up to a point
#   seed: the number the noise is made from; the same seed and prompt give the same picture on the same machine
# ---
# %% hello load
from diffusers import AutoPipelineForText2Image

#: The first run downloads the model, often several gigabytes; later runs take it from your disk.
#| if lora
#: A LoRA is a small change to a larger model: that one is downloaded, and the change put on top.
painter = AutoPipelineForText2Image.from_pretrained(__base_model_id__, dtype=dtype).to(device)
painter.load_lora_weights(
    #| use from-hub
)
#| else
painter = AutoPipelineForText2Image.from_pretrained(
    #| use model-arguments
    #| use smaller-files
).to(device)
#| end
painter.set_progress_bar_config(disable=True)
#: The size the model was made for. On a processor we paint smaller pictures, which is much faster.
scale = getattr(painter, "vae_scale_factor", 8)
network = getattr(painter, "unet", None) or getattr(painter, "transformer", None)
latent_size = getattr(getattr(network, "config", None), "sample_size", None) or 64
full_size = scale * (latent_size if isinstance(latent_size, int) else max(latent_size))
size = full_size if device == "cuda" else max(scale * 8, min(full_size, 256) // (scale * 8) * (scale * 8))
#| if few_steps
#: This model was made for few steps, and paints worse with more.
steps = __few_steps__
#| else
steps = 25 if device == "cuda" else 8
#| end
painting = {
    "num_inference_steps": steps,
    "height": size,
    "width": size,
    #| if guidance
    #: How closely it keeps to the words: as the model card says.
    "guidance_scale": __guidance__,
    #| end
}
# %% [markdown] hello wait
#| if beginner
# **Patience:** painting is hard work. With a graphics card a picture takes seconds; without one, a model of ordinary size takes one to several **minutes** for each picture, even at the small size and the few steps that this notebook chooses there. Such pictures look rougher than those on the model's page.
#| elif intermediate
# Without a CUDA card the notebook paints at most 256 pixels wide and takes few steps, minutes instead of half an hour; quality suffers, and models trained at 1024 pixels may return fragments at that size. Raise `size` and `steps` when you have a GPU.
#| else
# On a CPU the defaults are deliberately poor (256 pixels at most, few steps): they prove the path. Measure quality only at `full_size`.
#| end
# %% hello run
#| if beginner
import torch

text = __sample_text__

#: The noise that the picture grows out of. The same seed gives the same noise.
noise = torch.Generator().manual_seed(7)
picture = painter(text, generator=noise, **painting).images[0]

print(text)
print(f"{picture.size[0]} x {picture.size[1]} pixels in {steps} steps")
display(picture)
#| elif intermediate
import torch

picture = painter(
    __sample_text__,
    generator=torch.Generator().manual_seed(7),
    **painting,
).images[0]
display(picture)
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** change the number in `manual_seed` and run the cell again: the same description, another picture.
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use one-function
#| elif intermediate
# ### Seed, steps and negative prompt as parameters
#
# Steps trade time for detail, with less and less gain. A *negative prompt* names what should not be there; models with a guidance scale of 0 or 1 (turbo, schnell) ignore it.
#| else
# ### Interface
#
# Noise comes from a CPU generator, so that a seed gives the same start on every device.
#| end
# %% explore predict
import torch

#| if advanced
from typing import Any

from PIL import Image


def predict_batch(texts: list[str], seed: int = 7, **settings: Any) -> list[Image.Image]:
    """One picture for each prompt, painted together; each has its own generator."""
    noise = [torch.Generator().manual_seed(seed) for _ in texts]
    settings = {**painting, **settings}
    return list(painter(texts, generator=noise, **settings).images)


def predict(text: str, seed: int = 7, **settings: Any) -> Image.Image:
    return predict_batch([text], seed, **settings)[0]


#| elif intermediate
def predict(text, seed=7, **settings):
    """A picture for the description; `settings` go to the pipeline."""
    settings = {**painting, **settings}
    return painter(text, generator=torch.Generator().manual_seed(seed), **settings).images[0]


#| else
def predict(text):
    noise = torch.Generator().manual_seed(7)
    return painter(text, generator=noise, **painting).images[0]


#| end
# %% [markdown] explore grow-text
#| if beginner
# ### How a picture grows
#
# The same noise, with more and more steps. Early pictures are blurred or full of dots; then shapes appear.
#| elif intermediate
# ### Steps against time
#| else
# ### Throughput and repeatability
#| end
# %% explore grow
#| if beginner
for number in (1, 2, 4):
    noise = torch.Generator().manual_seed(7)
    print(number, "steps:")
    display(painter(text, generator=noise, **{**painting, "num_inference_steps": number}).images[0])
#| elif intermediate
import time

for number in (2, 4, 8):
    start = time.perf_counter()
    picture = predict(__sample_text__, num_inference_steps=number)
    print(f"{number} steps: {time.perf_counter() - start:.1f} s")
    display(picture)
#| else
import time

for texts in ([__sample_text__], __samples_text__[:2]):
    start = time.perf_counter()
    pictures = predict_batch(texts)
    print(f"batch of {len(texts)}: {(time.perf_counter() - start) / len(texts):.2f} s a picture")
display(pictures[0])

again = predict(__sample_text__, seed=1)
print("same seed, same picture:", again.tobytes() == predict(__sample_text__, seed=1).tobytes())
parts = {name: part for name, part in painter.components.items() if isinstance(part, torch.nn.Module)}
for name, part in parts.items():
    print(f"{name}: {sum(weight.numel() for weight in part.parameters()):,} parameters, {part.dtype}")
#| end
# %% explore save
#| if beginner
picture.save("picture.png")
print("Saved as picture.png")
#| end
