"""What an ODD says, read from its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.errors import UnusableInput
from diplomatica.odd import model as odd
from diplomatica.odd.parse import read_odd
from diplomatica.odd.parse.context import is_name
from diplomatica.odd.parse.files import Files
from tests.odd.writing import BOX, read, whole, written


def parsed(path: Path) -> odd.SchemaSpec:
    schema = read_odd(Files(), str(path), lambda finding: None).schema
    assert schema is not None
    return schema


def test_attributes_of_a_schema(tmp_path: Path) -> None:
    schema = parsed(
        written(
            tmp_path, "", 'start="a b" prefix="x_" source=" tei:4.8.0 " targetLang="de" docLang="fr" '
            'ns="http://example.org/" xmlns:q="http://example.org/q" defaultExceptions="http://example.org/n q:a"',
        )
    )  # fmt: skip
    assert (schema.start, schema.prefix, schema.source) == (("a", "b"), "x_", "tei:4.8.0")
    assert (schema.target_lang, schema.doc_lang, schema.ns) == ("de", "fr", "http://example.org/")
    assert schema.exceptions == (("http://example.org/n", ""), ("http://example.org/q", "a"))


def test_several_schemas(tmp_path: Path) -> None:
    one, two = f'<schemaSpec ident="one" start="box">{BOX}</schemaSpec>', '<schemaSpec ident="two"/>'
    path = whole(tmp_path, one + two)
    assert read(path)[1] == ["ODD003"]
    assert read(path, schema="one")[1] == []
    with pytest.raises(UnusableInput, match="there are: one, two"):
        read(path, schema="three")


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "own.odd"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n <schemaSpec ident="s">\n'
        '  <elementSpec ident="box"><content>\n   <elementRef key="a"/></content>\n'
        '   <attList><attDef ident="n"/></attList></elementSpec></schemaSpec></TEI>'
    )
    spec = parsed(path).specs[0]
    assert isinstance(spec, odd.ElementSpec)
    assert isinstance(spec.content, odd.ElementRef)
    assert spec.atts is not None
    att = spec.atts.items[0]
    assert isinstance(att, odd.AttDef)
    assert [str(item.place).rpartition("/")[2] for item in (spec, spec.content, att)] == [
        "own.odd:3:3", "own.odd:4:4", "own.odd:5:13",
    ]  # fmt: skip


def test_a_content_model_whose_repetitions_multiply(tmp_path: Path) -> None:
    nested = '<sequence maxOccurs="900"><sequence maxOccurs="900"><textNode/></sequence></sequence>'
    found: list[Diagnostic] = []
    read_odd(Files(), str(written(tmp_path, BOX.replace("<textNode/>", nested))), found.append)
    assert [(item.code, "810000" in item.message) for item in found] == [("ODD130", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p", True),
        ("été.1-b", True),
        ("_x", True),
        ("1a", False),
        ("a b", False),
        ("a:b", False),
        ("", False),
        ("-", False),
    ],
)
def test_names(text: str, expected: bool) -> None:
    assert is_name(text) is expected


def test_references_of_older_odds(tmp_path: Path) -> None:
    schema = parsed(
        written(tmp_path, '<elementSpec ident="a"><attList><attRef key="att.x.attribute.y"/></attList></elementSpec>')
    )
    spec = schema.specs[0]
    assert isinstance(spec, odd.ElementSpec)
    assert spec.atts is not None
    item = spec.atts.items[0]
    assert isinstance(item, odd.AttRef)
    assert (item.cls, item.name) == ("att.x", "y")


def test_a_group_in_its_own_file_is_its_root(tmp_path: Path) -> None:
    (tmp_path / "group.xml").write_text(f'<specGrp xmlns="http://www.tei-c.org/ns/1.0">{BOX}</specGrp>')
    assert list(read(written(tmp_path, '<specGrpRef target="group.xml"/>'))[0].elements) == ["box"]
