"""Words for attributes: unknown ones, missing ones, and values that are none."""

from __future__ import annotations

from diplomatica.diagnostics.likeness import alike, nearest
from diplomatica.relaxng.engine.automaton import split
from diplomatica.relaxng.engine.names import contains
from diplomatica.relaxng.engine.patterns import NOT_ALLOWED, AttributePattern, ElementPattern
from diplomatica.validation.needs import Needed, needed_attributes
from diplomatica.validation.sites import Site
from diplomatica.validation.values import closed_list, described, meant
from diplomatica.validation.vocabulary import Name, Vocabulary, attribute_word, listed
from diplomatica.validation.words import Words, elements, quoted, sentences

# Attributes that every element of a schema may have say nothing about one element.
_EVERYWHERE = 0.9


def not_allowed(vocabulary: Vocabulary, element: str, name: str) -> Words:
    """An attribute that an element may not have, or not beside the others that it has."""
    word, tag = attribute_word(name), vocabulary.element_word(element)
    holders = vocabulary.known(element)
    own = vocabulary.attribute_names(holders)
    if any(contains(item.names, *split(name)) for item in vocabulary.attributes(holders)):
        return Words(
            "GRA125",
            f"{word} can’t stand beside the other attributes of this {tag}",
            "keep one of them",
            "",
            "attribute",
        )
    plain = split(name)[1]
    same = [item for item in own if item[1] == plain]
    if same:
        hint = f"did you mean {attribute_word(same[0])}?"
        return Words("GRA121", f"there is no attribute {word} in {tag}", hint, hint, "attribute")
    elsewhere = vocabulary.with_attribute(name)
    close = [item for found in alike(plain, [item[1] for item in own]) for item in own if item[1] == found]
    guess = nearest(plain, [item[1] for item in own])
    if guess and (not elsewhere or len(elsewhere) < 3):
        hint = f"did you mean {attribute_word(next(item for item in own if item[1] == guess))}?"
        return Words("GRA121", f"{tag} has no attribute {word}", hint, hint, "attribute")
    if elsewhere:
        where = f"{word} belongs on {elements(vocabulary, elsewhere, most=4)}"
        return Words(
            "GRA120", f"{tag} can’t have {word}", sentences(where, _has(vocabulary, tag, own)), "", "attribute"
        )
    hint = f"did you mean {listed([attribute_word(item) for item in close], 'or', 3)}?" if close else ""
    return Words(
        "GRA121",
        f"there is no attribute {word} in this schema",
        sentences(hint, _has(vocabulary, tag, own)),
        "",
        "attribute",
    )


def _has(vocabulary: Vocabulary, tag: str, own: list[Name]) -> str:
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
        return Words("GRA122", f"{tag} lacks an attribute that it must have")
    values = [_value(vocabulary, element, names[0]) for names in needed if len(names) == 1]
    told = f"its value is {values[0]}" if len(words) == 1 and values and values[0] else ""
    return Words("GRA122", f"{tag} must have {' and '.join(words)}", told)


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


def _value(vocabulary: Vocabulary, element: str, name: Name) -> str:
    for attribute in vocabulary.attributes(vocabulary.known(element)):
        if contains(attribute.names, *name):
            values = closed_list(attribute.value)
            return listed([quoted(value) for value in values], "or", 5) if values else described(attribute.value)
    return ""


def wrong_value(vocabulary: Vocabulary, element: str, name: str, value: str) -> Words:
    """A value that an attribute may not have."""
    word, tag = attribute_word(name), vocabulary.element_word(element)
    found: list[AttributePattern] = [
        item for item in vocabulary.attributes(vocabulary.known(element)) if contains(item.names, *split(name))
    ]
    values = sorted({one for item in found for one in closed_list(item.value)})
    guess = next((one for item in found if (one := meant(vocabulary.builder, item.value, value))), "")
    hint = f"did you mean {quoted(guess)}?" if guess else ""
    shown = quoted(value)
    if values:
        head = f"{shown} is no value of {word} on {tag}" if value.strip() else f"{word} on {tag} is empty"
        return Words("GRA123", head, sentences(hint, f"allowed: {_likely(value, values)}"), hint, "value")
    kinds = next((words for item in found if (words := described(item.value))), "")
    head = f"{shown} is no value of {word}" if value.strip() else f"{word} is empty"
    return Words("GRA124", head, sentences(hint, f"it holds {kinds}" if kinds else ""), hint, "value")


def _likely(value: str, values: list[str]) -> str:
    """The values of a list, those that are like the wrong one first."""
    first = alike(value.strip(), values)
    rest = [item for item in values if item not in first]
    return listed([quoted(item) for item in (*first, *rest)], "and", 8)


def identifier(kind: str, name: str, value: str) -> Words:
    """An ID that is used twice or is no name, or a reference to one that is not there."""
    word, shown = attribute_word(name), quoted(value)
    if kind == "id-twice":
        return Words(
            "GRA126",
            f"{word} is {shown}, as that of another element is already",
            "an identifier is of one element only",
            "",
            "value",
        )
    if kind == "id-missing":
        return Words(
            "GRA126",
            f"{word} names {shown}, which is the identifier of no element",
            "correct it, or give the element that is meant this identifier",
            "",
            "value",
        )
    return Words(
        "GRA126",
        f"{word} is {shown}, which is not one name",
        "an identifier is one name without white space",
        "",
        "value",
    )
