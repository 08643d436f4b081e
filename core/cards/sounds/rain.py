# %% hello sample-sound
import numpy as np


def sample_sound():
    """Rain: steady noise without its deepest tones."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    noise = np.random.default_rng(7).normal(0, 1, time.size)
    #: The difference of neighbours takes the deep rumble away.
    sound = 0.08 * np.diff(noise, prepend=0)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
