# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a house, a tree and the sun."""
    image = Image.new("RGB", (768, 576), "#a8d8f0")
    draw = ImageDraw.Draw(image)
    draw.ellipse((610, 40, 710, 140), fill="#ffd54f")
    draw.ellipse((-200, 360, 600, 800), fill="#7cb342")
    draw.ellipse((250, 400, 1000, 800), fill="#689f38")
    #: The house: a wall, a roof, a chimney, a door and two windows.
    draw.rectangle((440, 150, 480, 230), fill="#795548")
    draw.rectangle((220, 270, 520, 470), fill="#fff3e0")
    draw.polygon([(190, 270), (370, 140), (550, 270)], fill="#c62828")
    draw.rectangle((335, 360, 405, 470), fill="#5d4037")
    for left in (250, 430):
        draw.rectangle((left, 310, left + 60, 370), fill="#81d4fa", outline="#5d4037", width=6)
    draw.rectangle((628, 340, 656, 480), fill="#6d4c41")
    draw.ellipse((560, 200, 724, 380), fill="#2e7d32")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """A doorbell: ding, dong."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    sound = np.zeros(len(time))
    #: Two notes, E5 and C5, each a tone with one overtone that fades away.
    for start, frequency in [(0.1, 659.26), (0.7, 523.25)]:
        since = np.maximum(time - start, 0)
        note = np.sin(2 * np.pi * frequency * since) + 0.3 * np.sin(6 * np.pi * frequency * since)
        sound += 0.35 * note * np.exp(-since * 4)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
