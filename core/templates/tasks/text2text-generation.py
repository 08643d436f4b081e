# ---
# id: text2text-generation
# title: text to text
# summary: This model reads a text and writes another one.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: text
# samples: texts
# streams: true
# installs: [sentencepiece]
# terms:
#   encoder: the part of the model that reads the whole text first
#   decoder: the part that writes the new text, one token after the other
#   token: a word or a piece of a word; rare words are built from several pieces
#   instruction: words in front of the text that say what to do with it; only some models understand them
# ---
# %% hello load
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

#: The tokenizer turns text into numbers and back. The first run downloads everything.
tokenizer = AutoTokenizer.from_pretrained(
    MODEL_ID,
    #| if pinned
    revision=REVISION,
    #| end
    #| if custom_code
    trust_remote_code=True,
    #| end
)
#| if prefix
#: This model can do several things. The words in front of the text tell it what to do.
prefix = __prefix__
#| end
model = AutoModelForSeq2SeqLM.from_pretrained(
    MODEL_ID,
    #| if pinned
    revision=REVISION,
    #| end
    #| if custom_code
    trust_remote_code=True,
    #| end
    dtype=dtype,
).to(device)
#: How long a text may get is said in each call, with `max_new_tokens`.
model.generation_config.max_length = None
# %% hello run
#| if not advanced
text = __sample_text__

#| if beginner
#: 1. Turn the text into numbers.
#| end
#| if prefix
inputs = tokenizer(prefix + text, return_tensors="pt").to(device)
#| else
inputs = tokenizer(text, return_tensors="pt").to(device)
#| end

#| if beginner
#: 2. Let the model write its text, 120 tokens at most.
#| end
output = model.generate(
    **inputs,
    max_new_tokens=120,
)

