"""What must be true of one model: `must` and `at_least` of proof/truth/hub/*.yaml, given as the items "about"."""

import json
import re


def given(kind_and_value, about):
    """An argument of `predict` from its short form."""
    ((kind, value),) = kind_and_value.items()
    if kind == "chat":
        # Models of pictures and older models take a question as plain text.
        chats = any(one["kind"] == "messages" for one in about["inputs"])
        return [{"role": "user", "content": value}] if chats else value
    if kind == "blank":
        mask = about.get("mask") or "[MASK]"
        return value.replace("{mask}", mask)
    if kind == "picture":
        from PIL import Image
        from sklearn.datasets import load_sample_image

        return Image.fromarray(load_sample_image(value)).convert("RGB")
    if kind == "sound":
        import soundfile
        from items import LABELLED

        samples, rate = soundfile.read(LABELLED / "spoken" / f"{value}.ogg", dtype="float32")
        return {"array": samples, "sampling_rate": rate}
    if kind == "series":
        return [float(one) for one in value]
    return value


def shown(value):
    """What a reader sees first of a result, as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and isinstance(value[0], dict):
        rows = value
        if "start" in rows[0]:
            return "; ".join(f"{row['text']}|{row['label']}" for row in rows)
        if "box" in rows[0] or "mask" in rows[0]:
            return "; ".join(str(row["label"]) for row in rows)
        return str(rows[0].get("label", rows[0].get("text", rows[0])))
    if isinstance(value, dict) and "answer" in value:
        return str(value["answer"])
    if isinstance(value, dict) and "array" in value:
        return f"{len(value['array']) / value['sampling_rate']:.1f} s of sound"
    if hasattr(value, "size") and hasattr(value, "mode"):
        return f"a picture of {value.size[0]} x {value.size[1]}"
    return json.dumps(value)


def missing(one, value):
    """Why a result is not what it must be; None when it is."""
    import numpy as np

    text = shown(value)
    if not re.search(one["see"], text, re.IGNORECASE):
        return f"{one['see']!r} is not in {text[:120]!r}"
    if one.get("shorter") and len(text) >= len(one["give"][0]["text"]):
        return f"{len(text)} letters are no summary"
    array = np.asarray(value["array"] if isinstance(value, dict) and "array" in value else 0.0, dtype="float32")
    if hasattr(value, "mode"):
        array = np.asarray(value.convert("L"), dtype="float32") / 255
    if one.get("varied") and not (np.isfinite(array).all() and float(array.std()) > 0.005):
        return f"{text} is the same everywhere, or holds no numbers"
    if "seconds" in one:
        least, most = one["seconds"]
        length = len(array) / value["sampling_rate"]
        if not least <= length <= most:
            return f"{length:.1f} s of sound"
    return None


def judge(names, items):
    about, wrong = items["about"], []
    for one in about["must"]:
        value = names["predict"](*(given(argument, about) for argument in one["give"]))
        if reason := missing(one, value):
            wrong.append(reason)
    total = len(about["must"])
    share = 1 - len(wrong) / total
    assert share >= about["at_least"], f"{len(wrong)} of {total}: {'; '.join(wrong)}"
    return {"right": round(share, 2), "items": total}
