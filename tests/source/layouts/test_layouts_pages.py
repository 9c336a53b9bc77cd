"""Pages of every layout, in the variants in which they are met; all of them invented."""

from __future__ import annotations

import pytest

from diplomatica.source.layouts import clean, lay_out
from diplomatica.source.model import LaidOut, SourceText


def laid(text: str) -> LaidOut:
    return lay_out(SourceText("page.txt", text))


def field(page: LaidOut, name: str) -> list[str]:
    return [clean(page.source.text[zone.start : zone.end]) for zone in page.fields(name)]


def text_of(page: LaidOut) -> str:
    return " ".join(clean(page.source.text[z.start : z.end]) for z in page.zones if z.home == "text")


def furniture(page: LaidOut) -> list[str]:
    return [clean(page.source.text[z.start : z.end]) for z in page.zones if z.home == "furniture"]


RIGHTS = "The Harbour Program welcomes reuse of its papers for teaching.\n\nWrite to rights@harbour.example for more."
BODY = "Toller received me at noon.\n\nHe said that the ferry would sail.\n\nA. Bran"

PDF = f"""**April 3, 1952**

**Note on a Talk between Ambassador
Toller and the Harbour Master of
Kelm**

**Citation:**

"Note on a Talk between Ambassador Toller and the Harbour Master of Kelm", April 3, 1952, Example Digital Archive, \
XYA, f. 1, op. 2. Translated by Ian Moor.

<https://archive.example/document/77>

**Summary:**

The two talk about ferries.

**Credits:**

This document was made possible with support from the Aldwin Foundation

**Original Language:**

Norvian

**Contents:**

Translation - English

{BODY}
"""


def test_pdf_page() -> None:
    page = laid(PDF)
    assert page.layout == "wilson-pdf"
    assert field(page, "date") == ["April 3, 1952"]
    assert field(page, "title") == ["Note on a Talk between Ambassador Toller and the Harbour Master of Kelm"]
    assert field(page, "citation")[0].endswith("Translated by Ian Moor.")
    assert field(page, "url") == ["https://archive.example/document/77"]
    assert field(page, "summary") == ["The two talk about ferries."]
    assert field(page, "funder") == ["This document was made possible with support from the Aldwin Foundation"]
    assert field(page, "original-language") == ["Norvian"]
    assert field(page, "contents") == ["Translation - English"]
    assert text_of(page).startswith("Toller received me")
    assert text_of(page).endswith("A. Bran")
    assert "<" in furniture(page)
    assert ">" in furniture(page)


def test_pdf_page_without_bold_gives_the_same_fields() -> None:
    bold, plain = laid(PDF), laid(PDF.replace("**", ""))
    assert plain.layout == "wilson-pdf"
    for name in ("date", "title", "citation", "url", "summary", "funder", "original-language", "contents"):
        assert field(plain, name) == field(bold, name)


def test_pdf_page_with_fields_in_another_order() -> None:
    page = laid(
        "Letter from Kelm\nApril 3, 1952\nOriginal Language:\nCzech\nSummary:\nA letter.\n"
        'Citation:\n"Letter from Kelm", '
        "April 3, 1952, Example Digital Archive, XYA. https://archive.example/9\nContents:\n"
        "English Translation\nDear friend,\nI write.\n"
    )
    assert field(page, "title") == ["Letter from Kelm"]
    assert field(page, "date") == ["April 3, 1952"]
    assert field(page, "original-language") == ["Czech"]
    assert field(page, "url") == ["https://archive.example/9"]
    assert field(page, "contents") == ["English Translation"]
    assert text_of(page) == "Dear friend, I write."


def test_pdf_page_whose_values_stand_beside_the_labels() -> None:
    page = laid(
        'April 3, 1952\n\nReport on Kelm\n\nCitation: "Report on Kelm", April 3, 1952, XYA.\n\nSummary: A report.\n\n'
        "Original Language: Polish\n\nContents: Translation - English\n\nThe harbour is full.\n"
    )
    assert page.layout == "wilson-pdf"
    assert field(page, "summary") == ["A report."]
    assert field(page, "original-language") == ["Polish"]
    assert text_of(page) == "The harbour is full."