#| if beginner
#: 3. Turn the numbers back into words.
#| end
print(text)
print("→", tokenizer.decode(output[0], skip_special_tokens=True))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** a model like this was trained for one kind of change, or for many at once. Look at the model card for the kind of text that it expects, and give it one.
#| end
# %% [markdown] explore pieces-text
#| if beginner
# ### How the text is cut into pieces
#
# The model reads tokens. Common words are one token; rare names fall into pieces. A word that falls into many pieces is often one that the model finds difficult.
#| end
# %% explore pieces
#| if beginner
tokens = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
print(len(tokens), "tokens:", tokens)


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`. What is longer than the model can read is cut off.
#| elif intermediate
# ### One function, many texts
#
# The number of beams in `generate` is a trade: more beams take longer and give somewhat more fluent text. Without an argument, the setting comes from the model's own `generation_config`.
#| else
# ### Interface
#
# Sorted by length, then batched: padding costs time in encoder and decoder. Decoding follows the model's `generation_config` unless told otherwise.
#| end
# %% explore predict
#| if beginner
def predict(text):
    inputs = tokenizer(
        #| if prefix
        prefix + text,
        #| else
        text,
        #| end
        truncation=True,
        return_tensors="pt",
    ).to(device)
    output = model.generate(
        **inputs,
        max_new_tokens=120,
    )
    return tokenizer.decode(output[0], skip_special_tokens=True)


#| else
#| if advanced
from typing import Any

from transformers import BatchEncoding

SETTINGS: dict[str, Any] = {
    "max_new_tokens": 120,
}


def encode(texts: list[str]) -> BatchEncoding:
    """Padded and truncated token ids on the model's device, shape (texts, tokens)."""


#| else
SETTINGS = {
    "max_new_tokens": 120,
}


def encode(texts):
    """Texts -> padded tokens on the model's device."""
    #| end
    #| if prefix
    texts = [prefix + text for text in texts]
    #| end
    return tokenizer(texts, padding=True, truncation=True, return_tensors="pt").to(model.device)


#| if advanced
def predict_batch(texts: list[str], batch_size: int = 8, **settings: Any) -> list[str]:
    """The written texts, in the order of the texts; `settings` go to `generate`."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    answers = [""] * len(texts)
    for start in range(0, len(order), batch_size):
        part = order[start : start + batch_size]
        output = model.generate(**encode([texts[index] for index in part]), **{**SETTINGS, **settings})
        for index, answer in zip(part, tokenizer.batch_decode(output, skip_special_tokens=True)):
            answers[index] = answer
    return answers


def predict(text: str, **settings: Any) -> str:
    return predict_batch([text], **settings)[0]


#| else
def predict_batch(texts, **settings):
    """Answer several texts at once; `settings` go to `generate`."""
    output = model.generate(**encode(texts), **{**SETTINGS, **settings})
    return tokenizer.batch_decode(output, skip_special_tokens=True)


def predict(text, **settings):
    return predict_batch([text], **settings)[0]


#| end
#| end
# %% explore use
#| if beginner
print(predict(text))
#| elif intermediate
texts = __samples_text__

for text, answer in zip(texts, predict_batch(texts)):
    print(text)
    print("  →", answer)
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore beams-text
#| if intermediate
# ### The words in front decide
#
# Models of the T5 family are steered by the first words. Others ignore them or even copy them into the answer: this comparison shows which kind you have.
#| elif advanced
# ### Greedy, beams, sampling
#
# The same input under three decoding strategies; only the last needs a seed.
#| end
# %% explore beams
#| if intermediate
for instruction in ("", "Summarize: ", "Translate to German: ", "Is this sentence positive or negative? "):
    print(f"{instruction!r:<42}", predict(instruction + texts[0], max_new_tokens=40))
#| elif advanced
from transformers import set_seed

text = __sample_text__
strategies: dict[str, dict[str, Any]] = {
    "greedy": {"num_beams": 1, "do_sample": False},
    "4 beams": {"num_beams": 4, "do_sample": False},
    "sampled": {"num_beams": 1, "do_sample": True, "temperature": 0.8, "top_p": 0.95},
}
for name, settings in strategies.items():
    set_seed(0)
    print(f"{name:<8}", predict(text, **settings))
#| end
# %% [markdown] explore stream-text
#| if beginner
# ### Words as they come
#
# The decoder writes one token after the other. A *streamer* hands them over as soon as they are written, while the model goes on in the background. Here the model writes straight on (`num_beams=1`), because with beam search the text is only known at the end.
#| elif intermediate
# ### Streaming
#
# Streaming needs `num_beams=1`, so the text can differ from that of `predict`. `generate` runs in a worker thread; when it fails, the callback ends the stream and `job.result()` raises the error.
#| else
# ### Streaming
#
# Greedy, because beams only settle at the end. Errors of the worker surface through `job.result()`.
#| end
# %% explore stream
#| if advanced
from collections.abc import Iterator

#| end
from concurrent.futures import ThreadPoolExecutor

from transformers import TextIteratorStreamer


#| if beginner
def stream(text):
    inputs = tokenizer(
        #| if prefix
        prefix + text,
        #| else
        text,
        #| end
        truncation=True,
        return_tensors="pt",
    ).to(device)
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    #: The worker writes, we read. When the worker is done, the streamer ends.
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            **inputs,
            streamer=streamer,
            max_new_tokens=120,
            num_beams=1,
        )
        job.add_done_callback(lambda finished: streamer.end())
        for piece in streamer:
            if piece:
                yield piece
        #: If something went wrong in the background, this line tells us.
        job.result()


#| else
#| if advanced
def stream(text: str, **settings: Any) -> Iterator[str]:
    """The greedy answer, piece by piece."""


#| else
def stream(text, **settings):
    """The greedy answer, piece by piece."""
    #| end
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    settings = {**SETTINGS, **settings, "num_beams": 1, "streamer": streamer}
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(model.generate, **encode([text]), **settings)
        job.add_done_callback(lambda finished: streamer.end())
        yield from (piece for piece in streamer if piece)
        job.result()


#| end
# %% explore read-stream
#| if not advanced
for piece in stream(__sample_text__):
    print(piece, end="", flush=True)
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput and memory
#| end
# %% explore measure
#| if advanced
import time

texts = __samples_text__ * 4
for batch_size, num_beams in ((1, 1), (8, 1), (8, 4)):
    start = time.perf_counter()
    predict_batch(texts, batch_size, num_beams=num_beams)
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size:<3} num_beams={num_beams}  {len(texts) / seconds:8.1f} texts/s")

parameters = sum(weight.numel() for weight in model.parameters())
print(f"{parameters:,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
# %% [markdown] explore try-predict
#| if beginner
# **Try this:** put an instruction in front of the text, such as "Summarize: " or "Translate to German: ". Does this model understand it?
#| end
