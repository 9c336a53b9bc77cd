"""Names corrected: what is none, what is one, and whom it means.

before  the <persName ref="#meadow" cert="low">Long Meadow</persName>
        [[name]] text = "Long Meadow", kind = "place"
after   the <placeName>Long Meadow</placeName>
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from diplomatica.encoding.corrections.model import DateFix, NameFix, span_of
from diplomatica.encoding.model import DateFound, Mention

CODE = "correction.name"
DATE_CODE = "correction.date"
Hit = tuple[int, int]


def corrected(
    text: str, mentions: Sequence[Mention], hits: Sequence[tuple[NameFix, Hit]], person: Callable[[NameFix], str]
) -> tuple[Mention, ...]:
    """The names of a text after the corrections that hit it; `person` gives the id that a correction means."""
    found = list(mentions)
    for fix, hit in hits:
        found = _one(text, found, fix, hit, person)
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


def refs(mentions: Sequence[Mention]) -> Iterator[str]:
    """The ids in some mentions and in those inside them."""
    for mention in mentions:
        if mention.ref:
            yield mention.ref
        yield from refs(mention.inner)


def _one(text: str, mentions: list[Mention], fix: NameFix, hit: Hit, person: Callable[[NameFix], str]) -> list[Mention]:
    out: list[Mention] = []
    placed = fix.kind == "none"
    for mention in mentions:
        if mention.end <= hit[0] or mention.start >= hit[1]:
            out.append(mention)
        elif fix.kind == mention.kind and hit in ((mention.start, mention.end), mention.core):
            out.append(mention._replace(ref=person(fix), low=False, rule=CODE))
            placed = True
        elif _is_about(mention, hit):
            continue
        elif mention.start <= hit[0] and hit[1] <= mention.end:
            # The words are a part of a longer name, which stays.
            inner = _one(text, list(mention.inner), fix, hit, person)
            out.append(mention._replace(inner=tuple(inner)))
            placed = True
    if not placed:
        out.append(_made(text, fix, hit, person))
    return out


def _is_about(mention: Mention, hit: Hit) -> bool:
    """Are the words the whole name, or the name proper without its titles, or more than it?"""
    return (hit[0] <= mention.start and mention.end <= hit[1]) or mention.core == hit


def _made(text: str, fix: NameFix, hit: Hit, person: Callable[[NameFix], str]) -> Mention:
    if fix.kind == "none":
        raise ValueError("no name is made of what is none")
    if fix.kind != "person":
        return Mention(*hit, fix.kind, hit, ref=person(fix), rule=CODE)
    from diplomatica.encoding.names.roles import split_titles

    core, titles = split_titles(text[hit[0] : hit[1]])
    start = text.rfind(core, *hit) if core else -1
    roles: list[Hit] = []
    position = hit[0]
    for title in titles:
        at = text.find(title, position, start if start >= 0 else hit[1])
        if at >= 0:
            position = at + len(title)
            roles.append((at, position))
    name = None if not core else (start, start + len(core)) if start >= 0 else hit
    return Mention(*hit, "person", name, tuple(roles) if name != hit else (), ref=person(fix), rule=CODE)


def dated(dates: Sequence[DateFound], hits: Sequence[tuple[DateFix, Hit]]) -> tuple[DateFound, ...]:
    """The dates of a text after the corrections that hit it.

    before  <date when="1951-04-03" cert="low">3/4/51</date>       [[date]] text = "3/4/51", when = "1951-03-04"
    after   <date when="1951-03-04">3/4/51</date>
    """
    found = list(dates)
    for fix, hit in hits:
        found = [date for date in found if date.end <= hit[0] or date.start >= hit[1]]
        if fix.when:
            found.append(DateFound(*hit, span_of(fix.when), rule=DATE_CODE))
    return tuple(sorted(found, key=lambda date: date.start))
