"""The law of zones: in order, apart, and every character that is no white space in exactly one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.source.layouts import lay_out, registry
from diplomatica.source.layouts.interpret import zones_of
from diplomatica.source.layouts.model import Layout
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
