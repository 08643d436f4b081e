"""Facts that even a small model recalls, asked through the notebook's own `predict`; the share that is right."""


def judge(names, items):
    right = []
    for item in items["questions"]:
        answer = str(names["predict"]([{"role": "user", "content": item["ask"]}]))
        assert "\ufffd" not in answer, f"the answer holds broken characters: {answer!r}"
        assert "<think>" not in answer, f"a thought is not folded: {answer[:80]!r}"
        right.append(any(word.lower() in answer.lower() for word in item["right"]))
        if item["right"] == ["Paris"]:
            assert right[-1], f"the capital of France is {answer!r}"
    share = sum(right) / len(right)
    assert share >= 0.75, f"only {sum(right)} of {len(right)} facts are right"
    return {"facts right": round(share, 2), "items": len(right), "baseline": 0.0}
