# ---
# id: tabular-regression
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
# ---
# %% [markdown] hello trust
#| if skops
#| if beginner
# **Safe to open:** this model is stored in the skops format. It is read piece by piece, and anything that skops does not know to be harmless stops the notebook instead of being opened. One exception is made here: the tables of decision trees (`sklearn.tree._tree.Tree`). A forged one cannot bring code along, but it could crash Python.
#| else
# Stored with skops: unknown types raise `UntrustedTypesFoundException` instead of being constructed. Read the names in such an error before you pass any of them as `trusted=[...]`. `sklearn.tree._tree.Tree` is let through below, because every tree model holds it: scikit-learn does not check the node indices in it, so a forged file could crash the kernel or read out of bounds.
#| end
#| else
# **Read this before you run the next cell:** the file {{sklearn_file|code}} is a Python *pickle*. Opening it **can run any code** that its authors put inside, as you, on this machine. The notebook is pinned to one exact revision, so the file cannot change behind your back; whether you trust its authors is yours to decide. [Look at the repository first](https://huggingface.co/{{model_id|url}}).
#| end
# %% hello load
from huggingface_hub import hf_hub_download

#| if skops
from skops import io as skops_io

#| else
import joblib

#| end
#: Fetch one file at one exact revision.
model_file = hf_hub_download(
    MODEL_ID,
    __sklearn_file__,
    revision=REVISION,
)
#| if skops
#: Decision trees are the one kind of content we let through although skops asks about it: see above.
model = skops_io.load(model_file, trusted=["sklearn.tree._tree.Tree"])
#| else
model = joblib.load(model_file)
#| end
# %% hello columns
#: The names of the columns that the model was trained with, where it remembers them.
columns = [str(name) for name in getattr(model, "feature_names_in_", [])]
if not columns:
    columns = [f"x{number}" for number in range(getattr(model, "n_features_in_", 0))]
print("Columns:", columns)
# %% hello predict
import numpy as np
import pandas as pd

#| if advanced
from typing import Any


def as_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows -> table with the model's columns in the model's order; a missing column is an error."""
    table = pd.DataFrame(rows)
    names = [str(name) for name in getattr(model, "feature_names_in_", table.columns)]
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ValueError(f"the model also needs the columns {missing}")
    return table[names]


def predict(rows: list[dict[str, Any]]) -> list[float]:
    """One estimate for each row (the first, where a model estimates several numbers)."""
    if not rows:
        return []
    table = as_frame(rows)
    #: A model trained without names wants bare numbers.
    given = table if hasattr(model, "feature_names_in_") else table.to_numpy()
    return [float(np.ravel(value)[0]) for value in model.predict(given)]


#| else
def predict(rows):
    #| if intermediate
    """One estimate for each row."""
    #| end
    if not rows:
        return []
    #: Make a table of the rows, with the columns in the order that the model knows.
    table = pd.DataFrame(rows)
    if hasattr(model, "feature_names_in_"):
        table = table[[str(name) for name in model.feature_names_in_]]
    else:
        #: A model trained without names wants bare numbers.
        table = table.to_numpy()
    return [float(np.ravel(value)[0]) for value in model.predict(table)]


#| end
# %% hello run
rows = __sample_rows__
if not rows:
    #: The repository shows no example, so we make one of zeros. It only proves that the model runs.
    rows = [{name: 0.0 for name in columns}]
    print("The model comes with no example; this row of zeros is made up.")

for row, estimate in zip(rows, predict(rows)):
    print(row)
    print("→", round(estimate, 3))
# %% [markdown] hello try
#| if beginner
# **Try this:** change one number in `rows` and run the cell again. Does the estimate move in the direction you expect? The model gives a bare number: its [card](https://huggingface.co/{{model_id|url}}) says what it stands for, and in which unit.
#| end
# %% [markdown] explore inside-text
#| if beginner
# ### What is inside?
#
# Classic models are made of named steps and settings that people can read. Printing the model shows them.
#| elif intermediate
# ### What is inside, and which column matters?
#
# One column at a time is moved by a tenth, all others stay. It is a local picture, so do not read it as a law; and far outside the training data, trees stay flat while linear models run away.
#| else
# ### Structure, sensitivity, speed
#
# Predictions of scikit-learn are only promised for the version that the model was trained with: compare, and retrain rather than trust an `InconsistentVersionWarning`.
#| end
# %% explore inside
#| if beginner
print(model)
#| else
import sklearn

print(model)
print(
    "scikit-learn",
    sklearn.__version__,
    "- trained with",
    getattr(model, "__sklearn_version__", None) or "unknown",
)
#| end
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

for count in (1, 1000):
    many = (rows * count)[:count]
    start = time.perf_counter()
    predict(many)
    print(f"{count:>5} rows at once: {count / (time.perf_counter() - start):12.0f} rows/s")
#| end
