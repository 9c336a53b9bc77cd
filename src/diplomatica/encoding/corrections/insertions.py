"""Insertions corrected: a bracket is what its editor says.

before  he met them <supplied reason="clarification" cert="low" rend="brackets">the protesters</supplied>
        [[insertion]] text = "[the protesters]", kind = "gloss"
after   he met them <gloss rend="brackets">the protesters</gloss>
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diplomatica.encoding.corrections.model import InsertionFix
from diplomatica.encoding.insertions import Insertion
from diplomatica.encoding.model import Mention

CODE = "correction.insertion"
Hit = tuple[int, int]

_OPENING = {"[[": "double-brackets", "[": "brackets", "(": "parentheses"}
_CLOSING = {"[[": "]]", "[": "]", "(": ")"}
_LAST_WORD = re.compile(r"[\w’'.-]*\w[.]?\s*\Z")
# The kinds that are about words before them.
_ABOUT = frozenset({"expan", "abbr", "ex", "altName", "gloss", "sic", "unclear"})
_MARKS_ONLY = re.compile(r"[?!]+|sic\.?!?")


def corrected(
    text: str, mentions: Sequence[Mention], found: Sequence[Insertion], hits: Sequence[tuple[InsertionFix, Hit]]
) -> tuple[tuple[Insertion, ...], set[int]]:
    """The insertions of a text after the corrections that hit it, and the lines of the corrections that applied."""
    result = tuple(found)
    used: set[int] = set()
    for fix, hit in hits:
        changed = _one(text, mentions, result, fix, hit)
        if changed is not None:
            result = changed
            used.add(fix.line)
    return result, used


def _one(
    text: str, mentions: Sequence[Mention], found: tuple[Insertion, ...], fix: InsertionFix, hit: Hit
) -> tuple[Insertion, ...] | None:
    for index, insertion in enumerate(found):
        if (insertion.start, insertion.end) == hit:
            made = [] if fix.kind == "none" else [_changed(text, mentions, insertion, fix)]
            return (*found[:index], *made, *found[index + 1 :])
        if insertion.start <= hit[0] and hit[1] <= insertion.end:
            inside = _one(text, mentions, insertion.children, fix, hit)
            if inside is None:
                return None
            return (*found[:index], replace(insertion, children=inside), *found[index + 1 :])
    if fix.kind == "none":
        return found
    new = _new(text, mentions, fix, hit)
    if new is None or any(_crosses(insertion, hit) for insertion in found):
        return None
    inside = tuple(insertion for insertion in found if hit[0] < insertion.start and insertion.end < hit[1])
    outside = [insertion for insertion in found if insertion not in inside]
    return tuple(sorted((*outside, replace(new, children=inside)), key=lambda insertion: insertion.start))


def _crosses(insertion: Insertion, hit: Hit) -> bool:
    return insertion.start < hit[0] < insertion.end < hit[1] or hit[0] < insertion.start < hit[1] < insertion.end


def _new(text: str, mentions: Sequence[Mention], fix: InsertionFix, hit: Hit) -> Insertion | None:
    """An insertion where the rules saw none: the words have to be in brackets."""
    words = text[hit[0] : hit[1]]
    for sign, rend in _OPENING.items():
        closing = _CLOSING[sign]
        if words.startswith(sign) and words.endswith(closing) and len(words) > len(sign) + len(closing):
            inner = (hit[0] + len(sign), hit[1] - len(closing))
            return _changed(text, mentions, Insertion(*hit, "supplied", inner, rend=rend), fix)
    return None


def _changed(text: str, mentions: Sequence[Mention], insertion: Insertion, fix: InsertionFix) -> Insertion:
    assert fix.kind != "none"
    target = insertion.target if insertion.kind == fix.kind else None
    attrs = insertion.attrs if insertion.kind == fix.kind else ()
    if fix.kind in _ABOUT and (target is None or fix.about):
        target = _target(text, mentions, insertion, fix)
    reason = fix.reason or (insertion.reason if insertion.kind == fix.kind else _reason(fix))
    content = text[insertion.inner[0] : insertion.inner[1]].strip()
    if fix.kind == "unclear" and not _MARKS_ONLY.fullmatch(content):
        target = insertion.inner
    if fix.kind == "pb" and not attrs:
        number = re.search(r"\w*\d\w*", content)
        attrs = (("n", number.group()),) if number else ()
    return replace(
        insertion, kind=fix.kind, target=target, reason=reason, attrs=attrs, resp=fix.resp or insertion.resp,
        low=False, rule=CODE,
    )  # fmt: skip


def _reason(fix: InsertionFix) -> str:
    return {"supplied": "clarification", "gap": "editorial"}.get(fix.kind, "")


def _target(text: str, mentions: Sequence[Mention], insertion: Insertion, fix: InsertionFix) -> Hit | None:
    """The words before the bracket that it is about: those named, else the name that ends there, else the last word."""
    end = insertion.start
    while end and text[end - 1].isspace():
        end -= 1
    if fix.about:
        about = " ".join(fix.about.split())
        return (end - len(about), end) if text.endswith(about, 0, end) else _last_word(text, end)
    if fix.kind in ("ex", "sic", "unclear"):
        return _last_word(text, end)
    for mention in mentions:
        if mention.end == end:
            return mention.start, end
    return _last_word(text, end)


def _last_word(text: str, end: int) -> Hit | None:
    window = max(0, end - 80)
    match = _LAST_WORD.search(text[window:end])
    return (window + match.start(), end) if match else None
