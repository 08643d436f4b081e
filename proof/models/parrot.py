"""Makes a randomly initialised decoder say English instead of noise.

A random language model often emits one token for ever, or its end token at
once. A notebook can then not show that text streams in pieces or that an
answer is not empty. So the output matrix is set such that each token is
followed by the token that follows it in the corpus; the layers stay random and
almost silent, the code path of loading and generating is the real one.
"""

from __future__ import annotations

import re

import torch
from corpus import SENTENCES

_SILENT = re.compile(
    r"(o_proj|out_proj|down_proj|c_proj|fc2|wo|attention\.output\.dense|crossattention\.output\.dense|"
    r"(?<!attention\.)output\.dense|SelfAttention\.o|EncDecAttention\.o)\.(weight|bias)$"
)
_POSITIONS = re.compile(r"(wpe|embed_positions|position_embeddings)\.weight$")


def followers(encode, size: int, starts: list[int], end: int) -> list[int]:
    """token -> a token that follows it in the corpus; `starts` lead into a sentence.

    At most a few tokens share a follower: a row of the output matrix that sums
    many directions would win everywhere.
    """
    sentences = [encode(sentence) for sentence in SENTENCES]
    used = sorted({token for sentence in sentences for token in sentence})
    following = [used[token * 7 % len(used)] for token in range(size)]
    shared: dict[int, int] = {}
    for sentence in sentences:
        for token, after in zip(sentence, [*sentence[1:], end], strict=True):
            if shared.get(after, 0) < 3:
                shared[after] = shared.get(after, 0) + 1
                following[token] = after
    for place, token in enumerate(starts):
        following[token] = sentences[place][0]
    return following


@torch.no_grad()
def teach(
    decoder: torch.nn.Module,
    embedding: torch.nn.Embedding,
    head: torch.nn.Linear,
    following: list[int],
) -> None:
    """Set `embedding` and `head` (untied) so that the likeliest next token is `following[token]`."""
    for name, parameter in decoder.named_parameters():
        if _SILENT.search(name) or _POSITIONS.search(name):
            parameter.mul_(0.01)
    rows, width = embedding.weight.shape
    directions = torch.randn(rows, width)
    directions = directions - directions.mean(dim=1, keepdim=True)
    directions = directions / directions.norm(dim=1, keepdim=True) * width**0.5
    embedding.weight.copy_(directions)
    logits = torch.zeros(head.weight.shape)
    for token, after in enumerate(following):
        logits[after] += directions[token] / width**0.5
    head.weight.copy_(logits * 2)
    if head.bias is not None:
        head.bias.zero_()
