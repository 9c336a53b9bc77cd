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
        b"".decode(name)
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
    found = _narrow(sample) or _wide(sample)
    for name in (found, "windows-1252"):
        if name:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                continue
            sure = "" if name == found else ", as nothing else fits better"
            return Reading(text, name, (f"taken for {name}: not UTF-8 ({spot}){sure}",))
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


def _narrow(sample: bytes) -> str:
    """The 8-bit encoding that explains the bytes, "" if none does."""
    best, best_score = "", 0.0
    for name, languages in _tables().encodings:
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        score = _score(text, languages)
        if score > best_score + 1e-9:
            best, best_score = name, score
    return best if best_score >= 0.75 else ""


def _score(text: str, languages: tuple[frozenset[str], ...]) -> float:
    """How well the best of some languages explains the characters beyond ASCII, at most 1."""
    counts: dict[str, int] = {}
    for character in _NOT_ASCII.findall(text):
        counts[character] = counts.get(character, 0) + 1
    signs = _tables().signs
    total = sum(counts.values())
    if not total:
        return 0.0
    neutral = sum(count for character, count in counts.items() if character in signs)
    letters = max(sum(count for character, count in counts.items() if character in language) for language in languages)
    # A small letter followed by a capital inside a word: the sign of two encodings with swapped cases.
    flips = 0
    for match in _CASE_FLIP.finditer(text):
        at = match.start()
        if match.group().isupper() and at and text[at - 1].islower():
            flips += 1
    return (neutral + letters - 2 * flips) / total


def _wide(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # imported here: it costs more than most documents

    match = from_bytes(sample, cp_isolation=list(_tables().wide)).best()
    return match.encoding if match is not None else ""
