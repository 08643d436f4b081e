# ---
# id: peft
# title: text generation with an adapter
# summary: This is a small adapter that changes how a larger language model writes.
# inputs:
#   - {name: text, kind: text, label: Beginning}
# output: text
# samples: openings
# streams: true
# terms:
#   base model: the large model that the adapter was made for; it is downloaded as well
#   adapter: a small set of extra numbers that changes the behaviour of the base model (often of the kind LoRA)
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   greedy: always taking the likeliest next token, so that the same beginning gives the same continuation
# ---
# %% hello load
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

#: The adapter only works together with the model that it was trained on.
BASE_MODEL_ID = __base_model_id__
tokenizer = AutoTokenizer.from_pretrained(
    BASE_MODEL_ID,
    #| if custom_code
    trust_remote_code=True,
    #| end
)
#: A beginning that is too long is cut on the left, because the model continues at the right end.
tokenizer.truncation_side = "left"
#| if not beginner
tokenizer.padding_side = "left"
#| end
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
base_model = AutoModelForCausalLM.from_pretrained(
    BASE_MODEL_ID,
    #| if custom_code
    trust_remote_code=True,
    #| end
    dtype=dtype,
).to(device)
#: How long a text may get is said in each call, with `max_new_tokens`.
base_model.generation_config.max_length = None
#: Put the adapter on top. This download is small.
model = PeftModel.from_pretrained(
    base_model,
    MODEL_ID,
    #| if pinned
    revision=REVISION,
    #| end
).eval()
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
# **Try this:** begin a text that has to do with what the adapter was trained for. The model card says what that is.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### One function, many beginnings
#
# Beginnings of different length are padded **on the left**, because the model continues at the right end. `predict_batch` continues them together; `predict` is the batch of one.
#| else
# ### Interface
#
# Greedy decoding keeps the notebook reproducible. Beginnings are padded and truncated on the left.
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
# %% [markdown] explore compare-text
#| if beginner
# ### With and without the adapter
#
# `disable_adapter()` switches the adapter off for the lines below it. So you can see what it changes: the style, the knowledge, or nothing at all for this beginning.
#| elif intermediate
# ### With and without the adapter
#
# The base model is still there. Compare on beginnings from the adapter's field *and* on others: a good adapter helps with the first and leaves the second alone.
#| else
# ### Effect of the adapter
#
# Same prompt, same decoding, adapter off and on.
#| end
# %% explore compare
#| if beginner
text = __sample_text__

with model.disable_adapter():
    before = predict(text)

print("Without the adapter:", before)
print("With the adapter:   ", predict(text))
#| else
texts = __samples_text__

with model.disable_adapter():
    before = predict_batch(texts)
after = predict_batch(texts)
for text, one, other in zip(texts, before, after):
    print(text)
    print("  base:   ", one)
    print("  adapter:", other if other != one else "(the same)")
#| end
# %% [markdown] explore size-text
#| if not advanced
# ### How small is it?
#| if beginner
#
# The adapter is a small part of all numbers. That is why people share adapters instead of whole models.
#| else
#
# Only the adapter was trained. The configuration says which layers it touches, and how strongly (`lora_alpha / r`).
#| end
#| end
# %% explore size
#| if not advanced
weights = dict(model.named_parameters())
adapter = sum(weight.numel() for name, weight in weights.items() if "lora_" in name)
total = sum(weight.numel() for weight in weights.values())
print(f"{adapter:,} of {total:,} numbers belong to the adapter ({adapter / total:.2%})")
#| if intermediate
config = model.peft_config["default"]
print(config.peft_type, "on", config.target_modules)
print("r:", getattr(config, "r", None), "lora_alpha:", getattr(config, "lora_alpha", None))
#| end
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
# ### Throughput, and merging for deployment
#
# An adapter costs a little time in every layer. `merge_adapter` folds a LoRA into the weights; `unmerge_adapter` takes it out again.
#| end
# %% explore measure
#| if advanced
import time

from peft.tuners.lora import LoraModel


def tokens_per_second() -> float:
    start = time.perf_counter()
    answers = predict_batch(texts)
    seconds = time.perf_counter() - start
    return sum(len(tokenizer(answer)["input_ids"]) for answer in answers) / seconds


print(f"adapter on top: {tokens_per_second():8.1f} tokens/s")
if isinstance(model.base_model, LoraModel):
    model.merge_adapter()
    print(f"merged:         {tokens_per_second():8.1f} tokens/s")
    model.unmerge_adapter()
with model.disable_adapter():
    print(f"base model:     {tokens_per_second():8.1f} tokens/s")

weights = dict(model.named_parameters())
adapter = sum(weight.numel() for name, weight in weights.items() if "lora_" in name)
total = sum(weight.numel() for weight in weights.values())
print(
    f"{adapter:,} of {total:,} parameters are the adapter's, {base_model.get_memory_footprint() / 1e6:.0f} MB in memory"
)
#| end
