# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a blackboard with a sum on it and an apple on the desk."""
    image = Image.new("RGB", (768, 576), "#f2e3c6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((84, 50, 684, 380), fill="#2f4f43", outline="#8d6239", width=20)
    draw.text((384, 200), "2 + 3 = 5", fill="#f5f5f0", anchor="mm", font_size=120)
    draw.line((230, 290, 538, 286), fill="#f5f5f0", width=7)
    draw.rectangle((84, 372, 684, 396), fill="#a9794a")
    draw.rounded_rectangle((480, 360, 540, 372), 5, fill="white")
    draw.rectangle((0, 500, 768, 576), fill="#a9713c")
    #: Two overlapping circles, a stem and a leaf: an apple.
    draw.ellipse((158, 412, 236, 510), fill="#d32f2f")
    draw.ellipse((204, 412, 282, 510), fill="#d32f2f")
    draw.line((220, 424, 230, 388), fill="#5d4037", width=8)
    draw.ellipse((230, 384, 276, 408), fill="#558b2f")
    for top, colour in [(476, "#1565c0"), (450, "#ef6c00"), (426, "#6a1b9a")]:
        draw.rounded_rectangle((520, top, 700, top + 26), 4, fill=colour)
        draw.rectangle((690, top + 5, 700, top + 21), fill="#fff8e7")
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """A school bell that rings without a pause."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: A bell has partials that are no multiples of each other; that is why it sounds metallic.
    partials = [(820, 1.0), (1640, 0.6), (2210, 0.5), (2950, 0.3), (4100, 0.2)]
    #: The clapper strikes 14 times a second.
    since = time % (1 / 14)
    bell = sum(weight * np.sin(2 * np.pi * f * time) for f, weight in partials)
    ends = np.clip(np.minimum(time, 2 - time) * 20, 0, 1)
    sound = 0.25 * bell * (0.4 + 0.6 * np.exp(-since * 30)) * ends
    return {"array": sound.astype("float32"), "sampling_rate": rate}
