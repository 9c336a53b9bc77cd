"""What a document tells the edition about itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.views.documents import Options, Views
from diplomatica.views.facts import AROUND, facts
from diplomatica.views.model import (
    Archive,
    CorrespAction,
    DateFact,
    DocumentFacts,
    Entity,
    Heading,
    Mention,
    Speech,
    Term,
)
from tests.conftest import ROOT
from tests.views.law import views

ENCODED = ROOT / "tei" / "encoded"

FERRY = (ENCODED.parents[1] / "tests" / "views" / "ferry.xml").read_text(encoding="utf-8")


def told(corresp: str = "", notes: str = "", language: str = "en") -> DocumentFacts:
    maker = views() if language == "en" else Views(Options(language=language))
    xml = FERRY.replace('xml:lang="en">', f'xml:lang="en"{corresp}>', 1).replace(
        "<notesStmt>", f"<notesStmt>{notes}", 1
    )
    return maker.of_text(xml, "ferry").facts


def test_the_header() -> None:
    facts = told()
    assert (facts.slug, facts.id, facts.title, facts.subtitle) == ("ferry", "d1", "A Ferry", "No. 4")
    assert facts.date == DateFact("1951-11-03", "1951-11-04", "3–4 November")
    assert (facts.place, facts.language, facts.original_language) == ("Kelm", "en", "ru")
    assert facts.genre == Term("genre.letter", "Letter")
    assert facts.precedence == (Term("precedence.urgent", "Urgent!"),)
    assert facts.archives == (Archive("CAO", (("fond", "71"), ("delo", "6"))),)
    assert (facts.citation, facts.summary) == ("CAO, 71/6", "A ferry is late.")
    assert facts.languages == (("en", "English"), ("ru", "Russian"))
    assert facts.responsible == (("author", "V. Horlenko"), ("translated", "Agnes Whitlock"))
    assert (facts.funder, facts.publisher, facts.record, facts.url) == (
        "A fund",
        "Archive",
        "77",
        "https://a.example/77",
    )
    assert (facts.number, facts.published, facts.licence) == ("4", "2019-06-17", "https://l.example/")
    assert facts.correspondence == (
        CorrespAction("sent", "horlenko", "Horlenko", "Kelm", DateFact("1951-11-03", "", "3 November")),
    )


def test_entities_have_a_name_without_the_office_in_the_language_of_the_interface() -> None:
    horlenko, someone, mfa, varro = told().entities
    assert horlenko == Entity(
        "person", "horlenko", "V.I. Horlenko", ("V.I. Horlenko", "Горленко", "W. I. Horlenko"), "Minister of Oster",
        "speaker", (("VIAF", "9"),),
    )  # fmt: skip
    assert (someone.name, someone.office) == ("the interpreter", "the interpreter")
    assert (mfa.kind, mfa.name) == ("org", "Ministry")
    assert (varro.key, varro.name, varro.ids) == ("varro", "Consul Varro", ())
    assert told(language="de").entities[0].name == "W. I. Horlenko"


def test_mentions_stand_with_the_words_around_them() -> None:
    mentions = told().mentions
    assert [(one.key, one.form) for one in mentions] == [
        ("mfa", "Ministry"), ("horlenko", "Horlenko of the MFA"), ("mfa", "MFA"), ("varro", "Consul Varro"),
    ]  # fmt: skip
    one = next(one for one in mentions if one.key == "horlenko")
    assert one.before == "two three four five six seven eight nine "
    assert one.after == " said that the ferry ran, X and Consul"
    inner = next(one for one in mentions if one.form == "MFA")
    assert inner.before == "five six seven eight nine Horlenko of the "
    note = next(one for one in mentions if one.form == "Ministry")
    assert note == Mention("org", "mfa", note.anchor, "A ", "Ministry", " note.")
    assert note.anchor.startswith("n.")
    assert one.anchor.startswith("p.")


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("the port (*), at dawn", "the port (", "), at dawn"),
        ("in the north<lb/>*<lb/>signed", "in the north ", " signed"),
        ('the Har<lb break="no"/>*’s men', "the Har", "’s men"),
        ('the DRS<lb/><gap reason="signature"><desc>signature</desc></gap> *', "the DRS [signature] ", ""),
        ("he left<note>a note</note>, *.", "he left, ", "."),
        ("a list <list><item>one</item></list>* goes on", "a list ", " goes on"),
        (
            "外交部长会见了大使并讨论了停战谈判问题然后立刻离开了在海津*领事馆",
            "见了大使并讨论了停战谈判问题然后立刻离开了在海津",
            "领事馆",
        ),
    ],
)
def test_what_stands_around_a_mention_is_spaced_as_the_text_is(text: str, before: str, after: str) -> None:
    name = '<persName ref="#horlenko">Horlenko</persName>'
    xml = FERRY.replace("<p>One", f"<p>{text.replace('*', name)}</p><p>One", 1)
    one = next(one for one in views().of_text(xml, "ferry").facts.mentions if one.form == "Horlenko")
    assert (one.before, one.after) == (before, after)


@pytest.mark.parametrize(
    ("attribute", "title", "language", "found"),
    [
        ("", "A Ferry", "ru", ""),
        ("", "Паром, No. 4", "ru", "ru"),
        ("", "Паром", "en", ""),
        (' xml:lang="fr"', "Un bac", "fr", "fr"),
        ("", "나루 4", "ko", "ko"),
        ("", "1951", "ru", ""),
    ],
)
def test_the_language_of_a_title(attribute: str, title: str, language: str, found: str) -> None:
    xml = FERRY.replace('<title type="main">A <hi>Ferry</hi>', f'<title type="main"{attribute}>{title}', 1)
    xml = xml.replace('ident="en" n="text"', f'ident="{language}" n="text"', 1)
    assert views().of_text(xml, "ferry").facts.title_language == found


def test_speeches_headings_and_counts() -> None:
    facts = told()
    assert facts.speeches == (
        Speech("horlenko", "someone", 1), Speech("horlenko", "mfa", 1), Speech("horlenko", "", 1),
    )  # fmt: skip
    first, second = facts.headings
    assert (first.level, first.text, second.level, second.text) == (1, "A heading", 2, "Inner")
    assert isinstance(first, Heading)
    assert first.anchor.startswith("h.")
    assert dict(facts.interventions) == {"supplied": 1}
    assert facts.doubts == 1


def test_a_translation_and_its_original() -> None:
    assert told().related == ()
    item = '<relatedItem type="original" target="../ru/ferry-ru.xml"/>'
    assert told(notes=item).related == (("ferry-ru", "original"),)
    assert told(corresp=' corresp="ferry-ru.xml#d2"').related == (("ferry-ru", "original"),)
    assert told(corresp=' corresp="#here"').related == ()


def test_of_the_specimens() -> None:
    for path in sorted(ENCODED.glob("*.xml")):
        facts = views().of(path).facts
        keys = {entity.key for entity in facts.entities}
        assert facts.title
        assert facts.genre
        assert facts.words > 100
        assert {mention.key for mention in facts.mentions} <= keys
        assert {speech.who for speech in facts.speeches} <= keys


@given(st.lists(st.tuples(st.sampled_from(["a", " ", "bb cc ", "d " * 200, "e" * 600]), st.booleans()), max_size=12))
def test_the_words_around_a_mention_are_those_of_the_whole_block(pieces: list[tuple[str, bool]]) -> None:
    mention = '<mention kind="person" key="k">{}</mention>'
    xml = "".join(mention.format(text) if is_mention else text for text, is_mention in pieces)
    found = facts(f'<facts><block anchor="p">{xml}</block></facts>', "d", 0).mentions
    texts = [text for text, _ in pieces]
    expected = [
        (" ".join("".join(texts[:place]).split()[-AROUND:]), " ".join("".join(texts[place + 1 :]).split()[:AROUND]))
        for place, (_, is_mention) in enumerate(pieces)
        if is_mention
    ]
    assert [(one.before.strip(), one.after.strip()) for one in found] == expected


def test_a_text_may_be_longer_than_parsers_expect() -> None:
    long = "word " * 2_200_000
    found = facts(f'<facts><block anchor="p">{long}<mention kind="person" key="k">X</mention></block></facts>', "d", 0)
    assert found.mentions[0].before.split() == ["word"] * AROUND
