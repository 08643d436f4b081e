# %% lines print-spans
for span in result:
    #| if scored
    print(f"  {span['label']:<12} {span['text']}  ({span['score']:.0%})")
    #| else
    print(f"  {span['label']:<12} {span['text']}")
    #| end


# %% lines span-type
class Span(TypedDict):
    label: str
    text: str
    score: float
    start: int
    end: int


# %% explore use
#| if beginner
marked = text
#: From the last entity to the first, so that the positions of the others stay right.
for span in reversed(predict(text)):
    marked = marked[: span["start"]] + f"[{span['text']}|{span['label']}]" + marked[span["end"] :]

print(marked)
#| elif intermediate
texts = __samples_text__

for text, result in zip(texts, predict_batch(texts)):
    print(text)
    #| use print-spans
#| else
predict(__sample_text__)
#| end
