"""Conformance cases in the form of jing's: a schema with its files, right or wrong, and documents, valid or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from diplomatica.errors import UnusableInput

HERE = Path(__file__).parent
OWN = HERE / "own"


@dataclass(frozen=True, slots=True)
class Case:
    """One schema in one syntax. `documents`: are they valid, and their bytes."""

    name: str
    schema: bytes
    correct: bool
    files: tuple[tuple[str, bytes], ...] = ()
    documents: tuple[tuple[bool, bytes], ...] = ()

    def read(self, path: str) -> bytes:
        """The bytes of a file of the case."""
        if path == "schema":
            return self.schema
        try:
            return dict(self.files)[path]
        except KeyError:
            raise UnusableInput("there is no such file", where=path) from None


def parse(path: Path) -> etree._Element:
    """The root of a suite."""
    return etree.parse(str(path), etree.XMLParser(resolve_entities=True, huge_tree=False)).getroot()


def files_of(node: etree._Element, folder: str = "") -> Iterator[tuple[str, bytes]]:
    """The files that stand in a case."""
    for child in node:
        if child.tag == "resource":
            yield folder + str(child.get("name")), content(child)
        elif child.tag == "dir":
            yield from files_of(child, f"{folder}{child.get('name')}/")


def content(node: etree._Element) -> bytes:
    """The document that stands in an element, or else its text."""
    for child in node:
        if isinstance(child.tag, str):
            return etree.tostring(child, encoding="utf-8", with_tail=False)
    return (node.text or "").encode()


def skipped() -> dict[tuple[str, str], str]:
    """What is not as jing has it: suite and case, and why."""
    rows = (HERE / "skip.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {(suite, case): reason for suite, case, reason in (row.split("\t") for row in rows)}


def spec_cases(path: Path) -> list[Case]:
    """The cases of a suite of schemas in XML syntax: `number section`."""
    cases = []
    for number, node in enumerate(parse(path).iter("testCase")):
        section = next((str(child.text) for child in node if child.tag == "section"), "")
        schema = next(child for child in node if child.tag in ("correct", "incorrect"))
        documents = tuple((child.tag == "valid", content(child)) for child in node if child.tag in ("valid", "invalid"))
        name = f"{number:03} {section}".strip()
        cases.append(Case(name, content(schema), schema.tag == "correct", tuple(files_of(node)), documents))
    return cases


def compact_cases(path: Path) -> list[tuple[Case, Case | None]]:
    """The cases of a suite of schemas in compact syntax, each beside the same in XML syntax, if that is given."""
    found = []
    for number, node in enumerate(parse(path).iter("testCase")):
        pair: dict[str, Case] = {}
        for child in node:
            if child.tag in ("compact", "xml"):
                schema = next(item for item in child if item.tag in ("correct", "incorrect"))
                name = f"{number:03}"
                pair[child.tag] = Case(name, content(schema), schema.tag == "correct", tuple(files_of(child)))
        found.append((pair["compact"], pair.get("xml")))
    return found
