# %% lines detection-class
class Detection(TypedDict):
    label: str
    score: float
    box: dict[str, int]


# %% lines name-on-box
#: The name in white on red can be read on any picture.
corner = (box["xmin"] + 4, box["ymin"] + 4)
pen.rectangle(pen.textbbox(corner, name, font_size=14), fill="crimson")
pen.text(corner, name, fill="white", font_size=14)
# %% lines pen-on-copy
#: We draw on a copy, so that the picture itself stays as it is.
picture = image.copy()
pen = ImageDraw.Draw(picture)
# %% lines strictness
# ### Being strict, being generous
#
# The threshold decides what you see. A high one hides things the model is unsure of; a low one shows them all, mistakes included.
