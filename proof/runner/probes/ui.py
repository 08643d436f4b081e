"""One function a UI component: asks it something as a user would, and checks the answer."""


def probe_predict(names, expect):
    """Every notebook: `predict` returns the declared shape."""
    value = names["predict"](*sample_arguments(names, expect["inputs"]))
    check_shape(expect["output"], value)


def probe_chat(names, expect):
    history, chat = names["history"], names["chat"]
    before = len(history)
    assert before >= 4, f"the notebook's own chat has {before // 2} turns, expected at least 2"
    for turn, question in enumerate(("Hello, who are you?", "And what did I just ask?"), start=1):
        reply = chat(question)
        assert isinstance(reply, str) and reply.strip(), f"turn {turn}: no answer: {reply!r}"
        assert len(history) == before + 2 * turn, f"turn {turn}: history has {len(history)} entries"
        assert history[-1]["role"] == "assistant" and history[-2]["content"] == question
    if "on_enter" in names:
        names["on_enter"]({"new": "One more question."})
        assert len(history) == before + 6, "the text box did not reach the conversation"


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


def probe_batch(names, expect):
    items, results = names["items"], names["results"]
    # A repository that is only looked at may have a single file.
    assert len(items) > (0 if expect.get("route") == "inspect" else 1), f"the batch has {len(items)} item(s)"
    assert len(items) == len(results), f"{len(items)} inputs, {len(results)} results"
    for result in results:
        check_shape(expect["output"], result)


def probe_api(names, expect):
    import httpx

    base_url = names["base_url"]
    schema = httpx.get(f"{base_url}/openapi.json", timeout=30).raise_for_status().json()
    assert "/predict" in schema["paths"], sorted(schema["paths"])
    response = httpx.post(f"{base_url}/predict", json=names["payload"], timeout=300)
    assert response.status_code == 200, f"{response.status_code}: {response.text[:300]}"
    result = response.json()["result"]
    if expect["output"] not in ("image", "audio", "segments"):
        check_shape(expect["output"], result)
    else:
        assert result is not None
    refused = httpx.post(f"{base_url}/predict", json={"nonsense": 1}, timeout=60)
    assert refused.status_code == 422, f"nonsense was answered with {refused.status_code}"


def probe_gradio(names, expect):
    from gradio_client import Client

    client = Client(names["url"], verbose=False)
    try:
        kinds = [spot["kind"] for spot in expect["inputs"]]
        if kinds == ["messages"]:
            for question in ("Hello, who are you?", "And what did I just ask?"):
                reply = client.predict(question, api_name="/chat")
                assert isinstance(reply, str) and reply.strip(), f"no answer: {reply!r}"
        else:
            values = sample_arguments(names, expect["inputs"])
            sent = [for_gradio(kind, value) for kind, value in zip(kinds, values)]
            reply = client.predict(*sent, api_name="/predict")
            assert reply is not None, "the demo answered nothing"
    finally:
        client.close()


def probe_streamlit(names, expect):
    import os

    import httpx
    from streamlit.testing.v1 import AppTest

    health = httpx.get(f"{names['url']}/_stcore/health", timeout=30)
    assert health.status_code == 200 and health.text == "ok", f"{health.status_code} {health.text}"
    assert httpx.get(names["url"], timeout=30).status_code == 200
    app = AppTest.from_file(os.path.abspath("app.py"), default_timeout=240).run()
    assert not app.exception, f"the app fails at its start: {app.exception[0].value}"
    if [spot["kind"] for spot in expect["inputs"]] == ["messages"]:
        for turn, question in enumerate(("Hello, who are you?", "And what did I just ask?"), start=1):
            app.chat_input[0].set_value(question).run()
            assert not app.exception, f"the app fails when asked: {app.exception[0].value}"
            assert len(app.chat_message) == 2 * turn, f"{len(app.chat_message)} messages after {turn} turns"
        return
    before = len(list(app.main))
    assert app.button, "the app has no button"
    app.button[0].click().run()
    assert not app.exception, f"the app fails when asked: {app.exception[0].value}"
    assert len(list(app.main)) > before, "the app shows no answer"


def probe_ui(names, expect):
    probe_predict(names, expect)
    globals()["probe_" + expect["ui"]](names, expect)
