"""Insertions in which somebody speaks about the text: notes, stamps, page breaks."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from diplomatica.encoding.insertions.model import Resp
from diplomatica.encoding.insertions.short import remembered
from diplomatica.encoding.insertions.words import words

_WHO = r"(?P<{0}>translators?|transl?|tr|editors?|editorial|eds?|authors?|compilers?|archivists?|our|my|note\staker)"
# What `_SUFFIX` can end with, full stops and brackets aside.
_LAST = tuple(
    word + plural
    for word in """note comment remark italics emphasis underlining addition explanation clarification translator trans
    transl tr editor editorial ed author compiler archivist our my taker""".split()
    for plural in ("", "s")
)
_PREFIX = re.compile(
    _WHO.format("a")
    + r"[.’']{0,2}s?[’']?\.?\s(?:note|comment|remark|addition|footnote|explanation|clarification|insertion)s?\b"
    r"|(?:note|remark|comment|footnote|addition)s?\s(?:by|of|from)\s(?:the\s)?" + _WHO.format("b") + r"\b"
    r"|(?P<c>trans|transl|tr|ed|eds|editor|translator)\.?\s?:",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"(?:notes?|n\.?\s?b\.?|nota\sbene|comment|remark)\s?:", re.IGNORECASE)
_SUFFIX = re.compile(
    r"(?:(?P<dash>[-–—]{1,2}\s?)|(?P<stop>[.;,:]\s))?\(?(?:" + _WHO.format("a") + r"[.’']{0,2}s?[’']?\.?\s"
    r"(?:note|comment|remark|italics|emphasis|underlining|addition|explanation|clarification)s?"
    r"|(?:note|remark|comment)\s(?:by|of)\s(?:the\s)?"
    + _WHO.format("b")
    + r"|(?P<c>trans|transl|tr|ed|eds|editors?|translators?)\.?)\)?[.!]?\s?\Z",
    re.IGNORECASE,
)
# A remark signed with initials: "they call it a lake – A. B."
_INITIALS = re.compile(r"[^\s.]\s?[-–—]{1,2}\s?(?:[^\W\d_a-zß-þ]\.\s?){1,3}\Z")
_AUTHOR = frozenset(("our", "my", "author", "authors", "note taker"))
_PAGE = re.compile(
    r"(?:(?:end|beginning|start|bottom|top)\sof\s|begins?\s|ends?\s)?(?:page|p|pp|pg|folio|fol|sheet|leaf)\.?\s?"
    r"(?P<n>\d{1,4}[a-z]?|[ivxlc]{1,6})(?:\s(?:verso|recto|ob\.?|v\.?|r\.?))?"
    r"(?:\s(?:of|/)\s\d{1,4})?(?:\s(?:of|in)\s(?:the\s)?original|\s(?:begins|ends|follows))?[.:]?"
    r"|[-–—]\s?(?P<m>\d{1,3})\s?[-–—]|(?:page\sbreak|new\spage|next\spage)",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?:\w{1,12}\s){0,2}?(?:stamps?|stamped|seals?|sealed)\b", re.IGNORECASE)
_STAMP_REST = ("of ", "with ", "in ", "reading", "on ", "at ", "dated", "affixed")
_HAND = re.compile(
    r"(?:hand-?\s?written|handwriting|in\s(?:hand|pencil|ink|handwriting)|written\s(?:by\shand|in)|pencil(?:ed|led)?"
    r"|(?:note\s)?in\s(?:the\s)?(?:left|right|upper|lower|top|bottom)?[\s-]{0,2}(?:hand\s)?(?:margins?|corner)"
    r"|(?:added|inserted|written|corrected|noted|entered|signed)\s(?:by\shand|in\s(?:hand|handwriting|ink|pencil))\b"
    r"|margin(?:al|alia)?\b|annotat|resolution\b|inscription\b|notation\b)",
    re.IGNORECASE,
)


class _About(NamedTuple):
    """How an insertion speaks about the text: anywhere in it, and, in square brackets, at its head or elsewhere."""

    strict: re.Pattern[str]
    head: re.Pattern[str]
    wide: re.Pattern[str]


@cache
def _about() -> _About:
    language = "|".join(sorted(words().languages))
    # All alternatives of a search begin at the edge of a word, which is tried before any of them.
    strict = (
        rf"(?:in|of|from)\s(?:the\s)?(?:{language})?\s?original\b",
        r"original(?:\sdocument|\stext)?\s(?:says|reads|has|uses|gives|here|contains|states)\b",
        rf"(?:the|in)\s(?:{language})(?:\s\[sic\])?\s(?:original|version|translation|text|term|word)\b",
        rf"in\s(?:{language})\sin\b",
        r"crossed\sout\b",
        r"hand-?written\b",
        r"translator\b",
        r"emphasis\s(?:added|in|mine|is)",
        r"italics\s(?:added|mine|in)",
        r"(?:my|our|author[’']s)\s(?:italics|emphasis|underlining)\b",
        r"underlin(?:ed|ing)\s(?:added|in|by)",
    )
    head = (
        rf"(?:in|from)\s(?:{language})(?:\Z|\s?:)|(?:re-?)?translated\s(?:from|by|into)\b",
        rf"(?:(?:{language})\s)?original\s?:",
        r"(?:as|so|thus)\s(?:in|written|given)\b",
        r"(?:see|compare)\s|cf\.|underlin|typed\b|literally\b|lit\.|transcribed|footnote",
        r"attach(?:ment|ed)\b[^\w]*(?:not|missing|follows)",
        r"(?:document|text)\s(?:ends|breaks|begins|is|was|has|continues|in)\b",
        r"this\s(?:document|page|sentence|paragraph|passage|word|line|part|section|text)\b",
        r"a?\s?(?:copy|copies)\s(?:of|sent|to)\b",
        r"as\s(?:received|published|transmitted|typed|punctuated|spelled)\Z",
        (
            r"end\sof\s(?:the\s)?(?:document|text|transcript|tape|recording|file|translation|excerpt|quotation"
            r"|summary|message|note|letter|appendix|section)\b"
        ),
        r"(?:crossed|struck|scratched|inked|lined)\s(?:out|through|off)\b",
        (
            r"(?:deleted|added|inserted|corrected|overwritten|typed\sover|written\sover)"
            r"(?=\s?:|\s(?:by\shand|in\s(?:ink|pencil|the\smargin)|above|over|between)\b)"
        ),
        (
            r"(?:the\s)?(?:word|sentence|phrase|paragraph|passage|line|text|date|name)s?\s.{0,40}"
            r"\b(?:is|was|are|were|crossed|added|inserted|underlined|struck)\b"
        ),
    )
    wide = (
        rf"original\sin\s(?:{language})\b",
        r"in\sthe\s(?:document|transcript|manuscript|typescript|source|archival\scopy)\b",
        r"(?:spelling|reading|date|name|word|number)\s(?:is\s)?(?:uncertain|doubtful|unclear|unknown)\Z",
    )
    flags = re.IGNORECASE
    return _About(
        re.compile(rf"\b(?:{'|'.join(strict)})", flags),
        re.compile("|".join(head), flags),
        re.compile(rf"\b(?:{'|'.join(wide)})", flags),
    )


def _resp(who: str) -> Resp:
    name = who.lower()
    if name in _AUTHOR:
        return "author"
    return "editor" if name.startswith(("ed", "comp", "arch")) else "translator"


@remembered
def speaker(content: str, *, square: bool) -> Resp:
    """Who speaks in an insertion that says so of itself, "" if it doesn't.

    Before: "Translator's Note: ...", "at the hosts' wish — our note". After: translator, author.
    """
    match = _PREFIX.match(content)
    if match is not None:
        return _resp(match["a"] or match["b"] or match["c"])
    if square and _PLAIN.match(content):
        return "translator"
    return _signed(content, square=square)


def _signed(content: str, *, square: bool) -> Resp:
    """Who speaks in an insertion that says so at its end, "" if it doesn't."""
    ending = content.rstrip()
    # The search is slow, and most insertions end with another word. Case has its oddities outside ASCII.
    last = ending[-24:].rstrip(".!)").lower()
    signed = not last.isascii() or last.endswith(_LAST)
    for found in _SUFFIX.finditer(content, max(0, len(content) - 48)) if signed else ():
        long = found["a"] or found["b"]
        if long is None and not (found["dash"] or (square and found["stop"])):
            continue
        if found["dash"] or found["stop"] or found.start() == 0:
            return _resp(long or found["c"])
    initials = _INITIALS.search(content, max(0, len(content) - 20)) if ending.endswith(".") else None
    if initials is not None and len(content.split()) >= 4 and any(word.islower() for word in content.split()[:4]):
        return "translator" if square else "author"
    return ""


