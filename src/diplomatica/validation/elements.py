"""Words for elements and text that may not stand where they stand, and for elements that are not complete."""

from __future__ import annotations

from diplomatica.diagnostics.likeness import alike, nearest
from diplomatica.relaxng.engine.automaton import State, split
from diplomatica.relaxng.engine.names import contains
from diplomatica.relaxng.engine.patterns import NOT_ALLOWED
from diplomatica.validation.common import ranked
from diplomatica.validation.needs import Needed, needed_elements
from diplomatica.validation.sites import Site
from diplomatica.validation.vocabulary import Name, Vocabulary, listed
from diplomatica.validation.words import Words, elements, quoted, sentences


def not_allowed(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that may not stand where it stands."""
    word = vocabulary.element_word(name)
    here = vocabulary.next_names(state.patterns)
    parent = site.ancestors[-1] if site.ancestors else ""
    if not vocabulary.known(name):
        return _unknown(vocabulary, name, state, here, parent)
    if not parent:
        begins = elements(vocabulary, here)
        return Words(
            "GRA104", f"a document of this schema can’t begin with {word}",
            sentences(f"it begins with {begins}" if begins else "", "to check a part of a document, use “--root any”"),
        )  # fmt: skip
    around = vocabulary.element_word(parent)
    holders = vocabulary.known(parent)
    if any(vocabulary.holds(element.content, name) for element in holders):
        return _misplaced(vocabulary, name, state, site, here)
    parents = vocabulary.parents(name)
    where = elements(vocabulary, parents, most=4)
    if holders and not any(vocabulary.mask(element.content) for element in holders):
        what = "text" if any(element.content.has_text or element.content.has_data for element in holders) else "nothing"
        return Words("GRA106", f"{around} can’t hold {word}: it holds {what}, no elements", _belongs(word, where))
    wrappers = [one for one in parents if one in here and one != split(name)]
    outer = site.ancestors[-2] if len(site.ancestors) > 1 else ""
    if len(wrappers) > 3 and outer and split(outer) in parents:
        return Words(
            "GRA103", f"{word} can’t stand in {around}",
            f"end {around} before {word}, which belongs in {vocabulary.element_word(outer)}", f"end {around} first",
        )  # fmt: skip
    if wrappers:
        fitting = elements(vocabulary, wrappers, most=3)
        return Words(
            "GRA103", f"{word} can’t stand in {around}", f"{word} belongs in {fitting}, which may stand here",
            f"put it in {vocabulary.element_word(wrappers[0])}",
        )  # fmt: skip
    open_ones = [split(item) for item in reversed(site.ancestors[:-1]) if split(item) in parents]
    if open_ones:
        up = vocabulary.element_word(open_ones[0])
        return Words(
            "GRA103", f"{word} can’t stand in {around}",
            f"{word} may stand in {up}, further out: end {around} before it, or move it",
        )  # fmt: skip
    return Words(
        "GRA103", f"{word} can’t stand in {around}", sentences(_belongs(word, where), _allowed(vocabulary, here, state))
    )


def _belongs(word: str, where: str) -> str:
    return f"{word} belongs in {where}" if where else ""


def _unknown(vocabulary: Vocabulary, name: str, state: State, here: list[Name], parent: str) -> Words:
    ns, plain = split(name)
    word = f"<{plain}>"
    others = sorted({other for other, one in vocabulary.by_name if one == plain})
    if others:
        right = vocabulary.main if vocabulary.main in others else others[0]
        space = f"in the namespace “{ns}”" if ns else "in no namespace"
        how = (
            f'write xmlns="{right}" in the {"element" if parent else "root element"}'
            if right
            else "take the xmlns away"
        )
        return Words("GRA102", f"{word} is {space}, where the schema has no such element", how)
    if ns != vocabulary.main and ns:
        return Words(
            "GRA101", f"there is no element {word} of the namespace “{ns}” in this schema",
            _allowed(vocabulary, here, state),
        )  # fmt: skip
    close = [one for one in alike(plain, [item[1] for item in here]) if one != plain]
    guess = nearest(plain, [item[1] for item in here])
    if not guess and not close:
        guess = nearest(plain, [item[1] for item in vocabulary.by_name])
    if guess:
        fits = any(item[1] == guess for item in here)
        hint = f"did you mean <{guess}>?"
        holders = elements(vocabulary, vocabulary.parents(_full(vocabulary, guess)), most=3)
        rest = "" if fits else f"it can’t stand here, though; {_belongs(f'<{guess}>', holders)}"
        return Words("GRA101", f"there is no element {word} in this schema", sentences(hint, rest), hint)
    names = [next(item for item in here if item[1] == one) for one in close]
    if names:
        return Words(
            "GRA101", f"there is no element {word} in this schema", f"did you mean {elements(vocabulary, names)}?"
        )
    return Words("GRA101", f"there is no element {word} in this schema", _allowed(vocabulary, here, state))


def _full(vocabulary: Vocabulary, plain: str) -> str:
    ns = min((ns for ns, one in vocabulary.by_name if one == plain), key=lambda ns: (ns != vocabulary.main, ns))
    return f"{ns} {plain}" if ns else plain


def _misplaced(vocabulary: Vocabulary, name: str, state: State, site: Site, here: list[Name]) -> Words:
    """An element that its parent may hold, but not here."""
    word, parent = vocabulary.element_word(name), site.ancestors[-1]
    around = vocabulary.element_word(parent)
    after = f", after {vocabulary.element_word(site.before)}" if site.before else ""
    if any(vocabulary.holds(pattern, name) for pattern in state.patterns):
        first = _needs(vocabulary, _before(vocabulary, state, name))
        what = f"{first} must come before {word}" if first else _allowed(vocabulary, here, state)
        return Words(
            "GRA105", f"{word} can’t stand here yet in {around}{after}", what, f"{first} comes first" if first else ""
        )
    if name in site.earlier and not _again(vocabulary, parent, name):
        return Words(
            "GRA107", f"{around} can have one {word} only, and there is one already",
            sentences("join the two, or take one away", _allowed(vocabulary, here, state)), "one too many",
        )  # fmt: skip
    if site.before and any(vocabulary.holds(element.content, name) for element in vocabulary.known(parent)):
        early = vocabulary.element_word(site.before)
        help_ = f"in {around}, {word} comes before {early}" if site.before != name else ""
        return Words(
            "GRA105", f"{word} can’t stand here in {around}{after}", sentences(help_, _allowed(vocabulary, here, state))
        )
    return Words("GRA105", f"{word} can’t stand here in {around}{after}", _allowed(vocabulary, here, state))


def _again(vocabulary: Vocabulary, parent: str, name: str) -> bool:
    """May a parent have an element a second time?"""
    ns, plain = split(name)
    builder = vocabulary.builder
    for element in vocabulary.known(parent):
        seen: set[int] = set()
        waiting = [builder.closed(element.content, lenient=True)]
        while waiting and len(seen) < 200:
            pattern = waiting.pop()
            if pattern.number in seen or pattern.kind == NOT_ALLOWED:
                continue
            seen.add(pattern.number)
            for start, rest in builder.starts(pattern):
                if contains(start.names, ns, plain):
                    if vocabulary.holds(rest, name):
                        return True
                else:
                    waiting.append(rest)
    return False


def _before(vocabulary: Vocabulary, state: State, name: str) -> Needed:
    """What must come before an element that may come later."""
    ns, plain = split(name)
    for pattern in state.patterns:
        if vocabulary.holds(pattern, name):
            found: Needed = []
            for names in needed_elements(pattern):
                if (ns, plain) in names:
                    break
                found.append(names)
            return found[:1] if len(found) > 1 else found
    return []


def _needs(vocabulary: Vocabulary, needed: Needed, parent: str = "") -> str:
    """What is needed, in words; what the parent itself is called comes last."""
    words: list[str] = []
    for names in dict.fromkeys(names for names in needed if names):
        likely = sorted(ranked(list(names)), key=lambda name: name == split(parent))
        times = needed.count(names)
        several = f"{times} of " if times > 1 else ""
        words.append(several + elements(vocabulary, likely, "or", 4))
    return " and ".join(words)


def incomplete(vocabulary: Vocabulary, name: str, state: State, site: Site) -> Words:
    """An element that ends before all that it needs has come."""
    word = vocabulary.element_word(name)
    needed = [needed_elements(pattern) for pattern in state.patterns]
    shortest = min((item for item in needed if item), key=len, default=[])
    wants = _needs(vocabulary, shortest, name)
    begins = f"{word} begins in line {site.line}" if site.line else ""
    if not wants:
        from diplomatica.validation.values import described

        kinds = next((words for pattern in state.patterns if (words := described(pattern))), "")
        return Words("GRA110", f"{word} is not complete", sentences(f"it needs {kinds}" if kinds else "", begins))
    one = len(shortest) == 1 and len(shortest[0]) == 1
    several = [vocabulary.element_word(names[0]) for names in shortest if len(names) == 1]
    if len(several) == len(shortest):
        joined = several[0] if one else f"{', '.join(several[:-1])} and {several[-1]}"
        missing = f"{joined} {'is' if one else 'are'} missing"
    else:
        missing = f"{wants} is missing"
    place = f"put it after {vocabulary.element_word(site.before)}" if site.before and one else ""
    empty = f"{word} is empty" if not site.before else f"{word} is not complete"
    return Words("GRA110", f"{empty}: {missing}", sentences(place, begins))


def text_not_allowed(vocabulary: Vocabulary, name: str, text: str, state: State) -> Words:
    """Characters where only elements may stand."""
    word = vocabulary.element_word(name)
    here = vocabulary.next_names(state.patterns)
    holds = [
        element
        for pattern in state.patterns
        for element, _ in vocabulary.builder.starts(pattern)
        if element.content.has_text
    ]
    fitting = ranked(vocabulary.names(holds))
    shown = quoted(text.strip()[:40])
    if not here and not any(vocabulary.mask(element.content) for element in vocabulary.known(name)):
        return Words(
            "GRA130", f"{word} holds nothing, so the text {shown} can’t stand in it", "move the text out of it"
        )
    if fitting:
        first = vocabulary.element_word(fitting[0])
        return Words(
            "GRA130", f"text can’t stand directly in {word}: {shown}",
            f"put it in {elements(vocabulary, fitting, most=3)}", f"put it in {first}",
        )  # fmt: skip
    return Words("GRA130", f"text can’t stand directly in {word}: {shown}", _allowed(vocabulary, here, state))


def text_value(vocabulary: Vocabulary, name: str, text: str, state: State) -> Words:
    """The text of an element that is no value of what the element holds."""
    from diplomatica.validation.values import closed_list, described, meant

    word = vocabulary.element_word(name)
    for pattern in state.patterns:
        guess = meant(vocabulary.builder, pattern, text)
        if guess:
            hint = f"did you mean {quoted(guess)}?"
            return Words("GRA131", f"{quoted(text)} is no value of {word}", hint, hint, "text")
    values = next((found for pattern in state.patterns if (found := closed_list(pattern))), [])
    kinds = next((words for pattern in state.patterns if (words := described(pattern))), "")
    help_ = f"allowed: {listed(values, 'and', 8)}" if values else f"it holds {kinds}" if kinds else ""
    return Words("GRA131", f"{quoted(text)} is no value of {word}", help_, "", "text")


def _allowed(vocabulary: Vocabulary, here: list[Name], state: State) -> str:
    """What may stand here, the few likely names first."""
    names = [vocabulary.element_word(name) for name in here]
    if not names:
        return "only text may stand here" if state.mixed is not None else "nothing more may stand here"
    return f"here may stand {listed(names, 'or', 5)}"
