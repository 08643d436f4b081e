# ---
# id: text-classification
# reached_by: { task: text-classification }
# title: text classification
# summary: This model reads a text and tells which of its labels fits best.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: labels
# samples: texts
# terms:
#   pipeline: a ready-made helper that turns your text into numbers, runs the model and turns the numbers back into words
#   label: one of the answers the model was trained to choose from
#   score: how sure the model is of a label, from 0 (not at all) to 1 (completely)
# let:
#   measured: by batch size
#   batch_sizes: "(1, 4, 16)"
#   timed: predict_batch(texts, batch_size)
#   items: texts
#   unit: texts
#   copies: 4
# ---
# %% hello load
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
classifier = pipeline(
    "text-classification",
    #| use pipeline-arguments
)
#| if unpadded
#: Several texts at once are filled up to one length, and this model may come without a token for that.
if classifier.tokenizer.pad_token is None:
    classifier.tokenizer.pad_token = classifier.tokenizer.eos_token
    classifier.model.config.pad_token_id = classifier.tokenizer.pad_token_id
#| end
# %% hello run
#| if beginner
text = __sample_text__

#: `truncation=True` cuts texts that are longer than the model can read.
answer = classifier(text, truncation=True)[0]

print(text)
print("Label:", answer["label"])
print("Score:", round(answer["score"], 3))


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** write your own sentence between the quotes and run the cell again. Can you make the model change its mind?
#| end
# %% [markdown] explore all-labels
#| if beginner
# ### All labels, not only the best
#
# The model gives every label a score. `top_k=None` asks for all of them. We also put the steps into a function, so that the rest of the notebook can use them with one word: `predict`.
#| end
# %% explore predict
#| if beginner
def predict(text):
    #: A list with one entry for each label, the best first.
    rows = classifier(text, top_k=None, truncation=True)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| elif intermediate
def predict(text):
    """Return every label with its score, best first."""
    rows = classifier(text, top_k=None, truncation=True)
    return [{"label": row["label"], "score": float(row["score"])} for row in rows]


#| else
from typing import TypedDict


#| use label-class


def predict_batch(texts: list[str], batch_size: int = 16) -> list[list[Label]]:
    """Every label with its score, best first, for each text."""
    answers = classifier(texts, top_k=None, truncation=True, batch_size=batch_size)
    return [[{"label": row["label"], "score": float(row["score"])} for row in rows] for rows in answers]


def predict(text: str) -> list[Label]:
    return predict_batch([text])[0]


#| end
# %% explore show
text = __sample_text__
print(text)
for row in predict(text):
    print(f"{row['score']:6.1%}  {row['label']}")


# %% [markdown] explore batch-text
#| if intermediate
# ### Many texts at once
#
# Passing a list is faster than a loop: the model works on several texts in one go. A score close to 50 % between two labels means that the model is unsure, so look at the margin and not only at the winner.
#| end
# %% explore batch
#| if intermediate
def predict_batch(texts, batch_size=8):
    answers = classifier(texts, top_k=None, truncation=True, batch_size=batch_size)
    return [[{"label": row["label"], "score": float(row["score"])} for row in rows] for rows in answers]


texts = __samples_text__
for text, rows in zip(texts, predict_batch(texts)):
    margin = rows[0]["score"] - rows[1]["score"] if len(rows) > 1 else rows[0]["score"]
    print(f"{rows[0]['label']:<12} margin {margin:.2f}  {text[:70]}")
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
#| use timed-texts

parameters = sum(weight.numel() for weight in classifier.model.parameters())
print(f"{parameters:,} parameters, {classifier.model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
