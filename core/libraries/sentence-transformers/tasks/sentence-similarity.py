# ---
# id: sentence-similarity
# reached_by: { library: sentence-transformers }
# title: sentence similarity
# summary: This model compares the meaning of sentences, for search and for finding duplicates.
# inputs:
#   - {name: query, kind: text, label: Search for}
#   - {name: candidates, kind: list, label: Sentences}
# output: ranking
# samples: similar
# terms:
#   embedding: a list of numbers that stands for the meaning of a sentence
#   similarity: how close two embeddings are; 1 means the same direction, 0 nothing in common
#   semantic search: finding texts by what they mean, even if no word is the same
# let:
#   batch_sizes: "(1, 8, 32)"
#   timed: "model.encode_document(texts, batch_size=batch_size)"
#   items: texts
#   unit: texts
# ---
# %% hello load
from sentence_transformers import SentenceTransformer

#: The first run downloads the model; later runs take it from your disk.
model = SentenceTransformer(
    #| use sentence-model
)
# %% hello run
#| if not advanced
query = __sample_query__
candidates = __sample_candidates__

#| if beginner
#: 1. Turn every sentence into a list of numbers, its embedding.
#| end
query_embedding = model.encode_query(query)
candidate_embeddings = model.encode_document(candidates)

#| if beginner
#: 2. Compare the question with each sentence.
#| end
scores = model.similarity(query_embedding, candidate_embeddings)[0].tolist()

print(query)
for candidate, score in zip(candidates, scores):
    print(f"{score:6.3f}  {candidate}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask the same question in completely different words. The best sentence should stay the best: the model compares what is meant, not the letters.
#| end
# %% [markdown] explore inside-text
#| if beginner
# ### What is an embedding?
#
# Each sentence becomes a list of the same length, whatever its own length. A single number in it means nothing to us; only the comparison does.
#| elif intermediate
# ### What the model does to your text
#
# A question and a document are not the same thing: many models were trained with different prompts for the two, and `encode_query` and `encode_document` add them where the model has them. Texts beyond `max_seq_length` tokens are cut off silently.
#| end
# %% explore inside
#| if beginner
print(len(query_embedding), "numbers for the question, starting with", query_embedding[:5].round(3).tolist())
print(len(candidate_embeddings), "sentences with", len(candidate_embeddings[0]), "numbers each")
#| elif intermediate
print("prompts:", model.prompts)
print("numbers in an embedding:", model.get_embedding_dimension())
print("longest text in tokens:", model.max_seq_length)
print("similarity:", model.similarity_fn_name)


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### Search in one function
#
# We put the steps into a function that also sorts the sentences, the best first. The rest of the notebook can use it with one word: `predict`.
#| elif intermediate
# ### Search in one function
#
# Encode once, compare often: in a real search, the embeddings of the documents are computed ahead and kept.
#| else
# ### Interface
#
# `Index` embeds documents once and answers many queries with one matrix product; `predict` is the throw-away index of one query.
#| end
# %% explore predict
#| if beginner
def predict(query, candidates):
    query_embedding = model.encode_query(query)
    candidate_embeddings = model.encode_document(candidates)
    scores = model.similarity(query_embedding, candidate_embeddings)[0].tolist()
    rows = [{"text": text, "score": score} for text, score in zip(candidates, scores)]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| elif intermediate
def rank(query, candidates, embeddings):
    scores = model.similarity(model.encode_query(query), embeddings)[0].tolist()
    rows = [{"text": text, "score": score} for text, score in zip(candidates, scores)]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


def predict(query, candidates):
    """The candidates with their similarity to the query, best first."""
    return rank(query, candidates, model.encode_document(candidates))


#| else
from dataclasses import dataclass
from typing import TypedDict

import torch


#| use ranked-class


@dataclass(frozen=True)
class Index:
    """Documents with their embeddings, shape (documents, dimension)."""

    texts: list[str]
    embeddings: torch.Tensor

    @classmethod
    def of(cls, texts: list[str], batch_size: int = 32) -> "Index":
        return cls(texts, model.encode_document(texts, batch_size=batch_size, convert_to_tensor=True))

    def search(self, queries: list[str], top_k: int | None = None) -> list[list[Ranked]]:
        """The best documents for each query, with the similarity the model was trained for."""
        scores = model.similarity(model.encode_query(queries, convert_to_tensor=True), self.embeddings)
        values, places = scores.float().topk(min(top_k or len(self.texts), len(self.texts)), dim=1)
        return [
            [{"text": self.texts[place], "score": score} for place, score in zip(row_places, row_values)]
            for row_places, row_values in zip(places.tolist(), values.tolist())
        ]


def predict(query: str, candidates: list[str]) -> list[Ranked]:
    return Index.of(candidates).search([query])[0]


#| end
# %% explore use
#| if beginner
for row in predict(query, candidates):
    print(f"{row['score']:6.3f}  {row['text']}")
#| elif intermediate
embeddings = model.encode_document(candidates)
for question in (query, candidates[0]):
    print(question)
    for row in rank(question, candidates, embeddings)[:3]:
        print(f"  {row['score']:6.3f}  {row['text']}")
#| else
index = Index.of(__sample_candidates__)
index.search([__sample_query__], top_k=3)
#| end
# %% [markdown] explore pairs-text
#| if beginner
# ### Who is close to whom?
#
# The same comparison between all sentences finds duplicates: two sentences that say the same thing.
#| elif intermediate
# ### All pairs, and where to draw the line
#
# A similarity of 0.6 means different things in different models. Look at the pairs just above and below your threshold before you call anything a duplicate.
#| end
# %% explore pairs
#| if not advanced
embeddings = model.encode(candidates)
table = model.similarity(embeddings, embeddings)

pairs = []
for first in range(len(candidates)):
    for second in range(first + 1, len(candidates)):
        pairs.append((float(table[first, second]), candidates[first], candidates[second]))

for score, one, other in sorted(pairs, reverse=True)[:3]:
    print(f"{score:6.3f}  {one}\n        {other}")
#| end
# %% [markdown] explore try-pairs
#| if beginner
# **Try this:** add a sentence that says the opposite of another one. Many models find opposites similar, because they are about the same thing.
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput, and smaller vectors
#
# Cutting and renormalising embeddings saves memory; models trained for it (Matryoshka) lose little. The last column says how many of the best documents stay the same.
#| end
# %% explore measure
#| if advanced
import time

texts = __sample_candidates__ * 8
#| use timed-batches

queries = index.texts
full = index.search(queries, top_k=1)
dimension = index.embeddings.shape[1]
for kept in (dimension, dimension // 2, dimension // 4):
    cut = torch.nn.functional.normalize(index.embeddings[:, :kept].float(), dim=1)
    asked = model.encode_query(queries, convert_to_tensor=True)[:, :kept].float()
    best = (torch.nn.functional.normalize(asked, dim=1) @ cut.T).argmax(dim=1).tolist()
    same = sum(index.texts[place] == row[0]["text"] for place, row in zip(best, full))
    print(f"{kept:>5} numbers, {cut.numel() * 4:>8,} bytes: {same} of {len(queries)} best hits unchanged")

parameters = sum(weight.numel() for weight in model.parameters())
print(f"{parameters:,} parameters")
#| end
