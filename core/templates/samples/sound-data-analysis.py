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
