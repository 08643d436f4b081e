# ---
# id: translation
# title: translation
# summary: This model translates a text into another language.
# inputs:
#   - {name: text, kind: text, label: Text to translate}
# output: text
# samples: translate
# streams: true
# installs: [sentencepiece, sacremoses]
# terms:
#   encoder: the part of the model that reads the whole text first
#   decoder: the part that writes the translation, one token after the other
#   token: a word or a piece of a word; rare words are built from several pieces
#   beam search: keeping a few half-written translations and choosing the best one at the end
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
#| if language_codes
#: This model knows many languages: we say which one it reads and which one it should write.
tokenizer.src_lang = __source_language__
target_language = __target_language__
#| end
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
#: 2. Let the model write the translation, 120 tokens at most.
#| end
output = model.generate(
    **inputs,
    max_new_tokens=120,
    #| if language_codes
    #: The first token that the model writes is the name of the language.
    forced_bos_token_id=tokenizer.convert_tokens_to_ids(target_language),
    #| end
)

#| if beginner
#: 3. Turn the numbers back into words.
#| end
print(text)
print("→", tokenizer.decode(output[0], skip_special_tokens=True))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** translate a saying, such as "It is raining cats and dogs." Does the model translate the words or the meaning?
#| if language_codes
# Then change `target_language`. The model card lists the codes of all languages.
#| elif prefix
# Then change `prefix` to another language. The model card lists the ones that the model has learned.
#| end
#| end
# %% [markdown] explore pieces-text
#| if beginner
# ### How the text is cut into pieces
#
# A translation model reads tokens. Common words are one token; rare names fall into pieces. A word that falls into many pieces is often one that the model finds difficult.
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
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`. Translation models were trained on single sentences: give them one or a few at a time. What is longer than the model can read is cut off.
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
        #| if language_codes
        forced_bos_token_id=tokenizer.convert_tokens_to_ids(target_language),
        #| end
    )
    return tokenizer.decode(output[0], skip_special_tokens=True)


#| else
#| if advanced
from typing import Any

from transformers import BatchEncoding

SETTINGS: dict[str, Any] = {
    "max_new_tokens": 120,
    #| if language_codes
    "forced_bos_token_id": tokenizer.convert_tokens_to_ids(target_language),
    #| end
}


def encode(texts: list[str]) -> BatchEncoding:
    """Padded and truncated token ids on the model's device, shape (texts, tokens)."""


#| else
SETTINGS = {
    "max_new_tokens": 120,
    #| if language_codes
    "forced_bos_token_id": tokenizer.convert_tokens_to_ids(target_language),
    #| end
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
    """The translations, in the order of the texts; `settings` go to `generate`."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    translations = [""] * len(texts)
    for start in range(0, len(order), batch_size):
        part = order[start : start + batch_size]
        output = model.generate(**encode([texts[index] for index in part]), **{**SETTINGS, **settings})
        for index, translation in zip(part, tokenizer.batch_decode(output, skip_special_tokens=True)):
            translations[index] = translation
    return translations


def predict(text: str, **settings: Any) -> str:
    return predict_batch([text], **settings)[0]


#| else
def predict_batch(texts, **settings):
    """Translate several texts at once; `settings` go to `generate`."""
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

for text, translation in zip(texts, predict_batch(texts)):
    print(text)
    print("  →", translation)
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore beams-text
#| if intermediate
# ### Greedy or beams
#
# Compare on your own sentences: on short ones the results are often the same.
#| end
# %% explore beams
#| if intermediate
for num_beams in (1, 4):
    print(f"{num_beams} beams:", predict(texts[0], num_beams=num_beams))
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
            #| if language_codes
            forced_bos_token_id=tokenizer.convert_tokens_to_ids(target_language),
            #| end
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
    """The greedy translation, piece by piece."""


#| else
def stream(text, **settings):
    """The greedy translation, piece by piece."""
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
# **Try this:** translate a short text of your own, then put the result into another translator, back into the first language. What got lost on the way?
#| end
