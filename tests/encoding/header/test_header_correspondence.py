"""Who sent what to whom, from where and when: told by title, lines of address, signature, stamps."""

from __future__ import annotations

import re

import pytest

from diplomatica.encoding.encode import Options, encode
from diplomatica.encoding.header import declaration
from diplomatica.encoding.lines import is_audience, is_through, signers, stamped
from diplomatica.encoding.names import Authority, Registry
from diplomatica.encoding.names.authority import Record
from diplomatica.source.model import SourceText
from diplomatica.tei.tree import Element

FORM = (
    "DECLASSIFIED\nAuthority QTX 91-0044\nBy RV  Date 3/12/91\n\nINCOMING TELEGRAM\n\nDepartment of State\n\nSECRET\n\n"
    "Rec'd: MAY 4, 1958\n6:02 a.m.\n\nFROM: SANTA LUMA\nTO: Secretary of State\nNO: 88, MAY 3, 5 PM\n\nPRIORITY\n\n"
    "MINISTER OBARRIO TOLD ME THIS MORNING THAT HARBOR WOULD BE CLOSED ON JUNE 1. HE WAS SORRY FOR IT.\n\nHOLLIS\n"
)
COPIED = (
    "Ciphered Telegram No. 12, Tovik to Bran\n\nTo ZENDEL To BRAN\n\nInform me of the talks by May 4.\n\nTOVIK\n\n"
    "3 May 1952\n\nTrue copy: Ossipenko\n"
)


def encoded(text: str, authority: Authority | None = None) -> str:
    result = encode(SourceText("invented.txt", text), Options(authority=authority))
    assert result.xml, result.loss
    return re.sub(r"\n\s*", "", result.xml)


def part(xml: str, tag: str) -> str:
    match = re.search(f"<{tag}>.*?</{tag}>", xml)
    return match[0] if match else ""


def persons(title: str, *texts: str, authority: Authority | None = None) -> list[tuple[str, str]]:
    registry = Registry.build(texts, title=title, authority=authority)
    return [(entry.forms[0].name, entry.forms[0].office) for entry in registry.entries if entry.kind == "person"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talk with the Ambassador of Ruritania K.L. Orth", [("K.L. Orth", "Ambassador of Ruritania")]),
        ("Talk with the Ambassador of Ruritania Rudolf Hentzau", [("Rudolf Hentzau", "Ambassador of Ruritania")]),
        ("Diary of the Envoy of Ruritania to Zenda K.L. Orth", [("K.L. Orth", "Envoy of Ruritania to Zenda")]),
        ("Talk with the Minister of Culture K.L. Orth", [("K.L. Orth", "Minister of Culture")]),
    ],
)
def test_the_state_of_an_office_is_no_given_name(title: str, expected: list[tuple[str, str]]) -> None:
    assert persons(title) == expected


def test_an_authority_file_tells_places() -> None:
    zenda = Authority.of([Record("place.zenda", "place", ("Zenda", "Kingdom of Zenda"), type="country")])
    text = "TO ZENDA\n\nThe talks with Zenda were resumed on 4 May 1952.\n\nK.L. ORTH\n"
    assert "<persName>ZENDA" not in encoded(text, zenda)
    assert 'ref="#place.zenda"' in encoded(text, zenda)
    assert Registry(zenda).is_state("Sorr") is False
    assert Registry.build(["Zenda"], authority=zenda).is_state("Zenda")


def test_the_stamp_of_release_dates_nothing() -> None:
    xml = encoded(FORM)
    assert part(xml, "creation").startswith('<creation><date when="1958-05-03">')
    assert '<date when="1958-06-01">JUNE 1</date>' in xml
    assert "<placeName>By" not in xml


def test_sent_and_received_have_their_own_days() -> None:
    actions = part(encoded(FORM), "correspDesc")
    assert '<placeName>SANTA LUMA</placeName><date when="1958-05-03T17:00:00">' in actions
    assert '<persName>Secretary of State</persName><date when="1958-05-04T06:02:00">' in actions
    assert actions.count("correspAction type") == 2


def test_without_another_date_sent_has_none() -> None:
    text = FORM.replace("NO: 88, MAY 3, 5 PM", "NO: 88")
    actions = part(encoded(text), "correspDesc")
    sent = actions[: actions.index("</correspAction>")]
    assert "<date" not in sent


def test_whoever_certifies_a_copy_did_not_send_it() -> None:
    actions = part(encoded(COPIED), "correspDesc")
    assert '<correspAction type="sent"><persName ref="#tovik">' in actions
    assert "Ossipenko" not in actions


def test_the_first_of_two_lines_of_address_is_a_place() -> None:
    assert '<persName ref="#bran">BRAN</persName><placeName>ZENDEL</placeName>' in part(encoded(COPIED), "correspDesc")


def test_a_receiver_is_named_once() -> None:
    text = COPIED.replace("True copy: Ossipenko", "Sent to:\n\n1. Comrade Bran\n2. Comrade Lemmik\n3. file")
    actions = part(encoded(text), "correspDesc")
    assert actions.count('ref="#bran"') == 1
    assert actions.count("copied") == 1


def test_a_speech_has_neither_sender_nor_receiver() -> None:
    text = "SPEECH\n\nof the President of the Harbor Board\n\nSorr, 8 May 1961\n\nDear guests,\n\nThe strait is open.\n"
    assert "correspDesc" not in encoded(text)


def test_the_dateline_comes_before_the_address() -> None:
    text = (
        "Herrn\nMinister Karl Brandt\n5300 Bonn\n\nBerlin, den 20. März 1974\n\nSehr geehrter Herr Minister,\n\n"
        "am 12. Februar habe ich mit Herrn Lemke über die Schleusen gesprochen.\n\nWalter Steinhoff\n"
    )
    assert "<placeName>Berlin</placeName></creation>" in encoded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ladies and gentlemen,", True), ("Dear guests,", True), ("Comrade Varro", False), ("Sehr geehrte Damen!", True)],
)
def test_audiences(text: str, expected: bool) -> None:
    assert is_audience(text) is expected


def test_whoever_passes_a_paper_on() -> None:
    assert is_through("Through the High Commissioner, Sorr")
    assert not is_through("Throughton, Sorr")


def test_nothing_is_stamped_or_signed_where_nothing_is() -> None:
    assert stamped([]) == frozenset()
    assert signers([]) == []


def test_the_author_of_the_record_stands_once() -> None:
    text = (
        "Skip to content\n\nMay 7, 1963\n\nReport on Wool\n\nWool is dear.\n\nA report on wool.\n\nAuthor(s):\n\n"
        "Orlen, P.\n\nDocument Information\n\nSource\n\nXYA, f. 1. Translated by Ian Moor.\n\nLanguage\n\nRussian\n\n"
        "Record ID\n\n44\n"
    )
    xml = encoded(text)
    assert xml.count("Orlen, P.") == 1
    assert "<author>Orlen, P.</author>" in xml


def test_the_declaration_claims_only_what_is_there() -> None:
    plain = " ".join(declaration(Element("body", Element("p", "Wool is dear."))))
    assert "speech" not in plain
    assert "Dates" not in plain
    said = Element("said", "it was dear", who="#a", direct="false")
    told = " ".join(declaration(Element("body", Element("p", "He said ", said))))
    assert "indirect speech" in told
    assert "direct." not in told
