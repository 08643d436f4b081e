# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw three cabinets of servers."""
    image = Image.new("RGB", (768, 576), "#eceff1")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 500, 768, 576), fill="#b0bec5")
    for left in (90, 300, 510):
        draw.rectangle((left, 70, left + 170, 520), fill="#263238", outline="#000000", width=6)
        for row in range(9):
            top = 95 + 46 * row
            draw.rectangle((left + 15, top, left + 155, top + 34), fill="#455a64")
            #: Two lights a row; every third row has a warning.
            colour = "#ffa726" if (row + left) % 3 == 0 else "#66bb6a"
            draw.ellipse((left + 25, top + 10, left + 40, top + 25), fill=colour)
            draw.ellipse((left + 50, top + 10, left + 65, top + 25), fill="#66bb6a")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
