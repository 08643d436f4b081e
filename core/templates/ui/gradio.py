# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Gradio demo
#
#| if beginner
# Gradio turns a Python function into a web page: you say what goes in and what comes out, and it draws the boxes and buttons. The page runs on your machine only.
#| elif intermediate and in.messages
# `gr.ChatInterface` around `stream`, served from this kernel and visible on this machine only (`share=False`).
#| elif intermediate
# `gr.Interface` around `predict`, served from this kernel and visible on this machine only (`share=False`).
#| else
# A local demo with a queue limit and a named endpoint, which `gradio_client` can call like any API.
#| end
# %% ui conversation
#| if in.messages or in.image and streams
#| use conversation-functions
#| end
# %% ui ui
#| if not in.messages
#| if in.table or in.words
import json

#| end
#| end
import os

#: No usage statistics leave your machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

#| if in.messages or in.image and streams
#| use gradio-chat
#| else
#| if in.audio or out.boxes or out.segments
import numpy as np

#| end
#| if out.numbers
import pandas as pd

#| end
#| if out.keypoints
from PIL import ImageDraw
#| end


#| if in.audio
def as_sound(recorded):
    """Gradio gives the rate and whole numbers; the model wants numbers between -1 and 1, one channel."""
    rate, samples = recorded
    samples = np.asarray(samples)
    if samples.dtype.kind == "i":
        samples = samples / np.iinfo(samples.dtype).max
    if samples.ndim == 2:
        samples = samples.mean(axis=1)
    return {"array": samples.astype("float32"), "sampling_rate": rate}


#| end
#| if out.segments
def drawn(image, rows):
    """The picture with one see-through colour for each mask."""
    return image, [(np.asarray(row["mask"].resize(image.size)) / 255.0, row["label"]) for row in rows]


#| end
def answer_form(__params__):
    #| each inputs
    #| if input.audio
    if audio is None:
        raise gr.Error("Record something or choose a file first.")
    audio = as_sound(audio)
    #| elif input.image
    if image is None:
        raise gr.Error("Choose a picture first.")
    #| elif input.list
    __input_name__ = [line.strip() for line in __input_name__.splitlines() if line.strip()]
    #| elif input.words
    __input_name__ = json.loads(__input_name__)
    #| elif input.table
    __input_name__ = {str(name): [str(cell) for cell in cells] for name, cells in __input_name__.items()}
    #| elif input.rows
    __input_name__ = __input_name__.to_dict("records")
    #| elif input.series
    __input_name__ = [float(number) for number in __input_name__.replace(",", " ").split()]
    #| elif input.seed
    __input_name__ = int(__input_name__)
    #| end
    #| end
    result = predict(__params__)
    #| if out.labels
    return {row["label"]: row["score"] for row in result}
    #| elif out.spans
    entities = [{"entity": s["label"], "start": s["start"], "end": s["end"]} for s in result]
    return {"text": __only__, "entities": entities}
    #| elif out.answer
    return f"{result['answer'] or 'No answer found.'}  ({result['score']:.0%})"
    #| elif out.ranking
    return [[row["text"], round(row["score"], 3)] for row in result]
    #| elif out.boxes
    boxes = []
    for row in result:
        box = row["box"]
        corners = tuple(int(box[side]) for side in ("xmin", "ymin", "xmax", "ymax"))
        boxes.append((corners, f"{row['label']} {row['score']:.0%}"))
    return image, boxes
    #| elif out.segments
    return drawn(image, result)
    #| elif out.keypoints
    picture = image.copy()
    pen = ImageDraw.Draw(picture)
    for point in result:
        x, y = point["x"], point["y"]
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill="crimson", outline="white")
    return picture
    #| elif out.numbers and in.series
    #: What was given and what comes next, on one axis.
    steps = range(len(series) + len(result))
    kinds = ["given"] * len(series) + ["forecast"] * len(result)
    return pd.DataFrame({"step": steps, "value": [*series, *result], "what": kinds})
    #| elif out.numbers
    return pd.DataFrame({"number": range(1, len(result) + 1), "value": result})
    #| elif out.audio
    return result["sampling_rate"], result["array"]
    #| else
    return result
    #| end


