"""A chat window, used as a person would: typed into, stopped, asked again, emptied."""


def conversations_sent(names, expect):
    """A list that grows by the number of messages of each conversation that the model is given from here on."""
    lengths = []

    def counted(call):
        def count(*arguments, **settings):
            lengths.append(len(arguments[0]))
            return call(*arguments, **settings)

        return count

    if [spot["kind"] for spot in expect["inputs"]] == ["messages"]:
        names["stream"] = names["window"].pieces = counted(names["stream"])
        return lengths
    # Pictures: what the chat template or the provider is given. A model without a template is given none.
    for holder, method in (("processor", "apply_chat_template"), ("client", "chat_completion")):
        if names.get(holder) is not None:
            setattr(names[holder], method, counted(getattr(names[holder], method)))
    return lengths


def typed(window, text, times=1):
    """Type and press Enter, as the box tells of it, and wait for the answer."""
    window.entry.value = text
    for _ in range(times):
        window.on_key(window.entry, {"event": "submit"}, [])
    window.worker.join(timeout=120)
    assert not window.worker.is_alive(), "the window is still writing after two minutes"


def probe_chat(names, expect):
    history, chat, window = names["history"], names["chat"], names["window"]
    before = len(history)
    sent = conversations_sent(names, expect)
    assert before >= 4, f"the notebook's own chat has {before // 2} turns, expected at least 2"
    for turn, question in enumerate(("Hello, who are you?", "And what did I just ask?"), start=1):
        reply = chat(question)
        assert isinstance(reply, str) and reply.strip(), f"turn {turn}: no answer: {reply!r}"
        assert len(history) == before + 2 * turn, f"turn {turn}: history has {len(history)} entries"
        assert history[-1]["role"] == "assistant" and history[-2]["content"] == question
    asked = "One more <b>question</b>."
    # The second Enter comes while the answer is on its way.
    typed(window, asked, times=2)
    shown = window.past.value + window.coming.value
    whole = [before + 1, before + 3, before + 5]
    assert len(history) == before + 6, f"the text box did not reach the conversation once: {shown[-300:]}"
    assert history[-2]["content"] == asked and "&lt;b&gt;question" in shown, "the window shows text as HTML"
    assert "a second" in shown, "the window does not say how quickly the model wrote"
    assert window.box.children[0].layout.overflow == "auto", "the messages do not scroll"
    assert sent == whole or not (sent or expect["inputs"][0]["kind"] == "messages"), (
        f"of conversations of {whole} messages, {sent} were sent to the model"
    )
    probe_window(names["history"], window)


def probe_window(history, window):
    """What a real model may do and a tiny one does not: a model in its place writes it."""
    real, given = window.pieces, []

    def model(*pieces):
        def write(messages, **settings):
            given.append(([dict(message) for message in messages], settings))
            yield from pieces

        window.pieces = write

    kept = [dict(turn) for turn in history]
    model("<think>a secret", " plan</think>**Bold** <img src=x onerror=alert(1)> ![p](http://a.b/c.png) ")
    typed(window, "Think first.")
    assert "<strong>Bold</strong>" in window.past.value, "the window does not render Markdown"
    assert "<img src=x" not in window.past.value and 'src="http' not in window.past.value, (
        "the window shows what a model writes as HTML"
    )
    assert "a secret" in window.past.value and "<details>" in window.past.value, "the thought is not folded away"
    assert all("secret" not in str(turn["content"]) for turn in history), "a thought is remembered"

    model("[link](javascript:alert(1)) `code` [other](https://example.org)")
    window.system.value, window.temperature.value, window.longest.value = "Be brief.", 0.7, 33
    typed(window, "Next.")
    messages, settings = given[-1]
    assert messages[0] == {"role": "system", "content": "Be brief."}, f"no instructions are sent: {messages[0]}"
    assert [turn["content"] for turn in messages[1:]] == [turn["content"] for turn in history[:-1]], (
        "the conversation is not sent whole"
    )
    assert settings["temperature"] == 0.7 and 33 in settings.values(), f"the controls do nothing: {settings}"
    assert 'href="javascript' not in window.past.value, "a link that runs code is shown as a link"
    assert window.past.value.count("<a ") == window.past.value.count('target="_blank"'), "a link leaves the notebook"

    window.buttons["Retry"].click()
    window.worker.join(timeout=30)
    assert len(given[-1][0]) == len(messages), "Retry does not ask the same again"
    assert len(history) == len(kept) + 4, f"Retry leaves {len(history)} turns of {len(kept) + 4}"
    probe_stop_and_error(history, window)
    window.system.value = ""
    window.buttons["Clear"].click()
    assert not history and 'class="turn' not in window.past.value, "Clear leaves something"
    history += kept
    window.pieces = real
    window.show()


def probe_stop_and_error(history, window):
    import time

    def endless(_messages, **_settings):
        while True:
            time.sleep(0.05)
            yield "more "

    before = len(history)
    window.pieces = endless
    window.entry.value = "Go on for ever."
    window.on_key(window.entry, {"event": "submit"}, [])
    time.sleep(1)
    window.buttons["Stop"].click()
    window.worker.join(timeout=10)
    assert not window.worker.is_alive(), "Stop does not stop"
    assert len(history) == before + 2 and history[-1]["content"].startswith("more"), "a stopped answer is lost"

    def fails(_messages, **_settings):
        raise RuntimeError("planted <i>failure</i>")

    before = len(history)
    window.pieces = fails
    typed(window, "Will this fail?")
    shown = window.coming.value
    assert "RuntimeError: planted &lt;i&gt;failure" in shown, f"the window hides an error: {shown[-300:]}"
    assert len(history) == before, "a failed turn is remembered"
    assert window.entry.value == "Will this fail?", "a failed question must be typed again"
