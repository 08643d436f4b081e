# ---
# id: gguf
# title: text generation with llama.cpp
# summary: This language model is packed into one small file that runs well on an ordinary processor.
# inputs:
#   - {name: text, kind: text, label: Beginning}
# output: text
# samples: openings
# streams: true
# torch: false
# terms:
#   GGUF: a file format that holds a whole model, its tokenizer and its settings
#   quantisation: storing each number of the model with fewer bits, for example 4 instead of 16; smaller and faster, a little less exact
#   llama.cpp: the program that runs such files, here through its Python package
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   context: how many tokens the model can keep in view, your text and its own together
# ---
# %% hello load
from huggingface_hub import hf_hub_download
from llama_cpp import Llama

#: One repository often holds the same model in several sizes. This is the file we take.
model_path = hf_hub_download(
    MODEL_ID,
    __gguf_file__,
    #| if pinned
    revision=REVISION,
    #| end
)
#: `n_ctx` is the context: your text and the new one must fit into it.
#| if advanced
llm = Llama(model_path, n_ctx=2048, seed=0, verbose=False)
#| else
llm = Llama(model_path, n_ctx=2048, verbose=False)
#| end
# %% hello run
#| if beginner
text = __sample_text__

#: `temperature=0` means: always take the likeliest next token.
answer = llm(text, max_tokens=60, temperature=0)

print(text + answer["choices"][0]["text"])
#| elif intermediate
text = __sample_text__
answer = llm(text, max_tokens=60, temperature=0)

print(text + answer["choices"][0]["text"])
print(answer["usage"], answer["choices"][0]["finish_reason"])
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** begin a recipe, a poem or a letter. This model was not trained to answer questions, only to continue: give it something that it can carry on.
#| end
# %% [markdown] explore file-text
#| if beginner
# ### What is in the file?
#
# A GGUF file describes itself: what kind of model it holds, and how much it can keep in view.
#| elif intermediate
# ### What is in the file?
#
# The metadata name the architecture, the longest context the model was trained for. A longer `n_ctx` costs memory: pay only for what you need.
#| else
# ### Metadata
#| end
# %% explore file
from pathlib import Path

architecture = llm.metadata.get("general.architecture", "unknown")
print("File:        ", Path(model_path).name, f"({Path(model_path).stat().st_size / 1e6:.1f} MB)")
print("Architecture:", architecture)
print("Context:     ", llm.n_ctx(), "of", llm.metadata.get(f"{architecture}.context_length", "?"), "tokens")
#| if not beginner
print("Layers:      ", llm.metadata.get(f"{architecture}.block_count", "?"))
print("Tokenizer:   ", llm.metadata.get("tokenizer.ggml.model", "?"))


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### One word for the rest of the notebook
#
# We put the call into a function called `predict`. It returns only what is new, and it looks after long texts: only the last part that fits into the context is used. `repeat_penalty` makes tokens that have already been used a little less likely: without it, small models like to go round in circles.
#| elif intermediate
# ### One function, with settings
#
# `fit` keeps the last tokens that leave room for the new ones: llama.cpp raises an error for a prompt that is too long. Greedy decoding tends to loop; a mild `repeat_penalty` (1.0 means none) breaks the circle.
#| else
# ### Interface
#
# Temperature 0 and a fixed seed keep the notebook reproducible; a mild repeat penalty stops loops. `fit` truncates on the left, by tokens.
#| end
# %% explore predict
#| if beginner
def predict(text):
    #: Keep the last part of a text that is too long, and leave room for 60 new tokens.
    tokens = llm.tokenize(text.encode())[-(llm.n_ctx() - 80) :]
    answer = llm(tokens, max_tokens=60, temperature=0, repeat_penalty=1.2)
    return answer["choices"][0]["text"]


#| else
#| if advanced
from typing import Any

SETTINGS: dict[str, Any] = {"max_tokens": 60, "temperature": 0.0, "repeat_penalty": 1.2}


def fit(text: str, max_tokens: int) -> list[int]:
    """The last tokens of the text that leave room for the new ones."""


#| else
SETTINGS = {"max_tokens": 60, "temperature": 0, "repeat_penalty": 1.2}


def fit(text, max_tokens):
    """The last tokens of the text that leave room for the new ones."""
    #| end
    return llm.tokenize(text.encode())[-(llm.n_ctx() - max_tokens - 8) :]


#| if advanced
def predict(text: str, **settings: Any) -> str:
    """Only the new text."""


#| else
def predict(text, **settings):
    """Only the new text; `settings` go to llama.cpp."""
    #| end
    settings = {**SETTINGS, **settings}
    return llm(fit(text, settings["max_tokens"]), **settings)["choices"][0]["text"]


#| end
# %% explore use
#| if beginner
print(text)
print("→", predict(text))
#| elif intermediate
#| if sampling
sampling = __sampling__
if "repetition_penalty" in sampling:
    sampling["repeat_penalty"] = sampling.pop("repetition_penalty")
#| else
sampling = {"temperature": 0.8, "top_p": 0.95}
#| end
print("temperature 0:", predict(text))
for seed in (1, 2):
    print(f"seed {seed}:", predict(text, seed=seed, **sampling))
#| else
predict(__sample_text__)


#| end
# %% [markdown] explore stream-text
#| if beginner
# ### Words as they come
#
# With `stream=True`, the pieces of the text arrive as soon as they are written, so that you can already read.
#| else
# ### Streaming
#| end
# %% explore stream
#| if beginner
def stream(text):
    tokens = llm.tokenize(text.encode())[-(llm.n_ctx() - 80) :]
    for chunk in llm(tokens, max_tokens=60, temperature=0, repeat_penalty=1.2, stream=True):
        #: The last chunk carries no text.
        piece = chunk["choices"][0]["text"]
        if piece:
            yield piece


#| else
#| if advanced
from collections.abc import Iterator


def stream(text: str, **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""


#| else
def stream(text, **settings):
    """The same text as `predict`, piece by piece."""
    #| end
    settings = {**SETTINGS, **settings}
    for chunk in llm(fit(text, settings["max_tokens"]), stream=True, **settings):
        if piece := chunk["choices"][0]["text"]:
            yield piece


#| end
# %% explore read-stream
#| if not advanced
text = __sample_text__
print(text, end="")
for piece in stream(text):
    print(piece, end="", flush=True)
#| end
# %% [markdown] explore try-stream
#| if beginner
# **Try this:** look at the files of the repository on its model page. A name with `Q8` is larger and more exact, one with `Q2` smaller and rougher. Put another name into the first cell of this section and compare the texts.
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Latency, throughput, memory
#| end
# %% explore measure
#| if advanced
import time

import psutil

llm.reset()
start = time.perf_counter()
first = None
pieces = 0
for _piece in stream(__sample_text__):
    first = first or time.perf_counter() - start
    pieces += 1
seconds = time.perf_counter() - start
print(f"first piece after {first or 0:.2f} s, {pieces / seconds:.1f} pieces/s")
print(f"memory of this process: {psutil.Process().memory_info().rss / 1e6:.0f} MB")
#| end
