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
# %% lines columns
#: The names of the columns that the model was trained with, where it remembers them.
columns = [str(name) for name in getattr(model, "feature_names_in_", [])]
if not columns:
    columns = [f"x{number}" for number in range(getattr(model, "n_features_in_", 0))]
print("Columns:", columns)


# %% lines as-frame
def as_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows -> table with the model's columns in the model's order; a missing column is an error."""
    table = pd.DataFrame(rows)
    names = [str(name) for name in getattr(model, "feature_names_in_", table.columns)]
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ValueError(f"the model also needs the columns {missing}")
    return table[names]


# %% lines given-table
if not rows:
    return []
table = as_frame(rows)
#: A model trained without names wants bare numbers.
given = table if hasattr(model, "feature_names_in_") else table.to_numpy()
# %% lines table-of-rows
if not rows:
    return []
#: Make a table of the rows, with the columns in the order that the model knows.
table = pd.DataFrame(rows)
if hasattr(model, "feature_names_in_"):
    table = table[[str(name) for name in model.feature_names_in_]]
else:
    #: A model trained without names wants bare numbers.
    table = table.to_numpy()
# %% lines rows-to-try
rows = __sample_rows__
if not rows:
    #: The repository shows no example, so we make one of zeros. It only proves that the model runs.
    rows = [{name: 0.0 for name in columns}]
    print("The model comes with no example; this row of zeros is made up.")
# %% lines rows-at-once
for count in (1, 1000):
    many = (rows * count)[:count]
    start = time.perf_counter()
    predict(many)
    print(f"{count:>5} rows at once: {count / (time.perf_counter() - start):12.0f} rows/s")
# %% [markdown] explore inside-text
#| if beginner
# ### What is inside?
#
# Classic models are made of named steps and settings that people can read. Printing the model shows them.
#| elif intermediate
# ### What is inside, and which column matters?
#
# One column at a time {{moving}}
#| else
# ### Structure, sensitivity, speed
#
# Predictions of scikit-learn are only promised for the version that the model was trained with: compare, and retrain rather than trust an `InconsistentVersionWarning`.
#| end
