# ---
# id: donut
# reached_by: { task: document-question-answering, modelType: vision-encoder-decoder }
# title: questions about a page
# summary: This model looks at the picture of a page, reads your question and writes the answer that stands there.
# inputs:
#   - {name: image, kind: image, label: Page}
#   - {name: question, kind: text, label: Question}
# output: answer
# samples: page-questions
# terms:
#   OCR: software that finds the words in a scanned page ("optical character recognition"); this model needs none
#   encoder: the part that turns the picture of the page into numbers
#   decoder: the part that writes the answer, one token (a piece of a word) after the other
#   score: how likely the whole answer is, from 0 to 1
# ---
# %% hello load
import torch
from transformers import AutoImageProcessor, AutoModelForImageTextToText, AutoTokenizer

#: One helper prepares the page, another turns numbers into words. The first run downloads both and the model.
#| use picture-and-word-helpers
#| use writes-about-pictures
# %% hello run
#| use sample-picture

question = __sample_question__

#: Step 1: the picture of the page becomes numbers.
pixels = image_processor(images=image, return_tensors="pt")["pixel_values"].to(device, dtype)

#: Step 2: the question, in the only form that this model was trained on. It goes on from there.
start = f"<s_docvqa><s_question>{question}</s_question><s_answer>"
prompt = tokenizer(start, add_special_tokens=False, return_tensors="pt").input_ids.to(device)

#: Step 3: the model writes the answer, at most 40 tokens.
tokens = model.generate(pixel_values=pixels, decoder_input_ids=prompt, max_new_tokens=40)

print(question)
print("→", tokenizer.decode(tokens[0, prompt.shape[1] :], skip_special_tokens=True).strip())
# %% [markdown] hello try
#| if beginner
# **Try this:** read a page of your own. Put a scan or a photo of it beside this notebook, write `from PIL import Image` and `image = Image.open("my-page.jpg").convert("RGB")` in place of the first line, and run the cell again.
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
# We put the three steps into a function called `predict`. It also says how likely the answer is.
#| elif intermediate
# ### Answers with scores
#
# Nobody reads the words for this model: it looks at the pixels and writes. The score is the probability of the whole text it wrote, so longer answers score lower by nature.
#| else
# ### Interface
#
# Pixels in, text out, no OCR; the score is the probability of the generated sequence.
#| end
# %% explore predict
#| if advanced
from typing import TypedDict

from PIL import Image


class Answer(TypedDict):
    answer: str
    score: float


@torch.inference_mode()
def predict(image: Image.Image, question: str) -> Answer:
    """The text that follows the question in the form the model was trained on."""
    #| use asked-of-a-page


#| else
def predict(image, question):
    """Return what stands on the page as the answer, and how likely it is."""
    #| use asked-of-a-page


#| end
# %% explore look
answer = predict(image, question)
print(question)
print("→", answer["answer"] or "(no answer)", f"({answer['score']:.1%} sure)")
# %% [markdown] explore second-text
#| if beginner
# ### Other questions
#
# Ask everything you like about the same page. The last question cannot be answered from it: look at the score.
#| elif intermediate
# ### What does it do when the page does not say?
#
# It was trained to write something. Only the score tells an answer that stands on the page from one that does not, and not always.
#| else
# ### Resolution against cost
#
# Small print is lost first. Ask at several sizes before you shrink your scans.
#| end
# %% explore second
#| if advanced
import time

for factor in (0.25, 0.5, 1.0):
    scaled = image.resize((round(image.width * factor), round(image.height * factor)))
    begun = time.perf_counter()
    answer = predict(scaled, question)
    seconds = time.perf_counter() - begun
    print(f"{str(scaled.size):<14} {answer['score']:6.1%}  {seconds:5.2f} s  {answer['answer']}")
print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| use peak-memory
#| else
for one in [*__samples_question__, "What is the name of the author's cat?"]:
    answer = predict(image, one)
    print(f"{answer['score']:6.1%}  {one}  → {answer['answer'] or '(no answer)'}")
#| end
