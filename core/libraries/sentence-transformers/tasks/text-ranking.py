# ---
# id: text-ranking
# reached_by: { library: sentence-transformers, task: text-ranking }
# title: text ranking
# summary: This model sorts texts by how well they answer a question.
# inputs:
#   - {name: query, kind: text, label: Question}
#   - {name: candidates, kind: list, label: Texts}
# output: ranking
# samples: similar
# terms:
#   query: what you are looking for, often a question
#   cross-encoder: a model that reads the question and one text together, and is therefore careful but slow
#   reranking: letting a careful model sort the few texts that a fast search has found
#   score: how well a text fits; only the order counts, and the range depends on the model
# let: {measured: by batch size}
# ---
# %% hello load
from sentence_transformers import CrossEncoder

#: The first run downloads the model; later runs take it from your disk.
ranker = CrossEncoder(
    #| use sentence-model
)
# %% hello run
#| if not advanced
query = __sample_query__
candidates = __sample_candidates__

#| if beginner
#: `rank` reads the question together with each text and sorts the texts, the best first.
#| end
rows = ranker.rank(query, candidates, return_documents=True)

print(query)
for row in rows:
    print(f"{row['score']:7.3f}  {row['text']}")


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** add a text that uses the same words as the question but answers something else. Is the model taken in?
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
# We put this into a function called `predict`. It keeps the two things that count: the text and its score.
#| elif intermediate
# ### Pairs and scores
#
# Under the bonnet, the model scores (question, text) pairs. Depending on the model, a score is a raw number or runs from 0 to 1; compare scores only for the *same* question.
#| else
# ### Interface
#
# All pairs of all queries share the batches, which keeps short lists from wasting the hardware.
#| end
# %% explore predict
#| if beginner
def predict(query, candidates):
    rows = ranker.rank(query, candidates, return_documents=True)
    return [{"text": row["text"], "score": float(row["score"])} for row in rows]


#| elif intermediate
def predict(query, candidates, top_k=None):
    """The best candidates with their scores, best first."""
    rows = ranker.rank(query, candidates, top_k=top_k, return_documents=True)
    return [{"text": row["text"], "score": float(row["score"])} for row in rows]


#| else
from typing import TypedDict


#| use ranked-class


def predict_batch(items: list[tuple[str, list[str]]], batch_size: int = 32) -> list[list[Ranked]]:
    """For each (query, candidates): the candidates with their scores, best first."""
    pairs = [(query, candidate) for query, candidates in items for candidate in candidates]
    scores = iter(ranker.predict(pairs, batch_size=batch_size, convert_to_tensor=True).float().tolist())
    results: list[list[Ranked]] = []
    for _, candidates in items:
        rows: list[Ranked] = [{"text": candidate, "score": next(scores)} for candidate in candidates]
        results.append(sorted(rows, key=lambda row: row["score"], reverse=True))
    return results


def predict(query: str, candidates: list[str]) -> list[Ranked]:
    return predict_batch([(query, candidates)])[0]


#| end
# %% explore use
#| if beginner
best = predict(query, candidates)[0]
print("Best answer:", best["text"])
#| elif intermediate
pairs = [(query, candidate) for candidate in candidates]
for (_, candidate), score in zip(pairs, ranker.predict(pairs).tolist()):
    print(f"{score:7.3f}  {candidate}")
print("\nTop 2:", [row["text"] for row in predict(query, candidates, top_k=2)])
#| else
predict(__sample_query__, __sample_candidates__)


#| end
# %% [markdown] explore compare-text
#| if beginner
# ### Better than counting words?
#
# The simplest search counts how many words of the question appear in a text. Compare the two orders: where they differ, who is right?
#| elif intermediate
# ### Search first, rank second
#
# A cross-encoder reads every pair, which is too slow for a million texts. So a fast search picks candidates and the ranker sorts them. Here the fast search counts shared words.
#| end
# %% explore compare
#| if not advanced
def shared_words(query, text):
    #| if intermediate
    """Number of words that appear in both, without looking at case."""
    #| end
    return len(set(query.lower().split()) & set(text.lower().split()))


#| if beginner
by_words = sorted(candidates, key=lambda text: shared_words(query, text), reverse=True)
by_model = [row["text"] for row in predict(query, candidates)]

for place, (one, other) in enumerate(zip(by_words, by_model), start=1):
    print(f"{place}. by words: {one}\n   by model: {other}")
#| else
found = sorted(candidates, key=lambda text: shared_words(query, text), reverse=True)[:3]
print("found by words:", *found, sep="\n  ")
print("then ranked:   ", *[row["text"] for row in predict(query, found)], sep="\n  ")
#| end
#| end
# %% [markdown] explore try-compare
#| if beginner
# **Try this:** write a question whose answer in the list shares no word with it.
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
import time

items = list(zip(__samples_query__, __samples_candidates__)) * 8
pairs = sum(len(candidates) for _, candidates in items)
for batch_size in (1, 8, 32):
    start = time.perf_counter()
    predict_batch(items, batch_size)
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size:<3} {pairs / seconds:8.1f} pairs/s")

parameters = sum(weight.numel() for weight in ranker.parameters())
print(f"{parameters:,} parameters")
#| end
