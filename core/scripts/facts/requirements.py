"""What a distribution brings along, from its METADATA."""

import importlib.metadata
import re

from packaging.requirements import Requirement

#: The same answer on every machine.
PLACE = {
    "extra": "",
    "python_version": "3.12",
    "python_full_version": "3.12.0",
    "sys_platform": "linux",
    "platform_system": "Linux",
    "platform_machine": "x86_64",
    "os_name": "posix",
}


def brought(distribution: str) -> list[str]:
    """Canonical names of the distributions pip installs with it, without extras. Direct ones only."""
    names = set()
    for line in importlib.metadata.requires(distribution) or []:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(PLACE):
            names.add(re.sub(r"[-_.]+", "-", requirement.name).lower())
    return sorted(names)
