# ---
# id: summarization
# reached_by: { task: summarization }
# title: summarisation
# summary: This model makes a short text out of a long one.
# inputs:
#   - {name: text, kind: text, label: Long text}
# output: text
# samples: article
# streams: true
# installs: [sentencepiece]
# terms:
#   abstractive: the model writes new sentences instead of copying the most important ones
#   encoder: the part of the model that reads the whole text first
#   decoder: the part that writes the summary, one token after the other
#   token: a word or a piece of a word; what a model can read is counted in tokens
# let:
#   measured: and memory
#   said: The summaries
#   outcomes: summaries
#   outcome: summary
#   write: Summarise
#   caution: ""
#   decoding: "Without further arguments, beams and lengths come from the model's own `generation_config`. Texts beyond the model's limit are cut at the end: the next example shows what to do about it."
# ---
# %% hello load <- parts/seq2seq
# %% hello run
#| if not advanced
text = __sample_text__

#| if beginner
#: 1. Turn the text into numbers. What is longer than the model can read is cut off at the end.
#| end
#| if prefix
inputs = tokenizer(prefix + text, truncation=True, return_tensors="pt").to(device)
#| else
inputs = tokenizer(text, truncation=True, return_tensors="pt").to(device)
#| end

#| if beginner
#: 2. Let the model write the summary, 120 tokens at most.
#| end
output = model.generate(
    **inputs,
    max_new_tokens=120,
)

#| if beginner
#: 3. Turn the numbers back into words.
#| end
summary = tokenizer.decode(output[0], skip_special_tokens=True)
print(len(text.split()), "words in,", len(summary.split()), "words out:")
print(summary)
#| end
# %% [markdown] hello try
#| if beginner
# **Try this:** paste an article that you know well. What did the model leave out? Did it write anything that the article does not say?
#| end
# %% [markdown] explore pieces-text
#| if beginner
# ### How much of the text did it read?
#
# Each model has a limit. A longer text is cut at the end, and the summary cannot mention what the model never saw.
#| end
# %% explore pieces
#| if beginner
#| if prefix
all_tokens = tokenizer(prefix + text, truncation=False, verbose=False)["input_ids"]
#| else
all_tokens = tokenizer(text, truncation=False, verbose=False)["input_ids"]
#| end
print("The input has", len(all_tokens), "tokens; the model read", inputs["input_ids"].shape[-1], "of them.")


#| end
# %% [markdown] explore predict-text <- parts/seq2seq
# %% explore predict <- parts/seq2seq
# %% explore use
#| if beginner
print(predict(text))
#| elif intermediate
texts = __samples_text__

for text, summary in zip(texts, predict_batch(texts)):
    print(f"{len(text.split())} words → {len(summary.split())} words ({text[:50]}…)")
    print(" ", summary)
#| else
predict(__sample_text__)
#| end
# %% [markdown] explore beams-text
#| if intermediate
# ### Longer than the model can read
#
# Cut the text at sentence ends into parts that fit, summarise each part, and join the summaries. For very long texts, repeat until the result is short enough.
#| elif advanced
# ### Longer than the model can read
#
# Sentences are packed into parts that fit, by token count; the parts go through `predict_batch` together.
#| end
# %% explore beams
#| if intermediate
import re


def parts_of(text, longest):
    """Whole sentences, packed into parts of at most `longest` tokens."""
    parts = [""]
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        candidate = f"{parts[-1]} {sentence}".strip()
        if parts[-1] and len(tokenizer(candidate, verbose=False)["input_ids"]) > longest:
            parts.append(sentence)
        else:
            parts[-1] = candidate
    return parts


long_text = " ".join(texts)
parts = parts_of(long_text, longest=min(tokenizer.model_max_length, 1024) // 2)
print(len(long_text.split()), "words in", len(parts), "parts")
print(" ".join(predict_batch(parts)))
#| elif advanced
import re


def parts_of(text: str, longest: int) -> list[str]:
    """Whole sentences, packed into parts of at most `longest` tokens (a longer sentence stands alone)."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    lengths = [len(ids) for ids in tokenizer(sentences, add_special_tokens=False, verbose=False)["input_ids"]]
    parts: list[list[str]] = [[]]
    used = 0
    for sentence, length in zip(sentences, lengths):
        if parts[-1] and used + length > longest:
            parts.append([])
            used = 0
        parts[-1].append(sentence)
        used += length
    return [" ".join(part) for part in parts]


long_text = " ".join(__samples_text__)
parts = parts_of(long_text, longest=min(tokenizer.model_max_length, 1024) // 2)
print(len(long_text.split()), "words in", len(parts), "parts")
print(" ".join(predict_batch(parts)))
#| end
# %% [markdown] explore stream-text <- parts/seq2seq
# %% explore stream <- parts/seq2seq
# %% explore read-stream <- parts/seq2seq
# %% [markdown] explore measure-text <- parts/measure
# %% explore measure <- parts/seq2seq
# %% [markdown] explore try-predict
#| if beginner
# **Try this:** summarise the summary. What is left after the second time?
#| end
