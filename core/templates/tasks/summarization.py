# ---
# id: summarization
# title: summarisation
# summary: This model makes a short text out of a long one.
# inputs:
#   - {name: text, kind: text, label: Long text}
# output: text
# samples: article
# streams: true
# installs: [sentencepiece]
# terms:
#   abstractive: the model writes new sentences instead of copying the most important ones
#   encoder: the part of the model that reads the whole text first
#   decoder: the part that writes the summary, one token after the other
#   token: a word or a piece of a word; what a model can read is counted in tokens
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
#: 1. Turn the text into numbers. What is longer than the model can read is cut off at the end.
#| end
#| if prefix
inputs = tokenizer(prefix + text, truncation=True, return_tensors="pt").to(device)
#| else
inputs = tokenizer(text, truncation=True, return_tensors="pt").to(device)
#| end

#| if beginner
#: 2. Let the model write the summary, 120 tokens at most.
#| end
output = model.generate(
    **inputs,
    max_new_tokens=120,
)

#| if beginner
#: 3. Turn the numbers back into words.
#| end
summary = tokenizer.decode(output[0], skip_special_tokens=True)
print(len(text.split()), "words in,", len(summary.split()), "words out:")
print(summary)
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** paste an article that you know well. What did the model leave out? Did it write anything that the article does not say?
#| end
# %% [markdown] explore pieces-text
#| if beginner
# ### How much of the text did it read?
#
# Each model has a limit. A longer text is cut at the end, and the summary cannot mention what the model never saw.
#| end
# %% explore pieces
#| if beginner
#| if prefix
all_tokens = tokenizer(prefix + text, truncation=False, verbose=False)["input_ids"]
#| else
all_tokens = tokenizer(text, truncation=False, verbose=False)["input_ids"]
#| end
print("The input has", len(all_tokens), "tokens; the model read", inputs["input_ids"].shape[-1], "of them.")


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### One function, many texts
#
# Without further arguments, beams and lengths come from the model's own `generation_config`. Texts beyond the model's limit are cut at the end: the next example shows what to do about it.
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
    """The summaries, in the order of the texts; `settings` go to `generate`."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    summaries = [""] * len(texts)
    for start in range(0, len(order), batch_size):
        part = order[start : start + batch_size]
        output = model.generate(**encode([texts[index] for index in part]), **{**SETTINGS, **settings})
        for index, summary in zip(part, tokenizer.batch_decode(output, skip_special_tokens=True)):
            summaries[index] = summary
    return summaries


def predict(text: str, **settings: Any) -> str:
    return predict_batch([text], **settings)[0]


#| else
def predict_batch(texts, **settings):
    """Summarise several texts at once; `settings` go to `generate`."""
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

for text, summary in zip(texts, predict_batch(texts)):
    print(f"{len(text.split())} words → {len(summary.split())} words ({text[:50]}…)")
    print(" ", summary)
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore beams-text
#| if intermediate
# ### Longer than the model can read
#
# Cut the text at sentence ends into parts that fit, summarise each part, and join the summaries. For very long texts, repeat until the result is short enough.
#| elif advanced
# ### Longer than the model can read
#
# Sentences are packed into parts that fit, by token count; the parts go through `predict_batch` together.
#| end
# %% explore beams
#| if intermediate
import re


def parts_of(text, longest):
    """Whole sentences, packed into parts of at most `longest` tokens."""
    parts = [""]
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        candidate = f"{parts[-1]} {sentence}".strip()
        if parts[-1] and len(tokenizer(candidate, verbose=False)["input_ids"]) > longest:
            parts.append(sentence)
        else:
            parts[-1] = candidate
    return parts


long_text = " ".join(texts)
parts = parts_of(long_text, longest=min(tokenizer.model_max_length, 1024) // 2)
print(len(long_text.split()), "words in", len(parts), "parts")
print(" ".join(predict_batch(parts)))
#| elif advanced
import re


def parts_of(text: str, longest: int) -> list[str]:
    """Whole sentences, packed into parts of at most `longest` tokens (a longer sentence stands alone)."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    lengths = [len(ids) for ids in tokenizer(sentences, add_special_tokens=False, verbose=False)["input_ids"]]
    parts: list[list[str]] = [[]]
    used = 0
    for sentence, length in zip(sentences, lengths):
        if parts[-1] and used + length > longest:
            parts.append([])
            used = 0
        parts[-1].append(sentence)
        used += length
    return [" ".join(part) for part in parts]


long_text = " ".join(__samples_text__)
parts = parts_of(long_text, longest=min(tokenizer.model_max_length, 1024) // 2)
print(len(long_text.split()), "words in", len(parts), "parts")
print(" ".join(predict_batch(parts)))
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
    """The greedy summary, piece by piece."""


#| else
def stream(text, **settings):
    """The greedy summary, piece by piece."""
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
# **Try this:** summarise the summary. What is left after the second time?
#| end
