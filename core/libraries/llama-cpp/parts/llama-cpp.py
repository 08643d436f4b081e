# %% [markdown] explore measure-text
#| if advanced
# ### Latency, throughput, memory
#| end
# %% hello load
from huggingface_hub import hf_hub_download
from llama_cpp import Llama

#: One repository often holds the same model in several sizes. This is the file we take.
model_path = hf_hub_download(
    MODEL_ID,
    __gguf_file__,
    #| if pinned
    revision=REVISION,
    #| end
)
#| if gguf_parts
#: The file is cut into parts: the others must lie beside it.
for part in __gguf_parts__:
    hf_hub_download(
        MODEL_ID,
        part,
        #| if pinned
        revision=REVISION,
        #| end
    )
#| end
#: `n_ctx` is the context: __holds__ must fit into it. `n_gpu_layers=-1` puts the whole model
#: on the graphics card where llama.cpp was built for one, and changes nothing elsewhere.
#| if advanced
llm = Llama(model_path, n_ctx=MAX_NEW_TOKENS + 2048, n_gpu_layers=-1, seed=0, verbose=False)
#| else
llm = Llama(model_path, n_ctx=MAX_NEW_TOKENS + 2048, n_gpu_layers=-1, verbose=False)
#| end
# %% [markdown] explore file-text
#| if beginner
# ### What is in the file?
#
# A GGUF file describes itself: what kind of model it holds, and how much it can keep in view.
#| elif intermediate
# ### What is in the file?
#
# The metadata name the architecture, the longest context the model was trained for{{named}} longer `n_ctx` costs memory: pay only for what you need.
#| else
# ### Metadata
#| end
# %% explore file
from pathlib import Path

architecture = llm.metadata.get("general.architecture", "unknown")
print("File:        ", Path(model_path).name, f"({Path(model_path).stat().st_size / 1e6:.1f} MB)")
print("Architecture:", architecture)
print("Context:     ", llm.n_ctx(), "of", llm.metadata.get(f"{architecture}.context_length", "?"), "tokens")
#| if not beginner
print("Layers:      ", llm.metadata.get(f"{architecture}.block_count", "?"))
print(__last__)


#| end
# %% explore measure
#| if advanced
import time

import psutil

llm.reset()
start = time.perf_counter()
first = None
pieces = 0
for _piece in stream(__first_input__):
    first = first or time.perf_counter() - start
    pieces += 1
seconds = time.perf_counter() - start
print(f"first piece after {first or 0:.2f} s, {pieces / seconds:.1f} pieces/s")
print(f"memory of this process: {psutil.Process().memory_info().rss / 1e6:.0f} MB")
#| end
# %% lines llama-sampling
#| if sampling
sampling = __sampling__
if "repetition_penalty" in sampling:
    sampling["repeat_penalty"] = sampling.pop("repetition_penalty")
#| else
sampling = {"temperature": 0.8, "top_p": 0.95}
#| end
