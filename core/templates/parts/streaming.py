# %% lines pieces-of-worker
job.add_done_callback(lambda finished: streamer.end())
try:
    for piece in streamer:
        if piece:
            yield piece
finally:
    left.set()
#: If something went wrong in the background, this line tells us.
job.result()
# %% lines yield-pieces
job.add_done_callback(lambda finished: streamer.end())
try:
    yield from (piece for piece in streamer if piece)
finally:
    #: A reader who leaves early ends the writing, too.
    left.set()
job.result()
# %% lines generate-arguments
generate(
    #| from here
    **inputs,
    streamer=streamer,
    **{**WRITING, **settings},
    stopping_criteria=[lambda *_: left.is_set()],
    #| to here
)
# %% lines streamer-of-processor
#| if chat
streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=True, skip_special_tokens=True)
#| else
repeats = not model.config.is_encoder_decoder
streamer = TextIteratorStreamer(processor.tokenizer, skip_prompt=repeats, skip_special_tokens=True)
#| end
# %% lines sample-arguments
show_stream(
    #| from here
    #| each inputs
    #| if input.media
    __input_name__,
    #| else
    __input_sample__,
    #| end
    #| end
    #| to here
)
# %% lines threads-and-streamer
import threading
from concurrent.futures import ThreadPoolExecutor

from transformers import TextIteratorStreamer
# %% lines streaming-explained
# ### Streaming
#
# `generate` blocks until it is done, so it runs in a worker thread while the streamer is read here. When generation fails, the callback ends the stream and `job.result()` raises the error instead of waiting for ever; when the reader stops, so does the writing.
#| else
# ### Streaming
#
# Generation runs in a worker; its errors surface through `job.result()`, and it ends when nobody reads.
