"""Complaint, praise or question, on sentences that were not trained on."""


def judge(names, items):
    rows = items["mood"]["measure"]
    found = [names["predict"](row["text"])[0]["label"] for row in rows]
    share = sum(one == row["label"] for one, row in zip(found, rows)) / len(rows)
    assert share >= 0.8, f"{share:.0%} of the letters are told apart"
    return {"letters right": round(share, 2), "items": len(rows), "baseline": round(1 / 3, 2)}
