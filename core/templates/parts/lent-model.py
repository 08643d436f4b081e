# %% ui ui-lent-file
#| magic %%writefile lent_model.py
import os

#| if in.messages or in.image and streams
from functools import partial

#| end
from multiprocessing.connection import Client
from types import SimpleNamespace


def ask(name, *arguments, **settings):
    """Pieces of what the notebook's own function of this name gives."""
    port, key = os.environ["NOTEBOOK_MODEL"].split(":")
    with Client(("127.0.0.1", int(port)), authkey=bytes.fromhex(key)) as line:
        line.send((name, arguments, settings))
        while True:
            try:
                fine, piece = line.recv()
            except EOFError:
                return
            if not fine:
                raise RuntimeError(piece)
            yield piece


def lent_model():
    """The model that the notebook holds, asked from here: nothing is loaded."""
    return SimpleNamespace(
        predict=lambda *arguments, **settings: next(ask("predict", *arguments, **settings)),
        #| if in.messages or in.image and streams
        stream=partial(ask, "stream"),
        stream_chat=partial(ask, "stream_chat"),
        WRITING=next(ask("WRITING")),
        MAX_NEW_TOKENS=next(ask("MAX_NEW_TOKENS")),
        #| end
    )


# %% ui ui-lend
import secrets
import threading
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener

#: What the app may ask for.
LENT = ("predict", "stream", "stream_chat", "WRITING", "MAX_NEW_TOKENS")


#| if advanced
def lend(listener: Listener) -> None:
    """Answers the app, one request at a time, until it is told to stop."""


#| else
def lend(listener):
    """Answers the app, one request at a time, until it is told to stop."""
    #| end
    while True:
        #: Only who knows the key is let in.
        with suppress(AuthenticationError, OSError, EOFError), listener.accept() as line:
            name, arguments, settings = line.recv()
            if name == "stop":
                return
            try:
                if name not in LENT:
                    raise NameError(f"{name} is not lent")
                value = globals()[name]
                result = value(*arguments, **settings) if callable(value) else value
                if not name.startswith("stream"):
                    result = (one for one in [result])
                try:
                    for piece in result:
                        line.send((True, piece))
                finally:
                    result.close()
            except OSError:
                #: The visitor has gone.
                pass
            except Exception as error:
                line.send((False, f"{type(error).__name__}: {error}"))


# %% lines start-lending
lent_key = secrets.token_bytes(16)
listener = Listener(("127.0.0.1", 0), authkey=lent_key)
lender = threading.Thread(target=lend, args=(listener,), daemon=True)
lender.start()
lent_at = listener.address
lent = f"{lent_at[1]}:{lent_key.hex()}"
# %% lines end-lending
with suppress(OSError), Client(lent_at, authkey=lent_key) as line:
    line.send(("stop", (), {}))
lender.join(timeout=10)
listener.close()
