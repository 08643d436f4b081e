# %% lines label-class
class Label(TypedDict):
    label: str
    score: float


# %% lines best-labels
return [
    {"label": model.config.id2label[number], "score": score}
    for score, number in zip(best.values.tolist(), best.indices.tolist())
]


# %% lines ranked-class
class Ranked(TypedDict):
    text: str
    score: float


# %% lines labels-with-bars
for row in predict(__judged__):
    #| if beginner
    #: A little bar chart: one block for every five per cent.
    bar = "█" * round(20 * row["score"])
    print(f"{row['score']:6.1%}  {bar:<20}  {row['label']}")
    #| else
    print(f"{row['score']:6.1%}  {row['label']}")
    #| end
