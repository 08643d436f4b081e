# ---
# id: image-text-to-text
# reached_by: { task: image-text-to-text }
# title: questions about pictures
# summary: This model looks at a picture, reads your question and writes an answer.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: question, kind: text, label: Question}
# output: text
# samples: image-questions
# streams: true
# writes: answers
# terms:
#   vision-language model: a language model that has also learned to look at pictures
#   processor: the helper that turns picture and words into numbers, and the model's numbers back into words
#   token: a piece of a word, or a piece of the picture; the model reads and writes tokens
#   chat template: the exact form in which this model expects a conversation
# ---
# %% hello load
#| use torchvision
from transformers import AutoModelForImageTextToText, AutoProcessor

#: The processor prepares pictures and words for this model. The first run downloads both.
processor = AutoProcessor.from_pretrained(
    #| use from-hub
)
#| use writes-about-pictures
# %% hello run
#| use sample-picture

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
    #| use generation-prompt
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

#: Step 3: the model writes, one token after the other, as `WRITING` in the settings says.
tokens = model.generate(**inputs, **WRITING)

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
#| use one-word
# We put the four steps into two functions: `prepare` gets everything ready, `predict` asks the model.
#| elif intermediate
# ### One function
#
# `settings` go to `generate`, so the same function writes short or long, strictly or freely.
#| else
# ### Interface
#
# Greedy by default, so the same weights give the same answer.
#| end
# %% explore predict
#| if advanced
from typing import Any

import torch
from PIL import Image
from transformers import BatchFeature


def prepare(image: Image.Image, question: str) -> BatchFeature:
    """Token ids, attention mask and pixels on the model's device."""
    #| if chat
    content = [{"type": "image", "image": image}, {"type": "text", "text": question}]
    return processor.apply_chat_template(
        [{"role": "user", "content": content}],
        #| use generation-prompt
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
    """The model's answer; `settings` override `WRITING`."""
    inputs = prepare(image, question)
    tokens = model.generate(**inputs, **{**WRITING, **settings})
    start = 0 if model.config.is_encoder_decoder else inputs["input_ids"].shape[-1]
    return processor.decode(tokens[0, start:], skip_special_tokens=True).strip()


#| else
def prepare(image, question):
    #| if chat
    content = [{"type": "image", "image": image}, {"type": "text", "text": question}]
    return processor.apply_chat_template(
        [{"role": "user", "content": content}],
        #| use generation-prompt
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
def predict(image, question, **settings):
    #: `settings` are for this one answer, such as `max_new_tokens=20`; they count more than `WRITING`.
    inputs = prepare(image, question)
    tokens = model.generate(**inputs, **{**WRITING, **settings})
    #: Some models write the answer alone, others repeat the question first.
    start = 0 if model.config.is_encoder_decoder else inputs["input_ids"].shape[-1]
    return processor.decode(tokens[0, start:], skip_special_tokens=True).strip()


#| else
def predict(image, question, **settings):
    """Answer a question about a picture; `settings` go to `generate`."""
    inputs = prepare(image, question)
    tokens = model.generate(**inputs, **{**WRITING, **settings})
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

print("greedy:  ", predict(image, question, do_sample=False))
for seed in (1, 2):
    set_seed(seed)
    #| if sampling
    settings = __sampling__
    #| else
    settings = {"temperature": 0.8, "top_p": 0.9}
    #| end
    print(f"seed {seed}:  ", predict(image, question, do_sample=True, **settings))
#| elif advanced
import time

for factor in (0.5, 1.0, 2.0):
    scaled = image.resize((round(image.width * factor), round(image.height * factor)))
    length = prepare(scaled, question)["input_ids"].shape[-1]
    begun = time.perf_counter()
    predict(scaled, question, max_new_tokens=16)
    print(f"{str(scaled.size):<12} {length:>5} prompt tokens  {time.perf_counter() - begun:6.2f} s")
#| end
# %% [markdown] explore stream-text <- parts/causal-chat
# %% explore stream
#| if beginner
#| use threads-and-streamer


def stream(image, question, **settings):
    inputs = prepare(image, question)
    #| use streamer-of-processor
    #: Set when nobody reads any more: then the model need not go on writing.
    left = threading.Event()
    #: The worker writes, we read. When the worker is done, the streamer ends.
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            #| use generate-arguments
        )
        #| use pieces-of-worker


#| elif intermediate
#| use threads-and-streamer


def stream(image, question, **settings):
    inputs = prepare(image, question)
    #| use streamer-of-processor
    settings = {**WRITING, **settings}
    left = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            **inputs,
            streamer=streamer,
            **settings,
            stopping_criteria=[lambda *_: left.is_set()],
        )
        #| use yield-pieces


#| else
from collections.abc import Iterator
#| use threads-and-streamer


def stream(image: Image.Image, question: str, **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""
    inputs = prepare(image, question)
    #| use streamer-of-processor
    left = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            #| use generate-arguments
        )
        #| use yield-pieces


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
#| use peak-memory
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
    {"role": "assistant", "content": [{"type": "text", "text": predict(image, question)}]},
    {"role": "user", "content": [{"type": "text", "text": follow_up}]},
]
inputs = processor.apply_chat_template(
    messages,
    #| use generation-prompt
    tokenize=True,
    return_dict=True,
    return_tensors="pt",
).to(device, dtype)
tokens = model.generate(**inputs, **WRITING)
print(processor.decode(tokens[0, inputs["input_ids"].shape[-1] :], skip_special_tokens=True).strip())
#| end
