"""Corrections at work: what an encoded document looks like with them."""

from __future__ import annotations

import re

import pytest

from diplomatica.encoding.corrections import parse
from diplomatica.encoding.encode import Options, encode
from diplomatica.encoding.names import Authority, Record
from diplomatica.encoding.result import Encoded
from diplomatica.source.model import SourceText

TEXT = """Letter from Kelmburg

12 March 1953

On 11 March I visited Deputy Minister Anton Varro. He said that the road was open and that the bridge had been mended
[by the engineers]. He added that Zoltan Marek would come with the FTD [Forest Trade Directorate].

Varro met Bela Torma (the governor) near Great Fork. The governor replied that nothing was known. It would take a week.
Torma was tired.

These are the figures of the harvest: 1) wheat 300; 2) rye 200. It was a poor year for all of us.

The end of the matter

We went home.

Ambassador P. Orlo
"""


def encoded(corrections: str, text: str = TEXT, authority: Authority | None = None) -> Encoded:
    options = Options(corrections=parse(corrections, "letter.corrections.toml"), authority=authority)
    found = encode(SourceText("letter.txt", text), options)
    assert found.loss is None
    return found


def body(corrections: str, text: str = TEXT) -> str:
    found = encoded(corrections, text)
    assert [doubt.message for doubt in found.doubts] == []
    return found.xml.partition("<text>")[2]


def header(corrections: str, authority: Authority | None = None) -> str:
    return encoded(corrections, authority=authority).xml.partition("<text>")[0]


# --- insertions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("gloss", r"<gloss [^>]*>by the engineers</gloss>"),
        ("note", r"<note [^>]*>by the engineers</note>"),
        ("none", r"mended \[by the engineers\]\."),
        ("stage", r"<stage [^>]*>by the engineers</stage>"),
        ("gap", r"<gap reason=\"editorial\" [^>]*><desc>by the engineers</desc></gap>"),
    ],
)
def test_the_kind_of_an_insertion(kind: str, expected: str) -> None:
    found = body(f'[[insertion]]\ntext = "[by the\\n engineers]"\nkind = "{kind}"\n')
    assert re.search(expected, found)


def test_reason_and_certainty_of_an_insertion() -> None:
    found = body('[[insertion]]\ntext = "[by the engineers]"\nkind = "supplied"\nreason = "grammar"\n')
    inserted = re.search("<supplied [^>]*>by the engineers", found)
    assert inserted is not None
    assert 'reason="grammar"' in inserted[0]
    assert "cert" not in inserted[0]


def test_round_brackets_become_an_insertion() -> None:
    found = body('[[insertion]]\ntext = "(the governor)"\nkind = "gloss"\n')
    assert '<gloss rend="parentheses">the governor</gloss>' in found


def test_the_words_that_an_insertion_is_about() -> None:
    found = body('[[insertion]]\ntext = "[by the engineers]"\nkind = "sic"\nabout = "been mended"\n')
    assert re.search(r"<sic[^>]*>been mended\b", found)


def test_only_the_place_that_is_meant() -> None:
    text = "We took it [now]. We left it [now]. We forgot it [now].\n"
    found = body('[[insertion]]\ntext = "[now]"\nkind = "note"\nnth = 2\n', text)
    assert re.sub(r"<(/?)supplied[^>]*>", r"<\1supplied>", found).count("<supplied>now</supplied>") == 2
    assert re.search(r"left it <note[^>]*>now</note>", found)


# --- names ------------------------------------------------------------------------------------------------------------


def test_what_is_no_name_is_no_person_either() -> None:
    plain = encode(SourceText("letter.txt", TEXT)).xml
    assert "Zoltan Marek</persName>" in plain
    found = encoded('[[name]]\ntext = "Zoltan Marek"\nkind = "none"\n').xml
    assert "Zoltan Marek" in found
    assert "Marek</persName>" not in found
    assert 'xml:id="marek"' not in found


def test_another_kind_of_name_with_an_id() -> None:
    found = encoded('[[name]]\ntext = "Zoltan Marek"\nkind = "place"\nid = "marek-hill"\n').xml
    assert '<placeName ref="#marek-hill">Zoltan Marek</placeName>' in found
    assert '<place xml:id="marek-hill">' in found


def test_a_name_that_the_rules_did_not_see() -> None:
    found = body('[[name]]\ntext = "Great Fork"\nkind = "org"\n')
    assert "near <orgName>Great Fork</orgName>." in found


