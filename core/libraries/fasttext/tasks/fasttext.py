# ---
# id: fasttext
# reached_by: { library: fasttext, task: text-classification }
# title: text classification
# summary: This model reads a text and tells which of its labels fits best, thousands of times a second.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: labels
# samples: texts
# torch: false
# terms:
#   label: one of the answers the model was trained to choose from
#   score: how sure the model is of a label, from 0 (not at all) to 1 (completely)
#   character n-gram: a few neighbouring letters; fastText looks at these instead of whole words only
# ---
# %% hello load
import fasttext
from huggingface_hub import hf_hub_download

#: The first run downloads the model; later runs take it from your disk.
model_path = hf_hub_download(
    MODEL_ID,
    __fasttext_file__,
    #| if pinned
    revision=REVISION,
    #| end
)
model = fasttext.load_model(model_path)
# %% hello run
#| if not advanced
text = __sample_text__

#: fastText reads one line at a time. `k=3` asks for the three best labels.
labels, scores = model.predict(text.replace("\n", " "), k=3)

print(text)
for label, score in zip(labels, scores):
    print(f"{score:6.1%}  {label}")


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** write your own sentence between the quotes and run the cell again. How short may it get before the model starts guessing?
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### No layers, only sums
#
# fastText looks up a row of numbers for each word and each group of letters, takes the average, and compares it with one row for each label. That is all, and that is why it is so fast.
#
# In the file every label begins with the word *label* between underscores. The function `predict` cuts that off; the rest of the notebook uses it.
#| elif intermediate
# ### One function
#
# The labels carry the prefix of the training format, the word *label* between underscores. Scores can leave the range by rounding (1.00001), so they are capped. A threshold below the best score tells you when the model is unsure.
#| else
# ### Interface
#
# One line a text; labels without the prefix of the training format; scores capped at 1, which float32 sums exceed.
#| end
# %% explore predict
#| if advanced
from typing import TypedDict

#| end
#: How training files for fastText mark a label.
PREFIX = "__" + "label" + "__"


#| if advanced


class Label(TypedDict):
    label: str
    score: float


def predict(text: str, k: int = 5) -> list[Label]:
    """The `k` best labels, best first; few or none for a text without a known word or n-gram."""
    labels, scores = model.predict(" ".join(text.split()), k=k)
    return [
        {"label": label.removeprefix(PREFIX), "score": min(float(score), 1.0)}
        for label, score in zip(labels, scores)
    ]


#| else
def predict(text):
    labels, scores = model.predict(" ".join(text.split()), k=5)
    return [
        {"label": label.removeprefix(PREFIX), "score": min(float(score), 1.0)}
        for label, score in zip(labels, scores)
    ]


#| end
# %% explore use
for text in __samples_text__:
    best = predict(text)[0]
    print(f"{best['score']:6.1%}  {best['label']:<16} {text}")
# %% [markdown] explore short-text
#| if not advanced
# ### Shorter and shorter
#
# The fewer words there are, the less there is to average. Watch the score of the best label.
#| end
# %% explore short
#| if not advanced
words = __sample_text__.split()
for length in sorted({len(words), len(words) // 2, 3, 1}, reverse=True):
    piece = " ".join(words[:length])
    best = predict(piece)[0]
    print(f"{best['score']:6.1%}  {best['label']:<16} {piece}")
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput
#| end
# %% explore measure
#| if advanced
import time
from pathlib import Path

texts = __samples_text__ * 500
start = time.perf_counter()
for text in texts:
    predict(text)
print(
    f"{len(texts) / (time.perf_counter() - start):,.0f} texts/s, {Path(model_path).stat().st_size / 1e6:.1f} MB on disk"
)
#| end
