# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} API endpoint
#
#| if beginner
# An *endpoint* is an address that other programs can send a question to. We write the server into a file, `app/served.py`, and start it here: the first cell below starts it on your own machine, and the next one asks it something over HTTP, just as a web page or an app would. It goes on listening after the last cell, until you press **Stop the demo** or end the kernel.
#| else
# FastAPI in `app/served.py`, started in a thread of this kernel around the model that is loaded already. One request at a time reaches the model, a few wait in a queue, the others get a 429. Bodies and answers have limits; with the environment variable `API_KEY` every request must carry the key. No other web page may call it (CORS is off).
#| end
#| if in.messages or in.image and streams
#
# It speaks the OpenAI protocol, so that programs written for OpenAI work with this model by a change of their address.
#| elif out.vector and in.text
#
# It speaks the OpenAI protocol for embeddings, so that programs written for OpenAI work with this model by a change of their address.
#| elif in.audio and in.onlymedia and out.text
#
# It speaks the OpenAI protocol for transcriptions, so that programs written for OpenAI work with this model by a change of their address.
#| end
# %% ui conversation
#| if in.messages or in.image and streams
#| use conversation-functions
#| end
# %% ui ui-folder
from pathlib import Path

Path("app").mkdir(exist_ok=True)
# %% ui ui-served-file
#| magic %%writefile app/served.py
#| if in.messages or in.image and streams
#| use served-chat
#| elif out.vector and in.text
#| use served-embeddings
#| elif in.audio and in.onlymedia and out.text
#| use served-transcriptions
#| else
#| use served-predict
#| end
# %% ui ui
import importlib.util
import socket
import sys
import threading
import time

import ipywidgets as widgets
import uvicorn

#| use end-earlier-run


def stop_demo():
    #| if not beginner
    """End the server; harmless when it has ended."""
    #| end
    server.should_exit = True
    server_thread.join(timeout=10)


#: The file as it stands now, also when it was read before.
spec = importlib.util.spec_from_file_location("served", "app/served.py")
served = importlib.util.module_from_spec(spec)
spec.loader.exec_module(served)

#: `__main__` is this notebook: the server uses the model that is loaded here, and no second one.
app = served.build(sys.modules["__main__"])

#: Port 0 means: any port that is free.
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"

server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
server_thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
server_thread.start()
while not server.started:
    if not server_thread.is_alive():
        raise RuntimeError("The server did not start: read the lines above for the reason.")
    time.sleep(0.05)
print("Listening on", base_url)


#| use stop-button
# %% [markdown] ui ui-call-text
#| if beginner
# Now we are the other program: we know nothing but the address. `curl` does the same in a terminal.
#| else
# The same calls work from any language and any machine that reaches the address; `{base_url}/docs` describes them.
#| end
# %% ui ui-call
#| if in.messages or in.image and streams
#| if in.image
import base64
import io

#| else
import json

#| end
import os

from openai import OpenAI

#| if in.image
picture = io.BytesIO()
image.convert("RGB").save(picture, format="JPEG")
picture_url = "data:image/jpeg;base64," + base64.b64encode(picture.getvalue()).decode()
content = [
    {"type": "text", "text": __sample_prompt__},
    {"type": "image_url", "image_url": {"url": picture_url}},
]
sent_messages = [{"role": "user", "content": content}]
#| else
sent_messages = [{"role": "user", "content": __sample_prompt__}]
#: In a terminal:
payload = {"model": MODEL_ID, "messages": sent_messages}
quoted = json.dumps(payload).replace("'", "'\\''")
print(f"curl {base_url}/v1/chat/completions -H 'Content-Type: application/json' -d '{quoted}'\n")
#| end
#: The client asks for a key; this server looks at it only where you have set one.
caller = OpenAI(base_url=f"{base_url}/v1", api_key=os.environ.get("API_KEY", "none"))
[here] = caller.models.list().data
received = caller.chat.completions.create(model=here.id, messages=sent_messages)
print(received.choices[0].message.content)
print(received.choices[0].finish_reason, received.usage.completion_tokens, "tokens\n")

#: The same, word by word.
for chunk in caller.chat.completions.create(
    model=here.id, messages=sent_messages, max_tokens=40, stream=True
):
    print(chunk.choices[0].delta.content or "", end="", flush=True)
#| elif out.vector and in.text
import os

from openai import OpenAI

#: In a terminal:
print(f"curl {base_url}/v1/embeddings -H 'Content-Type: application/json' -d '{{\"input\": \"Hello\"}}'\n")
#: The client asks for a key; this server looks at it only where you have set one.
caller = OpenAI(base_url=f"{base_url}/v1", api_key=os.environ.get("API_KEY", "none"))
[here] = caller.models.list().data
received = caller.embeddings.create(model=here.id, input=examples)
for example, row in zip(examples, received.data):
    print(len(row.embedding), "numbers:", [round(value, 3) for value in row.embedding[:4]], example[:60])
