# ---
# id: time-series-forecasting
# reached_by: { task: time-series-forecasting, modelType: patchtst }
# title: forecasting
# summary: This model reads how something went so far and guesses how it will go on.
# inputs:
#   - {name: series, kind: series, label: Values so far}
# output: numbers
# samples: series
# terms:
#   time series: values measured at even distances in time, oldest first
#   context: the part of the past that the model reads
#   horizon: how many steps into the future it guesses
#   baseline: a simple guess to compare with, such as "it stays as it is"
# ---
# %% hello load
import torch

#| if model.patchtst
from transformers import PatchTSTForPrediction as ForecastModel

#| elif model.patchtsmixer
from transformers import PatchTSMixerForPrediction as ForecastModel

#| else
from transformers import AutoModelForTimeSeriesPrediction as ForecastModel
#| end

#: The first run downloads the model; later runs take it from your disk.
model = ForecastModel.from_pretrained(
    #| use model-arguments
).to(device)
model.eval()
context_length = model.config.context_length


# %% hello predict
#| if model.patchtst or model.patchtsmixer
#| if advanced
def predict_batch(items: list[list[float]]) -> list[list[float]]:
    """The horizon's values for each series, in the units of the series."""
    channels = model.config.num_input_channels
    windows = []
    for series in items:
        if not series:
            raise ValueError("A series needs at least one value.")
        recent = series[-context_length:]
        #: Too short a past is filled up at its beginning with the oldest value.
        windows.append([recent[0]] * (context_length - len(recent)) + recent)
    past = torch.tensor(windows, dtype=torch.float32)
    #: The networks were trained on values around 0 with a spread of 1.
    middle, spread = past.mean(dim=1, keepdim=True), past.std(dim=1, keepdim=True).clamp(min=1e-6)
    scaled = ((past - middle) / spread).to(device, dtype).unsqueeze(-1).expand(-1, -1, channels)
    with torch.inference_mode():
        output = model(past_values=scaled).prediction_outputs
    return (output[..., 0].float().cpu() * spread + middle).tolist()


def predict(series: list[float]) -> list[float]:
    return predict_batch([series])[0]


#| else
def predict(series):
    #| if intermediate
    """The values of the horizon, in the units of the series."""
    #| end
    if not series:
        raise ValueError("A series needs at least one value.")
    #: 1. Take the latest values. A past that is too short is filled up with its oldest value.
    recent = series[-context_length:]
    past = torch.tensor([recent[0]] * (context_length - len(recent)) + recent, dtype=torch.float32)
    #: 2. Bring the values to around 0 with a spread of 1, as the model knows them.
    middle, spread = past.mean(), past.std().clamp(min=1e-6)
    scaled = ((past - middle) / spread).to(device, dtype)
    #: 3. Ask the model. It wants the shape (series, moments, channels).
    channels = model.config.num_input_channels
    with torch.inference_mode():
        output = model(past_values=scaled.view(1, -1, 1).expand(-1, -1, channels)).prediction_outputs
    #: 4. Back to the units we came from.
    return (output[0, :, 0].float().cpu() * spread + middle).tolist()


#| end
#| else
#| if advanced
def predict_batch(items: list[list[float]]) -> list[list[float]]:
    """The horizon's values for each series; the model scales by itself and reads the latest context."""
    if not all(items):
        raise ValueError("A series needs at least one value.")
    past = [torch.tensor(series[-context_length:], dtype=dtype, device=device) for series in items]
    with torch.inference_mode():
        #| if model.timesfm
        output = model(past_values=past, freq=[0] * len(past))
        #| else
        output = model(past_values=past)
        #| end
    return output.mean_predictions[:, : model.config.horizon_length].float().cpu().tolist()


def predict(series: list[float]) -> list[float]:
    return predict_batch([series])[0]


#| else
def predict(series):
    #| if intermediate
    """The values of the horizon; the model brings them to scale by itself."""
    #| end
    if not series:
        raise ValueError("A series needs at least one value.")
    #: 1. Take the latest values, as many as the model reads.
    past = torch.tensor(series[-context_length:], dtype=dtype, device=device)
    #: 2. Ask the model. It takes a list of series; ours has one.
    with torch.inference_mode():
        #| if model.timesfm
        #: `freq` says how often was measured: 0 for days or less, 1 for weeks or months, 2 for years.
        output = model(past_values=[past], freq=[0])
        #| else
        output = model(past_values=[past])
        #| end
    #: 3. The guesses, as ordinary numbers.
    return output.mean_predictions[0, : model.config.horizon_length].float().cpu().tolist()


#| end
#| end
# %% hello run
series = __sample_series__
forecast = predict(series)

print("Values so far:", len(series), "- the model reads the latest", context_length)
print("The last ones:", [round(value, 2) for value in series[-5:]])
print("The next ones:", [round(value, 2) for value in forecast[:5]])
# %% [markdown] hello try
#| if beginner
# **Try this:** replace the list by numbers of your own, oldest first: steps a day, sales a week, the temperature at noon.
#| end
# %% [markdown] explore plot-text
#| if beginner
# ### A picture says more
#
# The line so far, and the guess that goes on from it.
#| elif intermediate
# ### Against a baseline
#
# Hide the last values, forecast them, and compare with two guesses that cost nothing: the last value, and the same values as one season ago. A model that does not beat them is not worth its electricity. One series proves little: repeat it on many.
#| else
# ### Backtest
#
# Rolling origin: the forecast is made from several points of the past, and its mean absolute error is compared with the last value carried on. Batched, because origins are independent.
#| end
# %% explore plot
#| if not advanced
import matplotlib.pyplot as plt

plt.figure(figsize=(8, 3))
plt.plot(range(len(series)), series, label="so far")
plt.plot(range(len(series), len(series) + len(forecast)), forecast, label="forecast")
plt.legend()
plt.show()
#| end
# %% [markdown] explore baseline-text
#| if beginner
# ### Would a simple guess do?
#
# We hide the last values from the model, let it guess them, and look how far off it is. Then we do the same with the simplest guess there is: "it stays as it is".
#| end
# %% explore baseline
#| if advanced
import time

size = min(len(predict(series)), len(series) // 4)
origins = [len(series) - size - back for back in range(0, len(series) // 4, max(1, len(series) // 16))]
start = time.perf_counter()
forecasts = predict_batch([series[:origin] for origin in origins])
seconds = time.perf_counter() - start


def error(guess: list[float], truth: list[float]) -> float:
    """Mean absolute error over the hidden values."""
    return sum(abs(a - b) for a, b in zip(guess, truth)) / len(truth)


for origin, guess in zip(origins, forecasts):
    truth = series[origin : origin + size]
    naive = [series[origin - 1]] * size
    print(f"from {origin:>4}: model {error(guess, truth):8.3f}   last value {error(naive, truth):8.3f}")
print(f"{len(origins) / seconds:.1f} forecasts/s")

#| use parameters
#| else
hidden = min(len(forecast), len(series) // 4)
past, truth = series[:-hidden], series[-hidden:]


def error(guess):
    #| if intermediate
    """Mean absolute error over the hidden values."""
    #| end
    #: How far off, on average.
    return sum(abs(a - b) for a, b in zip(guess, truth)) / len(truth)


print(f"Model:              off by {error(predict(past)):.3f} on average")
print(f"It stays as it is:  off by {error([past[-1]] * hidden):.3f} on average")
#| if intermediate
for season in (7, 12):
    if len(past) >= season:
        repeated = [past[-season + position % season] for position in range(hidden)]
        print(f"As {season} steps ago:     off by {error(repeated):.3f} on average")
#| end
#| end
