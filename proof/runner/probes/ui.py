"""One function a UI component: asks it something as a user would, and checks the answer."""

import os


def probe_predict(names, expect):
    """Every notebook: `predict` returns the declared shape."""
    value = names["predict"](*sample_arguments(names, expect["inputs"]))
    check_shape(expect["output"], value)


def probe_completion(names, expect):
    result = names["complete"](names["box"].value)
    check_shape(expect["output"], result)
    names["on_click"](None)


def probe_streaming(names, expect):
    chunks = names["chunks"]
    assert len(chunks) > 1, f"streaming gave {len(chunks)} piece(s): {chunks!r}"
    assert all(isinstance(piece, str) for piece in chunks), "pieces must be text"
    again = list(names["stream"](*sample_arguments(names, expect["inputs"])))
    assert len(again) > 1, f"a second stream gave {len(again)} piece(s)"
    assert "".join(again).strip(), "the pieces are empty"
    if "write_both" not in names:
        return
    names["box"].value = "Another text."
    names["on_write"](None)
    names["writer"].join(timeout=120)
    left, right = (page.value for page in names["pages"])
    assert " s</i>" in left and " s</i>" in right, f"the two sides are not written: {left[-200:]} {right[-200:]}"
    assert names["earlier"].options[-1] == "Another text.", "what was asked is not kept"


def counted_conversations(names, function):
    """A list that grows by the number of messages that `function` of the notebook is given from here on."""
    lengths, own = [], names[function]

    def count(messages, **settings):
        lengths.append(len(messages))
        return own(messages, **settings)

    names[function] = count
    return lengths


QUESTIONS = ("Hello, who are you?", "And what did I just ask?")


def probe_gradio(names, expect):
    from gradio_client import Client, handle_file

    client = Client(names["demo_url"], verbose=False)
    try:
        kinds = [spot["kind"] for spot in expect["inputs"]]
        chat = "split_thinking" in names
        if chat:
            sent = counted_conversations(names, "stream" if kinds == ["messages"] else "stream_chat")
            for question in QUESTIONS:
                asked = question
                if "image" in kinds:
                    names["image"].save("asked.png")
                    asked = {"text": question, "files": [handle_file("asked.png")]}
                reply = client.predict(asked, api_name="/chat")
                assert isinstance(reply, str) and reply.strip(), f"no answer: {reply!r}"
            assert sent == [1, 3], f"of conversations of 1 and 3 messages, {sent} were sent to the model"
        else:
            values = sample_arguments(names, expect["inputs"])
            sent = [for_gradio(kind, value) for kind, value in zip(kinds, values)]
            reply = client.predict(*sent, api_name="/predict")
            assert reply is not None, "the demo answered nothing"
    finally:
        client.close()


def probe_streamlit(names, expect):
    import sys

    import httpx
    from streamlit.testing.v1 import AppTest

    health = httpx.get(f"{names['demo_url']}/_stcore/health", timeout=30)
    assert health.status_code == 200 and health.text == "ok", f"{health.status_code} {health.text}"
    assert httpx.get(names["demo_url"], timeout=30).status_code == 200
    os.environ["NOTEBOOK_MODEL"] = names["lent"]
    app = AppTest.from_file(os.path.abspath("app.py"), default_timeout=240).run()
    assert not app.exception, f"the app fails at its start: {app.exception[0].value}"
    assert "my_model" not in sys.modules, "the app loads a second copy of the model"
    kinds = [spot["kind"] for spot in expect["inputs"]]
    if "split_thinking" in names or kinds == ["messages"] or app.chat_input:
        sent = counted_conversations(names, "stream" if kinds == ["messages"] else "stream_chat")
        for turn, question in enumerate(QUESTIONS, start=1):
            app.chat_input[0].set_value(question).run()
            assert not app.exception, f"the app fails when asked: {app.exception[0].value}"
            assert len(app.chat_message) == 2 * turn, f"{len(app.chat_message)} messages after {turn} turns"
        assert sent == [1, 3], f"of conversations of 1 and 3 messages, {sent} were sent to the model"
        return
    before = len(list(app.main))
    assert app.button, "the app has no button"
    app.button[0].click().run()
    assert not app.exception, f"the app fails when asked: {app.exception[0].value}"
    assert len(list(app.main)) > before, "the app shows no answer"


def probe_ui(names, expect):
    probe_predict(names, expect)
    globals()["probe_" + expect["ui"]](names, expect)
