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
    return _ending(following, end)


def _ending(following: list[int], end: int) -> list[int]:
    """Open every circle, so that each walk comes to `end` after a few dozen tokens."""
    arrives = {end}
    for start in range(len(following)):
        walk: list[int] = []
        token = start
        while token not in arrives and token not in walk:
            walk.append(token)
            token = following[token]
        if token not in arrives:
            following[walk[-1]] = end
        arrives.update(walk)
    return following


@torch.no_grad()
def teach(
    decoder: torch.nn.Module,
    embeddings: list[torch.nn.Embedding],
    head: torch.nn.Linear,
    following: list[int],
) -> None:
    """Set `embeddings` (all alike) and `head` (untied) so that the likeliest next token is `following[token]`."""
    for name, parameter in decoder.named_parameters():
        if _SILENT.search(name) or _POSITIONS.search(name):
            parameter.mul_(0.01)
    rows, width = embeddings[0].weight.shape
    directions = torch.randn(rows, width)
    directions = directions - directions.mean(dim=1, keepdim=True)
    directions = directions / directions.norm(dim=1, keepdim=True) * width**0.5
    for embedding in embeddings:
        embedding.weight.copy_(directions)
    logits = torch.zeros(head.weight.shape)
    for token, after in enumerate(following):
        logits[after] += directions[token] / width**0.5
    head.weight.copy_(logits * 2)
    if head.bias is not None:
        head.bias.zero_()


@torch.no_grad()
def teach_t5(model: torch.nn.Module, encode, start: int, end: int) -> None:
    """The same for T5, whose output matrix is always its embedding matrix (d_ff = 2 * d_model).

    The tokens of the corpus stand in a row, each once, and the embedding of the
    next one is the embedding turned by a fixed rotation. The last feed-forward
    layer of the decoder does the turning; `relu(x) - relu(-x)` passes it by its
    activation.
    """
    for name, parameter in model.decoder.named_parameters():
        if _SILENT.search(name):
            parameter.mul_(0.01)
    width = model.config.d_model
    rotation = torch.linalg.qr(torch.randn(width, width)).Q
    row = [start]
    for sentence in SENTENCES:
        row += [token for token in dict.fromkeys(encode(sentence)) if token not in row and token != end]
        if len(row) > 24 and end not in row:
            row.append(end)
    turned = torch.randn(width)
    turned *= width**0.5 / turned.norm()
    for token in row:
        model.shared.weight[token] = turned
        turned = rotation @ turned
    feed = model.decoder.block[-1].layer[-1].DenseReluDense
    identity = torch.eye(width)
    feed.wi.weight.copy_(torch.cat([identity, -identity]))
    turn = rotation - identity
    feed.wo.weight.copy_(torch.cat([turn, -turn], dim=1))
