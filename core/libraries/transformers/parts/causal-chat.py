# %% explore predict
#| if beginner
def predict(messages, **settings):
    #: `settings` are for this one answer, such as `max_new_tokens=20`; they count more than `WRITING`.
    inputs = tokenizer.apply_chat_template(
        messages,
        #| use generation-prompt
        return_dict=True,
        return_tensors="pt",
    ).to(device)
    output = model.generate(**inputs, **{**WRITING, **settings})
    question_length = inputs["input_ids"].shape[-1]
    return in_words(output[0, question_length:])


#| elif intermediate
def encode(conversations):
    """Conversations -> padded tokens on the model's device."""
    return tokenizer.apply_chat_template(
        conversations,
        #| use generation-prompt
        padding=True,
        return_dict=True,
        return_tensors="pt",
    ).to(model.device)


def predict_batch(conversations, **settings):
    """Answer several conversations at once; `settings` go to `generate`."""
    inputs = encode(conversations)
    output = model.generate(**inputs, **{**WRITING, **settings})
    return [in_words(tokens) for tokens in output[:, inputs["input_ids"].shape[-1] :]]


def predict(messages, **settings):
    return predict_batch([messages], **settings)[0]


#| else
from typing import Any, TypedDict

from transformers import BatchEncoding


#| use message-class


def encode(conversations: list[list[Message]]) -> BatchEncoding:
    """Left-padded token ids and attention mask, shape (conversations, tokens)."""
    return tokenizer.apply_chat_template(
        conversations,
        #| use generation-prompt
        padding=True,
        return_dict=True,
        return_tensors="pt",
    ).to(model.device)


def predict_batch(conversations: list[list[Message]], batch_size: int = 4, **settings: Any) -> list[str]:
    """The assistant's next message for each conversation."""
    answers: list[str] = []
    for start in range(0, len(conversations), batch_size):
        inputs = encode(conversations[start : start + batch_size])
        output = model.generate(**inputs, **{**WRITING, **settings})
        answers += [in_words(tokens) for tokens in output[:, inputs["input_ids"].shape[-1] :]]
    return answers


def predict(messages: list[Message], **settings: Any) -> str:
    return predict_batch([messages], **settings)[0]


#| end
# %% explore stream
#| if beginner
#| use threads-and-streamer


def stream(messages, **settings):
    inputs = tokenizer.apply_chat_template(
        messages,
        #| use generation-prompt
        return_dict=True,
        return_tensors="pt",
    ).to(device)
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    #: Set when nobody reads any more: then the model need not go on writing.
    left = threading.Event()
    #: The worker writes, we read. When the worker is done, the streamer ends.
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            #| use generate-arguments
        )
        #| use pieces-of-worker


#| else
#| if advanced
from collections.abc import Iterator

#| end
#| use threads-and-streamer


#| if advanced
def stream(messages: list[Message], **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""


#| else
def stream(messages, **settings):
    #| end
    streamer = TextIteratorStreamer(tokenizer, skip_prompt=True, skip_special_tokens=True)
    settings = {**WRITING, **settings}
    left = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            **encode([messages]),
            **settings,
            streamer=streamer,
            stopping_criteria=[lambda *_: left.is_set()],
        )
        #| use yield-pieces


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
# %% [markdown] explore stream-text
#| if beginner
#| use words-as-they-come
# A long answer takes a while. A *streamer* hands over each piece of text as soon as it is written: the model works in the background while we already read.
#| elif intermediate
#| use streaming-explained
#| end
# %% lines generation-prompt
apply_chat_template(
    messages,
    #| from here
    add_generation_prompt=True,
    #| if thinking
    enable_thinking=False,
    #| end
    #| to here
)
# %% hello run
#| if beginner
#: 1. A conversation is a list of messages. This one has a single message, from you.
messages = __sample_messages__

#: 2. Write the conversation the way this model expects it, as numbers.
inputs = tokenizer.apply_chat_template(
    messages,
    #| use generation-prompt
    return_dict=True,
    return_tensors="pt",
).to(device)

#: 3. Let the model write, as `WRITING` in the settings says.
output = model.generate(**inputs, **WRITING)

#: 4. The output repeats the question first. Keep what is new, and turn it back into words.
question_length = inputs["input_ids"].shape[-1]
answer = in_words(output[0, question_length:])

print("You:  ", messages[-1]["content"])
print("Model:", answer)
#| elif intermediate
messages = __sample_messages__
inputs = tokenizer.apply_chat_template(
    messages,
    #| use generation-prompt
    return_dict=True,
    return_tensors="pt",
).to(device)
output = model.generate(**inputs, **WRITING)
print(in_words(output[0, inputs["input_ids"].shape[-1] :]))
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put {{steps}} into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### One function, many conversations
#
# Conversations of different length are padded **on the left**, because the model continues at the right end. `predict_batch` answers them together; `predict` is the batch of one.
#| else
# ### Interface
#
#| if sampled
# Sampled as the makers recommend, from a fixed seed. Chats are padded on the left and answered in one batch.
#| else
# Greedy decoding keeps the notebook reproducible. Chats are padded on the left and answered in one batch.
#| end
#| end
# %% lines padded-left
#| if not beginner
tokenizer.padding_side = "left"
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
#| end
# %% lines in-words
#: Tokens that end an answer. One that does not end with any of them was cut off at the limit.
ends = model.generation_config.eos_token_id
ENDS = {tokenizer.eos_token_id, tokenizer.pad_token_id, *(ends if isinstance(ends, list) else [ends])}


#| if advanced
def in_words(tokens: torch.Tensor) -> str:
    """New tokens, shape (tokens,), as text: the answer alone, with a sign where the limit cut it off."""


#| else
def in_words(tokens):
    """The answer in words, with a sign where the limit cut it off."""
    #| end
    text = tokenizer.decode(tokens, skip_special_tokens=True).strip()
    #| if thinks
    #: This model thinks before it answers. What stands behind the mark is the answer.
    _, closed, text = text.rpartition("</think>")
    if not closed:
        return f"(no answer yet: it still thought after {len(tokens)} tokens; raise MAX_NEW_TOKENS)"
    #| end
    return text.strip() if int(tokens[-1]) in ENDS else f"{text.strip()} … (cut at {len(tokens)} tokens)"
