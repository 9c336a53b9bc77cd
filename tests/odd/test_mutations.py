"""ODDs with faults put into them: what comes of it is findings, or a refusal that says where and what to do."""

# ruff: noqa: E501 (XML)
from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.errors import UnusableInput
from diplomatica.odd.check import check
from diplomatica.odd.emit import json, odd, relaxng, schematron
from diplomatica.odd.load import load
from diplomatica.relaxng.write_rng import write_rng

CASES = Path(__file__).parent / "cases"
_ELEMENT = re.compile(rb"<[\w:]+[^<>]*/>|<(\w+)[^<>]*>[^<>]*</\1>")
_VALUE = re.compile(rb'"[^"]*"')
_TAG = re.compile(
    rb"<(/?)(elementSpec|classSpec|attDef|content|sequence|alternate|classRef|elementRef|dataRef|valList)\b"
)
_VALUES = (
    b'""', b'"//["', b'"a:b:c"', b'"9999"', b'"-1"', b'"unbounded"', b'"%00"', b'"http://x/y"', b'"change"', b'"delete"',
    b'"replace"', b'"#x"', "\"é \u2028\"".encode(), b'"xml:id"',
)  # fmt: skip


def mutated(data: bytes, rnd: random.Random) -> bytes:
    """The file with one to four faults."""
    for _ in range(rnd.choice((1, 1, 2, 4))):
        kind = rnd.randrange(6)
        if kind == 0:
            at = rnd.randrange(len(data))
            data = data[:at] + bytes([rnd.randrange(256)]) + data[at + 1 :]
            continue
        found = list({1: _VALUE, 2: _VALUE, 3: _ELEMENT, 4: _ELEMENT, 5: _TAG}[kind].finditer(data))
        if not found:
            continue
        one, other = rnd.choice(found), rnd.choice(found)
        if kind == 1:
            data = data[: one.start()] + other.group() + data[one.end() :]
        elif kind == 2:
            data = data[: one.start()] + rnd.choice(_VALUES) + data[one.end() :]
        elif kind == 3:
            data = data[: one.start()] + data[one.end() :]
        elif kind == 4:
            data = data[: one.start()] + other.group() + data[one.start() :]
        else:
            data = data.replace(b"<" + one.group(2), b"<" + other.group(2)).replace(
                b"</" + one.group(2), b"</" + other.group(2)
            )
    return data


@pytest.mark.parametrize("seed", range(10))
def test_no_traceback(seed: int, tmp_path: Path) -> None:
    """Of 50 ODDs a seed; those without errors are the same schema when they are flattened."""
    rnd = random.Random(seed)
    folder = tmp_path / "cases"
    shutil.copytree(CASES, folder)
    names = sorted(path.name for path in CASES.iterdir())
    refusals: list[UnusableInput] = []
    for number in range(50):
        original = folder / rnd.choice(names) / "case.odd"
        path = original.with_name(f"mutant{number}.odd")
        path.write_bytes(mutated(original.read_bytes(), rnd))
        found: list[Diagnostic] = []
        try:
            schema = load(str(path), found.append).schema
            check(schema, found.append)
            grammar = write_rng(relaxng.emit(schema))
            schematron.emit(schema, found.append)
            json.emit(schema)
            flat = path.with_suffix(".flat")
            flat.write_text(odd.emit(schema), encoding="utf-8")
            if not any(item.severity is Severity.ERROR for item in found):
                assert write_rng(relaxng.emit(load(str(flat), found.append).schema)) == grammar, path.read_text()
        except UnusableInput as refusal:
            refusals.append(refusal)
    assert all(refusal.what and refusal.advice for refusal in refusals)
