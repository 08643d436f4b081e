# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Streaming responses
#
#| if beginner
# A language model writes one piece at a time. Instead of waiting for the whole answer, `stream` hands us each piece as soon as it is there, and we print it at once.
#| elif intermediate
# `stream` is a generator: the first words appear while the rest is still being computed. That is what makes a slow model feel quick.
#| else
# What counts for a streaming interface is the time to the first piece, and the pace after it.
#| end
# %% ui ui
#| if advanced
import time
from dataclasses import dataclass


@dataclass
class Streamed:
    text: str
    chunks: list[str]
    first_seconds: float
    total_seconds: float

    @property
    def pace(self) -> float:
        return len(self.chunks) / self.total_seconds


def show_stream(*arguments) -> Streamed:
    """Print pieces as they come; measure the time to the first one and the pace."""
    started = time.perf_counter()
    first = None
    chunks = []
    for piece in stream(*arguments):
        first = first if first is not None else time.perf_counter() - started
        chunks.append(piece)
        print(piece, end="", flush=True)
    print()
    total = time.perf_counter() - started
    return Streamed("".join(chunks), chunks, first if first is not None else total, total)


#| else
def show_stream(*arguments):
    #| if intermediate
    """Print each piece as it arrives and return all of them."""
    #| end
    chunks = []
    for piece in stream(*arguments):
        chunks.append(piece)
        #: `flush=True` makes the text appear now and not at the end of the line.
        print(piece, end="", flush=True)
    print()
    return chunks


#| end
# %% ui ui-call
#| if advanced
streamed = show_stream(
    #| use sample-arguments
)
chunks = streamed.chunks
print(f"first piece after {streamed.first_seconds:.2f} s, {len(chunks)} pieces, {streamed.pace:.1f} pieces/s")
#| else
chunks = show_stream(
    #| use sample-arguments
)
print(len(chunks), "pieces")
#| end
# %% [markdown] ui ui-window-text
#| if writes
# ### Two ways of writing, side by side
#
#| if beginner
# The same text twice: once always with the likeliest word, once with some daring (*temperature*). **Stop** ends the writing; what you asked before stays in the list.
#| else
# The same input at two temperatures, streamed one after the other. Whoever stops reading ends the writing.
#| end
#| end
# %% ui ui-window
#| if writes
import html
import threading
import time

import ipywidgets as widgets


#| use as-settings


box = widgets.Textarea(value=__sample_prompt__, layout=widgets.Layout(width="auto", height="90px"))
most_tokens = widgets.IntSlider(
    description="Length", value=min(60, MAX_NEW_TOKENS), min=8, max=MAX_NEW_TOKENS
)
earlier = widgets.Dropdown(description="Earlier", options=[box.value])
write, stop = (
    widgets.Button(description="Write", icon="pencil"),
    widgets.Button(description="Stop", icon="stop"),
)
warmth = [
    widgets.FloatSlider(description="Temperature", value=value, max=1.5, step=0.1) for value in (0, 0.8)
]
pages = [widgets.HTML(), widgets.HTML()]
halted = threading.Event()
writer = None


def show_page(page, text, note):
    #: `escape`: whatever a model writes is shown as text and never becomes a part of this page.
    page.value = (
        f'<div style="white-space:pre-wrap; line-height:1.4">{html.escape(text)}<br><i>{note}</i></div>'
    )


def write_both(user_text):
    for slider, page in zip(warmth, pages):
        text, began = "", time.perf_counter()
        try:
            for piece in stream(
                #| each inputs
                #| if input.messages
                [{"role": "user", "content": user_text}],
                #| elif input.first-text
                user_text,
                #| elif input.media
                __input_name__,
                #| else
                __input_sample__,
                #| end
                #| end
                **as_settings(slider.value, most_tokens.value),
            ):
                text += piece
                show_page(page, text, "writing …")
                if halted.is_set():
                    break
            show_page(page, text, f"{time.perf_counter() - began:.1f} s")
        except Exception as error:
            show_page(page, text, html.escape(f"{type(error).__name__}: {error}"))
        if halted.is_set():
            return


def on_write(_button):
    """Write in a thread: the kernel can serve the Stop button meanwhile."""
    global writer
    if writer is None or not writer.is_alive():
        halted.clear()
        if box.value not in earlier.options:
            earlier.options = [*earlier.options, box.value]
        writer = threading.Thread(target=write_both, args=(box.value,), daemon=True)
        writer.start()


def on_earlier(change):
    box.value = change["new"]


write.on_click(on_write)
stop.on_click(lambda _button: halted.set())
earlier.observe(on_earlier, names="value")
sides = [widgets.VBox(side, layout=widgets.Layout(width="50%")) for side in zip(warmth, pages)]
display(widgets.VBox([box, widgets.HBox([write, stop, most_tokens, earlier]), widgets.HBox(sides)]))
#| end
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** replace the text in the cell above with a question of your own.
#| end
