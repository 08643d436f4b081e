# %% lines sound-class
class Sound(TypedDict):
    array: np.ndarray
    sampling_rate: int


# %% lines sound-at-rate
samples = audio["array"]
if audio["sampling_rate"] != rate:
    #: Read the sound at new, evenly spaced moments, on straight lines between the old ones.
    length = round(len(samples) * rate / audio["sampling_rate"])
    moments = np.linspace(0, len(samples) - 1, length)
    samples = np.interp(moments, np.arange(len(samples)), samples).astype("float32")


# %% lines at-model-rate
def at_model_rate(audio):
    #| if intermediate
    """The same sound at the rate the model was trained with."""
    #| end
    #| use sound-at-rate
    return {"array": samples, "sampling_rate": rate}


# %% lines at-model-rate-filtered
def at_model_rate(audio: Sound) -> dict[str, Any]:
    """Mono float32 at the model's rate, as a fresh dictionary."""
    samples = np.asarray(audio["array"], dtype="float32")
    given = audio["sampling_rate"]
    if given != RATE:
        divisor = gcd(given, RATE)
        samples = resample_poly(samples, RATE // divisor, given // divisor).astype("float32")
    return {"array": samples, "sampling_rate": RATE}


# %% lines own-recording
# ```python
# import soundfile
# samples, rate = soundfile.read("my-recording.wav", dtype="float32")
# audio = {"array": samples.mean(axis=1) if samples.ndim == 2 else samples, "sampling_rate": rate}
# ```
# %% lines sample-sound
from IPython.display import Audio

audio = sample_sound()
display(Audio(audio["array"], rate=audio["sampling_rate"]))
