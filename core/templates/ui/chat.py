# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Chat interface
#
#| if in.image and local and not chat
# This model has no memory and reads one question at a time: every question is asked about the newest picture alone, and the answers before it are not sent.
#| elif in.image and beginner
# A chat model has no memory of its own. We keep the conversation in a list called `history` and send **all of it** each time, with the picture in its first message: that is the whole trick behind every chat window.
#| elif in.image
# The model is stateless: every turn sends the pictures and the whole `history` again. Watch its length: it is what you pay for.
#| elif beginner
# A chat model has no memory of its own. We keep the conversation in a list called `history` and send **all of it** each time: that is the whole trick behind every chat window.
#| else
# The model is stateless: `history` is the conversation, and every turn sends it whole. Watch its length: it is what you pay for.
#| end
# %% ui conversation
#| use conversation-functions
# %% ui ui
#| if advanced
history: list[dict[str, Any]] = []


def chat(user_text: str) -> str:
    """Send the whole conversation, remember the answer."""


#| else
history = []


def chat(user_text):
    """Send the whole conversation, remember the answer."""
    #| end
    #: 1. Write down what the person says.
    history.append({"role": "user", "content": user_text})
    #| if in.image
    #: The picture belongs to the first question.
    if len(history) == 1:
        history[0]["image"] = image
    #: 2. Show the model the whole conversation so far.
    pieces = stream_chat(history)
    #| else
    #: 2. Show the model the whole conversation so far.
    pieces = stream(history)
    #| end
    #: 3. Write down what the model says, for the next turn. What it only thought is left out.
    thought, reply = split_thinking("".join(pieces))
    history.append(
        {"role": "assistant", "content": reply or f"(no answer yet: {len(thought)} letters of thought)"}
    )
    return history[-1]["content"]


# %% ui ui-call
turns = __turns__

for turn in turns:
    print("You:  ", turn)
    print("Model:", chat(turn))
    print()
# %% [markdown] ui ui-window-text
#| if beginner
# And here is the same conversation as a chat window. Type into the box and press **Enter**. Under *Settings* you can tell the model how to answer, how daring it may be (*temperature*) and how long an answer may get.
#| else
# The same session as a chat window. Each answer is made in a thread, so that the kernel can serve the buttons meanwhile.
#| end
# %% ui chat-words <- parts/chat-window
# %% ui chat-window <- parts/chat-window
# %% ui ui-window
window = ChatWindow(
    #| if in.image
    stream_chat,
    #| else
    stream,
    #| end
    history,
    longest=MAX_NEW_TOKENS,
    temperature=WRITING.get("temperature") or 0.0,
    #| if in.image
    picture=image,
    #| end
)
display(window)
