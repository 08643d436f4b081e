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


# %% hello sample-sound
import numpy as np


def sample_sound():
    """Somebody types on a typewriter, and a bell rings at the end of the line."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: The same seed gives the same random numbers each time.
    random = np.random.default_rng(7)
    sound = np.zeros(len(time))
    for start in [0.05, 0.2, 0.31, 0.5, 0.62, 0.7, 0.9, 1.02, 1.15]:
        since = np.maximum(time - start, 0)
        #: A key stroke is a very short burst of noise and a dull thud.
        stroke = random.normal(0, 0.3, len(time)) * np.exp(-since * 180)
        thud = 0.3 * np.sin(2 * np.pi * 160 * since) * np.exp(-since * 60)
        sound += np.where(time >= start, stroke + thud, 0)
    since = np.maximum(time - 1.35, 0)
    sound += 0.3 * np.sin(2 * np.pi * 2400 * since) * np.exp(-since * 7)
    sound = 0.8 * sound / np.abs(sound).max()
    return {"array": sound.astype("float32"), "sampling_rate": rate}
