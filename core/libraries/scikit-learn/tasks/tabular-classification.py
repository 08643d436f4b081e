# ---
# id: tabular-classification
# reached_by: { library: sklearn, tags: [sklearn] }
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
# let:
#   moving: "is moved, all others stay: the change of the probabilities shows what this row's answer hangs on. It is local, so do not read it as a law."
# ---
# %% [markdown] hello trust <- parts/tabular
# %% hello load <- parts/tabular
# %% hello columns
#| use columns
print("Classes:", [str(name) for name in getattr(model, "classes_", [])])
# %% hello predict
import pandas as pd

#| if advanced
from typing import Any


#| use as-frame


def predict(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each row its class and, where the model gives them, the probabilities of all classes."""
    #| use given-table
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
    #| use table-of-rows
    found = [{"prediction": str(one), "probabilities": {}} for one in model.predict(table)]
    #: Many models also say how sure they are of each class.
    if hasattr(model, "predict_proba"):
        classes = [str(name) for name in model.classes_]
        for one, shares in zip(found, model.predict_proba(table)):
            one["probabilities"] = {name: float(share) for name, share in zip(classes, shares)}
    return found


#| end
# %% hello run
#| use rows-to-try

for row, answer in zip(rows, predict(rows)):
    print(row)
    print("→", answer["prediction"], {name: round(p, 3) for name, p in answer["probabilities"].items()})
# %% [markdown] hello try
#| if beginner
# **Try this:** change one number in `rows` and run the cell again. How far must it move before the class changes?
#| end
# %% [markdown] explore inside-text <- parts/tabular
# %% explore inside <- parts/tabular
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

#| use rows-at-once
#| end
