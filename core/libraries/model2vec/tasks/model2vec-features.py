# ---
# id: model2vec-features
# reached_by: { library: model2vec, task: feature-extraction }
# title: feature extraction
# summary: This model turns a text into a list of numbers that stands for its meaning, very fast and without a graphics card.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: vector
# samples: texts
# torch: false
# terms:
#   vector: a list of numbers of fixed length; texts with a similar meaning get similar lists
#   static embedding: a vector that is the average of fixed numbers, one row for each piece of a word
# ---
# %% hello load <- parts/model2vec
# %% hello run
#| if not advanced
text = __sample_text__
vector = model.encode(text)

print(text)
print(len(vector), "numbers:", vector[:6].round(3).tolist(), "…")


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** put in a much longer text. The number of numbers stays the same, because it belongs to the model.
#| end
# %% [markdown] explore inside-text <- parts/model2vec
# %% explore inside <- parts/model2vec
# %% explore predict
#| if advanced
def predict_batch(texts: list[str]) -> list[list[float]]:
    return model.encode(texts).tolist()


def predict(text: str) -> list[float]:
    return predict_batch([text])[0]


#| else
def predict_batch(texts):
    return model.encode(texts).tolist()


def predict(text):
    return predict_batch([text])[0]


#| end
# %% [markdown] explore compare-text
#| if beginner
# ### Comparing texts
#
# Two texts are close when their vectors point in the same direction. The *cosine similarity* measures that: 1 is the same direction, 0 has nothing in common.
#| else
# ### Nearest neighbours
#
# All cosines in one matrix product of unit vectors.
#| end
# %% explore compare
import numpy as np

texts = __samples_text__
vectors = model.encode(texts)
vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
similarity = vectors @ vectors.T
np.fill_diagonal(similarity, -1)
for text, best in zip(texts, similarity.argmax(axis=1)):
    print(f"{text[:45]}  ~  {texts[best][:45]}")
# %% explore measure
#| if advanced
import time

many = texts * 200
start = time.perf_counter()
predict_batch(many)
print(
    f"{len(many) / (time.perf_counter() - start):,.0f} texts/s, {model.embedding.nbytes / 1e6:.1f} MB in memory"
)
#| end
