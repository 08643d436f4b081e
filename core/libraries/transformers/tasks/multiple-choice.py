# ---
# id: multiple-choice
# reached_by: { task: multiple-choice }
# title: multiple choice
# summary: This model picks the best answer to a question out of a few choices.
# inputs:
#   - {name: question, kind: text, label: Question}
#   - {name: choices, kind: list, label: Choices}
# output: ranking
# samples: choices
# terms:
#   choice: one of the possible answers; the model reads the question once with each of them
#   logit: the raw score of a choice; it can be any number, and only the differences between choices count
#   softmax: the formula that turns the raw scores into shares that add up to 100 %
# let:
#   measured: by batch size
#   batch_sizes: "(1, 8, 32)"
#   timed: predict_batch(items, batch_size)
#   items: items
#   unit: questions
# ---
# %% hello load
from transformers import AutoModelForMultipleChoice, AutoTokenizer

#: The tokenizer turns text into numbers. The first run downloads everything.
tokenizer = AutoTokenizer.from_pretrained(
    #| use from-hub
)
model = AutoModelForMultipleChoice.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
#| if not advanced
import torch

question = __sample_question__
choices = __sample_choices__

#| if beginner
#: 1. Write the question once for each choice, and turn the pairs into numbers.
#| end
inputs = tokenizer([question] * len(choices), choices, padding=True, truncation=True, return_tensors="pt").to(
    device
)

#| if beginner
#: 2. The model wants to see all pairs of one question together: one more pair of brackets around the numbers.
#| end
inputs = {name: numbers.unsqueeze(0) for name, numbers in inputs.items()}

#| if beginner
#: 3. One raw score for each choice, turned into shares of 100 %.
#| end
with torch.no_grad():
    logits = model(**inputs).logits[0]
shares = logits.float().softmax(dim=-1)

print(question)
for choice, share in zip(choices, shares.tolist()):
    print(f"{share:6.1%}  {choice}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** add one more choice to the list, a silly one first and then one that is almost right.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function that also sorts the choices, the best first. The rest of the notebook can use it with one word: `predict`.
#| elif intermediate
# ### One function
#
# The tensors have the shape (questions, choices, tokens). The softmax runs over the choices, so the shares only compare *these* choices: the best of three bad answers still gets the largest share.
#| else
# ### Interface
#
# Questions may have different numbers of choices: all pairs are flattened into batches of shape (pairs, 1, tokens), and the softmax runs within each question. Every choice is scored on its own, so this is exact.
#| end
# %% explore predict
#| if not advanced
import torch


def predict(question, choices):
    #| if intermediate
    """Every choice with its share, best first."""
    #| end
    inputs = tokenizer(
        [question] * len(choices), choices, padding=True, truncation=True, return_tensors="pt"
    ).to(device)
    inputs = {name: numbers.unsqueeze(0) for name, numbers in inputs.items()}
    with torch.no_grad():
        shares = model(**inputs).logits[0].float().softmax(dim=-1)
    rows = [{"text": choice, "score": share} for choice, share in zip(choices, shares.tolist())]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| else
from typing import TypedDict

import torch


#| use ranked-class


def pair_logits(pairs: list[tuple[str, str]], batch_size: int) -> torch.Tensor:
    """One logit for each (question, choice), shape (pairs,)."""
    logits = []
    for start in range(0, len(pairs), batch_size):
        questions, choices = zip(*pairs[start : start + batch_size])
        inputs = tokenizer(
            list(questions), list(choices), padding=True, truncation=True, return_tensors="pt"
        ).to(model.device)
        with torch.inference_mode():
            output = model(**{name: tensor.unsqueeze(1) for name, tensor in inputs.items()})
        logits.append(output.logits[:, 0].float().cpu())
    return torch.cat(logits)


def predict_batch(items: list[tuple[str, list[str]]], batch_size: int = 32) -> list[list[Ranked]]:
    """For each (question, choices): the choices with their shares, best first."""
    logits = pair_logits(
        [(question, choice) for question, choices in items for choice in choices], batch_size
    )
    results: list[list[Ranked]] = []
    for (_, choices), part in zip(items, logits.split([len(choices) for _, choices in items])):
        rows: list[Ranked] = [
            {"text": choice, "score": share} for choice, share in zip(choices, part.softmax(dim=0).tolist())
        ]
        results.append(sorted(rows, key=lambda row: row["score"], reverse=True))
    return results


def predict(question: str, choices: list[str]) -> list[Ranked]:
    return predict_batch([(question, choices)])[0]


#| end
# %% explore use
#| if beginner
for row in predict(question, choices):
    print(f"{row['score']:6.1%}  {row['text']}")
#| elif intermediate
questions = __samples_question__
all_choices = __samples_choices__

for question, choices in zip(questions, all_choices):
    rows = predict(question, choices)
    margin = rows[0]["score"] - rows[1]["score"] if len(rows) > 1 else rows[0]["score"]
    print(f"{question}\n  → {rows[0]['text']}  ({rows[0]['score']:.0%}, margin {margin:.2f})")
#| else
predict(__sample_question__, __sample_choices__)
#| end
# %% [markdown] explore order-text
#| if beginner
# ### A fair judge?
#
# Each choice is read on its own, so the order of the list must not matter. A good habit: check such things instead of believing them.
#| elif intermediate
# ### Two sanity checks
#
# Each choice is scored on its own, so the order must not matter. And without the question, a good model should not know the answer: if it still does, the wording of the choices gives it away.
#| end
# %% explore order
#| if beginner
print([row["text"] for row in predict(question, choices)])
print([row["text"] for row in predict(question, choices[::-1])])
#| elif intermediate
for name, rows in {
    "as given": predict(question, choices),
    "reversed": predict(question, choices[::-1]),
    "no question": predict("", choices),
}.items():
    print(f"{name:<12}", [f"{row['text']} {row['score']:.0%}" for row in rows])
#| end
# %% [markdown] explore try-order
#| if beginner
# **Try this:** ask about something that everybody in your family knows, with three choices. The model has never met your family: how sure is it nevertheless?
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
import time

items = list(zip(__samples_question__, __samples_choices__)) * 8
#| use timed-batches

#| use parameters
#| end
