"""Bytes to characters: which encoding a document is in.

In this order: what the user says; a byte order mark; UTF-16 without one; UTF-8; an 8-bit encoding whose characters
one language of the genre explains; a wide encoding that charset-normalizer believes in. What was assumed is noted.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from diplomatica.source.readers.model import Reading, Request

_SAMPLE = 1 << 16
_ADVICE = "say which encoding it is with --encoding"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x80-\x84\x86-\x9f]")
_ASCII_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")
_CASE_FLIP = re.compile("[^\\W\\d_A-Za-z]")
_ESCAPING = frozenset({"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined"})
"""Codecs that change what stands in a text, or that no text is in."""
_UNIT = re.compile(r"(?<![^\W\d_])[cdkm]?m\Z")
_LETTER_PLACES = frozenset("¹²³¶±£¥¢¡¿½¼¾¬©®¦µ¤№")
_LATIN = "\u036f"
_FOREIGN = 0.8
_BELIEVED, _SURE = 0.75, 0.85
_MARGIN = 0.75
"""By so many characters the best encoding has to explain more than the next one."""
_CAPITALS = 0.1
_BROKEN_SHARE = 4
"""A file with this many times more UTF-8 sequences than broken bytes is broken UTF-8 and nothing else."""


@dataclass(frozen=True, slots=True)
class _Tables:
    encodings: tuple[tuple[str, tuple[frozenset[str], ...]], ...]
    signs: frozenset[str]
    wide: tuple[str, ...]
    labels: dict[str, str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    data: dict[str, Any] = tomllib.loads(files(__package__).joinpath("encodings.toml").read_text(encoding="utf-8"))
    letters = {name: frozenset(text + text.upper()) for name, text in data["languages"].items()}
    return _Tables(
        tuple((entry["name"], tuple(letters[name] for name in entry["languages"])) for entry in data["encoding"]),
        frozenset(data["signs"]["all"]),
        tuple(data["wide"]["names"]),
        dict(data["labels"]),
    )


def decode(request: Request, *, declared: str = "") -> Reading:
    """The characters of a document, without its byte order mark.

    `declared` is what a page says of itself; it counts less than the user's word and valid UTF-8. Raises
    `UnusableInput` if the encoding is unknown or does not fit.
    """
    data = request.data
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(replace(request, data=data[len(mark) :]), name)
    if request.encoding is not None:
        return _strict(request, request.encoding)
    wide = _utf16(data)
    if wide:
        return replace(_strict(request, wide), notes=(f"taken for {wide}: every other byte is NUL",))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    else:
        notes: tuple[str, ...] = ()
        if declared and not text.isascii() and _known(declared) != "utf-8":
            notes = (f"taken for utf-8, as all of it is valid UTF-8, though it declares {declared}",)
        return Reading(text, "utf-8", notes)
    if declared:
        label = _known(declared)
        if label and label != "utf-8":
            try:
                return Reading(data.decode(label), label)
            except (UnicodeError, LookupError):
                pass
    return _other(request, broken)


def is_encoding(name: str) -> bool:
    """Whether a name is that of a character encoding, and not of a codec that does something else to bytes."""
    try:
        found = codecs.lookup(name)
        b"abcd".decode(name)
    except UnicodeDecodeError:
        pass  # a wide encoding, in which these bytes are nothing
    except (LookupError, ValueError, TypeError):
        return False
    return found.name not in _ESCAPING


def _known(label: str) -> str:
    """The codec of a declared encoding, "" if there is none."""
    label = label.strip().lower()
    label = _tables().labels.get(label, label)
    try:
        b"".decode(label)
    except (LookupError, ValueError):
        return ""
    return label if is_encoding(label) else ""


def _strict(request: Request, name: str) -> Reading:
    if not is_encoding(name):
        raise request.unusable(
            f"“{name}” is no character encoding", "name one such as utf-8, windows-1252 or koi8-r with --encoding"
        )
    try:
        return Reading(request.data.decode(name), name)
    except UnicodeDecodeError as error:
        if request.replace_controls:
            text = request.data.decode(name, errors="replace")
            note = f"bytes that are not {name} were replaced by U+FFFD, the first {_spot(request.data, error.start)}"
            return Reading(text, name, (note,))
        what = f"not {name}: {_spot(request.data, error.start)}"
        raise request.unusable(what, "name another encoding with --encoding, or none to have it found out") from None
    except (LookupError, ValueError, UnicodeError):
        raise request.unusable(f"can't be read as {name}", "name another encoding with --encoding") from None


def _spot(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    column = offset - data.rfind(b"\n", 0, offset)
    return f"byte 0x{data[offset]:02X} in line {line}, byte {column} of it"


def _utf16(data: bytes) -> str:
    """The name of UTF-16 without a byte order mark, "" if it is something else.

    Spaces and line ends have a NUL byte on one side in every script; no other encoding has NULs at all. In the wrong
    byte order there are no spaces.
    """
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(data) % 2:
        return ""
    first, second = sample[::2].count(0), sample[1::2].count(0)
    if sample.isascii() and not _ASCII_CONTROLS.search(sample) and 5 * (first + second) < 2 * len(sample):
        return ""  # plain text with NULs in it: in UTF-16 it would be all NULs, or hold bytes that no text has
    best, most = "", max(len(sample) // 400, 1) - 1
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, errors="ignore")
        white = text.count(" ") + text.count("\n")
        if white > most and not _CONTROLS.search(text):
            best, most = name, white
    return best


def _other(request: Request, broken: UnicodeDecodeError) -> Reading:
    """A document that is no UTF-8."""
    data = request.data
    spot = _spot(data, broken.start)
    loose = data.decode("utf-8", errors="replace")
    bad = loose.count("\ufffd")
    good = len(_NOT_ASCII.findall(loose[:_SAMPLE])) - loose.count("\ufffd", 0, _SAMPLE)
    if good >= _BROKEN_SHARE * bad:
        if request.replace_controls:
            return Reading(loose, "utf-8", (f"{bad} broken places in the UTF-8 replaced by U+FFFD, the first {spot}",))
        raise request.unusable(
            f"broken UTF-8 in {bad} place{'s' if bad > 1 else ''}: {spot}",
            "mend it, or use --replace-controls to put U+FFFD there",
        )
    sample = _sample(data)
    found, is_sure = _narrow(sample)
    if not found:
        found, is_sure = _wide(sample), True
    for name in (found, "windows-1252"):
        if name:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            reason = "" if name == found else ", as nothing else fits better"
            doubt = ""
            if not (is_sure and name == found):
                advice = "if that is wrong, name it with --encoding"
                doubt = f"the character encoding was guessed: {name}{reason} ({advice})"
            return Reading(text, name, (f"taken for {name}: not UTF-8 ({spot}){reason}",), doubt)
    raise request.unusable(f"the character encoding was not recognised: not UTF-8 ({spot})", _ADVICE)


def _sample(data: bytes) -> bytes:
    """Lines of the document with bytes beyond ASCII in them, enough of them to judge."""
    if len(data) <= _SAMPLE:
        return data
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if _HIGH.search(line):
            lines.append(line[:_SAMPLE])
            size += len(lines[-1])
            if size >= _SAMPLE:
                break
    return b"\n".join(lines)


def _narrow(sample: bytes) -> tuple[str, bool]:
    """The 8-bit encoding that explains the bytes, "" if none does; and whether no other one explains them as well."""
    found: list[tuple[float, int, str, str]] = []
    for number, (name, languages) in enumerate(_tables().encodings):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        found.append((-round(_score(text, languages), 6), number, name, text))
    if not found:
        return "", False
    found.sort()
    score, _, name, text = found[0]
    # Encodings that give the same text are no rivals.
    rivals = [other + _CAPITALS * (_is_capital(read) and not _is_capital(text)) for other, _, _, read in found[1:]
              if read != text]  # fmt: skip
    apart = (min(rivals, default=0.0) - score) * len(_HIGH.findall(sample))
    is_sure = apart >= _MARGIN and -score >= _SURE
    return (name, is_sure) if -score >= _BELIEVED else ("", False)


def _score(text: str, languages: tuple[frozenset[str], ...]) -> float:
    """How well the best of some languages explains the characters beyond ASCII, at most 1.

    Letters of the other languages count less (names, quotations). A sign that stands where only a letter can, and a
    letter of another script inside a Latin word, explain nothing: they are what the wrong encoding looks like.

        before   "o¶wiadczy³" (ISO-8859-2 read as windows-1252), "erklδrte" (windows-1252 read as windows-1253)
        after    no sign, no letter is explained: other encodings are asked
    """
    counts: dict[str, int] = {}
    odd: dict[str, int] = {}
    total = 0
    for match in _NOT_ASCII.finditer(text):
        character, at = match.group(), match.start()
        total += 1
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if _is_odd(character, before, after) and not _UNIT.search(text, max(0, at - 3), at):
            odd[character] = odd.get(character, 0) + 1
        else:
            counts[character] = counts.get(character, 0) + 1
    if not total:
        return 0.0
    signs = _tables().signs
    neutral = sum(count for character, count in counts.items() if character in signs)
    letters = max(sum(count for character, count in counts.items() if character in language) for language in languages)
    every = frozenset().union(*languages)
    known = sum(count for character, count in counts.items() if character in every)
    # A small letter followed by a capital inside a word: the sign of two encodings with swapped cases.
    flips = 0
    for match in _CASE_FLIP.finditer(text):
        at = match.start()
        if match.group().isupper() and at and text[at - 1].islower():
            flips += 1
    return (neutral + letters + _FOREIGN * (known - letters) - 2 * flips) / total


def _is_odd(character: str, before: str, after: str) -> bool:
    if character in _LETTER_PLACES:
        return before.isalpha() or after.islower()
    if character == "ς" and after.isalpha():
        return True
    if character > _LATIN and character.isalpha():
        return _is_latin(before) or _is_latin(after)
    return False


def _is_capital(text: str) -> bool:
    """Whether most letters beyond ASCII are capitals: as if an encoding with swapped cases had been taken."""
    letters = [character for character in _NOT_ASCII.findall(text) if character.isalpha()]
    return 2 * sum(map(str.isupper, letters)) > len(letters)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _wide(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # imported here: it costs more than most documents

    match = from_bytes(sample, cp_isolation=list(_tables().wide)).best()
    return match.encoding if match is not None else ""
