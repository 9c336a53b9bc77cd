"""The skeleton of documents: a projection that a person can read, one line an element."""

from __future__ import annotations

import textwrap

import pytest

from diplomatica.blocks.build import build
from diplomatica.encoding.structure.document import arrange
from diplomatica.encoding.structure.model import Slot
from diplomatica.source.model import LaidOut, SourceText, Zone
from diplomatica.tei.tree import Element


def skeleton(text: str, genre: str = "") -> str:
    text = textwrap.dedent(text).strip("\n")
    laid_out = LaidOut(SourceText("test.txt", text), "bare", (Zone(0, len(text), "text"),))
    body, _ = arrange(build(laid_out), genre)
    lines: list[str] = []

    def show(element: Element, depth: int) -> None:
        for child in element.children:
            if isinstance(child, Slot):
                words = child.block.text.split()
                lines.append("  " * depth + "= " + " ".join(words[:4]))
            elif isinstance(child, Element):
                kind = child.attrs.get("type") or child.attrs.get("n") or ""
                lines.append("  " * depth + child.tag + (f" {kind}" if kind else ""))
                show(child, depth + 1)
            else:
                lines.append("  " * depth + child.strip())

    show(body, 0)
    return "\n".join(lines)


def expect(text: str) -> str:
    return textwrap.dedent(text).strip("\n")


LONG = (
    "The ambassador said that the ferry would run again in the spring, and that the ice had been thicker this year "
    "than in any other since the war."
)


def test_the_lines_of_a_ciphered_telegram() -> None:
    found = skeleton(
        f"""
        MFA OSTER

        No. 4471

        Ninth Department Received 02:10 3.XI.1951

        CIPHERED TELEGRAM

        To SOHAN To DRAHAN TOP PRIORITY

        {LONG}

        3.XI.51 HORLENKO

        Copies: Severin, Molnar
        """
    )
    assert found == expect(
        """
        div document
          opener
            seg
              = MFA OSTER
            idno docNumber
              = No. 4471
            seg routing
              = Ninth Department Received 02:10
          head
            = CIPHERED TELEGRAM
          opener
            address
              addrLine
                = To SOHAN
              addrLine
                = To DRAHAN
            seg precedence
              = TOP PRIORITY
          p
            = The ambassador said that
          closer
            dateline
              = 3.XI.51
            signed
              = HORLENKO
        div distribution
          list distribution
            head
              = Copies:
            item
              = Severin,
            item
              = Molnar
        """
    )


def test_a_letter_has_the_address_of_its_receiver_before_the_salutation() -> None:
    found = skeleton(
        f"""
        ROYAL MINISTRY OF FOREIGN AFFAIRS

        Lundhavn, 6 May 1949

        Mahmud al-Tayyib
        Chairman of the Provisional Council
        Rasafa

        Your Excellency,

        {LONG}

        With the assurance of my highest esteem,

        Halvard Lindqvist

        P.S. The bearer has my confidence.
        """
    )
    assert "address\n      addrLine\n        = Mahmud al-Tayyib" in found
    assert "salute\n      = Your Excellency," in found
    assert "closer\n    salute\n      = With the assurance of" in found
    assert "signed\n      = Halvard Lindqvist" in found
    assert "postscript" in found


def test_restarted_numbers_are_one_list_and_hold_the_paragraphs_between() -> None:
    found = skeleton(
        f"""
        {LONG}

        1. The first matter was the price of salt.

        It had been raised before.

        1. The second matter was the ferry.
        """
    )
    assert found.count("list") == 1
    assert found.count("item 1.") == 2
    assert "item 1.\n      p\n        = The first matter was\n      p\n        = It had been raised" in found


def test_lists_in_lists() -> None:
    found = skeleton(
        f"""
        {LONG}

        (1) fishing rights in the strait, namely
        (a) the herring,
        (b) the cod;
        (2) the price of salt.
        """
    )
    assert found.count("list") == 2
    assert found.index("item (b)") < found.index("item (2)")


def test_numbered_headings_open_sections() -> None:
    found = skeleton(
        f"""
        1. Regarding the Harbor Works

        {LONG}

        2. Regarding the New Loan

        {LONG}
        """
    )
    assert found.count("div section") == 2
    assert "1.\n      = Regarding the Harbor Works" in found


