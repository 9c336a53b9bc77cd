"""A translation beside its original, in Chromium: the columns scroll by paragraphs, though no words are the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.views.site.conftest import publish

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{language}"><teiHeader><fileDesc>
<titleStmt><title xml:lang="{language}">{title}</title></titleStmt><publicationStmt><p>Archive</p></publicationStmt>
<sourceDesc><bibl><relatedItem type="{kind}" target="{other}.xml"/></bibl></sourceDesc></fileDesc></teiHeader>
<text><body><div>{body}</div></body></text></TEI>"""
_BELL = "The harbour master rang the bell and nobody came to the quay that morning. "
_GLOCKE = "Der Hafenmeister läutete die Glocke, und an diesem Morgen kam niemand an den Kai. "
_COUNT = 14


def _paragraphs(sentence: str, lengths: list[int]) -> list[str]:
    return [f"<p>{number}a {sentence * length}</p>" for number, length in enumerate(lengths)]


def _bodies(kind: str) -> tuple[str, str]:
    """An original whose paragraphs grow, and a translation whose paragraphs shrink."""
    lengths = [1 + number for number in range(_COUNT)]
    first, second = _paragraphs(_BELL, lengths), _paragraphs(_GLOCKE, lengths[::-1])
    if kind == "paragraphs":
        return "".join(first), "".join(second)
    if kind == "headings":  # the first part of the translation has a paragraph more, the second is like the original's
        first.insert(7, "<head>The Storm</head>")
        second[7:7] = ["<p>Noch ein Absatz.</p>", "<head>Der Sturm</head>"]
        one, two = "".join(first), "".join(second)
        return tuple(text.replace("<head>", "</div><div><head>") for text in (one, two))  # type: ignore[return-value]
    items = [
        "<list>" + "".join(f'<item n="{n + 1}.">{p[3:-4]}</item>' for n, p in enumerate(found)) + "</list>"
        for found in (first, second)
    ]
    return items[0], "<p>Vorbemerkung.</p>" + items[1]


@pytest.mark.parametrize("kind", ["paragraphs", "headings", "numbers"])
def test_a_translation_scrolls_with_its_original_by_paragraphs(browser: Browser, tmp_path: Path, kind: str) -> None:
    english, german = _bodies(kind)
    texts = {
        "bell": _TEI.format(language="en", title="The Bell", kind="translation", other="glocke", body=english),
        "glocke": _TEI.format(language="de", title="Die Glocke", kind="original", other="bell", body=german),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
    assert publish(tmp_path / "site", *(tmp_path / f"{name}.xml" for name in texts))["problems"] == []
    page = browser.new_page(viewport={"width": 1280, "height": 700})
    page.goto((tmp_path / "site" / "documents" / "bell" / "with-glocke.html").as_uri())
    left, right = page.locator("[data-pane]").nth(0), page.locator("[data-pane]").nth(1)
    left.hover()
    script = """([left, right, start]) => {
      const block = pane => [...pane.querySelectorAll('.p, .item')].find(one => one.textContent.includes(start));
      const away = pane => block(pane).getBoundingClientRect().top - pane.getBoundingClientRect().top;
      left.scrollTop += away(left);
      return new Promise(done => setTimeout(() => done([away(left), away(right)]), 200));
    }"""
    for number in (8, 10) if kind == "headings" else (3, 8, 10):
        away = page.evaluate(script, [left.element_handle(), right.element_handle(), f"{number}a "])
        assert abs(away[0]) < 3
        assert abs(away[1]) < 12, (number, away)
    page.close()
