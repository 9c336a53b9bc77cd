"""Dates of every form of the genre, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding.dates import Reference, find, parse

FORMS = [
    # text, date of the document, (stretch, value) of each date
    ('"14" April 1966 N 12', "1966", [('"14" April 1966', "1966-04-14")]),
    ('he said: "14 April is late"', "1966-04-20", [("14 April", "1966-04-14")]),
    ("on 3 April 1966", "", [("3 April 1966", "1966-04-03")]),
    ("on April 3, 1966,", "", [("April 3, 1966", "1966-04-03")]),
    ("April 3rd 1966", "", [("April 3rd 1966", "1966-04-03")]),
    ("the 3rd of April, 1966", "", [("the 3rd of April, 1966", "1966-04-03")]),
    ("3.4.1966 and 3. 4. 1966", "", [("3.4.1966", "1966-04-03"), ("3. 4. 1966", "1966-04-03")]),
    ("1966-04-03, 1966.04.03", "", [("1966-04-03", "1966-04-03"), ("1966.04.03", "1966-04-03")]),
    ("4/23/66 and 23/4/66", "1966", [("4/23/66", "1966-04-23"), ("23/4/66", "1966-04-23")]),
    ("3.IV.66 3/IV-66 3.IV.1966", "1966", [(f, "1966-04-03") for f in ("3.IV.66", "3/IV-66", "3.IV.1966")]),
    ("in IV.66", "1966-05-01", [("IV.66", "1966-04")]),
    ("on 7 [April] he", "1966-05-01", [("7 [April]", "1966-04-07")]),
    ("[April 7, 1966]", "", [("April 7, 1966", "1966-04-07")]),
    ("[7 April] 1966", "", [("[7 April] 1966", "1966-04-07")]),
    ("7 April [1966]", "", [("7 April [1966]", "1966-04-07")]),
    ("am 28. September kam er", "1963-10-03", [("28. September", "1963-09-28")]),
    ("seit dem 2. August, vom 3. April an", "1963-10-03", [("2. August", "1963-08-02"), ("3. April", "1963-04-03")]),
    ("4-9 July 1961", "", [("4-9 July 1961", "1961-07-04/1961-07-09")]),
    ("July 4-9, 1961", "", [("July 4-9, 1961", "1961-07-04/1961-07-09")]),
    ("4./5. July 1961", "", [("4./5. July 1961", "1961-07-04/1961-07-05")]),
    ("from 4 to 9 July", "1961-08-01", [("4 to 9 July", "1961-07-04/1961-07-09")]),
    ("between 4 and 9 July", "1961-08-01", [("4 and 9 July", "1961-07-04/1961-07-09")]),
    ("on 4 and 9 July", "1961-08-01", [("4", "1961-07-04"), ("9 July", "1961-07-09")]),
    ("April 4, 5 and 9, 1966", "", [("April 4", "1966-04-04"), ("5", "1966-04-05"), ("9, 1966", "1966-04-09")]),
    ("30 June - 2 July 1961", "", [("30 June - 2 July 1961", "1961-06-30/1961-07-02")]),
    ("30 December - 2 January 1962", "", [("30 December - 2 January 1962", "1961-12-30/1962-01-02")]),
    ("7/3-5/61", "1961", [("7/3-5/61", "1961-07-03/1961-07-05")]),
    ("7/13/61-7/15/61", "1961", [("7/13/61-7/15/61", "1961-07-13/1961-07-15")]),
    ("1961-1963, 1962/63", "1963", [("1961-1963", "1961/1963"), ("1962/63", "1962/1963")]),
    ("from 1961 to 1963", "1965", [("1961 to 1963", "1961/1963")]),
    ("in April 1966 and in May", "1966-06-10", [("April 1966", "1966-04"), ("May", "1966-05")]),
    ("March-April 1966", "", [("March-April 1966", "1966-03/1966-04")]),
    ("in 1961, since 1952, by 1970", "1965", [("1961", "1961"), ("1952", "1952"), ("1970", "1970")]),
    ("in 1961, 1962 and 1964", "1965", [("1961", "1961"), ("1962", "1962"), ("1964", "1964")]),
    ("the 1961 plan", "1965", [("1961", "1961")]),
    ("1961-onward", "1965", [("1961", "1961")]),
    ("the 1960s and the early 1950s", "1965", [("1960s", "1960/1969"), ("early 1950s", "1950/1953")]),
    ("mid-April 1966", "", [("mid-April 1966", "1966-04")]),
    ("the end of April this year", "1966-06-01", [("the end of April this year", "1966-04")]),
    ("in April last year", "1966-06-01", [("April last year", "1965-04")]),
    ("Received 17:05 3.IV.1966", "", [("17:05 3.IV.1966", "1966-04-03T17:05:00")]),
    ("APRIL 3; 11 AM", "1966-04-03", [("APRIL 3; 11 AM", "1966-04-03T11:00:00")]),
    ("APR. 3, 1966 12:50 a.m.", "", [("APR. 3, 1966 12:50 a.m.", "1966-04-03T00:50:00")]),
    ("Sunday, 3 April, 1966, at 5.15 p.m.", "", [("Sunday, 3 April, 1966, at 5.15 p.m.", "1966-04-03T17:15:00")]),
    ("AT 6:20 P.M., ON 3 APRIL 1966", "", [("3 APRIL 1966", "1966-04-03")]),
    ("031750Z APR 66", "1966", [("031750Z APR 66", "1966-04-03T17:50:00Z")]),
    ("12 November (25 November) 1916", "", [("12 November (25 November) 1916", "1916-11-25")]),
    ("3. April 1966, le 3 avril 1966", "", [("3. April 1966", "1966-04-03"), ("3 avril 1966", "1966-04-03")]),
    ("3 апреля 1966 г., 3 aprelya 1966", "", [("3 апреля 1966", "1966-04-03"), ("3 aprelya 1966", "1966-04-03")]),
    ("1966. április 3.", "", [("1966. április 3.", "1966-04-03")]),
    ("3. dubna 1966, 3 kwietnia 1966", "", [("3. dubna 1966", "1966-04-03"), ("3 kwietnia 1966", "1966-04-03")]),
    ("3 aprilie 1966, 3 prill 1966", "", [("3 aprilie 1966", "1966-04-03"), ("3 prill 1966", "1966-04-03")]),
    ("3 de abril de 1966", "", [("3 de abril de 1966", "1966-04-03")]),
    ("1966年4月3日 1966년 4월 3일", "", [("1966年4月3日", "1966-04-03"), ("1966년 4월 3일", "1966-04-03")]),
    ("Telegram No. 5 April 3, 1966", "", [("April 3, 1966", "1966-04-03")]),
    ("on 4 March 12 delegations came", "1966-04-01", [("4 March", "1966-03-04")]),
]

NO_DATES = [
    "31.2.1966 and February 30, 1966",
    "section 1.5.2, No. 31077, 209-04417-02, ll. 12-13, d. 215/52, tel. 555-12-34",
    "the 3 April Movement and the April Revolution",
    "we may march on; MAY WE MARCH; THIS MAY BE",
    "General May and August Bebel",
    "of 1960 tons, 1960 people, 1,960 and $1960",
    "1960, v. IV and 1960, IV",
    "pp. 1960-1962",
    "the 38th parallel, 10-12 weeks, 15.4 percent, 9:10",
    "2. May we ask about 5 items",
    "no. 99/1966",
    "At 0940 the text came",
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
        ("met on 30 December", "1958-01-05", "1957-12-30"),
        ("will meet on 5 October", "1958-03-05", "1958-10-05"),
        ("they met on 5 October", "1958-03-05", "1957-10-05"),
        ("tomorrow, 8 October", "1957-10-07", "1957-10-08"),
        ("visited us in February", "1968-03-17", "1968-02"),
        ("will visit in September", "1957-03-01", "1957-09"),
        ("on Friday, June 6", "1981-01-09", "1980-06-06"),
        ("on 6 June", "", "--06-06"),
        ("on 6 June", "1958", "1958-06-06"),
    ],
)
def test_year_of_a_date_without_one(text: str, document: str, value: str) -> None:
    assert [found for _, found in seen(text, document)] == [value]


def test_attributes_of_ranges_and_limits() -> None:
    ranged, limits = find("3-5 April 1966, the 1950s", None)
    assert [name for name, _ in ranged.attrs] == ["from", "to"]
    assert [name for name, _ in limits.attrs] == ["notBefore", "notAfter"]


def test_order_of_figures_is_doubtful_unless_known() -> None:
    (unsure,) = find("4/3/66", Reference(1966, 3, 6))
    assert (unsure.attrs, unsure.low) == ((("when", "1966-03-04"),), True)
    (american,) = find("4/3/66", Reference(1966, 3, 6, "mdy"))
    assert (american.attrs, american.low) == ((("when", "1966-04-03"),), False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("April 3-4, 1966", "1966-04-03/1966-04-04"),
        ("[April 3, 1966]", "1966-04-03"),
        ("1966", "1966"),
        ("in 1966", None),
        ("Moscow, 3 April 1966", None),
        ("", None),
        ("3 April and 4 May 1966", None),
    ],
)
def test_parse_whole_string(text: str, value: str | None) -> None:
    attrs = parse(text)
    assert (None if attrs is None else "/".join(found for _, found in attrs)) == value


@pytest.mark.parametrize(("text", "year"), [("1968-01-31", 1968), ("1959-11-06/1959-11-07", 1959), ("1968", 1968)])
def test_reference_parse(text: str, year: int) -> None:
    reference = Reference.parse(text)
    assert reference is not None
    assert reference.year == year


def test_reference_parse_of_no_date() -> None:
    assert Reference.parse("no date") is None


PIECES = st.sampled_from(
    ["3", "31", "1966", "66", "IV", "[", "]", "April", "May", " ", " ", ", ", ".", "-", "/", '"', "in ", "to ", "and ",
     "4:30", " p.m.", "(", ")", "the ", "s", "年", "月", "octobre", "Monday", "x"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join), st.sampled_from([None, Reference(1966, 4, 3), Reference(1966)]))
@settings(max_examples=300, deadline=None)
def test_laws(text: str, reference: Reference | None) -> None:
    """Dates lie in the text, in order, apart, hold whole brackets, and say the same every time."""
    found = find(text, reference)
    assert found == find(text, reference)
    left = 0
    for one in found:
        assert left <= one.start < one.end <= len(text)
        stretch = text[one.start : one.end]
        assert stretch.count("[") == stretch.count("]")
        assert stretch == stretch.strip()
        assert one.attrs
        left = one.end


@pytest.mark.parametrize("piece", ["[", "(", '"', "A", "1", "1.", "1, ", "1966-", "May ", "5 May ", "5 and ", "IV."])
def test_long_hostile_input_is_read(piece: str) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    text = piece * (100_000 // len(piece))
    assert all(0 <= date.start < date.end <= len(text) for date in find(text, Reference(1966, 4, 3)))
