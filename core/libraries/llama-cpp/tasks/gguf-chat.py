# ---
# id: gguf-chat
# reached_by: { library: gguf, tags: [gguf], hasChatTemplate: true }
# title: chat with llama.cpp
# summary: This chat model is packed into one small file that runs well on an ordinary processor.
# inputs:
#   - {name: messages, kind: messages, label: Message}
# output: text
# samples: chat
# streams: true
# writes: answers
# torch: false
# terms:
#   GGUF: a file format that holds a whole model, its tokenizer and its settings
#   quantisation: storing each number of the model with fewer bits, for example 4 instead of 16; smaller and faster, a little less exact
#   llama.cpp: the program that runs such files, here through its Python package
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   context: how many tokens the model can keep in view, question and answer together
# let:
#   holds: question and answer
#   named: " and the chat template. A"
#   last: "\"Template:    \", llm.metadata.get(\"tokenizer.chat_template\", \"none\")[:200]"
#   first_input: "__sample_messages__"
# ---
# %% hello load <- parts/llama-cpp
# %% hello in-words
#| if advanced
from typing import Any


def in_words(choice: dict[str, Any]) -> str:
    """The answer alone, with a sign where the limit cut it off."""


#| else
def in_words(choice):
    """The answer in words, with a sign where the limit cut it off."""
    #| end
    text = choice["message"]["content"] or ""
    #| if thinks
    #: This model thinks before it answers. What stands behind the mark is the answer.
    _, closed, text = text.rpartition("</think>")
    if not closed:
        return f"(no answer yet: it still thought after {MAX_NEW_TOKENS} tokens; raise MAX_NEW_TOKENS)"
    #| end
    #| if no_think
    #: The thought that it was told to leave out is still there, empty.
    text = text.rpartition("</think>")[2]
    #| end
    #: "length" instead of "stop" means that the limit came first.
    cut = f" … (cut at {MAX_NEW_TOKENS} tokens)" if choice["finish_reason"] == "length" else ""
    return text.strip() + cut


#| if no_think
#| if advanced
def at_once(messages: list[Any]) -> list[Any]:
    """The conversation with `/no_think`, which makes this model answer without thinking."""


#| else
def at_once(messages):
    """The conversation with `/no_think`, which makes this model answer without thinking."""
    #| end
    last = messages[-1]
    return [*messages[:-1], {**last, "content": f"{last['content']} /no_think"}]


#| end
# %% hello run
#| if beginner
#: A conversation is a list of messages. This one has a single message, from you.
messages = __sample_messages__

#: How it writes is said in the settings.
#| if no_think
answer = llm.create_chat_completion(at_once(messages), **WRITING)
#| else
answer = llm.create_chat_completion(messages, **WRITING)
#| end

print("You:  ", messages[-1]["content"])
print("Model:", in_words(answer["choices"][0]))
#| elif intermediate
messages = __sample_messages__
#| if no_think
answer = llm.create_chat_completion(at_once(messages), **WRITING)
#| else
answer = llm.create_chat_completion(messages, **WRITING)
#| end

print(in_words(answer["choices"][0]))
print(answer["usage"], answer["choices"][0]["finish_reason"])


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something else: change the text after `"content":` and run the cell again. An answer that stops in the middle of a sentence has reached the limit: raise `MAX_NEW_TOKENS` in the settings and run the notebook again.
#| end
# %% [markdown] explore file-text <- parts/llama-cpp
# %% explore file <- parts/llama-cpp
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
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
def predict(messages, **settings):
    #: `settings` are for this one answer, such as `max_tokens=20`; they count more than `WRITING`.
    settings = {**WRITING, **settings}
    messages = list(messages)
    #: About how many tokens is this? Leave room for the answer, and for the marks of the template.
    while (
        len(messages) > 1
        and len(llm.tokenize(str(messages).encode())) > llm.n_ctx() - settings["max_tokens"] - 200
    ):
        messages = messages[1:]
    #| if no_think
    answer = llm.create_chat_completion(at_once(messages), **settings)
    #| else
    answer = llm.create_chat_completion(messages, **settings)
    #| end
    return in_words(answer["choices"][0])


#| else
#| if advanced
from typing import Any, TypedDict


#| use message-class


def fit(messages: list[Message], room: int) -> list[Message]:
    """System messages and the newest turns that leave `room` tokens for template and answer."""


#| else
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
    settings = {**WRITING, **settings}
    messages = fit(messages, settings["max_tokens"] + 200)
    #| if no_think
    messages = at_once(messages)
    #| end
    answer = llm.create_chat_completion(messages, **settings)
    return in_words(answer["choices"][0])


#| end
# %% explore use
#| if beginner
#: The model remembers nothing between two calls: we send the whole conversation each time.
#| use say-that-again
#| elif intermediate
#| use llama-sampling
print("temperature 0:", predict(messages, temperature=0))
for seed in (1, 2):
    print(f"seed {seed}:", predict(messages, seed=seed, **sampling))
#| else
predict(__sample_messages__)


#| end
# %% [markdown] explore stream-text
#| if beginner
#| use words-as-they-come
# With `stream=True`, the pieces of the answer arrive as soon as they are written, so that you can already read.
#| else
# ### Streaming
#
# The first and last chunks carry a role or a reason to stop instead of text, hence the `get`.
#| end
# %% explore stream
#| if beginner
def stream(messages, **settings):
    settings = {**WRITING, **settings}
    #| if no_think
    messages = at_once(messages)
    #| end
    for chunk in llm.create_chat_completion(messages, stream=True, **settings):
        #: The first and the last chunk carry no text.
        piece = chunk["choices"][0]["delta"].get("content")
        #| if no_think
        #: Nor do the marks of a thought that was left out.
        if piece and piece.strip() not in {"<think>", "</think>"}:
            yield piece
        #| else
        if piece:
            yield piece
        #| end


#| else
#| if advanced
from collections.abc import Iterator


def stream(messages: list[Message], **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""


#| else
def stream(messages, **settings):
    """The same text as `predict`, piece by piece."""
    #| end
    settings = {**WRITING, **settings}
    messages = fit(messages, settings["max_tokens"] + 200)
    #| if no_think
    messages = at_once(messages)
    #| end
    for chunk in llm.create_chat_completion(messages, stream=True, **settings):
        piece = chunk["choices"][0]["delta"].get("content")
        #| if no_think
        if piece and piece.strip() not in {"<think>", "</think>"}:
            yield piece
        #| else
        if piece:
            yield piece
        #| end


#| end
# %% explore read-stream <- parts/causal-chat
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
# %% [markdown] explore measure-text <- parts/llama-cpp
# %% explore measure <- parts/llama-cpp
