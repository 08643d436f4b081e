# %% hello sample-sound
import numpy as np


def sample_sound():
    """A calm heartbeat: two dull beats, then a pause, 60 times a minute."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: The first sound of each beat is lower and louder than the second.
    since = time % 1.0
    first = np.sin(2 * np.pi * 55 * since) * np.exp(-since * 22)
    later = np.maximum(since - 0.32, 0)
    second = 0.7 * np.sin(2 * np.pi * 75 * later) * np.exp(-later * 30)
    sound = 0.9 * (first + second)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
