# %% lines served-chat
#| use served-standard
#| if in.image
import base64
import io

#| end
import json
import time
import uuid
from typing import Literal

#| use served-web
from fastapi.responses import StreamingResponse

#| if in.image
from PIL import Image

#| end
from pydantic import BaseModel, Field

#| use served-guard

#: An answer that takes longer is cut.
LONGEST_ANSWER_SECONDS = 600


class Message(BaseModel):
    role: Literal["system", "developer", "user", "assistant"]
    content: str | list[dict]


class ChatRequest(BaseModel):
    """What the OpenAI protocol asks for and this model understands; other fields are left unread."""

    messages: list[Message] = Field(min_length=1, max_length=500)
    model: str = ""
    stream: bool = False
    temperature: float | None = Field(default=None, ge=0, le=2)
    max_tokens: int | None = Field(default=None, ge=1, le=8192)
    max_completion_tokens: int | None = Field(default=None, ge=1, le=8192)
    n: Literal[1] = 1


def as_turn(message):
    """A message of the protocol -> one of the notebook: text, and a picture where one is in it."""
    if isinstance(message.content, str):
        parts = [{"type": "text", "text": message.content}]
    else:
        parts = message.content
    role = "system" if message.role == "developer" else message.role
    turn = {"role": role, "content": ""}
    for part in parts:
        if part.get("type") == "text":
            turn["content"] += str(part.get("text", ""))
        #| if in.image
        elif part.get("type") == "image_url":
            #: Only pictures inside the request: this server fetches no addresses that others name.
            head, _, data = str(dict(part.get("image_url") or {}).get("url", "")).partition(";base64,")
            try:
                if not head.startswith("data:image/"):
                    raise ValueError("not a data URL")
                turn["image"] = Image.open(io.BytesIO(base64.b64decode(data, validate=True))).convert("RGB")
            except (ValueError, OSError) as error:
                raise HTTPException(422, "image_url must hold a picture as data:image/…;base64,…") from error
        #| end
        else:
            raise HTTPException(422, f"This model does not read parts of type {part.get('type')!r}.")
    return turn


def build(model):
    """`model`: a module (or notebook) with MODEL_ID, MAX_NEW_TOKENS, WRITING and the functions called below."""
    #| use app-with-health

    async def pieces(turns, settings):
        """What the model writes, read in a thread. Whoever stops reading ends the writing."""
        #| if in.image
        writing = model.stream_chat(turns, **settings)
        #| else
        writing = model.stream(turns, **settings)
        #| end
        deadline = time.monotonic() + LONGEST_ANSWER_SECONDS
        try:
            while time.monotonic() < deadline:
                piece = await run_in_threadpool(next, writing, None)
                if piece is None:
                    return
                yield piece
        finally:
            with anyio.CancelScope(shield=True):
                await run_in_threadpool(writing.close)

    @app.post("/v1/chat/completions", dependencies=[Depends(check_key)])
    async def chat_completions(request: ChatRequest):
        #| use check-model
        turns = [as_turn(message) for message in request.messages]
        longest = request.max_completion_tokens or request.max_tokens or model.MAX_NEW_TOKENS
        temperature = request.temperature
        if temperature is None:
            temperature = model.WRITING.get("temperature") or 0.0
        settings = model.as_settings(temperature, longest)
        head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": model.MODEL_ID}
        queue.check()

        def ending(text):
            tokens = model.count_tokens(text)
            asked = sum(model.count_tokens(turn["content"]) for turn in turns)
            usage = {"prompt_tokens": asked, "completion_tokens": tokens, "total_tokens": asked + tokens}
            return "length" if tokens >= longest else "stop", usage

        if not request.stream:
            text = ""
            async with queue.turn():
                async for piece in pieces(turns, settings):
                    text += piece
            thought, reply = model.split_thinking(text)
            reason, usage = ending(text)
            message = {"role": "assistant", "content": reply}
            if thought:
                message["reasoning_content"] = thought
            choice = {"index": 0, "message": message, "finish_reason": reason}
            return {**head, "object": "chat.completion", "choices": [choice], "usage": usage}

        def event(delta, reason=None, **more):
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            data = {**head, "object": "chat.completion.chunk", "choices": [choice], **more}
            return f"data: {json.dumps(data)}\n\n"

        async def events():
            text, shown = "", ("", "")
            try:
                yield event({"role": "assistant", "content": ""})
                async with queue.turn():
                    async for piece in pieces(turns, settings):
                        text += piece
                        parts = model.split_thinking(text)
                        for name, part, before in zip(("reasoning_content", "content"), parts, shown):
                            if part.startswith(before) and part != before:
                                yield event({name: part[len(before) :]})
                        shown = parts
                reason, usage = ending(text)
                yield event({}, reason, usage=usage)
            except Exception as error:
                told = (
                    error.detail if isinstance(error, HTTPException) else f"{type(error).__name__}: {error}"
                )
                yield f"data: {json.dumps({'error': {'message': told}})}\n\n"
            yield "data: [DONE]\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    return app
