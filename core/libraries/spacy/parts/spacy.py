# %% hello load
import spacy
from huggingface_hub import snapshot_download

#: The first run downloads the pipeline's folder; later runs take it from your disk. The repository
#: also holds the same folder packed as a wheel, which we do not need.
folder = snapshot_download(
    MODEL_ID,
    #| if pinned
    revision=REVISION,
    #| end
    ignore_patterns=["*.whl"],
)
nlp = spacy.load(folder)
# %% [markdown] explore steps-text
#| if beginner
# ### A chain of small steps
#
# spaCy runs a text through a chain, its *pipeline*: each step adds what it knows to the words.
#| elif intermediate
# ### The steps of the pipeline
#
# Each component writes its answers into the same `Doc`. A step that you do not need can be left out with `nlp.select_pipes`: the rest gets faster.
#| else
# ### Components
#| end
# %% explore steps
#| if beginner
print(" → ".join(nlp.pipe_names))
#| else
print(
    f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}, made with spaCy {nlp.meta['spacy_version']}"
)
for name in nlp.pipe_names:
    print(f"{name:<18}{', '.join(nlp.pipe_labels.get(name, [])[:8])}")


#| end
# %% explore measure
#| if advanced
import time

texts = __samples_text__ * 50
for batch_size in (1, 32, 256):
    start = time.perf_counter()
    predict_batch(texts, batch_size)
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size:<4} {len(texts) / seconds:8,.0f} texts/s")
#| end
