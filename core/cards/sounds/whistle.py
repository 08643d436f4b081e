# %% hello sample-sound
import numpy as np


def sample_sound():
    """A whistle: a high, trembling tone, blown twice."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    phase = 2 * np.pi * 2800 * time + 3 * np.sin(2 * np.pi * 30 * time)
    blown = ((time > 0.1) & (time < 0.6)) | ((time > 1.0) & (time < 1.8))
    sound = 0.25 * np.sin(phase) * blown
    return {"array": sound.astype("float32"), "sampling_rate": rate}
