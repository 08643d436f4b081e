# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a bar chart with five bars, the last one orange."""
    image = Image.new("RGB", (768, 576), "white")
    draw = ImageDraw.Draw(image)
    for y in range(80, 500, 80):
        draw.line((90, y, 720, y), fill="#e0e0e0", width=3)
    values = [90, 150, 130, 240, 360]
    for number, value in enumerate(values):
        left = 130 + number * 118
        #: `y` grows downwards, so a tall bar starts at a small number.
        colour = "#f28c28" if value == max(values) else "#3f7cbf"
        draw.rectangle((left, 480 - value, left + 76, 480), fill=colour)
        draw.text((left + 38, 508), "ABCDE"[number], fill="#333333", anchor="mm", font_size=30)
    draw.line((90, 60, 90, 480), fill="#333333", width=5)
    draw.line((88, 480, 720, 480), fill="#333333", width=5)
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
