"""What a schema may not say (specification, sections 4.16, 4.18 and 7).

Two passes: over the grammar as written, where what is never reached counts too, and over the patterns in their simple
form, element by element from the start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.engine.compile import Compiled
from diplomatica.relaxng.engine.names import NameSet, name_set, overlap, shown
from diplomatica.relaxng.engine.patterns import (
    ATTRIBUTE,
    DATA,
    ELEMENT,
    EMPTY,
    GROUP,
    INTERLEAVE,
    LIST,
    NOT_ALLOWED,
    ONE_OR_MORE,
    TEXT,
    VALUE,
    AttributePattern,
    ElementPattern,
    Pattern,
)  # fmt: skip
from diplomatica.relaxng.engine.written import check_written
from diplomatica.relaxng.engine.written_places import (
    IN_ATTRIBUTE,
    IN_EXCEPT,
    IN_GROUP,
    IN_INTERLEAVE,
    IN_LIST,
    IN_MORE,
    IN_MORE_GROUP,
    IN_START,
    Spot,
    place,
)  # fmt: skip

if TYPE_CHECKING:
    from diplomatica.relaxng.places import Places

_WORDS: Final = {
    EMPTY: "empty", TEXT: "text", GROUP: "a group", INTERLEAVE: "an interleave", ONE_OR_MORE: "a repetition",
    LIST: "a list", DATA: "a datatype", VALUE: "a value", ATTRIBUTE: "an attribute", ELEMENT: "an element",
}  # fmt: skip

# Where a pattern stands within the content of an element (section 7.1); the first that forbids it is named.
_FORBIDDEN: Final[tuple[tuple[int, frozenset[int], str], ...]] = (
    (IN_START, frozenset({ATTRIBUTE, DATA, VALUE, TEXT, LIST, GROUP, INTERLEAVE, ONE_OR_MORE, EMPTY}), "the start"),
    (IN_ATTRIBUTE, frozenset({ELEMENT, ATTRIBUTE}), "an attribute"),
    (IN_LIST, frozenset({LIST, ELEMENT, ATTRIBUTE, TEXT, INTERLEAVE}), "a list"),
    (
        IN_EXCEPT,
        frozenset({ATTRIBUTE, ELEMENT, LIST, TEXT, GROUP, INTERLEAVE, ONE_OR_MORE, EMPTY}),
        "what is excepted from a datatype",
    ),
    (IN_MORE_GROUP, frozenset({ATTRIBUTE}), "a group or interleave that is repeated"),
)
_NOTHING, _COMPLEX, _SIMPLE = range(3)  # content types (section 7.2)


def check(compiled: Compiled, grammar: rng.Grammar, name: str = "", places: Places | None = None) -> None:
    """Check a schema. Raises `UnusableInput` at the first thing that it may not say.

    `name` is what the error tells as the place, or, where the `places` of patterns are known, that of the wrong one.
    All elements of the schema are made, which otherwise waits until a document asks for them.
    """
    try:
        check_written(grammar, name, places)
        _Checker(name, grammar, places).schema(compiled)
    except RecursionError:
        raise UnusableInput("patterns nested too deeply", where=name, advice="make the schema flatter") from None


class _Checker:
    def __init__(self, name: str, grammar: rng.Grammar, places: Places | None) -> None:
        self.name = name
        self.grammar = grammar
        self.places = places
        self.element: ElementPattern | None = None
        self._seen: set[tuple[int, int]] = set()
        self._types: dict[int, int] = {}
        self._names: dict[int, NameSet] = {}

    def fault(self, what: str, is_wrong: Callable[[Spot], bool], *, second: bool = False) -> UnusableInput:
        """The error; `is_wrong` tells the pattern that it is about, or, `second`, the two that can't stand together."""
        element, where = self.element, ""
        if self.places is not None:
            source = None if element is None else element.source
            where = place(self.grammar, self.places, source, is_wrong, second=second)
        within = "" if element is None else f" (in the element “{shown(element.names)}”)"
        return UnusableInput(f"{what}{within}", where=where or self.name, advice="repair the schema")

    def schema(self, compiled: Compiled) -> None:
        self._paths(compiled.start, IN_START)
        for element in compiled.all_elements():
            self.element = element
            content = element.content
            self._paths(content, 0)
            self._type(content)
            if content.has_attributes:
                self._attributes(content)

    # --- section 7.1: what may not stand in what ---------------------------------------------------------------------

    def _paths(self, pattern: Pattern, flags: int) -> None:
        seen = self._seen
        stack = [(pattern, flags)]
        while stack:
            item, flags = stack.pop()
            kind = item.kind
            if flags:
                for flag, kinds, where in _FORBIDDEN:
                    if flags & flag and kind in kinds:
                        raise self.fault(f"{_WORDS[kind]} can’t stand in {where}", partial(_is_in, kind, flag))
            if not item.items and kind != ATTRIBUTE:
                continue
            key = item.number, flags
            if key in seen:
                continue
            seen.add(key)
            if kind == ATTRIBUTE:
                assert isinstance(item.label, AttributePattern)
                self._attribute(item.label, flags)
                stack.append((item.label.value, IN_ATTRIBUTE))
                continue
            if kind == LIST:
                flags |= IN_LIST
            elif kind == DATA:
                flags |= IN_EXCEPT
            elif kind == ONE_OR_MORE:
                flags |= IN_MORE
            elif kind in (GROUP, INTERLEAVE):
                if flags & IN_MORE:
                    flags |= IN_MORE_GROUP
                if kind == INTERLEAVE:
                    self._interleave(item)
            stack += [(inner, flags) for inner in item.items]

    # --- section 7.2: strings and elements ---------------------------------------------------------------------------

    def _type(self, pattern: Pattern) -> int:
        kind = pattern.kind
        if kind in (EMPTY, NOT_ALLOWED):
            return _NOTHING
        if kind in (TEXT, ELEMENT):
            return _COMPLEX
        if kind in (LIST, VALUE):
            return _SIMPLE
        found = self._types.get(pattern.number)
        if found is None:
            found = self._types[pattern.number] = self._type_of(pattern)
        return found

    def _type_of(self, pattern: Pattern) -> int:
        kind = pattern.kind
        if kind == ATTRIBUTE:
            assert isinstance(pattern.label, AttributePattern)
            self._type(pattern.label.value)
            return _NOTHING
        found = [self._type(part) for part in _parts(pattern)]
        if kind == DATA:
            return _SIMPLE
        if _SIMPLE in found and (
            kind == ONE_OR_MORE or (kind in (GROUP, INTERLEAVE) and sum(part != _NOTHING for part in found) > 1)
        ):
            raise self.fault(
                "a datatype, value or list must be the whole content beside attributes, without repetition",
                lambda spot: (
                    isinstance(spot.pattern, rng.Value | rng.Data | rng.List)
                    and bool(spot.around & (IN_MORE | IN_GROUP))
                    and not spot.around & (IN_LIST | IN_EXCEPT)
                ),
            )
        return max(found)

    # --- section 7.3: attributes -------------------------------------------------------------------------------------

    def _attribute(self, attribute: AttributePattern, flags: int) -> None:
        if self._names_of(attribute).wild:
            if not flags & IN_MORE:
                raise self.fault(
                    f"an attribute “{shown(attribute.names)}” with any number of names must be repeated",
                    lambda spot: spot.is_a(ATTRIBUTE) and spot.names == attribute.names and not spot.around & IN_MORE,
                )
            if attribute.value.kind != TEXT:
                raise self.fault(
                    f"an attribute “{shown(attribute.names)}” with any number of names must have any text",
                    lambda spot: (
                        isinstance(spot.pattern, rng.Attribute)
                        and spot.names == attribute.names
                        and not isinstance(spot.pattern.content, rng.Text)
                    ),
                )

    def _attributes(self, pattern: Pattern) -> NameSet:
        """The names of the attributes in a pattern, no two of them in one group or interleave."""
        if not pattern.has_attributes:
            return NameSet()
        found = self._names.get(pattern.number)
        if found is None:
            if pattern.kind == ATTRIBUTE:
                assert isinstance(pattern.label, AttributePattern)
                found = self._names_of(pattern.label)
            else:
                found = NameSet()
                for part in _parts(pattern):
                    more = self._attributes(part)
                    if pattern.kind in (GROUP, INTERLEAVE) and (twice := overlap(found, more)):
                        raise self.fault(
                            f"the attribute “{twice}” twice",
                            lambda spot: spot.is_a(ATTRIBUTE) and spot.may_be(twice),
                            second=True,
                        )
                    found = found.union(more)
            self._names[pattern.number] = found
        return found

    def _names_of(self, item: AttributePattern | ElementPattern) -> NameSet:
        return name_set(item.names)

    # --- section 7.4: interleave -------------------------------------------------------------------------------------

    def _interleave(self, pattern: Pattern) -> None:
        first, second = pattern.items
        if first.has_text and second.has_text:
            raise self.fault(
                "text in two parts of an interleave",
                lambda spot: isinstance(spot.pattern, rng.Mixed) or _is_in(TEXT, IN_INTERLEAVE, spot),
                second=True,
            )
        if TEXT not in (first.kind, second.kind):
            twice = overlap(self._elements(first), self._elements(second))
            if twice:
                raise self.fault(
                    f"the element “{twice}” in two parts of an interleave",
                    lambda spot: _is_in(ELEMENT, IN_INTERLEAVE, spot) and spot.may_be(twice),
                    second=True,
                )

    def _elements(self, pattern: Pattern) -> NameSet:
        """The names of the elements in a pattern."""
        found, seen, stack = NameSet(), set(), [pattern]
        while stack:
            item = stack.pop()
            if item.number in seen:
                continue
            seen.add(item.number)
            if item.kind == ELEMENT:
                assert isinstance(item.label, ElementPattern)
                found = found.union(self._names_of(item.label))
            stack += item.items
        return found


def _is_in(kind: int, flag: int, spot: Spot) -> bool:
    """Is a pattern as written of a kind, and something around it?"""
    return spot.is_a(kind) and bool(spot.around & flag)


def _parts(pattern: Pattern) -> Iterator[Pattern]:
    """The parts of a pattern; those of a group all, as it is a chain."""
    if pattern.kind != GROUP:
        yield from pattern.items
        return
    while pattern.kind == GROUP:
        yield pattern.items[0]
        pattern = pattern.items[1]
    yield pattern
