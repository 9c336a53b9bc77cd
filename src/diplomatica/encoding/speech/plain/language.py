"""The words of a language, read from its data file, and the choice of the file by the text."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from diplomatica.encoding.language import language_of
from diplomatica.encoding.model import Passage

_SAMPLE = 2_000
_ENGLISH = (" the ", " of ", " that ")


@dataclass(frozen=True, slots=True)
class Language:
    """`verbs` gives the groups of a verb form ("say", "ask", "act", "account"; "i" where its ending says "I"), `words`
    the words of a group, `kinds` the beginnings of the words of an office that a noun for a person may stand for.
    `drops` says that a verb may stand without a word for who acts.
    """

    tag: str
    verbs: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    kinds: dict[str, tuple[str, ...]]
    drops: bool = False


def of(passages: Sequence[Passage]) -> Language | None:
    """The language of a document, if there is a data file for it; None for English and every other one."""
    sample = ""
    for passage in passages:
        if passage.kind != "head":
            sample += passage.text + " "
            if len(sample) > _SAMPLE:
                break
    if any(word in sample for word in _ENGLISH) or not sample:
        return None
    tag = language_of(sample[:_SAMPLE])
    return load(tag) if tag in _known() else None


@cache
def _known() -> frozenset[str]:
    folder = files("diplomatica.encoding").joinpath("data", "speech")
    names = [entry.name.split(".") for entry in folder.iterdir()]
    return frozenset(name[1] for name in names if name[0] == "verbs" and len(name) == 3 and name[1] != "en")


@cache
def load(tag: str) -> Language:
    """The words of a language by its BCP 47 tag."""
    text = files("diplomatica.encoding").joinpath("data", "speech", f"verbs.{tag}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    endings: dict[str, str] = data.get("endings", {})
    own: dict[str, str] = data.get("own_endings", {})
    verbs: dict[str, frozenset[str]] = {}
    for group in ("say", "ask", "act", "account"):
        for verb in data[group].split():
            for form in _forms(verb, endings):
                verbs[form] = verbs.get(form, frozenset()) | {group}
            for form in _forms(verb, own) if own else ():
                verbs[form] = verbs.get(form, frozenset()) | {group, "i"}
    words = dict.fromkeys(("bare", "bare_question", "elided", "shifted"), frozenset[str]())
    words.update((group, frozenset(found.split())) for group, found in data["words"].items())
    kinds = {noun: tuple(offices.split()) for noun, offices in data["kinds"].items()}
    return Language(tag, verbs, words, kinds, bool(data.get("drops")))


def _forms(verb: str, endings: dict[str, str]) -> list[str]:
    """All forms of a verb: those of its longest ending that is listed."""
    for ending in sorted(endings, key=lambda ending: (-len(ending), ending)):
        if verb.endswith(ending):
            stem = verb[: -len(ending)]
            return [stem + other for other in endings[ending].split()]
    return [verb]
