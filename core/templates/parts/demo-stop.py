# %% ui ui-stop
#: The demo stays up when the notebook has run to its end. It ends with this switch, with the button, or with the kernel.
STOP = False  # set to True and run this cell to end the demo
if STOP:
    on_stop(stop_button)
# %% lines end-earlier-run
#: Running this cell again replaces the demo of the earlier run.
try:
    stop_demo()
except NameError:
    pass


# %% lines stop-button
def on_stop(button):
    stop_demo()
    button.description, button.disabled = "Stopped", True


stop_button = widgets.Button(description="Stop the demo", icon="stop", button_style="danger")
stop_button.on_click(on_stop)
display(stop_button)
