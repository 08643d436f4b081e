"""One file a family of models; importing it registers the builders."""

from . import (
    audio,
    diffusion,
    documents,
    elsewhere,
    language,
    libraries,
    multimodal,
    retrieval,
    seq2seq,
    text,
    vision,
)

__all__ = [
    "audio",
    "diffusion",
    "documents",
    "elsewhere",
    "language",
    "libraries",
    "multimodal",
    "retrieval",
    "seq2seq",
    "text",
    "vision",
]
