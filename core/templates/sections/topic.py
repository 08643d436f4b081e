# %% [markdown] topic topic
# ## {{topic_number}}. {{topic_emoji}} {{topic_name}}
#
#| if inspect
# The files that say most about this model. Your topic, {{topic_subject}}, cannot change them: it comes into play with a model that can be run here.
#| elif in.rows or in.seed
# This model takes its own kind of input and no texts or pictures, so the topic {{topic_subject}} cannot change what it is given. The examples below are the model's own.
#| elif beginner
# Now the same steps with examples about {{topic_subject}}. Read each result and ask yourself whether it is right: that is how you find out if a model is good enough for *your* work.
#| elif intermediate
# `predict` on a handful of examples about {{topic_subject}}, framed by the prompt pack **{{prompts_name}}**.
#| else
# Spot check on {{topic_subject}} ({{prompts_name}}).
#| end
# %% topic sample-image
#| if in.image
image = sample_image()
display(image)
#| end
# %% topic sample-audio
#| if in.audio
from IPython.display import Audio

audio = sample_sound()
display(Audio(audio["array"], rate=audio["sampling_rate"]))
#| end
# %% topic sample-video
#| if in.video
from IPython.display import Video

video = sample_video()
display(Video(video, embed=True))
#| end
# %% topic examples
#| if in.bare
examples = __examples__

for __only__ in examples:
    result = predict(__only__)
    #| if in.messages
    print("You:  ", __only__[-1]["content"])
    #| elif in.text
    print(__only__)
    #| end
    #| include show
    print()
#| elif in.onlymedia
result = predict(__only__)
#| include show
#| else
examples = __examples__

for example in examples:
    result = predict(
        #| each inputs
        #| if input.media
        __input_name__,
        #| else
        example[__input_key__],
        #| end
        #| end
    )
    print(*[value for value in example.values() if isinstance(value, str)], sep="\n")
    #| include show
    print()
#| end
# %% [markdown] topic try
#| if beginner
# **Try this:** change one of the examples in the cell above to something from your own day and run the cell again.
#| end
