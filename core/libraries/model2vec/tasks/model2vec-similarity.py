# ---
# id: model2vec-similarity
# reached_by: { library: model2vec }
# title: sentence similarity
# summary: This model compares the meaning of sentences, very fast and without a graphics card.
# inputs:
#   - {name: query, kind: text, label: Search for}
#   - {name: candidates, kind: list, label: Sentences}
# output: ranking
# samples: similar
# torch: false
# terms:
#   embedding: a list of numbers that stands for the meaning of a sentence
#   static embedding: an embedding that is the average of fixed numbers, one row for each piece of a word
#   cosine similarity: how far two embeddings point in the same direction, from -1 to 1
# ---
# %% hello load <- parts/model2vec
# %% hello run
#| if not advanced
import numpy as np

query = __sample_query__
candidates = __sample_candidates__

#| if beginner
#: 1. Turn every sentence into a list of numbers, its embedding.
#| end
vectors = model.encode([query, *candidates])

#| if beginner
#: 2. Make all of them equally long, so that only the direction counts; then compare.
#| end
vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
scores = vectors[1:] @ vectors[0]

for candidate, score in zip(candidates, scores.tolist()):
    print(f"{score:6.3f}  {candidate}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask the same question with other words. Where no word is shared or related, a static model finds less than a large one.
#| end
# %% [markdown] explore inside-text <- parts/model2vec
# %% explore inside <- parts/model2vec
# %% [markdown] explore predict-text
#| if beginner
# ### Search in one function
#
# The steps become a function that also sorts the sentences, the best first. The rest of the notebook can use it with one word: `predict`.
#| else
# ### Search in one function
#
# Embed the documents once and keep the matrix: a query is then one matrix product.
#| end
# %% explore predict
import numpy as np


#| if advanced
def embed(texts: list[str]) -> np.ndarray:
    """Unit vectors, shape (texts, dimension); a text without a known piece of a word is all zeros."""
    vectors = model.encode(texts)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def predict(query: str, candidates: list[str]) -> list[dict[str, str | float]]:
    """The candidates with their cosine similarity to the query, best first."""
    scores = embed(candidates) @ embed([query])[0]
    return [{"text": candidates[place], "score": float(scores[place])} for place in np.argsort(-scores)]


#| else
def embed(texts):
    vectors = model.encode(texts)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def predict(query, candidates):
    scores = embed(candidates) @ embed([query])[0]
    rows = [{"text": text, "score": score} for text, score in zip(candidates, scores.tolist())]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| end
# %% explore use
for row in predict(__sample_query__, __sample_candidates__):
    print(f"{row['score']:6.3f}  {row['text']}")
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput
#
# No layers to run: most of the time goes into cutting the texts into pieces.
#| end
# %% explore measure
#| if advanced
import time

texts = __sample_candidates__ * 200
start = time.perf_counter()
embed(texts)
seconds = time.perf_counter() - start
print(f"{len(texts) / seconds:,.0f} texts/s, {model.embedding.nbytes / 1e6:.1f} MB in memory")
#| end
