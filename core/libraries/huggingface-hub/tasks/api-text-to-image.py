# ---
# id: api-text-to-image
# reached_by: { library: diffusers, task: text-to-image, parameters: 70000000000 }
# route: api
# title: text to image
# summary: This model paints a picture from a description; it is too large for most machines, so it runs on somebody else's.
# inputs:
#   - {name: text, kind: text, label: Description}
# output: image
# samples: image-prompts
# torch: false
# terms:
#   prompt: the description that the model turns into a picture
#   inference provider: a company that runs models on its own graphics cards and lets you ask them over the internet
#   token: the password that tells the Hub who is asking
#   seed: the number the random noise starts from; the same seed and prompt give the same picture, as far as the provider allows
# let:
#   no_answer: and this is no answer of it
# ---
# %% [markdown] hello route
#| if beginner
# This model needs a large graphics card. So nothing is downloaded: your description travels to an *inference provider*, and a picture comes back. It needs a token of your Hugging Face account, and each picture uses some of the free credit that comes with it (or your own money, after that).
#
# How to get a token: open [your token page](https://huggingface.co/settings/tokens), make one that may **make calls to Inference Providers**, and keep it out of the notebook. Either set `SIGN_IN` to `True` in the next cell and follow what it shows, or set the environment variable `HF_TOKEN` before you start Jupyter, or on Colab store it as a secret with the name `HF_TOKEN`. Without a token the notebook still runs, but shows a plain card that says so.
#| elif intermediate
# The model runs at an [inference provider](https://huggingface.co/docs/inference-providers) and each picture is billed to your account. `get_token` finds the token of `hf auth login`, the environment variable `HF_TOKEN` or Colab's secret of that name. Without one, a plain card says so.
#| else
# Calls go to [Inference Providers](https://huggingface.co/docs/inference-providers). A provider serves its own copy of the weights: the revision **cannot** be pinned over this route. `INFERENCE_BASE_URL` sends the request to an endpoint of your own instead.
#| end
# %% hello sign-in <- parts/provider
# %% hello load
#| use provider
#| use no-token
# %% hello predict
import textwrap

from PIL import Image, ImageDraw


#| if advanced
def explain() -> Image.Image:
    """A card that says why there is no picture."""
    #| else


#: Draws a card with the explanation, for the case that nobody can be asked.
def explain():
    #| end
    card = Image.new("RGB", (512, 256), "#f4f1ea")
    lines = textwrap.fill(NO_TOKEN, width=44)
    ImageDraw.Draw(card).multiline_text((24, 24), lines, fill="#333333", font_size=18, spacing=8)
    return card


#| if advanced
def predict(text: str, seed: int = 7) -> Image.Image:
    """A picture for the prompt, or a card that says why there is none."""
    if client is None:
        print(NO_TOKEN)
        return explain()
    return client.text_to_image(text, model=inference_url or MODEL_ID, seed=seed)


#| else
def predict(text):
    if client is None:
        print(NO_TOKEN)
        return explain()
    #: The answer is a picture, ready to show or to save.
    return client.text_to_image(text, model=inference_url or MODEL_ID)


#| end
# %% hello run
text = __sample_text__
picture = predict(text)

print(text)
display(picture)
# %% [markdown] hello try
#| if beginner
# **Try this:** describe another picture. Say what is in it, where, in which light, and in which style; models follow the first words most closely. An error with *401* means that the token is wrong, *402* that the credit is used up.
#| end
# %% [markdown] explore save-text
#| if beginner
# ### Keep the picture
#
# A picture is an ordinary image: it has a size, and `save` writes it into a file.
#| elif intermediate
# ### Several prompts
#
# Pictures take seconds each and are independent, so a few calls may wait together. Watch the bill: it counts pictures, not cells.
#| else
# ### Seeds and concurrency
#
# One prompt, two seeds. Not every provider honours the seed: compare two runs before you rely on it.
#| end
# %% explore save
#| if beginner
print("Size:", picture.size)
picture.save("picture.png")
print("Saved as picture.png")
#| end
# %% explore batch
#| if intermediate
from concurrent.futures import ThreadPoolExecutor


def predict_batch(texts, at_once=2):
    """Pictures in the order of the texts, two calls in flight."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(predict, texts))


for text, picture in zip(__samples_text__[:2], predict_batch(__samples_text__[:2])):
    print(text, picture.size)
    display(picture)
#| elif advanced
import time
from concurrent.futures import ThreadPoolExecutor


def predict_batch(texts: list[str], at_once: int = 2) -> list[Image.Image]:
    """Pictures in the order of the texts, at most `at_once` calls in flight."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(predict, texts))


start = time.perf_counter()
pictures = [predict(__sample_text__, seed=seed) for seed in (1, 2)]
if client is not None:
    print(f"{(time.perf_counter() - start) / len(pictures):.1f} s a picture, {pictures[0].size}")
    print("same picture from both seeds:", pictures[0].tobytes() == pictures[1].tobytes())
#| end
