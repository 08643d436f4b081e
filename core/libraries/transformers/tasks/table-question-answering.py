# ---
# id: table-question-answering
# reached_by: { task: table-question-answering }
# title: table question answering
# summary: This model answers questions about a table.
# inputs:
#   - {name: question, kind: text, label: Question}
#   - {name: table, kind: table, label: Table}
# output: answer
# samples: table
# installs: [pandas]
# terms:
#   cell: one field of the table; the model reads the text in it, so all cells are written as text
#   DataFrame: a table in Python, from the pandas package
#   aggregation: what to do with the chosen cells, such as adding them up or counting them
#   score: how sure the model is of its answer, from 0 (not at all) to 1 (completely)
# ---
# %% hello load
#| if model.tapas
from transformers import AutoModelForTableQuestionAnswering, AutoTokenizer

#| elif model.bart
from transformers import AutoModelForSeq2SeqLM, BartTokenizer

#| else
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

#| end
#: The tokenizer turns question and table into numbers. The first run downloads everything.
#| if model.bart
tokenizer = BartTokenizer.from_pretrained(
    #| use from-hub
)
#| else
tokenizer = AutoTokenizer.from_pretrained(
    #| use from-hub
)
#| end
#| if model.tapas
model = AutoModelForTableQuestionAnswering.from_pretrained(
    #| use model-arguments
).to(device)
#| else
model = AutoModelForSeq2SeqLM.from_pretrained(
    #| use model-arguments
).to(device)
#: How long an answer may get is said in each call, with `max_new_tokens`.
model.generation_config.max_length = None
#| end
# %% hello run
#| if not advanced
import pandas as pd

question = __sample_question__
#: Each column has a name and a list of cells. All cells are texts, also the numbers.
table = __sample_table__

pd.DataFrame(table)
#| end
# %% [markdown] explore predict-text
#| if model.tapas
#| if beginner
# ### Choosing cells
#
# This model (TAPAS) gives every cell of the table a probability to be part of the answer. The cells above one half are the answer. Some TAPAS models also say what to do with them: add them up, count them, or take their average.
#| elif intermediate
# ### Cells and aggregation
#
# TAPAS selects cells and, if it was trained to, an aggregation. It does not calculate: `aggregate` does that here. Rows that do not fit into the model are dropped from the end (`drop_rows_to_fit`), so put what matters first.
#| else
# ### Interface
#
# One forward pass answers all questions about a table. The score is the mean probability of the selected cells, times that of the aggregation where the model has one.
#| end
#| else
#| if beginner
# ### A table as a line of text
#
# This model reads text only. So the table is written as one long line, first the names of the columns and then row after row, with the question in front. The model *writes* its answer, which may contain words that are not in the table.
#| elif intermediate
# ### A table as a line of text
#
# The table is linearised the way models of the TAPEX kind were trained: `col : a | b row 1 : x | y`. Long tables are cut at the end. The score is the probability of the written tokens (geometric mean).
#| else
# ### Interface
#
# Linearised tables in padded batches; the score is the geometric mean of the token probabilities.
#| end
#| end
# %% explore predict
#| if model.tapas
#| if beginner
import pandas as pd
import torch


def predict(question, table):
    #: 1. Turn question and table into numbers. A table that is too long loses its last rows.
    inputs = tokenizer(
        table=pd.DataFrame(table), queries=[question], truncation="drop_rows_to_fit", return_tensors="pt"
    )
    #: 2. Ask the model.
    with torch.no_grad():
        output = model(**inputs.to(device))
    logits = output.logits.float().cpu()

    #: 3. Which cells did it choose, and what should be done with them?
    numbers = [logits]
    if output.logits_aggregation is not None:
        numbers.append(output.logits_aggregation.float().cpu())
    found = tokenizer.convert_logits_to_predictions(inputs.to("cpu"), *numbers)
    columns = list(table.values())
    answer = ", ".join(columns[column][row] for row, column in found[0][0])
    if len(found) > 1 and answer:
        action = (model.config.aggregation_labels or {}).get(found[1][0], "NONE")
        if action != "NONE":
            answer = f"{action} > {answer}"

    #: 4. The score: the highest probability of a piece of the table (row numbers start at 1).
    inside = inputs["token_type_ids"][0, :, 2] > 0
    return {"answer": answer, "score": float(logits[0][inside].sigmoid().max())}


