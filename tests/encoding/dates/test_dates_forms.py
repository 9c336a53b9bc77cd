"""Dates with sigla inside, days named by ordinals, parts of months, and forms of other countries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding.dates import Reference, find, reference_of
from diplomatica.encoding.dates.sigla import fold

FORMS = [
    # text, date of the document, (stretch, value) of each date
    ("came on 9 Jan[uary] by sea", "1955-02-08", [("9 Jan[uary]", "1955-01-09")]),
    ("on 14 J[uly] and 15 [J]uly", "1961-08-01", [("14 J[uly]", "1961-07-14"), ("15 [J]uly", "1961-07-15")]),
    ("in Sept[ember] 1961", "", [("Sept[ember] 1961", "1961-09")]),
    ("since 19[58], on 5 May 195[9]", "", [("19[58]", "1958"), ("5 May 195[9]", "1959-05-05")]),
    ("on 6 June [?] and 7 [?] June", "1966-07-01", [("6 June [?]", "1966-06-06"), ("7 [?] June", "1966-06-07")]),
    ("sent 9 May, 21:30 hours [?]", "1950-05-14", [("9 May, 21:30 hours [?]", "1950-05-09T21:30:00")]),
    ("after April [of this year]", "1949-08-12", [("April [of this year]", "1949-04")]),
    ("by the 21st of May", "1950-04-14", [("the 21st of May", "1950-05-21")]),
    ("the twenty-third of June, 1958", "", [("the twenty-third of June, 1958", "1958-06-23")]),
    ("your letter of the ninth[2] came", "1958-07-18", [("the ninth", "1958-07-09")]),
    ("your letter of the 25th.", "1958-07-18", [("the 25th", "1958-06-25")]),
    ("my note of the 5th inst.", "1958-07-18", [("the 5th inst.", "1958-07-05")]),
    ("a cable of the 28th ultimo", "1958-01-18", [("the 28th ultimo", "1957-12-28")]),
    ("They met on 3 May 1958 and on the 6th.", "1958-06-01", [("3 May 1958", "1958-05-03"), ("the 6th", "1958-05-06")]),
    ("from the middle of March on", "1964-08-29", [("the middle of March", "1964-03")]),
    ("in the first half of 1956", "", [("the first half of 1956", "1956")]),
    ("at the end of the year 1956", "", [("the end of the year 1956", "1956")]),
    ("told the consul on 14.06 that", "1971-06-23", [("14.06", "1971-06-14")]),
    ("Sent: 04.02.1971/08:15", "", [("04.02.1971/08:15", "1971-02-04T08:15:00")]),
    ("Belmora, October 21, 19583", "", [("October 21, 1958", "1958-10-21")]),
    ("Belmora, October 21, 1958³", "", [("October 21, 1958", "1958-10-21")]),
    ("Belmora, May 5, 1961—7 p.m.", "", [("May 5, 1961—7 p.m.", "1961-05-05T19:00:00")]),
    ("May 7, 1963, 3:10–4:25 p.m.", "", [("May 7, 1963, 3:10–4:25 p.m.", "1963-05-07T15:10:00")]),
    ("в 1954 году и 1956—1958 гг.", "1957", [("1954", "1954"), ("1956—1958", "1956/1958")]),
    ("1956-ban, w 1957 roku, din 1958", "1960", [("1956", "1956"), ("1957", "1957"), ("1958", "1958")]),
    ("1969. III. 4., 1969. 03. 05.", "", [("1969. III. 4", "1969-03-04"), ("1969. 03. 05", "1969-03-05")]),
    ("24/7-1956", "", [("24/7-1956", "1956-07-24")]),
    ("in 1953 I went", "1956", [("1953", "1953")]),
]

NO_DATES = [
    "on the 17th floor, the 20th Congress, on the 5th and 6th floors, of the eleventh meeting",
    "the second of these, on the first, of the third",
    "on 12.05 percent, by 12.05, to 3.04",
    "May 15000 tons and May 19562 tons",
    "Black September and the November Uprising",
]


def seen(text: str, document: str) -> list[tuple[str, str]]:
    found = find(text, Reference.parse(document))
    return [(text[one.start : one.end], "/".join(value for _, value in one.attrs)) for one in found]


@pytest.mark.parametrize(("text", "document", "dates"), FORMS)
def test_form(text: str, document: str, dates: list[tuple[str, str]]) -> None:
    assert seen(text, document) == dates


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert seen(text, "1966-05-01") == []


@pytest.mark.parametrize(
    ("text", "document", "value"),
    [
        ("a congress in November", "1982-09-09", "1982-11"),
        ("the harvest in August", "1973-03-26", "1973-08"),
        ("it will rain as it has since March", "1982-09-09", "1982-03"),
        ("put off until December", "1973-05-26", "1973-12"),
        ("last November", "1974-03-26", "1973-11"),
        ("next November", "1974-03-26", "1974-11"),
        ("by February at the latest", "1974-10-26", "1975-02"),
    ],
)
def test_year_nearest_to_the_document(text: str, document: str, value: str) -> None:
    assert [found for _, found in seen(text, document)] == [value]


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["Note", "Arvand, May 4, 1974"], Reference(1974, 5, 4)),
        (["Note", "On May 4, 1974, the Board sat in the old hall of the harbor. " * 3], Reference(1974)),
        (["Approved for release 2001/03/04", "Date of report 2 June 1951"], Reference(1951, 6, 2)),
        (["Belmora, June 1961", "They came."], Reference(1961, 6)),
        (["Since 1954 and in 1955", "again in 1955"], Reference(1955)),
        (["Since 1954 and in 1955"], Reference(1954)),
        (["No year here, on 5 May."], None),
        ([], None),
    ],
)
def test_reference_of(texts: list[str], value: Reference | None) -> None:
    assert reference_of(texts) == value


def test_fold_leaves_other_brackets() -> None:
    text = "on 5 [May] the W[alter] case[1], 1957[3]"
    assert fold(text).text == text


PIECES = st.sampled_from(
    ["[", "]", "J", "uly", "Feb", "ruary", "19", "58", "5 ", " ", "[?]", "(?)", "[sic]", "é", "the 5th ", "of "]
)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=300, deadline=None)
def test_fold_keeps_places(text: str) -> None:
    """Every character that is left has its place in the text as it was."""
    folded = fold(text)
    for position, char in enumerate(folded.text):
        start, end = folded.span(position, position + 1)
        assert char in text[start:end]
    for one in find(text, Reference(1966, 4, 3)):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].count("[") == text[one.start : one.end].count("]")
