"""People, places and companies in sentences that were not trained on; the harmonic mean of precision and recall."""

# spaCy's labels for the three kinds.
KINDS = {"PERSON": "PER", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "ORG": "ORG", "PER": "PER"}


def judge(names, items):
    from trained.names import plain

    right = wanted = found = 0
    for marked in items["names"]["measure"]:
        text, spans = plain(marked)
        told = {
            (span["start"], span["end"], KINDS[span["label"]])
            for span in names["predict"](text)
            if span["label"] in KINDS
        }
        assert all(text[start:end].strip() for start, end, _ in told), f"an empty span in {text!r}: {told}"
        right, wanted, found = right + len(told & set(spans)), wanted + len(spans), found + len(told)
    assert found, "nothing is marked in any sentence"
    score = 2 * right / (wanted + found)
    assert score >= 0.7, f"F1 is {score:.2f}: {right} of {wanted} names are right, {found} were marked"
    return {"F1": round(score, 2), "items": wanted, "baseline": 0.0}