#| else
#| if advanced
from itertools import groupby
from typing import TypedDict

#| end
import pandas as pd
import torch


#| if advanced
class Answer(TypedDict):
    answer: str
    score: float


def aggregate(action: str, cells: list[str]) -> str:
    """Carry out what the model asks for; cells that are not numbers are listed instead."""


#| else
def aggregate(action, cells):
    """Carry out what the model asks for; cells that are not numbers are listed instead."""
    #| end
    if action == "COUNT" and cells:
        return str(len(cells))
    numbers = pd.to_numeric(
        pd.Series([cell.replace(",", "") for cell in cells], dtype="str"), errors="coerce"
    )
    if cells and action in ("SUM", "AVERAGE") and numbers.notna().all():
        return f"{numbers.sum() if action == 'SUM' else numbers.mean():g}"
    return ", ".join(cells)


#| if advanced
def answer_all(questions: list[str], table: dict[str, list[str]]) -> list[Answer]:
    """All questions about one table, in one forward pass."""


#| else
def answer_all(questions, table):
    """All questions about one table, in one forward pass."""
    #| end
    inputs = tokenizer(
        table=pd.DataFrame(table),
        queries=questions,
        padding=True,
        truncation="drop_rows_to_fit",
        return_tensors="pt",
    )
    with torch.no_grad():
        output = model(**inputs.to(model.device))
    inputs = inputs.to("cpu")
    logits = output.logits.float().cpu()
    if output.logits_aggregation is None:
        cells_of = tokenizer.convert_logits_to_predictions(inputs, logits)[0]
        actions, sure = ["NONE"] * len(questions), [1.0] * len(questions)
    else:
        aggregation = output.logits_aggregation.float().cpu()
        cells_of, chosen = tokenizer.convert_logits_to_predictions(inputs, logits, aggregation)
        names = model.config.aggregation_labels or {}
        actions = [names.get(one, "NONE") for one in chosen]
        sure = aggregation.softmax(dim=-1).max(dim=-1).values.tolist()

    columns = list(table.values())
    answers = []
    for index, coordinates in enumerate(cells_of):
        #| if intermediate
        # Token types: 1 is the column and 2 the row of a token, counted from 1.
        #| end
        kinds = inputs["token_type_ids"][index]
        probabilities = logits[index].sigmoid()
        scores = [
            probabilities[(kinds[:, 2] == row + 1) & (kinds[:, 1] == column + 1)].mean().item()
            for row, column in coordinates
        ]
        cells = [columns[column][row] for row, column in coordinates]
        score = sum(scores) / len(scores) * sure[index] if scores else 0.0
        answers.append({"answer": aggregate(actions[index], cells), "score": score})
    return answers


#| if advanced
def predict_batch(items: list[tuple[str, dict[str, list[str]]]]) -> list[Answer]:
    """For each (question, table); neighbours with the same table share a forward pass."""
    answers: list[Answer] = []
    for table, group in groupby(items, key=lambda item: item[1]):
        answers += answer_all([question for question, _ in group], table)
    return answers


def predict(question: str, table: dict[str, list[str]]) -> Answer:
    return predict_batch([(question, table)])[0]


#| else
def predict(question, table):
    return answer_all([question], table)[0]


#| end
#| end
#| else
#| if advanced
from typing import TypedDict

#| end
import torch


#| if advanced
class Answer(TypedDict):
    answer: str
    score: float


def linearise(question: str, table: dict[str, list[str]]) -> str:
    """Question and table as one line, in the format of TAPEX."""


