# ---
# id: api-chat
# reached_by: { library: transformers, task: text-generation, parameters: 70000000000 }
# route: api
# title: chat
# summary: This model answers in a conversation; it is too large for most machines, so it runs on somebody else's.
# inputs:
#   - {name: messages, kind: messages, label: Message}
# output: text
# samples: chat
# streams: true
# writes: answers
# torch: false
# terms:
#   message: one turn of a conversation, with a role ("system", "user" or "assistant") and its content
#   inference provider: a company that runs models on its own graphics cards and lets you ask them over the internet
#   token: here, the password that tells the Hub who is asking (language models use the same word for a piece of text)
#   client: the Python object that sends your messages and receives the answers
# let:
#   typed: "messages: list[Message]"
#   given: messages
#   no_answer: and there is no answer
# ---
# %% [markdown] hello route
#| if beginner
# This model needs more memory than most computers have. So nothing is downloaded: your question travels to an *inference provider*, and the answer comes back. That needs a token of your Hugging Face account, and each answer uses a little of the free credit that comes with the account (or your own money, after that).
#
# How to get a token: open [your token page](https://huggingface.co/settings/tokens), make one that may **make calls to Inference Providers**, and keep it out of the notebook. Either set `SIGN_IN` to `True` in the next cell and follow what it shows, or set the environment variable `HF_TOKEN` before you start Jupyter, or on Colab store it as a secret with the name `HF_TOKEN`. Without a token the notebook still runs, but the model is not asked.
#| elif intermediate
# The model runs at an [inference provider](https://huggingface.co/docs/inference-providers); your prompts leave this machine and calls are billed to your account. `get_token` finds the token of `hf auth login`, the environment variable `HF_TOKEN` or Colab's secret of that name. Create one that may *make calls to Inference Providers* on [your token page](https://huggingface.co/settings/tokens).
#| else
# Calls go to [Inference Providers](https://huggingface.co/docs/inference-providers) with the stored token. A provider serves its own copy of the weights: the revision **cannot** be pinned over this route, and neither can the quantisation. `INFERENCE_BASE_URL` points the client at any OpenAI-compatible server instead.
#| end
# %% hello sign-in <- parts/provider
# %% hello load
#| use provider
#| if not advanced

#: What we say instead of an answer when nobody can be asked.
#| end
#| use no-token
# %% hello run
#| if beginner
#: A conversation is a list of messages. This one has a single message, from you.
messages = __sample_messages__

if client is None:
    print(NO_TOKEN)
else:
    reply = client.chat_completion(messages, model=MODEL_ID, **WRITING)
    print("You:  ", messages[-1]["content"])
    print("Model:", reply.choices[0].message.content)
#| elif intermediate
messages = __sample_messages__

if client is None:
    print(NO_TOKEN)
else:
    reply = client.chat_completion(messages, model=MODEL_ID, **WRITING)
    print(reply.choices[0].message.content)
    #: Long thinking or a small `max_tokens` shows here as "length" instead of "stop".
    print("\nfinished because of:", reply.choices[0].finish_reason)
    print("usage:", reply.usage)


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something else: change the text after `"content":` and run the cell again. An error with *401* means that the token is wrong, *402* that the credit is used up, *403* that the token may not call providers.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### One function for everything
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`. When no token is set, it returns a sentence that says so, and never an invented answer.
#| elif intermediate
# ### One function, many conversations
#
# A remote model spends most of its time waiting for its turn, so several calls can wait at once: `predict_batch` sends four at a time from threads. Mind the provider's rate limit (error 429) before you raise that number.
#| else
# ### Interface
#
# Temperature 0 and a seed make answers as repeatable as a provider allows, which is not the same as reproducible. Calls run concurrently; errors surface in the caller.
#| end
# %% explore predict
#| if beginner
def predict(messages, **settings):
    if client is None:
        return NO_TOKEN
    #: `settings` are for this one answer, such as `max_tokens=20`; they count more than `WRITING`.
    reply = client.chat_completion(messages, model=MODEL_ID, **{**WRITING, **settings})
    #: An answer can be empty, for example when the model only thought until its limit.
    return reply.choices[0].message.content or ""


#| elif intermediate
from concurrent.futures import ThreadPoolExecutor


def predict(messages, **settings):
    """The assistant's next message; `settings` go to the provider."""
    if client is None:
        return NO_TOKEN
    reply = client.chat_completion(messages, model=MODEL_ID, **{**WRITING, **settings})
    return reply.choices[0].message.content or ""


def predict_batch(conversations, at_once=4):
    """Answers in the order of the conversations, four calls in flight."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(predict, conversations))


#| else
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypedDict


#| use message-class


def predict(messages: list[Message], **settings: Any) -> str:
    """The assistant's next message, or `NO_TOKEN` when there is nobody to ask."""
    if client is None:
        return NO_TOKEN
    reply = client.chat_completion(messages, model=MODEL_ID, **{**WRITING, **settings})
    return reply.choices[0].message.content or ""


def predict_batch(conversations: list[list[Message]], at_once: int = 4) -> list[str]:
    """Answers in the order of the conversations, at most `at_once` calls in flight."""
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        return list(pool.map(predict, conversations))


#| end
# %% explore use
#| if beginner
print(predict(messages))
#| else
#| use you-and-model
#| end
# %% [markdown] explore memory-text
#| if beginner
#| use remembers-nothing
#| elif intermediate
# ### The system message
#
# A first message with the role `system` sets tone and length for the whole conversation. It costs input tokens on every turn.
#| end
# %% explore memory
#| if beginner
#| use say-that-again
#| elif intermediate
brief = [{"role": "system", "content": "Answer in one short sentence."}, *messages]
print(predict(brief, temperature=0.2))
#| end
# %% [markdown] explore stream-text
#| if beginner
#| use words-as-they-come
# A long answer takes a while. With `stream=True` the provider sends each piece of text as soon as it is written.
#| elif intermediate
# ### Streaming
#
# The answer arrives as server-sent events. Some events carry no text (the first, the last, usage figures), so each one is looked at before it is used.
#| else
# ### Streaming
#| end
# %% explore stream <- parts/provider
# %% explore read-stream <- parts/causal-chat
# %% [markdown] explore try-stream <- parts/causal-chat
# %% [markdown] explore measure-text
#| if advanced
# ### Latency and throughput
#
# Time to first piece is what a reader feels and holds the provider's queue in it; run the cell at another hour and compare. Without a token the figures only measure this notebook, so they are left out.
#| end
# %% explore measure
#| if advanced
import time

conversations = __samples_messages__

if client is None:
    print(NO_TOKEN)
else:
    start = time.perf_counter()
    #| use first-piece

    for at_once in (1, 4):
        start = time.perf_counter()
        answers = predict_batch(conversations, at_once=at_once)
        seconds = time.perf_counter() - start
        print(f"at_once={at_once}  {len(answers) / seconds:6.2f} answers/s")
#| end
