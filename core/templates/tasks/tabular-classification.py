# ---
# id: tabular-classification
# title: classification of tables
# summary: This model reads the rows of a table and sorts each of them into a class.
# inputs:
#   - {name: rows, kind: rows, label: Rows}
# output: json
# samples: rows
# torch: false
# installs: [scikit-learn]
# terms:
#   row: one thing to judge, such as a flower or a customer
#   column: one thing that is known about it; the model wants the columns it was trained with, under the same names
#   class: one of the answers the model chooses from
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
print("Classes:", [str(name) for name in getattr(model, "classes_", [])])
# %% hello predict
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


def predict(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each row its class and, where the model gives them, the probabilities of all classes."""
    if not rows:
        return []
    table = as_frame(rows)
    #: A model trained without names wants bare numbers.
    given = table if hasattr(model, "feature_names_in_") else table.to_numpy()
    found = [{"prediction": str(one), "probabilities": {}} for one in model.predict(given)]
    if hasattr(model, "predict_proba"):
        classes = [str(name) for name in model.classes_]
        for one, shares in zip(found, model.predict_proba(given)):
            one["probabilities"] = {name: float(share) for name, share in zip(classes, shares)}
    return found


#| else
def predict(rows):
    #| if intermediate
    """For each row its class and, where the model gives them, the probabilities of all classes."""
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
    found = [{"prediction": str(one), "probabilities": {}} for one in model.predict(table)]
    #: Many models also say how sure they are of each class.
    if hasattr(model, "predict_proba"):
        classes = [str(name) for name in model.classes_]
        for one, shares in zip(found, model.predict_proba(table)):
            one["probabilities"] = {name: float(share) for name, share in zip(classes, shares)}
    return found


#| end
# %% hello run
rows = __sample_rows__
if not rows:
    #: The repository shows no example, so we make one of zeros. It only proves that the model runs.
    rows = [{name: 0.0 for name in columns}]
    print("The model comes with no example; this row of zeros is made up.")

for row, answer in zip(rows, predict(rows)):
    print(row)
    print("→", answer["prediction"], {name: round(p, 3) for name, p in answer["probabilities"].items()})
# %% [markdown] hello try
#| if beginner
# **Try this:** change one number in `rows` and run the cell again. How far must it move before the class changes?
#| end
# %% [markdown] explore inside-text
#| if beginner
# ### What is inside?
#
# Classic models are made of named steps and settings that people can read. Printing the model shows them.
#| elif intermediate
# ### What is inside, and which column matters?
#
# One column at a time is moved, all others stay: the change of the probabilities shows what this row's answer hangs on. It is local, so do not read it as a law.
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
#| if beginner
names = [name for name, value in rows[0].items() if isinstance(value, (int, float))]
for name in names[:1]:
    print("Moving only", name)
    for factor in (0.5, 1, 1.5, 2):
        row = {**rows[0], name: rows[0][name] * factor}
        print(f"{row[name]:8.2f}  →", predict([row])[0]["prediction"])
#| elif intermediate
base = predict(rows[:1])[0]
for name, value in rows[0].items():
    if not isinstance(value, (int, float)):
        continue
    moved = predict([{**rows[0], name: value * 1.5 + 0.5}])[0]
    shares = moved["probabilities"]
    change = sum(abs(shares[one] - base["probabilities"][one]) for one in shares) / 2
    print(f"{change:6.1%}  {name}  ({base['prediction']} → {moved['prediction']})")
#| else
import time

numbers = [name for name, value in rows[0].items() if isinstance(value, (int, float))]
steps = (0.5, 1.0, 1.5)
grid = [{**rows[0], name: rows[0][name] * step} for name in numbers for step in steps]
answers = [answer["prediction"] for answer in predict(grid)]
for start, name in zip(range(0, len(answers), len(steps)), numbers):
    print(f"{name:<24}", dict(zip(steps, answers[start : start + len(steps)])))

for count in (1, 1000):
    many = (rows * count)[:count]
    start = time.perf_counter()
    predict(many)
    print(f"{count:>5} rows at once: {count / (time.perf_counter() - start):12.0f} rows/s")
#| end