@remembered
def about_text(content: str, *, square: bool) -> bool:
    """Whether it speaks about the text: "in English in the original", "the Chinese original reads ..."."""
    about = _about()
    content = content[:400]
    if about.strict.search(content) is not None:
        return True
    return square and (about.head.match(content) is not None or about.wide.search(content) is not None)


@remembered
def page_break(content: str) -> str | None:
    """The number of the page that begins or ends here ("" if none is given); None if it is no page break."""
    if len(content) > 32:
        return None
    match = _PAGE.fullmatch(content)
    return None if match is None else match["n"] or match["m"] or ""


def stamp(content: str) -> bool:
    """Whether it tells of a stamp or seal: "Stamp: Secret Section", "round seal"."""
    head = content[:60].lower()
    if "tamp" not in head and "eal" not in head:  # neither stamp nor seal, whatever its case
        return False
    match = _STAMP.match(content[:60])
    rest = content[match.end() :].lstrip() if match else ""
    return match is not None and (not rest or rest[0] in ':.;,-–—("“' or rest.lower().startswith(_STAMP_REST))


def handwritten(content: str) -> bool:
    """Whether it tells of handwriting or of a note in the margin: "handwritten: agreed", "in the margin: no"."""
    match = _HAND.match(content[:60])
    if match is None:
        return False
    head = match[0].lower()
    return not head.startswith(("resolution", "inscription", "notation")) or ":" in content
