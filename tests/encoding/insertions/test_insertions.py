"""Insertions of every kind, told by their wording and by the words round them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding.insertions import Context, Insertion, find, open_runs
from diplomatica.encoding.model import DateFound, Mention, NameKind

NOTES = Context(footnotes=frozenset({"1", "*"}))
MEETING = Context(transcript=True)

BY_CONTENT = [
    # text, kind, reason or an attribute
    ("he [...] left", "gap", "editorial"),
    ("he […] left", "gap", "editorial"),
    ("he [. . .] left", "gap", "editorial"),
    ("he [….] left", "gap", "editorial"),
    ("he [---] left", "gap", "editorial"),
    ("he [] left", "gap", "editorial"),
    ("[2 lines redacted]", "gap", "redacted"),
    ("[illegible]", "gap", "illegible"),
    ("[one word illegible]", "gap", "illegible"),
    ("[text missing]", "gap", "missing"),
    ("[Omitted here is a list of those present]", "gap", "editorial"),
    ("[less than 1 line not declassified]", "gap", "redacted"),
    ("[1 paragraph (5 lines) not declassified]", "gap", "redacted"),
    ("[name of a courier illegible]", "gap", "illegible"),
    ("(illegible)", "gap", "illegible"),
    ("[Signature]", "gap", "signature"),
    ("[illegible signature]", "gap", "signature"),
    ("(signature)", "gap", "signature"),
    ("[Translator's Note: a pun]", "note", "translator"),
    ("[Trans. note: a pun]", "note", "translator"),
    ("[Editor’s note: so dated]", "note", "editor"),
    ("[a slip for Arvand -- Ed.]", "note", "editor"),
    ("[so in the draft — trans.]", "note", "translator"),
    ("(at the wish of the guests—our note)", "note", "author"),
    ("(my italics)", "note", "author"),
    ("(author's note)", "note", "author"),
    ("(the Chinese original reads when the ice melts)", "note", "translator"),
    ("(in English in the original)", "note", "translator"),
    ("(emphasis added)", "note", "translator"),
    ("[see document 5]", "note", "translator"),
    ("[crossed out: never]", "note", "translator"),
    ("[handwritten: agreed]", "note", "handwritten"),
    ("[in the left margin: no]", "note", "handwritten"),
    ("[stamp: Secret Section]", "stamp", ""),
    ("[round seal of the Embassy]", "stamp", ""),
    ("[page 2]", "pb", "2"),
    ("[end of page 14]", "pb", "14"),
    ("[Page break]", "pb", ""),
    ("[Laughter]", "stage", ""),
    ("the M[inistry of] Roads", "ex", ""),
    ("(Applause.)", "stage", ""),
    ("text[1] goes on", "footnote", "1"),
    ("text[*] goes on", "footnote", "*"),
]

PLAIN = [
    "Fund for Inland Waters (FIW)",
    "states (Arvand, Belmora)",
    "(1) first; (2) second",
    "(see the text of the agreement)",
    "(signed) (ss) /s/",
    "he spoke (in Russian) to us",
    "(1954) (general debate)",
    "a ] stray",
    "a [ stray",
]

BY_PLACE = [
    # text, kind, target, reason
    ("a clerk of the IWD [Inland Waters Department]", "expan", "IWD", ""),
    ("the GRV [Chief Directorate of Waters] said", "expan", "GRV", ""),
    ("the CC [Central Committee] met", "expan", "CC", ""),
    ("the CC BWP [Central Committee of the BWP] met", "expan", "CC BWP", ""),
    ("for Inland Waters [IW]", "abbr", "Inland Waters", ""),
    ("the Belmoran Workers' Party [BWP]", "abbr", "Belmoran Workers' Party", ""),
    ("the F[oreign] desk", "ex", "F", ""),
    ("Dep[uty] head", "ex", "Dep", ""),
    ("colour[s]", "supplied", "", "completion"),
    ("gov[ernmen]t", "supplied", "", "completion"),
    ("the [UN] Security Council", "supplied", "", "clarification"),
    ("he told [me] so", "supplied", "", "grammar"),
    ("[We are] glad", "supplied", "", "grammar"),
    ("aims [put forth by] them", "supplied", "", "grammar"),
    ("no link [to the events]", "supplied", "", "clarification"),
    ("40,000 [troops] stood", "supplied", "", "clarification"),
    ("Dr. Orlan (?) spoke", "unclear", "Orlan", ""),
    ("the weir [?] broke", "unclear", "weir", ""),
    ("the dialouge [sic] broke", "sic", "dialouge", ""),
    ('the "dialouge" [sic!] broke', "sic", '"dialouge"', ""),
    ("the dialouge (sic) broke", "sic", "dialouge", ""),
    ("with Bak Jeong-ho [Pak Chong Ho] came", "altName", "Bak Jeong-ho", ""),
    ("with Seo Dae-min [So Tae Min] came", "altName", "Seo Dae-min", ""),
    ("with T.L. Dao [Tao Tinglan] came", "altName", "T.L. Dao", ""),
    ("with Chang Tse-min [Zhang Zemin] came", "altName", "Chang Tse-min", ""),
    ("with Hsu Teh-kang [Xu Degang] came", "altName", "Hsu Teh-kang", ""),
]


def flat(found: tuple[Insertion, ...]) -> list[Insertion]:
    return [one for insertion in found for one in (insertion, *flat(insertion.children))]


def mention(text: str, name: str, kind: NameKind = "person", core: str | None = None) -> Mention:
    start = text.index(name)
    inner = start + name.index(core) if core is not None else start
    span = (inner, inner + len(core if core is not None else name))
    roles = ((start, inner),) if inner > start else ()
    return Mention(start, start + len(name), kind, span, roles)


@pytest.mark.parametrize(("text", "kind", "detail"), BY_CONTENT)
def test_by_content(text: str, kind: str, detail: str) -> None:
    (one,) = find(text, (), (), NOTES)
    assert one.kind == kind
    assert (one.reason or dict(one.attrs).get("type") or dict(one.attrs).get("n") or "") == detail


@pytest.mark.parametrize("text", PLAIN)
def test_no_insertion(text: str) -> None:
    assert find(text, (), (), NOTES) == ()


@pytest.mark.parametrize(("text", "kind", "target", "reason"), BY_PLACE)
def test_by_place(text: str, kind: str, target: str, reason: str) -> None:
    (one,) = find(text)
    assert (one.kind, text[slice(*one.target)] if one.target else "", one.reason) == (kind, target, reason)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Good. (reads) Yes.", "stage"),
        ("[The session opened at ten, Mr. Orlan presiding.]", "stage"),
        ("[Interruption]", "stage"),
        ("[He shows a map.]", "stage"),
        ("we thank you [for this].", "supplied"),
    ],
)
def test_in_a_transcript(text: str, kind: str) -> None:
    assert [one.kind for one in find(text, (), (), MEETING)] == [kind]


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("[2 lines redacted]", "line", ("quantity", "2")),
        ("[one word illegible]", "word", ("quantity", "1")),
        ("[several words missing]", "word", ("extent", "several words")),
        ("[less than 1 line not declassified]", "line", ("extent", "less than 1 line")),
    ],
)
def test_measure_of_a_gap(text: str, unit: str, amount: tuple[str, str]) -> None:
    (one,) = find(text)
    assert one.attrs == (("unit", unit), amount)


@pytest.mark.parametrize("verb", ["lost", "cut", "destroyed"])
def test_a_verb_that_was_supplied_is_no_gap(verb: str) -> None:
    (one,) = find(f"they have [{verb}] the crop")
    assert (one.kind, one.reason) == ("supplied", "grammar")


def test_who_is_meant() -> None:
    text = "from Comrade Orlov [Veltin] to him"
    (one,) = find(text, (mention(text, "Comrade Orlov", core="Orlov"),))
    assert (one.kind, one.target) == ("gloss", (5, 18))


def test_adjective_after_a_name_is_no_gloss() -> None:
    text = "told Orlov [Soviet] officials"
    (one,) = find(text, (mention(text, "Orlov"),))
    assert one.kind == "supplied"


def test_name_completed() -> None:
    text = "with W[alter] Brandis and Kim [Dae-min] here"
    names = (mention(text, "W[alter] Brandis"), mention(text, "Kim [Dae-min]"))
    assert [(one.kind, one.reason) for one in find(text, names)] == [("supplied", "completion")] * 2


def test_name_completed_and_given_again() -> None:
    text = "Ambassador Kim [Dae-min] [Kim Tae Min] said"
    names = (mention(text, "Ambassador Kim [Dae-min]", core="Kim [Dae-min]"),)
    assert [one.kind for one in find(text, names)] == ["supplied", "altName"]


def test_letters_inside_an_office_are_an_expansion() -> None:
    text = "F[oreign] Minister Orlov"
    name = Mention(0, len(text), "person", (19, len(text)), ((0, 18),))
    assert [one.kind for one in find(text, (name,))] == ["ex"]


def test_foreign_abbreviation_of_an_organisation() -> None:
    text = "the Ministry of Waters [MGVS] wrote"
    (one,) = find(text, (mention(text, "Ministry of Waters", "org"),))
    assert (one.kind, one.target) == ("abbr", (4, 22))


def test_completed_date() -> None:
    text = "on 7 [April] he"
    date = DateFound(3, 12, (("when", "1966-04-07"),))
    (one,) = find(text, (), (date,))
    assert (one.kind, one.reason, one.low) == ("supplied", "completion", False)


def test_doubtful_reading() -> None:
    (one,) = find("about [[six]] boats")
    assert (one.kind, one.rend, one.inner, one.children) == ("unclear", "double-brackets", (8, 11), ())


def test_nested_in_a_note() -> None:
    text = "left (the Chinese [sic] original reads went) early"
    (one,) = find(text)
    assert (one.kind, one.rend) == ("note", "parentheses")
    assert [(child.kind, text[slice(*child.target or (0, 0))]) for child in one.children] == [("sic", "Chinese")]


def test_brackets_inside_plain_parentheses() -> None:
    assert [one.kind for one in find("the fleet (ten [small] boats) left")] == ["supplied"]


def test_number_without_a_footnote_is_doubtful() -> None:
    (one,) = find("text[7] goes on", (), (), NOTES)
    assert (one.kind, one.low) == ("supplied", True)


def test_stray_bracket_stays_text() -> None:
    text = "an [unclosed [UN] text"
    assert [text[one.start : one.end] for one in find(text)] == ["[UN]"]


def test_bracket_over_blocks() -> None:
    texts = ["He left. [The rest", "is long", "and dull.] Then"]
    (run,) = open_runs(texts)
    assert [(number, part.start, part.end, part.inner) for number, part in run.parts] == [
        (0, 9, 18, (10, 18)),
        (1, 0, 7, (0, 7)),
        (2, 0, 10, (0, 9)),
    ]
    assert {part.kind for _, part in run.parts} == {"supplied"}


def test_note_over_blocks() -> None:
    (run,) = open_runs(["[Translator's note: it", "goes on.]"])
    assert {(part.kind, part.resp) for _, part in run.parts} == {("note", "translator")}


@pytest.mark.parametrize("texts", [[], ["a [b] c", "d"], ["a [b", "c"], ["a] b", "c [d"]])
def test_no_run(texts: list[str]) -> None:
    assert open_runs(texts) == ()


PIECES = st.sampled_from(
    ["[", "[", "]", "]", "(", ")", "sic", "?", "word", "Kim", "IWD", "Inland Waters Department", " ", " ", "...", "1",

     "illegible", "note", "-", "our note", "F", "oreign", "Signature", "page 2", "Laughter",
     "in the original", ".", '"'],
)  # fmt: skip


def check(found: tuple[Insertion, ...], text: str, low: int, high: int) -> None:
    """Insertions stand in order between two positions, with their sigla where they should be."""
    for one in found:
        assert low <= one.start < one.inner[0] <= one.inner[1] < one.end <= high
        assert text[one.start] in "[("
        assert text[one.end - 1] == {"[": "]", "(": ")"}[text[one.start]]
        width = 2 if one.rend == "double-brackets" else 1
        assert one.inner == (one.start + width, one.end - width)
        if one.target is not None:
            assert 0 <= one.target[0] < one.target[1] or one.target == one.inner
            assert one.target[1] <= one.start or one.target == one.inner
        check(one.children, text, *one.inner)
        low = one.end


@given(st.lists(PIECES, max_size=24).map("".join), st.booleans())
@settings(max_examples=400, deadline=None)
def test_laws(text: str, transcript: bool) -> None:
    """Insertions nest, lie in the text, and are the same every time."""
    context = Context(transcript, frozenset({"1"}))
    found = find(text, (), (), context)
    assert found == find(text, (), (), context)
    check(found, text, 0, len(text))


@given(st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=6))
@settings(max_examples=150, deadline=None)
def test_laws_of_runs(texts: list[str]) -> None:
    """Parts follow one another from block to block; the first opens and the last closes."""
    for run in open_runs(texts):
        (first, opening), *_, (last, closing) = run.parts
        assert [number for number, _ in run.parts] == list(range(first, last + 1))
        assert len(run.parts) > 1
        assert texts[first][opening.start] == "["
        assert texts[last][closing.end - 1] == "]"


@pytest.mark.parametrize("piece", ["[", "(", "[]", "[[]]", "[(", "()", "A", "A [B] ", "(sic) ", "a [b] ", "]"])
def test_long_hostile_input_is_read(piece: str) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    text = piece * (60_000 // len(piece))
    assert all(0 <= found.start < found.end <= len(text) for found in find(text))


def test_deep_nesting_is_quick() -> None:
    assert find("[" * 50_000 + "x" + "]" * 50_000)
    assert open_runs(["[" * 50_000, "]" * 50_000])
