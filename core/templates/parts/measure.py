# %% [markdown] explore measure-text
#| if advanced
# ### Throughput {{measured}}
#| end
# %% lines timed-batches
for batch_size in __batch_sizes__:
    start = time.perf_counter()
    __timed__
    seconds = time.perf_counter() - start
    print(f"batch_size={batch_size:<3} {len(__items__) / seconds:8.1f} __unit__/s")
# %% lines parameters
parameters = sum(weight.numel() for weight in model.parameters())
print(f"{parameters:,} parameters, {model.get_memory_footprint() / 1e6:.0f} MB in memory")
# %% lines peak-memory
if device == "cuda":
    print(f"Peak GPU memory: {torch.cuda.max_memory_allocated() / 1e6:.0f} MB")
# %% lines timed-pictures
import time

images = [image] * __copies__
#| use timed-batches
# %% lines timed-texts
import time

texts = __samples_text__ * __copies__
#| use timed-batches
