"""Words for elements that may not stand where they stand."""

from __future__ import annotations

from diplomatica.diagnostics.model import Fix
from diplomatica.relaxng.engine.automaton import State, split
from diplomatica.validation.common import habits, ranked
from diplomatica.validation.moves import LINE, ended, left_over, position, with_content, wrapped, written
from diplomatica.validation.needs import Needed, needed_elements
from diplomatica.validation.placement import Belonging, belonging, end_of, may_follow
from diplomatica.validation.sites import Site
from diplomatica.validation.unknown import allowed_here, unknown
from diplomatica.validation.vocabulary import Vocabulary, full
from diplomatica.validation.words import Words, advised, anyone, elements

_BLOCKS = ("div", "p", "ab")


def not_allowed(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that may not stand where it stands."""
    word = vocabulary.element_word(name)
    parent = site.ancestors[-1] if site.ancestors else ""
    if not vocabulary.known(name):
        return unknown(vocabulary, name, state, parent)
    if not parent:
        begins = elements(vocabulary, vocabulary.next_names(state.patterns))
        return advised(
            "GRA104", f"a document of this schema can’t begin with {word}",
            f"begin the document with {begins}" if begins else "",
            "to check only a part of a document, add --root any",
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
        tags = f"delete the tags {word} and </{split(name)[1]}>"
        return advised(
            "GRA106", f"{around} can hold only text, and no {word}",
            f"{tags}, or move {word} into {where}" if where else tags,
        )  # fmt: skip
    empty = around.replace(">", "/>", 1)
    return advised("GRA106", f"{around} is always empty, and can’t hold {word}", f"write {empty} before {word}")


def _foreign(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that its parent can't hold anywhere."""
    word, around = vocabulary.element_word(name), vocabulary.element_word(site.ancestors[-1])
    head = f"{word} is not allowed in {around}"
    found = belonging(vocabulary, name, state, site.ancestors)
    if found is not None:
        return _right_place(vocabulary, head, name, found, site)
    parents = vocabulary.parents(name)
    where = f"move {word} into {elements(vocabulary, parents, most=4)}" if parents else ""
    if split(name)[1] in habits().anywhere and any(one[1] == "p" for one in parents):
        where = f"delete {word}, or move {word} into the text, for example into a <p>"
    return advised("GRA103", head, where or allowed_here(vocabulary, state))


def _right_place(vocabulary: Vocabulary, head: str, name: str, found: Belonging, site: Site) -> Words:
    word = vocabulary.element_word(name)
    ends = ended(site, found.level)
    if found.wrapper is None:
        return advised("GRA103", head, f"write {ends} before this {word}, {left_over(ends)}")
    local = found.wrapper[1]
    wrapper = vocabulary.element_word(found.wrapper)
    if found.now:
        return advised("GRA103", head, wrapped(vocabulary, found.wrapper, name))
    if found.level:
        after = f"</{local}> after </{split(name)[1]}>"
        return advised("GRA103", head, f"write {ends}<{local}> before {word} and {after}, {left_over(ends)}")
    there = full(found.wrapper)
    if there in site.siblings:
        return advised("GRA103", head, f"move {word} into {wrapper} (line {LINE})", near=there)
    where, near = position(vocabulary, found.container, there, site)
    tags = f"<{local}>{with_content(vocabulary, name)}</{local}>"
    return advised("GRA103", head, f"move {word} {where}, written as {tags}" if where else f"write {tags}", near=near)


def _misplaced(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that its parent may hold, but not here."""
    word, parent = vocabulary.element_word(name), site.ancestors[-1]
    around = vocabulary.element_word(parent)
    after = f" after {vocabulary.element_word(site.before)}" if site.before else ""
    where = end_of(vocabulary, parent, name)
    if any(vocabulary.holds(pattern, name) for pattern in state.patterns):
        return _too_early(vocabulary, name, state, site, where)
    if name in site.earlier and not may_follow(vocabulary, parent, name, name):
        return advised(
            "GRA107", f"{around} can have only one {word}",
            f"join this {word} with the one in line {LINE}, or delete one of them", near=name,
        )  # fmt: skip
    head = f"{word} is not allowed{after} in {around}"
    if where == "beginning":
        return _too_late(vocabulary, head, name, site)
    if not site.before or site.before == name:
        return advised("GRA105", head, allowed_here(vocabulary, state))
    early = vocabulary.element_word(site.before)
    here = vocabulary.next_names(state.patterns)
    wraps = [one for one in vocabulary.parents(name) if one in here and one[1] in _BLOCKS]
    if wraps:
        local = wraps[0][1]
        if local != "div":
            return advised("GRA105", head, wrapped(vocabulary, wraps[0], name))
        return advised("GRA105", head, f"write <{local}> before {word}, and </{local}> where the new part ends")
    if not may_follow(vocabulary, parent, name, site.before):
        return advised("GRA105", head, allowed_here(vocabulary, state))
    move = f"move {word} before {early} (line {LINE})"
    below = [one for one in here if one[1] in habits().below and vocabulary.holds_child(full(one), split(name))]
    if below and split(site.before)[1] in habits().ends and not where:
        local = below[0][1]
        tags = f"<{local}>{with_content(vocabulary, name)}</{local}>"
        return advised(
            "GRA105", head, f"if {word} is below {early} in the original, write {tags}; otherwise, {move}",
            near=site.before,
        )  # fmt: skip
    return advised("GRA105", head, move, near=site.before)


def _too_early(vocabulary: Vocabulary, name: str, state: State, site: Site, where: str) -> Words:
    """An element that may come when something else has come before it."""
    word, around = vocabulary.element_word(name), vocabulary.element_word(site.ancestors[-1])
    needed = _before(vocabulary, state, name)
    first = _needs(vocabulary, needed)
    if where == "end" and not site.before:
        ends = habits().ends | habits().anywhere
        if any(split(one)[1] not in ends for one in site.siblings):
            last = "" if split(site.last)[1] in ends else f", after the last {vocabulary.element_word(site.last)}"
            move = f"move {word} to the end of {around}{last}"
            above = habits().above.get(split(name)[1], "")
            if any(one[1] == above for one in vocabulary.next_names(state.patterns)):
                move = f"if it is at the top in the original, write <{above}> instead of {word}; otherwise, {move}"
            return advised("GRA105", f"{word} can’t come first in {around}", move)
        return advised(
            "GRA105", f"{around} holds no text before {word}", f"add the text, for example in a <p>, before {word}"
        )
    between = f"between {vocabulary.element_word(site.before)} and {word}" if site.before else f"before {word}"
    later = next((full(one) for names in needed for one in names if full(one) in site.siblings), "")
    if later:
        there = vocabulary.element_word(later)
        return advised(
            "GRA105", f"{there} must come before {word} in {around}", f"move {there} (line {LINE}) up, {between}",
            near=later,
        )  # fmt: skip
    if first:
        one = written(vocabulary, needed[0][0]) if len(needed[0]) == 1 else first
        return advised("GRA105", f"{first} is missing in {around}", f"add {one} {between}")
    after = f" after {vocabulary.element_word(site.before)}" if site.before else " first"
    return advised("GRA105", f"{word} is not allowed{after} in {around}", allowed_here(vocabulary, state))


def _too_late(vocabulary: Vocabulary, head: str, name: str, site: Site) -> Words:
    """An element that is right only at the beginning of its parent."""
    word, parent = vocabulary.element_word(name), site.ancestors[-1]
    around, plain = vocabulary.element_word(parent), split(parent)[1]
    fix = Fix("first") if name not in site.earlier and split(name)[1] == "head" else None
    move = f"move {word} to the beginning of {around} (line {LINE})"
    own = split(name)[1] in ("head", "opener") and vocabulary.holds_child(parent, split(parent))
    if own or site.before == name:
        split_up = f"if a new part begins here, write </{plain}><{plain}> before {word}"
        moved = f"{move}, as --fix does" if fix else move
        return advised("GRA105", head, f"{split_up}; otherwise, {moved}", fix=fix, near="..")
    return advised("GRA105", head, move, fix=fix, near="..")


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
    return " and ".join(anyone(vocabulary, ranked(list(names))) for names in dict.fromkeys(needed) if names)
