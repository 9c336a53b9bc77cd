"""The legend: the rows of the policy, with their examples."""

from __future__ import annotations

from diplomatica.views.policy import legend
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.legend import Example, write_legend
from diplomatica.views.site.model import Edition
from tests.views.site.gathering import at, texts

NOTES = '<p id="p.a">Text<a href="#n.1" id="r.1">a</a></p><section class="endnotes" role="doc-endnotes" aria-label="Notes"><p id="n.1">Note</p></section>'  # noqa: E501


def made(shown: dict[str, Example]) -> str:
    files: dict[str, bytes] = {}
    write_legend(Frame(Edition("Papers")), files.__setitem__, shown)
    return files["legend.html"].decode("utf-8")


def test_every_row_of_the_policy_that_readers_need_is_told() -> None:
    rows = legend("en")
    page = made({})
    assert texts(page, "//dl[@class='legend']//dt") == [" ".join(row.words.split()) for row in rows]
    assert f"Reading view: {rows[0].reading}" in texts(page, "//p[@class='legend-view']")


def test_examples_have_anchors_of_their_own_and_no_landmarks() -> None:
    page = made({row.id: Example(NOTES, NOTES) for row in legend("en")})
    ids = [str(one) for one in at(page, "//@id")]
    assert len(ids) == len(set(ids))
    assert "doc-endnotes" not in page
    first = legend("en")[0].id
    assert f"#{first}-r-n.1" in at(page, "//a/@href")
