# %% [markdown] explore size-text
#| if not advanced
# ### How small is it?
#| if beginner
#
# The adapter is a small part of all numbers. That is why people share adapters instead of whole models.
#| else
#
# Only the adapter was trained. The configuration says which layers it touches, and how strongly (`lora_alpha / r`).
#| end
#| end
# %% explore size
#| if not advanced
weights = dict(model.named_parameters())
adapter = sum(weight.numel() for name, weight in weights.items() if "lora_" in name)
total = sum(weight.numel() for weight in weights.values())
print(f"{adapter:,} of {total:,} numbers belong to the adapter ({adapter / total:.2%})")
#| if intermediate
config = model.peft_config["default"]
print(config.peft_type, "on", config.target_modules)
print("r:", getattr(config, "r", None), "lora_alpha:", getattr(config, "lora_alpha", None))
#| end
#| end
# %% [markdown] explore measure-text
#| if advanced
# ### Throughput, and merging for deployment
#
# An adapter costs a little time in every layer. `merge_adapter` folds a LoRA into the weights; `unmerge_adapter` takes it out again.
#| end
# %% explore measure
#| if advanced
import time

from peft.tuners.lora import LoraModel


def tokens_per_second() -> float:
    start = time.perf_counter()
    answers = predict_batch(__inputs__)
    seconds = time.perf_counter() - start
    return sum(len(tokenizer(answer)["input_ids"]) for answer in answers) / seconds


print(f"adapter on top: {tokens_per_second():8.1f} tokens/s")
if isinstance(model.base_model, LoraModel):
    model.merge_adapter()
    print(f"merged:         {tokens_per_second():8.1f} tokens/s")
    model.unmerge_adapter()
with model.disable_adapter():
    print(f"base model:     {tokens_per_second():8.1f} tokens/s")

weights = dict(model.named_parameters())
adapter = sum(weight.numel() for name, weight in weights.items() if "lora_" in name)
total = sum(weight.numel() for weight in weights.values())
print(
    f"{adapter:,} of {total:,} parameters are the adapter's, {base_model.get_memory_footprint() / 1e6:.0f} MB in memory"
)
#| end
# %% lines base-arguments
from_pretrained(
    #| from here
    BASE_MODEL_ID,
    #| if base_pinned and pinned
    revision=BASE_REVISION,
    #| end
    #| if custom_code
    trust_remote_code=True,
    #| end
    #| to here
)
# %% lines base-model
base_model = AutoModelForCausalLM.from_pretrained(
    #| use base-arguments
    dtype=dtype,
).to(device)
# %% lines adapter-on-top
#: Put the adapter on top. This download is small.
model = PeftModel.from_pretrained(
    base_model,
    #| use pinned
).eval()
# %% lines base-tokenizer
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

#: The adapter only works together with the model that it was trained on.
BASE_MODEL_ID = __base_model_id__
#| if base_pinned and pinned
BASE_REVISION = __base_revision__
#| end
tokenizer = AutoTokenizer.from_pretrained(
    #| use base-arguments
)
# %% [markdown] explore compare-text
#| if beginner
# ### With and without the adapter
#
# `disable_adapter()` switches the adapter off for the lines below it. So you can see what it changes: the style, the knowledge, or nothing at all for {{compared}}.
#| elif intermediate
# ### With and without the adapter
#
# The base model is still there. Compare on {{fields}} from the adapter's field *and* on others: a good adapter helps with the first and leaves the second alone.
#| else
# ### Effect of the adapter
#
# Same prompt, same decoding, adapter off and on.
#| end
