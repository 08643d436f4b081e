# %% hello sample-sound
import numpy as np


def sample_sound():
    """Waves: noise that swells and fades once in two seconds."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    noise = np.random.default_rng(3).normal(0, 1, time.size)
    #: An average over 25 samples makes the noise softer.
    soft = np.convolve(noise, np.ones(25) / 25, mode="same")
    sound = 0.5 * soft * np.sin(np.pi * time / 2) ** 2
    return {"array": sound.astype("float32"), "sampling_rate": rate}
