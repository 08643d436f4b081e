# ---
# id: gguf-chat
# title: chat with llama.cpp
# summary: This chat model is packed into one small file that runs well on an ordinary processor.
# inputs:
#   - {name: messages, kind: messages, label: Message}
# output: text
# samples: chat
# streams: true
# torch: false
# terms:
#   GGUF: a file format that holds a whole model, its tokenizer and its settings
#   quantisation: storing each number of the model with fewer bits, for example 4 instead of 16; smaller and faster, a little less exact
#   llama.cpp: the program that runs such files, here through its Python package
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   context: how many tokens the model can keep in view, question and answer together
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
#: `n_ctx` is the context: question and answer must fit into it.
#| if advanced
llm = Llama(model_path, n_ctx=2048, seed=0, verbose=False)
#| else
llm = Llama(model_path, n_ctx=2048, verbose=False)
#| end
# %% hello run
#| if beginner
#: A conversation is a list of messages. This one has a single message, from you.
messages = __sample_messages__

#: `temperature=0` means: always take the likeliest next token.
answer = llm.create_chat_completion(messages, max_tokens=100, temperature=0)

print("You:  ", messages[-1]["content"])
print("Model:", answer["choices"][0]["message"]["content"])
#| elif intermediate
messages = __sample_messages__
answer = llm.create_chat_completion(messages, max_tokens=100, temperature=0)

print(answer["choices"][0]["message"]["content"])
print(answer["usage"], answer["choices"][0]["finish_reason"])
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something else: change the text after `"content":` and run the cell again. An answer that stops in the middle of a sentence has reached the limit of 100 tokens; raise `max_tokens` to let it finish.
#| end
# %% [markdown] explore file-text
#| if beginner
# ### What is in the file?
#
# A GGUF file describes itself: what kind of model it holds, and how much it can keep in view.
#| elif intermediate
# ### What is in the file?
#
# The metadata name the architecture, the longest context the model was trained for and the chat template. A longer `n_ctx` costs memory: pay only for what you need.
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
print("Template:    ", llm.metadata.get("tokenizer.chat_template", "none")[:200])


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### One word for the rest of the notebook
#
# We put the call into a function called `predict`. It also looks after long conversations: when they no longer fit into the context, the oldest messages are left out.
#| elif intermediate
# ### One function, with settings
#
# `fit` drops the oldest turns until the conversation leaves room for the answer: llama.cpp raises an error for a prompt that is too long.
#| else
# ### Interface
#
# Temperature 0 and a fixed seed keep the notebook reproducible. `fit` keeps system messages and the newest turns within the context.
#| end
# %% explore predict
#| if beginner
def predict(messages):
    messages = list(messages)
    #: About how many tokens is this? Leave room for 100 more, and for the marks of the template.
    while len(messages) > 1 and len(llm.tokenize(str(messages).encode())) > llm.n_ctx() - 300:
        messages = messages[1:]
    answer = llm.create_chat_completion(messages, max_tokens=100, temperature=0)
    return answer["choices"][0]["message"]["content"].strip()


#| else
#| if advanced
from typing import Any, TypedDict


class Message(TypedDict):
    role: str
    content: str


SETTINGS: dict[str, Any] = {"max_tokens": 100, "temperature": 0.0}


def fit(messages: list[Message], room: int) -> list[Message]:
    """System messages and the newest turns that leave `room` tokens for template and answer."""


#| else
SETTINGS = {"max_tokens": 100, "temperature": 0}


def fit(messages, room):
    """System messages and the newest turns that leave `room` tokens for template and answer."""
    #| end
    system = [message for message in messages if message["role"] == "system"]
    turns = [message for message in messages if message["role"] != "system"]
    while len(turns) > 1 and len(llm.tokenize(str(system + turns).encode())) > llm.n_ctx() - room:
        turns = turns[1:]
    return system + turns


#| if advanced
def predict(messages: list[Message], **settings: Any) -> str:
    """The assistant's next message."""


#| else
def predict(messages, **settings):
    """The assistant's next message; `settings` go to llama.cpp."""
    #| end
    settings = {**SETTINGS, **settings}
    answer = llm.create_chat_completion(fit(messages, settings["max_tokens"] + 200), **settings)
    return answer["choices"][0]["message"]["content"].strip()


#| end
# %% explore use
#| if beginner
#: The model remembers nothing between two calls: we send the whole conversation each time.
conversation = list(messages)
conversation.append({"role": "assistant", "content": predict(conversation)})
conversation.append({"role": "user", "content": "Please say that again in fewer words."})

print(predict(conversation))
#| elif intermediate
#| if sampling
sampling = __sampling__
if "repetition_penalty" in sampling:
    sampling["repeat_penalty"] = sampling.pop("repetition_penalty")
#| else
sampling = {"temperature": 0.8, "top_p": 0.95}
#| end
print("temperature 0:", predict(messages, max_tokens=60))
for seed in (1, 2):
    print(f"seed {seed}:", predict(messages, max_tokens=60, seed=seed, **sampling))
#| else
predict(__sample_messages__)


#| end
# %% [markdown] explore stream-text
#| if beginner
# ### Words as they come
#
# With `stream=True`, the pieces of the answer arrive as soon as they are written, so that you can already read.
#| else
# ### Streaming
#
# The first and last chunks carry a role or a reason to stop instead of text, hence the `get`.
#| end
# %% explore stream
#| if beginner
def stream(messages):
    for chunk in llm.create_chat_completion(messages, max_tokens=100, temperature=0, stream=True):
        #: The first and the last chunk carry no text.
        piece = chunk["choices"][0]["delta"].get("content")
        if piece:
            yield piece


#| else
#| if advanced
from collections.abc import Iterator


def stream(messages: list[Message], **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""


#| else
def stream(messages, **settings):
    """The same text as `predict`, piece by piece."""
    #| end
    settings = {**SETTINGS, **settings}
    messages = fit(messages, settings["max_tokens"] + 200)
    for chunk in llm.create_chat_completion(messages, stream=True, **settings):
        if piece := chunk["choices"][0]["delta"].get("content"):
            yield piece


#| end
# %% explore read-stream
#| if not advanced
for piece in stream(messages):
    print(piece, end="", flush=True)
#| end
# %% [markdown] explore try-stream
#| if beginner
# **Try this:** look at the files of the repository on its model page. A name with `Q8` is larger and more exact, one with `Q2` smaller and rougher. Put another name into the first cell of this section and compare the answers.
#| end
# %% [markdown] explore json-text
#| if advanced
# ### Answers in a fixed shape
#
# A JSON schema becomes a grammar that only lets fitting tokens through: the shape is guaranteed, the content is not. An answer that reaches `max_tokens` is cut and does not parse.
#| end
# %% explore json
#| if advanced
import json

schema = {
    "type": "object",
    "properties": {"yes_or_no": {"type": "string", "enum": ["yes", "no"]}},
    "required": ["yes_or_no"],
}
answer = llm.create_chat_completion(
    [{"role": "user", "content": "Is water wet? Answer in JSON."}],
    response_format={"type": "json_object", "schema": schema},
    max_tokens=60,
    temperature=0,
)
content = answer["choices"][0]["message"]["content"]
print(json.loads(content) if answer["choices"][0]["finish_reason"] == "stop" else content)
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
for _piece in stream(__sample_messages__):
    first = first or time.perf_counter() - start
    pieces += 1
seconds = time.perf_counter() - start
print(f"first piece after {first or 0:.2f} s, {pieces / seconds:.1f} pieces/s")
print(f"memory of this process: {psutil.Process().memory_info().rss / 1e6:.0f} MB")
#| end
