# ---
# id: image-text-to-text
# title: questions about pictures
# summary: This model looks at a picture, reads your question and writes an answer.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: question, kind: text, label: Question}
# output: text
# samples: image-questions
# streams: true
# terms:
#   vision-language model: a language model that has also learned to look at pictures
#   processor: the helper that turns picture and words into numbers, and the model's numbers back into words
#   token: a piece of a word, or a piece of the picture; the model reads and writes tokens
#   chat template: the exact form in which this model expects a conversation
# ---
# %% hello load
#| if torchvision
#: Pictures for this model are prepared with torchvision.
import torchvision  # noqa: F401

#| end
from transformers import AutoModelForImageTextToText, AutoProcessor

#: The processor prepares pictures and words for this model. The first run downloads both.
processor = AutoProcessor.from_pretrained(
    MODEL_ID,
    #| if pinned
    revision=REVISION,
    #| end
    #| if custom_code
    trust_remote_code=True,
    #| end
)
model = AutoModelForImageTextToText.from_pretrained(
    MODEL_ID,
    #| if pinned
    revision=REVISION,
    #| end
    #| if custom_code
    trust_remote_code=True,
    #| end
    dtype=dtype,
).to(device)
#: We say how long an answer may be each time we ask, so the stored limit is cleared.
model.generation_config.max_length = None
# %% hello run
image = sample_image()
display(image)

question = __sample_question__

#| if chat
#: Step 1: picture and question become a message, as in a conversation.
messages = [
    {
        "role": "user",
        "content": [{"type": "image", "image": image}, {"type": "text", "text": question}],
    }
]

#: Step 2: the chat template puts the message into the form this model expects, as numbers.
inputs = processor.apply_chat_template(
    messages,
    add_generation_prompt=True,
    #| if thinking
    enable_thinking=False,
    #| end
    tokenize=True,
    return_dict=True,
    return_tensors="pt",
).to(device, dtype)
#| else
#: Steps 1 and 2: picture and question become numbers.
#| if model.blip-2 or model.instructblip or model.florence2 or model.kosmos-2 or model.git or model.udop
inputs = processor(images=image, text=question, return_token_type_ids=False, return_tensors="pt").to(
    device, dtype
)
#| else
#: The image token marks where the picture stands in the text.
text = f"{processor.image_token}\n{question}"
inputs = processor(images=image, text=text, return_tensors="pt").to(device, dtype)
#| end
#| end

#: Step 3: the model writes, one token after the other, at most 80. `do_sample=False`: always the likeliest one.
tokens = model.generate(**inputs, max_new_tokens=80, do_sample=False)

#: Step 4: the output repeats the question first. Keep what is new, and turn it back into words.
start = 0 if model.config.is_encoder_decoder else inputs["input_ids"].shape[-1]
print(question)
print("→", processor.decode(tokens[0, start:], skip_special_tokens=True).strip())
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something else, or use a photo of your own: put the file beside this notebook, write `from PIL import Image` and `image = Image.open("my-photo.jpg").convert("RGB")` in place of the first line, and run the cell again.
#| end
# %% [markdown] explore seen-text
#| if beginner
# ### What the model really reads
#
# Here are the numbers turned back into words, without hiding anything. The picture is in there too, as a row of image tokens.
#| elif intermediate
# ### The prompt behind the question
#
# A picture costs tokens, often hundreds, and they count like words: for memory, for time, and towards the longest input the model can read. Shrinking a picture is the cheapest way to speed things up.
#| end
# %% explore seen
#| if not advanced
prompt = processor.decode(inputs["input_ids"][0])
print(prompt if len(prompt) < 700 else f"{prompt[:350]} … {prompt[-350:]}")
print(f"\nTokens in all: {inputs['input_ids'].shape[-1]}")
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### One word for the rest of the notebook
#
# We put the four steps into two functions: `prepare` gets everything ready, `predict` asks the model.
#| elif intermediate
# ### One function
#
# `settings` go to `generate`, so the same function writes short or long, strictly or freely.
#| else
# ### Interface
#
# Greedy by default, so answers are reproducible at a pinned revision.
#| end
# %% explore predict
#| if advanced
from typing import Any

import torch
from PIL import Image
from transformers import BatchFeature

SETTINGS: dict[str, Any] = {"max_new_tokens": 80, "do_sample": False}


