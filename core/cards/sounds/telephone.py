# %% hello sample-sound
import numpy as np


def sample_sound():
    """A telephone: two tones, switched twenty times a second."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    tones = np.sin(2 * np.pi * 440 * time) + np.sin(2 * np.pi * 480 * time)
    ringing = (np.sin(2 * np.pi * 20 * time) > 0) & (time < 1.5)
    sound = 0.2 * tones * ringing
    return {"array": sound.astype("float32"), "sampling_rate": rate}
