# ---
# id: tabular-regression
# reached_by: { library: sklearn, tags: [sklearn], task: tabular-regression }
# title: estimates from tables
# summary: This model reads the rows of a table and estimates a number for each of them.
# inputs:
#   - {name: rows, kind: rows, label: Rows}
# output: numbers
# samples: rows
# torch: false
# installs: [scikit-learn]
# terms:
#   row: one thing to judge, such as a house or a car
#   column: one thing that is known about it; the model wants the columns it was trained with, under the same names
#   regression: estimating a number, where classification chooses a class
#   pickle: a file of Python objects; opening one can run any code its author put inside
# let:
#   moving: is moved by a tenth, all others stay. It is a local picture, so do not read it as a law; and far outside the training data, trees stay flat while linear models run away.
# ---
# %% [markdown] hello trust <- parts/tabular
# %% hello load <- parts/tabular
# %% hello columns
#| use columns
# %% hello predict
import numpy as np
import pandas as pd

#| if advanced
from typing import Any


#| use as-frame


def predict(rows: list[dict[str, Any]]) -> list[float]:
    """One estimate for each row (the first, where a model estimates several numbers)."""
    #| use given-table
    return [float(np.ravel(value)[0]) for value in model.predict(given)]


#| else
def predict(rows):
    #| if intermediate
    """One estimate for each row."""
    #| end
    #| use table-of-rows
    return [float(np.ravel(value)[0]) for value in model.predict(table)]


#| end
# %% hello run
#| use rows-to-try

for row, estimate in zip(rows, predict(rows)):
    print(row)
    print("→", round(estimate, 3))
# %% [markdown] hello try
#| if beginner
# **Try this:** change one number in `rows` and run the cell again. Does the estimate move in the direction you expect? The model gives a bare number: its [card](https://huggingface.co/{{model_id|url}}) says what it stands for, and in which unit.
#| end
# %% [markdown] explore inside-text <- parts/tabular
# %% explore inside <- parts/tabular
# %% explore sensitivity
numbers = [name for name, value in rows[0].items() if isinstance(value, (int, float))]
#| if beginner
for name in numbers[:1]:
    print("Moving only", name)
    for factor in (0.5, 1, 1.5, 2):
        row = {**rows[0], name: rows[0][name] * factor}
        for estimate in predict([row]):
            print(f"{row[name]:10.2f}  →  {estimate:.3f}")
#| elif intermediate
variants = [{**rows[0], name: rows[0][name] * 1.1 + 0.01} for name in numbers]
base, *moved = predict([rows[0], *variants])
for name, estimate in zip(numbers, moved):
    print(f"{estimate - base:+12.4f}  {name}")
#| else
import time

variants = [{**rows[0], name: rows[0][name] * step} for name in numbers for step in (0.9, 1.1)]
estimates = predict(variants)
for position, name in enumerate(numbers):
    low, high = estimates[2 * position : 2 * position + 2]
    print(f"{name:<24} -10%: {low:12.4f}   +10%: {high:12.4f}")

#| use rows-at-once
#| end
