# %% ui chat-words
#| if in.image
import base64
import html
import io

#| else
import html

#| end
from markdown_it import MarkdownIt

#: What a model writes becomes a part of this page, so it is not trusted. "js-default" shows HTML
#: as text and refuses links that run code. Pictures stay out, too: each would be fetched from an
#: address that the model chose.
markdown = MarkdownIt("js-default").disable("image")


def open_apart(self, tokens, index, options, env):
    """Links open in a tab of their own, and do not say where they were clicked."""
    tokens[index].attrs.update(target="_blank", rel="noopener noreferrer")
    return self.renderToken(tokens, index, options, env)


markdown.add_render_rule("link_open", open_apart)

STYLE = """<style>
.alacard-chat { line-height: 1.5; font-size: 14px }
.alacard-chat .turn { margin: 8px; padding: 6px 12px; border-radius: 10px; background: rgba(128,128,128,.12) }
.alacard-chat .user { margin-left: 15%; background: rgba(33,130,220,.18); white-space: pre-wrap }
.alacard-chat .error { border-left: 4px solid #d32f2f; white-space: pre-wrap }
.alacard-chat .about { opacity: .75; font-size: 12px }
.alacard-chat pre { overflow: auto; padding: 8px; background: rgba(128,128,128,.16); border-radius: 6px }
.alacard-chat code { font-family: ui-monospace, monospace; font-size: 13px }
.alacard-chat p, .alacard-chat ul, .alacard-chat ol { margin: 4px 0 }
.alacard-chat a { color: inherit; text-decoration: underline }
.alacard-chat td, .alacard-chat th { padding: 2px 8px }
.alacard-chat img { display: block; max-width: 240px; max-height: 180px; border-radius: 6px }
</style>"""
WHO = {"user": "You", "assistant": "Model", "error": "Error"}


#| if in.image
def thumbnail(picture):
    """A small copy of the picture as HTML."""
    small = picture.convert("RGB")
    small.thumbnail((480, 360))
    buffer = io.BytesIO()
    small.save(buffer, format="JPEG")
    return f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}">'


#| end
def bubble(turn, thought="", about=""):
    """One turn as HTML: a person's words as they stand, the model's as Markdown, its thought folded."""
    body = markdown.render(turn["content"]) if turn["role"] == "assistant" else html.escape(turn["content"])
    #| if in.image
    if "image" in turn:
        body = thumbnail(turn["image"]) + body
    #| end
    if thought:
        body = f"<details><summary>What it thought first</summary>{markdown.render(thought)}</details>{body}"
    if about:
        body += f'<div class="about">{html.escape(about)}</div>'
    return f'<div class="turn {turn["role"]}"><b>{WHO[turn["role"]]}</b><div>{body}</div></div>'


# %% ui chat-window
import threading
import time

import ipywidgets as widgets

#| if in.image
from PIL import Image


