# %% hello sample-sound
import numpy as np


def sample_sound():
    """An oven timer: four short, high beeps."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    beep = np.sign(np.sin(2 * np.pi * 1800 * time))
    #: On for a quarter of each half second, with soft edges so that it does not click.
    phase = time % 0.5
    switch = np.clip(np.minimum(phase, 0.25 - phase) * 200, 0, 1)
    sound = 0.2 * beep * switch
    return {"array": sound.astype("float32"), "sampling_rate": rate}
