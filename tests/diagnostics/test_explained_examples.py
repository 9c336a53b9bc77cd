"""The examples of `diplomatica explain`: each wrong one gives its code, and the right one beside it nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from diplomatica.commands.validate import Request
from diplomatica.commands.validate_files import Files, files_of
from diplomatica.diagnostics.explained import explained

TEI = "http://www.tei-c.org/ns/1.0"
HEADER = (
    "<fileDesc><titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt>"
    "<sourceDesc><p/></sourceDesc></fileDesc>"
)
TEXT = "<text><body><p/></body></text>"
MODEL = '<?xml-model href="https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng"?>'
# What three dots stand for, by the element around them.
FILLED = {"TEI": f"<teiHeader>{HEADER}</teiHeader>{TEXT}", "teiHeader": HEADER, "text": "<body><p/></body>"}
DOTS = re.compile(r"(<(\w+)[^<>]*>)\.\.\.(</\2>)")
RNG = f'<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{TEI}" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">'
PARTS = f'{RNG}<start><element name="parts"><zeroOrMore>%s</zeroOrMore></element></start></grammar>'
SCH = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><ns prefix="tei" uri="%s"/>%s</schema>'
RULES = {
    "SCH001": '<rule context="tei:date"><assert test="@notBefore le @notAfter">from is after to</assert></rule>',
    "SCH002": '<rule context="tei:ref"><report test="starts-with(@target, \'http:\')">no https</report></rule>',
}
SCHEMAS = {
    "GRA126": PARTS % '<element name="person"><attribute name="key"><data type="ID"/></attribute></element>',
    "GRA125": PARTS
    % '<element name="ref"><choice><attribute name="target"/><attribute name="cRef"/></choice></element>',
    "REF106": PARTS % '<element name="p"><attribute name="xml:id"/><text/></element>',
    "GRA131": PARTS % '<element name="count"><data type="integer"/></element>',
}
# Examples that are told rather than shown: too large, in bytes, in two files, or of a rule. Some are tested below.
TOLD = frozenset("XML107 XML203 XML204 XML205 XML206 SCH003 SCH004 REF107 REF108 REF109".split())
# Examples of schemas are tested in tests/schematron.
CODES = [code for code in explained() if code not in TOLD and not code.startswith(("ODD", "SCH1"))]


def document(code: str, example: str) -> str:
    """A whole document that has an example."""
    example = DOTS.sub(lambda found: f"{found[1]}{FILLED.get(found[2], 'text')}{found[3]}", example)
    if code in SCHEMAS:
        return f'<parts xmlns="{TEI}">{example}</parts>'
    if re.match(r"\s*(<\?xml|<!|<TEI|<teiCorpus)", example) or code == "GRA104":
        return example
    if code == "XML103" and not example.endswith("</p>"):
        return f'<TEI xmlns="{TEI}"><teiHeader>{HEADER}</teiHeader><text><body>{example}'
    if example.startswith("<text>"):
        return f'<TEI xmlns="{TEI}"><teiHeader>{HEADER}</teiHeader>{example}</TEI>'
    return f'<TEI xmlns="{TEI}"><teiHeader>{HEADER}</teiHeader><text><body>{_in(code, example)}</body></text></TEI>'


def _in(code: str, example: str) -> str:
    return (
        example
        if example.startswith(("<div", "<body"))
        else f"<div>{example}{'<p/>' if code == 'GRA110' else ''}</div>"
    )


def codes(text: str, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is found in a document."""
    (folder / "a.xml").write_text(text, encoding="utf-8")
    (folder / "persons.xml").write_text(document("", '<p><persName xml:id="ito">Ito</persName></p>'), encoding="utf-8")
    (folder / "letters.rng").write_text(PARTS.replace("%s", "<text/>").replace("parts", "TEI"))
    monkeypatch.chdir(folder)
    schema = ""
    if code in SCHEMAS:
        (folder / "own.rng").write_text(SCHEMAS[code])
        schema = "own.rng"
    elif code in RULES:
        (folder / "own.sch").write_text(SCH % (TEI, f"<pattern>{RULES[code]}</pattern>"))
        schema = "own.sch"
    elif code != "XML301":
        schema = str(tei_all())
    request = Request(("a.xml",), schema=schema)
    from diplomatica.commands.validate import _report

    report, _ = _report(request, list(files_of(request.sources)), Files())
    return [finding.code for finding in report.diagnostics]


@cache
def tei_all() -> Path:
    import diplomatica

    return Path(diplomatica.__file__).parent / "validation" / "data" / "tei_all.odd"


@pytest.mark.parametrize("code", CODES)
def test_the_wrong_example_gives_the_code(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(document(code, explained()[code].wrong), code, tmp_path, monkeypatch) == [code]


@pytest.mark.parametrize("code", [code for code in CODES if code != "XML301"])
def test_the_right_example_gives_nothing(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(document(code, explained()[code].right), code, tmp_path, monkeypatch) == []


# What three dots leave out of the examples that are too large to be shown.
FULL = {
    "XML203": lambda wrong: wrong.replace("...", "<hi>" * 3_000),
    "XML204": lambda wrong: wrong.replace("...", "1" * 20_000_000),
    "XML205": lambda wrong: wrong.replace("...", "".join(f"<p{number}/>" for number in range(4, 250_010))),
}


@pytest.mark.parametrize("code", FULL)
def test_the_examples_that_are_too_large_to_be_shown(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = FULL[code](explained()[code].wrong)
    assert len(wrong) > 5_000
    assert codes(document(code, wrong), code, tmp_path, monkeypatch)[-1] == code
    right = codes(document(code, explained()[code].right), code, tmp_path, monkeypatch)
    assert code not in right
    assert len(right) <= 1


def test_a_document_that_is_too_large_for_some_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from diplomatica.commands import validate_files

    wrong = explained()["XML206"].wrong.replace("<teiCorpus>", f'<teiCorpus xmlns="{TEI}">')
    wrong = wrong.replace("...", f"<teiHeader>{HEADER}</teiHeader><TEI><teiHeader>{HEADER}</teiHeader>{TEXT}</TEI>")
    assert codes(f"{wrong}<!-- the same, not too large -->", "XML206", tmp_path, monkeypatch) == []
    monkeypatch.setattr(validate_files, "WHOLE", len(wrong) - 1)
    assert codes(wrong, "XML206", tmp_path, monkeypatch) == ["XML206"]


@pytest.mark.parametrize(("example", "found"), [("wrong", ["SCH003"]), ("right", [])])
def test_a_rule_that_breaks_off(
    example: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = re.match('test="([^"]+)"(?:, where @when is (.+))?$', getattr(explained()["SCH003"], example))
    assert test is not None
    rule = f'<rule context="tei:date"><assert test="{test[1]}">It is in the past.</assert></rule>'
    monkeypatch.setitem(RULES, "SCH003", rule)
    date = f'<p><date when="{test[2] or "1921-05-02"}">then</date></p>'
    assert codes(document("SCH003", date), "SCH003", tmp_path, monkeypatch) == found