def prepare(image: Image.Image, question: str) -> BatchFeature:
    """Token ids, attention mask and pixels on the model's device."""
    #| if chat
    content = [{"type": "image", "image": image}, {"type": "text", "text": question}]
    return processor.apply_chat_template(
        [{"role": "user", "content": content}],
        add_generation_prompt=True,
        #| if thinking
        enable_thinking=False,
        #| end
        tokenize=True,
        return_dict=True,
        return_tensors="pt",
    ).to(device, dtype)
    #| elif model.blip-2 or model.instructblip or model.florence2 or model.kosmos-2 or model.git or model.udop
    return processor(images=image, text=question, return_token_type_ids=False, return_tensors="pt").to(
        device, dtype
    )
    #| else
    text = f"{processor.image_token}\n{question}"
    return processor(images=image, text=text, return_tensors="pt").to(device, dtype)
    #| end


@torch.inference_mode()
def predict(image: Image.Image, question: str, **settings: Any) -> str:
    """The model's answer; `settings` override `SETTINGS`."""
    inputs = prepare(image, question)
    tokens = model.generate(**inputs, **{**SETTINGS, **settings})
    start = 0 if model.config.is_encoder_decoder else inputs["input_ids"].shape[-1]
    return processor.decode(tokens[0, start:], skip_special_tokens=True).strip()


#| else
def prepare(image, question):
    #| if chat
    content = [{"type": "image", "image": image}, {"type": "text", "text": question}]
    return processor.apply_chat_template(
        [{"role": "user", "content": content}],
        add_generation_prompt=True,
        #| if thinking
        enable_thinking=False,
        #| end
        tokenize=True,
        return_dict=True,
        return_tensors="pt",
    ).to(device, dtype)
    #| elif model.blip-2 or model.instructblip or model.florence2 or model.kosmos-2 or model.git or model.udop
    return processor(images=image, text=question, return_token_type_ids=False, return_tensors="pt").to(
        device, dtype
    )
    #| else
    text = f"{processor.image_token}\n{question}"
    return processor(images=image, text=text, return_tensors="pt").to(device, dtype)
    #| end


#| if beginner
def predict(image, question):
    inputs = prepare(image, question)
    tokens = model.generate(**inputs, max_new_tokens=80, do_sample=False)
    #: Some models write the answer alone, others repeat the question first.
    start = 0 if model.config.is_encoder_decoder else inputs["input_ids"].shape[-1]
    return processor.decode(tokens[0, start:], skip_special_tokens=True).strip()


#| else
def predict(image, question, **settings):
    """Answer a question about a picture; `settings` go to `generate`."""
    inputs = prepare(image, question)
    tokens = model.generate(**inputs, **{"max_new_tokens": 80, "do_sample": False, **settings})
    start = 0 if model.config.is_encoder_decoder else inputs["input_ids"].shape[-1]
    return processor.decode(tokens[0, start:], skip_special_tokens=True).strip()


#| end
#| end
# %% [markdown] explore doubt-text
#| if beginner
# ### Does it really look?
#
# A language model can sound sure of things it never saw. So we ask the same question about an empty grey picture. An honest model says that there is nothing to see.
#| elif intermediate
# ### Checking for invention
#
# Ask about an empty picture too, and ask about something that is not there. A model that describes details of a grey square will also invent details in your pictures.
#| end
# %% explore doubt
#| if not advanced
from PIL import Image

empty = Image.new("RGB", image.size, "grey")
print(question)
print("Our picture:  ", predict(image, question))
print("Empty picture:", predict(empty, question))
#| end
#| if intermediate

suspicious = "What is the elephant in this picture doing?"
print(suspicious)
print("Our picture:  ", predict(image, suspicious))
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** tell the model how to answer: add "Answer in one word." or "Explain it to a child." to the question.
#| end
# %% [markdown] explore sampling-text
#| if intermediate
# ### Strict or free
#
# Greedy decoding always takes the likeliest token. Sampling draws one at random among the likely: livelier, different each time unless the seed is fixed, and more willing to make things up.
#| elif advanced
# ### Image size against cost
#
# Prompt tokens, time and, on a GPU, memory by image size. Models with a fixed grid do not change; models that split large images do.
#| end
# %% explore sampling
#| if intermediate
from transformers import set_seed

print("greedy:  ", predict(image, question, max_new_tokens=40))
for seed in (1, 2):
    set_seed(seed)
    #| if sampling
    settings = __sampling__
    #| else
    settings = {"temperature": 0.8, "top_p": 0.9}
    #| end
    print(f"seed {seed}:  ", predict(image, question, max_new_tokens=40, do_sample=True, **settings))
#| elif advanced
import time

