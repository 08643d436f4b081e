# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Batch processing
#
#| if beginner
#| if out.image or out.audio
# One example is a toy; a list of them is work. The cell below runs the model over a whole list and saves every result as a file.
#| else
# One example is a toy; a list of them is work. The cell below runs the model over a whole list and puts every answer beside its question, in a table you can save.
#| end
#| elif intermediate
# Run a list, time it, keep inputs and results together, save them.
#| else
# A list in chunks of a fixed size, with progress and throughput; results keep the order of the inputs.
#| end
# %% ui ui
#| if advanced
import time

#| end
#| if in.bare
items = examples
#| elif in.onlymedia and in.image
from PIL import ImageOps

items = [image, ImageOps.mirror(image), ImageOps.grayscale(image).convert("RGB")]
item_names = ["the picture", "mirrored", "without colour"]
#| elif in.onlymedia and in.audio
items = [audio, {**audio, "array": audio["array"] * 0.5}, {**audio, "array": audio["array"][::-1].copy()}]
item_names = ["the sound", "half as loud", "backwards"]
#| elif in.onlymedia
items = [video, video]
#| else
items = []
for example in examples:
    items.append(
        (
            #| each inputs
            #| if input.media or input.shared
            __input_name__,
            #| else
            example[__input_key__],
            #| end
            #| end
        )
    )
#| end
#| if advanced


def run_batch(items: list, size: int = 4) -> list:
    """Results in the order of the items, `size` of them at a time."""
    results = []
    started = time.perf_counter()
    for start in range(0, len(items), size):
        chunk = items[start : start + size]
        #| if batches
        results.extend(predict_batch(chunk))
        #| elif in.bare or in.onlymedia
        results.extend(predict(item) for item in chunk)
        #| else
        results.extend(predict(*item) for item in chunk)
        #| end
        rate = len(results) / (time.perf_counter() - started)
        print(f"\r{len(results)}/{len(items)}  {rate:.1f} items/s", end="", flush=True)
    print()
    return results


#| elif batches
def run_batch(items):
    #: The library works on several items at once, which is faster than one after the other.
    return predict_batch(items)


#| elif in.bare or in.onlymedia
def run_batch(items):
    return [predict(item) for item in items]


#| else
def run_batch(items):
    #: The star spreads the parts of an item over the arguments of `predict`.
    return [predict(*item) for item in items]


#| end
# %% ui ui-call
#| if intermediate
import time

started = time.perf_counter()
results = run_batch(items)
seconds = time.perf_counter() - started
print(f"{len(items)} inputs, {len(results)} results, {len(items) / seconds:.1f} a second")
#| else
results = run_batch(items)
print(f"{len(items)} inputs, {len(results)} results")
#| end
# %% ui ui-table
#| if out.image
for result in results:
    display(result)
#| elif out.audio
from IPython.display import Audio

for result in results:
    display(Audio(result["array"], rate=result["sampling_rate"]))
#| else
import pandas as pd


def brief(value):
    """A short text for one cell of the table."""
    #| if in.messages
    if isinstance(value, list) and value and isinstance(value[-1], dict) and "content" in value[-1]:
        value = value[-1]["content"]
    #| end
    #| if not in.bare and not in.onlymedia
    if isinstance(value, tuple):
        value = " | ".join(part for part in value if isinstance(part, str)) or value
    #| end
    #| if out.labels
    if isinstance(value, list) and value and isinstance(value[0], dict) and "score" in value[0]:
        value = f"{value[0]['label']} ({value[0]['score']:.0%})"
    #| elif out.boxes or out.spans or out.segments
    if isinstance(value, list) and all(isinstance(row, dict) and "label" in row for row in value):
        value = ", ".join(str(row["label"]) for row in value) or "nothing found"
    #| elif out.keypoints
    if isinstance(value, list):
        value = f"{len(value)} keypoints"
    #| elif out.answer
    if isinstance(value, dict) and "answer" in value:
        value = value["answer"]
    #| elif out.ranking
    if isinstance(value, list) and value and isinstance(value[0], dict) and "text" in value[0]:
        value = value[0]["text"]
    #| elif out.vector or out.numbers
    if isinstance(value, list) and value and isinstance(value[0], float):
        value = f"{len(value)} numbers"
    #| end
    text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."


#| if in.onlymedia and in.image or in.onlymedia and in.audio
overview = pd.DataFrame({"input": item_names, "result": [brief(one) for one in results]})
#| else
overview = pd.DataFrame({"input": [brief(item) for item in items], "result": [brief(one) for one in results]})
#| end
overview
#| end
# %% ui ui-save
#| if out.image
for number, result in enumerate(results):
    result.save(f"result-{number}.png")
print("Saved", len(results), "pictures, the first one as result-0.png")
#| elif out.audio
import soundfile

for number, result in enumerate(results):
    soundfile.write(f"result-{number}.wav", result["array"], result["sampling_rate"])
print("Saved", len(results), "sounds, the first one as result-0.wav")
#| elif out.segments
#: One black and white picture for each thing that was found.
saved = 0
for number, result in enumerate(results):
    for part, row in enumerate(result):
        row["mask"].save(f"result-{number}-{part}.png")
        saved += 1
print("Saved", saved, "masks, named result-<picture>-<part>.png")
#| elif advanced
import json

with open("results.jsonl", "w", encoding="utf-8") as file:
    #| if in.bare
    for item, result in zip(items, results):
        file.write(json.dumps({"input": item, "result": result}, ensure_ascii=False) + "\n")
    #| else
    for number, result in enumerate(results):
        file.write(json.dumps({"item": number, "result": result}, ensure_ascii=False) + "\n")
    #| end
print("Saved results.jsonl")
#| else
overview.to_csv("results.csv", index=False)
print("Saved results.csv")
#| end
