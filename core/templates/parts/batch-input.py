# %% lines batch-table
#: Your own table: put its name here and run the notebook again. The columns are named as in this one.
TABLE = "batch.csv"
#: How many rows to work through; None means all. What is done is never done twice, so you can go on later.
#| if writes or out.image or out.audio
FIRST = 8
#| else
FIRST = None
#| end

#: The topic's own table, with the mark at its start by which spreadsheets know the encoding.
if not Path("batch.csv").exists():
    #| if in.rows
    #: The example rows, each number a little smaller or larger.
    own_table = [
        {
            name: round(value * (0.8 + 0.4 * step / 49), 4) if isinstance(value, float | int) else value
            for name, value in examples[0][step % len(examples[0])].items()
        }
        for step in range(50)
    ]
    #| elif in.series
    #: What the model would have been given earlier: the series without its last value, its last two, and so on.
    whole = examples[0]
    #| each inputs
    own_table = [{__input_key__: json.dumps(whole[: len(whole) - step])} for step in range(len(whole) // 3)]
    #| end
    #| elif in.texts
    table_texts = __table_texts__
    #| each inputs
    #| if input.first-text
    own_table = [{__input_key__: text} for text in table_texts]
    #| end
    #| end
    #| else
    own_table = [
        {name: value if isinstance(value, str) else json.dumps(value) for name, value in example.items()}
        for example in examples
    ]
    #| end
    with open("batch.csv", "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(own_table[0]))
        writer.writeheader()
        writer.writerows(own_table)


# %% lines batch-read-table
def encoding_of(path):
    """Spreadsheets write many encodings. Most say so at the start of the file; the others are tried."""
    with open(path, "rb") as file:
        start = file.read(4)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        with open(path, encoding="utf-8-sig") as file:
            while file.read(1_000_000):
                pass
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "cp1252"


def rows_of(path):
    """The rows of a table one after the other, so that a file may be larger than the memory."""
    csv.field_size_limit(10_000_000)
    with open(path, encoding=encoding_of(path), errors="replace", newline="") as file:
        head = file.readline()
        file.seek(0)
        #: Where people write 3,14 the columns are kept apart by semicolons; a heading of one word has one column.
        comma = max(",;\t|", key=head.count)
        reader = csv.DictReader(file, delimiter=comma if comma in head else "\x1f")
        for row in reader:
            if None in row:
                raise ValueError(
                    f"{path}: line {reader.line_num} has more cells than the heading; is a text not in quotes?"
                )
            yield {name.strip(): value or "" for name, value in row.items()}


#| if in.rows
def as_number(value):
    """What stands in a cell of a table as a number where it is one, 3,14 included."""
    try:
        return float(value.replace(",", "."))
    except ValueError:
        return value


#| end
def item_of(row):
    """A row as the arguments of `predict`."""
    #| if in.rows
    return [{name: as_number(value) for name, value in row.items()}]
    #| elif in.bare
    #| each inputs
    #| if input.messages
    return [{"role": "user", "content": row[__input_key__]}]
    #| elif input.text
    return row[__input_key__]
    #| else
    return json.loads(row[__input_key__])
    #| end
    #| end
    #| else
    return (
        #| each inputs
        #| if input.media or input.shared
        __input_name__,
        #| elif input.text
        row[__input_key__],
        #| else
        json.loads(row[__input_key__]),
        #| end
        #| end
    )
    #| end


# %% lines batch-folder
#: Your own files: put the name of their folder here and run the notebook again.
FOLDER = "inputs"
#: How many files to work through; None means all. What is done is never done twice, so you can go on later.
#| if out.image
FIRST = 3
#| else
FIRST = 8
#| end

#: Something to begin with: versions of the sample, from easy to hard.
if not Path("inputs").exists():
    Path("inputs").mkdir()
    #| if in.image
    for angle in (-20, -10, 0, 10, 20):
        for light in (0.4, 0.7, 1.0, 1.3):
            variant = ImageEnhance.Brightness(image.rotate(angle, expand=True)).enhance(light)
            variant.save(f"inputs/turned {angle:+03d} light {light}.png")
    #| elif in.audio
    noise = np.random.default_rng(7).normal(size=len(audio["array"])).astype("float32")
    for loud in (1.0, 0.5, 0.1):
        for hiss in (0.0, 0.01, 0.03, 0.1):
            variant = np.clip(audio["array"] * loud + noise * hiss, -1, 1)
            soundfile.write(f"inputs/loud {loud} noise {hiss}.wav", variant, audio["sampling_rate"])
    #| else
    for copy in (1, 2):
        shutil.copy(video, f"inputs/film {copy}.mp4")
    #| end


# %% lines batch-read-folder
def rows_of(folder):
    """The files of a folder, one row each."""
    for path in sorted(Path(folder).iterdir()):
        if path.is_file() and not path.name.startswith("."):
            yield {"file": path.name}


def item_of(row):
    """The file of a row as `predict` takes it."""
    path = str(Path(FOLDER) / row["file"])
    #| if in.image
    return Image.open(path).convert("RGB")
    #| elif in.audio
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return {"array": samples.mean(axis=1), "sampling_rate": rate}
    #| else
    return path
    #| end
