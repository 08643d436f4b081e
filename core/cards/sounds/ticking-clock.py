# %% hello sample-sound
import numpy as np


def sample_sound():
    """A clock: a short click every half second."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    click = np.exp(-(time % 0.5) * 120)
    sound = 0.5 * click * np.sin(2 * np.pi * 2500 * time)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
