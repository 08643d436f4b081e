# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a sailing boat on the sea."""
    image = Image.new("RGB", (768, 576), "#a8d8f0")
    draw = ImageDraw.Draw(image)
    #: Coordinates are (left, top, right, bottom) in pixels, from the top left corner.
    draw.ellipse((610, 40, 700, 130), fill="#ffd54f")
    draw.rectangle((0, 380, 768, 576), fill="#1e6fa8")
    draw.polygon([(180, 370), (590, 370), (520, 450), (250, 450)], fill="#c62828")
    draw.rectangle((376, 80, 386, 372), fill="#5d4037")
    draw.polygon([(396, 90), (396, 345), (570, 345)], fill="#ffffff")
    draw.polygon([(366, 130), (366, 345), (230, 345)], fill="#f5f5f5")
    for left in range(0, 768, 96):
        draw.arc((left, 470, left + 96, 510), 200, 340, fill="#bbdefb", width=5)
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
