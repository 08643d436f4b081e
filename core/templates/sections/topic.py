# %% [markdown] topic topic
# ## {{topic_number}}. {{topic_emoji}} {{topic_name}}
#
#| if inspect
# The files that say most about this model. Your topic, {{topic_subject}}, cannot change them: it comes into play with a model that can be run here.
#| elif in.rows or in.seed
# This model takes its own kind of input and no texts or pictures, so the topic {{topic_subject}} cannot change what it is given. The examples below are the model's own.
#| elif beginner
# Now the same steps with examples about {{topic_subject}}. Read each result and ask yourself whether it is right: that is how you find out if a model is good enough for *your* work.
#| elif in.onlymedia
# `predict` on a sample about {{topic_subject}}. One of your own in its place tells you more than any benchmark.
#| elif intermediate
#| if framed
# `predict` on a handful of examples about {{topic_subject}}, framed by the prompt pack **{{prompts_name}}**. A few of your own in their place tell you more than any benchmark.
#| else
# `predict` on a handful of examples about {{topic_subject}}. A few of your own in their place tell you more than any benchmark.
#| end
#| elif framed
# Spot check on {{topic_subject}} ({{prompts_name}}). Put inputs of your own into `examples` before you decide.
#| else
# Spot check on {{topic_subject}}. Put inputs of your own into `examples` before you decide.
#| end
# %% topic sample-image
#| if in.image
#| use sample-picture
#| end
# %% topic sample-audio
#| if in.audio
#| use sample-sound
#| end
# %% topic sample-video
#| if in.video
from IPython.display import Video

video = sample_video()
display(Video(video, embed=True))
#| end
# %% topic examples
#| if advanced and local
from time import perf_counter

#| end
#| if in.messages and in.bare
prompts = __prompt_samples__
examples = [[{"role": "user", "content": prompt}] for prompt in prompts]
#| elif not in.onlymedia
#| each shared
__shared_name__ = __shared_value__
#| end
examples = __examples__
#| end
#| if advanced and local
latencies = []
#| end

#| if in.bare
for __only__ in examples:
    #| if advanced and local
    started = perf_counter()
    #| end
    result = predict(__only__)
    #| if advanced and local
    latencies.append(perf_counter() - started)
    #| end
    #| if in.messages
    print("You:  ", __only__[-1]["content"])
    #| elif in.text
    print(__only__)
    #| end
    #| include show
    print()
#| elif in.onlymedia
#| if advanced and local
for _ in range(3):
    started = perf_counter()
    result = predict(__only__)
    latencies.append(perf_counter() - started)
#| else
result = predict(__only__)
#| end
#| include show
#| else
for example in examples:
    #| if advanced and local
    started = perf_counter()
    #| end
    result = predict(
        #| each inputs
        #| if input.media or input.shared
        __input_name__,
        #| else
        example[__input_key__],
        #| end
        #| end
    )
    #| if advanced and local
    latencies.append(perf_counter() - started)
    #| end
    print(*[value for value in example.values() if isinstance(value, str)], sep="\n")
    #| include show
    print()
#| end
# %% topic cost
#| if advanced and local
from statistics import median

print(f"Latency: median {median(latencies):.3f} s, slowest {max(latencies):.3f} s of {len(latencies)} calls")
#| if torch
if device == "cuda":
    print(f"Memory:  {torch.cuda.max_memory_allocated() / 1e9:.2f} GB on the GPU at most")
else:
    print(f"Memory:  {psutil.Process().memory_info().rss / 1e9:.2f} GB, this whole process")
#| else
print(f"Memory:  {psutil.Process().memory_info().rss / 1e9:.2f} GB, this whole process")
#| end
#| end
# %% [markdown] topic try
#| if beginner
#| if inspect
# **Try this:** add the path of another file to the list in the cell above and run the cell again.
#| elif in.seed
# **Try this:** change a number in the list in the cell above and run the cell again.
#| elif in.rows
# **Try this:** change a value of one row in the cell above and run the cell again.
#| elif in.onlymedia and in.image
# **Try this:** take a photo of your own. Put the file beside this notebook, write `from PIL import Image` and `image = Image.open("my-photo.jpg").convert("RGB")` in place of `image = sample_image()`, and run both cells again.
#| elif in.onlymedia and in.video
# **Try this:** take a short film of your own. Put the file beside this notebook, write `video = "my-film.mp4"` in place of `video = sample_video()`, and run both cells again.
#| elif in.onlymedia
# **Try this:** put a recording of your own in place of `sample_sound()`, with the three lines of section {{hello_number}}, and run both cells again.
#| else
# **Try this:** change one of the examples in the cell above to something from your own day and run the cell again.
#| end
#| end
