# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw two wind turbines on green hills."""
    image = Image.new("RGB", (768, 576), "#90caf9")
    draw = ImageDraw.Draw(image)
    draw.ellipse((-200, 400, 560, 900), fill="#66bb6a")
    draw.ellipse((300, 430, 1000, 900), fill="#43a047")
    for x, y in ((250, 170), (540, 220)):
        draw.polygon([(x - 6, y), (x + 6, y), (x + 12, 460), (x - 12, 460)], fill="#fafafa")
        #: Three blades, a third of a turn apart.
        draw.polygon([(x, y), (x - 14, y - 40), (x, y - 140)], fill="#ffffff")
        draw.polygon([(x, y), (x + 30, y + 30), (x + 122, y + 70)], fill="#ffffff")
        draw.polygon([(x, y), (x - 44, y + 8), (x - 122, y + 70)], fill="#ffffff")
        draw.ellipse((x - 14, y - 14, x + 14, y + 14), fill="#cfd8dc")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
