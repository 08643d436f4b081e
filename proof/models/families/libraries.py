"""Models of other libraries: timm, scikit-learn, time series, reinforcement learning."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import transformers as T
from registry import repo


def _timm(folder: Path, classes: int, config: dict[str, object]) -> None:
    shims = Path(__file__).resolve().parents[2] / "shims"
    sys.path.insert(0, str(shims))
    try:
        import timm
        from timm.models import save_for_hf

        model = timm.create_model("test_resnet", pretrained=False, num_classes=classes)
        save_for_hf(model, folder, model_config=config, safe_serialization=True)
    finally:
        sys.path.remove(str(shims))


@repo("tiny/timm")
def timm_model(folder: Path) -> None:
    _timm(folder, 4, {"label_names": ["tench", "tabby", "beagle", "daisy"]})


@repo("tiny/timm-feat")
def timm_features(folder: Path) -> None:
    _timm(folder, 0, {})


COLUMNS = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


def _flowers(rows: int = 90) -> tuple[np.ndarray, np.ndarray]:
    """Three clouds of points that look like flowers measured in centimetres."""
    rng = np.random.default_rng(7)
    centres = np.array([[5.0, 3.4, 1.5, 0.2], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.6, 2.0]])
    kinds = np.repeat(np.arange(3), rows // 3)
    return (centres[kinds] + rng.normal(0, 0.3, (rows, 4))).round(2), kinds


def _sklearn_config(folder: Path, file: str, format_: str, task: str, measures) -> None:
    import sklearn

    example = {column: [float(value) for value in measures[:3, place]] for place, column in enumerate(COLUMNS)}
    config = {
        "sklearn": {
            "columns": COLUMNS,
            "environment": [f"scikit-learn={sklearn.__version__}"],
            "example_input": example,
            "model": {"file": file},
            "model_format": format_,
            "task": task,
        }
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2))


@repo("tiny/sklearn-classifier")
def classifier(folder: Path) -> None:
    import joblib
    import pandas as pd
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    measures, kinds = _flowers()
    names = np.array(["setosa", "versicolor", "virginica"])[kinds]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(pd.DataFrame(measures, columns=COLUMNS), names)
    joblib.dump(model, folder / "sklearn_model.joblib")
    _sklearn_config(folder, "sklearn_model.joblib", "pickle", "tabular-classification", measures)


@repo("tiny/sklearn-regressor")
def regressor(folder: Path) -> None:
    import pandas as pd
    import skops.io
    from sklearn.ensemble import RandomForestRegressor

    measures, kinds = _flowers()
    model = RandomForestRegressor(n_estimators=5, max_depth=4, random_state=0)
    model.fit(pd.DataFrame(measures, columns=COLUMNS), measures[:, 3] * 2 + kinds)
    skops.io.dump(model, folder / "model.skops")
    _sklearn_config(folder, "model.skops", "skops", "tabular-regression", measures)


@repo("tiny/patchtst")
def patchtst(folder: Path) -> None:
    config = T.PatchTSTConfig(
        num_input_channels=1,
        context_length=32,
        prediction_length=8,
        patch_length=8,
        patch_stride=8,
        d_model=16,
        num_attention_heads=2,
        num_hidden_layers=2,
        ffn_dim=32,
        scaling="std",
        loss="mse",
    )
    T.PatchTSTForPrediction(config).save_pretrained(folder)


@repo("tiny/timesfm")
def timesfm(folder: Path) -> None:
    config = T.TimesFmConfig(
        patch_length=8,
        context_length=32,
        horizon_length=16,
        hidden_size=16,
        intermediate_size=16,
        head_dim=8,
        num_attention_heads=2,
        num_hidden_layers=2,
        quantiles=[0.1, 0.5, 0.9],
    )
    T.TimesFmModelForPrediction(config).save_pretrained(folder)


@repo("tiny/ppo-CartPole-v1")
def cart_pole(folder: Path) -> None:
    import gymnasium
    from stable_baselines3 import PPO

    model = PPO("MlpPolicy", gymnasium.make("CartPole-v1"), seed=0, device="cpu", policy_kwargs={"net_arch": [16]})
    model.save(folder / "ppo-CartPole-v1.zip")
    (folder / "config.json").write_text(json.dumps({"policy_class": "ActorCriticPolicy", "n_steps": 2048}))
    (folder / "results.json").write_text(json.dumps({"mean_reward": 23.1, "std_reward": 8.4, "n_eval_episodes": 10}))
