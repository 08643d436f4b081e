# ---
# id: spacy
# reached_by: { library: spacy, task: token-classification }
# title: token classification
# summary: This model marks words in a text, such as names of people, places and organisations.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: spans
# samples: entities
# torch: false
# scored: false
# terms:
#   pipeline: a chain of small models and rules; each of them adds something to the text
#   token: a word, a number or a punctuation mark
#   label: the kind of thing that words stand for, for example PERSON or GPE (a country, a city)
#   entity: one or more neighbouring tokens that name one thing
# ---
# %% hello load <- parts/spacy
# %% hello run
#| if not advanced
text = __sample_text__

doc = nlp(text)
print(text)
for entity in doc.ents:
    print(f"{entity.label_:<12} {entity.text}")
if "ner" not in nlp.pipe_names:
    print([(token.text, token.pos_ or token.tag_) for token in doc])


#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** put your own name, your town and the name of a company into the sentence. What does the model find, and what does it miss?
#| end
# %% [markdown] explore steps-text <- parts/spacy
# %% explore steps <- parts/spacy
# %% [markdown] explore words-text
#| if beginner
# ### What it knows about each word
#
# Beside names, the chain finds out what part of speech a word is, its basic form, and which word it belongs to.
#| elif intermediate
# ### Words, lemmas, dependencies
#
# `head` and `dep_` are the grammar tree: follow them to see who did what.
#| end
# %% explore words
#| if not advanced
for token in doc[:12]:
    print(f"{token.text:<14} {token.pos_:<6} {token.lemma_:<14} {token.dep_:<10} {token.head.text}")


#| end
# %% [markdown] explore predict-text
#| if beginner
# ### Where in the text?
#
# We put the steps into a function called `predict`; the rest of the notebook uses it. It gives each entity with the positions of its first and last letter. spaCy says what it found, not how sure it is: the score 1.0 only means "found".
#| elif intermediate
# ### One function, many texts
#
# `nlp.pipe` reads texts in batches, which is faster than a loop. spaCy's entity recogniser gives no probability, so the score is 1.0 for everything it found. A pipeline without a recogniser marks each word with its part of speech.
#| else
# ### Interface
#
# Spans by character offsets. The transition-based recogniser has no calibrated probability: `score` is 1.0 for what was found. Without a recogniser the spans are the tokens with their part of speech.
#| end
# %% explore predict
#| if advanced
from typing import TypedDict


#| use span-type


#| end
names = any(step in nlp.pipe_names for step in ("ner", "entity_ruler", "span_ruler"))


#| if advanced
def spans_of(doc: spacy.tokens.Doc) -> list[Span]:
    """Entities, else the groups of a span categoriser, else each word with its part of speech."""
    #| else


def spans_of(doc):
    #| if intermediate
    """Entities, else the groups of a span categoriser, else each word with its part of speech."""
    #| end
    #| end
    groups = [span for group in doc.spans.values() for span in group]
    if names or groups:
        found = [(span.label_, span) for span in [*doc.ents, *groups]]
    else:
        found = [(token.pos_ or token.tag_, doc[token.i : token.i + 1]) for token in doc]
    return [
        {"label": label, "text": span.text, "score": 1.0, "start": span.start_char, "end": span.end_char}
        for label, span in found
    ]


#| if advanced
def predict_batch(texts: list[str], batch_size: int = 64) -> list[list[Span]]:
    return [spans_of(doc) for doc in nlp.pipe(texts, batch_size=batch_size)]


def predict(text: str) -> list[Span]:
    return spans_of(nlp(text))


#| else
def predict_batch(texts):
    return [spans_of(doc) for doc in nlp.pipe(texts)]


def predict(text):
    return spans_of(nlp(text))


#| end
# %% explore use <- parts/spans
# %% [markdown] explore meaning-text
#| if beginner
# ### What do the labels mean?
#
# spaCy can explain its own labels.
#| elif intermediate
# ### Labels and their meaning
#| end
# %% explore meaning
#| if not advanced
for label in sorted({span["label"] for span in predict(text)}):
    print(f"{label:<10} {spacy.explain(label) or 'not explained'}")
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput
#
# For many texts leave out the steps you do not need (`nlp.select_pipes`), or start processes (`nlp.pipe(..., n_process=4)`).
#| end
# %% explore measure <- parts/spacy
