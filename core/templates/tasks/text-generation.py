# ---
# id: text-generation
# title: text generation
# summary: This model continues a text that you begin.
# inputs:
#   - {name: text, kind: text, label: Beginning}
# output: text
# samples: openings
# streams: true
# terms:
#   language model: a model that has read a lot of text and learned which word is likely to come next
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   greedy: always taking the likeliest next token, so that the same beginning gives the same continuation
#   sampling: drawing the next token by lot, the likely ones more often than the others
# ---
# %% hello load
from transformers import AutoModelForCausalLM, AutoTokenizer

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
#: A beginning that is too long is cut on the left, because the model continues at the right end.
tokenizer.truncation_side = "left"
#| if not beginner
tokenizer.padding_side = "left"
#| end
#: Some models have no padding token, which is only needed to fill up empty places.
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
#: The model predicts the next token, again and again.
model = AutoModelForCausalLM.from_pretrained(
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
#| if beginner
#: 1. A beginning, as text and as numbers.
text = __sample_text__
inputs = tokenizer(text, return_tensors="pt").to(device)

#: 2. Let the model write 40 tokens more. `do_sample=False` means greedy.
output = model.generate(**inputs, max_new_tokens=40, do_sample=False, pad_token_id=tokenizer.pad_token_id)

#: 3. Turn the numbers back into words.
print(tokenizer.decode(output[0], skip_special_tokens=True))
#| elif intermediate
inputs = tokenizer(__sample_text__, return_tensors="pt").to(device)
output = model.generate(**inputs, max_new_tokens=40, do_sample=False, pad_token_id=tokenizer.pad_token_id)
print(tokenizer.decode(output[0], skip_special_tokens=True))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** begin a recipe, a poem or a letter. This model was not trained to answer questions, only to continue: give it something that it can carry on.
#| end
# %% [markdown] explore next-text
#| if beginner
# ### How the model chooses the next token
#
# At each step, the model gives every token that it knows a probability. Here are the five that it finds likeliest to come after your beginning.
#| elif intermediate
# ### The next token
#
# One forward pass gives a score (*logit*) for every token of the vocabulary; `softmax` turns the scores into probabilities. All that follows is a way of choosing from this table.
#| end
# %% explore next
#| if not advanced
import torch

with torch.no_grad():
    logits = model(**inputs).logits[0, -1]

#| if beginner
#: `softmax` turns the scores into probabilities that add up to 1.
#| end
probabilities = torch.softmax(logits.float(), dim=-1)
for probability, token in zip(*torch.topk(probabilities, 5)):
    print(f"{probability.item():6.1%}  {tokenizer.decode(token)!r}")
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`. It returns only what is new. `repetition_penalty` makes tokens that have already been used a little less likely: without it, small models like to go round in circles.
#| elif intermediate
# ### One function, many beginnings
#
# Beginnings of different length are padded **on the left**, because the model continues at the right end. Greedy decoding tends to loop; a mild `repetition_penalty` (1.0 means none) breaks the circle.
#| else
# ### Interface
#
# Greedy with a mild repetition penalty: reproducible, and it does not loop. Inputs are truncated on the left to leave room for the new tokens.
#| end
# %% explore predict
#| if beginner
#: The model can read and write this many tokens at most; 60 of them are for the new text.
longest = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 1024


def predict(text):
    inputs = tokenizer(text, truncation=True, max_length=longest - 60, return_tensors="pt").to(device)
    output = model.generate(
        **inputs,
        max_new_tokens=60,
        do_sample=False,
        repetition_penalty=1.2,
        pad_token_id=tokenizer.pad_token_id,
    )
    beginning_length = inputs["input_ids"].shape[-1]
    return tokenizer.decode(output[0, beginning_length:], skip_special_tokens=True)


#| elif intermediate
GREEDY = {"max_new_tokens": 60, "do_sample": False, "repetition_penalty": 1.2}
CONTEXT = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 1024


def encode(texts, max_new_tokens):
    """Padded tokens, cut on the left so that the new text still fits."""
    return tokenizer(
        texts, padding=True, truncation=True, max_length=CONTEXT - max_new_tokens, return_tensors="pt"
    ).to(model.device)


def predict_batch(texts, **settings):
    """Continue several texts at once; `settings` go to `generate`."""
    settings = {**GREEDY, **settings}
    inputs = encode(texts, settings["max_new_tokens"])
    output = model.generate(**inputs, **settings, pad_token_id=tokenizer.pad_token_id)
    return tokenizer.batch_decode(output[:, inputs["input_ids"].shape[-1] :], skip_special_tokens=True)


def predict(text, **settings):
    return predict_batch([text], **settings)[0]


#| else
from typing import Any

from transformers import BatchEncoding

SETTINGS: dict[str, Any] = {"max_new_tokens": 60, "do_sample": False, "repetition_penalty": 1.2}
CONTEXT: int = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 1024


def encode(texts: list[str], max_new_tokens: int) -> BatchEncoding:
    """Left-padded, left-truncated token ids and attention mask, shape (texts, tokens)."""
    return tokenizer(
        texts, padding=True, truncation=True, max_length=CONTEXT - max_new_tokens, return_tensors="pt"
    ).to(model.device)


def predict_batch(texts: list[str], batch_size: int = 4, **settings: Any) -> list[str]:
    """Only the new text, for each beginning."""
    settings = {**SETTINGS, **settings}
    continuations: list[str] = []
    for start in range(0, len(texts), batch_size):
        inputs = encode(texts[start : start + batch_size], settings["max_new_tokens"])
        output = model.generate(**inputs, **settings, pad_token_id=tokenizer.pad_token_id)
        new_tokens = output[:, inputs["input_ids"].shape[-1] :]
        continuations += tokenizer.batch_decode(new_tokens, skip_special_tokens=True)
    return continuations


def predict(text: str, **settings: Any) -> str:
    return predict_batch([text], **settings)[0]


#| end
# %% explore use
#| if beginner
print(text)
print("→", predict(text))
#| elif intermediate
texts = __samples_text__

for text, continuation in zip(texts, predict_batch(texts)):
    print(f"{text}|{continuation}\n")
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore sampling-text
#| if beginner
# ### A different text each time
#
# *Sampling* draws the next token by lot. `temperature` says how daring the draw is: close to 0 almost greedy, above 1 wild. `set_seed` fixes the lots, so that you get the same texts again.
#| elif intermediate
# ### Sampling
#
# `temperature` divides the logits before the softmax: below 1 sharpens the table above, over 1 flattens it. `top_p` keeps only the likeliest tokens that together reach that probability.
#| else
# ### Sampling, reproducibly
#| end
#| if sampling and not beginner
# The values below are those that the model card recommends.
#| end
# %% explore sampling
from transformers import set_seed

#| if beginner
inputs = tokenizer(text, return_tensors="pt").to(device)
for temperature in (0.5, 1.0, 1.5):
    set_seed(1)
    output = model.generate(
        **inputs,
        max_new_tokens=40,
        do_sample=True,
        temperature=temperature,
        pad_token_id=tokenizer.pad_token_id,
    )
    print(f"--- temperature {temperature}")
    print(tokenizer.decode(output[0], skip_special_tokens=True))
#| else
#| if sampling
sampling = __sampling__
#| else
sampling = {"temperature": 0.8, "top_p": 0.95}
#| end
text = __sample_text__
for seed in (1, 2, 3):
    set_seed(seed)
    print(f"seed {seed}:", predict(text, do_sample=True, **sampling))
#| end
# %% [markdown] explore try-sampling
#| if beginner
# **Try this:** change the number in `set_seed` and run the cell again. Which temperature would you choose for a fairy tale, and which for a news report?
#| end
# %% [markdown] explore stream-text
#| if beginner
# ### Words as they come
#
# A long text takes a while. A *streamer* hands over each piece as soon as it is written: the model works in the background while we already read.
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


def stream(text):
    inputs = tokenizer(text, truncation=True, max_length=longest - 60, return_tensors="pt").to(device)
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    #: The worker writes, we read. When the worker is done, the streamer ends.
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            **inputs,
            streamer=streamer,
            max_new_tokens=60,
            do_sample=False,
            repetition_penalty=1.2,
            pad_token_id=tokenizer.pad_token_id,
        )
        job.add_done_callback(lambda finished: streamer.end())
        for piece in streamer:
            if piece:
                yield piece
        #: If something went wrong in the background, this line tells us.
        job.result()


#| else
#| if advanced
from collections.abc import Iterator

#| end
from concurrent.futures import ThreadPoolExecutor

from transformers import TextIteratorStreamer


#| if advanced
def stream(text: str, **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""
    settings = {**SETTINGS, **settings}


#| else
def stream(text, **settings):
    settings = {**GREEDY, **settings}
    #| end
    inputs = encode([text], settings["max_new_tokens"])
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    settings = {**settings, "pad_token_id": tokenizer.pad_token_id, "streamer": streamer}
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(model.generate, **inputs, **settings)
        job.add_done_callback(lambda finished: streamer.end())
        yield from (piece for piece in streamer if piece)
        job.result()


#| end
# %% explore read-stream
#| if not advanced
text = __sample_text__
print(text, end="")
for piece in stream(text):
    print(piece, end="", flush=True)
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput and memory
#| end
# %% explore measure
#| if advanced
import time

texts = __samples_text__ * 2
for batch_size in (1, 4, 8):
    start = time.perf_counter()
    continuations = predict_batch(texts, batch_size)
    seconds = time.perf_counter() - start
    tokens = sum(len(tokenizer(continuation)["input_ids"]) for continuation in continuations)
    print(f"batch_size={batch_size:<3} {tokens / seconds:8.1f} tokens/s")

parameters = sum(weight.numel() for weight in model.parameters())
print(f"{parameters:,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
