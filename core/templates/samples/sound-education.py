# %% hello sample-sound
import numpy as np


def sample_sound():
    """A school bell that rings without a pause."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    #: A bell has partials that are no multiples of each other; that is why it sounds metallic.
    partials = [(820, 1.0), (1640, 0.6), (2210, 0.5), (2950, 0.3), (4100, 0.2)]
    #: The clapper strikes 14 times a second.
    since = time % (1 / 14)
    bell = sum(weight * np.sin(2 * np.pi * f * time) for f, weight in partials)
    ends = np.clip(np.minimum(time, 2 - time) * 20, 0, 1)
    sound = 0.25 * bell * (0.4 + 0.6 * np.exp(-since * 30)) * ends
    return {"array": sound.astype("float32"), "sampling_rate": rate}
