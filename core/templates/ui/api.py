# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} API endpoint
#
#| if beginner
# An *endpoint* is an address that other programs can send a question to. Here FastAPI listens on your own machine: the first cell starts it, the second one asks it something over HTTP, just as a web page or an app would, and the last one stops it.
#| elif intermediate
# FastAPI on a free port of this machine, in a thread beside the notebook. The request is checked by pydantic before it reaches the model.
#| else
# FastAPI in a thread on a free port. A lock keeps one call of `predict` at a time; `/health` is for the load balancer; errors come back as 4xx, not as a stack trace.
#| end
# %% ui ui
#| if in.image or in.audio or in.video or out.image or out.audio or out.segments
import base64
import io

#| end
import socket
import threading
import time

import uvicorn

#| if advanced
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

#| else
from fastapi import FastAPI
from pydantic import BaseModel

#| end
#| if in.image
from PIL import Image

#| end
#| if in.audio or out.audio
import soundfile
#| end


#: What a request must look like. FastAPI refuses everything else.
class PredictRequest(BaseModel):
    #| each inputs
    #| if input.text
    #| if advanced
    __input_name__: str = Field(min_length=1, max_length=20_000)
    #| else
    __input_name__: str
    #| end
    #| elif input.messages
    __input_name__: list[dict[str, str]]
    #| elif input.list
    __input_name__: list[str]
    #| elif input.table
    __input_name__: dict[str, list[str]]
    #| elif input.rows
    __input_name__: list[dict[str, float | str]]
    #| elif input.series
    __input_name__: list[float]
    #| elif input.words
    __input_name__: list[tuple[str, list[int]]]
    #| elif input.seed
    __input_name__: int
    #| else
    __input_name__: str  # the file, base64-encoded
    #| end
    #| end


app = FastAPI(title=__app_title__)
#| if advanced
one_at_a_time = threading.Lock()


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok", "model": MODEL_ID}


#| end
@app.post("/predict")
def predict_endpoint(request: PredictRequest):
    #| if in.image
    #| if advanced
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(request.image, validate=True))).convert("RGB")
    except (ValueError, OSError) as error:
        raise HTTPException(status_code=422, detail="image must be a base64-encoded picture") from error
    #| else
    picture = Image.open(io.BytesIO(base64.b64decode(request.image))).convert("RGB")
    #| end
    #| end
    #| if in.audio
    samples, rate = soundfile.read(io.BytesIO(base64.b64decode(request.audio)), dtype="float32")
    #| end
    #| if in.video
    with open("request.mp4", "wb") as file:
        file.write(base64.b64decode(request.video))
    #| end
    #| if advanced
    with one_at_a_time:
        result = predict(
            #| each inputs
            #| if input.image
            picture,
            #| elif input.audio
            {"array": samples, "sampling_rate": rate},
            #| elif input.video
            "request.mp4",
            #| else
            request.__input_name__,
            #| end
            #| end
        )
    #| elif in.bare
    result = predict(request.__only__)
    #| else
    result = predict(
        #| each inputs
        #| if input.image
        picture,
        #| elif input.audio
        {"array": samples, "sampling_rate": rate},
        #| elif input.video
        "request.mp4",
        #| else
        request.__input_name__,
        #| end
        #| end
    )
    #| end
    #| if out.image
    buffer = io.BytesIO()
    result.save(buffer, format="PNG")
    return {"result": base64.b64encode(buffer.getvalue()).decode()}
    #| elif out.audio
    buffer = io.BytesIO()
    soundfile.write(buffer, result["array"], result["sampling_rate"], format="WAV")
    return {"result": base64.b64encode(buffer.getvalue()).decode()}
    #| elif out.segments
    segments = []
    for segment in result:
        buffer = io.BytesIO()
        segment["mask"].save(buffer, format="PNG")
        segments.append({**segment, "mask": base64.b64encode(buffer.getvalue()).decode()})
    return {"result": segments}
    #| else
    return {"result": result}
    #| end


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
# %% [markdown] ui ui-call-text
#| if beginner
# Now we are the other program: we know nothing but the address.
#| elif intermediate
# The same call works from any language; `{base_url}/docs` describes the endpoint.
#| end
# %% ui ui-call
import httpx

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
#| if advanced
started = time.perf_counter()
#| end
response = httpx.post(f"{base_url}/predict", json=payload, timeout=300)
response.raise_for_status()
answer = response.json()["result"]
#| if out.image or out.audio
print(f"Received {len(answer):,} characters of base64")
#| elif out.segments
print(f"Received {len(answer)} masks")
#| elif out.vector or out.numbers
print(f"Received {len(answer)} numbers, the first ones are", [round(value, 3) for value in answer[:4]])
#| else
print(answer)
#| end
#| if advanced
print(f"{time.perf_counter() - started:.2f} s round trip")
#| end
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** open the address above with `/docs` at its end in your browser. FastAPI has written a page there on which you can try the endpoint by hand.
#| end
# %% ui ui-stop
#: Stop the server, so that the port is free again.
server.should_exit = True
server_thread.join(timeout=10)
print("Stopped:", not server_thread.is_alive())