def test_turns_of_a_transcript() -> None:
    found = skeleton(
        """
        MINUTES

        Present: Comrades Ilona Varga, Pál Szép.

        Comrade Varga: We have one item.

        It is the canal.

        (Applause.)

        Comrade Szép: I agree.
        """
    )
    assert found.count("sp\n") == 2
    assert "list participants" in found
    assert "= (Applause.)" in found
    assert "p\n      = We have one item." in found


def test_labels_with_values_are_no_turns() -> None:
    found = skeleton(
        f"""
        {LONG}

        Width of the road: 3 m.

        Period of repayment: twelve years.

        {LONG}
        """
    )
    assert "sp" not in found


def test_a_journal_has_entries() -> None:
    found = skeleton(
        f"""
        3 April 1958

        {LONG}

        5 April 1958

        {LONG}

        ***

        From these talks one may conclude that nothing will be decided before the congress meets.
        """,
        genre="journal",
    )
    assert found.count("div entry") == 2
    assert "div section\n    p\n      = From these talks one" in found


def test_a_quoted_document_keeps_its_own_signature() -> None:
    found = skeleton(
        """
        Hand this over to Comrade Lin:

        “The view that you set out is shared here by everyone who has read it.

        The columns have been told to wait for the thaw.

        Severin”

        Report the answer by telegraph at once, please.
        """
    )
    assert "floatingText\n    body\n      p" in found
    assert "closer\n        signed\n          = Severin”" in found


def test_a_quoted_letter_with_a_bullet_is_not_set_apart() -> None:
    """Only a list keeps a bullet; a paragraph of its own would lose it."""
    found = skeleton(
        """
        Hand this over to Comrade Lin:

        “The view that you set out is shared here by everyone who has read it.

          • the columns have been told to wait

        Kelm, 8 November 1951”
        """
    )
    assert "floatingText" not in found


@pytest.mark.parametrize(
    "signature",
    [
        "Signed: N. Pavlyuk",
        "(ss) N. Pavlyuk",
        "/s/ N. Pavlyuk",
        "N. PAVLYUK",
        "Correct: [Signature]",
        "(Pavlyuk)",
        "N. Pavlyuk s.k.",
    ],
)
def test_signatures_in_every_form(signature: str) -> None:
    assert "closer\n    signed" in skeleton(f"{LONG}\n\n{LONG}\n\n{signature}")


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("Sent to:\n\n1. Comrade Kuzin\n2. file", 2),
        ("Copies: Kuzin, Orlan, file", 3),
        ("3 copies printed\n\n1 - Comrade Kuzin\n2 - Comrade Orlan\n3 - file", 3),
        ("Executed in 2 copies\n\nNo. 1 - to addressee\n\nNo. 2 - to file", 2),
        ("Printed in 2 copies: Copy Nº 1 - Kuzin, Nº 2 - file", 2),
        ("Distribution:\n\nComrade Kuzin\nComrade Orlan\nDepartment II\na/a", 4),
    ],
)
def test_distribution_lists_in_every_form(line: str, items: int) -> None:
    found = skeleton(f"{LONG}\n\nSigned: N. Pavlyuk\n\n{line}")
    assert "div distribution" in found
    assert found.count("item") == items


def test_footnotes_stand_where_they_are_called() -> None:
    text = f"The treaty[1] was signed. {LONG}\n\nN. PAVLYUK\n\n[1] Not found."
    laid_out = LaidOut(SourceText("t", text), "bare", (Zone(0, len(text), "text"),))
    _, found = arrange(build(laid_out), "")
    assert list(found.footnotes) == ["1"]
    assert found.footnotes["1"][0].block.text == "Not found."


def test_footnote_numbers_that_have_grown_to_the_word() -> None:
    text = f"The treaty1 was signed in 19512 at last. {LONG}\n\n1 Not found.\n2 See below."
    laid_out = LaidOut(SourceText("t", text), "bare", (Zone(0, len(text), "text"),))
    _, found = arrange(build(laid_out), "")
    assert [number for _, _, number in found.calls] == ["1", "2"]


def test_an_attachment_is_a_division_of_its_own() -> None:
    found = skeleton(f"{LONG}\n\nN. PAVLYUK\n\nATTACHMENT\n\n{LONG}\n\n{LONG}")
    assert "div attachment\n  head\n    = ATTACHMENT" in found


