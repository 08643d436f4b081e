# %% hello sample-sound
import numpy as np


def sample_sound():
    """A chord: C, E and G one by one, then together."""
    rate = 16_000
    #: Two seconds, counted in samples: 16 000 numbers a second.
    time = np.arange(2 * rate) / rate
    notes = [np.sin(2 * np.pi * pitch * time) for pitch in (261.6, 329.6, 392.0)]
    steps = [(time >= start) & (time < start + 0.4) for start in (0.0, 0.4, 0.8)]
    one_by_one = sum(note * step for note, step in zip(notes, steps, strict=True))
    sound = 0.2 * (one_by_one + (time >= 1.2) * sum(notes))
    return {"array": sound.astype("float32"), "sampling_rate": rate}
