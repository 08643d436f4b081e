# %% lines gradio-chat
#| if in.image
from PIL import Image

#| end


def turn_of(role, content):
    """Gradio hands a message over as text or as a list of blocks; the model wants text, and perhaps a picture."""
    turn = {"role": role, "content": ""}
    for block in [content] if isinstance(content, str | dict) else content:
        if isinstance(block, str):
            turn["content"] += block
        elif block.get("type") == "text":
            turn["content"] += block["text"]
        #| if in.image
        elif block.get("file"):
            turn["image"] = Image.open(block["file"]["path"]).convert("RGB")
        #| end
    return turn


def answer_chat(message, history, system, temperature, longest):
    """The answer so far, again and again, so that the text grows while the model writes."""
    messages = [{"role": "system", "content": system}] if system.strip() else []
    #: The whole conversation is sent, without what the model only thought.
    messages += [turn_of(turn["role"], turn["content"]) for turn in history if not thought_in(turn)]
    #| if in.image
    asked = {"role": "user", "content": message["text"]}
    if message["files"]:
        asked["image"] = Image.open(message["files"][0]).convert("RGB")
    elif not any("image" in turn for turn in messages):
        asked["image"] = image
    messages.append(asked)
    pieces = stream_chat(messages, **as_settings(temperature, longest))
    #| else
    messages.append(turn_of("user", message))
    pieces = stream(messages, **as_settings(temperature, longest))
    #| end
    text = ""
    for piece in pieces:
        text += piece
        thought, reply = split_thinking(text)
        if thought:
            folded = gr.ChatMessage(content=thought, metadata={"title": "What it thought first"})
            yield [folded, gr.ChatMessage(content=reply)]
        else:
            yield reply


def thought_in(turn):
    """Whether a turn holds a thought, which is shown and not sent."""
    return bool((turn.get("metadata") or {}).get("title"))


first_settings = ["", WRITING.get("temperature") or 0.0, MAX_NEW_TOKENS]
#| if in.image
chat_examples = [[{"text": text, "files": []}, *first_settings] for text in __prompt_samples__]
#| else
chat_examples = [[text, *first_settings] for text in prompts]
#| end
demo = gr.ChatInterface(
    answer_chat,
    api_name="chat",
    title=__app_title__,
    #| if in.image
    multimodal=True,
    textbox=gr.MultimodalTextbox(file_types=["image"], placeholder="Ask about a picture"),
    #| end
    additional_inputs=[
        gr.Textbox(first_settings[0], label="System", info="How the model should answer"),
        gr.Slider(
            0, 1.5, first_settings[1], step=0.1, label="Temperature", info="0: always the likeliest word"
        ),
        gr.Slider(8, max(2048, MAX_NEW_TOKENS), first_settings[2], step=1, label="Length", info="in tokens"),
    ],
    examples=chat_examples,
    cache_examples=False,
    flagging_mode="never",
)
