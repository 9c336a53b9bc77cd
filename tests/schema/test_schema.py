"""The project's own schema: it compiles, what is right keeps it, and for every rule a document breaks just that one."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.odd.check import check
from diplomatica.odd.emit import relaxng, schematron
from diplomatica.odd.load import load
from diplomatica.relaxng.write_rng import write_rng
from tests.conftest import ROOT
from tests.schema.rules import SCH, Rules

ODD = ROOT / "schema" / "diplomatica.odd"
HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.xml"))
WHOLE = HERE / "valid" / "whole.xml"
LISTS = sorted((HERE / "valid").glob("lists-*.xml"))
ENCODED = sorted((ROOT / "tei" / "encoded").glob("*.xml"))
AUTHORITY = sorted((ROOT / "tei" / "authority").glob("*.xml"))
EXPECTED = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "http://www.tei-c.org/ns/Examples"
GRAMMAR = "grammar"


@cache
def compiled() -> tuple[tuple[Diagnostic, ...], str, str]:
    """The findings about the ODD, the grammar and the rules that are made from it."""
    found: list[Diagnostic] = []
    schema = load(str(ODD), found.append).schema
    check(schema, found.append)
    rules = schematron.emit(schema, found.append)
    return tuple(found), write_rng(relaxng.emit(schema)), rules


@cache
def rules() -> Rules:
    return Rules(compiled()[2])


def constraints() -> dict[str, etree._Element]:
    """The rules of the ODD by their idents."""
    tree = etree.parse(str(ODD))
    return {str(item.get("ident")): item for item in tree.iter(f"{TEI}constraintSpec")}


def refused(jing: str, folder: Path, documents: list[Path], grammar: str = "") -> dict[str, list[int]]:
    """The lines that the grammar refuses, by the names of the documents."""
    schema = folder / "schema.rng"
    schema.write_text(grammar or compiled()[1], encoding="utf-8")
    run = subprocess.run([jing, "-i", schema, *documents], capture_output=True, text=True, check=False)
    assert "fatal" not in run.stdout, run.stdout
    assert str(schema) not in run.stdout, run.stdout
    lines: dict[str, list[int]] = {}
    for name, line in re.findall(r"([^/\n]+)\.xml:(\d+):\d+: error", run.stdout):
        lines.setdefault(name, []).append(int(line))
    return lines


def test_compiles() -> None:
    """Nothing is found wrong with the ODD."""
    assert compiled()[0] == ()


def test_odd_is_tei(jing: str, shared: Path) -> None:
    """The ODD is a TEI document."""
    schema = shared / "tei" / "tei_all-4.8.0.rng"
    run = subprocess.run([jing, schema, ODD], capture_output=True, text=True, check=False)
    assert run.stdout == ""


def test_specimens(jing: str, tmp_path: Path) -> None:
    """The specimens, the authority files and the whole document are valid by the grammar."""
    assert ENCODED
    assert AUTHORITY
    assert LISTS
    assert refused(jing, tmp_path, [*ENCODED, *AUTHORITY, *LISTS, WHOLE]) == {}


@pytest.mark.parametrize("document", [*ENCODED, *AUTHORITY, *LISTS, WHOLE], ids=lambda path: path.stem)
def test_specimens_keep_rules(document: Path) -> None:
    """No rule speaks of a specimen, be it a warning."""
    assert rules().faults(document) == []


def test_no_rule_is_idle() -> None:
    """The whole document gives every rule something to look at: none is kept because it sees nothing."""
    assert rules().idle(WHOLE) == []


def test_every_rule_is_broken() -> None:
    """For every rule of the ODD there is a document, and for every document a line in the table."""
    names = {path.stem for path in BROKEN}
    assert {name for name in names if not name.startswith(GRAMMAR)} == set(constraints())
    assert set(EXPECTED) == names


def test_rules_speak() -> None:
    """A rule says in a sentence what it asks for, and in its message what is wrong and what to do."""
    for ident, spec in constraints().items():
        assert spec.findtext(f"{TEI}desc"), ident
        for test in spec.iter(f"{SCH}assert", f"{SCH}report"):
            message = " ".join(str(test.xpath("string()")).split())
            assert len(message.split()) > 10, ident
            assert re.search(r"[.?] .*[.]$", message), ident


@pytest.mark.parametrize("document", BROKEN, ids=lambda path: path.stem)
def test_broken(document: Path) -> None:
    """A broken document breaks its rule, at its line, and no other; one for the grammar breaks no rule."""
    row = EXPECTED[document.stem]
    found = [(fault.pattern, fault.level, fault.line) for fault in rules().faults(document)]
    if row["rule"] == GRAMMAR:
        assert found == []
    else:
        assert row["rule"] == document.stem
        assert [item[1:] for item in found] == [(row["level"], row["line"])]
        assert found[0][0].endswith(f"-{row['rule']}")


def test_grammar(jing: str, tmp_path: Path) -> None:
    """The grammar refuses what breaks it, at one line, and admits what breaks a rule."""
    expected = {name: [row["line"]] for name, row in EXPECTED.items() if row["rule"] == GRAMMAR}
    assert expected
    assert refused(jing, tmp_path, BROKEN) == expected


def test_examples(jing: str, tmp_path: Path) -> None:
    """The examples of the guidelines are valid by the grammar, whichever element they begin with."""
    grammar = compiled()[1]
    starts = "".join(f'<ref name="{name}"/>' for name in re.findall(r'<define name="(\w+)">\s*<element', grammar))
    any_start = re.sub("<start>.*?</start>", f"<start><choice>{starts}</choice></start>", grammar, flags=re.S)
    documents = []
    for number, example in enumerate(etree.parse(str(ODD)).iter(f"{{{EXAMPLES}}}egXML")):
        for element in example:
            text = etree.tostring(element, encoding="unicode", with_tail=False)
            documents.append(tmp_path / f"example-{number}.xml")
            documents[-1].write_text(text.replace(EXAMPLES, TEI[1:-1]), encoding="utf-8")
    assert len(documents) > 20
    assert refused(jing, tmp_path, documents, any_start) == {}
