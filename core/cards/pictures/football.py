# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a football on a pitch, with a goal behind it."""
    image = Image.new("RGB", (768, 576), "#bbdefb")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 300, 768, 576), fill="#43a047")
    #: The net first, then the posts in front of it.
    for x in range(170, 610, 28):
        draw.line((x, 110, x, 320), fill="#eeeeee", width=3)
    for y in range(110, 320, 28):
        draw.line((170, y, 600, y), fill="#eeeeee", width=3)
    draw.line([(165, 330), (165, 105), (605, 105), (605, 330)], fill="#ffffff", width=16)
    draw.ellipse((290, 350, 470, 530), fill="#ffffff", outline="#212121", width=5)
    for x, y in ((380, 440), (320, 400), (440, 400), (345, 500), (415, 500)):
        draw.regular_polygon((x, y, 24), 5, fill="#212121")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
