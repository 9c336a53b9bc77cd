"""Layouts that users write: what they can say, and how their mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.source.layouts import lay_out, read_layout
from diplomatica.source.model import SourceText

GOOD = """name = "harbour"
threshold = 2
top = "labelled"
furniture = ["Harbour Papers Online"]

[fixed]
publisher = "Harbour Office"

[[signature]]
line = "Harbour Papers Online"
score = 2

[[label]]
text = ["Signatur:"]
field = "citation"
inline = true
extent = "line"

[[label]]
text = ["Text:"]
field = "site"
extent = "none"
ends_head = true
"""


def test_a_users_layout(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text(GOOD, encoding="utf-8")
    page = lay_out(
        SourceText("a.txt", "Harbour Papers Online\nBericht aus Kelm\nSignatur: XYA, Bl. 3\nText:\nSalz ist teuer.\n"),
        [read_layout(path)],
    )
    assert page.layout == "harbour"
    assert page.values == {"publisher": "Harbour Office"}
    assert [page.string(zone) for zone in page.fields("title")] == ["Bericht aus Kelm"]
    assert [page.string(zone) for zone in page.fields("citation")] == ["XYA, Bl. 3"]
    assert [page.string(zone) for zone in page.zones if zone.home == "text"] == ["Salz ist teuer."]


@pytest.mark.parametrize(
    "lines",
    [
        "Signatur: XYA, Bl. 3",
        "Signatur:\nXYA, Bl. 3",
        "Signatur\nXYA, Bl. 3",
        "**Signatur**\nXYA, Bl. 3",
        "SIGNATUR\nXYA, Bl. 3",
    ],
)
def test_an_inline_label_may_stand_alone_with_or_without_its_colon(tmp_path: Path, lines: str) -> None:
    path = tmp_path / "harbour.toml"
    path.write_text(GOOD.replace('["Signatur:"]', '["Signatur:", "Signatur"]'), encoding="utf-8")
    page = lay_out(
        SourceText("a.txt", f"Harbour Papers Online\nBericht aus Kelm\n{lines}\nText:\nSalz: es ist teuer.\n"),
        [read_layout(path)],
    )
    assert [page.string(zone) for zone in page.fields("citation")] == ["XYA, Bl. 3"]
    assert [page.string(zone) for zone in page.zones if zone.home == "text"] == ["Salz: es ist teuer."]


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("threshold = 2", 'threshold = "two"'), 2, "threshold"),
        (('top = "labelled"', 'top = "sideways"'), 3, "sideways"),
        (('field = "citation"', 'felt = "citation"'), 15, "felt"),
        (('extent = "none"', 'extent = "matching"'), 19, "pattern"),
        (('line = "Harbour Papers Online"\nscore', 'pattern = "(("\nscore'), 10, "no regular expression: missing )"),
        (('name = "harbour"\n', 'name = "harbour\n'), 1, "TOML"),
    ],
)
def test_mistakes_are_told_with_file_and_line(tmp_path: Path, change: tuple[str, str], line: int, words: str) -> None:
    path = tmp_path / "harbour.toml"
    assert change[0] in GOOD
    path.write_text(GOOD.replace(*change, 1), encoding="utf-8")
    with pytest.raises(UnusableInput) as caught:
        read_layout(path)
    assert caught.value.where.startswith(f"{path}:{line}")
    assert words in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput):
        read_layout(tmp_path / "none.toml")


def test_the_layouts_of_the_package_keep_to_the_schema() -> None:
    from importlib.resources import files

    from diplomatica.source.layouts.load import BUILT_IN, parse

    for name in BUILT_IN:
        parse(files("diplomatica.source.layouts").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"), name)


def test_a_layout_that_found_none_of_its_labels_is_told(tmp_path: Path) -> None:
    from diplomatica.encoding.encode import Options, encode

    path = tmp_path / "harbour.toml"
    path.write_text(GOOD, encoding="utf-8")
    options = Options(layouts=(read_layout(path),))
    bare = encode(SourceText("a.txt", "Harbour Papers Online\n\nSalz ist teuer.\n"), options)
    assert [doubt.rule for doubt in bare.doubts] == ["LAY03"]
    text = "Harbour Papers Online\nBericht aus Kelm\nSignatur: XYA, Bl. 3\nText:\nSalz ist teuer.\n"
    assert not encode(SourceText("a.txt", text), options).doubts
