"""Archival references taken apart into repository and levels.

    before   XYA, f. 45, op. 1, d. 348, ll. 4-5; and XYB, Fond 2, Listy 7
    after    XYA: fond 45, opis 1, delo 348, list 4-5      XYB: fond 2, list 7

The schemes differ (Soviet, German, Hungarian, Romanian, Albanian, American ...); what they share is that parts between
commas go from the whole to the piece, most of them with a word for their level, before it or after it. A part without
such a word is told by its form and place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from diplomatica.encoding.header.data import alternatives, is_place, table
from diplomatica.encoding.header.model import Archive, Level
from diplomatica.encoding.header.terms import term_of

_LONGEST = 3000
_VALUE = (
    r"(?:\d+\s[A-Z]\s\d+|[IVXLC]+\b|\d[\w/.\-–—+]*|[^\W\d_]{1,6}[-–/ ]?\d[\w/.\-–—]*|[A-Za-z]\b)(?:\s*[-–—]\s*\d+)?"
)
_RANGE = re.compile(r"\d{1,6}[a-zа-я]?(?:\s*[-–—/]\s*\d{1,6}[a-zа-я]?)?(?:\s?(?:ob|verso|об|r|v)\.?)?")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d(?:\s*[-–—/]\s*(?:(?:1[6-9]|20)\d\d|\d\d))?")
_NUMBER_SIGN = r"(?:\s*(?:no|nos|nr|nro|č|sz|szám|#|№|N[º°o])\.?)?"
_OPEN, _CLOSE = "([“", ")]”"
_NEXT = re.compile(r"^(?:and|&|und|et|as well as|also(?: in)?|see also)\s+", re.I)
_PUBLISHED = re.compile(r"\([A-Z][^():]{1,40}: [^():]{2,80}, (?:18|19|20)\d\d\)")
_JOIN = re.compile(r"\s(?:and|und)\s(?=[A-Z]{3,}(?:\s[A-Z]{2,})?\b[, ])")


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    levels: dict[str, list[str]] = table("archives")["levels"]
    found: dict[str, str] = {}
    for kind, words in levels.items():
        for word in words:
            found.setdefault(_key(word), kind)
    return found


def _key(word: str) -> str:
    return re.sub(r"[\s.]+", "", word).casefold()


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = {word.lower() for kind in table("archives")["levels"].values() for word in kind}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    joined = alternatives(ordered, r"\s*")
    long = alternatives((word for word in ordered if len(word) > 3), r"\s+")
    return (
        re.compile(rf"(?P<label>{joined})(?:\.|(?=[\s\d№]))\s*{_NUMBER_SIGN}[.:]?\s*(?P<value>{_VALUE})", re.I),
        re.compile(rf"(?P<label>{long})\.?{_NUMBER_SIGN}[.:]?\s+(?P<value>\S.*)", re.I),
        re.compile(rf"(?P<value>\d[\w/.-]*|[^,]+?)\.?\s+(?P<label>{long})\.?", re.I),
    )


@lru_cache(maxsize=1)
def _acronyms() -> re.Pattern[str]:
    names = sorted(table("archives")["archives"]["acronyms"], key=lambda name: (-len(name), name))
    return re.compile(
        rf"(?:(?:the\s+)?(?:{alternatives(names)})|[A-Z][A-Za-z]*[A-Z]{{2,}}(?:\s[A-Z]{{2,}})*)(?=[\s,:(]|$)"
    )


@lru_cache(maxsize=1)
def _archive_word() -> re.Pattern[str]:
    words = sorted(table("archives")["archives"]["words"], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)", re.I)


def read_archives(text: str) -> tuple[Archive, ...]:
    """The archives in the archival part of a citation, the first first; levels in the order of the source."""
    archives: list[Archive] = []
    if _PUBLISHED.search(text[:_LONGEST]):
        return ()  # a printed work: place, publisher, year
    for segment in _segments(text[:_LONGEST]):
        parts = _parts(segment)
        if not parts:
            continue
        if archives and _continues(parts[0]):
            last = archives[-1]
            archives[-1] = Archive(last.repository, (*last.levels, *_read(parts, last.levels).levels), last.settlement)
            continue
        archive = _read(parts, ())
        if archive.repository or archive.levels:
            archives.append(archive)
    return tuple(archives)


def _segments(text: str) -> list[str]:
    segments = []
    for piece in _split(text, ";"):
        for part in _JOIN.split(piece):
            cleaned = _NEXT.sub("", part.strip(" ,.")).strip()
            if cleaned:
                segments.append(cleaned)
    return segments


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator that stands in no brackets or quotation marks."""
    parts, depth, start, quoted = [], 0, 0, False
    for position, character in enumerate(text):
        if character == '"':
            quoted = not quoted and text.find('"', position + 1) > 0
            depth = depth + 1 if quoted else max(0, depth - 1)
            if not quoted and not depth and text[position - 1] == separator:
                parts.append(text[start : position + 1])
                start = position + 1
        elif character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
            # American usage: the comma that ends a part stands inside the quotation marks.
            if character == "”" and not depth and text[position - 1] == separator:
                parts.append(text[start : position + 1])
                start = position + 1
        elif character == separator and not depth:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return parts


