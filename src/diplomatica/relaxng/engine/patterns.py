"""Patterns in their simple form: few kinds, each one once, so that equal patterns are the same object.

What a pattern can do next is worked out once and kept on it (specification, sections 4.18 to 4.22 and 6.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.datatypes import NOWHERE, Context, Datatype, words

EMPTY: Final = 0
NOT_ALLOWED: Final = 1
TEXT: Final = 2
CHOICE: Final = 3
GROUP: Final = 4
INTERLEAVE: Final = 5
ONE_OR_MORE: Final = 6
LIST: Final = 7
DATA: Final = 8
VALUE: Final = 9
ATTRIBUTE: Final = 10
ELEMENT: Final = 11

UNNUMBERED: Final = 1 << 32  # numbers of elements from here on are of one run only


class Pattern:
    """One pattern. `items` are its parts; `label` is what a leaf is about.

    `nullable`: it matches nothing at all. `has_data`: a datatype, value or list may come next. `has_attributes`.
    `contextual`: whether a string is its value depends on where it stands.
    """

    __slots__ = (
        "_mark", "contextual", "derivatives", "has_attributes", "has_data", "has_text", "items", "kind", "label",
        "nullable", "number", "starts",
    )  # fmt: skip

    def __init__(self, kind: int, items: tuple[Pattern, ...], label: object, number: int) -> None:
        self.kind = kind
        self.items = items
        self.label = label
        self.number = number
        self.nullable = _nullable(kind, items)
        self.has_attributes = kind == ATTRIBUTE
        self.has_data = kind in (LIST, DATA, VALUE)
        self.has_text = kind == TEXT
        self.contextual = kind in (DATA, VALUE) and _contextual(label)
        for item in items:
            self.has_attributes = self.has_attributes or item.has_attributes
            self.has_data = self.has_data or item.has_data
            self.has_text = self.has_text or item.has_text
            self.contextual = self.contextual or item.contextual
        self.starts: tuple[tuple[ElementPattern, Pattern], ...] | None = None
        self.derivatives: dict[object, Pattern] = {}
        self._mark: int | None = None

    @property
    def mark(self) -> int:
        """What tells the pattern from others, in every run; `number` is its own in one run only."""
        if self._mark is None:
            stack = [self]
            while stack:
                pattern = stack[-1]
                inner = (pattern.label.value,) if isinstance(pattern.label, AttributePattern) else pattern.items
                waiting = [item for item in inner if item._mark is None]
                if waiting:
                    stack += waiting
                    continue
                stack.pop()
                pattern._mark = _mark(pattern, [item._mark or 0 for item in inner])
            assert self._mark is not None
        return self._mark

    def __repr__(self) -> str:
        name = "empty notAllowed text choice group interleave oneOrMore list data value attribute element".split()
        inner = ", ".join(map(repr, self.items)) or str(self.label or "")
        return f"{name[self.kind]}({inner})"


def _nullable(kind: int, items: tuple[Pattern, ...]) -> bool:
    if kind == CHOICE:
        return any(item.nullable for item in items)
    if kind in (GROUP, INTERLEAVE):
        return all(item.nullable for item in items)
    if kind == ONE_OR_MORE:
        return items[0].nullable
    return kind in (EMPTY, TEXT)


def _mark(pattern: Pattern, inner: list[int]) -> int:
    """A number made of the kind of a pattern, the marks of its parts, and what a leaf is about."""
    label, about = pattern.label, 0
    if isinstance(label, ElementPattern):
        about = label.number
    elif isinstance(label, AttributePattern):
        about = _text_mark(repr(label.names))
    elif isinstance(label, Datatype):
        about = _text_mark(repr((label.name, label.library, label.params)))
    elif isinstance(label, tuple):
        about = _text_mark(repr((label[0].name, label[0].library, label[0].params, label[1])))
    # The order of these follows the numbers.
    parts = sorted(inner) if pattern.kind in (CHOICE, INTERLEAVE) else inner
    return hash((pattern.kind, about, *parts))


def _text_mark(text: str) -> int:
    from hashlib import blake2b

    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")


def _contextual(label: object) -> bool:
    kind = label[0] if isinstance(label, tuple) else label
    return isinstance(kind, Datatype) and kind.contextual


class ElementPattern:
    """An element of the schema: its names, and its content, which is made when it is asked for first.

    `number` is its place in a schema that was packed, so that it is the same in every run; `UNNUMBERED` or more for
    others.
    """

    __slots__ = ("_content", "_make", "names", "number", "source")

    def __init__(self, names: rng.NameClass, make: Callable[[], Pattern], number: int, source: rng.Element) -> None:
        self.names = names
        self.number = number
        self.source = source
        self._make = make
        self._content: Pattern | None = None

    @property
    def made(self) -> Pattern | None:
        """What stands in it, if it was asked for."""
        return self._content

    @property
    def content(self) -> Pattern:
        """What stands in it, attributes included."""
        if self._content is None:
            self._content = self._make()
        return self._content


class AttributePattern:
    """An attribute of the schema: its names, and the pattern of its value."""

    __slots__ = ("names", "number", "value")

    def __init__(self, names: rng.NameClass, value: Pattern, number: int) -> None:
        self.names = names
        self.value = value
        self.number = number


class Builder:
    """Makes patterns: simplified, and each one once.

    `context` is what the document says around the string that is asked about.
    """

    def __init__(self) -> None:
        self.context: Context = NOWHERE
        self._known: dict[object, Pattern] = {}
        self._count = 0
        self.empty = self._make(EMPTY)
        self.not_allowed = self._make(NOT_ALLOWED)
        self.text = self._make(TEXT)

    def _make(self, kind: int, items: tuple[Pattern, ...] = (), label: object = None) -> Pattern:
        key = (kind, tuple(item.number for item in items), label)
        found = self._known.get(key)
        if found is None:
            self._count += 1
            found = self._known[key] = Pattern(kind, items, label, self._count)
        return found

    @property
    def size(self) -> int:
        """How many patterns there are."""
        return len(self._known)

    def forget(self, schema: Iterable[Pattern]) -> None:
        """Forget all patterns but those of the schema, and what was derived from any."""
        for pattern in self._known.values():
            pattern.derivatives.clear()
            pattern.starts = None
        kept: dict[int, Pattern] = {}
        stack = [self.empty, self.not_allowed, self.text, *schema]
        while stack:
            pattern = stack.pop()
            if pattern.number not in kept:
                kept[pattern.number] = pattern
                stack += pattern.items
                if isinstance(pattern.label, AttributePattern):
                    stack.append(pattern.label.value)
        self._known = {key: pattern for key, pattern in self._known.items() if pattern.number in kept}

    def choice(self, items: Iterable[Pattern]) -> Pattern:
        """One of them: flat, without what is not allowed, each once, in one order."""
        flat: dict[int, Pattern] = {}
        for item in items:
            for part in item.items if item.kind == CHOICE else (item,):
                if part.kind != NOT_ALLOWED:
                    flat[part.number] = part
        if not flat:
            return self.not_allowed
        if len(flat) > 1 and self.empty.number in flat:
            # What can be nothing anyway needs no nothing beside it.
            rest = [part for part in flat.values() if part.kind != EMPTY]
            if any(part.nullable for part in rest):
                del flat[self.empty.number]
        if len(flat) == 1:
            return next(iter(flat.values()))
        return self._make(CHOICE, tuple(flat[number] for number in sorted(flat)))

    def group(self, first: Pattern, second: Pattern) -> Pattern:
        """One after the other."""
        if first.kind == NOT_ALLOWED or second.kind == NOT_ALLOWED:
            return self.not_allowed
        if first.kind == EMPTY:
            return second
        if second.kind == EMPTY:
            return first
        # A long group is a chain of pairs; the chain of the first goes on with the second.
        chain: list[Pattern] = []
        while first.kind == GROUP:
            chain.append(first.items[0])
            first = first.items[1]
        second = self._make(GROUP, (first, second))
        for item in reversed(chain):
            second = self._make(GROUP, (item, second))
        return second

    def interleave(self, first: Pattern, second: Pattern) -> Pattern:
        """Both, in any order."""
        if first.kind == NOT_ALLOWED or second.kind == NOT_ALLOWED:
            return self.not_allowed
        if first.kind == EMPTY:
            return second
        if second.kind == EMPTY:
            return first
        if first.number > second.number:
            first, second = second, first
        return self._make(INTERLEAVE, (first, second))

    def one_or_more(self, item: Pattern) -> Pattern:
        """At least once."""
        if item.kind in (EMPTY, NOT_ALLOWED, TEXT, ONE_OR_MORE):
            return item
        return self._make(ONE_OR_MORE, (item,))

    def optional(self, item: Pattern) -> Pattern:
        """Once or not."""
        return self.choice((item, self.empty))

    def zero_or_more(self, item: Pattern) -> Pattern:
        """Any number of times."""
        return self.optional(self.one_or_more(item))

    def listed(self, item: Pattern) -> Pattern:
        """Words, divided by white space."""
        return self.not_allowed if item.kind == NOT_ALLOWED else self._make(LIST, (item,))

    def data(self, datatype: Datatype, exclude: Pattern | None) -> Pattern:
        """The values of a datatype, but those of another pattern."""
        return self._make(DATA, () if exclude is None or exclude.kind == NOT_ALLOWED else (exclude,), datatype)

    def value(self, datatype: Datatype, value: object) -> Pattern:
        """One value."""
        return self._make(VALUE, (), (datatype, value))

    def attribute(self, attribute: AttributePattern) -> Pattern:
        """An attribute."""
        if attribute.value.kind == NOT_ALLOWED:
            return self.not_allowed
        return self._make(ATTRIBUTE, (), attribute)

    def element(self, element: ElementPattern) -> Pattern:
        """An element."""
        return self._make(ELEMENT, (), element)

    # --- derivatives -------------------------------------------------------------------------------------------------

    def starts(self, pattern: Pattern) -> tuple[tuple[ElementPattern, Pattern], ...]:
        """The elements that may come next, each with what comes after it; an element is there once."""
        if pattern.starts is None:
            found: dict[ElementPattern, list[Pattern]] = {}
            for element, rest in self._starts(pattern):
                found.setdefault(element, []).append(rest)
            pattern.starts = tuple((element, self.choice(rests)) for element, rests in found.items())
        return pattern.starts

    def _starts(self, pattern: Pattern) -> list[tuple[ElementPattern, Pattern]]:
        kind, items = pattern.kind, pattern.items
        if kind == ELEMENT:
            assert isinstance(pattern.label, ElementPattern)
            return [(pattern.label, self.empty)]
        if kind == CHOICE:
            return [pair for item in items for pair in self.starts(item)]
        if kind == GROUP:
            found: list[tuple[ElementPattern, Pattern]] = []
            after = pattern
            while after.kind == GROUP:
                first, after = after.items
                found += [(element, self.group(rest, after)) for element, rest in self.starts(first)]
                if not first.nullable:
                    return found
            return found + list(self.starts(after))
        if kind == INTERLEAVE:
            first, second = items
            found = [(element, self.interleave(rest, second)) for element, rest in self.starts(first)]
            return found + [(element, self.interleave(first, rest)) for element, rest in self.starts(second)]
        if kind == ONE_OR_MORE:
            again = self.optional(pattern)
            return [(element, self.group(rest, again)) for element, rest in self.starts(items[0])]
        return []

    def after_attribute(self, pattern: Pattern, satisfied: frozenset[AttributePattern]) -> Pattern:
        """What is left when an attribute has been seen that satisfies some attribute patterns."""
        if not pattern.has_attributes:
            return self.not_allowed
        found = pattern.derivatives.get(satisfied)
        if found is None:
            found = pattern.derivatives[satisfied] = self._after_attribute(pattern, satisfied)
        return found

    def _after_attribute(self, pattern: Pattern, satisfied: frozenset[AttributePattern]) -> Pattern:
        kind, items = pattern.kind, pattern.items
        if kind == ATTRIBUTE:
            return self.empty if pattern.label in satisfied else self.not_allowed
        if kind == CHOICE:
            return self.choice(self.after_attribute(item, satisfied) for item in items)
        if kind == GROUP:
            chain: list[Pattern] = []
            while pattern.kind == GROUP and pattern.has_attributes and satisfied not in pattern.derivatives:
                chain.append(pattern)
                pattern = pattern.items[1]
            after = self.after_attribute(pattern, satisfied)
            for link in reversed(chain):
                first, second = link.items
                here = self.group(self.after_attribute(first, satisfied), second)
                after = link.derivatives[satisfied] = self.choice((here, self.group(first, after)))
            return after
        if kind == INTERLEAVE:
            first, second = items
            return self.choice(
                (
                    self.interleave(self.after_attribute(first, satisfied), second),
                    self.interleave(first, self.after_attribute(second, satisfied)),
                )
            )
        if kind == ONE_OR_MORE:
            return self.group(self.after_attribute(items[0], satisfied), self.optional(pattern))
        return self.not_allowed

    def closed(self, pattern: Pattern, *, lenient: bool = False) -> Pattern:
        """What is left when the start tag ends: attributes that have not come are missing, or, if lenient, forgiven."""
        if not pattern.has_attributes:
            return pattern
        key = "lenient" if lenient else "closed"
        found = pattern.derivatives.get(key)
        if found is None:
            found = pattern.derivatives[key] = self._closed(pattern, lenient)
        return found

    def _closed(self, pattern: Pattern, lenient: bool) -> Pattern:
        kind, items = pattern.kind, pattern.items
        if kind == ATTRIBUTE:
            return self.empty if lenient else self.not_allowed
        if kind == GROUP:
            firsts: list[Pattern] = []
            while pattern.kind == GROUP and pattern.has_attributes:
                firsts.append(pattern.items[0])
                pattern = pattern.items[1]
            after = self.closed(pattern, lenient=lenient)
            for first in reversed(firsts):
                after = self.group(self.closed(first, lenient=lenient), after)
            return after
        parts = [self.closed(item, lenient=lenient) for item in items]
        if kind == CHOICE:
            return self.choice(parts)
        if kind == INTERLEAVE:
            return self.interleave(*parts)
        return self.one_or_more(parts[0])

    def after_text(self, pattern: Pattern) -> Pattern:
        """What is left after characters, where no datatype is asked."""
        found = pattern.derivatives.get("text")
        if found is None:
            found = pattern.derivatives["text"] = self.after_string(pattern, None)
        return found

    def after_string(self, pattern: Pattern, string: str | None) -> Pattern:
        """What is left after a string; with None, only `text` counts (section 6.2.8)."""
        kind, items = pattern.kind, pattern.items
        if kind == TEXT:
            return pattern
        if kind == CHOICE:
            return self.choice(self.after_string(item, string) for item in items)
        if kind == INTERLEAVE:
            first, second = items
            return self.choice(
                (
                    self.interleave(self.after_string(first, string), second),
                    self.interleave(first, self.after_string(second, string)),
                )
            )
        if kind == GROUP:
            found: list[Pattern] = []
            while pattern.kind == GROUP:
                first, pattern = pattern.items
                found.append(self.group(self.after_string(first, string), pattern))
                if not first.nullable:
                    break
            else:
                found.append(self.after_string(pattern, string))
            return self.choice(found)
        if kind == ONE_OR_MORE:
            return self.group(self.after_string(items[0], string), self.optional(pattern))
        if string is not None and kind in (DATA, VALUE, LIST) and self.accepts(pattern, string):
            return self.empty
        return self.not_allowed

    # --- strings -----------------------------------------------------------------------------------------------------

    def accepts(self, pattern: Pattern, string: str) -> bool:
        """Is a string, as the whole of a value, what a pattern asks for?"""
        kind, items = pattern.kind, pattern.items
        if kind == TEXT:
            return True
        if kind == EMPTY:
            return not string.strip(" \t\r\n")
        if kind == CHOICE:
            return any(self.accepts(item, string) for item in items)
        if kind == DATA:
            assert isinstance(pattern.label, Datatype)
            return pattern.label.allows(string, self.context) and not (items and self.accepts(items[0], string))
        if kind == VALUE:
            assert isinstance(pattern.label, tuple)
            datatype: Datatype = pattern.label[0]
            return bool(datatype.value_of(string, self.context) == pattern.label[1])
        if kind == LIST:
            return self._accepts_words(items[0], words(string))
        if kind in (GROUP, INTERLEAVE, ONE_OR_MORE):
            # Only with `empty` parts can a group be one string.
            left = self.after_string(pattern, string)
            return left.nullable or (pattern.nullable and not string.strip(" \t\r\n"))
        return False

    def _accepts_words(self, pattern: Pattern, strings: list[str]) -> bool:
        for string in strings:
            pattern = self.after_string(pattern, string)
            if pattern.kind == NOT_ALLOWED:
                return False
        return pattern.nullable
