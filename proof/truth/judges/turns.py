"""Five turns, held as the notebook's component holds them; what reaches the model is asserted whole."""

QUESTIONS = (
    "Hello! Please answer in one short sentence.",
    "What is the capital of Japan?",
    "Which language do people speak there?",
    "Name one famous building there.",
    "Thank you. What did I ask you about?",
)


def judge(names, items):
    given, own = [], names["stream"]

    def stream(messages, **settings):
        given.append([dict(message) for message in messages])
        return own(messages, **settings)

    names["stream"] = stream
    if "window" in names:
        answers = in_the_window(names, stream)
    elif "demo" in names:
        answers = in_gradio(names)
    elif "lent" in names:
        answers = in_streamlit(names)
    else:
        answers = over_http(names)
    assert len(given) == len(answers) == len(QUESTIONS), f"{len(given)} calls for {len(QUESTIONS)} questions"
    said = []
    for question, answer, messages in zip(QUESTIONS, answers, given):
        said.append({"role": "user", "content": question})
        assert messages == said, f"sent to the model: {messages}\nsaid until then: {said}"
        said.append({"role": "assistant", "content": answer})
    assert "Tokyo" in answers[1], f"the capital of Japan is {answers[1]!r}"
    names["stream"] = own
    return {"turns": len(answers), "seeds that recall the fact": seeds(own)}


def seeds(stream):
    """In how many of five draws, with the settings of its card, the model recalls the fact."""
    import torch

    recalled = 0
    for seed in range(5):
        torch.manual_seed(seed)
        asked = [{"role": "user", "content": QUESTIONS[1]}]
        answer = "".join(stream(asked, max_new_tokens=30, do_sample=True, temperature=0.2, top_p=0.9))
        recalled += "Tokyo" in answer
    assert recalled == 5, f"the fact is recalled with {recalled} of 5 seeds"
    return recalled


def in_the_window(names, stream):
    window = names["window"]
    window.pieces = stream
    window.history.clear()
    window.temperature.value, window.longest.value = 0, 60
    for question in QUESTIONS:
        window.entry.value = question
        window.on_key(window.entry, {"event": "submit"}, [])
        window.worker.join(timeout=300)
        assert window.status.value.count("Done."), window.coming.value[-500:]
    return [turn["content"] for turn in window.history if turn["role"] == "assistant"]


def in_gradio(names):
    from gradio_client import Client

    client = Client(names["demo_url"], verbose=False)
    try:
        return [client.predict(question, "", 0, 60, api_name="/chat") for question in QUESTIONS]
    finally:
        client.close()


def in_streamlit(names):
    import os

    from streamlit.testing.v1 import AppTest

    os.environ["NOTEBOOK_MODEL"] = names["lent"]
    app = AppTest.from_file(os.path.abspath("app.py"), default_timeout=300).run()
    app.sidebar.slider[1].set_value(60).run()
    for question in QUESTIONS:
        app.chat_input[0].set_value(question).run()
        assert not app.exception, app.exception[0].value
    kept = app.session_state["messages"]
    return [turn["content"] for turn in kept if turn["role"] == "assistant"]


def over_http(names):
    from openai import OpenAI

    caller = OpenAI(base_url=names["base_url"] + "/v1", api_key="none")
    said = []
    for question in QUESTIONS:
        said.append({"role": "user", "content": question})
        pieces = caller.chat.completions.create(
            model=names["MODEL_ID"], messages=said, max_tokens=60, temperature=0, stream=True
        )
        answer = "".join(piece.choices[0].delta.content or "" for piece in pieces if piece.choices)
        said.append({"role": "assistant", "content": answer})
    return [turn["content"] for turn in said if turn["role"] == "assistant"]
