# %% hello sample-sound
import numpy as np


def sample_sound():
    """A bell: a few tones that fade away."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    tones = [(523, 1.0), (1046, 0.6), (1254, 0.4), (1568, 0.3)]
    ring = sum(loud * np.sin(2 * np.pi * pitch * time) for pitch, loud in tones)
    sound = 0.2 * ring * np.exp(-2 * time)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