def test_a_person_with_a_title() -> None:
    text = "In the end Colonel Brandywine-of-the-Lake came by boat.\n"
    found = body('[[name]]\ntext = "Colonel Brandywine-of-the-Lake"\nkind = "person"\nid = "brandywine"\n', text)
    assert '<persName ref="#brandywine"><roleName>Colonel</roleName> Brandywine-of-the-Lake</persName>' in found


def test_one_person_under_two_names() -> None:
    found = encoded('[[person]]\nname = "zoltan marek"\nid = "torma"\n').xml
    assert '<persName ref="#torma">Zoltan Marek</persName>' in found
    person = re.search(r'<person xml:id="torma".*?</person>', found, re.S)
    assert person is not None
    assert "Bela Torma" in person[0]
    assert "Zoltan Marek" in person[0]
    assert 'xml:id="marek"' not in found


def test_an_id_of_an_authority_file_brings_what_it_knows() -> None:
    authority = Authority.of([Record("marek-zoltan-1910", "person", ("Marek, Zoltán",), (("VIAF", "12"),))])
    found = header('[[person]]\nname = "Zoltan Marek"\nid = "marek-zoltan-1910"\n', authority)
    assert '<idno type="VIAF">12</idno>' in found


def test_a_date() -> None:
    found = body('[[date]]\ntext = "11 March"\nwhen = 1954-03-11\n')
    assert '<date when="1954-03-11">11 March</date>' in found
    assert "On 11 March I" in body('[[date]]\ntext = "11 March"\nwhen = ""\n')


# --- speech -----------------------------------------------------------------------------------------------------------


def test_who_speaks() -> None:
    found = body('[[said]]\nstarts = "the road was open"\nwho = "Bela Torma"\n')
    assert '<said who="#torma"' in found


def test_no_speech() -> None:
    found = body('[[said]]\nstarts = "nothing was known"\nwho = ""\n')
    assert "replied that nothing was known." in found


def test_a_speech_of_somebody_new_is_reported() -> None:
    found = encoded('[[said]]\nstarts = "Torma was tired"\nwho = "zelinka"\n')
    assert '<said who="#zelinka" direct="false">Torma' in re.sub(r"<persName[^>]*>|</persName>", "", found.xml)
    assert '<person xml:id="zelinka" role="speaker">' in found.xml
    assert [doubt.rule for doubt in found.doubts] == ["COR02"]
    assert "letter.corrections.toml:1: nobody" in found.doubts[0].message


# --- blocks -----------------------------------------------------------------------------------------------------------


def test_a_paragraph_is_cut() -> None:
    found = body('[[block]]\nstarts = "It was a poor year"\nbegins = "paragraph"\n')
    assert re.search(r"rye 200\.</(p|item)>", found)
    assert "<p>It was a poor year for all of us.</p>" in found


def test_a_paragraph_goes_on() -> None:
    found = body('[[block]]\nstarts = "These are the figures"\nbegins = "nothing"\n')
    assert "tired. These are the figures" in re.sub("<[^>]*>", "", found)


def test_a_heading_is_a_paragraph_and_a_paragraph_a_heading() -> None:
    assert "<p>The end of the matter</p>" in body('[[block]]\nstarts = "The end of"\nbegins = "paragraph"\n')
    assert "<head>We went home.</head>" in body('[[block]]\nstarts = "We went home"\nbegins = "heading"\n')


def test_a_list_with_its_items() -> None:
    found = body(
        '[[block]]\nstarts = "1) wheat"\nbegins = "list"\n'
        '[[block]]\nstarts = "2) rye"\nbegins = "item"\n'
        '[[block]]\nstarts = "It was a poor"\nbegins = "paragraph"\n'
    )
    items = re.findall(r'<item n="(\d\))">(.*?)</item>', found)
    assert items == [("1)", "wheat 300;"), ("2)", "rye 200.")]
    assert "<p>It was a poor year for all of us.</p>" in found


def test_a_list_without_numbers() -> None:
    text = "We need these things before the winter comes.\n\nOne saw\n\nTwo nails\n\nThat is all that we need.\n"
    found = body('[[block]]\nstarts = "One saw"\nbegins = "list"\n', text)
    assert re.findall("<item>(.*?)</item>", found) == ["One saw", "Two nails"]
    assert "<p>That is all that we need.</p>" in found


def test_lines_of_the_opener_and_closer_become_text() -> None:
    assert "<p><date" in body('[[block]]\nstarts = "12 March 1953"\nbegins = "paragraph"\n')
    assert "<closer>" not in body('[[block]]\nstarts = "Ambassador P. Orlo"\nbegins = "paragraph"\n')


# --- header -----------------------------------------------------------------------------------------------------------


