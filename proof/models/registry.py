"""Every tiny repository registers its builder here; `make.py` runs them in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

Builder = Callable[[Path], None]

BUILDERS: dict[str, Builder] = {}


def repo(repo_id: str) -> Callable[[Builder], Builder]:
    """Register `build(folder)`, which writes the files of repository `repo_id`.

    Builders run in the order of registration, each with its own seed, so one
    may read what an earlier one wrote (`folder.parent`), and adding a
    repository does not change the weights of another.
    """

    def register(build: Builder) -> Builder:
        if repo_id in BUILDERS:
            raise ValueError(f"{repo_id} is registered twice")
        BUILDERS[repo_id] = build
        return build

    return register


def seed_of(repo_id: str) -> int:
    """A seed that depends on the repository's id alone."""
    return int.from_bytes(hashlib.sha256(repo_id.encode()).digest()[:4], "big")
