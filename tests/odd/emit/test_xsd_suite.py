"""XSD for real ODDs: whatever TEI's own RELAX NG admits, and ours, both validators admit.

Every ODD of the suite is compiled; libxml2 sees all documents and fragments, xmlschema, which is slow, a part of them.
"""

from __future__ import annotations

import csv
import json
import lzma
import os
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from diplomatica.odd.emit import relaxng, xsd
from diplomatica.odd.load import load
from diplomatica.odd.schema import Schema
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.write_rng import write_rng

SUITE = Path(__file__).resolve().parents[3] / "../shared/odd-suite"
CASES = Path(__file__).resolve().parents[1] / "cases"
NAMES = sorted(path.stem for path in SUITE.glob("odds/*.odd"))
_PART = sys.maxsize if os.environ.get("DIPLOMATICA_WHOLE") == "1" else 400  # fragments for xmlschema


def _rows(text: Iterator[str]) -> Iterator[list[str]]:
    reader = csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
    next(reader)
    yield from reader


@cache
def _fragments() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for name in ("fragments", "mutants"):
        with open(SUITE / f"{name}.jsonl", encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                found[name, item["id"]] = item["xml"]
    return found


@cache
def _valid_fragments() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with lzma.open(SUITE / "fragment-verdicts.tsv.xz", "rt", encoding="utf-8") as lines:
        for row in _rows(lines):
            if row[3] == "valid":
                found[row[0]].append((row[1], row[2]))
    return found


def _valid(name: str) -> Iterator[tuple[str, bytes]]:
    """Documents and fragments that the reference says are valid, with a name."""
    with open(SUITE / "document-verdicts.tsv", encoding="utf-8") as lines:
        for row in _rows(lines):
            if row[0] == name and row[2] == "valid":
                yield row[1], (SUITE / row[1]).read_bytes()
    for key in _valid_fragments()[name]:
        yield "/".join(key), _fragments()[key].encode("utf-8")


def _schema(name: str) -> Schema:
    return load(str(SUITE / f"odds/{name}.odd"), lambda finding: None, "4.8.0").schema


def _written(schema: Schema, folder: Path) -> Path:
    documents = xsd.emit(schema)
    for file, text in documents.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder / next(iter(documents))


def _refused_by_relaxng(jing: str, schema: Schema, documents: dict[str, bytes], folder: Path) -> set[str]:
    """Those of the documents that our own RELAX NG refuses too, whatever element they begin with."""
    if not documents:
        return set()
    grammar = relaxng.emit(schema)
    start = rng.Choice(tuple(rng.Ref(f"{schema.spec.prefix}{name}") for name in schema.elements))
    (folder / "any.rng").write_text(write_rng(replace(grammar, start=start)), encoding="utf-8")
    files: dict[Path, str] = {}
    for number, (name, data) in enumerate(documents.items()):
        path = folder / f"{number}.xml"
        path.write_bytes(data)
        files[path] = name
    run = subprocess.run([jing, "-i", folder / "any.rng", *files], capture_output=True, text=True, check=False)
    return {name for path, name in files.items() if f"{path}:" in run.stdout}


@pytest.mark.parametrize("name", NAMES)
def test_libxml2(name: str, jing: str, tmp_path: Path) -> None:
    schema = _schema(name)
    validator = etree.XMLSchema(etree.parse(_written(schema, tmp_path)))
    parser = etree.XMLParser(collect_ids=False)
    refused = {
        which: data for which, data in _valid(name) if not validator.validate(etree.fromstring(data, parser))
    }  # fmt: skip
    # Where the reference admits what our RELAX NG does not, that is another test's concern.
    assert set(refused) == _refused_by_relaxng(jing, schema, refused, tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_xmlschema(name: str, jing: str, tmp_path: Path) -> None:
    xmlschema: Any = pytest.importorskip("xmlschema", reason="the second validator of W3C XML Schema is not installed")
    schema = _schema(name)
    validator = xmlschema.XMLSchema10(str(_written(schema, tmp_path)))
    valid = list(_valid(name))
    some = random.Random(name).sample(valid, min(_PART, len(valid)))
    refused = {which: data for which, data in some if not validator.is_valid(data.decode("utf-8"))}
    assert set(refused) == _refused_by_relaxng(jing, schema, refused, tmp_path)


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir() if (path / "case.odd").is_file()))
def test_cases(name: str, tmp_path: Path) -> None:
    """The small ODDs: what each says is valid, or refused by a constraint only, is valid."""
    xmlschema: Any = pytest.importorskip("xmlschema", reason="the second validator of W3C XML Schema is not installed")
    schema = load(str(CASES / name / "case.odd"), lambda finding: None).schema
    path = _written(schema, tmp_path)
    first, second = etree.XMLSchema(etree.parse(path)), xmlschema.XMLSchema10(str(path))
    for kind in ("valid", "fires"):
        for document in sorted((CASES / name).glob(f"{kind}-*.xml")):
            assert first.validate(etree.parse(document)), first.error_log
            assert second.is_valid(str(document)), document.name


def test_nearly_all_of_tei_is_kept() -> None:
    """In the whole of TEI only these are wider than the RELAX NG."""
    if not NAMES:
        pytest.skip(f"no reference material at {SUITE}")
    wider = [
        component.get("name", "")
        for text in xsd.emit(_schema("tei_all")).values()
        for component in etree.fromstring(text.encode("utf-8"))
        for note in component.iter("{http://www.w3.org/2001/XMLSchema}documentation")
        if (note.text or "").startswith("Wider")
    ]
    attributes = ["anyElement", "classRef", "dataRef", "moduleRef", "relation"]
    content = ["constraint", "content", "datatype", "egXML", "f", "xenoData"]
    assert sorted(wider) == sorted(attributes + content)
