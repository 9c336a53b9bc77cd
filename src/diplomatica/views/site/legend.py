"""The legend of the edition: what each element does in each view, from the policy that the views are made by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from diplomatica.views.documents import Views
from diplomatica.views.policy import LegendRow, example_document, legend
from diplomatica.views.site.fragments import prefixed
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.model import Page, Write

# On a page of many examples the notes of each are no landmark.
_LANDMARK = re.compile(r' role="doc-endnotes" aria-label="[^"]*"')


@dataclass(frozen=True, slots=True)
class Example:
    """An example of the legend as the two views show it: HTML fragments."""

    reading: str
    diplomatic: str


def examples(views: Views) -> dict[str, Example]:
    """The examples of all rows in both views, by the id of the row. It runs the stylesheets once a row."""
    found = {}
    for row in legend(views.options.language):
        if row.example:
            made = views.of_text(example_document(row.example), f"legend-{row.id}")
            found[row.id] = Example(made.reading, made.diplomatic)
    return found


def write_legend(frame: Frame, write: Write, shown: Mapping[str, Example]) -> None:
    """Write `legend.html`; rows that `shown` has no example of are told in words alone."""
    page = Page(
        path="legend.html",
        title=frame.words("nav.legend"),
        section="about",
        description=frame.words("legend.lede"),
        styles=("views.css", "lists.css"),
    )
    rows = tuple((row, *_fragments(row, shown.get(row.id))) for row in legend(frame.edition.language))
    write(page.path, frame.render(page, "lists/legend.html", rows=rows))


def _fragments(row: LegendRow, example: Example | None) -> tuple[Markup | None, Markup | None]:
    """The views of an example, with anchors that no other row has."""
    if example is None:
        return None, None
    return (
        Markup(_LANDMARK.sub("", prefixed(example.reading, f"{row.id}-r-"))),
        Markup(_LANDMARK.sub("", prefixed(example.diplomatic, f"{row.id}-d-"))),
    )
