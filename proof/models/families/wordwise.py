"""Models of libraries that work word by word: spaCy's pipelines, fastText's averages."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from registry import repo

PLACES = [
    ("Anna Berg moved from Oslo to Bergen in March.", ["Anna Berg|PERSON", "Oslo|GPE", "Bergen|GPE", "March|DATE"]),
    ("Ben Okoro wrote to Nordlicht Bank on Monday.", ["Ben Okoro|PERSON", "Nordlicht Bank|ORG", "Monday|DATE"]),
    ("The train to Vienna leaves on Friday.", ["Vienna|GPE", "Friday|DATE"]),
]


@repo("tiny/spacy-ner")
def entities(folder: Path) -> None:
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.meta.update(name="places", version="3.8.0")
    nlp.add_pipe("ner")
    examples = []
    for text, marked in PLACES:
        spans = []
        for one in marked:
            words, label = one.split("|")
            spans.append((text.index(words), text.index(words) + len(words), label))
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": spans}))
    optimiser = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimiser)
    nlp.to_disk(folder)


@repo("tiny/spacy-words")
def words(folder: Path) -> None:
    """A pipeline without entities: parts of speech only."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.meta.update(name="words", version="3.8.0")
    nlp.add_pipe("tagger")
    tags = "DT NN TO NNP VBZ IN NNP .".split()
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc(PLACES[2][0]), {"tags": tags})])
    nlp.to_disk(folder)


@repo("tiny/spacy-mood")
def mood(folder: Path) -> None:
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.meta.update(name="mood", version="3.8.0")
    bag = {"@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "no_output_layer": False}
    nlp.add_pipe("textcat", config={"model": {**bag, "ngram_size": 1, "length": 4096}})
    rows = [("The soup was cold.", "complaint"), ("A lovely evening, thank you!", "praise")]
    cats = {label: {name: float(name == label) for _, name in rows} for _, label in rows}
    examples = [Example.from_dict(nlp.make_doc(text), {"cats": cats[label]}) for text, label in rows]
    optimiser = nlp.initialize(lambda: examples)
    for _ in range(10):
        nlp.update(examples, sgd=optimiser)
    nlp.to_disk(folder)


# Of fastText's source: FASTTEXT_FILEFORMAT_MAGIC_INT32, FASTTEXT_VERSION, loss_name::softmax, model_name::sup.
MAGIC, VERSION, SOFTMAX, SUPERVISED = 793712314, 12, 3, 3
WORD, LABEL = 0, 1


@repo("tiny/fasttext")
def labels(folder: Path) -> None:
    """A supervised model as `FastText::saveModel` writes one: arguments, dictionary, two matrices."""
    known = "</s> the a is was not of to dough bread court model answer good bad".split()
    named = ["__label__baking", "__label__law", "__label__machines"]
    dimension = 8
    arguments = struct.pack("<12id", dimension, 5, 5, 1, 5, 1, SOFTMAX, SUPERVISED, 0, 0, 0, 100, 1e-4)
    entries = [*((word, WORD) for word in known), *((label, LABEL) for label in named)]
    dictionary = struct.pack("<3i2q", len(entries), len(known), len(named), 100, -1)
    for text, kind in entries:
        dictionary += text.encode() + b"\0" + struct.pack("<qb", 3, kind)
    matrices = b""
    for rows in (len(known), len(named)):
        matrices += struct.pack("<?2q", False, rows, dimension)
        matrices += np.random.normal(size=(rows, dimension)).astype("<f4").tobytes()
    (folder / "model.bin").write_bytes(struct.pack("<2i", MAGIC, VERSION) + arguments + dictionary + matrices)
