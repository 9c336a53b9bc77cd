"""What a document tells the edition about itself."""

from __future__ import annotations

from diplomatica.views.documents import Options, Views
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
    assert one.before == "two three four five six seven eight nine"
    assert one.after == "said that the ferry ran, X and Consul"
    inner = next(one for one in mentions if one.form == "MFA")
    assert inner.before == "five six seven eight nine Horlenko of the"
    note = next(one for one in mentions if one.form == "Ministry")
    assert note == Mention("org", "mfa", note.anchor, "A", "Ministry", "note.")
    assert note.anchor.startswith("n.")
    assert one.anchor.startswith("p.")


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
