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
