"""All names of one text: units, persons and offices put together as mentions."""

from __future__ import annotations

from bisect import bisect_left

from diplomatica.encoding.model import Mention
from diplomatica.encoding.names.bodies import expansion
from diplomatica.encoding.names.lexicon import OFFICE_ABBREVIATION, ROLE
from diplomatica.encoding.names.model import Known, Name, Unit
from diplomatica.encoding.names.persons import PersonFinder
from diplomatica.encoding.names.roles import Span, alone, before_name
from diplomatica.encoding.names.scripts import find_foreign
from diplomatica.encoding.names.spans import balanced
from diplomatica.encoding.names.tokens import Tokens
from diplomatica.encoding.names.units import find_units, places_within

NOTHING_KNOWN = Known()


def find(text: str, known: Known | None = None) -> tuple[Mention, ...]:
    """The names of persons, places and organisations in the text of one block.

    They are sorted and do not overlap; a name within a name is in its `inner`. Without `known` only the text itself is
    evidence; a `Registry` knows the whole document.

    Before: "The Minister of Forests of Ruritania, Rudolf Hentzau, left Zenda."
    After: a person over "Minister of Forests of Ruritania, Rudolf Hentzau" whose role is the office and whose core is
    the name, and a place over "Zenda" if the lexicon has it.
    """
    return find_in(Tokens(text), known or NOTHING_KNOWN)


def find_in(tokens: Tokens, known: Known) -> tuple[Mention, ...]:
    """`find` for a text that is already cut into words."""
    if not tokens.count:
        return ()
    if tokens.foreign:
        return find_foreign(tokens.text, known)
    units = find_units(tokens, known)
    names = PersonFinder(tokens, units, known).find()
    mentions: list[Mention] = []
    floor = 0
    for name in names:
        _alone_between(tokens, units, known, floor, name.first, mentions)
        spans = before_name(tokens, units, name.first, floor)
        while mentions and spans and mentions[-1].end > tokens.starts[spans[0][0]]:
            mentions.pop()
        mentions.append(_person(tokens, name, spans))
        floor = name.last
    _alone_between(tokens, units, known, floor, tokens.count, mentions)
    return _assemble(tokens, units, mentions)


def _alone_between(
    tokens: Tokens, units: list[Unit | None], known: Known, first: int, last: int, mentions: list[Mention]
) -> None:
    floor = first
    candidates = tokens.offices if not known.offices else tokens.capitals
    for at in candidates[bisect_left(candidates, first) : bisect_left(candidates, last)]:
        if at < floor or units[at] is not None:
            continue
        if not (tokens.flags[at] & (ROLE | OFFICE_ABBREVIATION) or tokens.keys[at] in known.offices):
            continue
        span = alone(tokens, units, known, at, floor)
        if span is None:
            continue
        start, end = balanced(tokens.text, tokens.starts[span[0]], tokens.ends[span[1] - 1])
        if start < end:
            mentions.append(Mention(start, end, "person", None, ((start, end),), rule="names.office"))
            floor = span[1]


def _person(tokens: Tokens, name: Name, spans: list[Span]) -> Mention:
    text = tokens.text
    start = name.start
    roles: list[tuple[int, int]] = []
    for first, last in reversed(spans):
        begin, end = tokens.starts[first], tokens.ends[last - 1]
        if text[end : end + 1] == "." and end - begin < 6:
            end += 1
        begin, end = balanced(text, begin, end)
        if text[begin - 1 : begin] == "[" and text[end : end + 1] == "]":
            begin, end = begin - 1, end + 1
        if begin >= end or end > start:
            break
        whole = balanced(text, begin, name.end)
        if whole[0] != begin or whole[1] < name.end:
            break
        roles.insert(0, (begin, end))
        start = begin
    return Mention(
        start, name.end, "person", (name.start, name.end), tuple(roles), low=name.strength < 2, rule=name.rule
    )


def _assemble(tokens: Tokens, units: list[Unit | None], persons: list[Mention]) -> tuple[Mention, ...]:
    found: list[Mention] = []
    seen: Unit | None = None
    position = 0
    for unit in filter(None, units):
        if unit is seen:
            continue
        seen = unit
        mention = _unit(tokens, unit)
        if found and mention.start < found[-1].end:
            continue
        while position < len(persons) and persons[position].end <= mention.start:
            found.append(persons[position])
            position += 1
        if position < len(persons) and persons[position].start < mention.end:
            person = persons[position]
            if person.start <= mention.start and mention.end <= person.end:
                core = person.core
                if core is None or mention.end <= core[0] or mention.start >= core[1]:
                    persons[position] = Mention(
                        person.start, person.end, "person", core, person.roles, (*person.inner, mention), "",
                        person.low, person.rule,
                    )  # fmt: skip
                continue
            continue
        if unit.rule == "names.pair":
            found.extend(_pair(tokens, unit))
        else:
            found.append(mention)
    found.extend(persons[position:])
    return tuple(found)


def _unit(tokens: Tokens, unit: Unit) -> Mention:
    end = unit.end
    if unit.kind == "org":
        end = expansion(tokens, unit) or end
    inner: tuple[Mention, ...] = ()
    if unit.kind == "org" and unit.last - unit.first > 1 and unit.rule == "names.head":
        inner = _inner_places(tokens, unit)
    core = (unit.start, end)
    return Mention(unit.start, end, unit.kind, core, inner=inner, low=unit.low, rule=unit.rule)


def _inner_places(tokens: Tokens, unit: Unit) -> tuple[Mention, ...]:
    """The states and cities within the name of an organisation: "embassy of the DPRK"."""
    inner: list[Mention] = []
    text = tokens.text
    for first, last in places_within(tokens, unit.first, unit.last):
        start, end = balanced(text, tokens.starts[first], tokens.ends[last - 1])
        if unit.start <= start < end <= unit.end and end - start < unit.end - unit.start:
            inner.append(Mention(start, end, "place", (start, end), rule="names.lexicon"))
    return tuple(inner)


def _pair(tokens: Tokens, unit: Unit) -> list[Mention]:
    middle = tokens.text.index("-", unit.start)
    spans = ((unit.start, middle), (middle + 1, unit.end))
    return [Mention(start, end, "place", (start, end), rule="names.pair") for start, end in spans]
