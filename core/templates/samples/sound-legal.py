# %% hello sample-sound
import numpy as np


def sample_sound():
    """A wooden gavel that knocks three times."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    random = np.random.default_rng(3)
    sound = np.zeros(len(time))
    for start in (0.2, 0.7, 1.2):
        since = np.maximum(time - start, 0)
        #: Wood rings at a few frequencies and falls silent quickly.
        wood = sum(np.sin(2 * np.pi * f * since) * np.exp(-since * f / 12) for f in (310, 640, 1130))
        click = random.normal(0, 0.5, len(time)) * np.exp(-since * 300)
        sound += np.where(time >= start, wood + click, 0)
    sound = 0.8 * sound / np.abs(sound).max()
    return {"array": sound.astype("float32"), "sampling_rate": rate}
