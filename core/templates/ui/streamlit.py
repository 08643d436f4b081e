# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Streamlit app
#
#| if beginner
# Streamlit makes an app out of a Python file: `app.py` holds what a visitor sees, and Streamlit runs it again after every click. The model must not be loaded again each time: `app.py` asks this notebook, which holds it already. `my_model.py` has the steps you already know; with it the app also works without the notebook. `serve.py` makes the app end with this notebook.
#| else
# `app.py` is the script that Streamlit reruns; `st.cache_resource` keeps the model across reruns and visitors. While the notebook is open the app uses the model that is loaded here, over a connection that only it has the key to; alone (`streamlit run app.py`) it loads `my_model.py`. `serve.py` is `streamlit run` that ends with this kernel.
#| end
# %% ui conversation
#| if in.messages or in.image and streams
#| use conversation-model
#| end
# %% ui ui-model-file
#| magic %%writefile my_model.py
#| include settings load in-words predict stream


#| if in.messages or in.image and streams
#| use conversation-model
#| end
# %% ui ui-lent-file <- parts/lent-model
# %% ui ui-app-file
#| magic %%writefile app.py
#| use streamlit-imports


@st.cache_resource(show_spinner="Loading the model ...")
def load():
    """The model, once for all visitors and all clicks: the notebook's own while that is open, else one of its own."""
    if "NOTEBOOK_MODEL" in os.environ:
        from lent_model import lent_model

        return lent_model()
    import my_model

    return my_model


model = load()
st.set_page_config(page_title=__app_title__)
st.title(__app_title__)
#| if in.messages or in.image and streams
#| use streamlit-chat
#| else
#| use streamlit-form
#| end
# %% ui ui-serve-file
#| magic %%writefile serve.py
import os
import threading

from streamlit.web import cli


def end_with_the_notebook():
    #: The notebook holds the other end of this pipe and writes nothing. Reading ends when the kernel is gone.
    os.read(0, 1)
    os._exit(0)


threading.Thread(target=end_with_the_notebook, daemon=True).start()
#: From here on this is `streamlit run`.
cli.main()
# %% ui ui-lend <- parts/lent-model
# %% ui ui
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.util import find_spec

import ipywidgets as widgets

#| use end-earlier-run


def stop_demo():
    #| if not beginner
    """End the app; harmless when it has ended."""
    #| end
    process.kill()
    process.communicate()
    #| use end-lending


#| use write-samples
#| if in.video
import shutil

shutil.copy(video, "demo.mp4")
#| end
#| use start-lending
#| use reachable-address

with open("streamlit.log", "w") as log:
    process = subprocess.Popen(
        [sys.executable, "serve.py", "run", "app.py"]
        + ["--server.headless", "true", "--server.port", str(port), "--server.address", "127.0.0.1"]
        + ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"],
        env={**os.environ, "NOTEBOOK_MODEL": lent},
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
demo_url = f"http://127.0.0.1:{port}"

#: Wait until the app says that it is well, at most a minute.
deadline = time.time() + 60
while True:
    try:
        with urllib.request.urlopen(f"{demo_url}/_stcore/health", timeout=2) as health:
            if health.status == 200:
                break
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        pass
    if process.poll() is not None or time.time() > deadline:
        stop_demo()
        raise RuntimeError("The app did not start:\n" + open("streamlit.log").read()[-2000:])
    time.sleep(0.2)
print("The app is at", behind or demo_url)
# %% ui ui-call
#: Show the app below this cell. The link above opens it in a tab of its own.
from IPython.display import IFrame

display(IFrame(behind or demo_url, width="100%", height=560))


#| use stop-button
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** use the app, then change a line in the cell that writes `app.py`, run that cell again and reload the page. The app stays up after the last cell: when you are done, press **Stop the demo**.
#| elif intermediate
# The app outlives the last cell; it ends with the Stop button or with the kernel. On a remote machine the frame stays empty: forward the port.
#| end
# %% ui ui-stop <- parts/demo-stop
