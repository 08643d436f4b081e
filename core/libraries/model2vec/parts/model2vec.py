# %% hello load
#| if pinned
from huggingface_hub import snapshot_download

#| end
from model2vec import StaticModel

#: The first run downloads the model, a few megabytes; later runs take it from your disk.
#| if pinned
model = StaticModel.from_pretrained(
    snapshot_download(MODEL_ID, revision=REVISION, allow_patterns=["*.json", "*.safetensors"])
)
#| else
model = StaticModel.from_pretrained(MODEL_ID, force_download=False)
#| end
# %% [markdown] explore inside-text
#| if not advanced
# ### A table of words
#
# A static model is a table with one row of numbers for each piece of a word. A text gets the average of its rows. No layer looks at the order of the words or at their neighbours, so it is hundreds of times faster than a transformer, and "dog bites man" and "man bites dog" come out the same.
#| end
# %% explore inside
#| if not advanced
print(f"{len(model.tokens):,} pieces of words, {model.dim} numbers for each")
for text in ("dog bites man", "man bites dog"):
    print(text, model.encode(text)[:4].round(3).tolist())


#| end
