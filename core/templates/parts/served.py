# %% lines served-standard
import asyncio
import hmac
import os
from contextlib import asynccontextmanager

# %% lines served-web
import anyio
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool

# %% lines served-guard
#: Larger requests are refused before they are read.
LONGEST_REQUEST = 20_000_000
#: One request at a time reaches the model; so many may wait, and so many seconds.
MOST_WAITING = 8
PATIENCE = 120


class RequestLimit:
    """Counts the bytes of a request as they come."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        read = 0

        async def counted():
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LONGEST_REQUEST:
                raise HTTPException(413, f"The request is larger than {LONGEST_REQUEST:,} bytes.")
            return message

        await self.app(scope, counted, send)


class Queue:
    """One request at a time, the others in a row of limited length."""

    def __init__(self):
        self.lock, self.waiting = asyncio.Lock(), 0

    def check(self):
        if self.waiting >= MOST_WAITING:
            raise HTTPException(429, "Too many requests are waiting.", headers={"Retry-After": "10"})

    @asynccontextmanager
    async def turn(self):
        self.check()
        self.waiting += 1
        try:
            await asyncio.wait_for(self.lock.acquire(), PATIENCE)
        except asyncio.TimeoutError:
            raise HTTPException(503, f"The model was busy for {PATIENCE} seconds.") from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self.lock.release()


def check_key(request: Request):
    """Where the environment variable API_KEY is set, each request must carry it."""
    wanted, given = os.environ.get("API_KEY"), request.headers.get("authorization", "")
    if wanted and not hmac.compare_digest(given.encode(), f"Bearer {wanted}".encode()):
        raise HTTPException(401, "Send the header 'Authorization: Bearer <API_KEY>'.")


# %% lines app-with-health
app = FastAPI(title=model.MODEL_ID)
app.add_middleware(RequestLimit)
queue = Queue()


@app.get("/health")
def health():
    """For whoever watches over this server; asks for no key."""
    return {"status": "ok", "model": model.MODEL_ID}


@app.get("/v1/models", dependencies=[Depends(check_key)])
def models():
    return {"object": "list", "data": [{"id": model.MODEL_ID, "object": "model", "owned_by": "here"}]}


# %% lines check-model
if request.model and request.model != model.MODEL_ID:
    raise HTTPException(404, f"There is only one model here: {model.MODEL_ID}")
# %% lines served-embeddings
#| use served-standard
import base64
import struct
from typing import Literal

#| use served-web
from pydantic import BaseModel, Field

#| use served-guard


class EmbeddingRequest(BaseModel):
    input: str | list[str] = Field(max_length=100_000)
    model: str = ""
    encoding_format: Literal["float", "base64"] = "float"


def build(model):
    """`model`: a module (or notebook) with MODEL_ID and `predict(text)`."""
    #| use app-with-health

    @app.post("/v1/embeddings", dependencies=[Depends(check_key)])
    async def embeddings(request: EmbeddingRequest):
        #| use check-model
        texts = [request.input] if isinstance(request.input, str) else request.input
        if len(texts) > 256:
            raise HTTPException(422, f"At most 256 texts at once, not {len(texts)}.")
        data = []
        async with queue.turn():
            for index, text in enumerate(texts):
                vector = await run_in_threadpool(model.predict, text)
                if request.encoding_format == "base64":
                    vector = base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
                data.append({"object": "embedding", "index": index, "embedding": vector})
        #: About four letters are a token; the exact number is the tokenizer's to say.
        tokens = sum(len(text) // 4 + 1 for text in texts)
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        return {"object": "list", "data": data, "model": model.MODEL_ID, "usage": usage}

    return app


# %% lines served-transcriptions
#| use served-standard
import io
from typing import Annotated, Literal

import soundfile

#| use served-web
from fastapi import File, Form, UploadFile
from fastapi.responses import PlainTextResponse

#| use served-guard


def build(model):
    """`model`: a module (or notebook) with MODEL_ID and `predict(audio)`."""
    #| use app-with-health

    @app.post("/v1/audio/transcriptions", dependencies=[Depends(check_key)])
    async def transcriptions(
        file: Annotated[UploadFile, File()],
        name: Annotated[str, Form(alias="model")] = "",
        response_format: Annotated[Literal["json", "text"], Form()] = "json",
    ):
        if name and name != model.MODEL_ID:
            raise HTTPException(404, f"There is only one model here: {model.MODEL_ID}")
        try:
            samples, rate = soundfile.read(io.BytesIO(await file.read()), dtype="float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            raise HTTPException(422, f"The file is no sound that can be read: {error}") from error
        async with queue.turn():
            audio = {"array": samples.mean(axis=1), "sampling_rate": rate}
            text = await run_in_threadpool(model.predict, audio)
        return PlainTextResponse(text) if response_format == "text" else {"text": text}

    return app
