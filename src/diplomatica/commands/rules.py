"""`diplomatica rules`: the rules of the encoding, from their docstrings.

The code of a rule stands in the module that holds the rule; what the module and the function around it say of
themselves is the documentation. No list is kept beside the code that could differ from it.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

import diplomatica

_CODE = re.compile(r"(?:STR|LAY|COR)\d\d|(?:names|date|insertion|speech|correction)\.[a-z]+(?:-[a-z]+)*")
_PLACES = ("encoding", "source", "collection")
# The rules of dates carry the first half of their code in common.
_DATES = "dates"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, the first line of its documentation, all of it, and the module that holds it."""

    code: str
    title: str
    text: str
    module: str


def run(code: str | None) -> int:
    """Print the list, or one rule; the exit code."""
    known = rules()
    if code is None:
        width = max(map(len, known))
        for rule in known.values():
            click.echo(f"{rule.code:<{width}}  {rule.title}")
        return 0
    asked = next((name for name in known if name.lower() == code.lower()), None)
    if asked is None:
        near = difflib.get_close_matches(code, known, 1, 0.5)
        hint = f" (did you mean {near[0]}?)" if near else " (diplomatica rules lists them)"
        click.echo(f"{code}: no such rule{hint}", err=True)
        return 2
    rule = known[asked]
    click.echo(f"{rule.code}  {rule.module}\n\n{rule.text}")
    return 0


def rules() -> dict[str, Rule]:
    """All rules by their code, sorted."""
    root = Path(diplomatica.__file__).parent
    found: dict[str, Rule] = {}
    for place in _PLACES:
        for path in sorted((root / place).rglob("*.py")):
            for rule in _in_module(path, root):
                found.setdefault(rule.code, rule)
    return {code: found[code] for code in sorted(found)}


def _in_module(path: Path, root: Path) -> Iterator[Rule]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = ".".join(("diplomatica", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
    own = ast.get_docstring(tree) or ""
    prefix = "date." if path.parent.name == _DATES else ""
    for node in tree.body:
        is_constant = isinstance(node, ast.Assign | ast.AnnAssign)
        if is_constant and not any(code in ast.dump(node.value) for code in ("'STR", "'LAY", "'COR", "'correction.") if node.value):  # type: ignore[union-attr]
            continue
        for code, doc in _codes(node, "", prefix):
            text = own if not doc or doc == own else f"{doc}\n\n{own}"
            title = (doc or own).strip().split("\n")[0]
            yield Rule(code, title, text.strip(), module)


def _codes(node: ast.AST, doc: str, prefix: str) -> Iterator[tuple[str, str]]:
    """The codes in a part of a module, each with the docstring of the function or class around it."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        doc = ast.get_docstring(node) or doc
    if prefix and isinstance(node, ast.keyword) and node.arg == "rule" and isinstance(node.value, ast.Constant):
        yield f"{prefix}{node.value.value}", doc
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value, doc
    for child in ast.iter_child_nodes(node):
        yield from _codes(child, doc, prefix)
