# ---
# id: feature-extraction
# reached_by: { task: feature-extraction }
# title: feature extraction
# summary: This model turns a text into a list of numbers that stands for its meaning.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: vector
# samples: texts
# terms:
#   vector: a list of numbers of fixed length; texts with a similar meaning get similar lists
#   token: a word or a piece of a word; the model first makes one vector for each token
#   pooling: making one vector out of many, here by taking the average
#   cosine similarity: how far two vectors point in the same direction, from -1 to 1
# let:
#   measured: by batch size
#   batch_sizes: "(1, 8, 32)"
#   timed: embed(texts, batch_size)
#   items: texts
#   unit: texts
#   copies: 8
# ---
# %% hello load
from transformers import AutoModel, AutoTokenizer

#: The tokenizer turns text into numbers. The first run downloads everything.
tokenizer = AutoTokenizer.from_pretrained(
    #| use from-hub
)
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
model = AutoModel.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
#| if not advanced
import torch

text = __sample_text__

#| if beginner
#: 1. Cut the text into tokens.
#| end
inputs = tokenizer(text, truncation=True, return_tensors="pt").to(device)

#| if beginner
#: 2. The model makes a vector for each token, and knows the words around it.
#| end
with torch.no_grad():
    vectors = model(**inputs).last_hidden_state[0]

print(text)
print(f"{vectors.shape[0]} tokens, {vectors.shape[1]} numbers for each")
print("First numbers of the first token:", [round(number, 3) for number in vectors[0, :4].tolist()])
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** put in a longer text. The number of tokens grows; the number of numbers for each token stays the same, because it belongs to the model.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### One vector for the whole text
#
# To compare texts, we need **one** vector for each of them. We take the average over all tokens: this is called *mean pooling*.
#| elif intermediate
# ### Masked mean pooling
#
# In a batch, short texts are filled up with padding. Padding must not count: multiply by the attention mask, add up, divide by the number of real tokens. Forgetting this is the most common mistake with embeddings.
#| else
# ### Interface
#
# Masked mean pooling, length-sorted batches, float32 results on the CPU.
#| end
# %% explore predict
#| if beginner
import torch


def predict(text):
    inputs = tokenizer(text, truncation=True, return_tensors="pt").to(device)
    with torch.no_grad():
        vectors = model(**inputs).last_hidden_state[0]
    #: The average over the tokens, as an ordinary list of numbers.
    return vectors.float().mean(dim=0).tolist()


#| else
import torch


#| if advanced
def embed(texts: list[str], batch_size: int = 16) -> torch.Tensor:
    """Mean-pooled embeddings in float32 on the CPU, shape (texts, hidden size)."""
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    rows: dict[int, torch.Tensor] = {}
    for start in range(0, len(order), batch_size):
        part = order[start : start + batch_size]
        inputs = tokenizer(
            [texts[index] for index in part], padding=True, truncation=True, return_tensors="pt"
        ).to(model.device)
        with torch.inference_mode():
            hidden = model(**inputs).last_hidden_state.float()
        mask = inputs["attention_mask"].unsqueeze(-1)
        means = (hidden * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)
        rows.update(zip(part, means.cpu()))
    return torch.stack([rows[index] for index in range(len(texts))])


def predict_batch(texts: list[str], batch_size: int = 16) -> list[list[float]]:
    return embed(texts, batch_size).tolist()


def predict(text: str) -> list[float]:
    return predict_batch([text])[0]


#| else
def embed(texts):
    """One vector for each text, shape (texts, numbers)."""
    inputs = tokenizer(texts, padding=True, truncation=True, return_tensors="pt").to(model.device)
    with torch.no_grad():
        hidden = model(**inputs).last_hidden_state.float()
    mask = inputs["attention_mask"].unsqueeze(-1)
    return ((hidden * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)).cpu()


def predict_batch(texts):
    return embed(texts).tolist()


def predict(text):
    return predict_batch([text])[0]


#| end
#| end
# %% explore use
#| if beginner
vector = predict(text)
print(len(vector), "numbers:", [round(number, 3) for number in vector[:6]], "…")
#| elif intermediate
texts = __samples_text__

together = embed(texts)
alone = torch.stack([embed([text])[0] for text in texts])
print("shape:", tuple(together.shape))
print(f"largest difference between batch and single: {(together - alone).abs().max():.1e}")
#| else
print(len(predict(__sample_text__)), "numbers")
#| end
# %% [markdown] explore compare-text
#| if beginner
# ### Comparing texts
#
# Two texts are close when their vectors point in the same direction. The *cosine similarity* measures that: 1 is the same direction, 0 has nothing in common.
#| elif intermediate
# ### Comparing texts
#
# Models that were not trained for similarity put all texts into a narrow cone: every cosine is high. Subtracting the mean of your collection first spreads them out again. For search, a sentence-transformers model is usually the better choice.
#| else
# ### Nearest neighbours
#
# Centred and normalised, so that one matrix product gives all cosines.
#| end
# %% explore compare
#| if beginner
import torch

first, *others = __samples_text__
print("Compared with:", first)
for other in others:
    similarity = torch.cosine_similarity(torch.tensor(predict(first)), torch.tensor(predict(other)), dim=0)
    print(f"{similarity.item():6.3f}  {other}")


#| elif intermediate
def cosines(vectors):
    normal = torch.nn.functional.normalize(vectors, dim=1)
    return normal @ normal.T


for name, vectors in {"as they are": together, "centred": together - together.mean(dim=0)}.items():
    print(f"{name}, to the first text:", [round(value, 3) for value in cosines(vectors)[0].tolist()])
#| else
texts = __samples_text__
vectors = embed(texts)
normal = torch.nn.functional.normalize(vectors - vectors.mean(dim=0), dim=1)
similarity = (normal @ normal.T).fill_diagonal_(-1)
for text, best, score in zip(texts, similarity.argmax(dim=1).tolist(), similarity.max(dim=1).values.tolist()):
    print(f"{score:6.3f}  {text[:50]}  ~  {texts[best][:50]}")
#| end
# %% [markdown] explore try-compare
#| if beginner
# **Try this:** write the first text again in other words and add it to the list. Does it come out closest?
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
#| use timed-texts

#| use parameters
#| end
