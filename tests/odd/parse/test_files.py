"""Files that an ODD brings together, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.odd.parse.files import Files
from tests.odd.writing import BOX, TEI, read, whole, written

INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" {}/>'


def refused(path: Path) -> UnusableInput:
    with pytest.raises(UnusableInput) as caught:
        read(path)
    assert str(path.parent) in caught.value.where
    assert caught.value.advice
    return caught.value


@pytest.mark.parametrize(
    ("attributes", "what"),
    [
        ('href="nowhere.xml"', "can’t be read"),
        ('href="https://example.org/part.xml"', "not on this machine"),
        ('href="own.odd"', "includes itself"),
        ('href="part.xml" xpointer="nowhere"', "no element “nowhere”"),
        ('href="part.xml" xpointer="element(nowhere)"', "no element"),
        ('href="//["', "no address"),
        ('href="%00"', "can’t be read"),
        ('href="part.xml" parse="text" encoding="klingon"', "no character encoding"),
        ('href="broken.xml"', "not well-formed"),
    ],
)
def test_inclusion_refused(tmp_path: Path, attributes: str, what: str) -> None:
    (tmp_path / "part.xml").write_text("<part/>")
    (tmp_path / "broken.xml").write_text("<part>")
    path = written(tmp_path, BOX + INCLUDE.format(attributes))
    assert what in str(refused(path))


def test_inclusion_of_parts_that_include_one_another(tmp_path: Path) -> None:
    include = INCLUDE.format('href="{}" xpointer="{}"')
    (tmp_path / "a.xml").write_text(f'<a><b xml:id="x">{include.format("b.xml", "y")}</b></a>')
    (tmp_path / "b.xml").write_text(f'<a><b xml:id="y">{include.format("a.xml", "x")}</b></a>')
    assert "includes itself" in str(refused(written(tmp_path, BOX + include.format("a.xml", "x"))))


def test_inclusion_of_a_part_of_the_same_file(tmp_path: Path) -> None:
    part = f'<specGrp xml:id="same">{BOX}</specGrp>'
    again = INCLUDE.format('xpointer="same"')
    path = whole(tmp_path, f'{part}<schemaSpec ident="s" start="box">{again}</schemaSpec>')
    assert list(read(path)[0].elements) == ["box"]


def test_inclusion_as_text(tmp_path: Path) -> None:
    (tmp_path / "name.txt").write_text("crate", encoding="utf-16")
    include = INCLUDE.format('href="name.txt" parse="text" encoding="utf-16"')
    path = written(tmp_path, BOX.replace("<content>", f"<altIdent>{include}</altIdent><content>"))
    assert read(path)[0].elements["box"].name == "crate"


def test_the_root_of_a_file_may_be_an_inclusion(tmp_path: Path) -> None:
    (tmp_path / "outer.odd").write_text(INCLUDE.format('href="own.odd"'))
    written(tmp_path, BOX)
    assert list(read(tmp_path / "outer.odd")[0].elements) == ["box"]


def test_nesting_is_limited(tmp_path: Path) -> None:
    deep = "<sequence>" * 400 + "<textNode/>" + "</sequence>" * 400
    assert "levels deep" in str(refused(written(tmp_path, BOX.replace("<textNode/>", deep))))


def test_depth_that_is_allowed_can_be_compiled(tmp_path: Path) -> None:
    from diplomatica.odd.emit import json, odd, relaxng
    from diplomatica.relaxng.write_rng import write_rng

    deep = "<alternate minOccurs='0'>" * 140 + "<textNode/>" + "</alternate>" * 140
    schema, _ = read(written(tmp_path, BOX.replace("<textNode/>", deep)))
    assert write_rng(relaxng.emit(schema)).count("<optional>") == 140
    assert odd.emit(schema)
    assert json.emit(schema)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.odd"
    path.write_text('<!DOCTYPE TEI [<!ENTITY a "b">]><TEI>&a;</TEI>')
    assert "entity" in str(refused(path))


def test_a_very_long_attribute(tmp_path: Path) -> None:
    text = "x" * 10_000_000
    schema, codes = read(written(tmp_path, f'{BOX}<elementRef key="{text}"/>'))
    assert codes == ["ODD203"]
    assert list(schema.elements) == ["box"]


def test_files_are_read_once(tmp_path: Path) -> None:
    path = written(tmp_path, BOX)
    files = Files()
    first = files.root(str(path))
    path.write_text("<other/>")
    assert files.root(str(path)) is first
    assert list(files.contents) == [str(path)]


def test_a_group_elsewhere_on_the_network(tmp_path: Path) -> None:
    path = written(tmp_path, BOX + '<specGrpRef target="http://example.org/x.odd#g"/>')
    assert "not on this machine" in str(refused(path))


def test_what_is_no_xml(tmp_path: Path) -> None:
    path = tmp_path / "own.odd"
    path.write_bytes(b"\xff\xfe\x00plain")
    refused(path)
    path.write_text(f'<TEI xmlns="{TEI}"/>')
    assert "no schemaSpec" in str(refused(path))
