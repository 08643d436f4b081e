# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Streamlit app
#
#| if beginner
# Streamlit makes an app out of a Python file. We write two files: `my_model.py` with the steps you already know, and `app.py` with what a visitor sees. Streamlit runs `app.py` again after every click, but Python loads `my_model.py` only once, so what it has loaded stays in memory.
#| elif intermediate
# Two files: `my_model.py` (imported once, so everything in it is loaded once) and `app.py` (run again after each interaction).
#| else
# `my_model.py` is imported once per process and holds the model; `app.py` is the script that Streamlit reruns. The server is a subprocess with a health check.
#| end
# %% ui ui-model-file
#| magic %%writefile my_model.py
#| include settings load predict
# %% ui ui-app-file
#| magic %%writefile app.py
#| if in.table or in.words
import json

#| end
#| if in.image
from PIL import Image

#| end
#| if in.audio
import soundfile

#| end
import streamlit as st
from my_model import predict

st.set_page_config(page_title=__app_title__)
st.title(__app_title__)
#| if in.messages

if "messages" not in st.session_state:
    st.session_state.messages = []
for message in st.session_state.messages:
    st.chat_message(message["role"]).write(message["content"])

if question := st.chat_input("Write a message"):
    st.session_state.messages.append({"role": "user", "content": question})
    st.chat_message("user").write(question)
    with st.spinner("The model is writing ..."):
        reply = predict(st.session_state.messages)
    st.session_state.messages.append({"role": "assistant", "content": reply})
    st.chat_message("assistant").write(reply)
#| else

with st.form("question"):
    #| each inputs
    #| if input.text
    __input_name__ = st.text_area(__input_label__, value=__input_sample__)
    #| elif input.list
    __input_name__ = st.text_area(__input_label__ + " (one per line)", value="\n".join(__input_sample__))
    #| elif input.image
    uploaded_image = st.file_uploader(__input_label__, type=["png", "jpg", "jpeg"])
    #| elif input.audio
    uploaded_audio = st.file_uploader(__input_label__, type=["wav", "flac", "ogg"])
    #| elif input.video
    uploaded_video = st.file_uploader(__input_label__, type=["mp4"])
    #| elif input.table or input.words
    __input_name__ = st.text_area(__input_label__ + " (JSON)", value=json.dumps(__input_sample__))
    #| elif input.rows
    __input_name__ = st.data_editor(__input_sample__, num_rows="dynamic")
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
    samples, rate = soundfile.read(
        "sample.wav" if uploaded_audio is None else uploaded_audio, dtype="float32"
    )
    audio = {"array": samples.mean(axis=1) if samples.ndim == 2 else samples, "sampling_rate": rate}
    #| elif input.video
    video = "demo.mp4"
    if uploaded_video is not None:
        video = "uploaded.mp4"
        with open(video, "wb") as file:
            file.write(uploaded_video.getbuffer())
    st.video(video)
    #| elif input.table or input.words
    __input_name__ = json.loads(__input_name__)
    #| elif input.series
    __input_name__ = [float(number) for number in __input_name__.replace(",", " ").split()]
    #| elif input.seed
    __input_name__ = int(__input_name__)
    #| end
    #| end
    with st.spinner("The model is working ..."):
        result = predict(__params__)
    #| if out.text
    st.write(result)
    #| elif out.labels
    for row in result[:5]:
        st.progress(min(max(row["score"], 0.0), 1.0), text=f"{row['label']}  {row['score']:.1%}")
    #| elif out.answer
    st.metric(
        "Answer", result["answer"] or "no answer found", f"{result['score']:.0%} sure", delta_color="off"
    )
    #| elif out.spans or out.ranking or out.boxes or out.keypoints
    if result:
        st.dataframe(result, width="stretch")
    else:
        st.info("Nothing found.")
    #| elif out.segments
    for row in result:
        st.image(row["mask"], caption=row["label"])
    if not result:
        st.info("Nothing found.")
    #| elif out.image
    st.image(result)
    #| elif out.audio
    st.audio(result["array"], sample_rate=result["sampling_rate"])
    #| elif out.numbers
    st.line_chart(result)
    #| else
    st.json(result)
    #| end
#| end
# %% ui ui
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

#| if in.image
image.save("sample.png")
#| end
#| if in.audio
import soundfile

soundfile.write("sample.wav", audio["array"], audio["sampling_rate"])
#| end
#| if in.video
import shutil

shutil.copy(video, "demo.mp4")
#| end
#: Ask the system for a port that is free.
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]

log = open("streamlit.log", "w")
process = subprocess.Popen(
    [sys.executable, "-m", "streamlit", "run", os.path.abspath("app.py")]
    + ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
    + ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"],
    stdout=log,
    stderr=subprocess.STDOUT,
)
url = f"http://127.0.0.1:{port}"

#: Wait until the app says that it is well, at most a minute.
deadline = time.time() + 60
while True:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as health:
            if health.status == 200:
                break
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        pass
    if process.poll() is not None or time.time() > deadline:
        raise RuntimeError("The app did not start:\n" + open("streamlit.log").read()[-2000:])
    time.sleep(0.2)
print("The app is at", url)
# %% ui ui-call
#: Show the app below this cell. The link above opens it in a tab of its own.
from IPython.display import IFrame

display(IFrame(url, width="100%", height=560))
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** use the app, then change a line in the cell that writes `app.py`, run that cell again and reload the page. When you are done, run the next cell: it stops the app.
#| end
# %% ui ui-stop
process.terminate()
process.wait(timeout=15)
log.close()
print("Stopped")
