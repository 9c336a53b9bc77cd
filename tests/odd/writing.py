"""Small ODDs for tests, written to files and read."""

from __future__ import annotations

from pathlib import Path

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.odd.check import check
from diplomatica.odd.emit import schematron
from diplomatica.odd.load import load
from diplomatica.odd.schema import Schema

TEI = "http://www.tei-c.org/ns/1.0"
_ODD = (
    '<TEI xmlns="{tei}" xmlns:rng="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron"'
    ' xmlns:xi="http://www.w3.org/2001/XInclude"><text><body>{body}</body></text></TEI>'
)
BOX = '<elementSpec ident="box"><content><textNode/></content></elementSpec>'


def written(folder: Path, specs: str, attributes: str = 'start="box"', name: str = "own.odd") -> Path:
    """The path of an ODD whose schemaSpec holds `specs`."""
    return whole(folder, f'<schemaSpec ident="own" {attributes}>{specs}</schemaSpec>', name)


def whole(folder: Path, body: str, name: str = "own.odd") -> Path:
    """The path of an ODD whose body is given."""
    path = folder / name
    path.write_text(_ODD.format(tei=TEI, body=body), encoding="utf-8")
    return path


def read(path: Path, p5: str = "", schema: str = "") -> tuple[Schema, list[str]]:
    """Schema and codes of findings."""
    found: list[Diagnostic] = []
    loaded = load(str(path), found.append, p5, schema).schema
    check(loaded, found.append)
    schematron.emit(loaded, found.append)
    return loaded, [item.code for item in found]
