"""Words for elements that are not complete, and for text that may not stand where it stands."""

from __future__ import annotations

from diplomatica.diagnostics.model import Fix
from diplomatica.relaxng.engine.automaton import State, split
from diplomatica.validation.common import Name, habits, ranked
from diplomatica.validation.moves import written
from diplomatica.validation.needs import Needed, needed_elements
from diplomatica.validation.placement import may_follow
from diplomatica.validation.sites import Site
from diplomatica.validation.unknown import allowed_here
from diplomatica.validation.vocabulary import Vocabulary, full, listed
from diplomatica.validation.words import Words, advised, anyone, cased, elements, quoted

_TYPED = 30  # characters of a text that a help repeats with tags around


def incomplete(vocabulary: Vocabulary, name: str, state: State, site: Site, ends: int = 0) -> Words:
    """An element that ends, in the line `ends`, before all that it needs has come."""
    word = vocabulary.element_word(name)
    needed = [needed_elements(pattern) for pattern in state.patterns]
    shortest = min((item for item in needed if item), key=len, default=[])
    begins = f" (line {site.line})" if site.line and site.line != ends else ""
    empty = f"{word} is empty" if not site.before else f"{word} is not complete"
    if not shortest:
        from diplomatica.validation.values import described

        kinds = next((words for pattern in state.patterns if (words := described(pattern))), "")
        return advised("GRA110", empty, f"write {kinds} into {word}{begins}" if kinds else "")
    partner = habits().partners.get(split(name)[1], {}).get(split(site.before)[1] if site.before else "", "")
    if len(shortest) == 1 and site.before and (split(site.before)[0], partner) in shortest[0]:
        there = vocabulary.element_word(site.before)
        return advised(
            "GRA110", f"{word} needs at least two elements, and has only {there}",
            f"add <{partner}> after {there}, or delete {word} and </{split(name)[1]}>",
        )  # fmt: skip
    wanted = _wanted(vocabulary, shortest, name)
    one = len(wanted) == 1 and len(shortest[0]) == 1
    joined = listed(wanted, "and", 6)
    missing = f": {joined} {'is' if one else 'are'} missing" if all(len(names) == 1 for names in shortest) else ""
    what = written(vocabulary, shortest[0][0]) if one and len(shortest) == 1 else joined
    if not site.before:
        return advised("GRA110", f"{empty}{missing}", f"add {what} to {word}{begins}")
    there = vocabulary.element_word(site.before)
    either = one and may_follow(vocabulary, name, full(shortest[0][0]), site.before)
    more = "one more element: " if _has(site, shortest) else ""
    place = f"add {more}{what} after {there}{' (or before)' if either and not more else ''}"
    return advised("GRA110", f"{empty}{missing}", f"{place}, in {word}{begins}" if begins else place)


def _has(site: Site, needed: Needed) -> bool:
    """Is one of what is needed there already?"""
    return any(split(name) in names for names in needed for name in site.earlier | {site.before})


def _wanted(vocabulary: Vocabulary, needed: Needed, parent: str) -> list[str]:
    """What is needed, each in words; what the parent itself is called comes last."""
    words = []
    for names in dict.fromkeys(names for names in needed if names):
        likely = sorted(ranked(list(names)), key=lambda name: name == split(parent))
        times = needed.count(names)
        words.append((f"{times} of " if times > 1 else "") + anyone(vocabulary, likely))
    return words


def text_not_allowed(vocabulary: Vocabulary, name: str, text: str, state: State, site: Site) -> Words:
    """Characters where only elements may stand."""
    word = vocabulary.element_word(name)
    shown = quoted(text.strip()[:40])
    if not vocabulary.children(name):
        empty = word.replace(">", "/>", 1)
        return advised(
            "GRA130", f"{word} is always empty, and can’t hold the text {shown}", f"write {empty} before the text"
        )
    fitting = _holders_of_text(vocabulary, state)
    partners = habits().partners.get(split(name)[1], {})
    meant = {partners[split(one)[1]] for one in site.siblings if split(one)[1] in partners}
    fitting.sort(key=lambda one: one[1] not in meant)
    head = f"text is not allowed directly in {word}: {shown}"
    if not fitting:
        return advised("GRA130", head, allowed_here(vocabulary, state))
    local, whole = fitting[0][1], text.strip()
    tags = f"write <{local}>{whole}</{local}>"
    if len(whole) > _TYPED or "\n" in whole:
        tags = f"write <{local}> before the text and </{local}> after it"
    others = elements(vocabulary, fitting[1:4], "and", 3)
    also = f"allowed too, among others: {others}" if others and not meant else ""
    return advised("GRA130", head, tags, also)


def _holders_of_text(vocabulary: Vocabulary, state: State) -> list[Name]:
    """The elements that may come next and hold text, those that must come first."""
    holds = [
        element
        for pattern in state.patterns
        for element, _ in vocabulary.builder.starts(pattern)
        if element.content.has_text
    ]
    needed = {one for pattern in state.patterns for names in needed_elements(pattern) for one in names}
    return sorted(ranked(vocabulary.names(holds)), key=lambda name: name not in needed)


def text_value(vocabulary: Vocabulary, name: str, text: str, state: State) -> Words:
    """The text of an element that is not a valid value of what the element holds."""
    from diplomatica.validation.values import closed_list, described, meant

    word = vocabulary.element_word(name)
    for pattern in state.patterns:
        guess = meant(vocabulary.builder, pattern, text)
        if guess:
            return advised(
                "GRA131", f"{quoted(text)} is not a valid value of {word}", f"did you mean {quoted(guess)}?",
                cased(text, guess), spot="text", fix=Fix("text", guess),
            )  # fmt: skip
    values = next((found for pattern in state.patterns if (found := closed_list(pattern))), [])
    kinds = next((words for pattern in state.patterns if (words := described(pattern))), "")
    allowed = listed([quoted(value) for value in values], "and", 8) if values else kinds
    head = f"{quoted(text)} is not a valid value of {word}"
    return advised("GRA131", head, f"allowed: {allowed}" if allowed else "", spot="text")
