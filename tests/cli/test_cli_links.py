"""Pointers between the documents of a collection, as `diplomatica validate` follows them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.validation.making import SCHEMA, TEI, document

Run = Callable[..., Result]
PREFIX_DEF = '<prefixDef ident="p" matchPattern="([a-z]+)" replacementPattern="people.xml#$1"/>'
# The small schema lets everything stand in a header.
WITH_HEADER = SCHEMA.replace(
    '<define name="text"><element name="text"><ref name="global"/>',
    '<define name="any"><element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/>'
    '<ref name="any"/></choice></zeroOrMore></element></define>'
    '<define name="text"><element name="text"><ref name="global"/><optional><attribute name="xml:base"/></optional>'
    '<optional><element name="listPrefixDef"><zeroOrMore><ref name="any"/></zeroOrMore></element></optional>',
)


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache and a store of the test's own."""
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("DIPLOMATICA_DATA", str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.rng").write_text(WITH_HEADER)
    place = tmp_path / "docs"
    (place / "letters").mkdir(parents=True)
    (place / "people.xml").write_bytes(document('<div xml:id="ito"/><div xml:id="orlo"/>'))
    return place


def letter(pointers: str, header: str = "", base: str = "") -> bytes:
    whole = document(f'<div ref="{pointers}"/>')
    whole = whole.replace(b"<text ", f"<text {f'xml:base={base!r} ' if base else ''}".encode())
    return whole.replace(b"<body>", f"{header and f'<listPrefixDef>{header}</listPrefixDef>'}<body>".encode())


@pytest.fixture
def told(run: Run, folder: Path) -> Callable[..., list[tuple[str, str]]]:
    """Code and help of what is found in a letter of the collection; the same from the cache."""

    def call(data: bytes, *options: object, name: str = "letters/a.xml") -> list[tuple[str, str]]:
        (folder / name).write_bytes(data)
        results = [
            run("validate", folder, "--schema", folder.parent / "own.rng", "--format", "json", *options)
            for _ in range(2)
        ]
        assert results[0].stdout == results[1].stdout
        rows = {Path(item["file"]): item["diagnostics"] for item in json.loads(results[0].stdout)["documents"]}
        return [(row["code"], row["help"]) for row in rows[folder / name]]

    return call


Told = Callable[..., list[tuple[str, str]]]


def test_paths(told: Told, folder: Path) -> None:
    (folder / "café a.xml").write_bytes(document('<div xml:id="x"/>'))
    assert told(letter("../people.xml#ito ../caf%C3%A9%20a.xml#x ./../people.xml ../letters/a.xml")) == []
    assert told(letter("../people.xml#iti")) == [("REF104", "did you mean “../people.xml#ito”?")]
    assert told(letter("people.xml#ito")) == [("REF103", "did you mean “../people.xml#ito”?")]
    assert told(letter("../peple.xml#ito")) == [("REF103", "did you mean “../people.xml#ito”?")]
    assert [code for code, _ in told(letter("../lost.xml#a ../lost.xml#a"))] == ["REF103", "REF103"]


def test_one_file_of_a_collection(run: Run, folder: Path) -> None:
    """Its other folders are known where its configuration says where it begins."""
    path = folder / "letters" / "a.xml"
    path.write_bytes(letter("../people.xml#nobody"))
    arguments = ("validate", path, "--schema", folder.parent / "own.rng", "--format", "concise")
    assert "REF104" not in run(*arguments).stdout
    (folder / "diplomatica.toml").write_text('title = "Letters"\n')
    assert "REF104" in run(*arguments).stdout


def test_what_is_no_document_is_left_alone(told: Told, folder: Path) -> None:
    (folder / "page.svg").write_text("<svg id='z1'/>")
    (folder / "broken.xml").write_text("<a xml:id='x'>")
    pointers = "../page.svg#z1 ../broken.xml#y .. ../#a http://example.org/a.xml#b ../a%00.xml#b http://[a#b urn:isbn:1"
    assert told(letter(pointers)) == []


def test_nothing_outside_of_the_collection_is_opened(told: Told, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = folder.parent / "outside.xml"
    outside.write_bytes(document('<div xml:id="x"/>'))
    (folder / "way").symlink_to(folder.parent)
    beside = folder.parent / "docs2"
    beside.mkdir()
    (beside / "a.xml").write_bytes(document("<div/>"))
    real = open
    opened: list[str] = []

    def spy(path: object, *rest: object, **more: object) -> object:
        opened.append(os.path.realpath(str(path)) if isinstance(path, str | os.PathLike) else "")
        return real(path, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr("builtins.open", spy)
    pointers = (
        f"../../outside.xml#y ../way/outside.xml#y {outside}#y file://{outside}#y ../../docs2/a.xml#y /etc/passwd#x"
    )
    assert told(letter(f"{pointers} ../../nowhere.xml#y")) == []
    assert str(folder / "letters" / "a.xml") in opened
    assert str(outside) not in opened
    assert not [path for path in opened if path.startswith((str(beside), "/etc/passwd"))]


def test_a_link_within_the_collection(told: Told, folder: Path) -> None:
    (folder / "letters" / "who.xml").symlink_to(folder / "people.xml")
    assert [code for code, _ in told(letter("who.xml#ito who.xml#nobody"))] == ["REF104"]


def test_prefixes_of_the_document(told: Told) -> None:
    own = PREFIX_DEF.replace("people", "../people")
    assert told(letter("p:ito", own)) == []
    assert told(letter("p:iti", own)) == [("REF104", "did you mean “p:ito”?")]
    assert [code for code, _ in told(letter("p:ito2", own))] == []
    assert [code for code, _ in told(letter("p:12", own))] == ["REF108"]
    assert [code for code, _ in told(letter("p:ito", PREFIX_DEF))] == ["REF103"]
    assert told(letter("p:ito", PREFIX_DEF, base="../")) == []
    other = '<prefixDef ident="p" matchPattern="(.+)" replacementPattern="https://example.org/$1"/>'
    assert told(letter("p:nobody", own + other)) == []
    here = '<prefixDef ident="h" matchPattern="(.+)" replacementPattern="#$1"/>'
    assert [code for code, _ in told(letter("h:a", here))] == ["REF104"]


def test_prefixes_of_the_collection(told: Told, folder: Path) -> None:
    definition = '<prefixDef ident="p" matchPattern="(.+)" replacementPattern="FILE.xml#$1"/>'
    assert told(letter("p:ito p:orlo")) == [("REF107", f"in <listPrefixDef> of the header, add {definition}")]
    (folder / "all.xml").write_bytes(letter("", PREFIX_DEF.replace("people", "../people").replace('"p"', '"per"')))
    assert told(letter("per:ito per:nobody"))[0][0] == "REF104"
    assert told(letter("pers:ito")) == [("REF107", "did you mean “per:”?")]


def test_prefixes_of_the_schema(run: Run, folder: Path) -> None:
    odd = folder.parent / "own.odd"
    odd.write_text(
        f'<TEI xmlns="{TEI}"><teiHeader><encodingDesc><listPrefixDef>{PREFIX_DEF}</listPrefixDef></encodingDesc>'
        '</teiHeader><text><body><schemaSpec ident="own" start="body"><moduleRef key="tei"/><moduleRef key="core"'
        ' include="p ref"/><moduleRef key="textstructure" include="body"/></schemaSpec></body></text></TEI>'
    )
    path = folder / "b.xml"
    path.write_text(f'<body xmlns="{TEI}"><p><ref target="p:ito p:itoh"/></p></body>')
    result = run("validate", path, "--schema", odd, "--format", "json")
    (row,) = json.loads(result.stdout)["documents"][0]["diagnostics"]
    assert (row["code"], row["help"], row["column"]) == ("REF104", "did you mean “p:ito”?", 65)
