# %% [markdown] ui ui-text
# ## {{ui_number}}. {{ui_emoji}} Streaming responses
#
#| if beginner
# A language model writes one piece at a time. Instead of waiting for the whole answer, `stream` hands us each piece as soon as it is there, and we print it at once.
#| elif intermediate
# `stream` is a generator: the first words appear while the rest is still being computed. That is what makes a slow model feel quick.
#| else
# What counts for a streaming interface is the time to the first piece, and the pace after it.
#| end
# %% ui ui
#| if advanced
import time
from dataclasses import dataclass


@dataclass
class Streamed:
    text: str
    chunks: list[str]
    first_seconds: float
    total_seconds: float

    @property
    def pace(self) -> float:
        return len(self.chunks) / self.total_seconds


def show_stream(*arguments) -> Streamed:
    """Print pieces as they come; measure the time to the first one and the pace."""
    started = time.perf_counter()
    first = None
    chunks = []
    for piece in stream(*arguments):
        first = first if first is not None else time.perf_counter() - started
        chunks.append(piece)
        print(piece, end="", flush=True)
    print()
    total = time.perf_counter() - started
    return Streamed("".join(chunks), chunks, first if first is not None else total, total)


#| else
def show_stream(*arguments):
    #| if intermediate
    """Print each piece as it arrives and return all of them."""
    #| end
    chunks = []
    for piece in stream(*arguments):
        chunks.append(piece)
        #: `flush=True` makes the text appear now and not at the end of the line.
        print(piece, end="", flush=True)
    print()
    return chunks


#| end
# %% ui ui-call
#| if advanced
streamed = show_stream(
    #| each inputs
    #| if input.media
    __input_name__,
    #| else
    __input_sample__,
    #| end
    #| end
)
chunks = streamed.chunks
print(f"first piece after {streamed.first_seconds:.2f} s, {len(chunks)} pieces, {streamed.pace:.1f} pieces/s")
#| else
chunks = show_stream(
    #| each inputs
    #| if input.media
    __input_name__,
    #| else
    __input_sample__,
    #| end
    #| end
)
print(len(chunks), "pieces")
#| end
# %% [markdown] ui ui-try
#| if beginner
# **Try this:** replace the text in the cell above with a question of your own.
#| end
