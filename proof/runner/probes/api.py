"""An endpoint, asked over HTTP as a program would."""


def probe_api(names, expect):
    import httpx

    base_url = names["base_url"]
    schema = httpx.get(f"{base_url}/openapi.json", timeout=30).raise_for_status().json()
    kinds = [spot["kind"] for spot in expect["inputs"]]
    if "/v1/chat/completions" in schema["paths"]:
        route = probe_openai_chat(names, base_url)
    elif "/v1/embeddings" in schema["paths"]:
        route = probe_openai_embeddings(names, base_url)
    elif "/v1/audio/transcriptions" in schema["paths"]:
        assert names["received"].text == names["predict"](names["audio"]), "the transcription is not what predict gives"
        route = "/v1/audio/transcriptions"
    else:
        assert "/predict" in schema["paths"], sorted(schema["paths"])
        assert kinds != ["messages"], "a chat model does not speak the OpenAI protocol"
        response = httpx.post(f"{base_url}/predict", json=names["payload"], timeout=300)
        assert response.status_code == 200, f"{response.status_code}: {response.text[:300]}"
        result = response.json()["result"]
        if expect["output"] not in ("image", "audio", "segments"):
            check_shape(expect["output"], result)
        else:
            assert result is not None
        route = "/predict"
    refused = httpx.post(f"{base_url}{route}", json={"nonsense": 1}, timeout=60)
    assert refused.status_code == 422, f"nonsense was answered with {refused.status_code}"
    big = httpx.post(f"{base_url}{route}", content=b"x" * 21_000_000, timeout=60)
    assert big.status_code in (413, 422), f"21 MB were answered with {big.status_code}"
    check_key(base_url, route)
    check_app(names)


def probe_openai_chat(names, base_url):
    """Two turns, streamed and whole; the limit of tokens is kept; a stream that nobody reads ends."""
    import httpx
    import openai

    caller = openai.OpenAI(base_url=f"{base_url}/v1", api_key="none")
    [model] = caller.models.list().data
    assert model.id == names["MODEL_ID"]
    messages = [*names["sent_messages"], {"role": "assistant", "content": "Yes."}, {"role": "user", "content": "Why?"}]
    answer = caller.chat.completions.create(model=model.id, messages=messages, max_tokens=6, temperature=0)
    assert answer.choices[0].message.role == "assistant"
    written = answer.usage.completion_tokens
    assert written <= 7 or "client" in names, f"max_tokens 6 gave {written} tokens"
    pieces = [
        chunk.choices[0].delta.content or ""
        for chunk in caller.chat.completions.create(
            model=model.id, messages=messages, max_tokens=6, temperature=0, stream=True
        )
    ]
    assert "".join(pieces).strip() == answer.choices[0].message.content.strip(), "streamed and whole answers differ"
    try:
        caller.chat.completions.create(model="another/model", messages=messages)
    except openai.NotFoundError:
        pass
    else:
        raise AssertionError("a model that is not here answers")
    url = {"type": "image_url", "image_url": {"url": "http://127.0.0.1:9/secret.png"}}
    refused = httpx.post(
        f"{base_url}/v1/chat/completions", json={"messages": [{"role": "user", "content": [url]}]}, timeout=60
    )
    assert refused.status_code == 422, f"an address to fetch was answered with {refused.status_code}"
    return "/v1/chat/completions"


def probe_openai_embeddings(names, base_url):
    import openai

    caller = openai.OpenAI(base_url=f"{base_url}/v1", api_key="none")
    text = names["examples"][0]
    # Without a word about the encoding, the client asks for base64 and decodes it.
    for encoding in ({"encoding_format": "float"}, {}):
        [row] = caller.embeddings.create(model=names["MODEL_ID"], input=text, **encoding).data
        own = names["predict"](text)
        assert len(row.embedding) == len(own), f"{len(row.embedding)} numbers instead of {len(own)}"
        assert max(abs(a - b) for a, b in zip(row.embedding, own)) < 1e-4, "not what predict gives"
    return "/v1/embeddings"


def check_key(base_url, route):
    """With API_KEY in the environment, whoever does not know it stays outside."""
    import os

    import httpx

    os.environ["API_KEY"] = "a secret"
    try:
        without = httpx.post(f"{base_url}{route}", json={"nonsense": 1}, timeout=60).status_code
        known = {"Authorization": "Bearer a secret"}
        inside = httpx.post(f"{base_url}{route}", json={"nonsense": 1}, headers=known, timeout=60).status_code
    finally:
        del os.environ["API_KEY"]
    assert (without, inside) == (401, 422), f"without the key {without}, with it {inside}"


def check_app(names):
    """The written folder is whole, and its parts are what they should be."""
    import ast
    import subprocess
    import sys
    from pathlib import Path

    import kubernetes_validate
    import yaml

    for name in ("app.py", "model.py", "served.py"):
        ast.parse(Path("app", name).read_text())
    assert "FROM python:" in Path("app/Dockerfile").read_text()
    pinned = Path("app/requirements.txt").read_text().split()
    assert all("==" in line for line in pinned) and any(line.startswith("fastapi==") for line in pinned), pinned
    linted = subprocess.run([Path(sys.executable).with_name("hadolint"), "app/Dockerfile"], capture_output=True)
    assert linted.returncode == 0, f"hadolint: {linted.stdout.decode()}"
    parts = list(yaml.safe_load_all(Path("app/kubernetes.yaml").read_text()))
    for part in parts:
        kubernetes_validate.validate(part, kubernetes_validate.latest_version(), strict=True)
    kinds = [part["kind"] for part in parts]
    assert kinds == ["Deployment", "Service"], kinds
