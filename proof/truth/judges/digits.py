"""Handwritten digits that were not trained on."""


def judge(names, items):
    from trained.digits import KEPT, pictures

    images, labels = pictures()
    images, labels = images[-KEPT:][::3], labels[-KEPT:][::3]
    found = [names["predict"](image)[0]["label"] for image in images]
    share = sum(one == f"the digit {label}" for one, label in zip(found, labels)) / len(labels)
    most = max(labels.count(label) for label in set(labels)) / len(labels)
    assert share >= 0.9, f"{share:.0%} of the digits are read right"
    return {"digits right": round(share, 3), "items": len(labels), "baseline": round(most, 2)}
