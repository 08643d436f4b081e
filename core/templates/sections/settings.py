# %% [markdown] setup device
#| if torch
# ### Where will it run?
#
#| if beginner
# A model is a large collection of numbers, its *parameters*. {{memory_words}} A graphics card (GPU) makes it faster, but this notebook also runs on an ordinary processor (CPU): the next cell finds out what you have and picks the number format (`dtype`) that fits. A number takes 4 bytes in float32 and 2 bytes in float16 and bfloat16.
#| else
# {{memory_words}} The cell below picks the device and the dtype that it handles well.
#| end
#| elif local
# ### The model
#
# {{memory_words}} It runs on an ordinary processor.
#| end
# %% setup settings
#| if torch
import torch

#| end
MODEL_ID = __model_id__
#| if pinned
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
    #: Older graphics cards do not know bfloat16; float16 works on all of them.
    dtype = torch.bfloat16 if torch.cuda.get_device_capability()[0] >= 8 else torch.float16
elif torch.backends.mps.is_available():
    device, dtype = "mps", torch.float32
else:
    device, dtype = "cpu", torch.float32
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
if needed > 0.9 * available:
    print("That is tight: close other programs, or pick a smaller model if the next cell runs out of memory.")
#| else
print(f"Memory: {available / 1e9:.1f} GB free")
#| end
#| end
