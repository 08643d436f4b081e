"""Keywords that callables accept."""

import importlib
import inspect


def accepted(thing: object) -> str | None:
    """Keywords in order, separated by spaces; a last `**` says that others are taken, too."""
    try:
        parameters = list(inspect.signature(thing).parameters.values())
    except (TypeError, ValueError):
        return None
    names = [
        one.name
        for one in parameters
        if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY) and one.name not in ("self", "cls")
    ]
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        names.append("**")
    return " ".join(names)


def signatures(module: str, wanted: list[str]) -> dict[str, str]:
    """`Name`, `Name.method`, or with a final `*` all public callables there. Inherited methods count."""
    root = importlib.import_module(module)
    found: dict[str, str] = {}
    for path in wanted:
        *owners, last = path.split(".")
        owner = root
        for name in owners:
            owner = getattr(owner, name)
        names = [one for one in dir(owner) if not one.startswith("_")] if last == "*" else [last]
        for name in names:
            thing = getattr(owner, name, None)
            if not callable(thing):
                continue
            text = accepted(thing)
            if text is not None:
                found[".".join([*owners, name])] = text
    return found
