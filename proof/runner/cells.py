"""Cells of the harness's own, and how it says that a notebook does not do what it must."""

from __future__ import annotations

import nbformat


class Finding(Exception):
    """The notebook ran but did not do what it must."""


def role_of(cell) -> str:
    return cell.metadata.get("alacard", {}).get("role", "")


def code_cell(source: str, role: str):
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["alacard"] = {"role": role}
    return cell
