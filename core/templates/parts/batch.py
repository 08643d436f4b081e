# %% lines batch-values
def values_of(result, number):
    """What one row of the results holds, nothing cut."""
    #| if in.rows
    [result] = result
    return result if isinstance(result, dict) else {"output": result}
    #| elif out.labels
    return {"label": result[0]["label"], "score": result[0]["score"], "all labels": json.dumps(result)}
    #| elif out.ranking
    return {"best": result[0]["text"], "score": result[0]["score"], "ranking": json.dumps(result)}
    #| elif out.answer
    return result
    #| elif out.boxes or out.spans
    found = ", ".join(part["label"] for part in result)
    return {"found": found, "details": json.dumps(result, ensure_ascii=False)}
    #| elif out.segments
    for place, part in enumerate(result):
        part["mask"].save(f"results/{number}-{place}.png")
    return {"found": ", ".join(part["label"] for part in result), "masks": len(result)}
    #| elif out.image
    result.save(f"results/{number}.png")
    return {"output": f"results/{number}.png"}
    #| elif out.audio
    soundfile.write(f"results/{number}.wav", result["array"], result["sampling_rate"])
    return {"output": f"results/{number}.wav"}
    #| elif out.text
    return {"output": result}
    #| else
    return {"output": json.dumps(result, ensure_ascii=False)}
    #| end


# %% lines batch-work
def attempt(function, *arguments):
    """What the function gives, or the error that it met: one bad row must not end the work."""
    try:
        return function(*arguments)
    except Exception as error:
        return error


def ask_all(items):
    """A result for each item, or the error that it met."""
    #| if batches
    try:
        #: The library works on several items at once, which is faster than one after the other.
        return predict_batch(items)
    except Exception:
        #: Some item does not fit, or there is too little memory: one at a time.
        pass
    #| end
    #| if in.bare or in.onlymedia
    return [attempt(predict, item) for item in items]
    #| else
    return [attempt(predict, *item) for item in items]
    #| end


def fingerprint(source):
    """Tells whether a journal belongs to this source and this model."""
    digest = hashlib.sha256(MODEL_ID.encode())
    for path in [Path(source)] if Path(source).is_file() else sorted(Path(source).iterdir()):
        digest.update(path.name.encode())
        with open(path, "rb") as file:
            while part := file.read(1_000_000):
                digest.update(part)
    return digest.hexdigest()


def done_before(journal, mark):
    """How many rows the journal holds. A line that was cut off in the middle is taken out."""
    done, whole = 0, 0
    if Path(journal).exists():
        with open(journal, "rb") as file:
            if json.loads(file.readline() or b"{}").get("source") == mark:
                whole = file.tell()
                while (line := file.readline()).endswith(b"\n"):
                    done, whole = done + 1, whole + len(line)
    with open(journal, "ab") as file:
        file.truncate(whole)
        if not whole:
            file.write(json.dumps({"source": mark}).encode() + b"\n")
    return done


def work_through(source, first=None, size=8, journal="results.jsonl"):
    """Each row is written down as soon as it is done. Run again after an interruption to go on from there."""
    done = done_before(journal, fingerprint(source))
    total = sum(1 for _ in islice(rows_of(source), first))
    rows = islice(enumerate(rows_of(source)), done, first)
    began = time.perf_counter()
    with (
        open(journal, "a", encoding="utf-8") as out,
        tqdm(total=total, initial=min(done, total), file=sys.stdout) as bar,
    ):
        while chunk := list(islice(rows, size)):
            items = [attempt(item_of, row) for _, row in chunk]
            results = iter(ask_all([item for item in items if not isinstance(item, Exception)]))
            for (number, row), item in zip(chunk, items):
                result = item if isinstance(item, Exception) else next(results)
                values = result if isinstance(result, Exception) else attempt(values_of, result, number)
                if isinstance(values, Exception):
                    values = {"error": f"{type(values).__name__}: {values}"}
                line = {"row number": number, **row, **values}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            bar.update(len(chunk))
    seconds = time.perf_counter() - began
    if new := max(total - done, 0):
        print(f"{new} rows in {seconds:.1f} s: {new / seconds:.1f} a second")
    return journal


def results_of(journal):
    """The finished rows, one after the other."""
    with open(journal, encoding="utf-8") as file:
        next(file)
        yield from map(json.loads, file)


def save(journal, size=200):
    """Journal -> results.csv (opens in any spreadsheet) and results.parquet, whole values, a part at a time."""
    columns = list(dict.fromkeys(name for row in results_of(journal) for name in row))
    kinds = {"row number": pa.int64(), "score": pa.float64()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in columns])
    rows = results_of(journal)
    with (
        open("results.csv", "w", encoding="utf-8-sig", newline="") as file,
        pq.ParquetWriter("results.parquet", schema) as parquet,
    ):
        writer = csv.DictWriter(file, fieldnames=columns)
        writer.writeheader()
        while part := list(islice(rows, size)):
            writer.writerows(part)
            texts = [
                {name: value if name in kinds or value is None else str(value) for name, value in row.items()}
                for row in part
            ]
            parquet.write_table(pa.Table.from_pylist(texts, schema=schema))
