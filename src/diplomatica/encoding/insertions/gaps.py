"""What an insertion says is missing: "[...]", "[2 lines redacted]", "[illegible]", "[Omitted here is ...]"."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from diplomatica.encoding.insertions.short import remembered
from diplomatica.encoding.insertions.words import words

_DOTS = re.compile(r"[\s.…·*_‥⋯–—-]*")
_TOKEN = re.compile(r"\d+(?:[.,½¼]\d+)?|[^\W\d_]+")
_SIGNATURE = re.compile(
    r"(?:(?:illegible|handwritten|unreadable|personal|original|his|the)\s)?"
    r"(?:signatures?|signed|signature\sand\sseal|seal\sand\ssignature)"
    r"(?:\s(?:illegible|unreadable|missing|not\slegible|follows|in\sthe\soriginal|in\soriginal))?[.!]?",
    re.IGNORECASE,
)


# At the end of a description: "[sketch not included here]", "[annex not found in the file]".
_HERE = re.compile(
    r"\s(?:here|herein|in\s(?:the\s)?(?:original|source(?:\stext)?|file|copy|archive|document|print))?\.?\Z"
)
_LONGEST_SUBJECT = 5
_MATERIAL = frozenset(("text", "original", "document", "copy", "manuscript", "source", "left", "break", "gap", "not"))


class Gap(NamedTuple):
    """Why something is missing, and how much: attributes of `gap`."""

    reason: str
    attrs: tuple[tuple[str, str], ...] = ()
    low: bool = False


@remembered
def signature(content: str) -> bool:
    """Whether it marks the place of a signature: "Signature", "signed", "illegible signature"."""
    return len(content) < 60 and _SIGNATURE.fullmatch(content) is not None


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def _measure(tokens: list[str]) -> tuple[tuple[str, str], ...]:
    """The unit and quantity or extent: "about 2 lines" -> unit line, quantity 2; "several words" -> extent."""
    lists = words()
    for index, token in enumerate(tokens):
        unit = _singular(token)
        if unit not in lists.gap_units or (unit in ("text", "portion", "section") and token == unit):
            continue
        before = tokens[index - 1] if index else ""
        number = before if before.isdigit() else str(lists.numbers[before]) if before in lists.numbers else ""
        if before.replace(",", "").replace(".", "").replace("½", "").isdigit() and not number:
            return (("unit", unit), ("extent", f"{before} {token}"))
        if number and any(word in tokens[: index - 1] for word in ("less", "more", "about", "approximately", "half")):
            return (("unit", unit), ("extent", " ".join(tokens[: index + 1])))
        if number:
            return (("unit", unit), ("quantity", number))
        if before in ("several", "some", "few", "half", "many"):
            return (("unit", unit), ("extent", f"{before} {token}"))
        return (("unit", unit), ("quantity", "1")) if token == unit and before in ("a", "an", "") else (("unit", unit),)
    return ()


def _ended(tokens: list[str], content: str) -> str:
    """The reason with which a description ends whose subject is a thing: "sketch not included" -> editorial."""
    lists = words()
    if (tokens[0] in lists.function and tokens[0] not in lists.articles) or tokens[0] in lists.pronouns:
        return ""
    rest = _HERE.sub("", content.lower().rstrip(". ")).split()
    pair = " ".join(rest[-2:])
    if len(rest) < 3 or pair not in lists.gap_reasons:
        return ""
    return lists.gap_reasons[pair] if not any(token in lists.pronouns for token in tokens) else ""


@remembered
def gap(content: str, *, strict: bool = False) -> Gap | None:
    """The gap that an insertion describes, or None.

    `strict` is for round brackets, where only a description in the plainest words counts.

    Before: "2 lines redacted". After: reason "redacted", unit "line", quantity "2".
    """
    if _DOTS.fullmatch(content):
        return None if strict and not content.strip(" -–—_*") else Gap("editorial")
    if len(content) > 600:
        content = content[:600]
    lists = words()
    tokens = [token.lower() for token in _TOKEN.findall(content)]
    if not tokens:
        return None
    head = " ".join(tokens[:3])
    if not strict and head.startswith(lists.gap_openings) and (len(tokens) > 2 or len(tokens) == len(head.split())):
        return Gap("editorial", _measure(tokens) if len(tokens) < 8 else ())
    if lists.gap_words.isdisjoint(tokens):
        return None
    found = [lists.gap_reasons[token] for token in tokens if token in lists.gap_reasons]
    pairs = [f"{first} {second}" for first, second in itertools.pairwise(tokens)]
    found = [lists.gap_reasons[pair] for pair in pairs if pair in lists.gap_reasons] + found
    if not found or len(tokens) > 16:
        return None
    vocabulary = lists.gap_filler
    unknown = [
        token
        for token in tokens
        if not (token in vocabulary or token in lists.gap_reasons or token in lists.numbers or token[0].isdigit())
        and _singular(token) not in lists.gap_units
    ]
    sure = any(token in lists.gap_alone or token in lists.gap_strong for token in tokens)
    material = any(_singular(token) in lists.gap_units or token in _MATERIAL for token in tokens)
    if not unknown and (sure if len(tokens) == 1 else sure or material):
        return Gap(found[0], _measure(tokens))
    ended = _ended(tokens, content) if not strict else ""
    if ended and len(unknown) <= _LONGEST_SUBJECT:
        return Gap(ended, _measure(tokens))
    strong = tokens[-1] in lists.gap_strong or tokens[0] in lists.gap_strong
    if strong and len(unknown) <= 4 and not strict:
        return Gap(found[0], _measure(tokens), low=len(unknown) > 2)
    first = tokens[0] in lists.numbers or tokens[0].isdigit() or _singular(tokens[0]) in lists.gap_units
    guessed = first and len(unknown) <= 2 and any(token in lists.gap_strong for token in tokens)
    return Gap(found[0], _measure(tokens), low=True) if guessed and not strict else None


def figure(content: str) -> bool:
    """Whether it names a picture, map or the like that the text leaves out: "photograph", "sketch of the harbor"."""
    tokens = content.lower().split()
    if not 0 < len(tokens) <= 10 or tokens[0].strip(".,:") not in words().figures:
        return False
    return len(tokens) == 1 or tokens[1] in ("of", "showing", "with")
