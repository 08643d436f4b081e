# ---
# id: florence
# reached_by: { task: image-text-to-text, modelType: florence2 }
# title: picture tasks
# summary: This model looks at a picture and does one of a dozen tasks, each asked for by a word of its own.
# inputs:
#   - {name: image, kind: image, label: Picture}
#   - {name: task, kind: text, label: Task}
# output: text
# samples: image-tasks
# terms:
#   task token: a word in angle brackets that says what to do with the picture; this model knows no free questions
#   processor: the helper that turns picture and task into numbers, and what the model wrote into words and places
#   box: where a thing is, by its left, top, right and bottom edge in pixels
# ---
# %% hello load
#| use torchvision
from transformers import AutoModelForImageTextToText, AutoProcessor

#: The processor prepares the picture and the task for this model. The first run downloads both.
processor = AutoProcessor.from_pretrained(
    #| use from-hub
)
#| use writes-about-pictures
# %% hello run
#| use sample-picture

#: What the model shall do. It only knows the tasks that are listed below.
task = __sample_task__

#: Step 1: picture and task become numbers.
inputs = processor(text=task, images=image, return_tensors="pt").to(device, dtype)

#: Step 2: the model writes, one token after the other.
tokens = model.generate(**inputs, max_new_tokens=256)

#: Step 3: the processor reads what was written: places are tokens, too, and must not be dropped.
written = processor.batch_decode(tokens, skip_special_tokens=False)[0]
answer = processor.post_process_generation(written, task=task, image_size=image.size)
print(task, "→", answer[task])
# %% [markdown] hello tasks
# These are the tasks it was trained on:
#
# | task | what comes back |
# | --- | --- |
#| each asks
# | {{ask|code}} | {{gives}} |
#| end
# %% [markdown] hello try <- parts/picture-in
# %% [markdown] explore predict-text
#| if beginner
#| use one-word
# We put the three steps into two functions: `find` gives back what the processor makes of the answer, `predict` says it in words.
#| elif intermediate
# ### One function for all tasks
#
# `find` returns a text, or boxes with labels, as the task wants; `predict` puts it into words, so that one window can show any task.
#| else
# ### Interface
#
# `find` is the structured result; `predict` is its rendering. Three beams, as the authors decode.
#| end
# %% explore predict
#| if advanced
from typing import Any

import torch
from PIL import Image


@torch.inference_mode()
def find(image: Image.Image, task: str, max_new_tokens: int = 512) -> Any:
    """A text, or a dict of boxes (or polygons) with labels, as the task wants."""
    #| use done-to-a-picture


def predict(image: Image.Image, task: str) -> str:
    """What `find` returns, in words."""
    #| use told-in-words


#| else
def find(image, task, max_new_tokens=512):
    """Return a text, or a dict of boxes with labels, as the task wants."""
    #| use done-to-a-picture


def predict(image, task):
    """Return in words what `find` returns."""
    #| use told-in-words


#| end
# %% explore look
#| if beginner
for one in __samples_task__:
    print(one)
    print(predict(image, one))
    print()
#| elif intermediate
from PIL import ImageDraw

found = find(image, "<OD>")
marked = image.copy()
pen = ImageDraw.Draw(marked)
for edges, name in zip(found["bboxes"], found["labels"]):
    pen.rectangle(edges, outline="crimson", width=3)
    pen.text((edges[0] + 4, edges[1] + 2), name, fill="crimson")
display(marked)
#| else
import time

for one in __samples_task__:
    begun = time.perf_counter()
    words = predict(image, one)
    print(f"{one:<24} {time.perf_counter() - begun:6.2f} s  {words[:60]!r}")
print(f"{model.num_parameters():,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
#| use peak-memory
#| end
# %% [markdown] explore named-text
#| if not advanced
# ### A task with words of your own
#
# `<CAPTION_TO_PHRASE_GROUNDING>` takes a sentence after the token and looks for each thing in it. It must put its boxes somewhere: ask for something that is not there, and see where they land.
#| end
# %% explore named
#| if not advanced
caption = find(image, "<CAPTION>")
print(predict(image, "<CAPTION_TO_PHRASE_GROUNDING>" + caption))
print(predict(image, "<CAPTION_TO_PHRASE_GROUNDING> an elephant with an umbrella"))
#| end
