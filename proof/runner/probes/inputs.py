"""One input of `predict` for each of its arguments, taken from the notebook's own examples."""


def sample_arguments(names, inputs):
    """`names`: the notebook's names; `inputs`: [{name, kind}]. -> list of values, in order."""
    examples = names.get("examples")
    values = []
    for spot in inputs:
        if spot["kind"] in ("image", "audio", "video"):
            values.append(names[spot["name"]])
        elif isinstance(examples, list) and examples and isinstance(examples[0], dict) and spot["name"] in examples[0]:
            values.append(examples[0][spot["name"]])
        elif isinstance(examples, list) and examples and isinstance(examples[0], dict) and spot["name"] in names:
            # The same for every example, so the notebook has it under its own name.
            values.append(names[spot["name"]])
        elif len(inputs) == 1 and isinstance(examples, list) and examples:
            values.append(examples[0])
        else:
            raise AssertionError(f"the topic section defines no example for {spot['name']}")
    return values


def for_gradio(kind, value):
    """The value as gradio_client sends it to the component of this kind."""
    import json
    import tempfile

    from gradio_client import handle_file

    if kind == "messages":
        return value[-1]["content"]
    if kind == "list":
        return "\n".join(value)
    if kind == "words":
        return json.dumps(value)
    if kind == "table":
        return {"headers": list(value), "data": [list(row) for row in zip(*value.values())], "metadata": None}
    if kind == "series":
        return " ".join(str(number) for number in value)
    if kind == "rows":
        return {"headers": list(value[0]), "data": [list(row.values()) for row in value], "metadata": None}
    folder = tempfile.mkdtemp()
    if kind == "image":
        value.save(f"{folder}/sample.png")
        return handle_file(f"{folder}/sample.png")
    if kind == "audio":
        import soundfile

        soundfile.write(f"{folder}/sample.wav", value["array"], value["sampling_rate"])
        return handle_file(f"{folder}/sample.wav")
    if kind == "video":
        return handle_file(value)
    return value