#| end
class ChatWindow:
    """A conversation in the notebook. `pieces(messages, **settings)` yields what the model writes."""

    #| if in.image
    def __init__(self, pieces, history, longest, temperature, picture):
        self.picture = picture
        #| else

    def __init__(self, pieces, history, longest, temperature):
        #| end
        self.pieces, self.history = pieces, history
        #: Shown beside a turn and never sent: what was thought, and how long it took.
        self.beside = {}
        self.worker, self.halted = None, threading.Event()
        self.past, self.coming, self.status = widgets.HTML(), widgets.HTML(), widgets.HTML()
        #: A box turned round scrolls from its end: the newest message is always in sight.
        frame = widgets.Layout(
            height="380px", overflow="auto", flex_flow="column-reverse", border="1px solid gray"
        )
        #: What stands in it keeps its full height; else it would scroll by itself, from its beginning.
        whole = widgets.Layout(flex="0 0 auto", overflow="visible")
        log = widgets.Box([widgets.VBox([self.past, self.coming], layout=whole)], layout=frame)
        wide = widgets.Layout(width="auto")
        hint = "Write a message and press Enter"
        #: Not continuous: what you write comes to Python in one piece.
        self.entry = widgets.Text(placeholder=hint, continuous_update=False, layout=wide)
        self.entry.on_msg(self.on_key)
        roomy, broad = {"description_width": "150px"}, widgets.Layout(width="min(480px, 100%)")
        hint = "How the model should answer, for example: in one sentence"
        self.system = widgets.Textarea(
            description="System prompt", placeholder=hint, layout=wide, style=roomy
        )
        self.temperature = widgets.FloatSlider(
            description="Daring (temperature)",
            value=temperature,
            max=1.5,
            step=0.1,
            style=roomy,
            layout=broad,
        )
        self.longest = widgets.IntSlider(
            description="Length in tokens",
            value=longest,
            min=8,
            max=max(2048, longest),
            style=roomy,
            layout=broad,
        )
        settings = [self.system, self.temperature, self.longest]
        #| if in.image
        self.upload = widgets.FileUpload(accept="image/*", description="Picture")
        settings.append(self.upload)
        #| end
        self.buttons = {}
        for name, icon, action in (
            ("Send", "paper-plane", self.send),
            ("Stop", "stop", self.stop),
            ("Retry", "refresh", self.retry),
            ("Clear", "trash", self.clear),
        ):
            self.buttons[name] = widgets.Button(description=name, icon=icon, layout=wide)
            self.buttons[name].on_click(action)
        row = widgets.HBox([*self.buttons.values(), self.status])
        more = widgets.Accordion([widgets.VBox(settings)], titles=("Settings",))
        self.box = widgets.VBox([log, self.entry, row, more])
        self.show()

    def show(self):
        """Draw the conversation."""
        turns = [bubble(turn, *self.beside.get(place, ())) for place, turn in enumerate(self.history)]
        self.past.value = f'{STYLE}<div class="alacard-chat" role="log" tabindex="0">{"".join(turns)}</div>'
        self.coming.value = ""

    def show_coming(self, *bubbles):
        """Draw below it what is still on its way."""
        self.coming.value = f'<div class="alacard-chat">{"".join(bubbles)}</div>'

    def say(self, words):
        self.status.value = f'<span role="status">{html.escape(words)}</span>'

    def sent(self, asked):
        """What the model is given: how to answer, the whole conversation, the new message."""
        told = self.system.value.strip()
        return [*([{"role": "system", "content": told}] if told else []), *self.history, asked]

    def answer(self, asked):
        """Ask, show what comes, and remember it."""
        text, drawn, began = "", 0.0, time.perf_counter()
        settings = as_settings(self.temperature.value, self.longest.value)
        question = bubble(asked)
        self.show_coming(question, bubble({"role": "assistant", "content": "…"}))
        self.say("The model is writing …")
        try:
            for piece in self.pieces(self.sent(asked), **settings):
                text += piece
                if self.halted.is_set():
                    break
                #: Ten drawings a second are enough for the eye.
                if time.perf_counter() - drawn > 0.1:
                    drawn = time.perf_counter()
                    thought, reply = split_thinking(text)
                    reply = {"role": "assistant", "content": reply + " ▌"}
                    self.show_coming(question, bubble(reply, thought))
            seconds, tokens = time.perf_counter() - began, count_tokens(text)
            thought, reply = split_thinking(text)
            if not reply:
                raise RuntimeError(f"no answer after {tokens} tokens: give it more Length in the settings")
            about = f"{tokens} tokens, {tokens / seconds:.1f} a second"
            if self.halted.is_set():
                about += ", stopped"
            elif tokens >= self.longest.value:
                about += ", cut at the length in the settings"
            #: What it thought is shown and not remembered: it need not read that again.
            self.history += [asked, {"role": "assistant", "content": reply}]
            self.beside[len(self.history) - 1] = (thought, about)
            self.show()
            self.say("Done.")
        except Exception as error:
            #: What failed is not remembered, and stands in the box again.
            self.entry.value = asked["content"]
            told = {"role": "error", "content": f"{type(error).__name__}: {error}"}
            self.show_coming(question, bubble(told))
            self.say("That did not work.")

    def start(self, job):
        """One answer at a time, each in a thread: the kernel can serve the buttons meanwhile."""
        if self.worker is None or not self.worker.is_alive():
            self.halted.clear()
            self.worker = threading.Thread(target=job, daemon=True)
            self.worker.start()

    def on_key(self, _widget, content, _buffers):
        #: The box tells of Enter by the event "submit".
        if content.get("event") == "submit":
            self.send()

    def send(self, _button=None):
        self.start(self.send_typed)

    def send_typed(self):
        #: The text of the box arrives a moment after the key.
        time.sleep(0.2)
        question, self.entry.value = self.entry.value.strip(), ""
        if question:
            asked = {"role": "user", "content": question}
            #| if in.image
            if self.upload.value:
                asked["image"] = Image.open(io.BytesIO(self.upload.value[0].content)).convert("RGB")
                self.upload.value = ()
            elif not any("image" in turn for turn in self.history):
                asked["image"] = self.picture
            #| end
            self.answer(asked)

    def stop(self, _button=None):
        self.halted.set()

    def retry(self, _button=None):
        self.start(self.ask_again)

    def ask_again(self):
        """Take the last answer back and ask the same again."""
        if self.history:
            asked = self.history[-2]
            del self.history[-2:]
            self.beside.pop(len(self.history) + 1, None)
            self.show()
            self.answer(asked)

    def clear(self, _button=None):
        if self.worker is None or not self.worker.is_alive():
            self.history.clear()
            self.beside.clear()
            self.show()
            self.say("")

    def _repr_mimebundle_(self, **options):
        """The widgets; where nothing can draw them, the conversation as HTML."""
        return {**self.box._repr_mimebundle_(**options), "text/html": self.past.value}