#| elif in.audio and in.onlymedia and out.text
import io
import os

import soundfile
from openai import OpenAI

#: In a terminal:
print(f"curl {base_url}/v1/audio/transcriptions -F file=@recording.wav\n")
recording = io.BytesIO()
soundfile.write(recording, audio["array"], audio["sampling_rate"], format="WAV")
#: The client asks for a key; this server looks at it only where you have set one.
caller = OpenAI(base_url=f"{base_url}/v1", api_key=os.environ.get("API_KEY", "none"))
[here] = caller.models.list().data
received = caller.audio.transcriptions.create(model=here.id, file=("recording.wav", recording.getvalue()))
print(received.text)
#| else
#| if in.image or in.audio or in.video
import base64
import io

#| end
import os

import httpx

#| if in.audio
import soundfile

#| end
#| if in.image
buffer = io.BytesIO()
image.save(buffer, format="PNG")
encoded_image = base64.b64encode(buffer.getvalue()).decode()
#| end
#| if in.audio
buffer = io.BytesIO()
soundfile.write(buffer, audio["array"], audio["sampling_rate"], format="WAV")
encoded_audio = base64.b64encode(buffer.getvalue()).decode()
#| end
#| if in.video
with open(video, "rb") as file:
    encoded_video = base64.b64encode(file.read()).decode()
#| end
payload = {
    #| each inputs
    #| if input.image
    __input_key__: encoded_image,
    #| elif input.audio
    __input_key__: encoded_audio,
    #| elif input.video
    __input_key__: encoded_video,
    #| else
    __input_key__: __input_sample__,
    #| end
    #| end
}
print(f"curl {base_url}/predict -H 'Content-Type: application/json' -d @request.json\n")
key_header = {"Authorization": f"Bearer {os.environ['API_KEY']}"} if "API_KEY" in os.environ else {}
response = httpx.post(f"{base_url}/predict", json=payload, headers=key_header, timeout=300)
response.raise_for_status()
received = response.json()["result"]
#| if out.image or out.audio
print(f"Received {len(received):,} characters of base64")
#| elif out.segments
print(f"Received {len(received)} masks")
#| elif out.vector or out.numbers
print(f"Received {len(received)} numbers, the first ones are", [round(value, 3) for value in received[:4]])
#| else
print(received)
#| end
#| end
# %% [markdown] ui ui-test-text
#| if beginner
# A server that others rely on needs a test: it must refuse what makes no sense, and say that it is well.
#| else
# The test that goes with it into a pipeline.
#| end
# %% ui ui-test
import httpx

assert httpx.get(f"{base_url}/health", timeout=30).json() == {"status": "ok", "model": MODEL_ID}
assert httpx.get(f"{base_url}/nothing", timeout=30).status_code == 404
key_header = {"Authorization": f"Bearer {os.environ.get('API_KEY', 'none')}"}
#| if in.messages or in.image and streams
route = f"{base_url}/v1/chat/completions"
#| elif out.vector and in.text
route = f"{base_url}/v1/embeddings"
#| elif in.audio and in.onlymedia and out.text
route = f"{base_url}/v1/audio/transcriptions"
#| else
route = f"{base_url}/predict"
#| end
refused = httpx.post(route, json={"nonsense": 1}, headers=key_header, timeout=30)
assert refused.status_code == 422, f"nonsense was answered with {refused.status_code}"
assert "access-control-allow-origin" not in refused.headers
print("The server does what it must.")
# %% [markdown] ui ui-deploy-text
#| if beginner
# ### Take it with you
#
# The folder `app` becomes a program that runs without this notebook: on a server, or in a container. Start it with `uvicorn app:app` inside the folder.
#| else
# ### As a container
#
# `app/` runs without this notebook: `docker build -t my-model app`, `docker run -p 8000:8000 -e API_KEY=… my-model`, or `kubectl apply -f app/kubernetes.yaml`. Versions are those of this kernel.
#| end
# %% ui ui-model-file
#| magic %%writefile app/model.py
#| include settings load in-words predict stream


#| if in.messages or in.image and streams
#| use conversation-functions
#| end
# %% ui ui-app-file
#| magic %%writefile app/app.py
import model
from served import build

app = build(model)
# %% ui ui-deploy <- parts/deploy
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** open the address above with `/docs` at its end in your browser. FastAPI has written a page there on which you can try the endpoint by hand.
#| end
# %% ui ui-stop <- parts/demo-stop
