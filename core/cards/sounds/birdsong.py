# %% hello sample-sound
import numpy as np


def sample_sound():
    """A bird: short, high tones that slide upwards."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    place = time % 0.25
    phase = 2 * np.pi * (3000 * place + 6000 * place**2)
    sound = 0.3 * np.sin(phase) * np.sin(np.pi * np.clip(place / 0.15, 0, 1))
    return {"array": sound.astype("float32"), "sampling_rate": rate}
