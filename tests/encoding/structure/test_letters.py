"""Letters in English and German: what stands above and below their text."""

from __future__ import annotations

import re

import pytest

from diplomatica.encoding.encode import encode
from diplomatica.source.model import SourceText

ENGLISH = """{place}, 4 May 1961

{salute}

On 28 April I was received by President Varro. In Kelmin it rains.

{closing}

A. Bran
Ambassador
"""
GERMAN = """Kelmin, den 4. Mai 1961

{salute}

am 28. April hatte ich Gelegenheit, mit Präsident Varro zu sprechen. Er war seit dem 2. Februar krank.

Von Herrn Dr. Tolke hört man nichts mehr.

{closing}

A. Bran
Botschafter

Verteiler: Minister, Abt. II, Registratur
"""


def encoded(text: str) -> str:
    """The document without white space between elements."""
    found = encode(SourceText("letter.txt", text))
    assert found.loss is None, found.loss
    return re.sub(r">\s+<", "><", found.xml)


@pytest.mark.parametrize(
    "salute", ["Dear Mrs. Tolke,", "Dear Prof. A. Tolke,", "Dear Ambassador,", "My dear Mr. Tolke:", "Your Excellency,"]
)
def test_an_english_salutation_and_closing_phrase(salute: str) -> None:
    found = encoded(ENGLISH.format(place="Kelmin", salute=salute, closing="Yours sincerely,"))
    opener = found[found.index("<opener>") : found.index("</opener>")]
    assert re.search(r"<salute>(.*?)</salute>", opener)
    assert "<closer><salute>Yours sincerely,</salute><signed>" in found


@pytest.mark.parametrize(
    "salute",
    [
        "Sehr geehrter Herr Gesandter,",
        "Sehr geehrte Frau Dr. Tolke!",
        "Sehr verehrter Herr Botschafter,",
        "Lieber Herr Tolke,",
        "Exzellenz!",
    ],
)
@pytest.mark.parametrize(
    "closing", ["Mit freundlichen Grüßen", "Mit vorzüglicher Hochachtung", "Hochachtungsvoll", "Ihr sehr ergebener"]
)
def test_a_german_salutation_and_closing_phrase(salute: str, closing: str) -> None:
    found = encoded(GERMAN.format(salute=salute, closing=closing))
    assert re.search(r"<opener><dateline>.*?</dateline><salute>.*?</salute></opener><p>am ", found)
    assert f"<closer><salute>{closing}</salute><signed>" in found


def test_the_text_of_a_german_letter() -> None:
    found = encoded(GERMAN.format(salute="Sehr geehrte Frau Tolke,", closing="Mit freundlichen Grüßen"))
    assert '<dateline><placeName>Kelmin</placeName>, den <date when="1961-05-04">4. Mai 1961</date></dateline>' in found
    assert '<p>am <date when="1961-04-28">28. April</date> hatte' in found
    assert 'seit dem <date when="1961-02-02">2. Februar</date> krank' in found
    assert "<p>Von Herrn <persName" in found
    assert "<roleName>Präsident</roleName> Varro</persName>" in found
    assert "<lb/>Botschafter</signed>" in found
    assert "<item>Registratur</item>" in found
    people = re.findall(r'<person xml:id="([^"]+)"', found)
    assert "registratur" not in people


@pytest.mark.parametrize("place", ["Kelmin", "KELMIN", "Port Kelmin", "PORT KELMIN"])
def test_the_place_of_a_dateline_is_nobody(place: str) -> None:
    found = encoded(ENGLISH.format(place=place, salute="Dear Mrs. Tolke,", closing="Yours sincerely,"))
    assert f'<dateline><placeName>{place}</placeName>, <date when="1961-05-04">' in found
    assert "In <placeName>Kelmin</placeName> it rains" in found or place.lower() != "kelmin"
    assert not re.search(r'<person xml:id="(?:port-)?kelmin"', found)


def test_who_signed_above_a_date_is_no_place() -> None:
    found = encoded("Report\n\nThe envoy came at noon, and the minister received him at once.\n\nKELMIN\n3 May 1961\n")
    assert "<placeName>KELMIN" not in found


def test_the_ends_of_a_telegram_are_places_where_somebody_else_signs() -> None:
    text = (
        "CIPHERED TELEGRAM\n\nFrom {} to TIRVAL\nNo. 217\n\nTO MINISTER TOLKE\n\nToday I was received by the minister. "
        "He said that nothing was known.\n\nJ. VARRO\n"
    )
    assert "<addrLine>From <placeName>KELMIN</placeName> to <placeName>TIRVAL</placeName></addrLine>" in encoded(
        text.format("KELMIN")
    )
    assert "<placeName>VARRO" not in encoded(text.format("VARRO"))


def test_what_looks_like_an_address_and_goes_on_as_a_sentence() -> None:
    text = "Report\n\nKelm, 4 May 1961\n\n{}\n\nThe harbour is closed, and the boats lie on the shore for the winter.\n"
    assert "<addrLine>" not in encoded(text.format("From Kelm nothing was heard."))
    assert "<addrLine>" in encoded(text.format("From: Ambassador Tolke"))
