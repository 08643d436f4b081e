# %% lines conversation-functions
#| use conversation-model
#| use conversation-plain
# %% lines conversation-model
#| if in.image
#| if streams
#| use stream-pictures
#| end
#| end
#| if advanced
def count_tokens(text: str) -> int:
    """How many tokens the model wrote."""


#| else
def count_tokens(text):
    """How many tokens the model wrote."""
    #| end
    #| if torch and in.image
    return len(processor.tokenizer(text, add_special_tokens=False)["input_ids"])
    #| elif torch
    return len(tokenizer(text, add_special_tokens=False)["input_ids"])
    #| elif local
    return len(llm.tokenize(text.encode(), add_bos=False))
    #| else
    #: The provider's tokenizer is not here. In English a token is about four letters.
    return round(len(text) / 4)
    #| end


# %% lines conversation-plain
#| if advanced
def split_thinking(text: str) -> tuple[str, str]:
    """What a model thought, and what it says: the thought stands before `</think>`."""


#| else
def split_thinking(text):
    """What a model thought, and what it says: the thought stands before `</think>`."""
    #| end
    thought, closed, said = text.rpartition("</think>")
    #| if thinks
    #: This model thinks before each answer: without the closing mark, all of it is thought.
    if not closed:
        thought, said = text, ""
    #| else
    if not closed and text.lstrip().startswith("<think>"):
        thought, said = text, ""
    #| end
    return thought.replace("<think>", "", 1).strip(), said.strip()


#| use as-settings
# %% lines as-settings
#| if advanced
def as_settings(temperature: float, longest: int) -> dict[str, float | int | bool | None]:
    """The two controls in the words of the program that writes. Temperature 0 always takes the likeliest token."""


#| else
def as_settings(temperature, longest):
    """The two controls in the words of the program that writes. Temperature 0 always takes the likeliest token."""
    #| end
    #| if torch
    if temperature > 0:
        return {"max_new_tokens": longest, "do_sample": True, "temperature": temperature}
    #| if sampled
    #: What only counts where lots are drawn is taken out.
    greedy = dict.fromkeys(("temperature", "top_p", "top_k", "min_p"))
    return {**greedy, "max_new_tokens": longest, "do_sample": False}
    #| else
    return {"max_new_tokens": longest, "do_sample": False}
    #| end
    #| else
    return {"max_tokens": longest, "temperature": temperature}
    #| end


# %% lines stream-pictures
#| if local and chat
import threading
from concurrent.futures import ThreadPoolExecutor

from transformers import TextIteratorStreamer


#| end
#| if advanced
def stream_chat(messages: list[dict[str, Any]], **settings: Any) -> Iterator[str]:
    """Pieces of the answer to a whole conversation. A message may carry a picture under "image"."""


#| else
def stream_chat(messages, **settings):
    """Pieces of the answer to a whole conversation. A message may carry a picture under "image"."""
    #| end
    #| if api
    if client is None:
        yield NO_TOKEN
        return
    sent = []
    for message in messages:
        if "image" in message:
            sent += as_messages(message["image"], message["content"])
        else:
            sent.append(message)
    for event in client.chat_completion(sent, model=MODEL_ID, stream=True, **{**WRITING, **settings}):
        if event.choices and event.choices[0].delta.content:
            yield event.choices[0].delta.content
    #| elif chat
    sent = []
    for message in messages:
        content = [{"type": "text", "text": message["content"]}]
        if "image" in message:
            content.insert(0, {"type": "image", "image": message["image"]})
        sent.append({"role": message["role"], "content": content})
    inputs = processor.apply_chat_template(
        sent,
        #| if thinking
        enable_thinking=False,
        #| end
        add_generation_prompt=True,
        tokenize=True,
        return_dict=True,
        return_tensors="pt",
    ).to(device, dtype)
    repeats = not model.config.is_encoder_decoder
    streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=repeats, skip_special_tokens=True)
    #: Set when nobody reads any more: then the model need not go on writing.
    left = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as worker:
        job = worker.submit(
            model.generate,
            #| use generate-arguments
        )
        #| use yield-pieces
    #| else
    #: This model reads one picture and one question: the newest of each.
    pictures = [message["image"] for message in messages if "image" in message]
    yield from stream(pictures[-1], messages[-1]["content"], **settings)
    #| end
