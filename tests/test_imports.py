"""The rule of the house: a stage knows the stages before it by their values only, and none after it.

A stage imports `diagnostics`, `errors`, `printable`, `saxon`, `share`, `usertoml`, `tei` and the `model` of the stages
before it; only `cli`, `commands` and `collection` join stages. What goes beyond is in the table, with its reason.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import diplomatica

ROOT = Path(diplomatica.__file__).resolve().parent
STAGES = ("source", "blocks", "encoding", "relaxng", "odd", "schematron", "validation", "views", "deposit")
COMMON = ("diagnostics", "errors", "printable", "saxon", "share", "usertoml", "tei")
JOINING = ("cli", "commands", "collection", "__main__")

# (importer, imported): why. Both are modules or packages below `diplomatica`.
ALLOWED = {
    ("encoding.encode", "source.layouts"): "the driver of the encoding has a text cut into zones",
    ("encoding.encode", "blocks.build"): "the driver of the encoding has the blocks built",
    ("encoding.structure", "blocks.build"): "blocks are cut and joined where the structure asks for it",
    ("encoding.corrections", "blocks.build"): "a correction cuts and joins blocks",
    ("encoding", "source.emphasis"): "emphasis marks count as white space for all who compare with the source",
    ("encoding.header", "source.layouts"): "header zones are cleaned as the layouts clean their lines",
    ("odd", "relaxng"): "an ODD holds patterns of RELAX NG and becomes one: they are read, walked and written",
    ("validation", "relaxng"): "a document is matched by the engine, and its states tell what would be right",
    ("blocks.build", "source.emphasis"): "emphasis marks are taken out where lines become blocks",
}  # fmt: skip


def modules() -> list[tuple[str, Path]]:
    """All modules of the package, by their name below it."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found.append((name, path))
    return found


NAMES = {name for name, _ in modules()}


def imported(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            wanted = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in wanted:
            if name == "diplomatica" or name.startswith("diplomatica."):
                below = name.removeprefix("diplomatica").lstrip(".")
                yield below if below in NAMES else below.rpartition(".")[0]


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def permission(importer: str, name: str) -> tuple[str, str] | None:
    return next((pair for pair in ALLOWED if within(importer, pair[0]) and within(name, pair[1])), None)


def is_fine(importer: str, name: str) -> bool:
    own, other = importer.split(".")[0], name.split(".")[0]
    if not name or own == other or other in COMMON or own in JOINING:
        return True
    if own not in STAGES or other not in STAGES:
        return False
    is_value = name.rsplit(".", 1)[-1] == "model" or name == f"{other}.model"
    return STAGES.index(other) < STAGES.index(own) and (is_value or permission(importer, name) is not None)


@pytest.mark.parametrize("module", [name for name, _ in modules() if name.split(".")[0] not in JOINING])
def test_a_stage_knows_only_the_values_of_those_before_it(module: str) -> None:
    path = dict(modules())[module]
    assert sorted({name for name in imported(path) if not is_fine(module, name)}) == []


@pytest.mark.parametrize("module", [name for name, _ in modules() if name.split(".")[0] in COMMON])
def test_what_all_share_knows_no_stage(module: str) -> None:
    for name in imported(dict(modules())[module]):
        assert not name or name.split(".")[0] in COMMON


def test_relaxng_does_not_know_odd() -> None:
    for module, path in modules():
        if within(module, "relaxng"):
            assert not [name for name in imported(path) if within(name, "odd")]


def test_every_exception_is_needed() -> None:
    used = {permission(module, name) for module, path in modules() for name in imported(path)}
    assert set(ALLOWED) - used == set()


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("diplomatica.cli", ("lxml", "rich", "saxonche", "jsonschema", "diplomatica.encoding", "diplomatica.source")),
        ("diplomatica.commands.odd", ("lxml", "rich", "saxonche", "diplomatica.odd", "platformdirs", "rapidfuzz")),
        ("diplomatica.commands.validate", ("lxml", "rich", "saxonche", "rapidfuzz", "diplomatica.odd", "jsonschema")),
        ("diplomatica.validation.document", ("saxonche", "rapidfuzz", "diplomatica.validation.elements")),
        ("diplomatica.commands.encode", ("rich", "saxonche", "jsonschema", "mammoth", "pypdfium2", "rapidfuzz")),
    ],
)
def test_heavy_libraries_wait_until_they_are_needed(module: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
