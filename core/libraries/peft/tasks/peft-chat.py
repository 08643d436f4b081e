# ---
# id: peft-chat
# reached_by: { library: peft, baseModels: [{ id: example/base }], hasChatTemplate: true }
# title: chat with an adapter
# summary: This is a small adapter that changes how a larger chat model answers.
# inputs:
#   - {name: messages, kind: messages, label: Message}
# output: text
# samples: chat
# streams: true
# writes: answers
# terms:
#   base model: the large model that the adapter was made for; it is downloaded as well
#   adapter: a small set of extra numbers that changes the behaviour of the base model (often of the kind LoRA)
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   chat template: the exact text that this model expects around each message, so that it knows who is speaking
# let:
#   steps: the steps
#   inputs: conversations
#   compared: this question
#   fields: questions
# ---
# %% hello load
#| use base-tokenizer
#| use padded-left
#| use base-model
#: How long an answer may get is said in the settings.
base_model.generation_config.max_length = None
#| use adapter-on-top
#| use in-words
# %% hello run <- parts/causal-chat
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something that has to do with what the adapter was trained for. The model card says what that is.
#| end
# %% [markdown] explore predict-text <- parts/causal-chat
# %% explore predict <- parts/causal-chat
# %% [markdown] explore compare-text <- parts/peft
# %% explore compare
#| if beginner
messages = __sample_messages__

with model.disable_adapter():
    before = predict(messages)

print("Without the adapter:", before)
print("With the adapter:   ", predict(messages))
#| else
conversations = __samples_messages__

with model.disable_adapter():
    before = predict_batch(conversations)
after = predict_batch(conversations)
for conversation, one, other in zip(conversations, before, after):
    print(conversation[-1]["content"])
    print("  base:   ", one)
    print("  adapter:", other if other != one else "(the same)")
#| end
# %% [markdown] explore size-text <- parts/peft
# %% explore size <- parts/peft
# %% [markdown] explore stream-text <- parts/causal-chat
# %% explore stream <- parts/causal-chat
# %% explore read-stream <- parts/causal-chat
# %% [markdown] explore measure-text <- parts/peft
# %% explore measure <- parts/peft
