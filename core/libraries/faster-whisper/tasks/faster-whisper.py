# ---
# id: faster-whisper
# reached_by: { library: ctranslate2, task: automatic-speech-recognition, files: [config.json, model.bin, vocabulary.txt] }
# title: speech recognition
# summary: This model listens to speech and writes down what was said, quickly and on an ordinary processor.
# inputs:
#   - {name: audio, kind: audio, label: Recording}
# output: text
# samples: sound
# torch: false
# installs: [soundfile]
# terms:
#   sampling rate: how many numbers describe one second of sound; this model wants 16 000
#   array: a long row of numbers, here the position of the loudspeaker's membrane at each moment
#   transcript: the text of what was said
#   segment: a phrase with the moment it begins and the moment it ends
# ---
# %% hello load
import ctranslate2

#| if not advanced
import numpy as np

#| end
from faster_whisper import WhisperModel

#: The first run downloads the model; later runs take it from your disk. Eight bits a number are enough
#: on a processor; a graphics card computes in halves.
on_gpu = ctranslate2.get_cuda_device_count() > 0
recognizer = WhisperModel(
    MODEL_ID,
    device="cuda" if on_gpu else "cpu",
    compute_type="float16" if on_gpu else "int8",
    #| if pinned
    revision=REVISION,
    #| end
)
#| if not advanced

#: The model wants 16 000 numbers a second, one channel.
rate = 16000


#| use at-model-rate


#| end
# %% [markdown] hello sample-text
#| if beginner
# **The sample is not speech.** This notebook makes its own sample sound with a little arithmetic, so it has nothing to download, but nobody speaks in it. The model will write nothing, or invent a few words: speech models do that when there is nothing to hear, which is worth knowing. Use a recording of your own (below) to see what it can do.
#| elif intermediate
# The sample is synthesised and holds **no speech**: expect an empty or an invented transcript. `vad_filter=True` leaves out what is not speech before the model hears it. `read_sound` below opens a recording of your own.
#| else
# The sample is synthesised and holds **no speech**; it proves the path, not the accuracy. What comes back without `vad_filter` is a useful lower bound on hallucination.
#| end
# %% hello run
#| if not advanced
#| use sample-sound

#: `transcribe` gives the phrases one by one, as they are ready, and what it knows about the whole.
segments, about = recognizer.transcribe(at_model_rate(audio)["array"], beam_size=1)
answer = "".join(segment.text for segment in segments).strip()
print("Language:  ", about.language, f"({about.language_probability:.0%})")
print("Transcript:", answer or "(nothing heard)")


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** record a sentence with your telephone, save it as a `.wav` file beside this notebook and replace the line `audio = sample_sound()` by the three below. The last of them makes one channel out of two.
#
#| use own-recording
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### One word for all of it
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### Any rate in, 16 kHz out
#
# `numpy.interp` draws straight lines between the samples. That is good enough for speech; for music and for measurements use a proper resampler such as `scipy.signal.resample_poly`, which also filters what the new rate cannot hold.
#| else
# ### Interface
#
# Resampled by polyphase filtering, so that nothing above the new Nyquist frequency folds back. `transcribe` is lazy: the work happens while its segments are read.
#| end
# %% explore predict
#| if advanced
from math import gcd
from typing import Any, TypedDict

import numpy as np
from scipy.signal import resample_poly


#| use sound-class


RATE = 16000


#| use at-model-rate-filtered


def transcribe(audio: Sound, **settings: Any) -> list[Any]:
    """The segments of a recording, with their times; `settings` are those of `WhisperModel.transcribe`."""
    segments, _ = recognizer.transcribe(at_model_rate(audio)["array"], **{"beam_size": 1, **settings})
    return list(segments)


def predict(audio: Sound) -> str:
    return "".join(segment.text for segment in transcribe(audio)).strip()


#| else
def predict(audio):
    segments, about = recognizer.transcribe(at_model_rate(audio)["array"], beam_size=1)
    return "".join(segment.text for segment in segments).strip()


#| end
# %% explore use
#| if advanced
audio = sample_sound()
#| end
print("Transcript:", predict(audio) or "(nothing heard)")
# %% [markdown] explore file-text
#| if intermediate
# ### Recordings on disk, and when each word was said
#
# `soundfile` reads wav, flac, ogg and mp3 by itself. With `word_timestamps=True` each segment also carries its words.
#| elif advanced
# ### Silence, words, timing
#
# The filter for voice activity runs before the model and leaves out what is not speech. The real-time factor is computing time over playing time: below 1 the model keeps up with a speaker.
#| end
# %% explore file
#| if intermediate
import soundfile


def read_sound(path):
    """A wav, flac, ogg or mp3 file as one channel of numbers between -1 and 1."""
    samples, file_rate = soundfile.read(path, dtype="float32")
    return {"array": samples.mean(axis=1) if samples.ndim == 2 else samples, "sampling_rate": file_rate}


soundfile.write("sample.wav", audio["array"], audio["sampling_rate"])
heard = at_model_rate(read_sound("sample.wav"))["array"]
segments, about = recognizer.transcribe(heard, beam_size=1, word_timestamps=True)
for segment in segments:
    for word in segment.words:
        print(f"{word.start:6.2f} to {word.end:5.2f} s  {word.probability:4.0%} {word.word}")

segments, about = recognizer.transcribe(heard, beam_size=1, vad_filter=True)
print("Speech only:", "".join(segment.text for segment in segments).strip() or "(nothing heard)")
#| elif advanced
import time

seconds_of_sound = len(audio["array"]) / audio["sampling_rate"]
for settings in ({"beam_size": 1}, {"beam_size": 5}, {"beam_size": 1, "vad_filter": True}):
    start = time.perf_counter()
    segments = transcribe(audio, **settings)
    seconds = time.perf_counter() - start
    print(f"{settings}  real-time factor {seconds / seconds_of_sound:.3f}, {len(segments)} segments")

for segment in transcribe(audio, word_timestamps=True):
    for word in segment.words:
        print(f"{word.start:6.2f} to {word.end:5.2f} s  {word.probability:4.0%} {word.word}")
#| end