def test_pdf_page_without_contents_ends_its_head_after_one_paragraph() -> None:
    page = laid(PDF.replace("**Contents:**\n\nTranslation - English\n\n", ""))
    assert field(page, "original-language") == ["Norvian"]
    assert text_of(page).startswith("Toller received me")


def test_pdf_label_that_comes_again_is_text() -> None:
    page = laid(PDF + "\nSummary:\n\nNothing was settled.\n")
    assert field(page, "summary") == ["The two talk about ferries."]
    assert text_of(page).endswith("Summary: Nothing was settled.")


def test_pdf_page_with_several_contents() -> None:
    page = laid(PDF.replace("Translation - English", "Scan of Original Document\nTranslation - English"))
    assert field(page, "contents") == ["Scan of Original Document Translation - English"]
    assert text_of(page).startswith("Toller received me")


OLD = """Search in

Digital Archive International History Declassified

June 9, 1961

This document was made possible with support from the Aldwin Foundation

  • Citation

    get citation

    The consul reports on the price of salt.
    He wants instructions.
    "Report from Sorr, No. 44," June 9, 1961, Example Digital Archive, XYA, Box 2. Obtained by Eva Lind.
  • share document


English HTML

Salt has become dear.

P. Orlen
"""


def test_old_page() -> None:
    page = laid(OLD)
    assert page.layout == "wilson-old"
    assert field(page, "date") == ["June 9, 1961"]
    assert field(page, "summary") == ["The consul reports on the price of salt. He wants instructions."]
    assert field(page, "citation")[0].startswith('"Report from Sorr')
    assert field(page, "funder")
    assert text_of(page) == "Salt has become dear. P. Orlen"
    assert any("share document" in line for line in furniture(page))


def test_old_page_with_title_and_without_summary() -> None:
    page = laid(
        OLD.replace("June 9, 1961\n\nThis", "June 9, 1961\n\nReport from Sorr, No. 44\n\nThis").replace(
            "    The consul reports on the price of salt.\n    He wants instructions.\n", ""
        )
    )
    assert field(page, "title") == ["Report from Sorr, No. 44"]
    assert field(page, "summary") == []
    assert len(field(page, "citation")) == 1


def test_old_page_with_pdf_only() -> None:
    page = laid(OLD.replace("English HTML", "English PDF"))
    assert page.layout == "wilson-old"
    assert text_of(page).startswith("Salt has become dear.")


NEW = f"""Skip to content

May 7, 1963

Letter, Foreign Minister Vesk to Premier Lang

This document was made possible with support from Aldwin Foundation

Dear Premier,



I thank you for the horses.

We shall send wool.


With respect,

Vesk

Vesk thanks the Premier of Oster for a gift of horses.

Associated People & Organizations

Lang, Otto

Vesk, Ivo T.

Associated Places

Oster

Subjects Discussed

Gifts


Document Information

Source

Archive of the Norvian Ministry of Foreign Affairs, Box 3, Folder 4. Contributed by Eva Lind.

Original Archive

Norvian State Archive

Rights

{RIGHTS}

Original Uploaded Date

2015-02-03

Type

Letter

Language

Norvian

Record ID

440077

Donors

Aldwin Foundation
"""


def test_new_page() -> None:
    page = laid(NEW)
    assert page.layout == "wilson-new"
    assert field(page, "date") == ["May 7, 1963"]
    assert field(page, "title") == ["Letter, Foreign Minister Vesk to Premier Lang"]
    assert field(page, "summary") == ["Vesk thanks the Premier of Oster for a gift of horses."]
    assert field(page, "people") == ["Lang, Otto Vesk, Ivo T."]
    assert field(page, "places") == ["Oster"]
    assert field(page, "topics") == ["Gifts"]
    assert field(page, "archive") == ["Norvian State Archive"]
    assert field(page, "rights")[0].endswith("for more.")
    assert field(page, "uploaded") == ["2015-02-03"]
    assert field(page, "type") == ["Letter"]
    assert field(page, "original-language") == ["Norvian"]
    assert field(page, "record-id") == ["440077"]
    assert field(page, "donor") == ["Aldwin Foundation"]
    assert text_of(page).startswith("Dear Premier,")
    assert text_of(page).endswith("With respect, Vesk")


