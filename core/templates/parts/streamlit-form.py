# %% lines streamlit-imports
#| if in.words
import json

#| end
import os

#| if out.spans and in.bare
from html import escape

#| end
#| if in.table or in.rows or in.series and out.numbers
import pandas as pd

#| end
#| if in.audio
import soundfile

#| end
import streamlit as st

#| if out.boxes or out.keypoints
from PIL import Image, ImageDraw

#| elif in.image
from PIL import Image

#| end
# %% lines streamlit-form
with st.form("question"):
    #| each inputs
    #| if input.text
    __input_name__ = st.text_area(__input_label__, value=__input_sample__)
    #| elif input.list
    __input_name__ = st.text_area(__input_label__ + " (one per line)", value="\n".join(__input_sample__))
    #| elif input.image
    uploaded_image = st.file_uploader(__input_label__, type=["png", "jpg", "jpeg"])
    #| elif input.audio
    recorded = st.audio_input(__input_label__)
    uploaded_audio = st.file_uploader("or a file", type=["wav", "flac", "ogg", "mp3"])
    #| elif input.video
    uploaded_video = st.file_uploader(__input_label__, type=["mp4"])
    #| elif input.words
    __input_name__ = st.text_area(__input_label__ + " (JSON)", value=json.dumps(__input_sample__))
    #| elif input.table
    uploaded_table = st.file_uploader(__input_label__ + ": a CSV file of your own", type=["csv"])
    table_shown = (
        pd.DataFrame(__input_sample__) if uploaded_table is None else pd.read_csv(uploaded_table, dtype=str)
    )
    edited = st.data_editor(table_shown, num_rows="dynamic")
    #| elif input.rows
    uploaded_rows = st.file_uploader(__input_label__ + ": a CSV file of your own", type=["csv"])
    rows_shown = pd.DataFrame(__input_sample__) if uploaded_rows is None else pd.read_csv(uploaded_rows)
    edited = st.data_editor(rows_shown, num_rows="dynamic")
    #| elif input.series
    __input_name__ = st.text_area(__input_label__, value=" ".join(str(number) for number in __input_sample__))
    #| elif input.seed
    __input_name__ = st.number_input(__input_label__, value=__input_sample__, step=1)
    #| end
    #| end
    pressed = st.form_submit_button("Run")

if pressed:
    #| each inputs
    #| if input.list
    __input_name__ = [line.strip() for line in __input_name__.splitlines() if line.strip()]
    #| elif input.image
    if uploaded_image is None:
        image = Image.open("sample.png").convert("RGB")
    else:
        image = Image.open(uploaded_image).convert("RGB")
    st.image(image)
    #| elif input.audio
    samples, rate = soundfile.read(recorded or uploaded_audio or "sample.wav", dtype="float32")
    audio = {"array": samples.mean(axis=1) if samples.ndim == 2 else samples, "sampling_rate": rate}
    #| elif input.video
    video = "demo.mp4"
    if uploaded_video is not None:
        video = "uploaded.mp4"
        with open(video, "wb") as file:
            file.write(uploaded_video.getbuffer())
    st.video(video)
    #| elif input.words
    __input_name__ = json.loads(__input_name__)
    #| elif input.table
    __input_name__ = {str(name): [str(cell) for cell in cells] for name, cells in edited.items()}
    #| elif input.rows
    __input_name__ = edited.to_dict("records")
    #| elif input.series
    __input_name__ = [float(number) for number in __input_name__.replace(",", " ").split()]
    #| elif input.seed
    __input_name__ = int(__input_name__)
    #| end
    #| end
    with st.spinner("The model is working ..."):
        result = model.predict(__params__)
    #| if out.text
    st.write(result)
    #| elif out.labels
    for row in result[:5]:
        st.progress(min(max(row["score"], 0.0), 1.0), text=f"{row['label']}  {row['score']:.1%}")
    #| elif out.answer
    st.metric(
        "Answer", result["answer"] or "no answer found", f"{result['score']:.0%} sure", delta_color="off"
    )
    #| elif out.spans and in.bare
    #: Found parts stand out in the text. `escape`: what was typed is shown as text.
    pieces, at = [], 0
    for span in sorted(result, key=lambda span: span["start"]):
        if span["start"] >= at:
            found = escape(__only__[span["start"] : span["end"]])
            pieces += [
                escape(__only__[at : span["start"]]),
                f"<mark>{found} <b>{escape(span['label'])}</b></mark>",
            ]
            at = span["end"]
    st.html("".join([*pieces, escape(__only__[at:])]))
    st.dataframe(result, width="stretch")
    #| elif out.spans or out.ranking
    if result:
        st.dataframe(result, width="stretch")
    else:
        st.info("Nothing found.")
    #| elif out.boxes or out.keypoints
    picture = image.copy()
    pen = ImageDraw.Draw(picture)
    for row in result:
        #| if out.boxes
        box = row["box"]
        pen.rectangle((box["xmin"], box["ymin"], box["xmax"], box["ymax"]), outline="crimson", width=3)
        pen.text((box["xmin"] + 4, box["ymin"] + 4), f"{row['label']} {row['score']:.0%}", fill="crimson")
        #| else
        x, y = row["x"], row["y"]
        pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill="crimson", outline="white")
        #| end
    st.image(picture)
    if result:
        st.dataframe(result, width="stretch")
    else:
        st.info("Nothing found.")
    #| elif out.segments
    colours = ("crimson", "royalblue", "gold", "limegreen", "darkorchid", "darkorange")
    picture = image.copy()
    for number, row in enumerate(result):
        #: A mask of half the brightness lets the picture shine through.
        half = row["mask"].resize(image.size).point(lambda value: value // 2)
        picture.paste(Image.new("RGB", image.size, colours[number % len(colours)]), mask=half)
        st.write(colours[number % len(colours)], "is", row["label"])
    st.image(picture)
    if not result:
        st.info("Nothing found.")
    #| elif out.image
    st.image(result)
    #| elif out.audio
    st.audio(result["array"], sample_rate=result["sampling_rate"])
    #| elif out.numbers and in.series
    #: What was given and what comes next, on one axis.
    nothing = [None] * len(series)
    st.line_chart(pd.DataFrame({"given": series + [None] * len(result), "forecast": nothing + result}))
    #| elif out.numbers
    st.dataframe({"result": result}, width="stretch")
    #| else
    st.json(result)
    #| end