for factor in (0.5, 1.0, 2.0):
    scaled = image.resize((round(image.width * factor), round(image.height * factor)))
    length = prepare(scaled, question)["input_ids"].shape[-1]
    begun = time.perf_counter()
    predict(scaled, question, max_new_tokens=16)
    print(f"{str(scaled.size):<12} {length:>5} prompt tokens  {time.perf_counter() - begun:6.2f} s")
#| end
# %% [markdown] explore stream-text
#| if beginner
# ### Words as they come
#
# A long answer takes a while. A *streamer* hands over each piece of text as soon as it is written: the model works in the background while we already read.
#| elif intermediate
# ### Streaming
#
# `generate` blocks until it is done, so it runs in a worker thread while the streamer is read here. When generation fails, the callback ends the stream and `job.result()` raises the error instead of waiting for ever.
#| else
# ### Streaming
#
# Generation runs in a worker; its errors surface through `job.result()`.
#| end
# %% explore stream
#| if beginner
from concurrent.futures import ThreadPoolExecutor

from transformers import TextIteratorStreamer


def stream(image, question):
    inputs = prepare(image, question)
    #| if chat
    streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=True, skip_special_tokens=True)
    #| else
    repeats = not model.config.is_encoder_decoder
    streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=repeats, skip_special_tokens=True)
    #| end
    #: The worker writes, we read. When the worker is done, the streamer ends.
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(model.generate, **inputs, streamer=streamer, max_new_tokens=80, do_sample=False)
        job.add_done_callback(lambda finished: streamer.end())
        for piece in streamer:
            if piece:
                yield piece
        #: If something went wrong in the background, this line tells us.
        job.result()


#| elif intermediate
from concurrent.futures import ThreadPoolExecutor

from transformers import TextIteratorStreamer


def stream(image, question, **settings):
    inputs = prepare(image, question)
    #| if chat
    streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=True, skip_special_tokens=True)
    #| else
    repeats = not model.config.is_encoder_decoder
    streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=repeats, skip_special_tokens=True)
    #| end
    settings = {"max_new_tokens": 80, "do_sample": False, **settings}
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(model.generate, **inputs, streamer=streamer, **settings)
        job.add_done_callback(lambda finished: streamer.end())
        yield from (piece for piece in streamer if piece)
        job.result()


#| else
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from transformers import TextIteratorStreamer


def stream(image: Image.Image, question: str, **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""
    inputs = prepare(image, question)
    #| if chat
    streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=True, skip_special_tokens=True)
    #| else
    repeats = not model.config.is_encoder_decoder
    streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=repeats, skip_special_tokens=True)
    #| end
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(model.generate, **inputs, streamer=streamer, **{**SETTINGS, **settings})
        job.add_done_callback(lambda finished: streamer.end())
        yield from (piece for piece in streamer if piece)
        job.result()


#| end
# %% explore stream-look
#| if advanced
import time

begun = time.perf_counter()
first, pieces = None, []
for piece in stream(image, question):
    first = first or time.perf_counter() - begun
    pieces.append(piece)
seconds = time.perf_counter() - begun
written = len(processor.tokenizer("".join(pieces))["input_ids"])
print("".join(pieces).strip())
print(f"first piece after {first or seconds:.2f} s, then {written / seconds:.1f} tokens/s overall")
print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
if device == "cuda":
    print(f"Peak GPU memory: {torch.cuda.max_memory_allocated() / 1e6:.0f} MB")
#| else
print(question)
for piece in stream(image, question):
    #: `end=""` stays on the line, `flush=True` shows the piece at once.
    print(piece, end="", flush=True)
#| end
# %% [markdown] explore talk-text
#| if intermediate and chat
# ### A second question
#
# The model remembers nothing: to go on, send the whole conversation, picture, first answer and all.
#| end
# %% explore talk
#| if intermediate and chat
follow_up = "Please say that again in fewer words."
messages = [
    {"role": "user", "content": [{"type": "image", "image": image}, {"type": "text", "text": question}]},
    {"role": "assistant", "content": [{"type": "text", "text": predict(image, question, max_new_tokens=40)}]},
    {"role": "user", "content": [{"type": "text", "text": follow_up}]},
]
inputs = processor.apply_chat_template(
    messages,
    add_generation_prompt=True,
    #| if thinking
    enable_thinking=False,
    #| end
    tokenize=True,
    return_dict=True,
    return_tensors="pt",
).to(device, dtype)
tokens = model.generate(**inputs, max_new_tokens=40, do_sample=False)
print(processor.decode(tokens[0, inputs["input_ids"].shape[-1] :], skip_special_tokens=True).strip())
#| end
