# %% [markdown] setup device
#| if torch
# ### Where will it run?
#
#| if beginner
# A model is a large collection of numbers, its *parameters*. {{memory_words}} A graphics card (GPU) makes it faster. {{processor_words}} The next cell finds out what you have and picks the number format (`dtype`) that fits. A number takes 4 bytes in float32 and 2 bytes in float16 and bfloat16.
#| else
# {{memory_words}} The cell below picks the device and the dtype that it handles well.
#| end
#| elif local
# ### The model
#
# {{memory_words}} {{processor_words}}
#| end
# %% setup settings
#| if torch
import torch

#| end
MODEL_ID = __loaded_id__
#| if pinned
#| if newest
#: No commit was known when this was written: "main" is the newest, and may change.
#| end
REVISION = __revision__
#| end
#| if torch

#| if float32
device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
#: This kind of model needs exact numbers, on a graphics card, too.
dtype = torch.float32
#| else
if torch.cuda.is_available():
    device = "cuda"
    #| if no_float16
    #: Older graphics cards do not know bfloat16, and this model breaks in float16.
    dtype = torch.bfloat16 if torch.cuda.get_device_capability()[0] >= 8 else torch.float32
    #| else
    #: Older graphics cards do not know bfloat16; float16 works on all of them.
    dtype = torch.bfloat16 if torch.cuda.get_device_capability()[0] >= 8 else torch.float16
    #| end
elif torch.backends.mps.is_available():
    #| if large
    #: Two bytes a number instead of four: it would hardly fit otherwise.
    device, dtype = "mps", torch.bfloat16
    #| else
    device, dtype = "mps", torch.float32
    #| end
else:
    #| if large
    #: Two bytes a number instead of four: it would hardly fit otherwise.
    device, dtype = "cpu", torch.bfloat16
    #| else
    device, dtype = "cpu", torch.float32
    #| end
#| end
#| end
#| if writes

#: The longest answer in tokens; one token is about three quarters of an English word.
#| if torch
MAX_NEW_TOKENS = __longest_on_gpu__ if device == "cuda" else __longest__
#| else
MAX_NEW_TOKENS = __longest__
#| end
#| if sampled
#: How it picks the next token: drawn by lot among the likely ones, as the makers of this model recommend.
#| else
#: How it picks the next token: always the likeliest one, so that the same question gives the same answer.
#| end
WRITING = {
    #| if torch
    "max_new_tokens": MAX_NEW_TOKENS,
    #| else
    "max_tokens": MAX_NEW_TOKENS,
    #| end
    #| each choosing
    __choosing_name__: __choosing_value__,
    #| end
}
#| if torch and sampled
#: The same lots on every run.
torch.manual_seed(7)
#| end
#| end
# %% setup fit
#| if local
import psutil

#| if torch and parameters
needed = __parameters__ * torch.finfo(dtype).bits // 8
#| elif weights
needed = __weight_bytes__
#| end
#| if torch
available = torch.cuda.mem_get_info()[0] if device == "cuda" else psutil.virtual_memory().available
#| else
available = psutil.virtual_memory().available
#| end
#| if torch
print(f"Device: {device}, dtype: {dtype}")
#| end
#| if torch and parameters or weights
print(f"Memory: about {needed / 1e9:.1f} GB for the weights, {available / 1e9:.1f} GB free")
if needed > available:
    raise MemoryError(
        f"{MODEL_ID} needs about {needed / 1e9:.1f} GB and {available / 1e9:.1f} GB are free: close other "
        "programs, use a larger machine, or pick a smaller model. Loading it would end this kernel."
    )
if needed > 0.8 * available:
    print("That is tight: close other programs before you load it.")
#| else
print(f"Memory: {available / 1e9:.1f} GB free")
#| end
#| end
