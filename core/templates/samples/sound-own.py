# %% hello sample-sound
import numpy as np


def sample_sound():
    """A doorbell: ding, dong."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    sound = np.zeros(len(time))
    #: Two notes, E5 and C5, each a tone with one overtone that fades away.
    for start, frequency in [(0.1, 659.26), (0.7, 523.25)]:
        since = np.maximum(time - start, 0)
        note = np.sin(2 * np.pi * frequency * since) + 0.3 * np.sin(6 * np.pi * frequency * since)
        sound += 0.35 * note * np.exp(-since * 4)
    return {"array": sound.astype("float32"), "sampling_rate": rate}