def test_a_paragraph_cut_by_a_running_head_is_one() -> None:
    found = skeleton(
        """
        THE MINISTER SAID THAT HE WOULD NOT BE ABLE TO ANSWER BEFORE THE END OF THE WEEK BECAUSE THE CABINET HAD
        NOT YET SEEN THE DRAFT AND

        SECRET

        ***

        -2- 214, AUGUST 22, 4 PM, FROM PUERTO ALBA

        THAT HE HOPED THE DEPARTMENT WOULD UNDERSTAND THE POSITION IN WHICH HE FOUND HIMSELF. HE ASKED ME TO TELL
        NOBODY OF THIS.
        """
    )
    assert found.count("p\n") == 1


@pytest.mark.parametrize("text", ["", "x", "[", "]", "1.", "-", "***", "Sent to:", "Name:", "\u202b\u05d0", "P.S."])
def test_hardly_any_text_still_makes_a_document(text: str) -> None:
    assert skeleton(text).startswith("div document")


def test_a_second_number_in_an_item_begins_a_list_of_its_own() -> None:
    text = """
        The session dealt with the boats first, and with the journeys of its members after the break.

        DECIDED

        1. a) To send the boats.

        b) To keep the oars.

        2. To wait for the answer of the port before anything else is done.

        3. To permit the following to travel:

        - Comrade Varro to Brodny;

        - Comrade Kiss to Kelm.
    """
    assert expect(
        """
        list
          item 1.
            list
              item a)
                = To send the boats.
              item b)
                = To keep the oars.
          item 2.
            = To wait for the
          item 3.
            = To permit the following
            list
              item -
                = Comrade Varro to Brodny;
              item -
                = Comrade Kiss to Kelm.
        """
    ) in textwrap.dedent("\n".join(skeleton(text).splitlines()[6:]))


def test_those_who_sign_a_petition_sign_it() -> None:
    text = """
        We ask for a road, and for a bridge where the road meets the river that we have named.

        We remain, Honorable Sirs,

        Your obedient servants,

        Anna Varga, teacher

        Yusuf ibn Rashid, Sheikh of the northern wells

        [Stamp:] OFFICE OF THE PORT. SEEN
    """
    assert skeleton(text).splitlines()[-10:] == [
        "  closer",
        "    salute",
        "      = We remain, Honorable Sirs,",
        "    salute",
        "      = Your obedient servants,",
        "    signed",
        "      = Anna Varga, teacher",
        "    signed",
        "      = Yusuf ibn Rashid, Sheikh",
        "    = [Stamp:] OFFICE OF THE",
    ]


def test_the_line_that_addresses_the_document_is_no_recipient_of_a_copy() -> None:
    text = """
        TOP SECRET

        2 copies:

        Nº 1 Varro,

        Nº 2 file

        To Comrade KISS.

        The boats have come, and the oars will follow them before the end of the month.

        The smith has been told, and he asks for iron, which we do not have and cannot buy here.
    """
    lines = skeleton(text).splitlines()
    assert sum(line.strip() == "item" for line in lines) == 2
    assert "= To Comrade KISS." in lines[lines.index("    address") + 2]


def test_the_one_heading_of_a_document_that_names_its_kind_is_its_own() -> None:
    long = "RECORD OF CONVERSATION OF V.I. VARRO WITH THE AMBASSADOR OF THE KINGDOM OF OSTER, F. KISS, ON 3 MAY 1951"
    text = f"""
        "3" May 1951

        N 87

        {long}

        The Ambassador, who had asked for the meeting, came at noon and left before one o'clock had struck.
    """
    assert "section" not in skeleton(text)


def test_footnotes_between_what_was_added_keep_their_place() -> None:
    text = """
        ***
        Copies: Severin, Molnar
        The treaty[1] and the old port and the six men who went there on foot and came back in a boat.
        [1] Not found.
        ***
    """
    assert "milestone" in skeleton(text).splitlines()[-4]


def test_a_letter_quoted_whole_keeps_salutation_and_closing() -> None:
    text = """
        Today his adjutant brought this answer, which I pass on to you as he wrote it:

        "Comrade VARRO!

        The boats are here, and we are grateful for every one of them and for the oars.

        Yours

        KISS

        Brodny, 8 November 1951"

        I wait for your instructions and shall not see him before they have come to me.
    """
    found = skeleton(text)
    assert "      opener\\n        salute" in found.replace("\n", "\\n")
    assert "        salute\\n          = Yours\\n        signed" in found.replace("\n", "\\n")
