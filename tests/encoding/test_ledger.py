"""The proof that nothing is lost: what it lets pass, and what it finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding import ledger
from diplomatica.encoding.ledger import Loss, check
from diplomatica.source.emphasis import marks
from diplomatica.source.model import LaidOut, SourceText, Zone
from diplomatica.tei.diplomatic import BLOCK, JOINT

_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader><text><body>{body}</body></text></TEI>'
_TITLE = "fileDesc/titleStmt/title[@type='main']"


def _laid_out(text: str, *zones: Zone) -> LaidOut:
    return LaidOut(SourceText("note.txt", text), "bare", zones or (Zone(0, len(text), "text"),))


def _check(text: str, body: str) -> Loss | None:
    return check(_laid_out(text), _TEI.format(header="", body=body).encode(), ())


SAME = [
    ("The harbour is closed.", "<p>The harbour is closed.</p>"),
    ("The  harbour\nis closed.", "<p>The harbour is closed.</p>"),
    ("The harbour is **closed**.", "<p>The harbour is closed.</p>"),
    ("one\n\ntwo", "<p>one</p><p>two</p>"),
    ("onetwo", "<p>one</p><p>two</p>"),
    ("he [Bran] left", '<p>he <supplied rend="brackets">Bran</supplied> left</p>'),
    ("he[Bran]left", '<p>he<supplied rend="brackets">Bran</supplied>left</p>'),
    ("3. Kelm", '<list><item n="3.">Kelm</item></list>'),
    ("Velta\u00a0Bay", "<p>Velta Bay</p>"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "body"), SAME)
def test_what_holds(text: str, body: str) -> None:
    assert _check(text, body) is None


LOST = [
    ("The harbour is closed.", "<p>The harbour is open.</p>", "has “closed.” where the TEI has “open.”", 15),
    ("The harbour is closed.", "<p>The harbour is</p>", "has “closed.” where the TEI has “the end”", 15),
    ("The harbour", "<p>The harbour is</p>", "has “the end” where the TEI has “is”", 11),
    ("The har bour", "<p>The harbour</p>", "a space was lost", 8),
    ("The harbour", "<p>The har bour</p>", "a space was added", 7),
    ("**The** har bour", "<p>The harbour</p>", "a space was lost", 12),
]


@pytest.mark.parametrize(("text", "body", "what", "offset"), LOST)
def test_what_does_not(text: str, body: str, what: str, offset: int) -> None:
    loss = _check(text, body)
    assert loss is not None
    assert what in loss.what
    assert loss.offset == offset


HOMES = [
    ("Note from Kelm", _TITLE, None),
    ("Note from Sorr", _TITLE, f"a header field is not in {_TITLE}"),
    ("Note from Kelm", "", "a header field is set aside"),
    (", ;", "", None),
    ("a note", "profileDesc/textClass/catRef/@n", None),
    ("a letter", "profileDesc/textClass/catRef/@n", "a header field is not in profileDesc/textClass/catRef/@n"),
    ("by Ian Moor", "fileDesc/titleStmt/respStmt", None),
]


@pytest.mark.parametrize(("text", "path", "what"), HOMES)
def test_the_homes_of_header_zones(text: str, path: str, what: str | None) -> None:
    header = (
        '<fileDesc><titleStmt><title type="main">Note from Kelm</title>'
        "<respStmt><resp>by</resp><persName>Ian Moor</persName></respStmt></titleStmt></fileDesc>"
        '<profileDesc><textClass><catRef n="a note"/></textClass></profileDesc>'
    )
    zone = Zone(0, len(text), "header", "title")
    loss = check(_laid_out(text, zone), _TEI.format(header=header, body="").encode(), [(zone, path)])
    assert (loss.what if loss else None) == what


def test_the_same_words_twice_need_two_places() -> None:
    zones = Zone(0, 4, "header", "title"), Zone(5, 9, "header", "title")
    header = '<fileDesc><titleStmt><title type="main">Kelm{}</title></titleStmt></fileDesc>'
    laid_out, homes = _laid_out("Kelm Kelm", *zones), [(zone, _TITLE) for zone in zones]
    assert check(laid_out, _TEI.format(header=header.format(" Kelm"), body="").encode(), homes) is None
    assert check(laid_out, _TEI.format(header=header.format(""), body="").encode(), homes) is not None


def test_zones_must_hold_every_character_once() -> None:
    data = _TEI.format(header="", body="<p>ab</p>").encode()
    gap = check(_laid_out("a b", Zone(0, 1, "text")), data, ())
    twice = check(_laid_out("ab", Zone(0, 2, "text"), Zone(1, 2, "text")), data, ())
    assert gap == Loss("a character has no home", 2)
    assert twice == Loss("a character has two homes", 1)


@given(st.text(alphabet=f"ab {BLOCK}{JOINT}\u00a0", max_size=24), st.text(alphabet="ab \n\u00a0", max_size=24))
def test_the_quick_proof_agrees_with_the_long_one(rebuilt: str, source: str) -> None:
    laid_out = _laid_out(source)
    words, found = source.split(), rebuilt.split()
    ends, there = ledger._ends(words), ledger._ends(found)
    free = ledger._ends(rebuilt.replace(" ", "").replace("\u00a0", "").split())
    same = "".join(words) == "".join(found) and not (ends ^ there) - free
    quick = ledger._told(" ".join(words), rebuilt)
    assert not quick or ledger._same_text(laid_out, rebuilt, marks(source)) is None
    assert quick == same
