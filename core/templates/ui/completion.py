# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Text completion
#
#| if inspect
# A form around `predict`: type the path of a file, press the button, read what is in it.
#| elif beginner
# One box in, one answer out. The cell below draws a small form in the notebook: type a text, press the button, read what the model makes of it.
#| elif intermediate
# A form around `predict`: one input, one output, and the time it took.
#| else
# A form around `predict`, with a small cache so that the same input is not computed twice.
#| end
# %% ui ui
import ipywidgets as widgets

#| if not beginner
import time
#| end
#| if in.messages or not in.bare

#| end
#| if advanced
seen = {}


#| end
def complete(user_text):
    #| if in.messages
    result = predict([{"role": "user", "content": user_text}])
    #| elif in.bare
    result = predict(user_text)
    #| else
    result = predict(
        #| each inputs
        #| if input.first-text
        user_text,
        #| elif input.media
        __input_name__,
        #| else
        __input_sample__,
        #| end
        #| end
    )
    #| end
    return result


box = widgets.Textarea(value=__sample_prompt__, layout=widgets.Layout(width="100%", height="90px"))
button = widgets.Button(description="Run", button_style="primary")
result_area = widgets.Output()
#: What was tried before: choose one to have it back in the box.
earlier = widgets.Dropdown(description="Earlier", options=[box.value], layout=widgets.Layout(width="100%"))


def on_earlier(change):
    box.value = change["new"]


def on_click(_):
    if box.value not in earlier.options:
        earlier.options = [*earlier.options, box.value]
    #| if advanced
    if box.value not in seen:
        started = time.perf_counter()
        seen[box.value] = (complete(box.value), time.perf_counter() - started)
    result, seconds = seen[box.value]
    #| elif intermediate
    started = time.perf_counter()
    result = complete(box.value)
    seconds = time.perf_counter() - started
    #| else
    result = complete(box.value)
    #| end
    result_area.clear_output()
    with result_area:
        #| include show
        #| if not beginner
        print(f"{seconds:.2f} s")
        #| end


button.on_click(on_click)
earlier.observe(on_earlier, names="value")
display(widgets.VBox([box, button, earlier, result_area]))
# %% ui ui-call
#: The same function without the form: handy for trying many texts.
#| if in.messages and in.bare
to_try = prompts
#| elif in.messages
to_try = __prompt_samples__
#| elif in.bare
to_try = examples
#| else
#| each inputs
#| if input.first-text
#| if input.shared
to_try = [__input_name__]
#| else
to_try = [example[__input_key__] for example in examples]
#| end
#| end
#| end
#| end

for user_text in to_try:
    result = complete(user_text)
    print(user_text)
    #| include show
    print()
