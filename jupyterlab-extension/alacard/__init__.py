"""Alacard for JupyterLab and Notebook: a prebuilt extension, nothing to import."""


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "@alacard/jupyterlab-extension"}]
