# ---
# id: text-generation-chat
# reached_by: { task: text-generation, hasChatTemplate: true }
# title: chat
# summary: This model answers in a conversation.
# inputs:
#   - {name: messages, kind: messages, label: Message}
# output: text
# samples: chat
# streams: true
# writes: answers
# terms:
#   message: one turn of a conversation, with a role ("system", "user" or "assistant") and its content
#   token: a piece of text, about three quarters of an English word; the model reads and writes tokens, never letters
#   chat template: the exact text that this model expects around each message, so that it knows who is speaking
#   greedy: always taking the likeliest next token, so that the same question gives the same answer
# let:
#   steps: the four steps
# ---
# %% hello load
from transformers import AutoModelForCausalLM, AutoTokenizer

#| use tokenizer
#| use padded-left
#: The model does the thinking: from the tokens so far, it predicts the next one.
#| use causal-model
#| use in-words
# %% hello run <- parts/causal-chat
# %% [markdown] hello try
#| if beginner
# **Try this:** ask something else: change the text after `"content":` and run the cell again. An answer that stops in the middle of a sentence has reached the limit: raise `MAX_NEW_TOKENS` in the settings and run the notebook again.
#| end
# %% [markdown] explore template-text
#| if beginner
# ### What the model really sees
#
# Your message is not handed over as it is. The *chat template* of the model adds marks that say who speaks, and ends with the mark that means "now it is the assistant's turn".
#| elif intermediate
# ### The prompt behind the messages
#
# Every chat model has its own chat template. Reading the rendered prompt once saves hours of wondering: a doubled start token or a missing turn marker makes answers worse without any error.
#| end
# %% explore template
#| if not advanced
prompt = tokenizer.apply_chat_template(
    messages,
    #| use generation-prompt
    tokenize=False,
)
print(prompt)
print(f"\nThat is {inputs['input_ids'].shape[-1]} tokens.")


#| end
# %% [markdown] explore predict-text <- parts/causal-chat
# %% explore predict <- parts/causal-chat
# %% explore use
#| if intermediate
#| use you-and-model
#| elif advanced
predict(__sample_messages__)
#| end
# %% [markdown] explore memory-text
#| if beginner
#| use remembers-nothing
#| end
# %% explore memory
#| if beginner
#| use say-that-again
#| end
# %% [markdown] explore sampling-text
#| if intermediate and thinks
# ### More or less daring
#
# This model must be sampled: greedy decoding sends its thoughts round in circles. `temperature` below 1 makes the draw more careful, above 1 more daring.
#| elif intermediate
# ### Greedy or sampled
#
# Greedy decoding takes the likeliest token each time: reproducible, but sometimes dull or repetitive. Sampling draws from the likely ones. `temperature` below 1 makes the draw more careful, above 1 more daring; `top_p` leaves out the unlikely tail.
#| if sampling
# The values below are those that the model card recommends.
#| end
#| end
# %% explore sampling
#| if intermediate and thinks
from transformers import set_seed

for temperature in (0.6, 0.9):
    set_seed(1)
    print(f"temperature {temperature}:", predict(messages, temperature=temperature))
#| elif intermediate
from transformers import set_seed

#| if sampling
sampling = __sampling__
#| else
sampling = {"temperature": 0.7, "top_p": 0.9}
#| end
print("greedy:", predict(messages, do_sample=False))
for seed in (1, 2):
    set_seed(seed)
    print(f"seed {seed}:", predict(messages, do_sample=True, **sampling))
#| end
# %% [markdown] explore stream-text <- parts/causal-chat
# %% explore stream <- parts/causal-chat
# %% explore read-stream <- parts/causal-chat
# %% [markdown] explore try-stream <- parts/causal-chat
# %% [markdown] explore measure-text
#| if advanced
# ### Latency, throughput, memory
#
# Time to first piece is what a reader feels; tokens per second over a batch is what a server pays.
#| end
# %% explore measure
#| if advanced
import time

conversations = __samples_messages__

start = time.perf_counter()
#| use first-piece

for batch_size in (1, len(conversations)):
    start = time.perf_counter()
    answers = predict_batch(conversations, batch_size=batch_size)
    seconds = time.perf_counter() - start
    tokens = sum(len(tokenizer(answer)["input_ids"]) for answer in answers)
    print(f"batch_size={batch_size:<3} {tokens / seconds:8.1f} tokens/s")

#| use parameters
#| end
