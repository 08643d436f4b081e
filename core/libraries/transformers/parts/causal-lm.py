# %% hello run
#| if beginner
#: 1. A beginning, as text and as numbers.
text = __sample_text__
inputs = tokenizer(text, return_tensors="pt").to(device)

#: 2. Let the model write on, as `WRITING` in the settings says.
output = model.generate(**inputs, **WRITING, pad_token_id=tokenizer.pad_token_id)

#: 3. Turn the numbers back into words.
print(tokenizer.decode(output[0], skip_special_tokens=True))
#| elif intermediate
inputs = tokenizer(__sample_text__, return_tensors="pt").to(device)
output = model.generate(**inputs, **WRITING, pad_token_id=tokenizer.pad_token_id)
print(tokenizer.decode(output[0], skip_special_tokens=True))
#| end
# %% explore predict
#| if beginner
#: The model can read and write this many tokens at most; some of them are for the new text.
longest = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 1024


def predict(text):
    inputs = tokenizer(text, truncation=True, max_length=longest - MAX_NEW_TOKENS, return_tensors="pt").to(
        device
    )
    output = model.generate(
        **inputs,
        **WRITING,
        pad_token_id=tokenizer.pad_token_id,
    )
    beginning_length = inputs["input_ids"].shape[-1]
    return tokenizer.decode(output[0, beginning_length:], skip_special_tokens=True)


#| elif intermediate
CONTEXT = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 1024


def encode(texts, max_new_tokens):
    """Padded tokens, cut on the left so that the new text still fits."""
    return tokenizer(
        texts, padding=True, truncation=True, max_length=CONTEXT - max_new_tokens, return_tensors="pt"
    ).to(model.device)


def predict_batch(texts, **settings):
    """Continue several texts at once; `settings` go to `generate`."""
    settings = {**WRITING, **settings}
    inputs = encode(texts, settings["max_new_tokens"])
    output = model.generate(**inputs, **settings, pad_token_id=tokenizer.pad_token_id)
    return tokenizer.batch_decode(output[:, inputs["input_ids"].shape[-1] :], skip_special_tokens=True)


def predict(text, **settings):
    return predict_batch([text], **settings)[0]


#| else
from typing import Any

from transformers import BatchEncoding

CONTEXT: int = getattr(model.config.get_text_config(), "max_position_embeddings", None) or 1024


def encode(texts: list[str], max_new_tokens: int) -> BatchEncoding:
    """Left-padded, left-truncated token ids and attention mask, shape (texts, tokens)."""
    return tokenizer(
        texts, padding=True, truncation=True, max_length=CONTEXT - max_new_tokens, return_tensors="pt"
    ).to(model.device)


def predict_batch(texts: list[str], batch_size: int = 4, **settings: Any) -> list[str]:
    """Only the new text, for each beginning."""
    settings = {**WRITING, **settings}
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
# %% [markdown] explore stream-text
#| if beginner
#| use words-as-they-come
# A long text takes a while. A *streamer* hands over each piece as soon as it is written: the model works in the background while we already read.
#| elif intermediate
#| use streaming-explained
#| end
# %% explore stream
#| if beginner
#| use threads-and-streamer


def stream(text, **settings):
    #: `settings` are for this one text, such as `max_new_tokens=20`; they count more than `WRITING`.
    settings = {**WRITING, **settings}
    inputs = tokenizer(text, truncation=True, max_length=longest - MAX_NEW_TOKENS, return_tensors="pt").to(
        device
    )
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
            **settings,
            pad_token_id=tokenizer.pad_token_id,
        )
        #| use pieces-of-worker


#| else
#| if advanced
from collections.abc import Iterator

#| end
#| use threads-and-streamer


#| if advanced
def stream(text: str, **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""


#| else
def stream(text, **settings):
    #| end
    settings = {**WRITING, **settings}
    inputs = encode([text], settings["max_new_tokens"])
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    settings = {**settings, "pad_token_id": tokenizer.pad_token_id, "streamer": streamer}
    left = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            **inputs,
            **settings,
            stopping_criteria=[lambda *_: left.is_set()],
        )
        #| use yield-pieces


#| end
# %% explore read-stream
#| if not advanced
text = __sample_text__
print(text, end="")
for piece in stream(text):
    print(piece, end="", flush=True)
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** begin a recipe, a poem or a letter. Give it something that it can carry on: it continues a text, and an instruction is a text to it, too.
#| end
# %% lines tokenizer
#: The tokenizer turns text into numbers and back. The first run downloads everything.
tokenizer = AutoTokenizer.from_pretrained(
    #| use from-hub
)
#| if wordpiece
#: This tokenizer would also say which sentence a token is of, and the model does not take that.
tokenizer.model_input_names = ["input_ids", "attention_mask"]
#| end
# %% lines causal-model
model = AutoModelForCausalLM.from_pretrained(
    #| use model-arguments
).to(device)
#: How long a text may get is said in the settings.
model.generation_config.max_length = None
# %% lines cut-left
#: A beginning that is too long is cut on the left, because the model continues at the right end.
tokenizer.truncation_side = "left"
#| if not beginner
tokenizer.padding_side = "left"
#| end
