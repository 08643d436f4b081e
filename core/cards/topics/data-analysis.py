# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a bar chart with five bars, the last one orange."""
    image = Image.new("RGB", (768, 576), "white")
    draw = ImageDraw.Draw(image)
    for y in range(80, 500, 80):
        draw.line((90, y, 720, y), fill="#e0e0e0", width=3)
    values = [90, 150, 130, 240, 360]
    for number, value in enumerate(values):
        left = 130 + number * 118
        #: `y` grows downwards, so a tall bar starts at a small number.
        colour = "#f28c28" if value == max(values) else "#3f7cbf"
        draw.rectangle((left, 480 - value, left + 76, 480), fill=colour)
        draw.text((left + 38, 508), "ABCDE"[number], fill="#333333", anchor="mm", font_size=30)
    draw.line((90, 60, 90, 480), fill="#333333", width=5)
    draw.line((88, 480, 720, 480), fill="#333333", width=5)
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """Eight values as tones: the larger the value, the higher the pitch."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    values = np.array([1, 2, 3, 4, 5, 6, 7, 8])
    #: Each value sounds for a quarter of a second, from 330 Hz up.
    number = np.minimum((time * 4).astype(int), 7)
    frequency = 220 * 2 ** ((values[number] + 6) / 12)
    since = time % 0.25
    #: A note and its octave, plucked like a string.
    note = np.sin(2 * np.pi * frequency * since) + 0.3 * np.sin(4 * np.pi * frequency * since)
    sound = 0.4 * note * np.exp(-since * 9) * np.clip(since * 400, 0, 1)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
