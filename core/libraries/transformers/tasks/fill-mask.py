# ---
# id: fill-mask
# reached_by: { task: fill-mask }
# title: filling in the blank
# summary: This model fills in a missing word of a sentence.
# inputs:
#   - {name: text, kind: text, label: Sentence with a blank}
# output: labels
# samples: blanks
# terms:
#   mask: the token that stands for the missing word; each model has its own, such as [MASK] or <mask>
#   token: a word or a piece of a word; the model fills in exactly one token for each mask
#   score: how likely the model finds a word at this place, from 0 to 1
# let:
#   measured: by batch size
#   batch_sizes: "(1, 8, 32)"
#   timed: "predict_batch(texts, batch_size=batch_size)"
#   items: texts
#   unit: texts
#   copies: 8
# ---
# %% hello load
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
filler = pipeline(
    "fill-mask",
    #| use pipeline-arguments
)
# %% hello run
#| if not advanced
text = __sample_text__

#| if beginner
#: This model's own sign for the blank:
#| end
mask = filler.tokenizer.mask_token
text = text.replace("[MASK]", mask)

print(text)
for row in filler(text):
    print(f"{row['score']:6.1%}  {row['token_str']}")


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** put the blank (`[MASK]`) in another place of the sentence. Where is the model sure of itself, and where could almost anything come?
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`. You may always write `[MASK]` for the blank: the function replaces it by the sign that this model knows.
#| elif intermediate
# ### One function, many sentences
#
# `[MASK]` is replaced by the model's own mask token. With several masks in one sentence, the pipeline judges each on its own, as if the others stayed empty; `predict` answers the first.
#| else
# ### Interface
#
# Works on the logits directly: one forward pass for each batch, only the rows at mask positions go through the softmax.
#| end
# %% explore predict
#| if beginner
def predict(text):
    text = text.replace("[MASK]", filler.tokenizer.mask_token)
    rows = filler(text, top_k=5, tokenizer_kwargs={"truncation": True})
    #: With more than one blank there is a list for each of them. We answer the first.
    if isinstance(rows[0], list):
        rows = rows[0]
    return [{"label": row["token_str"].strip(), "score": float(row["score"])} for row in rows]


#| elif intermediate
def predict_batch(texts, top_k=5, batch_size=8):
    """For each text, the likeliest words for its first blank, best first."""
    results = []
    texts = [text.replace("[MASK]", filler.tokenizer.mask_token) for text in texts]
    answers = filler(texts, top_k=top_k, batch_size=batch_size, tokenizer_kwargs={"truncation": True})
    # The pipeline unwraps a list of one.
    for rows in answers if len(texts) > 1 else [answers]:
        if isinstance(rows[0], list):
            rows = rows[0]
        results.append([{"label": row["token_str"].strip(), "score": float(row["score"])} for row in rows])
    return results


def predict(text, top_k=5):
    return predict_batch([text], top_k)[0]


#| else
from typing import TypedDict

import torch

tokenizer, model = filler.tokenizer, filler.model


#| use label-class


def mask_logits(texts: list[str]) -> torch.Tensor:
    """Logits at the first mask of each text, shape (texts, vocabulary). ValueError without a mask."""
    texts = [text.replace("[MASK]", tokenizer.mask_token) for text in texts]
    inputs = tokenizer(texts, padding=True, truncation=True, return_tensors="pt").to(model.device)
    masks = inputs["input_ids"] == tokenizer.mask_token_id
    if not bool(masks.any(dim=1).all()):
        raise ValueError(f"Each text needs a blank: write {tokenizer.mask_token} for the missing word.")
    with torch.inference_mode():
        logits = model(**inputs).logits
    first = masks.int().argmax(dim=1)
    return logits[torch.arange(len(texts), device=logits.device), first].float()


def predict_batch(texts: list[str], top_k: int = 5, batch_size: int = 16) -> list[list[Label]]:
    """For each text, the likeliest tokens for its first blank, best first."""
    results: list[list[Label]] = []
    for start in range(0, len(texts), batch_size):
        scores, tokens = mask_logits(texts[start : start + batch_size]).softmax(dim=-1).topk(top_k)
        for row_scores, row_tokens in zip(scores.tolist(), tokens.tolist()):
            words = [tokenizer.decode([token]).strip() for token in row_tokens]
            results.append([{"label": word, "score": score} for word, score in zip(words, row_scores)])
    return results


def predict(text: str, top_k: int = 5) -> list[Label]:
    return predict_batch([text], top_k)[0]


#| end
# %% explore use
#| if beginner
for row in predict(text):
    print(f"{row['score']:6.1%}  {text.replace(mask, row['label'])}")
#| elif intermediate
texts = __samples_text__

for text, rows in zip(texts, predict_batch(texts)):
    print(text)
    print("  ", ", ".join(f"{row['label']} ({row['score']:.1%})" for row in rows))
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore choose-text
#| if beginner
# ### Was it the word you had in mind?
#
# `targets` asks for the score of words that **you** name. Small differences between such words show what the model has picked up from its training texts, prejudices included.
#| elif intermediate
# ### Scoring words of your own
#
# `targets` restricts the answer to candidates. A candidate must be a single token of this model's vocabulary, so look it up first: a longer word would be cut to its first piece. Such comparisons are a common probe for bias.
#| else
# ### Scoring candidates, and how certain the model is
#
# The probability of single-token candidates, and the entropy of the whole distribution: 0 bits means certainty.
#| end
# %% explore choose
#| if not advanced
candidates = ["water", "time", "work", "hand", "people"]

#: Keep the words that are one token for this model (some models mark a token with a leading space).
known = []
for word in candidates:
    for spelling in (word, " " + word):
        tokens = filler.tokenizer.tokenize(spelling)
        if len(tokens) == 1 and tokens[0] not in known:
            known.append(tokens[0])

#| if beginner
print("Known words:", known or "none of them")
#| end
if known:
    for row in filler(text.replace("[MASK]", mask), targets=known):
        print(f"{row['score']:8.3%}  {row['token_str'].strip()}")
#| else
texts = __samples_text__
candidates = ["water", "time", "work", "hand", "people"]
encoded = {word: tokenizer(f" {word}", add_special_tokens=False)["input_ids"] for word in candidates}
single = {word: tokens[0] for word, tokens in encoded.items() if len(tokens) == 1}

probabilities = mask_logits(texts).softmax(dim=-1)
entropy = torch.special.entr(probabilities).sum(dim=-1) / torch.log(torch.tensor(2.0))
for text, row, bits in zip(texts, probabilities, entropy.tolist()):
    print(f"{bits:5.2f} bits  {text}")
    print("           ", {word: f"{row[token].item():.2%}" for word, token in single.items()})
#| end
# %% [markdown] explore try-choose
#| if beginner
# **Try this:** write `candidates` of your own that would all fit the sentence, and compare their scores.
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
#| use timed-texts

#| use parameters
#| end
