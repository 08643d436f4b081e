# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Gradio demo
#
#| if beginner
# Gradio turns a Python function into a web page: you say what goes in and what comes out, and it draws the boxes and buttons. The page runs on your machine only.
#| elif intermediate
# `gr.Interface` around `predict`, served from this kernel and visible on this machine only (`share=False`).
#| else
# A local demo with a queue limit and a named endpoint, which `gradio_client` can call like any API.
#| end
# %% ui ui
import os

#: No usage statistics leave your machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr


#| if in.messages
def text_of(content):
    """Gradio hands a message over as text or as a list of blocks; models want text."""
    if isinstance(content, str):
        return content
    return "".join(block.get("text", "") for block in content if block.get("type") == "text")


def answer(message, history):
    messages = [{"role": turn["role"], "content": text_of(turn["content"])} for turn in history]
    messages.append({"role": "user", "content": text_of(message)})
    #| if streams
    #: Each `yield` shows the answer so far, so the text grows while the model writes.
    text = ""
    for piece in stream(messages):
        text += piece
        yield text
    #| else
    return predict(messages)
    #| end


demo = gr.ChatInterface(
    answer,
    api_name="chat",
    title=__app_title__,
    examples=prompts,
    cache_examples=False,
)
#| else
#| if in.audio or out.boxes or out.segments
import numpy as np

#| end
#| if in.words or in.table
import json


#| end
def answer(__params__):
    #| if in.audio
    #: Gradio gives the rate and whole numbers; the model wants numbers between -1 and 1, one channel.
    rate, samples = audio
    samples = np.asarray(samples)
    if samples.dtype.kind == "i":
        samples = samples / np.iinfo(samples.dtype).max
    if samples.ndim == 2:
        samples = samples.mean(axis=1)
    audio = {"array": samples.astype("float32"), "sampling_rate": rate}
    #| end
    #| each inputs
    #| if input.list
    __input_name__ = [line.strip() for line in __input_name__.splitlines() if line.strip()]
    #| elif input.table or input.words
    __input_name__ = json.loads(__input_name__)
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
    return f"{result['answer']}  ({result['score']:.0%})"
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
    return image, [(np.asarray(row["mask"].resize(image.size)) / 255.0, row["label"]) for row in result]
    #| elif out.audio
    return result["sampling_rate"], result["array"]
    #| else
    return result
    #| end


#| if out.labels
output = gr.Label(label="Labels", num_top_classes=5)
#| elif out.spans
output = gr.HighlightedText(label="Found")
#| elif out.ranking
output = gr.Dataframe(label="Ranking", headers=["text", "score"])
#| elif out.boxes or out.segments
output = gr.AnnotatedImage(label="Found")
#| elif out.image
output = gr.Image(label="Result")
#| elif out.audio
output = gr.Audio(label="Result")
#| elif out.text or out.answer
output = gr.Textbox(label="Result", lines=4)
#| else
output = gr.JSON(label="Result")
#| end
demo = gr.Interface(
    fn=answer,
    inputs=[
        #| each inputs
        #| if input.text
        gr.Textbox(label=__input_label__, lines=3),
        #| elif input.list
        gr.Textbox(label=__input_label__, info="one per line", lines=5),
        #| elif input.image
        gr.Image(label=__input_label__, type="pil"),
        #| elif input.audio
        gr.Audio(label=__input_label__, type="numpy"),
        #| elif input.video
        gr.File(label=__input_label__, file_types=[".mp4"], type="filepath"),
        #| elif input.table or input.words
        gr.Code(label=__input_label__, language="json"),
        #| elif input.rows
        gr.Dataframe(label=__input_label__, type="pandas"),
        #| elif input.series
        gr.Textbox(label=__input_label__, info="numbers, oldest first", lines=4),
        #| elif input.seed
        gr.Number(label=__input_label__, precision=0),
        #| end
        #| end
    ],
    outputs=output,
    #| if in.bare and in.text
    examples=[[text] for text in examples],
    cache_examples=False,
    #| end
    title=__app_title__,
    flagging_mode="never",
    api_name="predict",
)
#| end
#| if advanced
demo.queue(default_concurrency_limit=1, max_size=8)
#| end
_, url, _ = demo.launch(
    share=False,
    prevent_thread_lock=True,
    inline=False,
    quiet=True,
    server_name="127.0.0.1",
)
print("The demo is at", url)
# %% ui ui-call
#: Show the page below this cell. The link above opens it in a tab of its own.
from IPython.display import IFrame

display(IFrame(url, width="100%", height=520))
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** open the link, change the input and press the button. When you are done, run the next cell: it closes the page.
#| elif intermediate
# On a remote machine the frame stays empty: forward the port, or open the link through your editor's port view.
#| end
# %% ui ui-stop
demo.close()
