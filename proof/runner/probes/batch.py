"""A batch: whole values in both files, and a work that goes on where it was cut off."""


def probe_batch(names, expect):
    import csv
    import itertools
    import json
    import os

    import pyarrow.parquet as pq

    source = names["FOLDER"] if "FOLDER" in names else names["TABLE"]
    given = list(itertools.islice(names["rows_of"](source), names["FIRST"]))
    # A repository that is only looked at may have a single file.
    assert len(given) > (0 if expect.get("route") == "inspect" else 1), f"the batch has {len(given)} row(s)"
    with open("results.csv", encoding="utf-8-sig", newline="") as file:
        saved = list(csv.DictReader(file))
    parquet = pq.read_table("results.parquet").to_pylist()
    assert len(saved) == len(parquet) == len(given), f"{len(given)} rows, {len(saved)} and {len(parquet)} saved"
    failed = [row["error"] for row in saved if row.get("error")]
    assert not failed, f"{len(failed)} rows have an error: {failed[0]}"
    journal = list(names["results_of"]("results.jsonl"))
    for number, (row, line, whole, other) in enumerate(zip(given, saved, journal, parquet)):
        assert line["row number"] == str(number), "a row is lost or stands twice"
        for column, value in row.items():
            assert line[column] == value == other[column], (
                f"results.csv does not hold the whole input: {line[column]!r}"
            )
        for column, value in whole.items():
            assert line[column] == str(value), f"results.csv does not hold the whole result: {line[column]!r}"
    if expect["output"] in ("text", "labels") and expect["route"] == "local":
        check_batch_values(names, expect, given[0], saved[0])
    # Cut off after a row and a half, as by a power cut: run again, nothing is lost and nothing stands twice.
    with open("results.jsonl", "rb") as file:
        lines = file.readlines()
    with open("results.jsonl", "wb") as file:
        file.writelines([*lines[:2], lines[-1][: len(lines[-1]) // 2]])
    names["work_through"](source, names["FIRST"])
    again = [row["row number"] for row in names["results_of"]("results.jsonl")]
    assert again == list(range(len(given))), f"after an interruption the journal has the rows {again}"
    assert os.path.getsize("results.jsonl") > 0 and json.loads(lines[0])["source"]


def check_batch_values(names, expect, row, saved):
    """The first result is what `predict` gives for the first row, as far as lots are not drawn."""
    import json

    sampled = names.get("WRITING", {}).get("do_sample") or names.get("WRITING", {}).get("temperature")
    if sampled:
        return
    item = names["item_of"](row)
    result = names["predict"](*item) if isinstance(item, tuple) else names["predict"](item)
    if expect["output"] == "text":
        assert saved["output"], "an answer is empty"
        assert "..." not in saved["output"][-3:] or result.endswith("..."), "an answer is cut"
    else:
        rows = json.loads(saved["all labels"])
        assert [one["label"] for one in rows] == [one["label"] for one in result], "not what predict gives"
