# ---
# id: token-classification
# reached_by: { task: token-classification }
# title: token classification
# summary: This model marks words in a text, such as names of people, places and organisations.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: spans
# samples: entities
# terms:
#   token: a word or a piece of a word; the model reads a text token by token
#   label: the kind of thing that a token belongs to, for example PER for a person
#   entity: one or more neighbouring tokens with the same label, put together again into words
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

#: `aggregation_strategy="simple"` joins pieces of words and neighbouring words into one entity.
marker = pipeline(
    "token-classification",
    model=MODEL_ID,
    #| use hub-arguments
    aggregation_strategy="simple",
    device=device,
    dtype=dtype,
)
# %% hello run
#| if not advanced
text = __sample_text__

print(text)
for entity in marker(text):
    print(f"{entity['score']:6.1%}  {entity['entity_group']:<10} {entity['word']}")
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** put your own name, your town and the name of a company into the sentence. What does the model find, and what does it miss?
#| end
# %% [markdown] explore labels-text
#| if beginner
# ### Which labels are there?
#
# The model only knows the labels it was trained with. `O` means "outside": not part of any entity. A label such as `B-PER` marks the **b**eginning of a person's name and `I-PER` a word **i**nside it.
#| elif intermediate
# ### Labels and aggregation
#
# The model labels *tokens*; the aggregation strategy decides how tokens become entities. `simple` joins neighbours with the same label. `first`, `average` and `max` also make sure that a word is never cut in two: the whole word takes the label of its first, average or best-scored token.
#| end
# %% explore labels
#| if beginner
labels = list(marker.model.config.id2label.values())
print(len(labels), "labels:", ", ".join(labels[:20]))
#| elif intermediate
for strategy in ("none", "simple", "first", "max"):
    found = marker(text, aggregation_strategy=strategy)
    key = "entity" if strategy == "none" else "entity_group"
    print(f"{strategy:<8} {len(found)} found:", [(row[key], row["word"]) for row in found[:6]])


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### Where in the text?
#
# Each entity comes with the positions of its first and last letter. We put the steps into a function called `predict`, and use the positions to mark the text.
#| elif intermediate
# ### One function, many texts
#
# `start` and `end` are character positions, so `text[start:end]` is the original spelling: safer than `word`, which some tokenizers write in lower case or with extra spaces.
#| else
# ### Interface
#
# Spans are cut from the original text by character offsets. With `stride`, texts beyond the model's limit are read in overlapping windows instead of being cut off.
#| end
# %% explore predict
#| if beginner
def predict(text):
    spans = []
    for entity in marker(text):
        spans.append(
            {
                "label": entity["entity_group"],
                "text": text[entity["start"] : entity["end"]],
                "score": float(entity["score"]),
                "start": int(entity["start"]),
                "end": int(entity["end"]),
            }
        )
    return spans


#| elif intermediate
def to_span(text, entity):
    start, end = int(entity["start"]), int(entity["end"])
    return {
        "label": entity["entity_group"],
        "text": text[start:end],
        "score": float(entity["score"]),
        "start": start,
        "end": end,
    }


def predict_batch(texts, batch_size=8):
    """The entities of each text, in reading order."""
    return [
        [to_span(text, entity) for entity in entities]
        for text, entities in zip(texts, marker(texts, batch_size=batch_size))
    ]


def predict(text):
    return predict_batch([text])[0]


#| else
from typing import Any, TypedDict


#| use span-type


STRIDE = min(64, marker.tokenizer.model_max_length // 4)


def to_span(text: str, entity: dict[str, Any]) -> Span:
    start, end = int(entity["start"]), int(entity["end"])
    return {
        "label": entity["entity_group"],
        "text": text[start:end],
        "score": float(entity["score"]),
        "start": start,
        "end": end,
    }


def predict_batch(texts: list[str], batch_size: int = 16) -> list[list[Span]]:
    """The entities of each text, in reading order; long texts in overlapping windows."""
    found = marker(texts, batch_size=batch_size, stride=STRIDE)
    return [[to_span(text, entity) for entity in entities] for text, entities in zip(texts, found)]


def predict(text: str) -> list[Span]:
    return predict_batch([text])[0]


#| end
# %% explore use <- parts/spans
# %% [markdown] explore threshold-text
#| if beginner
# ### Only what the model is sure of
#
# A low score means that the model is guessing. Keeping only the entities above a threshold gives you fewer mistakes, but also fewer finds.
#| elif intermediate
# ### Choosing a threshold
#
# A higher threshold trades finds (recall) for correctness (precision). Count how many entities survive each value, then read the ones around your choice.
#| end
# %% explore threshold
#| if beginner
threshold = 0.8
for span in predict(text):
    if span["score"] >= threshold:
        print(f"keep  {span['text']}")
    else:
        print(f"skip  {span['text']} ({span['score']:.0%})")
#| elif intermediate
scores = [span["score"] for spans in predict_batch(texts) for span in spans]
for threshold in (0.0, 0.5, 0.8, 0.95):
    print(f"threshold {threshold:.2f}: {sum(score >= threshold for score in scores)} entities")
#| end
# %% [markdown] explore try-threshold
#| if beginner
# **Try this:** change `threshold` to 0.5 and to 0.99. For a list of guests you would rather check a few names too many; for sending letters you would rather miss one.
#| end
# %% [markdown] explore long-text
#| if advanced
# ### Long documents
#
# The windows overlap by `STRIDE` tokens, so that a name on a border is seen whole at least once.
#| end
# %% explore long
#| if advanced
document = " ".join(__samples_text__ * 8)
spans = predict(document)
tokens = len(marker.tokenizer(document, truncation=False, verbose=False)["input_ids"])
limit = marker.tokenizer.model_max_length
print(
    f"{tokens} tokens, limit {limit}: {len(spans)} spans, the last ends at {max((s['end'] for s in spans), default=0)}"
)
print(f"{len(document)} characters in all")
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
#| use timed-texts

parameters = sum(weight.numel() for weight in marker.model.parameters())
print(f"{parameters:,} parameters, {marker.model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
