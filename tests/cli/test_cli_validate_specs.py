"""What of an ODD is behind a finding: in the ODD, in TEI P5 with its prose, and nothing where there is no ODD."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from diplomatica.commands.validate import Request, run
from diplomatica.odd.p5 import store

ROOT = Path(__file__).resolve().parents[2]
TEI = "http://www.tei-c.org/ns/1.0"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc></teiHeader>"
)
ODD = f"""<TEI xmlns="{TEI}">{HEADER}<text><body>
<schemaSpec ident="small" start="TEI">
<moduleRef key="tei"/><moduleRef key="header"/><moduleRef key="core"/><moduleRef key="textstructure"/>
<elementSpec ident="div" mode="change">
<desc>one letter</desc>
<attList><attDef ident="type" mode="change">
<valList type="closed"><valItem ident="letter"/></valList></attDef></attList>
</elementSpec>
<classSpec ident="att.global.rendition" type="atts" mode="change"><attList>
<attDef ident="rend" mode="change"><desc>how it looks</desc>
<valList type="closed" mode="add"><valItem ident="bold"/></valList></attDef>
</attList></classSpec>
</schemaSpec></body></text></TEI>"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.odd").write_text(ODD)
    return tmp_path


def told(body: str, folder: Path, capfdbinary: pytest.CaptureFixture[bytes], **options: Any) -> list[dict[str, Any]]:
    (folder / "a.xml").write_text(f'<TEI xmlns="{TEI}">{HEADER}<text><body>{body}</body></text></TEI>')
    run(Request(("a.xml",), **{"schema": "small.odd", "format": "json", **options}))
    whole = json.loads(capfdbinary.readouterr().out)
    jsonschema.validate(whole, json.loads((ROOT / "schema" / "report.schema.json").read_bytes()))
    return list(whole["documents"][0]["diagnostics"])


def test_the_specification_of_the_odd(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (value,) = told('<div type="lettre"><p/></div>', folder, capfdbinary)
    assert value["spec"] == {
        "kind": "attDef", "ident": "type", "owner": "div", "file": "small.odd", "line": 6, "description": "",
    }  # fmt: skip
    assert value["fix"] == {"kind": "value", "text": "letter"}
    (value,) = told('<p rend="blue">a</p>', folder, capfdbinary)
    assert value["spec"] == {
        "kind": "attDef", "ident": "rend", "owner": "att.global.rendition", "file": "small.odd", "line": 10,
        "description": "how it looks",
    }  # fmt: skip
    (element,) = told("<div><p/><head/></div>", folder, capfdbinary)
    assert element["spec"] == {
        "kind": "elementSpec", "ident": "div", "owner": "", "file": "small.odd", "line": 4, "description": "one letter",
    }  # fmt: skip
    assert element["fix"] == {"kind": "first", "text": ""}


def test_it_is_there_again_from_what_is_kept(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    first = told('<div type="lettre"><p/></div>', folder, capfdbinary)
    assert told('<div type="lettre"><p/></div>', folder, capfdbinary) == first
    assert told('<div type="lettre"><p/></div>', folder, capfdbinary, cached=False) == first


def test_tei_p5_as_it_is(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (value,) = told("<p><list/></p>", folder, capfdbinary)
    assert value["spec"] == {
        "kind": "elementSpec", "ident": "list", "owner": "", "file": "", "line": 0, "description": "",
    }  # fmt: skip
    assert "fix" not in value


def test_descriptions_of_tei_p5(
    folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setenv("DIPLOMATICA_DATA", str(folder / "data"))
    store.open_release.cache_clear()
    (value,) = told("<p><list/></p>", folder, capfdbinary, p5=str(shared / "tei" / "p5subset-4.8.0.xml"))
    store.open_release.cache_clear()
    assert value["spec"]["ident"] == "list"
    assert 0 < len(value["spec"]["description"]) <= 201


def test_the_note(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "a.xml").write_text(f'<TEI xmlns="{TEI}">{HEADER}<text><body><div><p/><head/></div></body></text></TEI>')
    run(Request(("a.xml",), schema="small.odd"))
    assert "= note: defined in small.odd:4, elementSpec “div”: “one letter”\n" in capfdbinary.readouterr().out.decode()


def test_other_schemas_have_none(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "s.rng").write_text(
        f'<element name="TEI" ns="{TEI}" xmlns="http://relaxng.org/ns/structure/1.0"><text/></element>'
    )
    findings = told("", folder, capfdbinary, schema="s.rng")
    assert findings
    assert not any("spec" in finding for finding in findings)
