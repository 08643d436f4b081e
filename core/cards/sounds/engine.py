# %% hello sample-sound
import numpy as np


def sample_sound():
    """An engine: a low tone with many overtones."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    hum = sum(np.sin(2 * np.pi * 55 * part * time) / part for part in range(1, 9))
    shake = 1 + 0.3 * np.sin(2 * np.pi * 11 * time)
    sound = 0.15 * hum * shake
    return {"array": sound.astype("float32"), "sampling_rate": rate}
