"""Words for attributes: unknown ones, missing ones, and values that are none."""

from __future__ import annotations

from diplomatica.diagnostics.likeness import alike, nearest
from diplomatica.diagnostics.model import Fix
from diplomatica.relaxng.engine.automaton import split
from diplomatica.relaxng.engine.names import contains
from diplomatica.relaxng.engine.patterns import NOT_ALLOWED, AttributePattern, ElementPattern
from diplomatica.validation.common import Name, attributes, habits, preferred
from diplomatica.validation.needs import Needed, needed_attributes
from diplomatica.validation.sites import Site
from diplomatica.validation.values import advice, closed_list, described, is_certain, meant
from diplomatica.validation.vocabulary import Vocabulary, attribute_word, full, listed
from diplomatica.validation.words import Words, advised, cased, elements, quoted, sentences

_TYPED = 40  # characters of a value that a help repeats
_FEW = 5  # elements that have an attribute: one that so few have is not met by chance


def not_allowed(vocabulary: Vocabulary, element: str, name: str, site: Site) -> Words:
    """An attribute that an element may not have, or not beside the others that it has."""
    word, tag = attribute_word(name), vocabulary.element_word(element)
    holders = vocabulary.known(element)
    own = vocabulary.attribute_names(holders)
    plain = split(name)[1]
    if split(name) in own or any(contains(item.names, *split(name)) for item in vocabulary.attributes(holders)):
        return _not_together(vocabulary, element, name, site)
    there = site.attributes.values
    free = [item for item in own if full(item) not in there]
    head = f"{tag} has no attribute {word}"
    same = [item for item in free if item[1] == plain]
    if same:
        return _meant(head, same[0])
    elsewhere = vocabulary.with_attribute(name)
    # A name that the TEI has is no slip of the pen.
    slip = plain if plain not in attributes() else ""
    close = [item for found in alike(slip, [item[1] for item in free]) for item in free if item[1] == found]
    guess = nearest(slip, [item[1] for item in free])
    if guess and len(elsewhere) < _FEW:
        found = next(item for item in free if item[1] == guess)
        return _meant(head, found, is_certain=not elsewhere)
    habit = [item for one in habits().attributes.get(plain, ()) for item in free if attribute_word(item) == f"@{one}"]
    if habit and len(elsewhere) < _FEW:
        value = site.attributes.values.get(name, "")
        typed = (
            f' ({attribute_word(habit[0])[1:]}="{value}")' if value and len(value) < _TYPED and '"' not in value else ""
        )
        return advised("GRA121", head, f"did you mean {attribute_word(habit[0])}?{typed}", spot="attribute")
    if elsewhere:
        usual = preferred(elsewhere, habits().holders.get(plain, ()))
        return advised("GRA120", f"{tag} can’t have {word}", *_on_another(vocabulary, element, name, usual, site),
                       spot="attribute")  # fmt: skip
    hint = f"did you mean {listed([attribute_word(item) for item in close], 'or', 3)}?" if close else ""
    known = "" if slip else ": the TEI has it, but this schema leaves it out"
    return Words(
        "GRA121", f"there is no attribute {word} in this schema{known}", sentences(hint, _has(tag, own)), hint,
        "attribute",
    )  # fmt: skip


def _meant(head: str, found: Name, *, is_certain: bool = True) -> Words:
    word = attribute_word(found)
    hint = f"did you mean {word}?"
    return Words("GRA121", head, hint, hint, "attribute", Fix("attribute-name", word[1:]) if is_certain else None)


def _not_together(vocabulary: Vocabulary, element: str, name: str, site: Site) -> Words:
    """An attribute that stands beside one that excludes it."""
    word, tag = attribute_word(name), vocabulary.element_word(element)
    others = [
        attribute_word(other) for other, _ in site.attributes
        if other != name and not any(_together(vocabulary, holder, name, other) for holder in vocabulary.known(element))
    ]  # fmt: skip
    if others:
        return advised(
            "GRA125", f"{tag} can’t have {word} together with {listed(others, 'and')}",
            f"delete {word}, or {listed(others, 'and')}", spot="attribute",
        )  # fmt: skip
    return advised(
        "GRA125", f"{tag} can’t have {word} together with the other attributes here", f"delete {word}, or the others",
        spot="attribute",
    )  # fmt: skip


def _together(vocabulary: Vocabulary, holder: ElementPattern, name: str, other: str) -> bool:
    builder, automaton = vocabulary.builder, vocabulary.automaton
    pattern = holder.content
    for one in (name, other):
        pattern = builder.after_attribute(pattern, frozenset(automaton.matching(pattern, one)))
    return pattern.kind != NOT_ALLOWED


def _has(tag: str, own: list[Name]) -> str:
    if not own:
        return f"{tag} has no attributes at all"
    return f"{tag} has {listed([attribute_word(item) for item in own], 'and', 5)}"


