"""The law of zones: in order, apart, and every character that is no white space in exactly one."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.source.layouts import lay_out, registry
from diplomatica.source.layouts.interpret import zones_of
from diplomatica.source.layouts.model import Label, Layout, Part, Signature
from diplomatica.source.model import SourceText, Zone


def check(text: str, zones: tuple[Zone, ...]) -> None:
    position = 0
    for zone in zones:
        assert position <= zone.start < zone.end <= len(text)
        assert not text[position : zone.start].strip()
        assert not text[zone.start].isspace()
        assert not text[zone.end - 1].isspace()
        position = zone.end
    assert not text[position:].strip()


def _pieces() -> list[str]:
    pieces = [
        "",
        " ",
        "\u00a0",
        "May 7, 1963",
        "**May 7, 1963**",
        "<https://a.example/1>",
        '"A title," May 7, 1963, XYA. https://a.example',
        "**",
        "***",
        "•",
        "I came.",
        "Vesk thanks Lang.",
    ]
    for layout in registry():
        pieces += sorted(layout.furniture)
        for label in layout.labels:
            pieces += [label.text, f"**{label.text}**", f"  • {label.text} value"]
    return pieces


LINES = st.one_of(st.sampled_from(_pieces()), st.text(max_size=40))
TEXTS = st.lists(LINES, max_size=30).map("\n".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_recognised_layout(text: str) -> None:
    check(text, lay_out(SourceText("x.txt", text)).zones)


@pytest.mark.parametrize("layout", registry(), ids=lambda layout: layout.name)
@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_every_layout_on_any_text(layout: Layout, text: str) -> None:
    check(text, zones_of(SourceText("x.txt", text), layout))


@given(TEXTS)
@settings(max_examples=30, deadline=None)
def test_deterministic(text: str) -> None:
    assert lay_out(SourceText("x.txt", text)) == lay_out(SourceText("x.txt", text))


LABELS = st.builds(
    Label,
    text=st.sampled_from(["Shelf", "Shelf:", "Shelf mark", "Note: shelf", "Box:"]),
    field=st.sampled_from(["archive", "url", "title", "rendition", "site", "unheard-of"]),
    where=st.sampled_from(["head", "tail", "both"]),
    extent=st.sampled_from(["none", "adjoining", "line", "paragraph", "until", "matching"]),
    pattern=st.just(re.compile("[0-9]")),
    inline=st.booleans(),
    ends_head=st.booleans(),
    anchor=st.booleans(),
    before_anchor=st.booleans(),
    furniture=st.booleans(),
    parts=st.sampled_from([(), (Part("url", re.compile("http")),)]),
)
LABELLED = st.one_of(
    st.sampled_from(
        ["", "Shelf", "SHELF", "Shelf:", "Shelf: 12", "  • **Shelf** ", "**Shelf:** 12", "Shelf mark", "Note: shelf",
         "Box: 3 : 4", "Box:", "12", "<https://a.example/1>", "A. Bran"]
    ),
    st.text(max_size=12),
)  # fmt: skip


@given(
    st.lists(LABELS, min_size=1, max_size=4),
    st.sampled_from(["ordered", "labelled", "none"]),
    st.lists(LABELLED, max_size=14).map("\n".join),
)
@settings(max_examples=300, deadline=None)
def test_labels_that_a_user_may_ask_for(
    labels: list[Label], top: Literal["ordered", "labelled", "none"], text: str
) -> None:
    layout = Layout(
        "harbour",
        "Harbour",
        0,
        (Signature(1, "shelf"),),
        top=top,
        labels=tuple(labels),
        labels_by_text={label.text.casefold(): label for label in labels},
    )
    check(text, zones_of(SourceText("x.txt", text), layout))
