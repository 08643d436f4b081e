# ---
# id: audio-classification
# reached_by: { task: audio-classification }
# title: sound classification
# summary: This model listens to a sound and tells which of its labels fits best.
# inputs:
#   - {name: audio, kind: audio, label: Sound}
# output: labels
# samples: sound
# terms:
#   sampling rate: how many numbers describe one second of sound; many models want 16 000
#   array: a long row of numbers, here the position of the loudspeaker's membrane at each moment
#   label: one of the answers the model was trained to choose from
#   score: how sure the model is of a label, from 0 (not at all) to 1 (completely)
# ---
# %% hello load
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
classifier = pipeline(
    "audio-classification",
    #| use pipeline-arguments
)
# %% [markdown] hello sample-text
#| if beginner
# The sample sound is made in this notebook with a little arithmetic. It is not a recording. A model that learned from speech, or from street noises, has never met such a sound, and must choose one of its labels anyway: a high score does not mean that it is right.
#| elif intermediate
# The sample is synthesised, so it lies outside what the model learned from. A classifier has no label "none of these" unless it was trained with one: confident nonsense is the expected failure.
#| else
# The sample is synthesised, hence out of distribution: it proves the path, and shows how confident the model is where it should not be.
#| end
# %% hello run
#| if beginner
#| use sample-sound

#: The pipeline takes the numbers and their rate. The dictionary is made anew for each call.
answers = classifier({"array": audio["array"], "sampling_rate": audio["sampling_rate"]})

for row in answers[:3]:
    print(round(row["score"], 3), row["label"])
#| elif intermediate
audio = sample_sound()
for row in classifier({"array": audio["array"], "sampling_rate": audio["sampling_rate"]}, top_k=3):
    print(f"{row['score']:6.1%}  {row['label']}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** save a recording as a `.wav` file beside this notebook and replace the first line by the three below. The last of them makes one channel out of two.
#
#| use own-recording
#| end
# %% [markdown] explore rate-text
#| if beginner
# ### The rate must fit
#
# A model that learned from 16 000 numbers a second hears everything too slow or too fast at any other rate, so we change the rate of a recording first. `top_k=None` asks for all labels. Both steps go into a function, so that the rest of the notebook can use them with one word: `predict`.
#| elif intermediate
# ### Any rate in, every label out
#
# `numpy.interp` draws straight lines between the samples, which is good enough for speech and noises. For music and measurements use a resampler that filters, such as `scipy.signal.resample_poly`.
#| else
# ### Interface
#
# Polyphase resampling, so that nothing above the new Nyquist frequency folds back. The pipeline empties the dictionary it is given: it is built anew for each call.
#| end
# %% explore predict
import numpy as np

#| if advanced
from math import gcd
from typing import Any, TypedDict

from scipy.signal import resample_poly


#| use sound-class


#| use label-class


RATE: int = classifier.feature_extractor.sampling_rate


#| use at-model-rate-filtered


def predict_batch(audios: list[Sound], batch_size: int = 4) -> list[list[Label]]:
    """Every label with its score, best first, for each sound."""
    answers = classifier([at_model_rate(audio) for audio in audios], top_k=None, batch_size=batch_size)
    return [[{"label": row["label"], "score": float(row["score"])} for row in rows] for rows in answers]


def predict(audio: Sound) -> list[Label]:
    return predict_batch([audio])[0]


#| else
rate = classifier.feature_extractor.sampling_rate


#| use at-model-rate


def predict(audio):
    #| if intermediate
    """Every label with its score, best first."""
    #| end
    rows = classifier(at_model_rate(audio), top_k=None)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| end
# %% explore use
#| if advanced
audio = sample_sound()
#| end
rows = predict(audio)
print("Labels the model knows:", len(rows))
for row in rows[:8]:
    print(f"{row['score']:6.1%}  {row['label']}")
# %% [markdown] explore steady-text
#| if beginner
# ### Is the answer steady?
#
# A good classifier does not change its mind when a sound gets quieter. Here is the same sound at three volumes.
#| elif intermediate
# ### Steadiness
#
# Volume, a shift in time and a little noise should not change the label. Checking that costs nothing and finds brittle models early; here all variants go through the model as one batch.
#| else
# ### Steadiness and cost
#| end
# %% explore steady
#| if beginner
for volume in (1.0, 0.5, 0.1):
    rows = predict({**audio, "array": audio["array"] * volume})
    for row in rows[:1]:
        print(f"volume {volume}: {row['label']} ({row['score']:.0%})")


#| elif intermediate
def predict_batch(audios, batch_size=4):
    answers = classifier([at_model_rate(audio) for audio in audios], top_k=None, batch_size=batch_size)
    return [[{"label": row["label"], "score": float(row["score"])} for row in rows] for rows in answers]


random = np.random.default_rng(0)
samples = audio["array"]
variants = {
    "as it is": samples,
    "quieter": samples * 0.1,
    "shifted by 0.1 s": np.roll(samples, audio["sampling_rate"] // 10),
    "with noise": samples + random.normal(0, 0.02, len(samples)).astype("float32"),
}
results = predict_batch([{**audio, "array": one} for one in variants.values()])
for name, rows in zip(variants, results):
    print(f"{name:<18}", ", ".join(f"{row['label']} {row['score']:.0%}" for row in rows[:2]))
#| else
import time

random = np.random.default_rng(0)
samples = audio["array"]
reference = [row["label"] for row in predict(audio)[:1]]
for level in (0.01, 0.05, 0.2):
    noisy = samples + random.normal(0, level, len(samples)).astype("float32")
    same = [row["label"] for row in predict({**audio, "array": noisy})[:1]] == reference
    print(f"noise {level:<5} {'same label' if same else 'label changes'}")

for batch_size in (1, 4):
    start = time.perf_counter()
    predict_batch([audio] * 8, batch_size)
    print(f"batch_size={batch_size}  {8 / (time.perf_counter() - start):8.1f} sounds/s")

parameters = sum(weight.numel() for weight in classifier.model.parameters())
print(f"{parameters:,} parameters, {classifier.model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
