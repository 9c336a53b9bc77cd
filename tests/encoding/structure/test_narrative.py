"""What stands behind a turn: its speaker's words, or those of the record."""

from __future__ import annotations

import re

import pytest

from diplomatica.encoding.corrections.load import parse
from diplomatica.encoding.encode import Options, encode
from diplomatica.encoding.result import Encoded
from diplomatica.encoding.review import findings
from diplomatica.source.model import SourceText

MEMORANDUM = """MEMORANDUM OF CONVERSATION

PARTICIPANTS:
Mr. Henrik Tolke, Minister for Foreign Affairs
Ambassador Milan Varro

Ambassador Varro began by saying that his Government was concerned about the ferry.

Mr. Tolke: We regret the delay. It is due to the ice.

Ambassador Varro: The ice went out in March.

{}

Mr. Tolke: That is so.
"""
VERBATIM = """VERBATIM RECORD OF THE FOURTH MEETING

MR. TOLKE: We regret the delay. It is due to the ice.

MR. VARRO: The ice went out in March.

{}

MR. TOLKE: That is so.
"""


def encoded(text: str, corrections: str = "") -> Encoded:
    options = Options(corrections=parse(corrections, "a.toml")) if corrections else Options()
    found = encode(SourceText("a.txt", text), options)
    assert found.loss is None, found.loss
    return found


def turns(found: Encoded) -> list[str]:
    """The turns by their words, without elements."""
    body = found.xml[found.xml.index("<body>") :]
    return [" ".join(re.sub("<[^>]+>", "", turn).split()) for turn in re.findall(r"<sp\b.*?</sp>", body, re.S)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Mr. Tolke asked whether the ferry was meant for salt.",
        "The Ambassador then handed over a note and sat down.",
        "Mr. Varro remarked that “you are earning money” was what people said.",
        "RESOLVED: to send a boat.",
        "The meeting rose at 5 p.m.",
        "With this the conversation ended. It had lasted an hour.",
        "A vote was taken by roll-call.",
        "The draft, as amended, was adopted by 7 votes to none.",
        "There followed a long silence.",
        "Notes were taken by A. Bran.",
    ],
)
def test_the_record_goes_on_outside_the_turn(paragraph: str) -> None:
    found = encoded(MEMORANDUM.format(paragraph))
    assert len(turns(found)) == 3
    assert turns(found)[1].endswith("The ice went out in March.")
    assert not [finding for finding in findings(found) if finding.rule == "STR62"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "I have told Mr. Tolke so in April.",
        "Mr. Tolke said in April that we would have a ferry.",
        "The harbour needs no pilot, and the price of salt is falling.",
        "Let us think of the winter.",
    ],
)
def test_a_speech_goes_on_in_its_turn(paragraph: str) -> None:
    for frame in (MEMORANDUM, VERBATIM):
        found = encoded(frame.format(paragraph))
        assert turns(found)[1].endswith(paragraph), frame
        assert not [finding for finding in findings(found) if finding.rule == "STR62"]


def test_in_a_record_word_for_word_what_others_did_is_open() -> None:
    found = encoded(VERBATIM.format("Mr. Tolke asked for a boat in the spring, and got none."))
    assert turns(found)[1].endswith("and got none.")
    (finding,) = [finding for finding in findings(found) if finding.rule == "STR62"]
    assert finding.line == 7
    assert 'begins = "speech"' in finding.correction


def test_what_may_be_the_record_is_told_where_the_record_tells_elsewhere() -> None:
    found = encoded(MEMORANDUM.format("Coffee was served in the garden."))
    assert turns(found)[1].endswith("in the garden.")
    assert [finding.marked for finding in findings(found) if finding.rule == "STR62"] == [
        "Coffee was served in the garden."
    ]


def test_nobody_tells_of_himself_by_name() -> None:
    found = encoded(VERBATIM.format("Mr. Varro withdrew the amendment."))
    assert turns(found)[1].endswith("The ice went out in March.")


def test_a_correction_ends_the_turn_or_lets_it_go_on() -> None:
    fix = '[[block]]\nstarts = "{}"\nbegins = "{}"\n'
    coffee, asked = "Coffee was served in the garden.", "Mr. Tolke asked for a boat."
    found = encoded(MEMORANDUM.format(coffee), fix.format("Coffee was", "paragraph"))
    assert turns(found)[1].endswith("The ice went out in March.")
    found = encoded(MEMORANDUM.format(asked), fix.format("Mr. Tolke asked for", "speech"))
    assert turns(found)[1].endswith("asked for a boat.")
    assert not [finding for finding in findings(found) if finding.rule == "STR62"]


def test_short_turns_of_those_whom_the_heading_names() -> None:
    found = encoded(
        "RECORD OF CONVERSATION\n\nbetween Minister Tolke and Ambassador Varro, 5 May 1959\n\nTolke: Good morning.\n\n"
        "Varro: Good morning, Minister.\n\nThe Minister showed the Ambassador a map.\n\nVarro: I see.\n"
    )
    assert turns(found) == ["Tolke: Good morning.", "Varro: Good morning, Minister.", "Varro: I see."]


def test_lines_that_tell_who_held_an_office_are_neither_turns_nor_headings() -> None:
    found = encoded(
        "MINUTES\n\nof the fourth meeting of the Harbour Committee, held at Kelm on 9 January 1962\n\n"
        "Present: H. Tolke, M. Varro\n\nSecretary: A. Bran\n\nInterpreter: Anna Varga\n\n"
        "The chairman opened the meeting and greeted the guests from the islands.\n"
    )
    assert turns(found) == []
    assert re.search(r"<seg>Secretary: <persName ref=\"#bran\">A. Bran</persName></seg>", found.xml)
    assert "<head>Secretary" not in found.xml
