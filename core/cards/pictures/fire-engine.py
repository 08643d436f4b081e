# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a red fire engine."""
    image = Image.new("RGB", (768, 576), "#e3f2fd")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 450, 768, 576), fill="#9e9e9e")
    draw.rectangle((80, 230, 540, 420), fill="#d32f2f")
    draw.polygon([(540, 200), (640, 200), (690, 300), (690, 420), (540, 420)], fill="#c62828")
    draw.polygon([(565, 220), (630, 220), (665, 295), (565, 295)], fill="#bbdefb")
    draw.rectangle((590, 170, 640, 198), fill="#1e88e5")
    draw.rectangle((80, 330, 690, 350), fill="#ffffff")
    #: The ladder: two rails and a rung every forty pixels.
    for top in (170, 205):
        draw.rectangle((90, top, 540, top + 10), fill="#757575")
    for left in range(100, 540, 40):
        draw.rectangle((left, 170, left + 8, 215), fill="#757575")
    for left in (140, 400, 570):
        draw.ellipse((left, 380, left + 90, 470), fill="#212121")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
