# %% explore use
from IPython.display import Audio

sound = predict(__sample_text__)
print(f"{len(sound['array']) / sound['sampling_rate']:.2f} s of sound")
display(Audio(sound["array"], rate=sound["sampling_rate"]))
# %% lines mono
if array.ndim > 1:
    array = array.reshape(-1, array.shape[-1]).mean(axis=0)
return {"array": array, "sampling_rate": int(sound["sampling_rate"])}
