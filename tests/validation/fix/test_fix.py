"""Repairs: what has one right answer is written, and not a byte more."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatica.commands.validate import Request, run
from diplomatica.diagnostics.model import Diagnostic
from diplomatica.validation.document import validate
from diplomatica.validation.fix.apply import repaired
from diplomatica.validation.fix.model import Edit
from diplomatica.validation.fix.written import Written
from tests.validation.making import SCHEMA, TEI, checker, document

_CHECKER = checker()


def check(data: bytes) -> Sequence[Diagnostic]:
    return validate(data, "-", _CHECKER).findings


def fixed(body: str) -> str:
    """What becomes of what stands in a body."""
    result = repaired(document(body), check).data.decode()
    assert repaired(result.encode(), check).data.decode() == result
    return result.removeprefix(f'<text xmlns="{TEI}">\n<body>\n').removesuffix("\n</body>\n</text>")


REPAIRED = [
    ("<div><p>a <persNam>B</persNam></p></div>", "<div><p>a <persName>B</persName></p></div>"),
    ("<div><p>a <persNam\n n='1'  />b</p></div>", "<div><p>a <persName\n n='1'  />b</p></div>"),
    ("<div><p>a <persNam>B</persNam\n></p></div>", "<div><p>a <persName>B</persName\n></p></div>"),
    ("<div><P>a</P></div>", "<div><p>a</p></div>"),
    ('<div typ="letter"/>', '<div type="letter"/>'),
    ('<div><p id="a">a</p></div>', '<div><p xml:id="a">a</p></div>'),
    ("<div type='Letter'/>", "<div type='letter'/>"),
    ('<div\n\ttype = "leter" n="&amp;"/>', '<div\n\ttype = "letter" n="&amp;"/>'),
    ('<div><opener><date when="1921-5-2"/></opener></div>', '<div><opener><date when="1921-05-02"/></opener></div>'),
    ('<div><opener><date when="1921 -05-02"/></opener></div>', '<div><opener><date when="1921-05-02"/></opener></div>'),
    ('<div><opener><date when="2 May 1921"/></opener></div>', '<div><opener><date when="1921-05-02"/></opener></div>'),
    ('<div><opener><date when="May 1921"/></opener></div>', '<div><opener><date when="1921-05"/></opener></div>'),
    ('<div><p xml:lang="English">a</p></div>', '<div><p xml:lang="en">a</p></div>'),
    ('<div><p xml:lang="en_GB">a</p></div>', '<div><p xml:lang="en-GB">a</p></div>'),
    ("<div>\n <p>a</p>\n <head>b</head>\n</div>", "<div>\n <head>b</head>\n <p>a</p>\n</div>"),
    ("<div><p>a</p><head>b</head></div>", "<div><head>b</head><p>a</p></div>"),
    # Two faults in one place, and one that another hides.
    ('<div typ="Letter"/>', '<div type="letter"/>'),
    ("<div><P>a <persNam>B</persNam></P></div>", "<div><p>a <persName>B</persName></p></div>"),
    # What stands around is left alone, whatever it is.
    (
        "<div><!-- <persNam> --><p>a <persNam><?x <persNam>?>B<![CDATA[</persNam>]]></persNam></p></div>",
        "<div><!-- <persNam> --><p>a <persName><?x <persNam>?>B<![CDATA[</persNam>]]></persName></p></div>",
    ),
]  # fmt: skip

LEFT = [
    "<div><p>a</p></div>",
    "<div><xyzzy/></div>",
    # Several answers, or none that the place allows.
    '<div type="repoter note"/>',
    '<div><p when="1921">a</p></div>',
    '<div><opener><date when="3/4/1921"/></opener></div>',
    '<div><opener><date when="spring"/></opener></div>',
    '<div><p xml:id="a b">a</p></div>',
    "<div><itm/></div>",
    # Two headings may each begin a part of their own.
    "<div><p>a</p><head>b</head><p>c</p><head>d</head></div>",
    "<div><head>a</head><p>b</p><head>c</head></div>",
    # The repair would bring another finding: the identifier is taken, the attribute is there.
    '<div><p xml:id="a" id="b">a</p></div>',
    '<div xml:id="a"><p id="a">a</p></div>',
    # Not well-formed.
    "<div><persNam></div>",
    "<div><p>a & b <persNam/></p></div>",
]


@pytest.mark.parametrize(("before", "after"), REPAIRED, ids=[before for before, _ in REPAIRED])
def test_what_has_one_right_answer(before: str, after: str) -> None:
    assert fixed(before) == after


@pytest.mark.parametrize("body", LEFT)
def test_what_has_none_stays(body: str) -> None:
    assert fixed(body) == body


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_bytes_around_stay_as_they_are(encoding: str, end: str) -> None:
    named = {"utf-8-sig": "utf-8", "utf-16-be": "utf-16"}.get(encoding, encoding)

    def written(name: str) -> bytes:
        text = (
            f"<?xml version='1.0' encoding='{named}'?>\n<text xmlns=\"{TEI}\" ><body>\n<div><p>é&#233;\t&lt;"
            f"<{name}  n='ü'\n>B</{name} ></p\n></div></body></text>\n<!-- é -->\n"
        )
        return text.replace("\n", end).encode(encoding)

    assert repaired(written("persNam"), check).data == written("persName")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line", ["", "\n"])
def test_a_byte_order_mark_on_the_line_of_the_fault(encoding: str, line: str) -> None:
    def written(name: str, attribute: str) -> bytes:
        opened = (
            f'{line}<text xmlns="{TEI}"><body><div {attribute}="letter"><p><{name}>B</{name}></p></div></body></text>'
        )
        return opened.encode(encoding)

    assert repaired(written("persNam", "typ"), check).data == written("persName", "type")


def test_a_character_that_the_encoding_lacks() -> None:
    source = Written.read("<?xml version='1.0' encoding='iso-8859-1'?><a/>".encode("iso-8859-1"))
    assert source is not None
    assert source.changed([Edit(0, 0, "€")]) is None
    assert source.changed([Edit(0, 3, "a"), Edit(2, 4, "b")]) is None


def test_bytes_that_are_not_what_they_say() -> None:
    data = document("<div><p>a <persNam>B</persNam></p></div>").replace(b"a ", b"\xe9 ")
    assert repaired(data, check).data == data


_PIECES = [
    *(before for before, _ in REPAIRED), *LEFT[:-2], "<div>words</div>", "<div><list/></div>",
    '<div type="letter"><p>a</p></div>',
]  # fmt: skip


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5))
def test_repairs_lessen_the_findings_and_are_made_once(pieces: list[str]) -> None:
    data = document("\n".join(pieces))
    before = check(data)
    result = repaired(data, check)
    after = check(result.data)
    assert len(before) - len(after) >= len(result.made)
    assert (result.data == data) == (not result.made)
    codes = [finding.code for finding in before]
    assert all(codes.count(finding.code) for finding in after)
    assert repaired(result.data, check).data == result.data


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "schema.rng").write_text(SCHEMA)
    (tmp_path / "a.xml").write_bytes(document("<div><p>a <persNam>B</persNam></p></div>"))
    (tmp_path / "b.xml").write_bytes(document("<div><p>b</p></div>"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def request(*sources: str, fix: bool = False, diff: bool = False) -> Request:
    return Request(sources, schema="schema.rng", cached=False, fix=fix, diff=diff)


def test_diff_writes_nothing(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = (folder / "a.xml").read_bytes()
    assert run(request("a.xml", "b.xml", diff=True)) == 1
    out, err = capfdbinary.readouterr()
    assert b"--- a.xml\n+++ a.xml\n" in out
    assert b"-<div><p>a <persNam>B</persNam></p></div>\n+<div><p>a <persName>B</persName></p></div>\n" in out
    assert b"can be repaired: 1 finding in 1 document" in err
    assert (folder / "a.xml").read_bytes() == before
    assert run(request("b.xml", diff=True)) == 0


def test_fix_writes_and_tells_what_is_left(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    os.chmod(folder / "a.xml", 0o640)
    assert run(request("a.xml", "b.xml", fix=True)) == 0
    out, err = capfdbinary.readouterr()
    assert out == b"2 documents: all valid\n"
    assert b"+<div><p>a <persName>B</persName></p></div>" in err
    assert err.endswith(b"repaired: 1 finding in 1 document\n")
    assert (folder / "a.xml").read_bytes() == document("<div><p>a <persName>B</persName></p></div>")
    assert stat.S_IMODE((folder / "a.xml").stat().st_mode) == 0o640
    assert sorted(path.name for path in folder.iterdir()) == ["a.xml", "b.xml", "schema.rng"]
    assert run(request("a.xml", fix=True)) == 0
    assert b"nothing to repair" in capfdbinary.readouterr().err


def test_a_namespace_is_repaired_though_it_brings_faults_to_light() -> None:
    right = document("<div><p>a <persNam>B</persNam></p><nothing/></div>")
    wrong = right.replace(TEI.encode(), f"{TEI}/".encode())
    assert [finding.code for finding in check(wrong)] == ["GRA102"]
    result = repaired(wrong, check)
    assert result.data == right.replace(b"persNam>", b"persName>")
    assert [finding.code for finding in result.left] == ["GRA101"]


def test_a_link_stays_one(folder: Path) -> None:
    (folder / "link.xml").symlink_to("a.xml")
    assert run(request("link.xml", fix=True)) == 0
    assert (folder / "link.xml").is_symlink()
    assert b"persName" in (folder / "a.xml").read_bytes()


def test_standard_input_goes_to_standard_output(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Stdin:
        buffer = (folder / "a.xml").open("rb")

    monkeypatch.setattr("sys.stdin", Stdin)
    assert run(request("-", fix=True)) == 0
    out, err = capfdbinary.readouterr()
    assert out == document("<div><p>a <persName>B</persName></p></div>")
    assert b"1 document: valid" in err
    assert b"persNam>" in (folder / "a.xml").read_bytes()
    assert run(request("-", "b.xml", fix=True)) == 2
