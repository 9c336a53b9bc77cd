"""The sources that an ODD names."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.errors import UnusableInput
from diplomatica.odd.load import load
from tests.odd.writing import BOX, read, whole, written


def refused(path: Path, p5: str = "") -> UnusableInput:
    with pytest.raises(UnusableInput) as caught:
        read(path, p5)
    return caught.value


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("https://example.org/base.odd", "not on this machine"),
        ("//[", "no address"),
        ("nowhere.odd", "can’t be read"),
        ("tei:1.0.0", "no TEI P5 1.0.0"),
        ("own.odd", "its own source"),
        ("empty.xml", "no specification"),
    ],
)
def test_refused(tmp_path: Path, source: str, what: str) -> None:
    (tmp_path / "empty.xml").write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>")
    error = refused(written(tmp_path, '<moduleRef key="tei"/>', f'source="{source}"'))
    assert what in error.what
    assert error.advice
    assert str(tmp_path) in error.where or source == "empty.xml"


def test_circles_over_several_files(tmp_path: Path) -> None:
    written(tmp_path, BOX, 'source="two.odd"', "one.odd")
    path = written(tmp_path, BOX, 'source="one.odd"', "two.odd")
    assert "its own source" in refused(path).what


def test_another_source_for_every_release(tmp_path: Path) -> None:
    base = written(tmp_path, BOX + '<elementSpec ident="slip" module="core"/>', "", "base.odd")
    path = written(tmp_path, '<moduleRef key="core"/>', 'start="slip" source="tei:1.2.3"')
    assert list(read(path, str(base))[0].elements) == ["slip"]
    network = written(tmp_path, '<moduleRef key="core"/>', 'start="slip" source="https://example.org/p5.xml"')
    assert list(read(network, str(base))[0].elements) == ["slip"]
    assert "no TEI P5 9.9.9" in refused(path, "9.9.9").what


def test_specifications_outside_of_a_schema_are_a_source(tmp_path: Path) -> None:
    whole(tmp_path, '<moduleSpec ident="own"/><elementSpec ident="box" module="own"/>', "specs.xml")
    schema, _ = read(written(tmp_path, '<moduleRef key="own"/>', 'start="box" source="specs.xml"'))
    assert list(schema.elements) == ["box"]
    assert [module.ident for module in schema.modules] == ["own"]


def test_what_was_read(tmp_path: Path) -> None:
    base = written(tmp_path, BOX, 'start="box"', "base.odd")
    path = written(tmp_path, '<elementRef key="box"/>', 'start="box" source="base.odd"')
    found: list[Diagnostic] = []
    loaded = load(str(path), found.append)
    assert sorted(loaded.contents) == sorted([str(path), str(base)])
    assert loaded.releases == ("",)
    assert loaded.root.name == "TEI"
    assert loaded.schema.edition == "4.8.0"
    assert found == []
