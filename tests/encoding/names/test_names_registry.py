"""One entry for one person, over a whole document."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.encoding.model import Entry, NameForm
from diplomatica.encoding.names import Authority, Hint, Registry
from diplomatica.errors import UnusableInput


def refs(registry: Registry, text: str) -> list[tuple[str, str]]:
    return [(text[name.start : name.end], name.ref) for name in registry.mentions(text) if name.kind == "person"]


def entry(registry: Registry, ref: str) -> Entry:
    return next(entry for entry in registry.entries if entry.ref == ref)


def test_all_forms_of_one_name_lead_to_one_entry() -> None:
    texts = [
        "RECORD OF A TALK BETWEEN A.A. ORLIN AND AMBASSADOR HAN SONG-JIN",
        "Foreign Minister [Andrei] Orlin greeted comrade Han Song-jin.",
        "Orlin asked about the mines. Comrade Orlin thanked Han.",
    ]
    registry = Registry.build(texts, "Talk between Foreign Minister Andrei Orlin and Ambassador Han Song-jin")
    found = [ref for text in texts for _, ref in refs(registry, text)]
    assert found == ["orlin", "han-song-jin", "orlin", "han-song-jin", "orlin", "orlin", "han-song-jin"]
    assert entry(registry, "orlin").forms[0] == NameForm("Andrei Orlin", "Foreign Minister")


def test_a_bare_surname_is_found_once_the_document_knows_it() -> None:
    texts = ["Hentzau had left the town.", "Count Rudolf Hentzau came back, and nobody saw Hentzau go."]
    registry = Registry.build(texts)
    assert refs(registry, texts[0]) == [("Hentzau", "hentzau")]
    assert refs(registry, texts[1]) == [("Count Rudolf Hentzau", "hentzau"), ("Hentzau", "hentzau")]


def test_a_surname_of_several_goes_to_the_one_of_that_office() -> None:
    texts = [
        "Ambassador Kim [Tae-shik] said that Kim Il Sung would come.",
        "Ambassador Kim agreed.",
        "Comrade Kim agreed.",
    ]
    registry = Registry.build(texts)
    assert refs(registry, texts[1]) == [("Ambassador Kim", "kim-tae-shik")]
    (doubtful,) = registry.mentions(texts[2])
    assert doubtful.low


def test_another_spelling_is_a_romanization_and_a_cover_name_is_not() -> None:
    registry = Registry.build(
        ["Ambassador Kim [Tae-shik] [Kim Thae Sik] wrote to Comrade Severin [Malenkov].", "Severin answered Malenkov."]
    )
    assert entry(registry, "kim-tae-shik").forms[1] == NameForm("Kim Thae Sik", "", "alternative", "romanization")
    assert entry(registry, "malenkov").forms[-1] == NameForm("Severin", "", "alternative", "")
    assert refs(registry, "Severin answered Malenkov.") == [("Severin", "malenkov"), ("Malenkov", "malenkov")]


def test_the_office_alone_is_the_other_ambassador() -> None:
    texts = [
        "Ambassador Pan [Weili] received Ambassador Kim [Tae-shik].",
        "Ambassador Pan thanked Comrade Ambassador. He spoke of the Mongolian Ambassador.",
    ]
    registry = Registry.build(texts)
    assert refs(registry, texts[1]) == [
        ("Ambassador Pan", "pan-weili"),
        ("Comrade Ambassador", "kim-tae-shik"),
        ("Mongolian Ambassador", "mongolian-ambassador"),
    ]
    assert entry(registry, "mongolian-ambassador").forms == (NameForm("", "Mongolian Ambassador"),)


def test_abbreviated_offices_are_persons_where_the_document_says_whose() -> None:
    title = "The Chancellor's [Otto Strofzin's] Meeting with Ruritanian PM Hentzau"
    text = "BK asked about the mines. PM agreed with BK, and the Prime Minister left at 4 PM."
    registry = Registry.build([text], title)
    assert [ref for _, ref in refs(registry, text)] == ["strofzin", "hentzau", "strofzin", "hentzau"]


def test_a_document_explains_its_own_abbreviations() -> None:
    texts = [
        "the FTD [Forest Trade Department] met.",
        "The CDC would ask the RBQR meeting; the RBQR draft came from the FTD.",
    ]
    registry = Registry.build([*texts, "A case of BSE, volume XIV."])
    assert [texts[1][name.start : name.end] for name in registry.mentions(texts[1]) if name.kind == "org"] == [
        "CDC",
        "RBQR",
        "RBQR",
        "FTD",
    ]
    assert registry.mentions("A case of BSE, volume XIV.") == ()


def test_who_is_the_chairman() -> None:
    registry = Registry.build(["Dr. Albert Perk, Chairman", "MR. PIKE: Lunch is ready."])
    assert registry.resolve("THE CHAIRMAN") == "perk"
    assert registry.resolve("MR. PIKE") == "pike"
    assert registry.resolve("Mr. Perk:") == "perk"
    assert registry.resolve("Somebody Else") == ""


def test_add_enters_those_outside_of_the_text_and_finds_them_in_it() -> None:
    text = "Nobody had told Salvin of it."
    registry = Registry.build([text], hints=[Hint("Comrade Lin Guowei", "", "speaker")])
    assert registry.mentions(text) == ()
    assert registry.add("P. Salvin", "Ambassador of Ruritania", "sender") == "salvin"
    assert registry.add("Salvin", role="mentioned") == "salvin"
    assert refs(registry, text) == [("Salvin", "salvin")]
    assert entry(registry, "salvin").role == "sender"
    assert entry(registry, "salvin").forms[0] == NameForm("P. Salvin", "Ambassador of Ruritania")
    assert entry(registry, "lin-guowei").role == "speaker"
    assert {party.ref for party in registry.parties} == {"salvin", "lin-guowei"}


def test_organisations_have_ids_when_asked_for() -> None:
    text = "Radio Strelsau announced it in Moscow."
    registry = Registry.build([text])
    assert [name.ref for name in registry.mentions(text)] == ["", ""]
    assert registry.add_org("Radio Strelsau", "speaker") == "radio-strelsau"
    assert [name.ref for name in registry.mentions(text)] == ["radio-strelsau", ""]
    assert entry(registry, "radio-strelsau").kind == "org"


def test_a_slip_of_the_pen_is_reported_and_not_corrected() -> None:
    texts = ["Mr. McCallister spoke. Mr. McCallister read.", "Mr. Callister said no."]
    registry = Registry.build(texts)
    assert refs(registry, texts[1]) == [("Mr. Callister", "callister")]
    (doubt,) = registry.doubts
    assert (doubt.form, doubt.ref, doubt.why) == ("Callister", "mccallister", "surname")


def test_ids_are_unique_and_names_of_xml() -> None:
    registry = Registry.build(["V. Orlin met A. Orlin and Dévényi Ödön, and Mr. O'Hara came."])
    assert [entry.ref for entry in registry.entries] == ["orlin", "orlin-2", "devenyi-odon", "ohara"]


def test_two_runs_give_the_same() -> None:
    texts = ["Comrade Orlin met the Soviet Ambassador V. Salin.", "Salin and Orlin left with Kim Il Sung and Ri Ju-ha."]
    first, second = Registry.build(texts), Registry.build(texts)
    assert first.entries == second.entries
    assert [first.mentions(text) for text in texts] == [second.mentions(text) for text in texts]


@pytest.fixture
def authority_file(tmp_path: Path) -> Path:
    path = tmp_path / "people.xml"
    path.write_text(
        """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>
        <person xml:id="pers.orlin"><persName>Andrei <surname>Orlin</surname></persName><persName>Orlin</persName>
        <idno type="VIAF">123</idno><idno>x</idno></person></listPerson>
        <listPlace><place xml:id="plc.moscow"><placeName>Moscow</placeName><idno type="GeoNames">524901</idno></place>
        </listPlace></standOff></TEI>""",
        encoding="utf-8",
    )
    return path


def test_an_authority_file_gives_id_and_idnos(authority_file: Path) -> None:
    text = "ANDREI ORLIN left Moscow with Andrei Orlyn."
    registry = Registry.build([text], authority=Authority.load([authority_file]))
    assert [name.ref for name in registry.mentions(text)] == ["pers.orlin", "plc.moscow", "orlyn"]
    assert entry(registry, "pers.orlin").idnos == (("VIAF", "123"),)
    assert entry(registry, "plc.moscow").kind == "place"
    assert ("Andrei Orlyn", "pers.orlin", "authority") in [(d.form, d.ref, d.why) for d in registry.doubts]


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("<TEI", ":1:"),
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<person><persName>A</persName></person></TEI>', ":2"),
    ],
)
def test_a_bad_authority_file_is_told_with_its_line(tmp_path: Path, content: str, where: str) -> None:
    path = tmp_path / "bad.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnusableInput) as caught:
        Authority.load([path])
    assert str(path) in caught.value.where
    assert where in caught.value.where


def test_a_missing_authority_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput):
        Authority.load([tmp_path / "none.xml"])


def test_entities_of_an_authority_file_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden", encoding="utf-8")
    path = tmp_path / "entity.xml"
    path.write_text(
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{secret.as_uri()}">]><TEI xmlns="http://www.tei-c.org/ns/1.0">'
        '<person xml:id="a"><persName>Orlin &x;</persName></person></TEI>',
        encoding="utf-8",
    )
    with pytest.raises(UnusableInput, match="a document type declaration") as caught:
        Authority.load([path])
    assert "hidden" not in str(caught.value)


TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<TEI><person xml:id='a'><persName>A</persName></person></TEI>", "not in the TEI namespace"),
        (f"{TEI}<p>x</p></TEI>".encode(), "it should have listPerson"),
        (f"{TEI}<person xml:id='a'/></TEI>".encode(), "none of its entries has a name"),
        (
            f"{TEI}<person xml:id='a'><persName>Kim</persName></person>"
            "<person xml:id='b'><persName>Kim</persName></person></TEI>".encode(),
            "“Kim” is a name of a and of b",
        ),
    ],
)
def test_an_authority_file_of_little_use_is_told(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    (note,) = Authority.load([path]).notes
    assert message in note


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the authority file is empty"),
        ("<a>\né</a>".encode("latin-1"), "a.xml:2: the authority file is not UTF-8"),
        (b"<a><b></a>", "a.xml:1:"),
        (f"{TEI}<person xml:id='a'/>\n<place xml:id='a'/></TEI>".encode(), "a.xml:2: the xml:id “a” stands in line 1"),
    ],
)
def test_an_authority_file_that_can_not_be_used(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(content)
    with pytest.raises(UnusableInput) as caught:
        Authority.load([path])
    assert message in str(caught.value)
    assert str(caught.value).count("line 1, column") == 0


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Anton Varro", ("Anton Varro",)),
        ("<forename>Anton</forename><surname>Varro</surname>", ("Anton Varro", "Varro Anton", "Varro, Anton")),
        ("<surname>Baek</surname>, <forename>Nam-gil</forename>", ("Baek Nam-gil", "Nam-gil Baek", "Baek, Nam-gil")),
        (
            "<forename>Ann</forename>\n<nameLink>van</nameLink><surname>Loo</surname>",
            ("Ann van Loo", "van Loo Ann", "van Loo, Ann"),
        ),
        ("<surname>Orlo</surname>", ("Orlo",)),
    ],
)
def test_names_in_parts(tmp_path: Path, name: str, forms: tuple[str, ...]) -> None:
    path = tmp_path / "people.xml"
    entry = f'<person xml:id="a"><persName>{name}</persName></person>'
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson>{entry}</listPerson></standOff></TEI>'
    )
    authority = Authority.load([path])
    assert authority.records[0].forms == forms
    assert all(authority.exact("person", form) is authority.records[0] for form in forms)
