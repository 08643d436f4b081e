"""Says whether a value has the shape that `core/src/deck/shapes.ts` fixes for an output kind."""


def _is_number(value):
    import numbers

    return isinstance(value, numbers.Real) and not isinstance(value, bool) and value == value


def check_shape(kind, value):
    """Raise AssertionError when `value` is not of `kind`."""
    import numpy as np

    def need(condition, what):
        assert condition, f"predict must return {kind}: {what}, got {type(value).__name__} {str(value)[:200]}"

    def rows(*names):
        need(isinstance(value, list), "a list")
        for row in value:
            need(isinstance(row, dict) and set(names) <= set(row), f"dicts with {', '.join(names)}")

    def falling():
        scores = [row["score"] for row in value]
        need(scores == sorted(scores, reverse=True), "best first")

    if kind == "text":
        need(type(value) is str, "str")
    elif kind in ("labels", "ranking"):
        rows("label" if kind == "labels" else "text", "score")
        need(len(value) > 0, "at least one row")
        for row in value:
            need(type(row["score"]) is float, "score as float")
        falling()
    elif kind == "spans":
        rows("label", "text", "score", "start", "end")
        for row in value:
            need(type(row["start"]) is int and type(row["end"]) is int, "start and end as int")
            need(type(row["score"]) is float, "score as float")
    elif kind == "answer":
        need(isinstance(value, dict) and {"answer", "score"} <= set(value), "a dict with answer and score")
        need(isinstance(value["answer"], str) and type(value["score"]) is float, "answer str, score float")
    elif kind in ("vector", "numbers"):
        need(isinstance(value, list) and len(value) > 0, "a list")
        need(all(type(number) is float for number in value), "floats")
    elif kind == "boxes":
        rows("label", "score", "box")
        for row in value:
            need({"xmin", "ymin", "xmax", "ymax"} <= set(row["box"]), "box with four sides")
    elif kind == "segments":
        rows("label", "score", "mask")
        for row in value:
            need(getattr(row["mask"], "mode", None) == "L", "masks as Pillow images of mode L")
    elif kind == "keypoints":
        rows("x", "y", "score")
    elif kind == "image":
        need(hasattr(value, "size") and hasattr(value, "mode"), "a Pillow image")
    elif kind == "audio":
        need(isinstance(value, dict) and {"array", "sampling_rate"} <= set(value), "array and sampling_rate")
        array = value["array"]
        need(isinstance(array, np.ndarray) and array.ndim == 1 and array.dtype == np.float32, "float32 mono")
        need(type(value["sampling_rate"]) is int, "sampling_rate as int")
        need(bool(np.isfinite(array).all()) and array.size > 0, "finite samples")
    elif kind == "json":
        import json

        json.dumps(value)
    else:
        raise AssertionError(f"unknown output kind {kind}")
