# ---
# id: visual-question-answering
# reached_by: { task: visual-question-answering, modelType: vilt }
# title: visual question answering
# summary: You ask a short question about a picture, and this model answers it in a word or two.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: question, kind: text, label: Question}
# output: labels
# samples: image-questions
# terms:
#   processor: the helper that turns picture and question into numbers for the model
#   label: here, a possible answer
#   score: how sure the model is of an answer, from 0 (not at all) to 1 (completely)
# let:
#   batch_sizes: "(1, 4, 8)"
#   timed: predict_batch(items, batch_size)
#   items: items
#   unit: questions
#   judged: image, question
# ---
# %% hello load
#| if model.vilt
from transformers import AutoModelForVisualQuestionAnswering as AnsweringModel, AutoProcessor

#| elif model.blip
from transformers import AutoModelForVisualQuestionAnswering as AnsweringModel, AutoProcessor

#| else
from transformers import AutoModelForImageTextToText as AnsweringModel, AutoProcessor
#| end

#: The processor prepares picture and question for this model. The first run downloads both.
processor = AutoProcessor.from_pretrained(
    #| use from-hub
)
model = AnsweringModel.from_pretrained(
    #| use model-arguments
).to(device)
#| if not model.vilt
#: We say how long an answer may be each time we ask, so the stored limit is cleared.
model.generation_config.max_length = None
#| end


def prepare(image, question):
    #: Picture and question become numbers, on the device where the model is.
    #| if model.pix2struct
    return processor(images=image, text=question, return_tensors="pt").to(device, dtype)
    #| elif model.git
    #: The start token belongs before the question, but no end token after it: the model goes on from there.
    text = f"{processor.tokenizer.cls_token} {question}"
    inputs = processor(
        images=image,
        text=text,
        add_special_tokens=False,
        return_token_type_ids=False,
        truncation=True,
        return_tensors="pt",
    )
    return inputs.to(device, dtype)
    #| else
    inputs = processor(images=image, text=question, truncation=True, return_tensors="pt")
    return inputs.to(device, dtype)
    #| end


# %% hello run
#| if model.vilt
import torch

#| end
#| use sample-picture

question = __sample_question__

#: Step 1: picture and question become numbers.
inputs = prepare(image, question)

#| if model.vilt
#: Step 2: the model gives one raw number for each answer it knows. The highest one wins.
with torch.inference_mode():
    winner = model(**inputs).logits[0].argmax().item()

print(question)
print("→", model.config.id2label[winner])
#| else
#: Step 2: the model writes its answer, piece by piece, at most 20 pieces.
tokens = model.generate(**inputs, max_new_tokens=20)

