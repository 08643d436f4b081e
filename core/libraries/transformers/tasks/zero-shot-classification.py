# ---
# id: zero-shot-classification
# reached_by: { task: zero-shot-classification }
# title: zero-shot classification
# summary: This model sorts texts into labels that you make up, without any training.
# inputs:
#   - {name: text, kind: text, label: Text}
#   - {name: labels, kind: list, label: Labels}
# output: labels
# samples: labelled-texts
# terms:
#   zero-shot: the model has seen zero examples of your labels; it only understands the words
#   label: one of the answers to choose from; here you write them yourself
#   hypothesis: a sentence made from a label, such as "This example is praise."
#   entailment: the hypothesis follows from the text; this is what the model was trained to judge
#   score: how well a label fits, from 0 (not at all) to 1 (completely)
# ---
# %% hello load
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
classifier = pipeline(
    "zero-shot-classification",
    #| use pipeline-arguments
)
# %% hello run
#| if not advanced
text = __sample_text__
labels = __sample_labels__

answer = classifier(text, candidate_labels=labels)

print(text)
for label, score in zip(answer["labels"], answer["scores"]):
    print(f"{score:6.1%}  {label}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** add a label of your own to the list and run the cell again. The scores always add up to 100 %, so a new label takes its share from the others.
#| end
# %% [markdown] explore hypothesis-text
#| if beginner
# ### The trick behind it
#
# The model was never trained on your labels. It was trained to judge whether one sentence follows from another. So each label is put into a sentence, the *hypothesis*, and the model says how well that sentence follows from your text. Another sentence can lead to other scores.
#| elif intermediate
# ### The hypothesis is part of your prompt
#
# Each label is put into a template and judged by a model for natural language inference. Wording matters: a template that names your domain often separates the labels better than the general one. Compare a few on texts whose label you know.
#| end
# %% explore hypothesis
#| if not advanced
for template in ("This example is {}.", "This text is about {}.", "The writer wants to express {}."):
    answer = classifier(text, candidate_labels=labels, hypothesis_template=template)
    print(f"{answer['scores'][0]:6.1%}  {template.format(answer['labels'][0])}")


#| end
# %% [markdown] explore predict-text
#| if beginner
#| use all-steps
#| elif intermediate
# ### One label or several
#
# By default the labels compete and the scores add up to 1. With `multi_label=True`, each label is judged on its own: use it when several labels can be true, or none.
#| else
# ### Interface
#
# The pipeline calls the model once for each text **and** label. Here all pairs of all texts share the batches; `multi_label` decides whether the labels compete.
#| end
# %% explore predict
#| if beginner
def predict(text, labels):
    answer = classifier(text, candidate_labels=labels)
    #: One entry for each label, the best first.
    return [
        {"label": label, "score": float(score)} for label, score in zip(answer["labels"], answer["scores"])
    ]


#| elif intermediate
def predict(text, labels, multi_label=False):
    """Return every label with its score, best first."""
    answer = classifier(text, candidate_labels=labels, multi_label=multi_label)
    return [
        {"label": label, "score": float(score)} for label, score in zip(answer["labels"], answer["scores"])
    ]


#| else
from typing import TypedDict

import torch


#| use label-class


HYPOTHESIS = "This example is {}."
tokenizer, model = classifier.tokenizer, classifier.model
ENTAILMENT: int = classifier.entailment_id
CONTRADICTION: int = -1 if ENTAILMENT == 0 else 0


def entailment(premises: list[str], hypotheses: list[str], batch_size: int) -> torch.Tensor:
    """Logits of (contradiction, entailment) for each pair, shape (pairs, 2)."""
    logits = []
    for start in range(0, len(premises), batch_size):
        batch = slice(start, start + batch_size)
        inputs = tokenizer(
            premises[batch], hypotheses[batch], padding=True, truncation="only_first", return_tensors="pt"
        )
        with torch.inference_mode():
            output = model(**inputs.to(model.device))
        logits.append(output.logits[:, [CONTRADICTION, ENTAILMENT]].float().cpu())
    return torch.cat(logits)


def predict_batch(
    items: list[tuple[str, list[str]]], batch_size: int = 32, multi_label: bool = False
) -> list[list[Label]]:
    """For each (text, labels): the labels with their scores, best first."""
    pairs = [(text, HYPOTHESIS.format(label)) for text, labels in items for label in labels]
    logits = entailment([text for text, _ in pairs], [hypothesis for _, hypothesis in pairs], batch_size)
    results: list[list[Label]] = []
    for (_, labels), part in zip(items, logits.split([len(labels) for _, labels in items])):
        scores = part.softmax(dim=1)[:, 1] if multi_label else part[:, 1].softmax(dim=0)
        rows: list[Label] = [
            {"label": label, "score": score} for label, score in zip(labels, scores.tolist())
        ]
        results.append(sorted(rows, key=lambda row: row["score"], reverse=True))
    return results


def predict(text: str, labels: list[str]) -> list[Label]:
    return predict_batch([(text, labels)])[0]


#| end
# %% explore use
#| if beginner
for row in predict(text, labels):
    print(f"{row['score']:6.1%}  {row['label']}")
#| elif intermediate
for multi_label in (False, True):
    print("each label on its own:" if multi_label else "labels compete:")
    for row in predict(text, labels, multi_label):
        print(f"  {row['score']:6.1%}  {row['label']}")
#| else
predict(__sample_text__, __sample_labels__)
#| end
# %% [markdown] explore margin-text
#| if beginner
# ### How sure is it really?
#
# Do not only look at the winner. If the first and the second label are close together, the model does not know.
#| elif intermediate
# ### Many texts, and the margin
#
# The margin between the first and the second label tells more than the best score. Texts with a small margin are the ones to read yourself.
#| end
# %% explore margin
#| if not advanced
texts = __samples_text__

for text in texts:
    rows = predict(text, labels)
    margin = rows[0]["score"] - rows[1]["score"] if len(rows) > 1 else rows[0]["score"]
    #| if beginner
    #: A margin of 10 percentage points is our line between sure and unsure.
    verdict = "sure  " if margin > 0.1 else "unsure"
    print(f"{verdict}  {rows[0]['label']:<20} {text[:60]}")
    #| else
    print(f"margin {margin:.2f}  {rows[0]['label']:<20} {text[:60]}")
    #| end
#| end
# %% [markdown] explore try-margin
#| if beginner
# **Try this:** replace the labels by `["short", "long"]` or `["about people", "about things"]`. Which kinds of labels work well, and which do not?
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Cost
#
# Pairs grow with texts × labels: twenty labels cost twenty times one.
#| end
# %% explore measure
#| if advanced
import time

labels = __sample_labels__
items = [(text, labels) for text in __samples_text__ * 2]
for batch_size in (1, 8, 32):
    start = time.perf_counter()
    predict_batch(items, batch_size)
    seconds = time.perf_counter() - start
    print(
        f"batch_size={batch_size:<3} {len(items) / seconds:7.1f} texts/s, "
        f"{len(items) * len(labels) / seconds:7.1f} pairs/s"
    )

#| use parameters
#| end
