"""Titles: number, date, sender and receiver, genre, classification; languages."""

from __future__ import annotations

import pytest

from diplomatica.encoding.header import find_terms, genre, term_of
from diplomatica.encoding.header.languages import tags
from diplomatica.encoding.header.route import route
from diplomatica.encoding.header.terms import stated
from diplomatica.encoding.header.title import heading, main_title, take_title


@pytest.mark.parametrize(
    ("title", "shown", "expected"),
    [
        (
            "Telegram from Kelm to Sorr, TOP SECRET, No. 12.345, Urgent",
            False,
            "Telegram from Kelm to Sorr, TOP SECRET, Urgent | number No. 12.345",
        ),
        ("Ciphered Telegram No. 4471, Orlen to Tovik", True, "Ciphered Telegram, Orlen to Tovik | sub No. 4471"),
        ("Cable Nos. 408-410, Orlen to Tovik", False, "Cable, Orlen to Tovik | number Nos. 408-410"),
        (
            "Coded Message No. 5 from Orlen to Tovik [Bran]",
            False,
            "Coded Message from Orlen to Tovik [Bran] | number No. 5",
        ),
        ("Protocol No. 31 of the Politburo", False, "Protocol No. 31 of the Politburo"),
        (
            "Journal of Ambassador A. Bran for 7 October 1957",
            False,
            "Journal of Ambassador A. Bran | sub for 7 October 1957",
        ),
        ("Report on the Events of 1956", False, "Report on the Events of 1956"),
        ("Letter", False, "Letter"),
    ],
)
def test_parts_of_a_title(title: str, shown: bool, expected: str) -> None:
    parts = take_title(title, lambda number: shown)
    assert "".join(part.text for part in parts) == title
    told = [main_title(parts)] + [f"{part.kind} {part.text}" for part in parts if part.kind in ("sub", "number")]
    assert " | ".join(told) == expected


def test_heading_of_an_edition() -> None:
    assert heading("41. Telegram From the Embassy in Oster[2]") == "Telegram From the Embassy in Oster"
    assert heading("Minutes of the Committee on Wool3") == "Minutes of the Committee on Wool"


@pytest.mark.parametrize(
    ("title", "sender", "receiver"),
    [
        ("Telegram from Pyongyang to Bucharest", ("", "Pyongyang"), ("", "Bucharest")),
        ("Telegram from Ottawa", ("", "Ottawa"), None),
        ("Embtel 12 (Saigon) Re: Wool", ("", "Saigon"), None),
        ("Deptel 12 to Embassy (Saigon)", None, ("", "Saigon")),
        ("Ciphered Telegram, Orlen to Tovik [Bran]", ("Orlen", ""), ("Tovik", "")),
        ("Telegram, Orlen to Tovik", ("Orlen", ""), ("Tovik", "")),
        ("Telegram Orlen to Tovik on a Luncheon at the Ministry", ("Orlen", ""), ("Tovik", "")),
        ("Letter from Anna Weil to President Moor, 7 May 1963", ("Anna Weil", ""), ("President Moor", "")),
        ("Ciphered Telegram from Orlen to Feng Bo [Tovik], transmitting a letter", ("Orlen", ""), ("Feng Bo", "")),
        ("Orlen to Tovik", ("Orlen", ""), ("Tovik", "")),
        (
            "Telegram From the Embassy in Oster to the Department of State",
            ("Embassy in Oster", ""),
            ("Department of State", ""),
        ),
        (
            "Letter from the Ambassador to Oster Ivo Lang to Premier Vesk",
            ("Ambassador to Oster Ivo Lang", ""),
            ("Premier Vesk", ""),
        ),
        ("Telegram from Toller in Moscow to Vesk", ("Toller", "Moscow"), ("Vesk", "")),
        ("Letter to Premier Vesk", None, ("Premier Vesk", "")),
        ("Cable from the Norvian Embassy in Hanoi, 'On Wool'", ("Norvian Embassy in Hanoi", "Hanoi"), None),
    ],
)
def test_route(title: str, sender: tuple[str, str] | None, receiver: tuple[str, str] | None) -> None:
    found = route(title, genre(title) or "telegram")
    assert [None if party is None else (party.name, party.place) for party in found] == [sender, receiver]