def test_header_values() -> None:
    found = header(
        '[header]\ntitle = "Letter about the bridge"\ngenre = "letter"\ndate = "1953-03"\nplace = "Orlen"\n'
        'language = "en-GB"\nauthor = "Bela Torma"\n'
    )
    assert '<title type="main">Letter about the bridge</title>' in found
    assert '<catRef scheme="#genre" target="#genre.letter"' in found
    assert re.search(r'<creation><date when="1953-03">[^<]*</date> <placeName>Orlen</placeName>', found)
    assert '<language ident="en-GB" n="text"' in found
    assert re.search(r'<person xml:id="torma" role="(author|sender|speaker)"', found)


def test_words_of_another_date_go() -> None:
    assert '<creation><date when="1953-03-12">12 March 1953</date>' in header('[header]\ndate = "1953-03-12"\n')
    assert '<creation><date when="1953-03">12 March 1953</date>' in header('[header]\ndate = "1953-03"\n')
    found = header('[header]\ndate = "1953-04-02"\n')
    assert '<creation><date when="1953-04-02">1953-04-02</date>' in found
    assert "12 March" not in found
    found = header('[header]\ndate = "1953-04-02/1953-04-05"\n')
    assert '<creation><date from="1953-04-02" to="1953-04-05">1953-04-02/1953-04-05</date>' in found


def test_a_state_is_no_place_of_writing_with_corrections_either() -> None:
    text = (
        "JOURNAL\n\nof the Ambassador in the Republic of Norvia\n\nfor June 1953\n\nI received the envoy at noon, and "
        "he told me about the harvest of the year.\n"
    )
    assert "<creation>" in encoded('[header]\ndate = "1953-06"\n', text).xml
    assert not re.search("<creation>.*Norvia.*</creation>", encoded('[header]\ndate = "1953-06"\n', text).xml)


def test_a_printed_date_stays_in_the_header_as_a_note() -> None:
    text = (
        "**November 21, 1951**\n\n**Note from Kelm about a Bridge**\n\n"
        "Citation:\n\n“Note from Kelm about a Bridge,” November 21, 1951, Kelm Archive, f. 1, op. 2.\n\n"
        "Contents:\n\nTranslation - English\n\nThe bridge at the river was mended in the spring of the year.\n"
    )
    found = encoded('[header]\ndate = "1951-12-02"\n', text).xml
    assert '<creation><date when="1951-12-02">1951-12-02</date>' in found
    assert '<note type="printed-date">November 21, 1951</note>' in found
    assert (
        '<creation><date when="1951-11">November 21, 1951</date>' in encoded('[header]\ndate = "1951-11"\n', text).xml
    )


def test_a_printed_title_stays_in_the_header() -> None:
    text = (
        "**November 21, 1951**\n\n**Note from Kelm about a Bridge**\n\n"
        "Citation:\n\n“Note from Kelm about a Bridge,” November 21, 1951, Kelm Archive, f. 1, op. 2.\n\n"
        "Contents:\n\nTranslation - English\n\nThe bridge at the river was mended in the spring of the year.\n"
    )
    plain = encode(SourceText("note.txt", text))
    found = encoded('[header]\ntitle = "The bridge"\n', text)
    assert '<title type="main">The bridge</title>' in found.xml
    assert plain.loss is None
    assert found.xml.count("Note from Kelm about a Bridge") >= plain.xml.count("Note from Kelm about a Bridge") - 1 > 0


# --- what does not apply ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "correction",
    [
        '[[insertion]]\ntext = "[nowhere]"\nkind = "gloss"\n',
        '[[insertion]]\ntext = "the engineers"\nkind = "gloss"\n',
        '[[insertion]]\ntext = "[by the engineers]"\nkind = "gloss"\nnth = 2\n',
        '[[said]]\nstarts = "the moon was open"\nwho = "varro"\n',
        '[[said]]\nstarts = "the road was open"\nwho = "varro"\nends = "the moon"\n',
        '[[name]]\ntext = "Nowhere Hill"\nkind = "none"\n',
        '[[person]]\nname = "Nobody"\nid = "nobody"\n',
        '[[date]]\ntext = "13 March"\nwhen = "1953"\n',
        '[[block]]\nstarts = "The mill"\nbegins = "heading"\n',
    ],
)
def test_a_correction_that_finds_nothing_is_reported_with_its_line(correction: str) -> None:
    found = encoded(f"# a remark\n\n{correction}")
    assert [doubt.rule for doubt in found.doubts] == ["COR01"]
    assert found.doubts[0].message.startswith("letter.corrections.toml:3: ")


def test_no_corrections_change_nothing() -> None:
    assert encoded("").xml == encode(SourceText("letter.txt", TEXT)).xml
