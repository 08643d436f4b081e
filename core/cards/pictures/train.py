# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a green train on rails."""
    image = Image.new("RGB", (768, 576), "#e3f2fd")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 768, 576), fill="#a5a58d")
    draw.rounded_rectangle((70, 170, 690, 400), 40, fill="#2e7d32")
    draw.rectangle((70, 320, 690, 345), fill="#c62828")
    #: Three windows, each with a frame.
    for left in (130, 310, 490):
        draw.rectangle((left, 205, left + 120, 290), fill="#bbdefb", outline="#1b5e20", width=6)
    for left in (140, 250, 450, 560):
        draw.ellipse((left, 375, left + 70, 445), fill="#37474f")
    draw.rectangle((0, 445, 768, 457), fill="#6d4c41")
    for left in range(0, 768, 64):
        draw.rectangle((left, 457, left + 36, 480), fill="#4e342e")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
