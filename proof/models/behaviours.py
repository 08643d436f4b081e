"""How the local hub answers for repositories that are not simply there. Written to `ROOT/_hub.json`."""

BEHAVIOURS: dict[str, dict[str, object]] = {
    "tiny/gated": {"gated": "manual"},
    "tiny/gated-auto": {"gated": "auto"},
    "tiny/private": {"private": True},
    "tiny/disabled": {"disabled": True},
    "tiny/unsafe": {"unsafe": [{"path": "pytorch_model.bin", "level": "unsafe"}]},
    "tiny/rate-limited": {"rateLimited": 1},
    "tiny/slow": {"delayMs": 1500},
    "tiny/pyannote-vad": {"gated": "auto"},
    # Facts that the files of a tiny repository cannot show.
    "tiny/large": {"parameters": 70_553_706_496, "usedStorage": 141_107_412_992},
    "tiny/old-name": {"renamedTo": "tiny/chat"},
}
