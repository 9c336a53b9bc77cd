"""The word lists of the insertions, read once from the data folder."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# A verb of one syllable with a short vowel, whose last letter is doubled: "nod", "nodding".
_DOUBLED = re.compile(r"\A[^aeiou]*[aeiou][bdgklmnprt]\Z")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.toml`; all in lower case but `known`.

    `room` holds every word that tells of a room, `gap_words` every word of `gap_reasons`.
    """

    gap_reasons: dict[str, str]
    gap_words: frozenset[str]
    gap_strong: frozenset[str]
    gap_alone: frozenset[str]
    gap_filler: frozenset[str]
    gap_units: frozenset[str]
    gap_openings: tuple[str, ...]
    figures: frozenset[str]
    numbers: dict[str, int]
    stage_sure: frozenset[str]
    stage: frozenset[str]
    reactions: frozenset[str]
    doings: frozenset[str]
    doings_sure: frozenset[str]
    manners: frozenset[str]
    subjects: frozenset[str]
    meeting: frozenset[str]
    room: frozenset[str]
    function: frozenset[str]
    articles: frozenset[str]
    prepositions: frozenset[str]
    pronouns: frozenset[str]
    known: frozenset[str]
    small: frozenset[str]
    adjectives: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    languages: frozenset[str]


def _table(data: dict[str, object], name: str) -> dict[str, object]:
    table = data.get(name)
    return {str(key): value for key, value in table.items()} if isinstance(table, dict) else {}


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _inflected(verb: str) -> list[str]:
    """The forms of a verb that tell of a doing: "nod" -> nods, nodding, nodded."""
    final = _DOUBLED.search(verb)
    stem = verb + verb[-1] if final is not None else verb.removesuffix("e") if not verb.endswith("ee") else verb
    if verb[-1] == "y" and verb[-2] not in "aeou":
        return [f"{verb[:-1]}ies", f"{verb}ing", f"{verb[:-1]}ied"]
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    return [third, f"{stem}ing", f"{stem}ed"]


def _forms(table: dict[str, object], name: str) -> frozenset[str]:
    """The inflected forms of a list of verbs, with those of its list of irregular ones."""
    regular = [form for verb in _strings(table.get(name)) for form in _inflected(verb)]
    return frozenset((*regular, *_strings(table.get(f"{name}_irregular"))))


@cache
def words() -> Words:
    """The word lists, read at the first use."""
    path = files("diplomatica.encoding").joinpath("data", "insertions", "words.toml")
    data: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    gaps, stage, grammar, names = (_table(data, name) for name in ("gaps", "stage", "grammar", "names"))
    reasons = {form: reason for reason, forms in _table(data, "gap_reasons").items() for form in _strings(forms)}
    groups = {
        name: frozenset(_strings(stage.get(key)))
        for name, key in (
            ("stage_sure", "sure"),
            ("stage", "transcript"),
            ("reactions", "reactions"),
            ("meeting", "meeting"),
        )
    }
    doings, doings_sure = _forms(stage, "doings"), _forms(stage, "doings_sure")
    return Words(
        gap_reasons=reasons,
        gap_words=frozenset(word for form in reasons for word in form.split()),
        gap_strong=frozenset(_strings(gaps.get("strong"))),
        gap_alone=frozenset(_strings(gaps.get("alone"))),
        gap_filler=frozenset(_strings(gaps.get("filler"))),
        gap_units=frozenset(_strings(gaps.get("units"))),
        gap_openings=tuple(_strings(gaps.get("openings"))),
        figures=frozenset(_strings(gaps.get("figures"))),
        numbers={word: int(str(number)) for word, number in _table(data, "numbers").items()},
        stage_sure=groups["stage_sure"],
        stage=groups["stage"],
        reactions=groups["reactions"],
        doings=doings,
        doings_sure=doings_sure,
        manners=frozenset(_strings(stage.get("manners"))),
        subjects=frozenset(_strings(stage.get("subjects"))),
        meeting=groups["meeting"],
        room=frozenset().union(*groups.values(), doings, doings_sure),
        function=frozenset(_strings(grammar.get("function"))),
        articles=frozenset(_strings(grammar.get("articles"))),
        prepositions=frozenset(_strings(grammar.get("prepositions"))),
        pronouns=frozenset(_strings(grammar.get("pronouns"))),
        known=frozenset(_strings(names.get("known"))),
        small=frozenset(_strings(names.get("small"))),
        adjectives=frozenset(_strings(names.get("adjectives"))),
        offices=frozenset(_strings(names.get("offices"))),
        bodies=frozenset(_strings(names.get("bodies"))),
        languages=frozenset(_strings(_table(data, "text").get("languages"))),
    )
