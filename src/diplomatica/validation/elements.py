"""Words for elements that may not stand where they stand."""

from __future__ import annotations

from diplomatica.diagnostics.model import Fix
from diplomatica.relaxng.engine.automaton import State, split
from diplomatica.validation.needs import Needed, needed_elements
from diplomatica.validation.placement import Belonging, belonging, end_of, may_follow
from diplomatica.validation.sites import Site
from diplomatica.validation.unknown import allowed_here, unknown
from diplomatica.validation.vocabulary import Name, Vocabulary
from diplomatica.validation.words import Words, anyone, elements, sentences

_BLOCKS = ("div", "p", "ab")


def not_allowed(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that may not stand where it stands."""
    word = vocabulary.element_word(name)
    parent = site.ancestors[-1] if site.ancestors else ""
    if not vocabulary.known(name):
        return unknown(vocabulary, name, state, parent)
    if not parent:
        begins = elements(vocabulary, vocabulary.next_names(state.patterns))
        return Words(
            "GRA104", f"a document of this schema can’t begin with {word}",
            sentences(f"it begins with {begins}" if begins else "", "to check a part of a document, use “--root any”"),
        )  # fmt: skip
    holders = vocabulary.known(parent)
    if any(vocabulary.holds(element.content, name) for element in holders):
        return _misplaced(vocabulary, name, state, site)
    if holders and not any(vocabulary.mask(element.content) for element in holders):
        return _in_a_leaf(vocabulary, word, name, parent)
    return _foreign(vocabulary, name, state, site)


def _in_a_leaf(vocabulary: Vocabulary, word: str, name: str, parent: str) -> Words:
    """An element within one that holds none."""
    around = vocabulary.element_word(parent)
    if any(item.content.has_text or item.content.has_data for item in vocabulary.known(parent)):
        where = elements(vocabulary, vocabulary.parents(name), most=4)
        return Words(
            "GRA106", f"{around} can’t hold {word}: it holds text, no elements",
            f"{word} belongs in {where}" if where else f"take {word} out of it",
        )  # fmt: skip
    empty = around.replace(">", "/>", 1)
    return Words(
        "GRA106", f"{around} can’t hold {word}: it is always empty", f"write {empty}, and {word} after it",
        f"write {empty} before it",
    )  # fmt: skip


def _foreign(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that its parent can't hold anywhere."""
    word, around = vocabulary.element_word(name), vocabulary.element_word(site.ancestors[-1])
    head = f"{word} can’t stand in {around}"
    found = belonging(vocabulary, name, state, site.ancestors)
    if found is None:
        parents = vocabulary.parents(name)
        where = f"{word} belongs in {elements(vocabulary, parents, most=4)}" if parents else ""
        return Words("GRA103", head, sentences(where, allowed_here(vocabulary, state)))
    return _right_place(vocabulary, head, name, found, site)


def _right_place(vocabulary: Vocabulary, head: str, name: str, found: Belonging, site: Site) -> Words:
    word, around = vocabulary.element_word(name), vocabulary.element_word(site.ancestors[-1])
    container = vocabulary.element_word(found.container)
    if found.wrapper is None:
        where = end_of(vocabulary, found.container, name)
        place = f"at the {where} of {container}" if where else f"in {container}"
        return Words(
            "GRA103",
            head,
            f"{word} belongs {place}: end the {around} around it before it begins",
            f"end {around} first",
        )
    wrapper = vocabulary.element_word(found.wrapper)
    where = end_of(vocabulary, found.container, _full(found.wrapper))
    stands = f", which stands at the {where} of {container}" if where else ""
    if found.now:
        others = f"{word} belongs in {wrapper}{stands or ', which may stand here'}"
        return Words("GRA103", head, others, f"put it in {wrapper}")
    if not stands:
        stands = f", which stands in {container}" if found.level or container == around else ""
    if found.level:
        ends = f"end the {around} around it before it begins"
        return Words("GRA103", head, f"{word} belongs in {wrapper}{stands}; {ends}", f"end {around} first")
    return Words("GRA103", head, f"{word} belongs in {wrapper}{stands}", f"move it into {wrapper}")


def _full(name: Name) -> str:
    return f"{name[0]} {name[1]}".strip()


def _misplaced(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that its parent may hold, but not here."""
    word, parent = vocabulary.element_word(name), site.ancestors[-1]
    around = vocabulary.element_word(parent)
    after = f" after {vocabulary.element_word(site.before)}" if site.before else ""
    where = end_of(vocabulary, parent, name)
    if any(vocabulary.holds(pattern, name) for pattern in state.patterns):
        first = _needs(vocabulary, _before(vocabulary, state, name))
        if where == "end" and not site.before:
            ends = f"{word} stands at the end of {around}: {first or 'the text'} comes before it"
            return Words("GRA105", f"{word} can’t begin {around}", ends, f"belongs at the end of {around}")
        if first:
            later = f"{first} must come before {word} in {around}"
            return Words("GRA105", later, f"its place is{after}" if after else "", f"put {first} before this")
        head = f"{word} can’t stand here yet in {around}{',' if after else ''}{after}"
        return Words("GRA105", head, allowed_here(vocabulary, state))
    if name in site.earlier and not may_follow(vocabulary, parent, name, name):
        return Words(
            "GRA107", f"{around} can have one {word} only, and there is one already",
            "join the two, or take one away", "one too many",
        )  # fmt: skip
    head = f"{word} can’t stand here in {around}{',' if after else ''}{after}"
    if where == "beginning":
        fix = Fix("first") if name not in site.earlier and split(name)[1] == "head" else None
        move = f"{word} stands at the beginning of {around}: move it there"
        own = split(name)[1] in ("head", "opener") and vocabulary.holds_child(parent, split(parent))
        split_up = f"or end {around} before it and begin another" if own or site.before == name else ""
        return Words(
            "GRA105", head, f"{move}, {split_up}" if split_up else move, f"belongs at the beginning of {around}",
            fix=fix,
        )  # fmt: skip
    if not site.before or site.before == name:
        return Words("GRA105", head, allowed_here(vocabulary, state))
    early = vocabulary.element_word(site.before)
    here = vocabulary.next_names(state.patterns)
    wraps = [one for one in vocabulary.parents(name) if one in here and one[1] in _BLOCKS]
    if end_of(vocabulary, parent, site.before) == "end" and not where:
        return Words(
            "GRA105", head, f"{early} stands at the end of {around}: move {word} before it", f"belongs before {early}"
        )
    if may_follow(vocabulary, parent, name, site.before):
        move = f"in {around}, {word} comes before {early}: move it there"
        if wraps:
            fitting = vocabulary.element_word(wraps[0])
            return Words("GRA105", head, f"{move}, or put it in a {fitting} of its own", f"put it in a {fitting}")
        return Words("GRA105", head, move, f"belongs before {early}")
    if wraps:
        fitting = vocabulary.element_word(wraps[0])
        return Words("GRA105", head, allowed_here(vocabulary, state), f"put it in a {fitting}")
    return Words("GRA105", head, allowed_here(vocabulary, state))


def _before(vocabulary: Vocabulary, state: State, name: str) -> Needed:
    """What must come before an element that may come later."""
    for pattern in state.patterns:
        if vocabulary.holds(pattern, name):
            found: Needed = []
            for names in needed_elements(pattern):
                if split(name) in names:
                    break
                found.append(names)
            return found[:1] if len(found) > 1 else found
    return []


def _needs(vocabulary: Vocabulary, needed: Needed) -> str:
    """What is needed, in words."""
    from diplomatica.validation.common import ranked

    return " and ".join(anyone(vocabulary, ranked(list(names))) for names in dict.fromkeys(needed) if names)
