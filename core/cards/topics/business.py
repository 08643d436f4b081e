# %% hello sample-image
from PIL import Image, ImageDraw


def sample_image():
    """Draw a small shop with a striped awning."""
    image = Image.new("RGB", (768, 576), "#cfe8f5")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 490, 768, 576), fill="#9e9e9e")
    draw.rectangle((110, 90, 658, 490), fill="#d9a066")
    draw.rectangle((110, 90, 658, 170), fill="#37474f")
    draw.text((384, 130), "BOOKS & TOOLS", fill="#fff3d6", anchor="mm", font_size=52)
    draw.rectangle((150, 270, 430, 440), fill="#e8f6fb", outline="#5d4037", width=10)
    draw.rectangle((490, 250, 610, 490), fill="#2e6e4e", outline="#5d4037", width=8)
    draw.ellipse((505, 370, 521, 386), fill="#ffcf33")
    draw.rounded_rectangle((508, 275, 592, 315), 6, fill="white")
    draw.text((550, 295), "OPEN", fill="#c62828", anchor="mm", font_size=28)
    #: Eight stripes, red and white in turn, each with a round end.
    for number in range(8):
        left = 100 + number * 71
        colour = "#d32f2f" if number % 2 == 0 else "white"
        draw.rectangle((left, 170, left + 71, 225), fill=colour)
        draw.ellipse((left, 195, left + 71, 255), fill=colour)
    #: Books in the window.
    for number, colour in enumerate(["#8e24aa", "#1e88e5", "#fdd835", "#43a047", "#e53935", "#6d4c41"]):
        draw.rectangle((175 + number * 38, 345 - number % 3 * 14, 207 + number * 38, 430), fill=colour)
    #: Drawn twice as large and scaled down, which makes the edges smooth.
    return image.resize((384, 288))


# %% hello sample-sound
import numpy as np


def sample_sound():
    """A telephone that rings twice."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: The British ringing tone is 400 Hz and 450 Hz together.
    tone = np.sin(2 * np.pi * 400 * time) + np.sin(2 * np.pi * 450 * time)
    warble = 0.7 + 0.3 * np.sign(np.sin(2 * np.pi * 20 * time))
    #: Two rings with a pause between them, each with soft edges.
    ring = np.zeros(len(time))
    for start in (0.2, 1.0):
        ring += np.clip(np.minimum(time - start, start + 0.6 - time) * 100, 0, 1)
    sound = 0.3 * tone * warble * ring
    return {"array": sound.astype("float32"), "sampling_rate": rate}
