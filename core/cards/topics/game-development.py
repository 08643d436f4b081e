# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a level of a platform game with a hero and four coins."""
    image = Image.new("RGB", (768, 576), "#7ec8f2")
    draw = ImageDraw.Draw(image)
    for x, y in [(90, 80), (470, 50)]:
        draw.ellipse((x, y, x + 120, y + 60), fill="white")
        draw.ellipse((x + 60, y - 25, x + 170, y + 60), fill="white")
    #: The ground and two platforms: brown earth with a strip of grass on top.
    for left, top, right, bottom in [(0, 470, 768, 576), (150, 350, 350, 390), (450, 250, 650, 290)]:
        draw.rectangle((left, top, right, bottom), fill="#8a5a33")
        draw.rectangle((left, top, right, top + 16), fill="#4caf50")
    for x, y in [(200, 290), (270, 290), (510, 190), (580, 190)]:
        draw.ellipse((x, y, x + 44, y + 44), fill="#ffcf33", outline="#c98a00", width=5)
    draw.polygon([(690, 470), (690, 400), (735, 420), (690, 440)], fill="#2e7d32")
    draw.line((690, 400, 690, 470), fill="#5d4037", width=6)
    #: The hero: a red square with two eyes.
    draw.rounded_rectangle((56, 400, 126, 470), 10, fill="#e53935")
    for x in (86, 108):
        draw.ellipse((x, 418, x + 12, 438), fill="white")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """A coin in a video game: one short note, then a higher one that fades."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: One coin every second. The pitch jumps from B5 to E6 after 80 milliseconds.
    since = time % 1.0
    frequency = np.where(since < 0.08, 987.77, 1318.51)
    #: A square wave, as old game consoles made it.
    wave = np.sign(np.sin(2 * np.pi * frequency * since))
    fade = np.exp(-np.maximum(since - 0.08, 0) * 7)
    sound = 0.2 * wave * fade
    return {"array": sound.astype("float32"), "sampling_rate": rate}
