"""One file a family of models; importing them registers the builders, in the order of their names."""

import importlib
import pkgutil

for module in sorted(pkgutil.iter_modules(__path__), key=lambda one: one.name):
    importlib.import_module(f"{__name__}.{module.name}")
