"""One file a family of models; importing it registers the builders."""

from . import (
    audio,
    captions,
    detection,
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
    "captions",
    "detection",
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
