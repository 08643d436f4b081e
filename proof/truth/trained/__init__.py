"""Small models trained in a minute or two on data that packages ship or that stands in labelled/.

Each is judged on items it was never trained on, beside the baseline of the most frequent class.
"""

import hashlib
from pathlib import Path

from . import digits, minilm, mood, names, pole, prefixed, tables, thinker

HERE = Path(__file__).resolve().parent


def _made_of(module) -> str:
    items = [HERE.parent / "labelled" / f"{name}.yaml" for name in getattr(module, "LABELLED", ())]
    shared = [minilm.__file__] if hasattr(module, "minilm") else []
    text = b"".join(Path(file).read_bytes() for file in (module.__file__, *shared, *items))
    return hashlib.sha256(text).hexdigest()


TAUGHT = (digits, tables, pole, mood, names, prefixed, thinker)
TRAINED = {name: (train, _made_of(module)) for module in TAUGHT for name, train in module.MODELS.items()}
