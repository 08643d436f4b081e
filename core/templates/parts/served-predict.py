# %% lines served-predict
#| use served-standard
#| if in.image or in.audio or in.video or out.image or out.audio or out.segments
import base64
import io

#| end
#| if in.video
import tempfile

#| end
#| if in.audio or out.audio
import soundfile

#| end
#| if in.image
from PIL import Image

#| end
#| use served-web
from pydantic import BaseModel, Field

#| use served-guard


#: What a request must look like. FastAPI refuses everything else.
class PredictRequest(BaseModel):
    #| each inputs
    #| if input.text
    __input_name__: str = Field(min_length=1, max_length=20_000)
    #| elif input.messages
    __input_name__: list[dict[str, str]]
    #| elif input.list
    __input_name__: list[str] = Field(min_length=1, max_length=1000)
    #| elif input.table
    __input_name__: dict[str, list[str]]
    #| elif input.rows
    __input_name__: list[dict[str, float | str]] = Field(max_length=10_000)
    #| elif input.series
    __input_name__: list[float] = Field(max_length=100_000)
    #| elif input.words
    __input_name__: list[tuple[str, list[int]]]
    #| elif input.seed
    __input_name__: int
    #| else
    __input_name__: str = Field(description="the file, base64-encoded")
    #| end
    #| end


#| if in.image or in.audio or in.video
def decoded(text, what):
    """The bytes of a file that came as base64."""
    try:
        return io.BytesIO(base64.b64decode(text, validate=True))
    except ValueError as error:
        raise HTTPException(422, f"{what} must be a file, base64-encoded") from error


#| end
#| if out.image or out.segments
def encoded(picture):
    """A picture as base64."""
    buffer = io.BytesIO()
    picture.save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue()).decode()


#| end
def build(model):
    """`model`: a module (or notebook) with MODEL_ID and `predict`."""
    #| use app-with-health

    def answer(request):
        #| if in.image
        try:
            image = Image.open(decoded(request.image, "image")).convert("RGB")
        except OSError as error:
            raise HTTPException(422, "image must be a base64-encoded picture") from error
        #| end
        #| if in.audio
        try:
            samples, rate = soundfile.read(decoded(request.audio, "audio"), dtype="float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            raise HTTPException(422, "audio must be a base64-encoded sound") from error
        audio = {"array": samples.mean(axis=1), "sampling_rate": rate}
        #| end
        #| if in.video
        #: The film lies on the disk only while it is looked at.
        with tempfile.NamedTemporaryFile(suffix=".mp4") as film:
            film.write(decoded(request.video, "video").getvalue())
            film.flush()
            return model.predict(
                #| each inputs
                #| if input.video
                film.name,
                #| else
                request.__input_name__,
                #| end
                #| end
            )
        #| else
        return model.predict(
            #| each inputs
            #| if input.media
            __input_name__,
            #| else
            request.__input_name__,
            #| end
            #| end
        )
        #| end

    @app.post("/predict", dependencies=[Depends(check_key)])
    async def predict_endpoint(request: PredictRequest):
        async with queue.turn():
            try:
                result = await run_in_threadpool(answer, request)
            except (LookupError, TypeError, ValueError) as error:
                raise HTTPException(
                    422, f"The model cannot work with this: {type(error).__name__}: {error}"
                ) from error
        #| if out.image
        return {"result": encoded(result)}
        #| elif out.audio
        buffer = io.BytesIO()
        soundfile.write(buffer, result["array"], result["sampling_rate"], format="WAV")
        return {"result": base64.b64encode(buffer.getvalue()).decode()}
        #| elif out.segments
        return {"result": [{**segment, "mask": encoded(segment["mask"])} for segment in result]}
        #| else
        return {"result": result}
        #| end

    return app
