"""The Python clients against the local hub: what they ask for is answered as the Hub answers.

    python -m pytest proof/hub/test_clients.py        (or: python proof/hub/test_clients.py)

Needs Node, huggingface_hub, transformers with torch, and the tiny models of
proof/models in the folder named by TINY_MODELS (default proof/out/models).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODELS = Path(os.environ.get("TINY_MODELS", HERE.parent / "out" / "models"))

CHECKS = """
import huggingface_hub as h
from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RemoteEntryNotFoundError
from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError

def raises(kind, work):
    try:
        work()
    except kind as error:
        return type(error).__name__
    raise AssertionError(f"{kind.__name__} was not raised")

api = h.HfApi()
done = []

def check(name, holds):
    assert holds, name
    done.append(name)

info = api.model_info("tiny/chat")
check("model info", info.pipeline_tag == "text-generation" and len(info.sha) == 40)
check("siblings", {s.rfilename for s in info.siblings} == set(api.list_repo_files("tiny/chat")))
check("expand", api.model_info("tiny/chat", expand=["tags", "gated"]).gated is False)
check("blobs", all(s.size for s in api.model_info("tiny/chat", files_metadata=True).siblings))
check("security", api.model_info("tiny/chat", securityStatus=True).security_repo_status is not None)
check("download", open(h.hf_hub_download("tiny/chat", "config.json")).read().startswith("{"))
check("snapshot", h.snapshot_download("tiny/st"))
names = [m.id for m in api.list_models(limit=1000)]
check("pages", len(names) == len(set(names)) > 30)
found = list(api.list_models(search="vit", filter="image-classification", sort="downloads", limit=5))
check("search and filter", found and all("vit" in m.id for m in found))
sized = list(api.list_models(num_parameters="min:1,max:100K", limit=5, expand=["safetensors"]))
check("size range", sized and all(m.safetensors.total <= 100_000 for m in sized))
check("paths", [p.path for p in api.get_paths_info("tiny/chat", ["config.json", "nope"])] == ["config.json"])
check("exists", h.file_exists("tiny/chat", "config.json") and not h.file_exists("tiny/chat", "nope"))
check("repository exists", h.repo_exists("tiny/chat") and not h.repo_exists("no/such"))
check("missing file", raises(RemoteEntryNotFoundError, lambda: h.hf_hub_download("tiny/chat", "nope")))
config = lambda **more: h.hf_hub_download("tiny/chat", "config.json", **more)
check("missing revision", raises(RevisionNotFoundError, lambda: config(revision="no")))
check("missing model", raises(RepositoryNotFoundError, lambda: api.model_info("no/such")))
check("private model", raises(RepositoryNotFoundError, lambda: api.model_info("tiny/private")))
check("private, with access", api.model_info("tiny/private", token="hf_good").private)
gated = lambda token: h.hf_hub_download("tiny/gated", "config.json", token=token)
check("gated", raises(GatedRepoError, lambda: gated(False)))
check("gated, not granted", raises(GatedRepoError, lambda: gated("hf_other")))
check("gated, granted", gated("hf_good"))
check("gated info is open", api.model_info("tiny/gated").gated == "manual")
check("auth check", raises(GatedRepoError, lambda: api.auth_check("tiny/gated")))
check("rate limit is outlasted", h.hf_hub_download("tiny/rate-limited", "config.json"))
check("renamed", api.model_info("tiny/old-name").id == "tiny/chat")
check("who am I", api.whoami(token="hf_good")["name"] == "reader")
check("unknown token", raises(HfHubHTTPError, lambda: api.whoami(token="hf_invalid")))
counts = h.get_safetensors_metadata("tiny/chat").parameter_count
check("safetensors header", sum(counts.values()) == info.safetensors.total)

from transformers import pipeline
answer = pipeline("text-generation", model="tiny/chat")([{"role": "user", "content": "hi"}], max_new_tokens=3)
check("transformers", answer[0]["generated_text"][-1]["role"] == "assistant")

import json
print(json.dumps(done))
"""


def test_clients() -> None:
    hub = subprocess.Popen(
        [os.environ.get("NODE", "node"), str(HERE / "serve.ts"), "--models", str(MODELS)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert hub.stdout is not None
        endpoint = hub.stdout.readline().strip().removeprefix("HF_ENDPOINT=")
        with tempfile.TemporaryDirectory() as home:
            # The endpoint is read when huggingface_hub is imported: another process.
            env = {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": home, "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
            for name in ("HF_TOKEN", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
                env.pop(name, None)
            result = subprocess.run(
                [sys.executable, "-c", CHECKS], env=env, capture_output=True, text=True, timeout=300
            )
        assert result.returncode == 0, result.stderr[-3000:]
        done = json.loads(result.stdout.strip().splitlines()[-1])
        print(", ".join(done))
        print(f"{len(done)} passed, 0 failed, 0 skipped")
    finally:
        hub.terminate()
        hub.wait(timeout=10)


if __name__ == "__main__":
    test_clients()
