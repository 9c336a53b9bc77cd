"""What the tests of Schematron share: small schemas and documents, and findings as lines that a person can read."""

from __future__ import annotations

from pathlib import Path

from diplomatica.schematron.engine import Compiled, compile_schema

SCH = "http://purl.oclc.org/dsdl/schematron"


def schema(body: str, attributes: str = 'queryBinding="xslt3"') -> str:
    """A schema with some content."""
    return f'<schema xmlns="{SCH}" {attributes}>\n{body}\n</schema>'


def made(folder: Path, body: str, attributes: str = 'queryBinding="xslt3"', phase: str = "") -> Compiled:
    """A schema compiled as `rules.sch` of a folder."""
    return compile_schema(schema(body, attributes), str(folder / "rules.sch"), phase)


def found(
    folder: Path, body: str, document: str, attributes: str = 'queryBinding="xslt3"', phase: str = ""
) -> list[str]:
    """What a schema says of a document: place, path and message of each finding."""
    path = folder / "letter.xml"
    path.write_text(document, encoding="utf-8")
    return lines(made(folder, body, attributes, phase), path)


def lines(compiled: Compiled, path: Path) -> list[str]:
    """Findings as text."""
    return [f"{item.place.line}:{item.place.column} {item.xpath} {item.message}" for item in compiled.run(path)]


def faults(compiled: Compiled) -> list[str]:
    """Faults of a schema as text."""
    return [f"{item.place.line}:{item.place.column} {item.code} {item.message}" for item in compiled.check()]
