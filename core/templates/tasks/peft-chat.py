# ---
# id: peft-chat
# title: chat with an adapter
# summary: This is a small adapter that changes how a larger chat model answers.
# inputs:
#   - {name: messages, kind: messages, label: Message}
# output: text
# samples: chat
# streams: true
# terms:
#   base model: the large model that the adapter was made for; it is downloaded as well
#   adapter: a small set of extra numbers that changes the behaviour of the base model (often of the kind LoRA)
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   chat template: the exact text that this model expects around each message, so that it knows who is speaking
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
#| if not beginner
tokenizer.padding_side = "left"
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
#| end
base_model = AutoModelForCausalLM.from_pretrained(
    BASE_MODEL_ID,
    #| if custom_code
    trust_remote_code=True,
    #| end
    dtype=dtype,
).to(device)
#: How long an answer may get is said in each call, with `max_new_tokens`.
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
# **Try this:** ask something that has to do with what the adapter was trained for. The model card says what that is.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
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
# %% [markdown] explore compare-text
#| if beginner
# ### With and without the adapter
#
# `disable_adapter()` switches the adapter off for the lines below it. So you can see what it changes: the style, the knowledge, or nothing at all for this question.
#| elif intermediate
# ### With and without the adapter
#
# The base model is still there. Compare on questions from the adapter's field *and* on others: a good adapter helps with the first and leaves the second alone.
#| else
# ### Effect of the adapter
#
# Same prompt, same decoding, adapter off and on.
#| end
# %% explore compare
#| if beginner
messages = __sample_messages__

with model.disable_adapter():
    before = predict(messages)

print("Without the adapter:", before)
print("With the adapter:   ", predict(messages))
#| else
conversations = __samples_messages__

with model.disable_adapter():
    before = predict_batch(conversations)
after = predict_batch(conversations)
for conversation, one, other in zip(conversations, before, after):
    print(conversation[-1]["content"])
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
    answers = predict_batch(conversations)
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
