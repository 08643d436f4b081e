# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Chat interface
#
#| if beginner
# A chat model has no memory of its own. We keep the conversation in a list called `history` and send **all of it** each time: that is the whole trick behind every chat window.
#| elif intermediate
# The model is stateless: `history` is the conversation, and every turn sends it whole. Watch its length: it is what you pay for.
#| else
# A small session object: history, a turn limit, and a widget on top.
#| end
# %% ui ui
#| if in.image
history = []


def chat(user_text):
    """Ask about the picture; the answer joins the history."""
    reply = predict(image, user_text)
    history.append({"role": "user", "content": user_text})
    history.append({"role": "assistant", "content": reply})
    return reply


#| elif advanced
from dataclasses import dataclass, field


@dataclass
class Conversation:
    """A chat session that forgets the oldest turns first."""

    max_turns: int = 8
    messages: list[dict[str, str]] = field(default_factory=list)

    def say(self, user_text: str) -> str:
        self.messages.append({"role": "user", "content": user_text})
        reply = predict(self.messages[-2 * self.max_turns + 1 :])
        self.messages.append({"role": "assistant", "content": reply})
        return reply


conversation = Conversation()
history = conversation.messages


def chat(user_text: str) -> str:
    return conversation.say(user_text)


#| else
history = []


def chat(user_text):
    #| if intermediate
    """Send the whole conversation, remember the answer."""
    #| end
    #: 1. Write down what the person says.
    history.append({"role": "user", "content": user_text})
    #: 2. Show the model the whole conversation so far.
    reply = predict(history)
    #: 3. Write down what the model says, for the next turn.
    history.append({"role": "assistant", "content": reply})
    return reply


#| end
# %% ui ui-call
questions = __turns__

for question in questions:
    print("You:  ", question)
    print("Model:", chat(question))
    print()
# %% [markdown] ui ui-window-text
#| if beginner
# And here is the same conversation as a chat window. Type into the box and press **Enter**.
#| else
# The same session behind a text box.
#| end
# %% ui ui-window
import ipywidgets as widgets

transcript = widgets.Output(
    layout=widgets.Layout(border="1px solid #8888", padding="8px", max_height="320px")
)
entry = widgets.Text(
    placeholder="Write a message and press Enter",
    continuous_update=False,
    layout=widgets.Layout(width="100%"),
)
transcript.append_stdout("\n".join(f"{turn['role']}: {turn['content']}" for turn in history) + "\n")


def on_enter(change):
    if not change["new"].strip():
        return
    user_text, entry.value = change["new"], ""
    transcript.append_stdout(f"user: {user_text}\n")
    transcript.append_stdout(f"assistant: {chat(user_text)}\n")


entry.observe(on_enter, names="value")
display(widgets.VBox([transcript, entry]))
