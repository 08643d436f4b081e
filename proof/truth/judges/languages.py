"""A sentence in each of several languages: the best label is its code."""


def judge(names, items):
    rows = items["languages"]
    found = [names["predict"](row["text"])[0]["label"] for row in rows]
    wrong = [f"{row['code']} as {one}" for row, one in zip(rows, found) if one != row["code"]]
    share = 1 - len(wrong) / len(rows)
    assert share >= 0.9, f"wrong languages: {', '.join(wrong)}"
    return {"languages right": round(share, 2), "items": len(rows), "baseline": round(1 / len(rows), 2)}
