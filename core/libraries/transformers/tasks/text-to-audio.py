# ---
# id: text-to-audio
# reached_by: { task: text-to-audio }
# title: text to sound
# summary: This model makes music or sounds from a description.
# inputs:
#   - {name: text, kind: text, label: Description}
# output: audio
# samples: sound-prompts
# installs: [soundfile]
# terms:
#   prompt: the description that the model turns into sound
#   sampling rate: how many numbers describe one second of sound
#   token: here, a small piece of sound; the model writes about fifty of them for each second
#   seed: the number that chance starts from; the same seed and prompt give the same sound on the same machine
# ---
# %% hello load
from transformers import pipeline, set_seed

#: The first run downloads the model; later runs take it from your disk.
composer = pipeline(
    "text-to-audio",
    #| use pipeline-arguments
)
#| if model.vits or model.speecht5 or model.fastspeech2_conformer or model.fastspeech2_conformer_with_hifigan
#: This model writes the whole sound at once, so it has no length to set.
settings = {}
#| else
#: 150 tokens are about three seconds of music: on a processor, each second takes a while.
settings = {"generate_kwargs": {"max_new_tokens": 150}}
#| end
# %% [markdown] hello wait
#| if beginner
# **Patience:** without a graphics card, a model of ordinary size works for minutes on a few seconds of music. The notebook asks for about three seconds.
#| elif intermediate
# Cost grows with the length of the sound: about 50 tokens a second, each one a pass through the model. `max_new_tokens` is the knob.
#| end
# %% hello run
#| if not advanced
from IPython.display import Audio

text = __sample_text__

#: The model rolls dice while it composes. A fixed seed makes the result repeatable.
set_seed(7)
sound = composer(text, **settings)

print(text)
print("Shape:", sound["audio"].shape, "- samples a second:", sound["sampling_rate"])
display(Audio(sound["audio"].squeeze(), rate=sound["sampling_rate"]))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** name an instrument, a mood and a speed, such as "slow piano, sad, in a large hall", and run the cell again.
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use one-function
#| elif intermediate
# ### Length and seed as parameters
#
# The function takes a seed and the number of tokens, and makes one channel of whatever the model gives.
#| else
# ### Interface
#| end
# %% explore predict
import numpy as np

#| if advanced
from typing import Any, TypedDict


#| use sound-class


def predict(text: str, seed: int = 7, **generation: Any) -> Sound:
    """A mono sound for the description; `generation` replaces settings of `generate`."""
    set_seed(seed)
    chosen = settings
    if generation:
        chosen = {"generate_kwargs": {**settings.get("generate_kwargs", {}), **generation}}
    sound = composer(text, **chosen)
    array = np.asarray(sound["audio"], dtype="float32")
    #| use mono


#| else
#| if beginner
def predict(text):
    set_seed(7)
    #| else


def predict(text, seed=7):
    """A sound with one channel for the description."""
    set_seed(seed)
    #| end
    sound = composer(text, **settings)
    array = np.asarray(sound["audio"], dtype="float32")
    #: Some models give two channels, or one inside a list of one: make a single row of it.
    #| use mono


#| end
# %% explore use <- parts/sound-out
# %% [markdown] explore save-text
#| if beginner
# ### Keep the sound
#| elif intermediate
# ### Two seeds, one description
#
# The description leaves most of the sound open; the seed decides the rest. Listen to several before you judge a model.
#| else
# ### Cost by length, repeatability
#| end
# %% explore save
#| if beginner
import soundfile

soundfile.write("sound.wav", sound["array"], sound["sampling_rate"])
print("Saved as sound.wav")
#| elif intermediate
import soundfile

for seed in (1, 2):
    sound = predict(__sample_text__, seed=seed)
    print(f"seed {seed}: peak {float(np.abs(sound['array']).max()):.2f}")
    soundfile.write(f"sound-{seed}.wav", sound["array"], sound["sampling_rate"])
    display(Audio(sound["array"], rate=sound["sampling_rate"]))
#| else
import time

if settings:
    for tokens in (50, 100):
        start = time.perf_counter()
        sound = predict(__sample_text__, max_new_tokens=tokens)
        seconds = time.perf_counter() - start
        playing = len(sound["array"]) / sound["sampling_rate"]
        print(f"{tokens} tokens: {playing:.2f} s of sound in {seconds:.2f} s")

first, second = predict(__sample_text__, seed=1), predict(__sample_text__, seed=1)
print("same seed, same samples:", np.array_equal(first["array"], second["array"]))
parameters = sum(weight.numel() for weight in composer.model.parameters())
print(f"{parameters:,} parameters, {composer.model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
