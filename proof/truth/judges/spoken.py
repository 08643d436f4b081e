"""Spoken sentences: the share of words that are wrong, missing or too many."""

import re


def words(text):
    return re.sub(r"[^a-z0-9 ]", " ", text.lower().replace("'", "")).split()


def distance(said, heard):
    """Least number of words to change, add or leave out."""
    row = list(range(len(heard) + 1))
    for place, word in enumerate(said, 1):
        last, row[0] = row[0], place
        for column, other in enumerate(heard, 1):
            last, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, last + (word != other))
    return row[-1]


def judge(names, items):
    import soundfile
    from items import LABELLED

    wrong = total = 0
    for item in items["spoken"]:
        samples, rate = soundfile.read(LABELLED / "spoken" / f"{item['file']}.ogg", dtype="float32")
        heard = names["predict"]({"array": samples, "sampling_rate": rate})
        wrong += distance(words(item["text"]), words(heard))
        total += len(words(item["text"]))
    rate = wrong / total
    assert rate < 0.3, f"{wrong} of {total} words are wrong"
    # Who writes nothing has every word wrong.
    return {"word error rate": round(rate, 2), "items": len(items["spoken"]), "baseline": 1.0}
