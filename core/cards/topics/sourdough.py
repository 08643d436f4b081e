# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a round loaf of sourdough on a wooden board."""
    image = Image.new("RGB", (768, 576), "#f3e9d8")
    draw = ImageDraw.Draw(image)
    #: Coordinates are (left, top, right, bottom) in pixels, from the top left corner.
    draw.rectangle((0, 400, 768, 576), fill="#8a9a8e")
    draw.rounded_rectangle((60, 420, 708, 500), 28, fill="#9c6b3f")
    draw.rounded_rectangle((60, 420, 708, 450), 15, fill="#b98552")
    draw.ellipse((130, 390, 640, 450), fill="#6f4a2a")
    draw.chord((130, 150, 640, 690), 180, 360, fill="#b5672a")
    draw.rounded_rectangle((130, 400, 640, 436), 18, fill="#8f4c1d")
    #: Lighter and lighter ellipses, one inside the other, make the crust look round.
    for inset, colour in [(0, "#bf7333"), (30, "#c97f3c"), (60, "#d28c48")]:
        draw.ellipse((205 + inset, 168 + inset // 2, 565 - inset, 390 - inset), fill=colour)
    for left in (225, 335, 445):
        draw.line((left, 340, left + 70, 215), fill="#f6dfb4", width=24)
        draw.line((left + 14, 340, left + 84, 215), fill="#8f4c1d", width=6)
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """An oven timer: four short, high beeps."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    beep = np.sign(np.sin(2 * np.pi * 1800 * time))
    #: On for a quarter of each half second, with soft edges so that it does not click.
    phase = time % 0.5
    switch = np.clip(np.minimum(phase, 0.25 - phase) * 200, 0, 1)
    sound = 0.2 * beep * switch
    return {"array": sound.astype("float32"), "sampling_rate": rate}
