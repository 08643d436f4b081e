# ---
# id: peft
# reached_by: { library: peft, baseModels: [{ id: example/base }] }
# title: text generation with an adapter
# summary: This is a small adapter that changes how a larger language model writes.
# inputs:
#   - {name: text, kind: text, label: Beginning}
# output: text
# samples: openings
# streams: true
# writes: continuations
# terms:
#   base model: the large model that the adapter was made for; it is downloaded as well
#   adapter: a small set of extra numbers that changes the behaviour of the base model (often of the kind LoRA)
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   greedy: always taking the likeliest next token, so that the same beginning gives the same continuation
# let:
#   inputs: texts
#   compared: this beginning
#   fields: beginnings
# ---
# %% hello load
#| use base-tokenizer
#| use cut-left
if tokenizer.pad_token is None:
    tokenizer.pad_token = tokenizer.eos_token
#| use base-model
#: How long a text may get is said in the settings.
base_model.generation_config.max_length = None
#| use adapter-on-top
# %% hello run <- parts/causal-lm
# %% [markdown] hello try
#| if beginner
# **Try this:** begin a text that has to do with what the adapter was trained for. The model card says what that is.
#| end
# %% [markdown] explore predict-text
#| if beginner
#| use all-steps
#| elif intermediate
# ### One function, many beginnings
#
# Beginnings of different length are padded **on the left**, because the model continues at the right end. `predict_batch` continues them together; `predict` is the batch of one.
#| else
# ### Interface
#
# Greedy decoding keeps the notebook reproducible. Beginnings are padded and truncated on the left.
#| end
# %% explore predict <- parts/causal-lm
# %% [markdown] explore compare-text <- parts/peft
# %% explore compare
#| if beginner
text = __sample_text__

with model.disable_adapter():
    before = predict(text)

print("Without the adapter:", before)
print("With the adapter:   ", predict(text))
#| else
texts = __samples_text__

with model.disable_adapter():
    before = predict_batch(texts)
after = predict_batch(texts)
for text, one, other in zip(texts, before, after):
    print(text)
    print("  base:   ", one)
    print("  adapter:", other if other != one else "(the same)")
#| end
# %% [markdown] explore size-text <- parts/peft
# %% explore size <- parts/peft
# %% [markdown] explore stream-text <- parts/causal-lm
# %% explore stream <- parts/causal-lm
# %% explore read-stream <- parts/causal-lm
# %% [markdown] explore measure-text <- parts/peft
# %% explore measure <- parts/peft
