# ---
# id: api-image-chat
# reached_by: { library: transformers, task: image-text-to-text, parameters: 70000000000 }
# route: api
# title: questions about pictures
# summary: This model answers questions about a picture; it is too large for most machines, so it runs on somebody else's.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: question, kind: text, label: Question}
# output: text
# samples: image-questions
# streams: true
# writes: answers
# torch: false
# terms:
#   inference provider: a company that runs models on its own graphics cards and lets you ask them over the internet
#   token: the password that tells the Hub who is asking
#   vision language model: a language model that can also read pictures
#   base64: a way to write the bytes of a file as letters, so that a picture can travel inside a text
# let:
#   typed: "image: Image.Image, question: str"
#   given: image, question
#   no_answer: and there is no answer
# ---
# %% [markdown] hello route
#| if beginner
# This model needs more memory than most computers have. So nothing is downloaded: your picture and your question travel to an *inference provider*, and the answer comes back. Only send pictures that you may show to others. It needs a token of your Hugging Face account, and each answer uses a little of the free credit that comes with it (or your own money, after that).
#
# How to get a token: open [your token page](https://huggingface.co/settings/tokens), make one that may **make calls to Inference Providers**, and keep it out of the notebook. Either set `SIGN_IN` to `True` in the next cell and follow what it shows, or set the environment variable `HF_TOKEN` before you start Jupyter, or on Colab store it as a secret with the name `HF_TOKEN`. Without a token the notebook still runs, but the model is not asked.
#| elif intermediate
# The model runs at an [inference provider](https://huggingface.co/docs/inference-providers): pictures and questions leave this machine, and calls are billed to your account. `get_token` finds the token of `hf auth login`, the environment variable `HF_TOKEN` or Colab's secret of that name.
#| else
# Calls go to [Inference Providers](https://huggingface.co/docs/inference-providers) with the stored token. A provider serves its own copy of the weights: the revision **cannot** be pinned over this route. `INFERENCE_BASE_URL` points the client at any OpenAI-compatible server instead.
#| end
# %% hello sign-in <- parts/provider
# %% hello load
#| use provider
#| use no-token
# %% hello predict
#| if advanced
import base64
import io
from typing import Any

from PIL import Image


def encode(image: Image.Image, longest: int = 1024) -> str:
    """JPEG as a data URL, at most `longest` pixels a side: pixels are what you pay for."""
    picture = image.convert("RGB")
    picture.thumbnail((longest, longest))
    buffer = io.BytesIO()
    picture.save(buffer, format="JPEG", quality=90)
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()


def as_messages(image: Image.Image, question: str) -> list[dict[str, Any]]:
    picture = {"type": "image_url", "image_url": {"url": encode(image)}}
    return [{"role": "user", "content": [picture, {"type": "text", "text": question}]}]


def predict(image: Image.Image, question: str, **settings: Any) -> str:
    """The model's answer, or `NO_TOKEN` when there is nobody to ask."""
    if client is None:
        return NO_TOKEN
    messages = as_messages(image, question)
    reply = client.chat_completion(messages, model=MODEL_ID, **{**WRITING, **settings})
    return reply.choices[0].message.content or ""


#| else
import base64
import io


def as_messages(image, question):
    #| if intermediate
    """One user turn with a picture (as a JPEG inside a data URL) and a question."""
    #| end
    #: 1. Make the picture small enough to send: at most 1024 pixels a side.
    picture = image.convert("RGB")
    picture.thumbnail((1024, 1024))
    #: 2. Write it as a JPEG file into memory, and that file as letters.
    buffer = io.BytesIO()
    picture.save(buffer, format="JPEG")
    url = "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()
    #: 3. A message whose content has two parts: the picture and the question.
    parts = [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": question}]
    return [{"role": "user", "content": parts}]


def predict(image, question, **settings):
    if client is None:
        return NO_TOKEN
    #: `settings` are for this one answer, such as `max_tokens=20`; they count more than `WRITING`.
    settings = {**WRITING, **settings}
    reply = client.chat_completion(as_messages(image, question), model=MODEL_ID, **settings)
    return reply.choices[0].message.content or ""


#| end
# %% hello run
image = sample_image()
#| if not advanced
display(image)
#| end

question = __sample_question__
print(question)
print(predict(image, question))
# %% [markdown] hello try
#| if beginner
# **Try this:** use a picture of your own: `from PIL import Image`, then `image = Image.open("my-photo.jpg")`. An error with *401* means that the token is wrong, *402* that the credit is used up, *403* that the token may not call providers.
#| end
# %% [markdown] explore questions-text
#| if beginner
# ### More questions about the same picture
#
# Models of this kind see shapes and colours well, and count badly. Compare each answer with the picture.
#| elif intermediate
# ### More questions, several at once
#
# Each call sends the picture again. A remote model spends most of its time waiting for its turn, so four calls may wait together.
#| else
# ### Concurrency
#| end
# %% explore batch
#| if not beginner
from concurrent.futures import ThreadPoolExecutor


#| if advanced
def predict_batch(items: list[tuple[Image.Image, str]], at_once: int = 4) -> list[str]:
    """Answers in the order of the (image, question) pairs."""
    #| else


def predict_batch(items, at_once=4):
    """Answers in the order of the (image, question) pairs, four calls in flight."""
    #| end
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(lambda item: predict(*item), items))


#| end
# %% explore questions
questions = __samples_question__

#| if beginner
for question in questions:
    print(question)
    print("→", predict(image, question))
#| else
for question, answer in zip(questions, predict_batch([(image, question) for question in questions])):
    print(question, "→", answer)
#| end
# %% [markdown] explore stream-text
#| if beginner
#| use words-as-they-come
# With `stream=True` the provider sends each piece of text as soon as it is written.
#| else
# ### Streaming
#
# Server-sent events; some carry no text (the first, the last, usage figures).
#| end
# %% explore stream <- parts/provider
# %% explore read-stream
#| if not advanced
for piece in stream(image, __sample_question__):
    print(piece, end="", flush=True)
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### What size costs
#
# Providers bill pictures by their number of pixels or tiles. Without a token only the bytes are shown.
#| end
# %% explore measure
#| if advanced
import time

for longest in (256, 512, 1024):
    start = time.perf_counter()
    url = encode(image, longest)
    print(f"{longest:5} px  {len(url):9,} bytes to send, encoded in {time.perf_counter() - start:.3f} s")
if client is not None:
    start = time.perf_counter()
    predict(image, __sample_question__)
    print(f"one answer: {time.perf_counter() - start:.2f} s")
#| end
