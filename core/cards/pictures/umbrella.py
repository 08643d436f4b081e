# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a red umbrella in the rain."""
    image = Image.new("RGB", (768, 576), "#b0bec5")
    draw = ImageDraw.Draw(image)
    for left, top in ((140, 20), (280, 0), (430, 20)):
        draw.ellipse((left, top, left + 240, top + 130), fill="#78909c")
    for x in range(60, 740, 70):
        for y in range(150, 540, 90):
            draw.line((x + y % 40, y, x - 12 + y % 40, y + 40), fill="#1e88e5", width=5)
    draw.chord((190, 200, 580, 560), 180, 360, fill="#d32f2f")
    draw.rectangle((379, 190, 391, 500), fill="#5d4037")
    #: The handle is half a circle.
    draw.arc((325, 460, 391, 540), 0, 180, fill="#5d4037", width=12)
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
