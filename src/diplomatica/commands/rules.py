"""`diplomatica rules`: the rules of the encoding, explained by their docstrings.

The code of a rule stands in the module that holds the rule; what the module, and the function around it, say of
themselves is the explanation. Only the lines of the overview are kept apart (`data/rules.toml`).
"""

from __future__ import annotations

import ast
import difflib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

import diplomatica
from diplomatica.encoding.codes import code_of

_CODE = re.compile(r"(?:STR|LAY|COR|NAM)\d\d|(?:names|date|insertion|speech|correction)\.[a-z]+(?:-[a-z]+)*")
_PLACES = ("encoding", "collection")
# The modules of dates leave out the first half of the code, which they all share.
_SHORT = {"dates": "date."}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: code and name, what it decides in one line, its explanation, and the module that holds it."""

    code: str
    name: str
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
    asked = next((rule.code for rule in known.values() if code.lower() in (rule.code.lower(), rule.name)), None)
    if asked is None:
        near = difflib.get_close_matches(code, [*known, *(rule.name for rule in known.values())], 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else "“diplomatica rules” lists them"
        click.echo(f"{code}: no such rule ({hint})", err=True)
        return 2
    rule = known[asked]
    name = f" ({rule.name})" if rule.name != rule.code else ""
    click.echo(f"{rule.code}{name}: {rule.title}\n{rule.module}\n\n{rule.text}")
    return 0


def titles() -> dict[str, str]:
    """What each rule decides, in one line, by its code."""
    data = files("diplomatica.commands").joinpath("data/rules.toml").read_text(encoding="utf-8")
    return {code: str(title) for code, title in tomllib.loads(data).items()}


def rules() -> dict[str, Rule]:
    """All rules by their code, sorted."""
    root = Path(diplomatica.__file__).parent
    given = titles()
    found: dict[str, Rule] = {}
    for place in _PLACES:
        for path in sorted((root / place).rglob("*.py")):
            for name, doc, module, is_home in _in_module(path, root):
                code = code_of(name)
                if is_home or code not in found:
                    found[code] = Rule(code, name, given.get(name, name), doc, module)
    return {code: found[code] for code in sorted(found)}


def _in_module(path: Path, root: Path) -> Iterator[tuple[str, str, str, bool]]:
    """The codes in a module, each with its explanation and the name of the module; and whether the module names it so.

    A code may be used in several modules; the one with `CODE = ...` explains it.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    module = ".".join(("diplomatica", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
    own = (ast.get_docstring(tree) or "").strip()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and not isinstance(node.value, ast.Constant | ast.Dict):
            continue  # a set of codes that a rule asks for; the rules themselves are elsewhere
        named = isinstance(node, ast.Assign | ast.AnnAssign)
        for code, doc in _codes(node, "", _SHORT.get(path.parent.name, "")):
            yield code, f"{doc}\n\n{own}" if doc and doc != own else own, module, named


def _codes(node: ast.AST, doc: str, prefix: str) -> Iterator[tuple[str, str]]:
    """The codes in a part of a module, each with the docstring of the function or class around it."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        doc = ast.get_docstring(node) or doc
    if isinstance(node, ast.keyword) and prefix and node.arg == "rule" and isinstance(node.value, ast.Constant):
        yield f"{prefix}{node.value.value!s}", doc
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value, doc
    for child in ast.iter_child_nodes(node):
        yield from _codes(child, doc, prefix)
