"""Who lives where: the thought is closed and folded away, and what stands behind it is the right city."""


def judge(names, items):
    from trained.thinker import questions

    asked, right = questions(), []
    for text, city in asked:
        answer = names["predict"]([{"role": "user", "content": text}])
        assert "<think>" not in answer and "</think>" not in answer, f"a thought is not folded: {answer[:80]!r}"
        assert "no answer yet" not in answer, f"the thought was cut: {answer[:80]!r}"
        right.append(answer.strip() == city)
    share = sum(right) / len(right)
    assert share >= 0.9, f"only {sum(right)} of {len(right)} cities are right"
    return {"cities right": round(share, 2), "items": len(right), "baseline": round(1 / 16, 2)}
