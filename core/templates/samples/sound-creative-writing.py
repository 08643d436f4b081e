# %% hello sample-sound
import numpy as np


def sample_sound():
    """Somebody types on a typewriter, and a bell rings at the end of the line."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: The same seed gives the same random numbers each time.
    random = np.random.default_rng(7)
    sound = np.zeros(len(time))
    for start in [0.05, 0.2, 0.31, 0.5, 0.62, 0.7, 0.9, 1.02, 1.15]:
        since = np.maximum(time - start, 0)
        #: A key stroke is a very short burst of noise and a dull thud.
        stroke = random.normal(0, 0.3, len(time)) * np.exp(-since * 180)
        thud = 0.3 * np.sin(2 * np.pi * 160 * since) * np.exp(-since * 60)
        sound += np.where(time >= start, stroke + thud, 0)
    since = np.maximum(time - 1.35, 0)
    sound += 0.3 * np.sin(2 * np.pi * 2400 * since) * np.exp(-since * 7)
    sound = 0.8 * sound / np.abs(sound).max()
    return {"array": sound.astype("float32"), "sampling_rate": rate}