def test_kinds_of_party_and_alias() -> None:
    sender, receiver = route("Telegram from the Foreign Ministry to Tovik [Bran]", "telegram")
    assert sender is not None
    assert sender.kind == "org"
    assert receiver is not None
    assert (receiver.kind, receiver.alias) == ("person", "Bran")


@pytest.mark.parametrize(
    "title", ["Record of Conversation from Kelm to Sorr", "Excerpts from the Journal of Orlen", "Minutes"]
)
def test_no_route(title: str) -> None:
    assert route(title, genre(title)) == (None, None)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Record of Conversation between A and B", "conversation"),
        ("Memorandum of Conversation with the Consul", "conversation"),
        ("Note on a Talk with Comrade Lang", "conversation"),
        ("Minutes of Conversation between A and B", "conversation"),
        ("The Chancellor's Meeting with the Premier", "conversation"),
        ("Transcript of a Conversation", "transcript"),
        ("Stenogram of the Session", "transcript"),
        ("Address by Mr. Lang, 751st Plenary Meeting", "transcript"),
        ("Telegram from Kelm", "telegram"),
        ("Cable, Orlen to Tovik, 'Conversation on Wool'", "telegram"),
        ("Kelmtel 12", ""),
        ("Embtel 12", "telegram"),
        ("Letter to the Premier", "letter"),
        ("From the Journal of Orlen", "journal"),
        ("Minutes of the Committee", "minutes"),
        ("Protocol No. 3 of the Politburo", "protocol"),
        ("Politburo Decision on Wool", "protocol"),
        ("Resolution of the Council", "protocol"),
        ("Report on Wool", "report"),
        ("Information on the Situation in Oster", "report"),
        ("Memorandum for the President", "memorandum"),
        ("Petition from the Notables of Kelm", "petition"),
        ("Press Release on Wool", "press-release"),
        ("Statement by the Foreign Ministry", "statement"),
        ("Note Verbale from the Embassy of Oster", "note"),
        ("Instructions to the Ambassador", "instruction"),
        ("Speech by the President", "speech"),
        ("Wool", ""),
    ],
)
def test_genre(title: str, expected: str) -> None:
    assert genre(title) == expected


def test_genre_of_the_page_where_the_title_names_none() -> None:
    assert genre("Wool", "Telegram") == "telegram"
    assert genre("Wool", "", '"Wool", May 7, 1963, report') == "report"
    assert genre("Letter on Wool", "Telegram") == "letter"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOP SECRET!", "classification top-secret"),
        ("Strictly secret.", "classification top-secret"),
        ("S E C R E T", "classification secret"),
        ("Sov. sekretno", "classification top-secret"),
        ("Szigorúan titkos!", "classification top-secret"),
        ("Limited Official Use", "classification official-use"),
        ("URGENT", "precedence urgent"),
        ("NIACT", "precedence immediate"),
        ("Eyes Only", "handling eyes-only"),
        ("the secret of wool", ""),
    ],
)
def test_term_of(text: str, expected: str) -> None:
    term = term_of(text)
    assert (f"{term.kind} {term.id}" if term else "") == expected


def test_stated_terms_are_parts_by_themselves() -> None:
    assert [term.id for term in stated("Telegram from Kelm, Top Secret, No. 5, Urgent")] == ["top-secret", "urgent"]
    assert [term.id for term in stated("Secret; Priority. Repeated to Sorr.")] == ["secret", "priority"]
    assert stated("Report on the Secret Treaty") == ()


def test_find_terms_prefers_the_longer() -> None:
    text = "A top secret and urgent paper, no secretary saw it."
    assert [text[found.start : found.end] for found in find_terms(text)] == ["top secret", "urgent"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russian", ("ru",)),
        ("Czech and Russian", ("cs", "ru")),
        ("Translation - English", ("en",)),
        ("Serbo-Croatian", ("sh",)),
        ("Traditional Chinese", ("zh-Hant",)),
        ("Norvian", ()),
        ("", ()),
    ],
)
def test_languages(text: str, expected: tuple[str, ...]) -> None:
    assert tags(text) == expected
