"""Words for elements that are not complete, and for text that may not stand where it stands."""

from __future__ import annotations

from diplomatica.diagnostics.model import Fix
from diplomatica.relaxng.engine.automaton import State, split
from diplomatica.validation.common import Name, ranked
from diplomatica.validation.needs import Needed, needed_elements
from diplomatica.validation.sites import Site
from diplomatica.validation.unknown import allowed_here
from diplomatica.validation.vocabulary import Vocabulary, listed
from diplomatica.validation.words import Words, anyone, elements, quoted, sentences


def incomplete(vocabulary: Vocabulary, name: str, state: State, site: Site, ends: int = 0) -> Words:
    """An element that ends, in the line `ends`, before all that it needs has come."""
    word = vocabulary.element_word(name)
    needed = [needed_elements(pattern) for pattern in state.patterns]
    shortest = min((item for item in needed if item), key=len, default=[])
    begins = f"{word} begins in line {site.line}" if site.line and site.line != ends else ""
    empty = f"{word} is empty" if not site.before else f"{word} is not complete"
    if not shortest:
        from diplomatica.validation.values import described

        kinds = next((words for pattern in state.patterns if (words := described(pattern))), "")
        return Words("GRA110", f"{empty}: it must hold {kinds}" if kinds else empty, begins)
    wanted = _wanted(vocabulary, shortest, name)
    one = len(wanted) == 1 and len(shortest[0]) == 1
    joined = listed(wanted, "and", 6)
    missing = f"{joined} {'is' if one else 'are'} missing" if all(len(names) == 1 for names in shortest) else ""
    after = f" after {vocabulary.element_word(site.before)}" if site.before and one else ""
    what = missing or f"it needs {'one more: ' if site.before and _has(site, shortest) else ''}{joined}"
    label = f"put {joined} before this" if site.before and one else ""
    place = f"put {joined}{after}" if after else f"put {joined} in it" if one else ""
    return Words("GRA110", f"{empty}: {what}", sentences(place, begins), label if len(label) < 40 else "")


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


def text_not_allowed(vocabulary: Vocabulary, name: str, text: str, state: State) -> Words:
    """Characters where only elements may stand."""
    word = vocabulary.element_word(name)
    shown = quoted(text.strip()[:40])
    if not vocabulary.children(name):
        empty = word.replace(">", "/>", 1)
        return Words(
            "GRA130", f"{word} is always empty, so the text {shown} can’t stand in it", f"write {empty} before the text"
        )
    fitting = _holders_of_text(vocabulary, state)
    head = f"text can’t stand directly in {word}: {shown}"
    if fitting:
        label = f"put it in {vocabulary.element_word(fitting[0])}"
        others = elements(vocabulary, fitting[1:4], "or", 3)
        return Words("GRA130", head, sentences(label, f"or in {others}" if others else ""), label)
    return Words("GRA130", head, allowed_here(vocabulary, state))


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
            hint = f"did you mean {quoted(guess)}?"
            return Words(
                "GRA131", f"{quoted(text)} is not a valid value of {word}", hint, hint, "text", Fix("text", guess)
            )
    values = next((found for pattern in state.patterns if (found := closed_list(pattern))), [])
    kinds = next((words for pattern in state.patterns if (words := described(pattern))), "")
    help_ = f"allowed: {listed(values, 'and', 8)}" if values else f"it holds {kinds}" if kinds else ""
    return Words("GRA131", f"{quoted(text)} is not a valid value of {word}", help_, "", "text")
