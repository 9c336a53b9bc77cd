"""The words of the interface, from `messages/LANGUAGE.toml`.

A message is a text with `{places}`, or a table of them by plural category. The categories are those of the Unicode CLDR
(https://cldr.unicode.org/index/cldr-spec/plural-rules), of which a file names the rule that its language has.

        before   documents = { one = "{count} document", other = "{count} documents" }
        after    words("documents", count=1) == "1 document"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from diplomatica.errors import InternalError, UnusableInput

FOLDER = Path(__file__).resolve().parent / "messages"
_PLACE = re.compile(r"\{(\w+)\}")
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d))?)?)?")


def _slavic(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else "other"


_RULES: Mapping[str, Callable[[int], str]] = {
    "one is 1": lambda count: "one" if count == 1 else "other",
    "one is 0 or 1": lambda count: "one" if count in (0, 1) else "other",
    "slavic": _slavic,
    "none": lambda count: "other",
}


@dataclass(frozen=True)
class Messages:
    """The words of one language; called with a key, and the values of the places in its text."""

    language: str
    table: Mapping[str, str | Mapping[str, str] | tuple[str, ...]]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, its places filled. A number for `count` chooses the plural, and is written as numbers are.

        Raises `InternalError` where the language has no such key.
        """
        text = self._text(key, values.get("count"))
        return _PLACE.sub(lambda place: self._shown(values[place[1]]), text) if "{" in text else text

    def html(self, key: str, **values: object) -> Markup:
        """As the call, for places filled with HTML (`Markup`); everything else is escaped."""
        text = str(escape(self._text(key, values.get("count"))))
        return Markup(_PLACE.sub(lambda place: str(escape(self._html(values[place[1]]))), text))

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        return key in self.table

    def named(self, family: str, key: str) -> str:
        """The word for a name that data brings (`family.key`), or the name itself, made readable."""
        found = self.table.get(f"{family}.{key}")
        return found if isinstance(found, str) else key.replace("-", " ").replace("_", " ")

    def foreign(self, tag: str) -> str:
        """A language tag (BCP 47), or nothing where it is the language of the interface: a value for `lang`."""
        return "" if tag.partition("-")[0].lower() == self.language else tag

    def number(self, number: int) -> str:
        """A whole number as the language writes it, in groups of three from five digits on."""
        return f"{number:,}".replace(",", self("number.group")) if abs(number) > 9999 else str(number)

    def date(self, iso: str, last: str = "") -> str:
        """A date of ISO 8601 (year, month or day), or the range from it to `last`, in words; other texts as is."""
        if last and last != iso:
            return self._range(iso, last)
        match = _DATE.match(iso)
        if match is None:
            return iso
        year, month, day, _ = match.groups()
        months = self.table["date.months"]
        if month is None or not 1 <= int(month) <= 12:
            return self("date.year", year=str(int(year)))
        name = months[int(month) - 1] if isinstance(months, tuple) else month
        if day is None:
            return self("date.month", month=name, year=str(int(year)))
        return self("date.day", day=str(int(day)), month=name, year=str(int(year)))

    def _range(self, first: str, last: str) -> str:
        """Years, or days of one month, are joined as numbers are; dates of several words stand apart."""
        one, other = _DATE.match(first), _DATE.match(last)
        if one and other and one[2] is None and other[2] is None:
            return self("date.years", first=self.date(first), last=self.date(last))
        if one and other and one[3] and other[3] and (one[1], one[2]) == (other[1], other[2]):
            month = self.date(f"{one[1]}-{one[2]}")
            return self("date.days", first=int(one[3]), last=int(other[3]), month=month)
        return self("date.range", first=self.date(first), last=self.date(last))

    def _text(self, key: str, count: object) -> str:
        found = self.table.get(key)
        if isinstance(found, str):
            return found
        if isinstance(found, Mapping):
            rule = _RULES[str(self.table["language.plural"])]
            return found.get(rule(count), found["other"]) if isinstance(count, int) else found["other"]
        raise InternalError(f"the language {self.language} has no words for {key}")

    def _shown(self, value: object) -> str:
        return self.number(value) if isinstance(value, int) else str(value)

    def _html(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) else value


@lru_cache(maxsize=8)
def messages(language: str) -> Messages:
    """The words of a language that comes with Diplomatica, by its tag (`de`). Raises `UnusableInput` for another."""
    path = FOLDER / f"{language}.toml"
    if not path.is_file() or not language.isalpha():
        raise UnusableInput(
            f"there is no interface in the language {language}", advice=f"choose one of {', '.join(languages())}"
        )
    return Messages(language, flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def languages() -> tuple[str, ...]:
    """The languages that the interface speaks."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


_Flat = dict[str, str | Mapping[str, str] | tuple[str, ...]]


def flat(tables: Mapping[str, object], before: str = "") -> _Flat:
    """Tables of messages by their full keys (`nav.home`); a table with `other` is one message in its plural forms."""
    found: _Flat = {}
    for key, value in tables.items():
        name = before + key
        if isinstance(value, Mapping) and "other" not in value:
            found |= flat(value, f"{name}.")
        elif isinstance(value, Mapping):
            found[name] = {category: str(text) for category, text in value.items()}
        else:
            found[name] = tuple(map(str, value)) if isinstance(value, list) else str(value)
    return found
