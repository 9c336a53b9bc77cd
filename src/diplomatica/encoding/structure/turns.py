"""Speaker turns of a transcript.

    before  COMRADE VARRO: I agree. / It will take a week. / (Applause.)
    after   <sp who="#varro"><speaker>COMRADE VARRO:</speaker><p>I agree.</p><p>It will take a week.</p></sp>
            <stage rend="parentheses">Applause.</stage>

Why: a turn is the unit by which minutes are cited. A label counts as a speaker only where the document has several
turns of this kind, so that "Width of the road: 3 m" is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from diplomatica.blocks.model import Block
from diplomatica.encoding.structure.words import is_name_line, lists, one_of

CODE = "STR60"
_TURN = re.compile(
    r"""(?P<label>
          (?:[A-ZÀ-ÖØ-ÞĀ-ŽȘȚА-ЯЁ\[“"][\w’'.`\[\]?-]*|of|the|de|von|van|al|el|bin|da|di|and|&)
          (?:[ ](?:[A-ZÀ-ÖØ-ÞĀ-ŽȘȚА-ЯЁ\[][\w’'.`\[\]?-]*|of|the|de|von|van|al|el|bin|da|di|and|&)){0,7}
          (?:,[ ][A-Z][\w .’'-]{1,40})?
          (?:[ ]\([^()\n]{1,60}\)){0,2}
          (?:[ ]\[[^\[\]\n]{1,60}\])?
        )[ ]?(?P<colon>[:：])(?P<rest>[ ]+\S|$)""",
    re.X,
)
_ASIDE = re.compile(r"\s*\([^()]*\)")
_NEAR = 12  # blocks
_STAGE = re.compile(r"[\[(][^\[\]()]{1,240}[\])]\.?")


@cache
def _no_turn() -> frozenset[str]:
    return frozenset(lists()["not_a_turn"])


def turn(text: str) -> tuple[str, int] | None:
    """The label of a turn at the head of a block and the length of the label with its colon."""
    if ":" not in text[:170] and "：" not in text[:170]:
        return None
    return _turn(text[:260])


@lru_cache(maxsize=1024)
def _turn(text: str) -> tuple[str, int] | None:
    match = _TURN.match(text)
    if match is None:
        return None
    label = match.group("label")
    bare = label.lower().strip('[]“". ')
    if bare in _no_turn() or len(_key(label)) > 70:
        return None
    first = re.match(r"[\w'’-]+", bare)
    if first and first.group() in _no_turn() and not _has_title(label):
        return None
    return label, match.end("colon")


def _has_title(label: str) -> bool:
    return bool(one_of("turn_titles").match(label.lstrip('[“"')))


def begins(blocks: Sequence[Block], index: int, present: frozenset[str]) -> bool:
    """Do turns of people begin here who are named above: is this one, and one of somebody else close below?"""
    first = _present(blocks[index], present)
    return first is not None and any(
        _present(block, present) not in (None, first) for block in blocks[index + 1 : index + 1 + _NEAR]
    )


def _present(block: Block, present: frozenset[str]) -> str | None:
    """The label of a turn of somebody who is named above the text."""
    found = turn(block.text) if block.cell is None else None
    return _key(found[0]) if found and found[1] < len(block.text) and _is_present(found[0], present) else None


def _is_present(label: str, present: frozenset[str]) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]+", _key(label)) if word[0].isupper()]
    return bool(words) and words[-1].casefold() in present


def speakers(blocks: Sequence[Block], present: frozenset[str] = frozenset()) -> frozenset[str]:
    """The labels that are speakers in a document; empty if it is no transcript.

    `present` are the names, in lower case, that the lines above the text have.
    """
    labels: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for block in blocks:
        found = turn(block.text)
        if found:
            labels[_key(found[0])] += 1
            named[_key(found[0])] += is_name_line(_ASIDE.sub("", block.text[found[1] :]).strip(" ."))
    for label, count in named.items():  # "Interpreter: Anna Varro" tells who was there
        if count == labels[label] and not _is_present(label, present):
            del labels[label]
    if not labels:
        return frozenset()
    good = {label for label, count in labels.items() if count >= 2 or _likely(label)}
    if len([label for label in good if _is_present(label, present)]) > 1:
        return frozenset(good)
    turns = sum(labels[label] for label in good)
    prose = sum(len(block.text.split()) > 6 for block in blocks)
    repeated = any(count >= 2 for label, count in labels.items() if label in good)
    titled = any(_has_title(label) or _surname_capitals(label) for label in good)
    if turns >= 3 and repeated and (titled or turns * 4 >= prose):
        return frozenset(good)
    if turns >= 2 and titled and all(_has_title(label) or _surname_capitals(label) for label in good):
        return frozenset(good)
    if turns == 1 and titled and any(_surname_capitals(label) and _has_title(label) for label in good):
        return frozenset(good)
    return frozenset()


def _likely(label: str) -> bool:
    return (
        _has_title(label)
        or _surname_capitals(label)
        or bool(re.fullmatch(r"(?:[A-Z]\.\s?)*[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}", label))
    )


def _surname_capitals(label: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", label) if len(word) > 2]
    return any(word.isupper() for word in words)


def _key(label: str) -> str:
    return re.sub(r"\s*[(\[].*$", "", label).strip() or label


def is_turn(text: str, known: frozenset[str]) -> tuple[str, int] | None:
    """The label and length of a turn of one of the speakers at the head of a block."""
    if not known:
        return None
    found = turn(text)
    return found if found and _key(found[0]) in known else None


def is_stage(text: str, transcript: bool) -> bool:
    """Is the whole block an insertion in brackets, in a transcript also in round ones ("[Laughter]", "(Applause.)")?"""
    return (
        bool(_STAGE.fullmatch(text))
        and (transcript or text[0] == "[")
        and not re.fullmatch(r"[\[(][.…\s\d-]+[\])]\.?", text)
    )
