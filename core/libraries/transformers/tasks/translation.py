# ---
# id: translation
# reached_by: { task: translation }
# title: translation
# summary: This model translates a text into another language.
# inputs:
#   - {name: text, kind: text, label: Text to translate}
# output: text
# samples: translate
# streams: true
# installs: [sentencepiece, sacremoses]
# terms:
#   encoder: the part of the model that reads the whole text first
#   decoder: the part that writes the translation, one token after the other
#   token: a word or a piece of a word; rare words are built from several pieces
#   beam search: keeping a few half-written translations and choosing the best one at the end
# let:
#   measured: and memory
#   said: The translations
#   outcomes: translations
#   outcome: translation
#   write: Translate
#   what: the translation
#   caution: " Translation models were trained on single sentences: give them one or a few at a time. What is longer than the model can read is cut off."
#   decoding: "The number of beams in `generate` is a trade: more beams take longer and give somewhat more fluent text. Without an argument, the setting comes from the model's own `generation_config`."
# ---
# %% hello load <- parts/seq2seq
# %% hello run <- parts/seq2seq
# %% [markdown] hello try
#| if beginner
# **Try this:** translate a saying, such as "It is raining cats and dogs." Does the model translate the words or the meaning?
#| if language_codes
# Then change `target_language`. The model card lists the codes of all languages.
#| elif prefix
# Then change `prefix` to another language. The model card lists the ones that the model has learned.
#| end
#| end
# %% [markdown] explore pieces-text
#| if beginner
# ### How the text is cut into pieces
#
# A translation model reads tokens. Common words are one token; rare names fall into pieces. A word that falls into many pieces is often one that the model finds difficult.
#| end
# %% explore pieces <- parts/seq2seq
# %% [markdown] explore predict-text <- parts/seq2seq
# %% explore predict <- parts/seq2seq
# %% explore use
#| if beginner
print(predict(text))
#| elif intermediate
texts = __samples_text__

for text, translation in zip(texts, predict_batch(texts)):
    print(text)
    print("  →", translation)
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore beams-text
#| if intermediate
# ### Greedy or beams
#
# Compare on your own sentences: on short ones the results are often the same.
#| end
# %% explore beams
#| if intermediate
for num_beams in (1, 4):
    print(f"{num_beams} beams:", predict(texts[0], num_beams=num_beams))
#| end
# %% [markdown] explore stream-text <- parts/seq2seq
# %% explore stream <- parts/seq2seq
# %% explore read-stream <- parts/seq2seq
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure <- parts/seq2seq
# %% [markdown] explore try-predict
#| if beginner
# **Try this:** translate a short text of your own, then put the result into another translator, back into the first language. What got lost on the way?
#| end