def _parts(segment: str) -> list[str]:
    parts = [part for part in (piece.strip() for piece in _split(segment, ",")) if part.strip(" .")]
    parts = [part for part in parts if not part.startswith(("http://", "https://", "<http"))]
    if parts:
        # "XYA f. 1": no comma between the archive and its first level.
        head = _acronyms().match(parts[0])
        if head is not None and any(character.isdigit() for character in parts[0][head.end() :]):
            rest = parts[0][head.end() :].strip(" :")
            if rest[:1] != "(" and len(rest.split()) <= 6:
                parts[:1] = [head.group(), rest]
    return parts


def _continues(part: str) -> bool:
    """Does a segment go on with the archive before it: does it begin with a level, not with a name?"""
    first = _patterns()[0].match(part)
    return bool(_RANGE.fullmatch(part)) or (first is not None and not _acronyms().match(part))


def _read(parts: list[str], before: tuple[Level, ...]) -> Archive:
    levels: list[Level] = []
    repository = settlement = ""
    place = 0
    known = list(before)
    for number, part in enumerate(parts):
        if _nothing(part):
            continue
        name, found = _labelled(part, known, parts[number + 1 :])
        if name:
            was = repository
            repository, settlement = _name(name, levels, repository, settlement, place, bool(known))
            if repository != was:
                place = len(levels)
        if found:
            levels += found
        elif not name:
            _bare(part, levels, last=number + 1 == len(parts))
        known = [*before, *levels]
    return Archive(repository, tuple(levels), settlement)


def _nothing(part: str) -> bool:
    folded = part.casefold()
    return any(word in folded for word in table("archives")["archives"]["nothing"])


def _labelled(part: str, known: list[Level], following: list[str]) -> tuple[str, list[Level]]:
    """The name that stands in a part before the levels, and the levels in it."""
    compact, wordy, suffixed = _patterns()
    part = part.rstrip(" .") if not part.endswith(("No.", "no.")) else part
    whole = compact.fullmatch(part)
    if whole is not None and _is_label(whole, part):
        return "", [Level(_kind(whole["label"], known, following), whole["value"].rstrip("."))]
    behind = suffixed.fullmatch(part)
    if behind is not None and not (compact.match(part) or wordy.match(part)) and not _archive_word().search(part):
        kind = _kind(behind["label"], known, following)
        value = behind["value"].rstrip(".") if behind["value"][:1].isdigit() else part
        if kind in ("fond", "box", "folder", "volume", "series", "section") or value[:1].isdigit():
            return "", [Level(kind, value)]
    worded = wordy.fullmatch(part)
    if (
        worded is not None
        and not worded["value"][0].islower()
        and (worded["label"][0].isupper() or known or _labels()[_key(worded["label"])] in ("fond", "opis"))
        and not is_sentence(worded["value"])
    ):
        found = [match for match in compact.finditer(part) if _boundary(part, match.start())]
        if len(found) < 2:
            return "", [
                Level(_kind(worded["label"], known, following), worded["value"].strip(' .,“”"') or worded["value"])
            ]
    levels: list[Level] = []
    name, end = "", 0
    for match in compact.finditer(part):
        if not _boundary(part, match.start()) or match.start() < end or not _is_label(match, part):
            continue
        if not levels:
            if match.start() == 0 and len(part) - match.end() > 30:
                break
            name = part[: match.start()].strip(' ,.:(“"')
            if name and is_sentence(name) and not _archive_word().search(name):
                return part, []
        levels.append(Level(_kind(match["label"], [*known, *levels], following), match["value"].rstrip(".")))
        end = match.end()
    if levels:
        rest = part[end:].strip(' ,.:;)“”"')
        if rest and len(rest) > 1 and not rest[0].islower():
            levels.append(Level("file", rest))
        return name, levels
    return (part, []) if not _numeric(part) else ("", [])


