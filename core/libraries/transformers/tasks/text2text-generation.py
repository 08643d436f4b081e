# ---
# id: text2text-generation
# reached_by: { task: text2text-generation }
# title: text to text
# summary: This model reads a text and writes another one.
# inputs:
#   - {name: text, kind: text, label: Text}
# output: text
# samples: texts
# streams: true
# installs: [sentencepiece]
# terms:
#   encoder: the part of the model that reads the whole text first
#   decoder: the part that writes the new text, one token after the other
#   token: a word or a piece of a word; rare words are built from several pieces
#   instruction: words in front of the text that say what to do with it; only some models understand them
# let:
#   measured: and memory
#   said: The written texts
#   outcomes: answers
#   outcome: answer
#   write: Answer
#   what: its text
#   caution: " What is longer than the model can read is cut off."
#   decoding: "The number of beams in `generate` is a trade: more beams take longer and give somewhat more fluent text. Without an argument, the setting comes from the model's own `generation_config`."
# ---
# %% hello load <- parts/seq2seq
# %% hello run <- parts/seq2seq
# %% [markdown] hello try
#| if beginner
# **Try this:** a model like this was trained for one kind of change, or for many at once. Look at the model card for the kind of text that it expects, and give it one.
#| end
# %% [markdown] explore pieces-text
#| if beginner
# ### How the text is cut into pieces
#
# The model reads tokens. Common words are one token; rare names fall into pieces. A word that falls into many pieces is often one that the model finds difficult.
#| end
# %% explore pieces <- parts/seq2seq
# %% [markdown] explore predict-text <- parts/seq2seq
# %% explore predict <- parts/seq2seq
# %% explore use
#| if beginner
print(predict(text))
#| elif intermediate
texts = __samples_text__

for text, answer in zip(texts, predict_batch(texts)):
    print(text)
    print("  →", answer)
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore beams-text
#| if intermediate
# ### The words in front decide
#
# Models of the T5 family are steered by the first words. Others ignore them or even copy them into the answer: this comparison shows which kind you have.
#| elif advanced
# ### Greedy, beams, sampling
#
# The same input under three decoding strategies; only the last needs a seed.
#| end
# %% explore beams
#| if intermediate
for instruction in ("", "Summarize: ", "Translate to German: ", "Is this sentence positive or negative? "):
    print(f"{instruction!r:<42}", predict(instruction + texts[0], max_new_tokens=40))
#| elif advanced
from transformers import set_seed

text = __sample_text__
strategies: dict[str, dict[str, Any]] = {
    "greedy": {"num_beams": 1, "do_sample": False},
    "4 beams": {"num_beams": 4, "do_sample": False},
    "sampled": {"num_beams": 1, "do_sample": True, "temperature": 0.8, "top_p": 0.95},
}
for name, settings in strategies.items():
    set_seed(0)
    print(f"{name:<8}", predict(text, **settings))
#| end
# %% [markdown] explore stream-text <- parts/seq2seq
# %% explore stream <- parts/seq2seq
# %% explore read-stream <- parts/seq2seq
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure <- parts/seq2seq
# %% [markdown] explore try-predict
#| if beginner
# **Try this:** put an instruction in front of the text, such as "Summarize: " or "Translate to German: ". Does this model understand it?
#| end
