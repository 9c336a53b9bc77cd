"""Insertions about the room, about what is missing, and about names, in the many ways that they are worded."""

from __future__ import annotations

import pytest

from diplomatica.encoding.insertions import Context, find
from diplomatica.encoding.insertions.similar import eastern_given_name, other_script
from diplomatica.encoding.model import Mention

PLAIN, MEETING = Context(), Context(transcript=True)

ROOM = [
    ("nobody had asked the fishermen (he laughed).", PLAIN),
    ("I agree. [He smiles.] But", PLAIN),
    ("(Both laugh.)", PLAIN),
    ("[Amusement]", PLAIN),
    ("it is so. [nods] Yes.", PLAIN),
    ("one after the other. (rummages in his bag)", MEETING),
    ("Well. [sighs] Yes.", MEETING),
    ("(At this point there was a break of an hour.)", MEETING),
    ("All agreed. [At this point the Consul left the room.] The talks went on.", PLAIN),
    ("Good. [Turning to Comrade Orlan] You know him.", MEETING),
    ("Yes. (The Chairman points to the chart.) Here", MEETING),
    ("[prolonged, stormy applause]", MEETING),
    ("[Silence in the hall.]", MEETING),
    ("[Voice from the floor: Never!]", MEETING),
    ("No. (in a low voice) Well", MEETING),
    ("No. [to the interpreter] Well", MEETING),
]

NOT_ROOM = ["he [shows] me", "he [nodded] and left", "so [he left] the room", "we thank you [for coming]"]

GAPS = [
    ("the proposal [garble] be sent", "garbled"),
    ("[garbled group]", "garbled"),
    ("time. [Two lines struck out] We", "cancelled"),
    ("[sketch not included]", "editorial"),
    ("[table not reproduced here]", "editorial"),
    ("[annex not found in the file]", "missing"),
    ("[photograph]", "editorial"),
    ("[dollar amount not declassified]", "redacted"),
    ("[Numbered paragraph 3 (2 lines of source text) not declassified.]", "redacted"),
    ("[Here follow two paragraphs on fish.]", "editorial"),
    ("[word illegible, possibly harbor]", "illegible"),
    ("[apparent omission]", "editorial"),
]

NOTES = [
    ("[crossed out: never]", "translator"),
    ("[struck through: the harbor]", "translator"),
    ("[as received]", "translator"),
    ("[end of document]", "translator"),
    ("[translated from French]", "translator"),
    ("[spelling uncertain]", "translator"),
    ("[added in pencil: no]", "handwritten"),
    ("it is [on page 9 they call it a lake – A. B.] so", "translator"),
    ("it is (on page 9 they call it a lake – A. B.) so", "author"),
    ("the word orlu [орлу] is", "translator"),
]

PLACES = [
    # text, kind, target, reason
    ("we shall [b] send men; [c] wait", "supplied", "", "completion"),
    ("in Orlan [now Velta] he", "supplied", "", "clarification"),
    ("Front for Lake Liberation [FLL] of", "abbr", "Front for Lake Liberation", ""),
    ("the Lake Liberation Front [FLL] of", "abbr", "Lake Liberation Front", ""),
    ("the Harbor Workers' Union [SHV] of", "abbr", "Harbor Workers' Union", ""),
    ("of the BWP CC [Central Committee of the Belmoran Workers' Party] said", "expan", "BWP CC", ""),
    ("promised in Arvand [sic; recte Velta] that", "sic", "Arvand", ""),
    ("the fourty [sic, forty] boats", "sic", "fourty", ""),
]


@pytest.mark.parametrize(("text", "context"), ROOM)
def test_in_the_room(text: str, context: Context) -> None:
    assert [one.kind for one in find(text, (), (), context)] == ["stage"]


@pytest.mark.parametrize("text", NOT_ROOM)
def test_supplied_and_not_in_the_room(text: str) -> None:
    assert [one.kind for one in find(text, (), (), MEETING)] == ["supplied"]


@pytest.mark.parametrize(("text", "reason"), GAPS)
def test_gap(text: str, reason: str) -> None:
    assert [(one.kind, one.reason) for one in find(text)] == [("gap", reason)]


@pytest.mark.parametrize(("text", "kind"), NOTES)
def test_note(text: str, kind: str) -> None:
    assert [(one.kind, dict(one.attrs)["type"]) for one in find(text)] == [("note", kind)]


@pytest.mark.parametrize(("text", "kind", "target", "reason"), PLACES)
def test_by_place(text: str, kind: str, target: str, reason: str) -> None:
    for one in find(text):
        assert (one.kind, text[slice(*one.target)] if one.target else "", one.reason) == (kind, target, reason)
    assert find(text)


@pytest.mark.parametrize("number", ["-3-", "page 3 of the original", "begin page 3", "p. 3 verso"])
def test_page(number: str) -> None:
    (one,) = find(f"text [{number}] text")
    assert (one.kind, one.attrs) == ("pb", (("n", "3"),))


def person(text: str, name: str) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), "person", (start, start + len(name)))


@pytest.mark.parametrize(
    ("text", "names", "kind", "target"),
    [
        ("with Orlov [Deputy Minister of Waters] here", ["Orlov"], "supplied", ""),
        ("with Zhou [Mingde] here", ["Zhou"], "supplied", ""),
        ("and Lindner [Orlov] said", ["Orlov"], "gloss", "Lindner"),
        ("with Jon Arben [琼·阿尔本] here", ["Jon Arben"], "altName", "Jon Arben"),
    ],
)
def test_after_a_person(text: str, names: list[str], kind: str, target: str) -> None:
    (one,) = find(text, [person(text, name) for name in names])
    assert (one.kind, text[slice(*one.target)] if one.target else "") == (kind, target)


def test_scripts() -> None:
    assert other_script("Arben", "阿尔本")
    assert other_script("орлу", "아르벤")
    assert not other_script("Arben", "Ärben")
    assert not other_script("", "阿")


def test_eastern_given_name() -> None:
    assert eastern_given_name("Kim", "Dae-min")
    assert not eastern_given_name("Lindner", "Orlov")
    assert not eastern_given_name("Orlov", "Dae-min")


@pytest.mark.parametrize("piece", ["[a]", "[he laughs] ", "Union [AB] ", "[sic; x] ", "Ф [А] "])
def test_many_insertions_are_found(piece: str) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    count = 80_000 // len(piece)
    assert len(find(piece * count)) >= count // 2
