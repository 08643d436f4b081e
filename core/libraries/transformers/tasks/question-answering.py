# ---
# id: question-answering
# reached_by: { task: question-answering }
# title: question answering
# summary: This model finds the answer to a question in a text that you give it.
# inputs:
#   - {name: question, kind: text, label: Question}
#   - {name: context, kind: text, label: Text}
# output: answer
# samples: passage
# terms:
#   context: the text in which the model looks for the answer; it knows nothing else
#   extractive: the answer is always copied from the context, word for word
#   token: a word or a piece of a word; the model reads a text token by token
#   score: how sure the model is of the answer, from 0 (not at all) to 1 (completely)
# let:
#   measured: by batch size
#   batch_sizes: "(1, 4, 16)"
#   timed: predict_batch(items, batch_size)
#   items: items
#   unit: questions
# ---
# %% hello load
from transformers import AutoModelForQuestionAnswering, AutoTokenizer

#: The tokenizer turns text into numbers. The first run downloads everything.
tokenizer = AutoTokenizer.from_pretrained(
    #| use from-hub
)
model = AutoModelForQuestionAnswering.from_pretrained(
    #| use model-arguments
).to(device)
# %% hello run
#| if beginner
import torch

question = __sample_question__
context = __sample_context__

#: 1. Turn question and context into numbers. A context that is too long is cut.
inputs = tokenizer(
    question,
    context,
    truncation="only_second",
    max_length=min(tokenizer.model_max_length, 384),
    return_tensors="pt",
).to(device)

#: 2. The model gives each token two scores: could the answer start here, could it end here?
with torch.no_grad():
    output = model(**inputs)

start = int(output.start_logits.argmax())
end = int(output.end_logits.argmax())

#: 3. Turn the tokens from start to end back into words.
print("Question:", question)
print("Answer:  ", tokenizer.decode(inputs["input_ids"][0, start : end + 1], skip_special_tokens=True))
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** ask another question about the same text. Then ask one that the text does not answer: what happens? If the answer is empty, the model found no good start and end; the next section repairs that.
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### A more careful reader
#
# Taking the best start and the best end on their own can go wrong: the end may come before the start, or lie in the question. The function below looks at all pairs of a start and an end **inside the context** that are at most 30 tokens apart, and takes the likeliest pair. It also returns a score.
#| elif intermediate
# ### From logits to an answer
#
# The model was trained on pieces of a few hundred tokens, so a long context is read in overlapping windows (`stride`). In each window, the likeliest pair of start and end inside the context competes with the first token, which models trained on SQuAD 2 use to say "the answer is not here".
#| else
# ### Interface
#
# All windows of all pairs go through the model in batches. A span must lie in the context, be at most `MAX_ANSWER` tokens long, and beat the first token (SQuAD 2: "no answer") of its window.
#| end
# %% explore predict
#| if beginner
import torch


