# ---
# id: text-generation-chat
# title: chat
# summary: This model answers in a conversation.
# inputs:
#   - {name: messages, kind: messages, label: Message}
# output: text
# samples: chat
# streams: true
# terms:
#   message: one turn of a conversation, with a role ("system", "user" or "assistant") and its content
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   chat template: the exact text that this model expects around each message, so that it knows who is speaking
#   greedy: always taking the likeliest next token, so that the same question gives the same answer
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
#| if not beginner
tokenizer.padding_side = "left"
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
#| end
#: The model does the thinking: from the tokens so far, it predicts the next one.
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
#: 1. A conversation is a list of messages. This one has a single message, from you.
messages = __sample_messages__

#: 2. Write the conversation the way this model expects it, as numbers.
inputs = tokenizer.apply_chat_template(
    messages,
    add_generation_prompt=True,
    #| if thinking
    enable_thinking=False,
    #| end
    return_dict=True,
    return_tensors="pt",
).to(device)

#: 3. Let the model write up to 100 tokens. `do_sample=False` means greedy.
output = model.generate(**inputs, max_new_tokens=100, do_sample=False)

#: 4. The output repeats the question first. Keep what is new, and turn it back into words.
question_length = inputs["input_ids"].shape[-1]
answer = tokenizer.decode(output[0, question_length:], skip_special_tokens=True)

print("You:  ", messages[-1]["content"])
print("Model:", answer)
#| elif intermediate
messages = __sample_messages__
inputs = tokenizer.apply_chat_template(
    messages,
    add_generation_prompt=True,
    #| if thinking
    enable_thinking=False,
    #| end
    return_dict=True,
    return_tensors="pt",
).to(device)
output = model.generate(**inputs, max_new_tokens=100, do_sample=False)
print(tokenizer.decode(output[0, inputs["input_ids"].shape[-1] :], skip_special_tokens=True))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something else: change the text after `"content":` and run the cell again. An answer that stops in the middle of a sentence has reached the limit of 100 tokens; raise `max_new_tokens` to let it finish.
#| end
# %% [markdown] explore template-text
#| if beginner
# ### What the model really sees
#
# Your message is not handed over as it is. The *chat template* of the model adds marks that say who speaks, and ends with the mark that means "now it is the assistant's turn".
#| elif intermediate
# ### The prompt behind the messages
#
# Every chat model has its own chat template. Reading the rendered prompt once saves hours of wondering: a doubled start token or a missing turn marker makes answers worse without any error.
#| end
# %% explore template
#| if not advanced
prompt = tokenizer.apply_chat_template(
    messages,
    add_generation_prompt=True,
    #| if thinking
    enable_thinking=False,
    #| end
    tokenize=False,
)
print(prompt)
print(f"\nThat is {inputs['input_ids'].shape[-1]} tokens.")


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the four steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### One function, many conversations
#
# Conversations of different length are padded **on the left**, because the model continues at the right end. `predict_batch` answers them together; `predict` is the batch of one.
#| else
# ### Interface
#
# Greedy decoding keeps the notebook reproducible. Chats are padded on the left and answered in one batch.
#| end
# %% explore predict
#| if beginner
def predict(messages):
    inputs = tokenizer.apply_chat_template(
        messages,
        add_generation_prompt=True,
        #| if thinking
        enable_thinking=False,
        #| end
        return_dict=True,
        return_tensors="pt",
    ).to(device)
    output = model.generate(**inputs, max_new_tokens=100, do_sample=False)
    question_length = inputs["input_ids"].shape[-1]
    return tokenizer.decode(output[0, question_length:], skip_special_tokens=True).strip()


#| elif intermediate
def encode(conversations):
    """Conversations -> padded tokens on the model's device."""
    return tokenizer.apply_chat_template(
        conversations,
        add_generation_prompt=True,
        #| if thinking
        enable_thinking=False,
        #| end
        padding=True,
        return_dict=True,
        return_tensors="pt",
    ).to(model.device)


def predict_batch(conversations, **settings):
    """Answer several conversations at once; `settings` go to `generate`."""
    inputs = encode(conversations)
    settings = {"max_new_tokens": 100, "do_sample": False, **settings}
    output = model.generate(**inputs, **settings)
    answers = tokenizer.batch_decode(output[:, inputs["input_ids"].shape[-1] :], skip_special_tokens=True)
    return [answer.strip() for answer in answers]


def predict(messages, **settings):
    return predict_batch([messages], **settings)[0]


#| else
from typing import Any, TypedDict

from transformers import BatchEncoding


class Message(TypedDict):
    role: str
    content: str


SETTINGS: dict[str, Any] = {"max_new_tokens": 100, "do_sample": False}


