# ---
# id: text-generation
# reached_by: { task: text-generation }
# title: text generation
# summary: This model continues a text that you begin.
# inputs:
#   - {name: text, kind: text, label: Beginning}
# output: text
# samples: openings
# streams: true
# writes: continuations
# terms:
#   language model: a model that has read a lot of text and learned which word is likely to come next
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   greedy: always taking the likeliest next token, so that the same beginning gives the same continuation
#   sampling: drawing the next token by lot, the likely ones more often than the others
# let: {measured: and memory}
# ---
# %% hello load
from transformers import AutoModelForCausalLM, AutoTokenizer

#| use tokenizer
#| use cut-left
#: Some models have no padding token, which is only needed to fill up empty places.
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
#: The model predicts the next token, again and again.
#| use causal-model
# %% hello run <- parts/causal-lm
# %% [markdown] hello try <- parts/causal-lm
# %% [markdown] explore next-text
#| if beginner
# ### How the model chooses the next token
#
# At each step, the model gives every token that it knows a probability. Here are the five that it finds likeliest to come after your beginning.
#| elif intermediate
# ### The next token
#
# One forward pass gives a score (*logit*) for every token of the vocabulary; `softmax` turns the scores into probabilities. All that follows is a way of choosing from this table.
#| end
# %% explore next
#| if not advanced
import torch

with torch.no_grad():
    logits = model(**inputs).logits[0, -1]

#| if beginner
#: `softmax` turns the scores into probabilities that add up to 1.
#| end
probabilities = torch.softmax(logits.float(), dim=-1)
for probability, token in zip(*torch.topk(probabilities, 5)):
    print(f"{probability.item():6.1%}  {tokenizer.decode(token)!r}")
#| end
# %% [markdown] explore predict-text
#| if beginner
# ### All steps in one function
#
# We put the steps into a function, so that the rest of the notebook can use them with one word: `predict`. It returns only what is new. `repetition_penalty` makes tokens that have already been used a little less likely: without it, small models like to go round in circles.
#| elif intermediate
# ### One function, many beginnings
#
# Beginnings of different length are padded **on the left**, because the model continues at the right end. Greedy decoding tends to loop; a mild `repetition_penalty` (1.0 means none) breaks the circle.
#| else
# ### Interface
#
# Greedy with a mild repetition penalty: reproducible, and it does not loop. Inputs are truncated on the left to leave room for the new tokens.
#| end
# %% explore predict <- parts/causal-lm
# %% explore use
#| if beginner
print(text)
print("→", predict(text))
#| elif intermediate
texts = __samples_text__

for text, continuation in zip(texts, predict_batch(texts)):
    print(f"{text}|{continuation}\n")
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore sampling-text
#| if beginner
# ### A different text each time
#
# *Sampling* draws the next token by lot. `temperature` says how daring the draw is: close to 0 almost greedy, above 1 wild. `set_seed` fixes the lots, so that you get the same texts again.
#| elif intermediate
# ### Sampling
#
# `temperature` divides the logits before the softmax: below 1 sharpens the table above, over 1 flattens it. `top_p` keeps only the likeliest tokens that together reach that probability.
#| else
# ### Sampling, reproducibly
#| end
#| if sampling and not beginner
# The values below are those that the model card recommends.
#| end
# %% explore sampling
from transformers import set_seed

#| if beginner
inputs = tokenizer(text, return_tensors="pt").to(device)
for temperature in (0.5, 1.0, 1.5):
    set_seed(1)
    output = model.generate(
        **inputs,
        max_new_tokens=MAX_NEW_TOKENS,
        do_sample=True,
        temperature=temperature,
        pad_token_id=tokenizer.pad_token_id,
    )
    print(f"--- temperature {temperature}")
    print(tokenizer.decode(output[0], skip_special_tokens=True))
#| else
#| if sampling
sampling = __sampling__
#| else
sampling = {"temperature": 0.8, "top_p": 0.95}
#| end
text = __sample_text__
for seed in (1, 2, 3):
    set_seed(seed)
    print(f"seed {seed}:", predict(text, do_sample=True, **sampling))
#| end
# %% [markdown] explore try-sampling
#| if beginner
# **Try this:** change the number in `set_seed` and run the cell again. Which temperature would you choose for a fairy tale, and which for a news report?
#| end
# %% [markdown] explore stream-text <- parts/causal-lm
# %% explore stream <- parts/causal-lm
# %% explore read-stream <- parts/causal-lm
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure
#| if advanced
import time

texts = __samples_text__ * 2
for batch_size in (1, 4, 8):
    start = time.perf_counter()
    continuations = predict_batch(texts, batch_size)
    seconds = time.perf_counter() - start
    tokens = sum(len(tokenizer(continuation)["input_ids"]) for continuation in continuations)
    print(f"batch_size={batch_size:<3} {tokens / seconds:8.1f} tokens/s")

#| use parameters
#| end