#| else
def linearise(question, table):
    """Question and table as one line of text."""
    #| end
    header = "col : " + " | ".join(table)
    rows = [
        f"row {number} : " + " | ".join(cells) for number, cells in enumerate(zip(*table.values()), start=1)
    ]
    return " ".join([question, header, *rows]).lower()


#| if advanced
def predict_batch(items: list[tuple[str, dict[str, list[str]]]], batch_size: int = 8) -> list[Answer]:
    """The written answer and its probability for each (question, table)."""
    answers: list[Answer] = []
    for start in range(0, len(items), batch_size):
        lines = [linearise(question, table) for question, table in items[start : start + batch_size]]
        inputs = tokenizer(lines, padding=True, truncation=True, return_tensors="pt").to(model.device)
        output = model.generate(
            **inputs,
            max_new_tokens=40,
            num_beams=1,
            #| use with-scores
        )
        steps = model.compute_transition_scores(output.sequences, output.scores, normalize_logits=True)
        written = torch.isfinite(steps)
        means = steps.masked_fill(~written, 0).sum(dim=1) / written.sum(dim=1).clamp(min=1)
        texts = tokenizer.batch_decode(output.sequences, skip_special_tokens=True)
        answers += [
            {"answer": text.strip(), "score": score}
            for text, score in zip(texts, means.float().exp().tolist())
        ]
    return answers


def predict(question: str, table: dict[str, list[str]]) -> Answer:
    return predict_batch([(question, table)])[0]


#| else
def predict(question, table):
    inputs = tokenizer(linearise(question, table), truncation=True, return_tensors="pt").to(device)
    output = model.generate(
        **inputs,
        max_new_tokens=40,
        num_beams=1,
        #| use with-scores
    )
    #: How likely was each token that the model wrote? The score is their (geometric) mean.
    steps = model.compute_transition_scores(output.sequences, output.scores, normalize_logits=True)[0]
    answer = tokenizer.decode(output.sequences[0], skip_special_tokens=True)
    return {"answer": answer.strip(), "score": float(steps[torch.isfinite(steps)].mean().exp())}


#| end
#| end
# %% explore use
#| if beginner
result = predict(question, table)

print("Question:", question)
print("Answer:  ", result["answer"] or "(no cell chosen)")
print("Score:   ", round(result["score"], 3))
#| elif intermediate
for question in __samples_question__:
    result = predict(question, table)
    print(question)
    print(f"  → {result['answer'] or '(no cell chosen)'}  ({result['score']:.0%})")
#| else
table = __sample_table__
predict(__sample_question__, table)
#| end
# %% [markdown] explore try-use
#| if beginner
# **Try this:** change a number in the table of the first example, run it and ask again. Then ask for something that is not in the table: the model has no way to say "I don't know", so watch the score.
#| end
# %% [markdown] explore check-text
#| if intermediate
# ### Check against pandas
#
# Ask for the largest value of a column and compare with what pandas says. Language models are weak at comparing numbers: for anything that matters, let the model find the column and let pandas do the sum.
#| end
# %% explore check
#| if intermediate
frame = pd.DataFrame(table)
for column in frame.columns:
    numbers = pd.to_numeric(frame[column], errors="coerce")
    if numbers.notna().all():
        row = frame.loc[numbers.idxmax()]
        answer = predict(f"Which {frame.columns[0]} has the highest {column}?", table)
        print(f"{column}: pandas says {row.iloc[0]}, the model says {answer['answer'] or '(nothing)'}")
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput, and how it grows with the table
#| end
# %% explore measure
#| if advanced
import time

questions = __samples_question__
for copies in (1, 2, 4):
    long_table = {column: cells * copies for column, cells in table.items()}
    start = time.perf_counter()
    predict_batch([(question, long_table) for question in questions])
    seconds = time.perf_counter() - start
    rows = len(next(iter(long_table.values())))
    print(f"{rows:>4} rows: {len(questions) / seconds:7.1f} questions/s")

#| use parameters
#| end