#| if out.labels
output_component = gr.Label(label="Labels", num_top_classes=5)
#| elif out.spans
output_component = gr.HighlightedText(label="Found")
#| elif out.ranking
output_component = gr.Dataframe(label="Ranking", headers=["text", "score"])
#| elif out.boxes or out.segments
output_component = gr.AnnotatedImage(label="Found")
#| elif out.image or out.keypoints
output_component = gr.Image(label="Result")
#| elif out.numbers and in.series
output_component = gr.LinePlot(label="Forecast", x="step", y="value", color="what")
#| elif out.numbers
output_component = gr.Dataframe(label="Result")
#| elif out.audio
output_component = gr.Audio(label="Result")
#| elif out.text or out.answer
output_component = gr.Textbox(label="Result", lines=4)
#| else
output_component = gr.JSON(label="Result")
#| end
#: What one can press instead of typing: the examples of this notebook.
#| use write-samples
#| if in.bare and in.text
sample_inputs = [[text] for text in examples]
#| else
sample_inputs = [
    [
        #| each inputs
        #| if input.image
        "sample.png",
        #| elif input.audio
        "sample.wav",
        #| elif input.video
        video,
        #| elif input.list
        "\n".join(__input_sample__),
        #| elif input.words
        json.dumps(__input_sample__),
        #| elif input.table
        [list(row) for row in zip(*__input_sample__.values())],
        #| elif input.rows
        [list(row.values()) for row in __input_sample__],
        #| elif input.series
        " ".join(str(number) for number in __input_sample__),
        #| else
        __input_sample__,
        #| end
        #| end
    ]
]
#| end
demo = gr.Interface(
    fn=answer_form,
    inputs=[
        #| each inputs
        #| if input.text
        gr.Textbox(label=__input_label__, lines=3),
        #| elif input.list
        gr.Textbox(label=__input_label__, info="one per line", lines=5),
        #| elif input.image
        gr.Image(label=__input_label__, type="pil", sources=["upload", "webcam", "clipboard"]),
        #| elif input.audio
        gr.Audio(label=__input_label__, type="numpy", sources=["microphone", "upload"]),
        #| elif input.video
        gr.Video(label=__input_label__),
        #| elif input.words
        gr.Code(label=__input_label__, language="json"),
        #| elif input.table
        gr.Dataframe(
            label=__input_label__,
            type="pandas",
            headers=list(__input_sample__),
            value=[list(row) for row in zip(*__input_sample__.values())],
        ),
        #| elif input.rows
        gr.Dataframe(
            label=__input_label__,
            type="pandas",
            headers=list(__input_sample__[0]),
            value=[list(row.values()) for row in __input_sample__],
        ),
        #| elif input.series
        gr.Textbox(label=__input_label__, info="numbers, oldest first", lines=4),
        #| elif input.seed
        gr.Number(label=__input_label__, precision=0),
        #| end
        #| end
    ],
    outputs=output_component,
    examples=sample_inputs,
    cache_examples=False,
    title=__app_title__,
    flagging_mode="never",
    api_name="predict",
)
#| end
#| if points


def at_point(image, event: gr.SelectData):
    """The best mask for the point that was clicked, over the picture."""
    masks, scores = masks_at(image, [tuple(event.index)])
    best = int(scores[0].argmax())
    return image, [(masks[0][best].numpy().astype("float32"), f"score {scores[0][best]:.2f}")]


#: Click on a thing in the picture: the model marks what belongs to it.
with demo:
    demo.input_components[0].select(
        at_point, demo.input_components[0], output_component, api_visibility="private"
    )
#| end
#: One request at a time reaches the model, the others wait in a queue.
demo.queue(default_concurrency_limit=1, max_size=8)
# %% [markdown] ui ui-call-text
#| if beginner
# The next cell opens the page. It stays open after the last cell, until you press **Stop the demo**, or end the kernel.
#| elif intermediate
# The server runs in a thread of this kernel: it outlives the last cell, and ends with the Stop button or with the kernel. Run the cell again for a fresh one.
#| end
# %% ui ui-call
import socket
from importlib.util import find_spec

import ipywidgets as widgets

#| use end-earlier-run


def stop_demo():
    #| if not beginner
    """End the demo; harmless when it has ended."""
    #| end
    launched.close(verbose=False)


#| use reachable-address
#| if in.messages or in.image and streams
demo_height = 820
#| else
demo_height = 520
#| end
#: `inline` shows the page below this cell. The link opens it in a tab of its own.
launched = demo
_app, demo_url, _shared = launched.launch(
    share=False,
    server_port=port,
    root_path=behind,
    prevent_thread_lock=True,
    inline=True,
    height=demo_height,
    quiet=True,
    server_name="127.0.0.1",
)
print("The demo is at", behind or demo_url)


#| use stop-button
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** change the input on the page above and press its button, or open the link in a tab of its own. When you are done, press **Stop the demo**.
#| elif intermediate
# On a remote machine the frame stays empty: forward the port, or open the link through your editor's port view.
#| end
# %% ui ui-stop <- parts/demo-stop