def _is_label(match: re.Match[str], part: str) -> bool:
    """A single capital without a full stop is the letter of a reference ("B 136/1"), not a word for a level."""
    label = match["label"]
    return len(label) > 1 or label.islower() or part[match.end("label") : match.end("label") + 1] == "."


def is_sentence(text: str) -> bool:
    """Is a stretch prose rather than a name: many small words?"""
    return len(text.split()) > 9


def _boundary(text: str, position: int) -> bool:
    return position == 0 or not (text[position - 1].isalnum() or text[position - 1] in "-/.’'")


def _kind(label: str, known: list[Level], following: list[str]) -> str:
    """The level that a label names; single letters by what stands before them."""
    key = _key(label)
    kinds = {level.type for level in known}
    soviet = bool(kinds & {"fond", "opis"})
    if key == "f":
        return "list" if kinds else "fond"
    if key == "p":
        leaves = any(_labels().get(_key(part.split()[0])) == "list" for part in following if part.split())
        return (
            "papka"
            if soviet and "papka" not in kinds and (leaves or "delo" not in kinds or following == [])
            else "pages"
        )
    if key == "d" and not soviet:
        return "file" if "box" in kinds or kinds else "delo"
    if key == "t" and kinds & {"file", "box", "volume"}:
        return "volume"
    return _labels().get(key, "file")


def _numeric(part: str) -> bool:
    """Is a part without label a number or reference by its form?"""
    if _RANGE.fullmatch(part) or _YEAR.fullmatch(part):
        return True
    words = part.split()
    return (
        any(character.isdigit() for character in part)
        and len(words) <= 4
        and all(len(word) <= 3 or any(character.isdigit() for character in word) or word.isupper() for word in words)
    )


def _bare(part: str, levels: list[Level], *, last: bool) -> None:
    """A part without a word for its level: a year, pages (at the end), or the reference of a file."""
    if _YEAR.fullmatch(part) and not (levels and levels[-1].type in ("list", "pages")):
        levels.append(Level("year", part))
        return
    if _RANGE.fullmatch(part) and levels and "/" not in part:
        before = levels[-1]
        if before.type in ("list", "pages"):
            levels[-1] = Level(before.type, f"{before.text}, {part}")
            return
        if last and _ascending(part):
            levels.append(Level("pages", part))
            return
    levels.append(Level("file", part.rstrip(".")))


def _ascending(part: str) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    return len(numbers) < 2 or numbers[0] <= numbers[1] or len(str(numbers[1])) < len(str(numbers[0]))


def _name(
    name: str, levels: list[Level], repository: str, settlement: str, place: int, inside: bool
) -> tuple[str, str]:
    """Give a part that is a name its place: repository, settlement, or a level of its own.

    `place` is the number of levels that stood before the repository.
    """
    name = name.strip(" .")
    if _YEAR.fullmatch(name):
        levels.append(Level("year", name))
        return repository, settlement
    term = term_of(name)
    if term is not None and repository:
        levels.append(Level(term.kind, name))
        return repository, settlement
    if (is_place(name) and name[0] not in '"“') or re.fullmatch(r"D\.?C\.?", name):
        if not settlement:
            return repository, name
        return repository, f"{settlement}, {name}"
    archival = _archive_word().search(name) is not None
    if not repository and (archival or not inside or _acronyms().fullmatch(name)):
        return name, settlement
    if repository and archival and not _archive_word().search(repository) and not _acronyms().match(repository):
        levels.insert(place, Level("fond" if _fond_like(repository) else "collection", repository))
        return name, settlement
    if not repository and not any(level.type == "repository" for level in levels):
        return name, settlement
    levels.append(Level("fond" if _fond_like(name) else "collection", name))
    return repository, settlement


def _fond_like(name: str) -> bool:
    return re.search(r"\b(?:Fond|Fonds|Fund)$", name) is not None
