"""What the code cells of notebooks call and assign, read from their syntax trees.

Standard input: a JSON list of notebooks, each a list of `{section, role, source}`.
Standard output: for each notebook `{calls, values, literals, installs}`.
"""

import ast
import json
import sys

from IPython.core.inputtransformer2 import TransformerManager


def dotted(node):
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Call):
        return f"{dotted(node.func)}()"
    return "…"


def literal(node):
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def read(cells):
    found = {"calls": [], "values": {}, "literals": [], "installs": []}
    for cell in cells:
        source = cell["source"]
        where = cell["section"]
        found["installs"] += [line for line in source.splitlines() if line.lstrip().startswith(("%pip", "%uv"))]
        if source.startswith("%%writefile"):
            source = source.split("\n", 1)[1]
        tree = ast.parse(TransformerManager().transform_cell(source))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found["calls"].append(
                    {
                        "name": dotted(node.func),
                        "where": where,
                        "origin": cell["origin"],
                        "args": [ast.unparse(each) for each in node.args],
                        "keywords": {each.arg or "**": ast.unparse(each.value) for each in node.keywords},
                    }
                )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found["literals"].append({"where": where, "origin": cell["origin"], "text": node.value})
            elif isinstance(node, ast.Assign) and cell["origin"] == "alacard":
                # `512 if device == "cuda" else 200` is both: what is said of a value must hold for each.
                ways = [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        known = [literal(one) for one in ways if literal(one) is not None]
                        found["values"].setdefault(target.id, []).extend(known)
    return found


json.dump([read(cells) for cells in json.load(sys.stdin)], sys.stdout, default=repr)
