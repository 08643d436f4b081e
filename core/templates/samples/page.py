# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Print a few lines on white paper, as a scanner would see them."""
    lines = __page_lines__
    step, margin, size = 52, 40, 30
    #: The paper is as wide as the longest line needs.
    pen = ImageDraw.Draw(Image.new("RGB", (1, 1)))
    width = max(pen.textlength(line, font_size=size) for line in lines)
    page = Image.new("RGB", (int(width) + 2 * margin, step * len(lines) + margin), "white")
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((margin, margin // 2 + step * number), line, fill="black", font_size=size)
    return page
