"""The words of the interface: the same keys in all languages, none unused, plurals, dates, numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from diplomatica.errors import InternalError, UnusableInput
from diplomatica.views.site import messages as module
from diplomatica.views.site.messages import Messages, languages, messages

SITE = Path(module.__file__).parent
VIEWS = SITE.parent
FAMILIES = (
    "language.", "date.", "cite.date.", "nav.", "shelf.", "level.", "role.", "resp.", "languages.", "intervention.",
    "keys.", "entity.kind.", "index.", "pdf.", "lists.none.", "lists.siblings.", "chronology.title.",
)  # fmt: skip
"""Keys of which a part comes from data or a variable."""
_PLACE = re.compile(r"\{(\w+)\}")


def places(message: object) -> set[str]:
    texts = [message] if isinstance(message, str) else list(message.values()) if isinstance(message, dict) else []
    return {place for text in texts for place in _PLACE.findall(text)}


def test_there_are_two_languages() -> None:
    assert {"de", "en"} <= set(languages())


@pytest.mark.parametrize("language", [language for language in languages() if language != "en"])
def test_languages_have_the_same_keys_and_places(language: str) -> None:
    english, other = messages("en").table, messages(language).table
    assert set(english) == set(other)
    for key, message in english.items():
        assert isinstance(message, tuple) == isinstance(other[key], tuple), key
        assert places(other[key]) <= places(message) | {"count"}, key
        assert places(message) - places(other[key]) <= {"count"}, key
        assert other[key], key


def test_no_message_is_unused() -> None:
    """A key stands whole in a template or module, or its table and its end do (`t("network." ~ kind ~ "_about")`)."""
    files = [
        *SITE.rglob("*.py"),
        *SITE.rglob("*.html"),
        *(VIEWS / "pdf").rglob("*.py"),
        *(VIEWS / "pdf").rglob("*.typ"),
    ]
    files.append(VIEWS.parent / "commands" / "publish.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    whole = set(re.findall(r"[\"']([\w.-]+)[\"']", text))
    parts = set(re.findall(r"\w+", text))
    tables = {before.partition(".")[0] for before in re.findall(r"[\"']([\w.]+)[\"'{]", text)}
    ends = tuple(set(re.findall(r"[\"'](_\w+)[\"']", text)))
    unused = []
    for key in messages("en").table:
        table, _, last = key.rpartition(".")
        if (
            key not in whole
            and not key.startswith(FAMILIES)
            and not (table in tables and (last in parts or last.endswith(ends)))
        ):
            unused.append(key)
    assert not unused, "\n".join(unused)


def test_every_key_that_is_asked_for_is_there() -> None:
    table = messages("en").table
    asked = set()
    for path in SITE.rglob("*.html"):
        asked |= set(re.findall(r"\bt(?:html)?\(\"([\w.]+)\"[,)]", path.read_text(encoding="utf-8")))
    for path in SITE.rglob("*.py"):
        asked |= set(re.findall(r"\bwords(?:\.html)?\(\s*\"([\w.]+)\"[,)]", path.read_text(encoding="utf-8")))
    assert len(asked) > 50
    assert asked - set(table) - {"documents"} == set()


def test_plurals() -> None:
    words = messages("en")
    assert [words("document.words", count=number) for number in (0, 1, 2)] == ["0 words", "1 word", "2 words"]
    slavic = Messages(
        "xx", {"language.plural": "slavic", "number.group": " ", "n": {"one": "a", "few": "b", "other": "c"}}
    )
    assert "".join(slavic("n", count=number) for number in (1, 2, 5, 11, 12, 21, 22, 25)) == "abcccabc"


@pytest.mark.parametrize(
    ("iso", "english", "german"),
    [
        ("1951-11-03", "3 November 1951", "3. November 1951"),
        ("1951-11-03T04:45:00", "3 November 1951", "3. November 1951"),
        ("1951-11", "November 1951", "November 1951"),
        ("1951", "1951", "1951"),
        ("0962", "962", "962"),
        ("spring", "spring", "spring"),
        ("1951-99", "1951", "1951"),
    ],
)
def test_dates(iso: str, english: str, german: str) -> None:
    assert messages("en").date(iso) == english
    assert messages("de").date(iso) == german


def test_ranges_and_numbers() -> None:
    words = messages("en")
    assert words.date("1951-05-01", "1951-05-03") == "1–3 May 1951"
    assert messages("de").date("1951-05-01", "1951-05-03") == "1.–3. Mai 1951"
    assert words.date("1951-05-01", "1951-06-03") == "1 May 1951 – 3 June 1951"
    assert words.date("1951-05", "1951-06") == "May 1951 – June 1951"
    assert words.date("1951", "1953") == "1951–1953"
    assert words.date("1951", "1951") == "1951"
    assert (words.number(9999), words.number(12345), messages("de").number(12345)) == ("9999", "12,345", "12.345")


def test_html_in_a_message_is_escaped_save_what_is_markup() -> None:
    words = Messages("xx", {"language.plural": "none", "m": "<{a}> {b}"})
    assert words.html("m", a="<i>", b=Markup("<b>x</b>")) == "&lt;&lt;i&gt;&gt; <b>x</b>"


def test_what_is_missing_is_told() -> None:
    with pytest.raises(UnusableInput, match="choose one of de, en"):
        messages("xx")
    with pytest.raises(UnusableInput):
        messages("../en")
    with pytest.raises(InternalError, match=r"no words for no\.such"):
        messages("en")("no.such")


def test_a_word_that_data_brings_is_shown_even_if_nobody_knows_it() -> None:
    assert messages("de").named("role", "speaker") == "spricht"
    assert messages("de").named("role", "court-jester") == "court jester"
