# ---
# id: spacy-labels
# reached_by: { library: spacy, task: text-classification }
# title: text classification
# summary: This model reads a text and tells which of its labels fits best.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: labels
# samples: texts
# torch: false
# terms:
#   pipeline: a chain of small models and rules; each of them adds something to the text
#   label: one of the answers the model was trained to choose from
#   score: how sure the model is of a label, from 0 (not at all) to 1 (completely)
# ---
# %% hello load <- parts/spacy
# %% hello run
#| if not advanced
text = __sample_text__

doc = nlp(text)
print(text)
for label, score in sorted(doc.cats.items(), key=lambda pair: -pair[1])[:5]:
    print(f"{score:6.1%}  {label}")


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** write your own sentence between the quotes and run the cell again. Can you make the model change its mind?
#| end
# %% [markdown] explore steps-text <- parts/spacy
# %% explore steps <- parts/spacy
# %% [markdown] explore predict-text
#| if beginner
# ### All labels, not only the best
#
# `doc.cats` holds a score for every label. We put the steps into a function called `predict`, which the rest of the notebook uses.
#| elif intermediate
# ### One function, many texts
#
# `nlp.pipe` reads texts in batches, which is faster than a loop.
#| else
# ### Interface
#| end
# %% explore predict
#| if advanced
from typing import TypedDict


class Label(TypedDict):
    label: str
    score: float


def labels_of(doc: spacy.tokens.Doc) -> list[Label]:
    rows = [{"label": label, "score": float(score)} for label, score in doc.cats.items()]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


def predict_batch(texts: list[str], batch_size: int = 64) -> list[list[Label]]:
    return [labels_of(doc) for doc in nlp.pipe(texts, batch_size=batch_size)]


def predict(text: str) -> list[Label]:
    return labels_of(nlp(text))


#| else
def labels_of(doc):
    rows = [{"label": label, "score": float(score)} for label, score in doc.cats.items()]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


def predict_batch(texts):
    return [labels_of(doc) for doc in nlp.pipe(texts)]


def predict(text):
    return labels_of(nlp(text))


#| end
# %% explore use
for text, labels in zip(__samples_text__, predict_batch(__samples_text__)):
    print(f"{labels[0]['score']:6.1%}  {labels[0]['label']:<16} {text}")
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput
#| end
# %% explore measure <- parts/spacy
