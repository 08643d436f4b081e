# %% hello sample-sound
import numpy as np


def sample_sound():
    """A siren: a tone that rises and falls once a second."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    pitch = 700 + 300 * np.sin(2 * np.pi * time)
    #: Adding up the pitch gives the phase of a tone that glides.
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    sound = 0.3 * np.sin(phase)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
