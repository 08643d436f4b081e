# ---
# id: zero-shot-audio-classification
# reached_by: { task: zero-shot-audio-classification }
# title: zero-shot sound classification
# summary: This model compares a sound with descriptions that you choose, without having been trained on them.
# inputs:
#   - {name: audio, kind: audio, label: Sound}
#   - {name: labels, kind: list, label: Descriptions}
# output: labels
# samples: sound-labels
# terms:
#   zero-shot: doing a task without having seen a single example of it
#   embedding: a list of numbers that stands for a meaning; what means the same lies close together
#   sampling rate: how many numbers describe one second of sound
#   score: how well a description fits compared with the others; the scores of all descriptions add up to 1
# ---
# %% hello load
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
classifier = pipeline(
    "zero-shot-audio-classification",
    #| use pipeline-arguments
)
# %% hello predict
import numpy as np

#| if advanced
from math import gcd
from typing import TypedDict

from scipy.signal import resample_poly


#| use sound-class


#| use label-class


RATE: int = classifier.feature_extractor.sampling_rate


def at_model_rate(audio: Sound) -> np.ndarray:
    """Mono float32 at the model's rate, filtered so that nothing folds back."""
    samples = np.asarray(audio["array"], dtype="float32")
    given = audio["sampling_rate"]
    if given == RATE:
        return samples
    divisor = gcd(given, RATE)
    return resample_poly(samples, RATE // divisor, given // divisor).astype("float32")


def predict(audio: Sound, labels: list[str], template: str = "This is a sound of {}.") -> list[Label]:
    """Each description with its share of the fit, best first."""
    rows = classifier(at_model_rate(audio), candidate_labels=labels, hypothesis_template=template)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| else
rate = classifier.feature_extractor.sampling_rate


def at_model_rate(audio):
    #| if intermediate
    """The same sound at the rate the model was trained with."""
    #| end
    #| use sound-at-rate
    return samples


#| if beginner
#: The model turns the sound and each description into numbers and looks which lie closest.
def predict(audio, labels):
    rows = classifier(at_model_rate(audio), candidate_labels=labels)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| else
def predict(audio, labels, template="This is a sound of {}."):
    """Each description with its share of the fit, best first."""
    rows = classifier(at_model_rate(audio), candidate_labels=labels, hypothesis_template=template)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| end
#| end
# %% hello run
#| if not advanced
from IPython.display import Audio

#| end
audio = sample_sound()
#| if not advanced
display(Audio(audio["array"], rate=audio["sampling_rate"]))
#| end
labels = __sample_labels__

for row in predict(audio, labels):
    print(f"{row['score']:6.1%}  {row['label']}")
# %% [markdown] hello try
#| if beginner
# **Try this:** the sound is made in this notebook with a little arithmetic. Listen to it, then describe it in your own words: change the list `labels` and run the cell again.
#| end
# %% [markdown] explore others-text
#| if beginner
# ### Scores depend on the company
#
# The scores always add up to 1, even when **no** description fits. A wrong description alone gets 100 %. So always offer something like "silence" or "something else" as well.
#| elif intermediate
# ### Templates and decoys
#
# The scores are a softmax over *your* list: they say which description fits best, not whether one fits. Add a decoy to see how much the winner really has. The sentence around the label matters, too.
#| else
# ### Similarity behind the scores
#
# The softmax hides whether anything fits. The cosine similarities of the embeddings do not, so use them when "none of these" is an answer.
#| end
# %% explore others
#| if beginner
print("One wrong description alone:")
for row in predict(audio, ["a dog barking"]):
    print(f"{row['score']:6.1%}  {row['label']}")

print("The same one in company:")
for row in predict(audio, ["a dog barking", "something else", *labels]):
    print(f"{row['score']:6.1%}  {row['label']}")
#| elif intermediate
for template in ("{}", "This is a sound of {}.", "I can hear {} in the distance."):
    rows = predict(audio, [*labels, "silence"], template)
    print(f"{template!r}:", ", ".join(f"{row['label']} {row['score']:.0%}" for row in rows[:2]))
#| else
import time

model, feature_extractor, tokenizer = classifier.model, classifier.feature_extractor, classifier.tokenizer
texts = [f"This is a sound of {label}." for label in [*labels, "silence"]]
sounds = feature_extractor(at_model_rate(audio), sampling_rate=RATE, return_tensors="pt").to(device)
sounds["input_features"] = sounds["input_features"].to(model.dtype)
tokens = tokenizer(texts, padding=True, truncation=True, return_tensors="pt").to(device)
with torch.inference_mode():
    output = model(**tokens, **sounds)
similarity = torch.nn.functional.cosine_similarity(output.audio_embeds, output.text_embeds)
for text, value in zip(texts, similarity.float().tolist()):
    print(f"{value:+.3f}  {text}")

start = time.perf_counter()
for _round in range(5):
    predict(audio, labels)
print(f"{5 / (time.perf_counter() - start):.1f} sounds/s with {len(labels)} descriptions")
#| use parameters
#| end
