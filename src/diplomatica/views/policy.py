"""The table of what each element does in each view: its legend, and the stylesheets that are made of it.

`xslt/policy/policy.xml` is the table. `python -m diplomatica.views.policy` makes `xslt/reading/rules.xsl` and
`xslt/diplomatic/rules.xsl` anew; they are kept beside the other stylesheets, so that nothing is compiled twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from diplomatica import share
from diplomatica.tei.tree import TEI_NS
from diplomatica.views.words import words

TABLE = "xslt/policy/policy.xml"
VIEWS = ("reading", "diplomatic")
_NS = "{urn:diplomatica:policy}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: elements (TEI names, or `*`) under a condition (XPath, or empty).

    `reading` and `diplomatic` are the names of the behaviours (empty where the row says nothing about that view),
    `example` is a piece of TEI, `legend` whether a reader has to know of it.
    """

    id: str
    elements: tuple[str, ...]
    condition: str
    reading: str
    diplomatic: str
    example: str
    legend: bool


def rows() -> tuple[Row, ...]:
    """The rows in their order, which decides where several fit."""
    root = etree.parse(str(share.path(TABLE)), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    return tuple(_row(row) for row in root.iterchildren(f"{_NS}row"))


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A row as the legend tells it: what it is about, how each view shows it, and a piece of TEI as an example.

    `words`, `reading` and `diplomatic` are in the language of the legend.
    `Views.of_text(example_document(row.example), "")` gives the example as both views show it.
    """

    id: str
    words: str
    reading: str
    diplomatic: str
    elements: tuple[str, ...]
    condition: str
    example: str


def legend(language: str) -> tuple[LegendRow, ...]:
    """The rows that a reader has to know of, with their words. Raises `UnusableInput` for an unknown language."""
    known = words(language)
    return tuple(
        LegendRow(
            id=row.id,
            words=known[f"legend.{row.id}"],
            reading=known.get(f"legend-reading.{row.id}", known[f"behaviour.{row.reading}"]),
            diplomatic=known.get(f"legend-diplomatic.{row.id}", known[f"behaviour.{row.diplomatic}"]),
            elements=row.elements,
            condition=row.condition,
            example=row.example,
        )
        for row in rows()
        if row.legend
    )


def example_document(example: str) -> str:
    """A TEI document around the example of a row, for `Views.of_text`."""
    body = example
    if not example.startswith("<body"):
        alone = example.startswith(("<p", "<div", "<ab", "<floatingText"))
        body = f"<body>{example if alone else f'<div>{example}</div>'}</body>"
    text = example if example.startswith("<text") else f"<text>{body}</text>"
    return f'<TEI xmlns="{TEI_NS}"><teiHeader/>{text}</TEI>'


def compiled(view: str) -> str:
    """The stylesheet of a view, as made from the table."""
    from diplomatica.saxon import Stylesheet

    (text,) = Stylesheet(share.path("xslt/policy/compile.xsl")).run(share.path(TABLE), {"view": view})
    return text


def stored(view: str) -> Path:
    """Where the stylesheet of a view is kept."""
    return share.path(TABLE).parents[1] / view / "rules.xsl"


def _row(row: etree._Element) -> Row:
    cells = {view: row.find(_NS + view) for view in VIEWS}
    does = {view: "" if cell is None else cell.get("do", "") for view, cell in cells.items()}
    example = row.find(f"{_NS}tei")
    return Row(
        id=row.get("id", ""),
        elements=tuple(row.get("element", "").split()),
        condition=row.get("when", ""),
        reading=does["reading"],
        diplomatic=does["diplomatic"],
        example="" if example is None else "".join(_plain(child) for child in example),
        legend=row.get("legend") != "no",
    )


def _plain(element: etree._Element) -> str:
    """An example as people write it: TEI without prefixes and without the declaration of its namespace."""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    names = f' xmlns:t="{TEI_NS}"', ' xmlns="urn:diplomatica:policy"'
    for name in names:
        xml = xml.replace(name, "")
    return xml.replace("<t:", "<").replace("</t:", "</")


def main() -> None:
    """Make the stylesheets anew."""
    for view in VIEWS:
        stored(view).write_text(compiled(view), encoding="utf-8")


if __name__ == "__main__":
    main()