def encode(conversations: list[list[Message]]) -> BatchEncoding:
    """Left-padded token ids and attention mask, shape (conversations, tokens)."""
    return tokenizer.apply_chat_template(
        conversations,
        add_generation_prompt=True,
        #| if thinking
        enable_thinking=False,
        #| end
        padding=True,
        return_dict=True,
        return_tensors="pt",
    ).to(model.device)


def predict_batch(conversations: list[list[Message]], batch_size: int = 4, **settings: Any) -> list[str]:
    """The assistant's next message for each conversation."""
    answers: list[str] = []
    for start in range(0, len(conversations), batch_size):
        inputs = encode(conversations[start : start + batch_size])
        output = model.generate(**inputs, **{**SETTINGS, **settings})
        answers += tokenizer.batch_decode(
            output[:, inputs["input_ids"].shape[-1] :], skip_special_tokens=True
        )
    return [answer.strip() for answer in answers]


def predict(messages: list[Message], **settings: Any) -> str:
    return predict_batch([messages], **settings)[0]


#| end
# %% explore use
#| if intermediate
conversations = __samples_messages__

for conversation, answer in zip(conversations, predict_batch(conversations)):
    print("You:  ", conversation[-1]["content"])
    print("Model:", answer, end="\n\n")
#| elif advanced
predict(__sample_messages__)
#| end
# %% [markdown] explore memory-text
#| if beginner
# ### The model remembers nothing
#
# Between two calls, the model forgets everything. To hold a conversation, you send **the whole conversation so far** each time, with the model's answers in it.
#| end
# %% explore memory
#| if beginner
conversation = list(messages)
conversation.append({"role": "assistant", "content": predict(conversation)})
conversation.append({"role": "user", "content": "Please say that again in fewer words."})

print(predict(conversation))
#| end
# %% [markdown] explore sampling-text
#| if intermediate
# ### Greedy or sampled
#
# Greedy decoding takes the likeliest token each time: reproducible, but sometimes dull or repetitive. Sampling draws from the likely ones. `temperature` below 1 makes the draw more careful, above 1 more daring; `top_p` leaves out the unlikely tail.
#| if sampling
# The values below are those that the model card recommends.
#| end
#| end
# %% explore sampling
#| if intermediate
from transformers import set_seed

#| if sampling
sampling = __sampling__
#| else
sampling = {"temperature": 0.7, "top_p": 0.9}
#| end
print("greedy:", predict(messages, max_new_tokens=60))
for seed in (1, 2):
    set_seed(seed)
    print(f"seed {seed}:", predict(messages, max_new_tokens=60, do_sample=True, **sampling))
#| end
# %% [markdown] explore stream-text
#| if beginner
# ### Words as they come
#
# A long answer takes a while. A *streamer* hands over each piece of text as soon as it is written: the model works in the background while we already read.
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


def stream(messages):
    inputs = tokenizer.apply_chat_template(
        messages,
        add_generation_prompt=True,
        #| if thinking
        enable_thinking=False,
        #| end
        return_dict=True,
        return_tensors="pt",
    ).to(device)
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    #: The worker writes, we read. When the worker is done, the streamer ends.
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(model.generate, **inputs, streamer=streamer, max_new_tokens=100, do_sample=False)
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
def stream(messages: list[Message], **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""


#| else
def stream(messages, **settings):
    #| end
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    #| if advanced
    settings = {**SETTINGS, **settings}
    #| else
    settings = {"max_new_tokens": 100, "do_sample": False, **settings}
    #| end
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(model.generate, **encode([messages]), **settings, streamer=streamer)
        job.add_done_callback(lambda finished: streamer.end())
        yield from (piece for piece in streamer if piece)
        job.result()


#| end
# %% explore read-stream
#| if not advanced
for piece in stream(messages):
    print(piece, end="", flush=True)
#| end
# %% [markdown] explore try-stream
#| if beginner
# **Try this:** add `print(repr(piece))` to the loop to see how the text is cut into pieces.
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Latency, throughput, memory
#
# Time to first piece is what a reader feels; tokens per second over a batch is what a server pays.
#| end
# %% explore measure
#| if advanced
import time

conversations = __samples_messages__

start = time.perf_counter()
first = None
for _piece in stream(conversations[0]):
    first = first or time.perf_counter() - start
print(f"first piece after {first or 0:.2f} s, whole answer after {time.perf_counter() - start:.2f} s")

for batch_size in (1, len(conversations)):
    start = time.perf_counter()
    answers = predict_batch(conversations, batch_size=batch_size)
    seconds = time.perf_counter() - start
    tokens = sum(len(tokenizer(answer)["input_ids"]) for answer in answers)
    print(f"batch_size={batch_size:<3} {tokens / seconds:8.1f} tokens/s")

parameters = sum(weight.numel() for weight in model.parameters())
print(f"{parameters:,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