#: Step 3: the pieces become words.
print(question)
#| if model.git or model.blip-2
print("→", processor.decode(tokens[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True).strip())
#| else
print("→", processor.decode(tokens[0], skip_special_tokens=True).strip())
#| end
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something of your own about the picture: a colour, a number, yes or no. Short questions work best.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### How sure is it?
#
#| if model.vilt
# This model knows a fixed list of answers and gives each a score. We put the steps into a function called `predict`, which lists the five best.
#| else
# The model writes its answer itself. We let it write the five answers it finds likeliest. The score says how likely each is. The function is called `predict`.
#| end
#| elif intermediate
# ### Answers with scores
#
#| if model.vilt
# The model chooses from a fixed vocabulary of frequent answers; anything else cannot be answered, however clear the picture. Each answer is scored on its own (sigmoid), so several can be likely at once.
#| else
# Beam search keeps five answers in play. The score is the probability of the whole answer, so longer answers score lower by nature.
#| end
#| else
# ### Interface
#
#| if model.vilt
# A multi-label head over a fixed answer vocabulary: independent sigmoid scores.
#| else
# Beam search without length normalisation: `exp(sequence score)` is the probability of the whole answer.
#| end
#| end
# %% explore predict
#| if not advanced and model.vilt
import torch


#| end
#| if model.vilt
#| if not advanced
def predict(image, question):
    inputs = prepare(image, question)
    with torch.inference_mode():
        raw = model(**inputs).logits[0]
    #: `sigmoid` turns each raw number into a score between 0 and 1; `topk` picks the highest.
    best = raw.float().sigmoid().topk(min(5, len(raw)))
    #| use best-labels


#| else
from typing import TypedDict

import torch
from PIL import Image


class Answer(TypedDict):
    label: str
    score: float


@torch.inference_mode()
def predict_batch(
    items: list[tuple[Image.Image, str]], batch_size: int = 8, top_k: int = 5
) -> list[list[Answer]]:
    """The `top_k` best answers to each (image, question), best first."""
    answers: list[list[Answer]] = []
    for start in range(0, len(items), batch_size):
        images, questions = zip(*items[start : start + batch_size])
        inputs = processor(
            images=list(images), text=list(questions), padding=True, truncation=True, return_tensors="pt"
        ).to(device, dtype)
        scores = model(**inputs).logits.float().sigmoid()
        best = scores.topk(min(top_k, scores.shape[-1]))
        for values, numbers in zip(best.values.tolist(), best.indices.tolist()):
            answers.append(
                [{"label": model.config.id2label[i], "score": score} for i, score in zip(numbers, values)]
            )
    return answers


def predict(image: Image.Image, question: str) -> list[Answer]:
    return predict_batch([(image, question)])[0]


#| end
#| else
#| if not advanced
def predict(image, question):
    inputs = prepare(image, question)
    #: Five answers are kept in play at the same time ("beams").
    output = model.generate(
        **inputs,
        max_new_tokens=20,
        num_beams=5,
        num_return_sequences=5,
        length_penalty=0.0,
        #| use with-scores
    )
    #| if model.git or model.blip-2
    texts = processor.batch_decode(
        output.sequences[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True
    )
    #| else
    texts = processor.batch_decode(output.sequences, skip_special_tokens=True)
    #| end
    #: The model counts in logarithms; `exp` turns them back into probabilities.
    scores = output.sequences_scores.float().exp().tolist()
    rows = [{"label": text.strip(), "score": score} for text, score in zip(texts, scores)]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| else
from typing import TypedDict

import torch
from PIL import Image


class Answer(TypedDict):
    label: str
    score: float


@torch.inference_mode()
def predict(image: Image.Image, question: str, beams: int = 5) -> list[Answer]:
    """The `beams` likeliest answers with their probabilities, best first."""
    inputs = prepare(image, question)
    output = model.generate(
        **inputs,
        max_new_tokens=20,
        num_beams=beams,
        num_return_sequences=beams,
        length_penalty=0.0,
        #| use with-scores
    )
    #| if model.git or model.blip-2
    texts = processor.batch_decode(
        output.sequences[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True
    )
    #| else
    texts = processor.batch_decode(output.sequences, skip_special_tokens=True)
    #| end
    scores = output.sequences_scores.float().exp().tolist()
    rows: list[Answer] = [{"label": text.strip(), "score": score} for text, score in zip(texts, scores)]
    return sorted(rows, key=lambda row: row["score"], reverse=True)


#| end
#| end
# %% explore look
print(question)
#| use labels-with-bars
# %% [markdown] explore trick-text
#| if beginner
# ### Does it really look?
#
# Models like this one have read many questions and can guess: most bananas are yellow. So we ask the same question about an empty grey picture. If the answer is the same and just as sure, it was a guess.
#| elif intermediate
# ### A baseline without the picture
#
# Ask every question about an empty picture as well. What stays the same was answered from habit, not from the picture; only the difference counts as seeing.
#| else
# ### Language prior and throughput
#
# The shift of the best answer's score against an empty image measures how much the image contributes.
#| end
# %% explore trick
from PIL import Image

empty = Image.new("RGB", image.size, "grey")
#| if beginner
for name, picture in {"our picture": image, "empty picture": empty}.items():
    best = predict(picture, question)[0]
    print(f"{name:<14} {best['score']:6.1%}  {best['label']}")
#| elif intermediate
for one in __samples_question__:
    seen, guessed = predict(image, one)[0], predict(empty, one)[0]
    print(one)
    print(f"   with the picture {seen['score']:6.1%}  {seen['label']}")
    print(f"   without          {guessed['score']:6.1%}  {guessed['label']}")
#| else
import time

for one in __samples_question__:
    prior = {row["label"]: row["score"] for row in predict(empty, one)}
    best = predict(image, one)[0]
    shift = best["score"] - prior.get(best["label"], 0.0)
    print(f"{best['score']:6.1%} ({shift:+.1%})  {best['label']:<12} {one[:60]}")

#| if model.vilt
items = [(image, question)] * 8
#| use timed-batches
#| else
for beams in (2, 5):
    start = time.perf_counter()
    predict(image, question, beams)
    print(f"{beams} beams: {time.perf_counter() - start:6.2f} s for an answer")
#| end
print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| end
# %% [markdown] explore try
#| if beginner
# **Try this:** ask the same thing in other words, for example "What colour …?" and "Is it red?". Do the answers agree?
#| end
