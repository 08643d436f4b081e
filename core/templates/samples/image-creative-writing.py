# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw an open book with a red bookmark on a wooden table."""
    image = Image.new("RGB", (768, 576), "#7a4f35")
    draw = ImageDraw.Draw(image)
    for y in range(0, 576, 96):
        draw.line((0, y, 768, y), fill="#6a432c", width=4)
    #: The cover, then the two pages as mirror images of each other.
    draw.polygon([(70, 130), (384, 160), (698, 130), (698, 470), (384, 500), (70, 470)], fill="#274060")
    for side in (-1, 1):
        page = [(384, 150), (384 + side * 290, 110), (384 + side * 290, 445), (384, 485)]
        draw.polygon(page, fill="#fbf6e9")
        #: Every line of text leans like the edge of its page.
        for row in range(9):
            left, right = (
                (70, 150 if row in (3, 8) else 250) if side == 1 else (250, 150 if row in (3, 8) else 50)
            )
            y = 195 + row * 29
            start, end = (384 + side * left, y - left // 7), (384 + side * right, y - right // 7)
            draw.line((start, end), fill="#8d8577", width=6)
    draw.line((384, 150, 384, 485), fill="#c9bfa8", width=8)
    draw.polygon([(392, 140), (430, 135), (430, 540), (411, 520), (392, 545)], fill="#c62828")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))