def test_new_page_cut_off_after_the_signature_has_no_summary() -> None:
    page = laid(NEW[: NEW.index("Vesk thanks the Premier")])
    assert page.layout == "wilson-new"
    assert field(page, "summary") == []
    assert text_of(page).endswith("With respect, Vesk")


def test_new_page_without_furniture_and_blank_lines() -> None:
    text = NEW.replace("Skip to content\n\n", "")
    page = laid("\n".join(line for line in text.split("\n") if line.strip()))
    assert page.layout == "wilson-new"
    assert field(page, "title") == ["Letter, Foreign Minister Vesk to Premier Lang"]
    assert field(page, "summary") == ["Vesk thanks the Premier of Oster for a gift of horses."]
    assert text_of(page).endswith("With respect, Vesk")


def test_new_page_with_empty_values() -> None:
    page = laid(
        "Skip to content\n\nMay 1963\n\nReport on Wool\n\nWool is dear.\n\nA. Bran\n\nAssociated "
        "Places\n\n\nDocument Information\n\nSource\n\nOriginal Archive\n\nLanguage\n\nRecord "
        "ID\n\n12\n"
    )
    assert field(page, "date") == ["May 1963"]
    assert field(page, "citation") == []
    assert field(page, "original-language") == []
    assert field(page, "record-id") == ["12"]
    assert text_of(page) == "Wool is dear. A. Bran"


def test_new_page_whose_labels_got_lost() -> None:
    page = laid(
        "Skip to content\n\nMay 7, 1963\n\nReport on Wool\n\nWool is dear.\n\nA. Bran\n\n"
        "Bran reports on wool.\n\nDocument Information\n\n\n"
        f"XYA, Fond 5, Opis 2. Translated by Ian Moor.\n\n\n{RIGHTS}\n\nOriginal Uploaded "
        "Date\n\n\n\nRecord ID\n\n\nOriginal Classification\n\nTop Secret\n"
    )
    assert field(page, "citation") == ["XYA, Fond 5, Opis 2. Translated by Ian Moor."]
    assert field(page, "rights")[0].startswith("The Harbour Program welcomes")
    assert field(page, "classification") == ["Top Secret"]
    assert field(page, "uploaded") == []
    assert field(page, "record-id") == []


def test_new_page_with_the_last_paragraph_in_the_first_person_has_no_summary() -> None:
    page = laid(
        NEW.replace(
            "Vesk thanks the Premier of Oster for a gift of horses.", "I ask you to give my greetings to your family."
        )
    )
    assert field(page, "summary") == []
    assert text_of(page).endswith("to your family.")


@pytest.mark.parametrize(
    "closing",
    [
        "Sent to: comrades Vesk and Lang.",
        "Printed in three copies. No. 3 to file.",
        "- Comrade Lang",
        "Toller: We agree with all of this.",
        "(a note in pencil follows.)",
        "[1] See the report of May 3.",
    ],
)
def test_what_closes_a_document_is_no_summary(closing: str) -> None:
    page = laid(NEW.replace("Vesk thanks the Premier of Oster for a gift of horses.", closing))
    assert field(page, "summary") == []
    assert clean(closing) in text_of(page)


def test_narrative_after_narrative_is_no_summary() -> None:
    page = laid(
        "Skip to content\n\nMay 7, 1963\n\nTalk on Wool\n\nThe delegation was shown the mill "
        "and the dye works by its director.\n\n"
        "The talk ended at noon and the guests were taken to the station.\n\nDocument Information\n"
        "\nSource\n\nXYA, Box 1.\n"
    )
    assert field(page, "summary") == []


def test_summary_where_nothing_else_is_set_apart() -> None:
    page = laid(
        "Skip to content\n\nMay 7, 1963\n\nTalk on Wool\n\n1. Wool\nThe minister spoke of "
        "wool for an hour.\nHe wants more of it.\n\n"
        "A minister of Oster explains what he wants.\n\n\nDocument Information\n\nSource\n\nXYA, Box 1.\n"
    )
    assert field(page, "summary") == ["A minister of Oster explains what he wants."]


