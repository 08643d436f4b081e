# %% lines provider
import os

from huggingface_hub import InferenceClient, get_token

#: The token comes from your sign-in, never from this notebook.
token = get_token()
#: Another address, for those who run the model on a server of their own. Usually not set.
inference_url = os.environ.get("INFERENCE_BASE_URL")
client = InferenceClient(api_key=token, base_url=inference_url) if token or inference_url else None
# %% hello sign-in
from huggingface_hub import get_token, notebook_login

#: True signs you in: it shows an address and a code. Your token is kept on this machine and not in the notebook.
SIGN_IN = False
if SIGN_IN and get_token() is None:
    notebook_login()
# %% explore stream
#| if advanced
from collections.abc import Iterator


def stream(__typed__, **settings: Any) -> Iterator[str]:
    """The same text as `predict`, piece by piece."""
    if client is None:
        yield from (word + " " for word in NO_TOKEN.split())
        return
    settings = {**WRITING, **settings}
    #| if in.image
    messages = as_messages(image, question)
    #| end
    for event in client.chat_completion(messages, model=MODEL_ID, stream=True, **settings):
        if event.choices and event.choices[0].delta.content:
            yield event.choices[0].delta.content


#| else
def stream(__given__, **settings):
    if client is None:
        #: Nobody to ask: hand out the explanation, word by word.
        for word in NO_TOKEN.split():
            yield word + " "
        return
    #| if in.image
    messages = as_messages(image, question)
    #| end
    for event in client.chat_completion(messages, model=MODEL_ID, stream=True, **{**WRITING, **settings}):
        #: Some events carry no text, for example the last one.
        if event.choices and event.choices[0].delta.content:
            yield event.choices[0].delta.content


#| end
# %% lines no-token
NO_TOKEN = (
    "No Hugging Face token is set, so the model was not asked __no_answer__. Make a token at "
    "https://huggingface.co/settings/tokens that may make calls to Inference Providers, keep "
    "it as the environment variable HF_TOKEN or set SIGN_IN to True in section 2, then restart this notebook."
)
