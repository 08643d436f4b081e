# ---
# id: text-to-speech
# reached_by: { task: text-to-speech }
# title: text to speech
# summary: This model reads a text aloud.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: audio
# samples: speech
# installs: [soundfile]
# terms:
#   sampling rate: how many numbers describe one second of sound
#   waveform: the sound itself, as a long row of numbers between -1 and 1
#   pipeline: a ready-made helper that turns your text into numbers, runs the model and gives back a waveform
#   seed: the number that chance starts from; the same seed gives the same reading of a text
# ---
# %% hello load
#| if model.speecht5
import torch

#| end
from transformers import pipeline, set_seed

#: The first run downloads the model; later runs take it from your disk.
speaker = pipeline(
    "text-to-speech",
    #| use pipeline-arguments
)
#| if model.speecht5
#: This model can speak with many voices. A voice is a list of 512 numbers; ours is made up.
voice = torch.nn.functional.normalize(torch.randn(1, 512, generator=torch.Generator().manual_seed(7)))
settings = {"forward_params": {"speaker_embeddings": voice.to(device, dtype)}}
#| else
#: No special settings: the model speaks with its own voice.
settings = {}
#| end
# %% [markdown] hello voice-text
#| if model.speecht5
#| if beginner
# **About the voice:** this model needs to be told *who* speaks, as 512 numbers that describe a voice. Ours are invented, so nobody in particular speaks, and it sounds a little strange. Real voices, with the consent of their speakers, are in the dataset `Matthijs/cmu-arctic-xvectors` on the Hub. The pipeline also fetches `microsoft/speecht5_hifigan`, the part that makes sound out of the model's output.
#| else
# SpeechT5 wants a speaker embedding (an x-vector of 512 numbers) and a vocoder, `microsoft/speecht5_hifigan`, which the pipeline fetches from its own repository. The voice here is a random unit vector: fine for a first run, but for a natural voice use a measured one, such as those of the dataset `Matthijs/cmu-arctic-xvectors`.
#| end
#| end
# %% hello run
#| if beginner
from IPython.display import Audio

text = __sample_text__

#: Models of this kind roll dice for the rhythm. A fixed seed makes the result repeatable.
set_seed(7)
sound = speaker(text, **settings)

print(text)
print(len(sound["audio"].squeeze()), "numbers,", sound["sampling_rate"], "a second")
display(Audio(sound["audio"].squeeze(), rate=sound["sampling_rate"]))
#| elif intermediate
from IPython.display import Audio

set_seed(7)
sound = speaker(__sample_text__, **settings)
print(sound["audio"].shape, sound["audio"].dtype, sound["sampling_rate"])
display(Audio(sound["audio"].squeeze(), rate=sound["sampling_rate"]))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** let it read your own name, a number such as 1984, and an abbreviation. Many models skip what is not a letter, so write numbers as words.
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use one-function
#| elif intermediate
# ### Long texts, sentence by sentence
#
# Speech models were trained on single sentences: long inputs get slurred, cut off, or fail. So the text is split at the ends of sentences, each is read by itself, and a short pause goes between them.
#| else
# ### Interface
#
# Sentences are read one at a time and joined with a pause; the seed is set for each call, so equal input gives equal output on the same machine.
#| end
# %% explore predict
#| if beginner
import numpy as np


def predict(text):
    set_seed(7)
    #: Very long texts are cut: this kind of model was made for a sentence or two.
    sound = speaker(text[:400], **settings)
    array = np.asarray(sound["audio"], dtype="float32")
    #: One channel, in one long row.
    #| use mono


#| else
import re

import numpy as np

#| if advanced
from typing import TypedDict


#| use sound-class


def sentences(text: str, longest: int = 300) -> list[str]:
    """Pieces of at most `longest` characters, cut at the ends of sentences where possible."""
    #| else


def sentences(text, longest=300):
    """Pieces of at most `longest` characters, cut at the ends of sentences."""
    #| end
    found = re.split(r"(?<=[.!?;:])\s+", text.strip())
    return [one[start : start + longest] for one in found for start in range(0, len(one), longest)]


#| if advanced
def mono(array: np.ndarray) -> np.ndarray:
    """Any layout of channels -> one row of float32."""
    #| else


def mono(array):
    #| end
    array = np.asarray(array, dtype="float32")
    return array if array.ndim == 1 else array.reshape(-1, array.shape[-1]).mean(axis=0)


#| if advanced
def predict(text: str, seed: int = 7, pause: float = 0.25) -> Sound:
    """The text read aloud, `pause` seconds between sentences."""
    #| else


def predict(text, seed=7, pause=0.25):
    """The text read aloud, `pause` seconds between sentences."""
    #| end
    set_seed(seed)
    sounds = [speaker(sentence, **settings) for sentence in sentences(text)]
    if not sounds:
        raise ValueError("The text is empty: there is nothing to read aloud.")
    rate = int(sounds[0]["sampling_rate"])
    silence = np.zeros(int(pause * rate), dtype="float32")
    parts = [part for sound in sounds for part in (mono(sound["audio"]), silence)]
    return {"array": np.concatenate(parts[:-1]), "sampling_rate": rate}


#| end
# %% explore use <- parts/sound-out
# %% [markdown] explore save-text
#| if beginner
# ### Keep the sound
#
# A waveform becomes a `.wav` file with one line. The loudest number tells how loud it is: near 0 there is nothing to hear, at 1 it cannot get louder.
#| elif intermediate
# ### Seeds, levels, files
#
# Two seeds give two readings of one sentence, unless the model does not roll dice at all. Look at the peak: a waveform beyond 1 clips when it is saved as 16-bit numbers.
#| else
# ### Speed and repeatability
#
# Real-time factor: computing time over playing time. Below 1 the model speaks faster than it plays.
#| end
# %% explore save
#| if beginner
import soundfile

print("Loudest number:", round(float(abs(sound["array"]).max()), 3))
soundfile.write("speech.wav", sound["array"], sound["sampling_rate"])
print("Saved as speech.wav")
#| elif intermediate
import soundfile

for seed in (1, 2):
    sound = predict(__sample_text__, seed=seed)
    peak = float(np.abs(sound["array"]).max())
    print(f"seed {seed}: {len(sound['array']) / sound['sampling_rate']:.2f} s, peak {peak:.2f}")
    quieter = sound["array"] / max(peak, 1.0)
    soundfile.write(f"speech-{seed}.wav", quieter, sound["sampling_rate"])
#| else
import time

for text in __samples_text__:
    start = time.perf_counter()
    sound = predict(text)
    seconds = time.perf_counter() - start
    playing = len(sound["array"]) / sound["sampling_rate"]
    print(f"real-time factor {seconds / max(playing, 1e-9):6.2f}  {playing:5.1f} s  {text[:50]}")

first, second = predict(__sample_text__, seed=1), predict(__sample_text__, seed=1)
print("same seed, same samples:", np.array_equal(first["array"], second["array"]))
parameters = sum(weight.numel() for weight in speaker.model.parameters())
print(f"{parameters:,} parameters, {speaker.model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
# %% [markdown] explore honest
#| if not advanced
# **Be fair:** a voice belongs to a person. Say that a computer speaks when you use this, and never imitate somebody without asking.
#| end