def test_page_cut_off_within_the_lists_of_names() -> None:
    page = laid(NEW[: NEW.index("Subjects Discussed")])
    assert field(page, "places") == ["Oster"]
    assert field(page, "summary") == ["Vesk thanks the Premier of Oster for a gift of horses."]


def test_related_documents_are_set_aside() -> None:
    page = laid(NEW + "\nRelated Documents\n\nMay 1, 1963\n\nNote on Wool\n\nA note.\n")
    assert field(page, "donor") == ["Aldwin Foundation"]
    assert any("Note on Wool" in line for line in furniture(page))
    assert "Note on Wool" not in text_of(page)


def test_title_over_two_lines_before_the_support_sentence() -> None:
    page = laid(
        "May 7, 1963\nTalk between Ambassador Toller\nand the Harbour Master\nThis document "
        "was made possible with support from Aldwin Foundation\nToller came.\n"
    )
    assert page.layout == "wilson-new"
    assert field(page, "title") == ["Talk between Ambassador Toller and the Harbour Master"]
    assert text_of(page) == "Toller came."


def test_edition_of_the_state_department_stays_text() -> None:
    page = laid(
        "Skip to content\nForeign Relations of the United States, 1961–1963, Volume V, Oster\n\nPrevious Document\n\n"
        "41. Telegram From the Embassy in Oster to the Department of State[1]\n\nKelm, April "
        "3, 1962, 6 p.m.\n\n812. For Vesk.\n\nToller\n\n"
        "[1] Source: Department of State, Central Files, 612.34/4–362. Secret; Priority. Repeated to Sorr.\n"
    )
    assert page.layout == "state-frus"
    assert field(page, "series") == ["Foreign Relations of the United States, 1961–1963, Volume V, Oster"]
    assert "41. Telegram From the Embassy in Oster" in text_of(page)
    hints = {zone.field for zone in page.zones if zone.home == "text"}
    assert {"title", "date", "source-note"} <= hints
    assert "Previous Document" in furniture(page)


FORM = """101-10001-10002 2019 RELEASE UNDER THE PAPERS ACT OF 1990

DATE: 4/3/62

IDENTIFICATION FORM

AGENCY: XYZA
RECORD NUMBER: 101-10001-10002
RECORD SERIES: Harbour Files
AGENCY FILE NUMBER:
ORIGINATOR: CONS
FROM: TOLLER
TO: VESK
TITLE: Kelmtel 12 (Kelm) Re: a very long
title that is wrapped
DATE: 04/03/1962
PAGES: 2
CLASSIFICATION: Secret

INCOMING TELEGRAM

SECRET

FROM: KELM
TO: SECRETARY
"""


def test_release_form() -> None:
    page = laid(FORM)
    assert page.layout == "state-telegram"
    assert field(page, "agency") == ["XYZA"]
    assert field(page, "record-id") == ["101-10001-10002"]
    assert field(page, "title") == ["Kelmtel 12 (Kelm) Re: a very long title that is wrapped"]
    assert field(page, "file-number") == []
    assert text_of(page) == "INCOMING TELEGRAM SECRET FROM: KELM TO: SECRETARY"


@pytest.mark.parametrize(
    "text", ["", "\n \n", "Only one line.", "INCOMING TELEGRAM\n\nFROM: KELM\n\nTOLLER", "Source\nLanguage\nType"]
)
def test_texts_of_no_site_are_text(text: str) -> None:
    page = laid(text)
    assert page.layout == "bare"
    assert {zone.home for zone in page.zones} <= {"text"}
    assert text_of(page) == " ".join(text.split())


def test_words_of_labels_inside_prose_are_text() -> None:
    page = laid("He spoke of the source.\nSource: a friend of the consul told us.\nThe language was plain.\n")
    assert page.fields("citation") == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**NOTE ON THE HARBOUR OF KELM**", "title"),
        ("MEMORANDUM OF CONVERSATION", "title"),
        ("Minutes of the Harbour Committee", "title"),
        ("TOP SECRET", ""),
        ("MINISTRY OF FOREIGN AFFAIRS", ""),
        ("The minutes were read by all.", ""),
    ],
)
def test_title_hint(line: str, expected: str) -> None:
    page = laid(f"{line}\n\nThe consul came at noon.\n")
    assert page.zones[0].field == expected