def predict(question, context):
    inputs = tokenizer(
        question,
        context,
        truncation="only_second",
        max_length=min(tokenizer.model_max_length, 384),
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    #: For each token: where in the text does it begin and end? And is it part of the context?
    positions = inputs.pop("offset_mapping")[0].tolist()
    inside = torch.tensor([part == 1 for part in inputs.sequence_ids(0)])

    with torch.no_grad():
        output = model(**inputs.to(device))

    #: Tokens outside the context get the probability 0.
    starts = output.start_logits[0].float().cpu().masked_fill(~inside, -1e9).softmax(-1)
    ends = output.end_logits[0].float().cpu().masked_fill(~inside, -1e9).softmax(-1)

    #: A table of all pairs. Keep those where the end comes 0 to 29 tokens after the start.
    pairs = (starts[:, None] * ends[None, :]).triu().tril(29)
    start, end = divmod(int(pairs.argmax()), len(ends))
    return {
        "answer": context[positions[start][0] : positions[end][1]],
        "score": float(pairs[start, end]),
    }


#| elif intermediate
import torch

WINDOW = min(tokenizer.model_max_length, 384)


def best_span(starts, ends, inside, longest=30):
    """The likeliest (start, end, score) within the context of one window; None for "no answer"."""
    allowed = inside.clone()
    allowed[0] = True
    starts = starts.masked_fill(~allowed, -1e9).softmax(-1)
    ends = ends.masked_fill(~allowed, -1e9).softmax(-1)
    pairs = (starts[:, None] * ends[None, :]).triu().tril(longest - 1)
    nothing = float(pairs[0, 0])
    pairs[0, :] = 0
    start, end = divmod(int(pairs.argmax()), len(ends))
    score = float(pairs[start, end])
    return (start, end, score) if score > nothing else None


def predict(question, context):
    windows = tokenizer(
        question,
        context,
        truncation="only_second",
        max_length=WINDOW,
        stride=WINDOW // 4,
        padding=True,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    offsets = windows.pop("offset_mapping").tolist()
    windows.pop("overflow_to_sample_mapping")
    with torch.no_grad():
        output = model(**windows.to(model.device))

    best = {"answer": "", "score": 0.0}
    for index, positions in enumerate(offsets):
        inside = torch.tensor([part == 1 for part in windows.sequence_ids(index)])
        span = best_span(
            output.start_logits[index].float().cpu(), output.end_logits[index].float().cpu(), inside
        )
        if span and span[2] > best["score"]:
            start, end, score = span
            best = {"answer": context[positions[start][0] : positions[end][1]], "score": score}
    return best


#| else
from typing import TypedDict

import torch

WINDOW: int = min(tokenizer.model_max_length, 384)
MAX_ANSWER = 30


class Answer(TypedDict):
    answer: str
    score: float


def best_span(
    starts: torch.Tensor, ends: torch.Tensor, inside: torch.Tensor
) -> tuple[int, int, float] | None:
    """Likeliest (start, end, probability) of one window, or None when "no answer" is likelier."""
    allowed = inside.clone()
    allowed[0] = True
    starts = starts.masked_fill(~allowed, -1e9).softmax(-1)
    ends = ends.masked_fill(~allowed, -1e9).softmax(-1)
    pairs = (starts[:, None] * ends[None, :]).triu().tril(MAX_ANSWER - 1)
    nothing = float(pairs[0, 0])
    pairs[0, :] = 0
    start, end = divmod(int(pairs.argmax()), len(ends))
    score = float(pairs[start, end])
    return (start, end, score) if score > nothing else None


def predict_batch(items: list[tuple[str, str]], batch_size: int = 16) -> list[Answer]:
    """The best answer for each (question, context); "" with score 0.0 where there is none."""
    windows = tokenizer(
        [question for question, _ in items],
        [context for _, context in items],
        truncation="only_second",
        max_length=WINDOW,
        stride=WINDOW // 4,
        padding=True,
        return_overflowing_tokens=True,
        return_offsets_mapping=True,
        return_tensors="pt",
    )
    offsets = windows.pop("offset_mapping").tolist()
    owners = windows.pop("overflow_to_sample_mapping").tolist()
    answers: list[Answer] = [{"answer": "", "score": 0.0} for _ in items]
    for first in range(0, len(owners), batch_size):
        batch = {
            name: tensor[first : first + batch_size].to(model.device) for name, tensor in windows.items()
        }
        with torch.inference_mode():
            output = model(**batch)
        rows = zip(output.start_logits.float().cpu(), output.end_logits.float().cpu())
        for index, (starts, ends) in enumerate(rows, start=first):
            inside = torch.tensor([part == 1 for part in windows.sequence_ids(index)])
            span = best_span(starts, ends, inside)
            if span and span[2] > answers[owners[index]]["score"]:
                start, end, score = span
                context = items[owners[index]][1]
                text = context[offsets[index][start][0] : offsets[index][end][1]]
                answers[owners[index]] = {"answer": text, "score": score}
    return answers


def predict(question: str, context: str) -> Answer:
    return predict_batch([(question, context)])[0]


#| end
# %% explore use
#| if beginner
result = predict(question, context)

print("Question:", question)
print("Answer:  ", result["answer"])
print("Score:   ", round(result["score"], 3))
#| elif intermediate
context = __sample_context__
questions = __samples_question__

for question in questions:
    result = predict(question, context)
    print(question)
    print(f"  → {result['answer'] or '(no answer in the text)'}  ({result['score']:.0%})")
#| else
predict(__sample_question__, __sample_context__)
#| end
# %% [markdown] explore scores-text
#| if beginner
# ### When the text has no answer
#
# The function always returns *something* from the text, even if the question has nothing to do with it. The score is your warning light.
#| elif intermediate
# ### When the text has no answer
#
# Ask something that the text cannot know. A model trained on SQuAD 2 should return nothing; others return their best guess with a low score, so choose a threshold on your own questions before you trust the answers.
#| end
# %% explore scores
#| if not advanced
result = predict("How many moons does Jupiter have?", context)
print(repr(result["answer"]), f"{result['score']:.1%}")
#| end
# %% [markdown] explore try-scores
#| if beginner
# **Try this:** find the score below which you would no longer believe the answers, by asking three questions that the text answers and three that it does not.
#| end
# %% [markdown] explore long-text
#| if not beginner
# ### Long contexts
#
# The passage stands at the end of a text that is far longer than one window; the answer should not change much.
#| end
# %% explore long
#| if not beginner
question = __sample_question__
passage = __sample_context__
long_context = "This sentence is only here to make the text longer. " * 60 + passage
#| if advanced
for name, text in {"passage": passage, "long": long_context}.items():
    tokens = len(tokenizer(text, truncation=False, verbose=False)["input_ids"])
    print(f"{name:<8} {tokens:>5} tokens, window {WINDOW}:", predict(question, text))
#| else
print("short:", predict(question, passage))
print("long: ", predict(question, long_context))
#| end
#| end
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
import time

items = [(question, passage) for question in __samples_question__ * 3]
#| use timed-batches

#| use parameters
#| end