def missing(vocabulary: Vocabulary, element: str, site: Site) -> Words:
    """An attribute that an element must have."""
    tag = vocabulary.element_word(element)
    needed: Needed = []
    for holder in vocabulary.known(element):
        found = _left(vocabulary, holder, site)
        if found and (not needed or len(found) < len(needed)):
            needed = found
    words = [listed([attribute_word(name) for name in names], "or", 4) for names in needed if names]
    if not words:
        return Words("GRA122", f"{tag} lacks an attribute that the schema asks for")
    alone = needed[0][0] if len(words) == 1 and len(needed[0]) == 1 else None
    told = _typed(vocabulary, element, alone) if alone else ""
    plural = "attributes " if len(words) > 1 else "attribute " if len(needed[0]) == 1 else ""
    return advised("GRA122", f"{tag} must have {'the ' if plural else ''}{plural}{' and '.join(words)}", told)


def _left(vocabulary: Vocabulary, holder: ElementPattern, site: Site) -> Needed:
    """The attributes that an element needs beside those that are there."""
    builder, automaton = vocabulary.builder, vocabulary.automaton
    pattern = holder.content
    for name, value in site.attributes:
        matching = automaton.matching(pattern, name)
        fitting = frozenset(item for item in matching if automaton.check(item).allows(value)) or frozenset(matching)
        after = builder.after_attribute(pattern, fitting) if fitting else pattern
        if after.kind != NOT_ALLOWED:
            pattern = after
    return needed_attributes(pattern)


def _typed(vocabulary: Vocabulary, element: str, name: Name) -> str:
    """What to write for an attribute that is missing."""
    word = attribute_word(name)[1:]
    for attribute in vocabulary.attributes(vocabulary.known(element)):
        if contains(attribute.names, *name):
            examples = closed_list(attribute.value) or [
                one for one in habits().examples.get(name[1], ()) if vocabulary.builder.accepts(attribute.value, one)
            ]
            if examples:
                return f"write {listed([f'{word}={chr(34)}{one}{chr(34)}' for one in examples], 'or', 5)}"
            kinds = described(attribute.value)
            return f'write {word}="...": {kinds}' if kinds else f'write {word}="..."'
    return ""


def _on_another(vocabulary: Vocabulary, element: str, name: str, usual: list[Name], site: Site) -> tuple[str, ...]:
    """What to do with an attribute that other elements have: such an element within this one, where that may be."""
    word = attribute_word(name)
    first = usual[0]
    value = site.attributes.values.get(name, "")
    if vocabulary.holds_child(element, first) and len(value) < _TYPED and '"' not in value:
        tags = f'<{first[1]} {word[1:]}="{value}">...</{first[1]}>'
        others = elements(vocabulary, usual[1:], "and", most=3)
        more = f"{word} is allowed on {others} too" if others else ""
        return f"write {tags} inside {vocabulary.element_word(element)}", more
    return (f"delete {word}, or write it on {elements(vocabulary, usual, 'or', most=4)}",)


def wrong_value(vocabulary: Vocabulary, element: str, name: str, value: str) -> Words:
    """A value that an attribute may not have."""
    word, tag = attribute_word(name), vocabulary.element_word(element)
    found: list[AttributePattern] = [
        item for item in vocabulary.attributes(vocabulary.known(element)) if contains(item.names, *split(name))
    ]
    values = sorted({one for item in found for one in closed_list(item.value)})
    guess, pattern = next(
        ((one, item.value) for item in found if (one := meant(vocabulary.builder, item.value, value, word))), ("", None)
    )
    hint = f"did you mean {quoted(guess)}?" if guess else ""
    fix = Fix("value", guess) if pattern is not None and is_certain(pattern, value, guess) else None
    shown = quoted(value)
    if values:
        head = f"{shown} is not a valid value of {word} on {tag}" if value.strip() else f"{word} on {tag} is empty"
        further = "" if guess or not value.strip() else "; any other must first be added to the schema"
        told = sentences(hint, cased(value, guess), f"allowed: {_likely(value, values)}{further}")
        return Words("GRA123", head, told, hint, "value", fix)
    kinds = next((words for item in found if (words := described(item.value))), "")
    special = advice(
        word, value, [attribute_word(one) for one in vocabulary.attribute_names(vocabulary.known(element))]
    )
    head = f"{shown} is not a valid value of {word}" if value.strip() else f"{word} is empty"
    told = special or (f"allowed: {kinds}" if kinds else "")
    return advised("GRA124", head, hint, cased(value, guess), told, spot="value", fix=fix)


def _likely(value: str, values: list[str]) -> str:
    """The values of a list, those that are like the wrong one first."""
    first = alike(value.strip(), values)
    rest = [item for item in values if item not in first]
    return listed([quoted(item) for item in (*first, *rest)], "and", 8)


def identifier(kind: str, name: str, value: str) -> Words:
    """An ID that is used twice or is no name, or a reference to one that is not there."""
    word, shown = attribute_word(name), quoted(value)
    if kind == "id-twice":
        return advised(
            "GRA126", f"another element already has the identifier {shown} in {word}",
            "give each element an identifier of its own", spot="value",
        )  # fmt: skip
    if kind == "id-missing":
        return advised(
            "GRA126", f"{word} points to {shown}, but no element has this identifier",
            "correct the value, or give the element that is meant this identifier", spot="value",
        )  # fmt: skip
    return advised(
        "GRA126", f"{shown} is not a valid identifier in {word}", "write one name without spaces", spot="value"
    )
