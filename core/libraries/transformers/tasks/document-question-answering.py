# ---
# id: document-question-answering
# reached_by: { task: document-question-answering, modelType: layoutlm }
# title: document question answering
# summary: This model reads a page, words and layout together, and finds the answer to a question on it.
# inputs:
#   - {name: words, kind: words, label: Words of the page with their places}
#   - {name: question, kind: text, label: Question}
# output: answer
# samples: document
# terms:
#   layout: where the words stand on the page; in a form, the place of a word says a lot about its meaning
#   box: the place of a word, given by its left, top, right and bottom edge; the page is 1000 wide and 1000 high
#   OCR: software that finds the words in a scanned page ("optical character recognition")
#   score: how sure the model is of its answer, from 0 (not at all) to 1 (completely)
# ---
# %% hello load
from transformers import pipeline

#: The first run downloads the model; later runs take it from your disk.
reader = pipeline(
    "document-question-answering",
    #| use pipeline-arguments
)
# %% hello draw
from PIL import Image, ImageDraw


def draw_page(words, marked=()):
    """Draw the words where they stand on the page; frame those whose numbers are in `marked`."""
    page = Image.new("RGB", (1000, 1000), "white")
    pen = ImageDraw.Draw(page)
    for number, (word, (left, top, right, bottom)) in enumerate(words):
        pen.text((left, top), word, fill="black", font_size=17)
        if number in marked:
            pen.rectangle((left - 4, top - 4, right + 4, bottom + 4), outline="crimson", width=3)
    #: The empty rest of the page is cut off.
    rightmost = max((box[2] for word, box in words), default=400)
    lowest = max((box[3] for word, box in words), default=100)
    return page.crop((0, 0, min(1000, rightmost + 60), min(1000, lowest + 40)))


# %% hello run
words = __sample_words__
question = __sample_question__

display(draw_page(words))
print(question)
#| if beginner
print("The first word and its place:", words[0])
#| end
# %% [markdown] hello words
#| if not advanced
# Each word comes with its box: left, top, right and bottom edge on a page of 1000 by 1000. For a scanned page, OCR software gives you such a list; here we bring our own, so that nothing else has to be installed.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### Asking
#
# The function `predict` hands words, places and question to the model and gives back the answer with its score. We use it with one word in the rest of the notebook.
#| elif intermediate
# ### Asking
#
# This model does not write: it marks the first and the last word of the answer on the page. It must choose some words, so a low score is its only way to say "not here".
#| else
# ### Interface
#
# Extractive: the score is P(start) · P(end) over the best window; pages longer than the model's input are split with a stride.
#| end
# %% explore predict
#| if advanced
from typing import TypedDict

Word = tuple[str, tuple[int, int, int, int]]


class Answer(TypedDict):
    answer: str
    score: float


def find(words: list[Word], question: str, top_k: int = 1) -> list[dict]:
    """Spans with `answer`, `score` and word numbers `start`..`end`, best first; may be empty."""
    if not words:
        return []
    longest = min(reader.tokenizer.model_max_length, 512)
    found = reader(
        {"question": question, "word_boxes": words}, top_k=top_k, max_seq_len=longest, max_answer_len=20
    )
    return sorted(found, key=lambda row: row["score"], reverse=True)


def predict(words: list[Word], question: str) -> Answer:
    for best in find(words, question):
        return {"answer": best["answer"], "score": float(best["score"])}
    return {"answer": "", "score": 0.0}


#| else
def find(words, question, top_k=1):
    """Return the best places for an answer. The list may be empty."""
    if not words:
        return []
    #: The model reads at most this many pieces of words at once; longer pages are read in parts.
    longest = min(reader.tokenizer.model_max_length, 512)
    return reader({"question": question, "word_boxes": words}, top_k=top_k, max_seq_len=longest)


def predict(words, question):
    for best in find(words, question):
        return {"answer": best["answer"], "score": float(best["score"])}
    #: No place was found: an empty answer with no certainty.
    return {"answer": "", "score": 0.0}


#| end
# %% explore look
answer = predict(words, question)
print(question)
print("→", answer["answer"] or "(no answer)", f"({answer['score']:.1%} sure)")

#: The model also tells us which words it means, counted from 0. We frame them.
for best in find(words, question):
    display(draw_page(words, marked=range(best["start"], best["end"] + 1)))
# %% [markdown] explore try
#| if beginner
# **Try this:** change a word of the page, for example `words[0] = ["Hello", words[0][1]]`, and ask for it. Does the model find it?
#| end
# %% [markdown] explore second-text
#| if beginner
# ### Other questions
#
# Ask everything you like about the same page. A question that the page does not answer is a good test: look at the score.
#| elif intermediate
# ### Second choices
#
# The answers in second and third place show where the model hesitates: often the right line with a word too many or too few.
#| else
# ### Does layout matter?
#
# Shuffling the boxes keeps the words and destroys the layout. If answers do not change, the text alone is enough and a cheaper text model will do.
#| end
# %% explore second
#| if beginner
for one in [*__samples_question__, "What is the name of the author's cat?"]:
    answer = predict(words, one)
    print(one)
    print("→", answer["answer"] or "(no answer)", f"({answer['score']:.1%} sure)")
    print()
#| elif intermediate
for one in [*__samples_question__, "What is the name of the author's cat?"]:
    print(one)
    for row in find(words, one, top_k=3):
        print(f"  {row['score']:6.1%}  {row['answer']}")
#| else
import random
import time

questions = __samples_question__
boxes = [box for word, box in words]
random.Random(7).shuffle(boxes)
shuffled = [[word, box] for (word, _), box in zip(words, boxes)]
for one in questions:
    plain, mixed = predict(words, one), predict(shuffled, one)
    print(f"{plain['score']:6.1%} {plain['answer'][:40]:<40} | {mixed['score']:6.1%} {mixed['answer'][:40]}")

start = time.perf_counter()
for one in questions:
    predict(words, one)
seconds = time.perf_counter() - start
print(f"{len(questions) / seconds:.1f} questions/s on a page of {len(words)} words")
model = reader.model
print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
