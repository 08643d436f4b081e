# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a pair of golden scales in balance."""
    image = Image.new("RGB", (768, 576), "#e9e4f0")
    draw = ImageDraw.Draw(image)
    gold, dark = "#d4a017", "#8a6508"
    draw.rectangle((0, 500, 768, 576), fill="#6d4c41")
    draw.rounded_rectangle((264, 472, 504, 504), 10, fill=dark)
    draw.polygon([(330, 472), (360, 420), (408, 420), (438, 472)], fill=gold)
    draw.rectangle((372, 120, 396, 430), fill=gold)
    draw.rounded_rectangle((150, 138, 618, 156), 9, fill=gold)
    draw.ellipse((358, 84, 410, 136), fill=gold, outline=dark, width=5)
    #: The same pan twice: three chains and a half circle below them.
    for x in (160, 608):
        for offset in (-88, 0, 88):
            draw.line((x, 150, x + offset, 330), fill=dark, width=4)
        draw.chord((x - 104, 260, x + 104, 400), 0, 180, fill=gold, outline=dark, width=5)
        draw.ellipse((x - 12, 136, x + 12, 160), fill=dark)
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """A wooden gavel that knocks three times."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    random = np.random.default_rng(3)
    sound = np.zeros(len(time))
    for start in (0.2, 0.7, 1.2):
        since = np.maximum(time - start, 0)
        #: Wood rings at a few frequencies and falls silent quickly.
        wood = sum(np.sin(2 * np.pi * f * since) * np.exp(-since * f / 12) for f in (310, 640, 1130))
        click = random.normal(0, 0.5, len(time)) * np.exp(-since * 300)
        sound += np.where(time >= start, wood + click, 0)
    sound = 0.8 * sound / np.abs(sound).max()
    return {"array": sound.astype("float32"), "sampling_rate": rate}
