# ---
# id: gguf
# reached_by: { library: gguf, tags: [gguf] }
# title: text generation with llama.cpp
# summary: This language model is packed into one small file that runs well on an ordinary processor.
# inputs:
#   - {name: text, kind: text, label: Beginning}
# output: text
# samples: openings
# streams: true
# writes: continuations
# torch: false
# terms:
#   GGUF: a file format that holds a whole model, its tokenizer and its settings
#   quantisation: storing each number of the model with fewer bits, for example 4 instead of 16; smaller and faster, a little less exact
#   llama.cpp: the program that runs such files, here through its Python package
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   context: how many tokens the model can keep in view, your text and its own together
# let:
#   holds: your text and the new one
#   named: ". A"
#   last: "\"Tokenizer:   \", llm.metadata.get(\"tokenizer.ggml.model\", \"?\")"
#   first_input: "__sample_text__"
# ---
# %% hello load <- parts/llama-cpp
# %% hello run
#| if beginner
text = __sample_text__

#: How it writes is said in the settings.
answer = llm(text, **WRITING)

print(text + answer["choices"][0]["text"])
#| elif intermediate
text = __sample_text__
answer = llm(text, **WRITING)

print(text + answer["choices"][0]["text"])
print(answer["usage"], answer["choices"][0]["finish_reason"])


#| end
# %% [markdown] hello try <- parts/causal-lm
# %% [markdown] explore file-text <- parts/llama-cpp
# %% explore file <- parts/llama-cpp
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
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
    #: Keep the last part of a text that is too long, and leave room for the new tokens.
    tokens = llm.tokenize(text.encode())[-(llm.n_ctx() - MAX_NEW_TOKENS - 8) :]
    answer = llm(tokens, **WRITING)
    return answer["choices"][0]["text"]


#| else
#| if advanced
from typing import Any


def fit(text: str, max_tokens: int) -> list[int]:
    """The last tokens of the text that leave room for the new ones."""


#| else
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
    settings = {**WRITING, **settings}
    return llm(fit(text, settings["max_tokens"]), **settings)["choices"][0]["text"]


#| end
# %% explore use
#| if beginner
print(text)
print("→", predict(text))
#| elif intermediate
#| use llama-sampling
print("temperature 0:", predict(text))
for seed in (1, 2):
    print(f"seed {seed}:", predict(text, seed=seed, **sampling))
#| else
predict(__sample_text__)


#| end
# %% [markdown] explore stream-text
#| if beginner
#| use words-as-they-come
# With `stream=True`, the pieces of the text arrive as soon as they are written, so that you can already read.
#| else
# ### Streaming
#| end
# %% explore stream
#| if beginner
def stream(text, **settings):
    #: `settings` are for this one text, such as `max_tokens=20`; they count more than `WRITING`.
    settings = {**WRITING, **settings}
    tokens = llm.tokenize(text.encode())[-(llm.n_ctx() - settings["max_tokens"] - 8) :]
    for chunk in llm(tokens, stream=True, **settings):
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
    settings = {**WRITING, **settings}
    for chunk in llm(fit(text, settings["max_tokens"]), stream=True, **settings):
        if piece := chunk["choices"][0]["text"]:
            yield piece


#| end
# %% explore read-stream <- parts/causal-lm
# %% [markdown] explore try-stream
#| if beginner
# **Try this:** look at the files of the repository on its model page. A name with `Q8` is larger and more exact, one with `Q2` smaller and rougher. Put another name into the first cell of this section and compare the texts.
#| end
# %% [markdown] explore measure-text <- parts/llama-cpp
# %% explore measure <- parts/llama-cpp
