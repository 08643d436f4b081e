# ---
# id: automatic-speech-recognition
# reached_by: { task: automatic-speech-recognition }
# title: speech recognition
# summary: This model listens to speech and writes down what was said.
# inputs:
#   - {name: audio, kind: audio, label: Recording}
# output: text
# samples: sound
# installs: [soundfile]
# terms:
#   sampling rate: how many numbers describe one second of sound; speech models usually want 16 000
#   array: a long row of numbers, here the position of the loudspeaker's membrane at each moment
#   transcript: the text of what was said
#   pipeline: a ready-made helper that prepares the sound, runs the model and turns its numbers into text
# ---
# %% hello load
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
recognizer = pipeline(
    "automatic-speech-recognition",
    #| use pipeline-arguments
)
#| if not beginner
if recognizer.tokenizer.pad_token_id is None:
    recognizer.tokenizer.pad_token = recognizer.tokenizer.eos_token
#| end
#| if model.whisper
#: How to write: one beam (instead of five) is quick enough for a processor, and 440 tokens are
#: what this model can write for half a minute of speech, in any script.
recognizer.generation_config.num_beams = 1
recognizer.generation_config.max_new_tokens = 440
#: How to read: with timestamps the model also takes recordings of more than 30 seconds.
reading = {"return_timestamps": True}
#| elif model.wav2vec2 or model.hubert or model.wavlm
#: How to read: long recordings go in pieces of 30 seconds, which saves memory.
reading = {"chunk_length_s": 30}
#| else
#: No special settings: the model reads with its own.
reading = {}
#| end
# %% [markdown] hello sample-text
#| if beginner
# **The sample is not speech.** This notebook makes its own sample sound with a little arithmetic, so it has nothing to download, but nobody speaks in it. The model will write nothing, or invent a few words: speech models do that when there is nothing to hear, which is worth knowing. Use a recording of your own (below) to see what it can do.
#| elif intermediate
# The sample is synthesised and holds **no speech**: expect an empty or an invented transcript. Speech models hallucinate on silence and noise; test yours on that before you trust it with meetings. `read_sound` below opens a recording of your own.
#| else
# The sample is synthesised and holds **no speech**; it proves the path, not the accuracy. What comes back is a useful lower bound on hallucination.
#| end
# %% hello run
#| if beginner
#| use sample-sound

#: The pipeline takes the numbers and their rate, made anew for each call. The two stars hand over
#: our settings by their names.
answer = recognizer({"array": audio["array"], "sampling_rate": audio["sampling_rate"]}, **reading)

print("Transcript:", answer["text"] or "(nothing heard)")
#| elif intermediate
audio = sample_sound()
answer = recognizer({"array": audio["array"], "sampling_rate": audio["sampling_rate"]}, **reading)
print("Transcript:", answer["text"] or "(nothing heard)")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** record a sentence with your telephone, save it as a `.wav` file beside this notebook and replace the first line by the three below. The last of them makes one channel out of two.
#
#| use own-recording
#| end
# %% [markdown] explore rate-text
#| if beginner
# ### The rate must fit
#
# A model that learned from 16 000 numbers a second hears everything too slow or too fast at any other rate. Most recordings have 44 100 or 48 000, so we change the rate first. Then we put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### Any rate in, the model's rate out
#
# `numpy.interp` draws straight lines between the samples. That is good enough for speech; for music and for measurements use a proper resampler such as `scipy.signal.resample_poly`, which also filters what the new rate cannot hold.
#| else
# ### Interface
#
# Resampled by polyphase filtering, so that nothing above the new Nyquist frequency folds back. The pipeline empties the dictionary it is given: it is built anew for each call.
#| end
# %% explore predict
import numpy as np

#| if advanced
from math import gcd
from typing import Any, TypedDict

from scipy.signal import resample_poly


#| use sound-class


RATE: int = recognizer.feature_extractor.sampling_rate


#| use at-model-rate-filtered


def transcribe(audios: list[Sound], batch_size: int = 4, **settings: Any) -> list[dict[str, Any]]:
    """The pipeline's whole answer for each recording; `settings` replace those of `reading`."""
    sounds = [at_model_rate(audio) for audio in audios]
    return recognizer(sounds, batch_size=batch_size, **{**reading, **settings})


def predict_batch(audios: list[Sound], batch_size: int = 4) -> list[str]:
    return [answer["text"].strip() for answer in transcribe(audios, batch_size)]


def predict(audio: Sound) -> str:
    return predict_batch([audio])[0]


#| else
rate = recognizer.feature_extractor.sampling_rate


#| use at-model-rate


def predict(audio):
    answer = recognizer(at_model_rate(audio), **reading)
    return answer["text"].strip()


#| end
# %% explore use
#| if advanced
audio = sample_sound()
#| end
print("The model wants", recognizer.feature_extractor.sampling_rate, "samples a second.")
print("Transcript:", predict(audio) or "(nothing heard)")
# %% [markdown] explore file-text
#| if intermediate
# ### Recordings on disk
#
# Pass arrays, not paths: for a path the pipeline calls the program `ffmpeg`, which is often not there. `soundfile` reads wav, flac, ogg and mp3 by itself.
#| elif advanced
# ### Files and timing
#
# Arrays instead of paths avoid a dependency on the `ffmpeg` binary. The real-time factor is computing time over playing time: below 1 the model keeps up with a speaker.
#| end
# %% explore file
#| if intermediate
import soundfile


def read_sound(path):
    """A wav, flac, ogg or mp3 file as one channel of numbers between -1 and 1."""
    samples, file_rate = soundfile.read(path, dtype="float32")
    return {"array": samples.mean(axis=1) if samples.ndim == 2 else samples, "sampling_rate": file_rate}


soundfile.write("sample.wav", audio["array"], audio["sampling_rate"])
print("From the file:", predict(read_sound("sample.wav")) or "(nothing heard)")
#| elif advanced
import time

seconds_of_sound = len(audio["array"]) / audio["sampling_rate"]
for batch_size in (1, 4):
    start = time.perf_counter()
    predict_batch([audio] * 4, batch_size)
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size}  real-time factor {seconds / (4 * seconds_of_sound):.3f}")

parameters = sum(weight.numel() for weight in recognizer.model.parameters())
print(f"{parameters:,} parameters, {recognizer.model.get_memory_footprint() / 1e6:.0f} MB in memory")


#| end
# %% [markdown] explore batch-text
#| if intermediate
# ### Several recordings, and when each word was said
#| if model.whisper
# Whisper marks the start and end of each phrase (`chunks`). An end of `None` means that the recording stopped in the middle of one.
#| else
# Passing a list is faster than a loop on a graphics card; on a processor the gain is small.
#| end
#| elif advanced and model.whisper
# ### Timestamps
#| end
# %% explore batch
#| if intermediate
def predict_batch(audios, batch_size=4):
    answers = recognizer([at_model_rate(audio) for audio in audios], batch_size=batch_size, **reading)
    return [answer["text"].strip() for answer in answers]


quiet = {**audio, "array": audio["array"] * 0.1}
for name, text in zip(["as it is", "ten times quieter"], predict_batch([audio, quiet])):
    print(f"{name}: {text or '(nothing heard)'}")
#| if model.whisper

answer = recognizer(at_model_rate(audio), **reading)
for chunk in answer.get("chunks", []):
    print(chunk["timestamp"], chunk["text"])
#| end
#| elif advanced and model.whisper
for chunk in transcribe([audio])[0].get("chunks", []):
    print(chunk["timestamp"], chunk["text"])
#| end
