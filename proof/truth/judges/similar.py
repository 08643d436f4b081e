"""For each question the sentence that answers it must come first among all."""


def judge(names, items):
    rows = items["passages"]
    candidates = [row["right"] for row in rows]
    first = [names["predict"](row["query"], candidates)[0]["text"] == row["right"] for row in rows]
    share = sum(first) / len(first)
    assert share >= 0.9, f"only {sum(first)} of {len(first)} right sentences come first"
    return {"right sentence first": round(share, 2), "items": len(first), "baseline": round(1 / len(rows), 2)}
