# %% explore measure
#| if advanced
import time

texts = __samples_text__ * 4
for batch_size, num_beams in ((1, 1), (8, 1), (8, 4)):
    start = time.perf_counter()
    predict_batch(texts, batch_size, num_beams=num_beams)
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size:<3} num_beams={num_beams}  {len(texts) / seconds:8.1f} texts/s")

#| use parameters
#| end
# %% hello load
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

#| use tokenizer
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
    #| use model-arguments
).to(device)
#| if wordpiece
#: This tokenizer would also say which sentence a token is of, and the model does not take that.
tokenizer.model_input_names = ["input_ids", "attention_mask"]
#| end
#: How long a text may get is said in each call, with `max_new_tokens`.
model.generation_config.max_length = None
# %% explore pieces
#| if beginner
tokens = tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
print(len(tokens), "tokens:", tokens)


#| end
# %% [markdown] explore stream-text
#| if beginner
#| use words-as-they-come
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
# %% explore read-stream
#| if not advanced
for piece in stream(__sample_text__):
    print(piece, end="", flush=True)


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
    """__said__, in the order of the texts; `settings` go to `generate`."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    __outcomes__ = [""] * len(texts)
    for start in range(0, len(order), batch_size):
        part = order[start : start + batch_size]
        output = model.generate(**encode([texts[index] for index in part]), **{**SETTINGS, **settings})
        for index, __outcome__ in zip(part, tokenizer.batch_decode(output, skip_special_tokens=True)):
            __outcomes__[index] = __outcome__
    return __outcomes__


def predict(text: str, **settings: Any) -> str:
    return predict_batch([text], **settings)[0]


#| else
def predict_batch(texts, **settings):
    """__write__ several texts at once; `settings` go to `generate`."""
    output = model.generate(**encode(texts), **{**SETTINGS, **settings})
    return tokenizer.batch_decode(output, skip_special_tokens=True)


def predict(text, **settings):
    return predict_batch([text], **settings)[0]


#| end
#| end
# %% explore stream
#| if advanced
from collections.abc import Iterator

#| end
#| use threads-and-streamer


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
    #: Set when nobody reads any more: then the model need not go on writing.
    left = threading.Event()
    #: The worker writes, we read. When the worker is done, the streamer ends.
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            **inputs,
            streamer=streamer,
            stopping_criteria=[lambda *_: left.is_set()],
            max_new_tokens=120,
            num_beams=1,
            #| if language_codes
            forced_bos_token_id=tokenizer.convert_tokens_to_ids(target_language),
            #| end
        )
        #| use pieces-of-worker


#| else
#| if advanced
def stream(text: str, **settings: Any) -> Iterator[str]:
    """The greedy __outcome__, piece by piece."""


#| else
def stream(text, **settings):
    """The greedy __outcome__, piece by piece."""
    #| end
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    settings = {**SETTINGS, **settings, "num_beams": 1, "streamer": streamer}
    left = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            **encode([text]),
            **settings,
            stopping_criteria=[lambda *_: left.is_set()],
        )
        #| use yield-pieces


#| end
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
#: 2. Let the model write __what__, 120 tokens at most.
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
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.{{caution}}
#| elif intermediate
# ### One function, many texts
#
# {{decoding}}
#| else
# ### Interface
#
# Sorted by length, then batched: padding costs time in encoder and decoder. Decoding follows the model's `generation_config` unless told otherwise.
#| end
# %% lines with-scores
generate(
    #| from here
    do_sample=False,
    return_dict_in_generate=True,
    output_scores=True,
    #| to here
)
