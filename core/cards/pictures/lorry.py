# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a blue lorry with a white box."""
    image = Image.new("RGB", (768, 576), "#e8f5e9")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 440, 768, 576), fill="#757575")
    draw.rectangle((80, 150, 500, 410), fill="#fafafa", outline="#b0bec5", width=6)
    draw.polygon([(510, 230), (620, 230), (690, 320), (690, 410), (510, 410)], fill="#1565c0")
    draw.polygon([(545, 250), (612, 250), (655, 315), (545, 315)], fill="#bbdefb")
    for left in (130, 330, 560):
        draw.ellipse((left, 370, left + 90, 460), fill="#263238")
        draw.ellipse((left + 28, 398, left + 62, 432), fill="#b0bec5")
    for left in range(20, 768, 150):
        draw.rectangle((left, 510, left + 80, 520), fill="#fff59d")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
