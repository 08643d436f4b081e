# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a striped shirt on a hanger."""
    image = Image.new("RGB", (768, 576), "#fff8e1")
    draw = ImageDraw.Draw(image)
    draw.arc((360, 30, 410, 90), 180, 60, fill="#5d4037", width=8)
    draw.line([(250, 150), (384, 90), (518, 150)], fill="#5d4037", width=12)
    draw.polygon(
        [
            (250, 140),
            (330, 130),
            (384, 175),
            (438, 130),
            (518, 140),
            (660, 260),
            (590, 330),
            (530, 280),
            (530, 520),
            (238, 520),
            (238, 280),
            (178, 330),
            (108, 260),
        ],
        fill="#ffffff",
        outline="#90a4ae",
    )
    #: Stripes from the chest down to the hem.
    for top in range(200, 510, 60):
        draw.rectangle((238, top, 530, top + 26), fill="#1565c0")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
