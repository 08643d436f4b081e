"""Tabular models on scikit-learn's wine and diabetes data; every fifth row is kept for judging."""

from __future__ import annotations

import json
from pathlib import Path


def parts(load):
    """Frame and target of the rows for training, then of the kept ones."""
    data = load(as_frame=True)
    kept = data.frame.index % 5 == 0
    frame = data.frame.drop(columns="target").astype(float)
    return (frame[~kept], data.target[~kept]), (frame[kept], data.target[kept])


def _save(folder: Path, model, frame, task: str) -> None:
    import sklearn
    import skops.io

    folder.mkdir(parents=True, exist_ok=True)
    skops.io.dump(model, folder / "model.skops")
    config = {
        "sklearn": {
            "columns": list(frame.columns),
            "environment": [f"scikit-learn={sklearn.__version__}"],
            "example_input": {name: frame[name].head(3).tolist() for name in frame.columns},
            "model": {"file": "model.skops"},
            "model_format": "skops",
            "task": task,
        }
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2))
    (folder / "README.md").write_text(
        f"---\nlicense: mit\npipeline_tag: {task}\nlibrary_name: sklearn\ntags:\n- sklearn\n- skops\n---\n"
        f"# {folder.name}\n\nTrained on a data set that scikit-learn ships.\n"
    )


def wine(folder: Path, out: Path) -> None:
    from sklearn.datasets import load_wine
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    (frame, target), _ = parts(load_wine)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(frame, target)
    _save(folder, model, frame, "tabular-classification")


def diabetes(folder: Path, out: Path) -> None:
    from sklearn.datasets import load_diabetes
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    (frame, target), _ = parts(load_diabetes)
    _save(folder, make_pipeline(StandardScaler(), Ridge()).fit(frame, target), frame, "tabular-regression")


MODELS = {"alacard-truth/wine": wine, "alacard-truth/diabetes": diabetes}
