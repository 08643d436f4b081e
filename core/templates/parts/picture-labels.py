# %% explore look
#| if beginner
for row in predict(image):
    #: A little bar chart: one block for every five per cent.
    bar = "█" * round(20 * row["score"])
    print(f"{row['score']:6.1%}  {bar:<20}  {row['label']}")
#| elif advanced
predict(image)
#| end
# %% lines versions-compared
versions = {
    #| use versions
    "middle": image.crop((width // 4, height // 4, 3 * width // 4, 3 * height // 4)),
}
for name, rows in zip(versions, predict_batch(list(versions.values()))):
    margin = rows[0]["score"] - rows[1]["score"] if len(rows) > 1 else rows[0]["score"]
    print(f"{name:<9} {rows[0]['score']:6.1%}  margin {margin:.2f}  {rows[0]['label']}")


# %% lines labels-by-picture
def predict(image: Image.Image) -> list[Label]:
    return predict_batch([image])[0]
