# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Batch processing
#
#| if beginner
#| if in.onlymedia
# One example is a toy; a folder of them is work. The cells below run the model over every file of a folder and keep each answer beside its file's name, in a table you can save.
#| else
# One example is a toy; a table of them is work. The cells below write a table about {{topic_subject}}, run the model over it and put every answer beside its question, in a table you can save.
#| end
# Each answer is written down as soon as it is there: when something goes wrong in the middle, run the cells again and the work goes on where it stopped.
#| else
# Rows are read and written one part at a time, so the table may be larger than the memory. The journal `results.jsonl` makes the work resumable: a row is never lost and never done twice. An error is kept with its row.
#| end
# %% ui ui-input
import csv
import hashlib
import json
import sys
import time
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tqdm import tqdm

#| if in.onlymedia and in.video
import shutil

#| end
#| if in.onlymedia and in.audio
import numpy as np
import soundfile

#| elif out.audio
import soundfile

#| end
#| if in.onlymedia and in.image
from PIL import Image, ImageEnhance

#| elif out.image
from PIL import Image
#| end

#| if in.onlymedia
#| use batch-folder
#| else
#| use batch-table
#| end
# %% ui ui-read
#| if in.onlymedia
#| use batch-read-folder
#| else
#| use batch-read-table
#| end
# %% [markdown] ui ui-work-text
#| if beginner
# ### The work itself
#
# `work_through` takes a few rows at a time, asks the model about them, and writes each answer at the end of a file called the *journal*. It counts what stands there before it begins: that is how it knows where to go on.
#| else
# ### The work itself
#| end
# %% ui ui
#| if out.image or out.audio or out.segments
Path("results").mkdir(exist_ok=True)


#| end
#| use batch-values
#| use batch-work
# %% ui ui-call
#| if in.onlymedia
journal = work_through(FOLDER, FIRST)
#| else
journal = work_through(TABLE, FIRST)
#| end
save(journal)
done = sum(1 for _ in results_of(journal))
failed = [row["error"] for row in results_of(journal) if "error" in row]
print(f"{done} results in results.csv and results.parquet, {len(failed)} with an error")
if len(failed) == done:
    raise RuntimeError(
        f"No row could be worked through. The first said: {failed[0] if failed else 'nothing'}"
    )
# %% ui ui-table
import pandas as pd

#: The beginning. pandas shortens long texts where it shows them; the files are whole.
first_results = list(islice(results_of(journal), 100))
pd.DataFrame(first_results)
# %% ui ui-look
#| if out.labels or out.ranking or out.boxes or out.spans or out.segments or out.answer
import matplotlib.pyplot as plt

#| if out.labels
counted = pd.Series([row["label"] for row in results_of(journal) if "label" in row])
#| elif out.ranking
counted = pd.Series([row["best"] for row in results_of(journal) if "best" in row])
#| elif out.answer
counted = pd.Series([row["answer"] for row in results_of(journal) if "answer" in row])
#| else
counted = pd.Series(
    [name for row in results_of(journal) for name in row.get("found", "").split(", ") if name]
)
#| end
#| if out.boxes or out.spans or out.segments
if counted.empty:
    print("Nothing was found in any of them.")
else:
    counted.str[:40].value_counts().head(12)[::-1].plot.barh(figsize=(6, 3), title="How often each was found")
    plt.tight_layout()
    plt.show()
#| else
#: Which answers come how often? One that is always the same may mean that the model does not fit.
counted.str[:40].value_counts().head(12)[::-1].plot.barh(figsize=(6, 3), title="How often each came first")
plt.tight_layout()
plt.show()
#| end
#| elif out.image
for shown in first_results[:4]:
    if "output" in shown:
        display(Image.open(shown["output"]))
#| elif out.audio
from IPython.display import Audio

for shown in first_results[:4]:
    if "output" in shown:
        display(Audio(shown["output"]))
#| elif out.text and not in.onlymedia
lengths = [len(row["output"]) for row in results_of(journal) if "output" in row]
print(
    f"Answers have {min(lengths):,} to {max(lengths):,} letters, {sum(lengths) / len(lengths):,.0f} on average"
)
#| end
