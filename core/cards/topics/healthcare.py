# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a green first-aid kit with a white cross."""
    image = Image.new("RGB", (768, 576), "#eef3f5")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 450, 768, 576), fill="#cfd8dc")
    draw.ellipse((110, 455, 658, 525), fill="#b0bec5")
    #: The handle is a rounded frame that sticks out behind the box.
    draw.rounded_rectangle((284, 90, 484, 220), 34, outline="#1b5e3a", width=26)
    draw.rounded_rectangle((124, 150, 644, 490), 36, fill="#2e8b57")
    draw.rounded_rectangle((124, 150, 644, 230), 36, fill="#379e66")
    draw.line((124, 232, 644, 232), fill="#1b5e3a", width=8)
    for left in (200, 528):
        draw.rounded_rectangle((left, 212, left + 44, 254), 8, fill="#eceff1")
    #: Two rectangles make the cross.
    draw.rectangle((352, 262, 416, 462), fill="white")
    draw.rectangle((284, 330, 484, 394), fill="white")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """A calm heartbeat: two dull beats, then a pause, 60 times a minute."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: The first sound of each beat is lower and louder than the second.
    since = time % 1.0
    first = np.sin(2 * np.pi * 55 * since) * np.exp(-since * 22)
    later = np.maximum(since - 0.32, 0)
    second = 0.7 * np.sin(2 * np.pi * 75 * later) * np.exp(-later * 30)
    sound = 0.9 * (first + second)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
