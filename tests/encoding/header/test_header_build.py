"""The teiHeader as a whole: valid, whatever is missing, and home to every character of the header zones."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding.header import build, homes, read, resp, with_taken
from diplomatica.encoding.header.model import HeaderFacts
from diplomatica.encoding.model import Action, BodyFacts, Entry, NameForm
from diplomatica.source.layouts import clean, lay_out
from diplomatica.source.model import SourceText
from diplomatica.tei.tree import Element, serialize

SCHEMA = Path(__file__).resolve().parents[4] / "shared" / "tei" / "tei_all-4.8.0.rng"

PDF = (
    "**May 7, 1963**\n**Telegram from Sofia to Oslo, TOP\nSECRET, No. 12.345, Urgent**\n\n**Citation:**\n\n"
    '"Telegram from Sofia to Oslo, TOP SECRET, No. 12.345, Urgent", May 7, 1963, Example '
    "Digital Archive, XYA, f. 1, op. 2, d. 3, "
    "ll. 4-5; and XYB, Box 7. Obtained by Eva Lind and translated for XYZP by Ian Moor.\n"
    "\n<https://archive.example/9>\n\n"
    "**Summary:**\n\nThe ambassador writes.\n\n**Credits:**\n\nThis document was made "
    "possible with support from the Aldwin "
    "Foundation\n\n**Original Language:**\n\nBulgarian\n\n**Contents:**\n\nTranslation "
    "- English\n\nWool is dear.\n\nSigned: A. Bran\n"
)
NEW = (
    "Skip to content\n\nMay 7, 1963\n\nCiphered Telegram No. 4471, Orlen to Tovik [Bran]\n"
    "\nNo. 4471\n\nWool is dear.\n\nOrlen\n\n"
    "Orlen tells Tovik that wool is dear.\n\nAuthor(s):\n\nOrlen, P.\n\nAssociated Places\n"
    "\nKelm\n\nSorr\n\nDocument Information\n\nSource\n\n"
    "XYA, f. 1. Translated by Ian Moor.\n\nOriginal Archive\n\nState Archive\n\nRights\n"
    "\nThe Harbour Program welcomes reuse.\n\nAsk us.\n\n"
    "Original Uploaded Date\n\n2015-02-03\n\nType\n\nTelegram\n\nLanguage\n\nRussian "
    "and Czech\n\nRecord ID\n\n44\n\nOriginal Classification\n\nSecret\n\nDonors\n\nAldwin "
    "Foundation\n"
)
OLD = (
    "Search in\n\nMay 7, 1963\n\n  • Citation\n\n    get citation\n\n    A report.\n "
    '   "Report from Ottawa, Secret, No. 5," May 7, 1963, Example Digital '
    "Archive, XYA, Box 2.\n  • share document\n\nEnglish HTML\n\nWool is dear.\n"
)
FRUS = (
    "41. Minutes of the Committee on Wool[1]\n\nOslo, May 7, 1963.\n\nWool is dear.\n"
    "\n[1] Source: National Archives, RG 12, Box 3. Secret; "
    "Priority. Drafted by Orlen.\n"
)
FORM = (
    "IDENTIFICATION FORM\n\nAGENCY: XYZA\nRECORD NUMBER: 1-2\nRECORD SERIES: Wool\nTITLE: "
    "Embtel 12 (Oslo) Re: Wool\nDATE: 05/27/1963\nPAGES: 2\n"
    "CLASSIFICATION: Secret\nCOMMENTS: box 3\n\nINCOMING TELEGRAM\n\nWOOL IS DEAR\n"
)
PAGES = {"pdf": PDF, "new": NEW, "old": OLD, "frus": FRUS, "form": FORM, "bare": "Wool is dear.\n", "empty": ""}


def facts_of(text: str) -> HeaderFacts:
    return read(lay_out(SourceText("page-1.txt", text)))


def header(text: str, body: BodyFacts | None = None) -> Element:
    return build(facts_of(text), body or BodyFacts(language="en"), version="0.1.0")


def at(root: Element, path: str) -> list[str]:
    """The strings at a path such as `a/b[@type='x']` or `a/b/@n`."""
    elements = [root]
    for step in path.split("/"):
        if step.startswith("@"):
            return [element.attrs.get(step[1:], "") for element in elements]
        match = re.fullmatch(r"(\w+)(?:\[@(\w+)='([^']*)'\])?", step)
        assert match is not None
        elements = [
            child
            for element in elements
            for child in element.children
            if isinstance(child, Element)
            and child.tag == match[1]
            and (not match[2] or child.attrs.get(match[2]) == match[3])
        ]
    return [element.string() for element in elements]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_every_header_zone_stands_at_its_home(page: str) -> None:
    laid_out = lay_out(SourceText("page-1.txt", page))
    facts = read(laid_out)
    root = build(facts, BodyFacts(language="en"), version="0.1.0")
    found = homes(facts)
    covered = [offset for zone, _ in found for offset in range(zone.start, zone.end) if not page[offset].isspace()]
    wanted = [
        offset
        for zone in laid_out.zones
        if zone.home == "header"
        for offset in range(zone.start, zone.end)
        if not page[offset].isspace()
    ]
    assert sorted(set(covered)) == covered
    assert {page[offset] for offset in set(wanted) ^ set(covered)} <= set("*,_")
    for path in dict.fromkeys(path for _, path in found if path):
        there = squeezed("".join(at(root, path)))
        for zone, home in found:
            if home == path:
                assert squeezed(clean(page[zone.start : zone.end])) in there, (zone, path)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("full", [False, True])
def test_valid_against_tei_all(page: str, full: bool, tmp_path: Path) -> None:
    if not SCHEMA.is_file() or shutil.which("jing") is None:
        pytest.skip("needs jing and the RELAX NG schema tei_all, which is not part of the project")
    body = BODY if full else BodyFacts()
    text = Element("text", Element("body", Element("p", "x")))
    path = tmp_path / "page.xml"
    path.write_text(serialize(Element("TEI", header(page, body), text)), encoding="utf-8")
    run = subprocess.run(["jing", str(SCHEMA), str(path)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


BODY = BodyFacts(
    created_when="1963-05-07",
    created_text="7 May 1963",
    place="Oslo",
    genre="telegram",
    classifications=("TOP SECRET", "For the Harbour Only"),
    precedences=("Urgent",),
    actions=(
        Action("sent", "A. Bran", "bran", "person", "", "1963-05-07T12:00:00", "noon"),
        Action("received", "Tenth Department", "", "org", "", "1963-05-07", "7.V.63"),
    ),
    entries=(
        Entry(
            "bran",
            "person",
            (NameForm("A. Bran", "Ambassador"), NameForm("Bran", "", "alternative")),
            "sender",
            (("VIAF", "1"),),
        ),
        Entry("moor", "person", (NameForm("Mun Moor"),), "mentioned"),
        Entry("consul", "person", (NameForm("", "Consul"),), "mentioned"),
        Entry("office", "org", (NameForm("Harbour Office"),), "speaker"),
        Entry("oslo", "place", (NameForm("Oslo"),), "", (("GeoNames", "2"),)),
    ),
    language="en",
)


def test_title_number_and_terms_of_a_telegram() -> None:
    root = header(PDF)
    assert at(root, "fileDesc/titleStmt/title[@type='main']") == ["Telegram from Sofia to Oslo, TOP SECRET, Urgent"]
    assert at(root, "fileDesc/publicationStmt/idno[@type='docNumber']") == ["No. 12.345"]
    assert at(root, "profileDesc/textClass/catRef/@target") == [
        "#genre.telegram",
        "#classification.top-secret",
        "#precedence.urgent",
    ]
    assert at(root, "profileDesc/correspDesc/correspAction[@type='sent']/placeName") == ["Sofia"]
    assert at(root, "profileDesc/correspDesc/correspAction[@type='sent']/date/@when") == ["1963-05-07"]
    assert at(root, "profileDesc/correspDesc/correspAction[@type='received']/placeName") == ["Oslo"]
    assert at(root, "profileDesc/creation/placeName") == ["Sofia"]
    assert at(root, "fileDesc/publicationStmt/publisher") == ["Example Digital Archive"]
    assert at(root, "fileDesc/titleStmt/funder/orgName") == ["Aldwin Foundation"]
    assert at(root, "profileDesc/langUsage/language/@ident") == ["en", "bg"]


def test_number_that_the_text_shows_is_a_subtitle() -> None:
    root = header(NEW)
    assert at(root, "fileDesc/titleStmt/title[@type='main']") == ["Ciphered Telegram, Orlen to Tovik [Bran]"]
    assert at(root, "fileDesc/titleStmt/title[@type='sub']") == ["No. 4471"]
    assert at(root, "fileDesc/publicationStmt/idno[@type='docNumber']") == []
    assert at(root, "profileDesc/textClass/catRef/@n")[0] == "Telegram"
    assert at(root, "profileDesc/textClass/keywords[@n='places']/term") == ["Kelm", "Sorr"]
    assert at(root, "fileDesc/publicationStmt/availability/p") == ["The Harbour Program welcomes reuse.", "Ask us."]
    assert at(root, "profileDesc/langUsage/language[@n='original']/@ident") == ["ru", "cs"]


def test_archives_and_credits() -> None:
    root = header(PDF)
    place = "fileDesc/sourceDesc/msDesc/msIdentifier"
    assert at(root, f"{place}/repository") == ["XYA"]
    assert at(root, f"{place}/idno/idno/@type") == ["fond", "opis", "delo", "list"]
    assert at(root, f"{place}/altIdentifier/repository") == ["XYB"]
    assert at(root, "fileDesc/titleStmt/respStmt/persName/@xml:id") == ["lind", "moor"]
    assert resp(facts_of(PDF).credits) == "#moor"


def test_source_note_of_an_edition() -> None:
    root = header(FRUS)
    assert at(root, "fileDesc/titleStmt/title[@type='main']") == ["Minutes of the Committee on Wool"]
    assert at(root, "profileDesc/textClass/catRef/@target") == [
        "#genre.minutes",
        "#classification.secret",
        "#precedence.priority",
    ]
    assert at(root, "fileDesc/sourceDesc/msDesc/msIdentifier/repository") == ["National Archives"]
    assert at(root, "profileDesc/creation/date/@when") == ["1963-05-07"]


def test_the_text_comes_before_the_title() -> None:
    root = header(PDF, BODY)
    sent = "profileDesc/correspDesc/correspAction[@type='sent']"
    assert at(root, f"{sent}/persName") == ["A. Bran"]
    assert at(root, f"{sent}/date/@when") == ["1963-05-07T12:00:00"]
    assert at(root, "profileDesc/correspDesc/correspAction[@type='received']/orgName") == ["Tenth Department"]
    assert "#classification.for-the-harbour-only" in at(root, "profileDesc/textClass/catRef/@target")
    assert at(root, "profileDesc/particDesc/listPerson/person/@xml:id") == ["bran", "moor", "consul"]
    assert at(root, "profileDesc/settingDesc/listPlace/place/idno") == ["2"]


def test_a_person_of_the_text_keeps_its_id() -> None:
    facts = with_taken(facts_of(PDF), {"moor"})
    assert [credit.ref for credit in facts.credits] == ["lind", "moor-2"]
    assert resp(facts.credits) == "#moor-2"
    ids = re.findall(r'xml:id="([^"]+)"', serialize(header(PDF, BODY)))
    assert len(ids) == len(set(ids))


def test_an_empty_document_is_called_after_its_file() -> None:
    assert at(header(""), "fileDesc/titleStmt/title[@type='main']") == ["page-1"]


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_citation_is_read(text: str) -> None:
    page = f"May 7, 1963\nLetter\nCitation:\n{text}\nContents:\nTranslation - English\nWool.\n"
    laid_out = lay_out(SourceText("x.txt", page))
    facts = read(laid_out)
    serialize(build(facts, BodyFacts(), version="0.1.0"))
    kept = sum(zone.end - zone.start for zone in laid_out.zones if zone.home == "header")
    assert sum(zone.end - zone.start for zone, _ in homes(facts)) <= kept
