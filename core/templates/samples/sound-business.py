# %% hello sample-sound
import numpy as np


def sample_sound():
    """A telephone that rings twice."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: The British ringing tone is 400 Hz and 450 Hz together.
    tone = np.sin(2 * np.pi * 400 * time) + np.sin(2 * np.pi * 450 * time)
    warble = 0.7 + 0.3 * np.sign(np.sin(2 * np.pi * 20 * time))
    #: Two rings with a pause between them, each with soft edges.
    ring = np.zeros(len(time))
    for start in (0.2, 1.0):
        ring += np.clip(np.minimum(time - start, start + 0.6 - time) * 100, 0, 1)
    sound = 0.3 * tone * warble * ring
    return {"array": sound.astype("float32"), "sampling_rate": rate}
