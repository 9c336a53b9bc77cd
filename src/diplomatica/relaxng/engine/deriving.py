"""What states ask of patterns: the slow side of the automaton, which is asked once for each thing that is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diplomatica.relaxng.datatypes import NOWHERE, Context, Datatype
from diplomatica.relaxng.engine.names import contains
from diplomatica.relaxng.engine.patterns import (
    ATTRIBUTE,
    CHOICE,
    DATA,
    ELEMENT,
    LIST,
    NOT_ALLOWED,
    ONE_OR_MORE,
    VALUE,
    AttributePattern,
    ElementPattern,
    Pattern,
)  # fmt: skip

if TYPE_CHECKING:
    from diplomatica.relaxng.engine.automaton import Check, Rests
    from diplomatica.relaxng.engine.compile import Compiled

_WHITE = " \t\r\n"
_KEPT = 20_000  # names that are remembered
_LONG = 64  # characters of such a name
_GOOD = 50  # values of a list in the schema that are known without a look at it
# Patterns that all values of a kind match: characters that are no control characters and no space.
_WORDS = ((("pattern", "[^\\p{C}\\p{Z}]+"),), (("pattern", "\\S+"),))
_WHEN = frozenset({"date", "gYear", "gYearMonth"})
# Kinds of values that can be told without the datatype (`simple`), by datatype.
SIMPLE = {
    "ID": "name", "IDREF": "name", "NCName": "name", "NMTOKEN": "name", "anyURI": "uri", "integer": "number",
    "nonNegativeInteger": "number", "positiveInteger": "number", "decimal": "number", "double": "number",
    "float": "number", "int": "number", "long": "number", "unsignedInt": "number", "unsignedLong": "number",
    "date": "date",
}  # fmt: skip


class Deriving:
    """The patterns of a schema, and what was derived from them."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.builder = compiled.builder
        self.checks: dict[int, Check] = {}
        self._matching: dict[tuple[int, str], tuple[AttributePattern, ...]] = {}
        self._known: dict[str, tuple[ElementPattern, ...]] = {}
        self._elements: list[ElementPattern] | None = None
        self._own = 0

    def is_in(self, prefixes: dict[str, str] | None, unparsed: set[str]) -> None:
        """Say what is around the strings that are asked about."""
        self.builder.context = NOWHERE if prefixes is None else Context(prefixes, unparsed)

    def expanded(self, patterns: tuple[Pattern, ...], name: str) -> tuple[tuple[ElementPattern, ...], Rests] | None:
        """The elements that a start tag may be, and what may come after each; None where it may not stand here."""
        ns, _, local = name.rpartition(" ")
        rests: dict[ElementPattern, list[tuple[int, Pattern]]] = {}
        for index, pattern in enumerate(patterns):
            for element, rest in self.builder.starts(pattern):
                if rest.kind != NOT_ALLOWED and contains(element.names, ns, local):
                    rests.setdefault(element, []).append((index, rest))
        return (tuple(rests), tuple([tuple(pairs) for pairs in rests.values()])) if rests else None

    def after(self, rests: Rests, width: int, done: tuple[int, ...]) -> tuple[Pattern, ...]:
        """What may follow after an element, of which some readings have come to their end."""
        found: list[list[Pattern]] = [[] for _ in range(width)]
        for index in done:
            for place, rest in rests[index]:
                found[place].append(rest)
        return tuple([self.builder.choice(items) for items in found])

    def texted(self, patterns: tuple[Pattern, ...]) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]] | None:
        """What may follow after characters, and after white space, which may be nothing; None where none may stand."""
        if not any(pattern.has_text for pattern in patterns):
            return None
        after = tuple([self.builder.after_text(pattern) for pattern in patterns])
        if all(pattern.kind == NOT_ALLOWED for pattern in after):
            return None
        return after, tuple([self.builder.choice(pair) for pair in zip(patterns, after, strict=True)])

    def after_string(self, patterns: tuple[Pattern, ...], string: str, last: bool) -> tuple[Pattern, ...] | None:
        """What may follow after a string where a datatype is asked; None where it is no value.

        `last`: the element ends after it.
        """
        builder = self.builder
        after = tuple([builder.after_string(pattern, string) for pattern in patterns])
        if string.strip(_WHITE):
            return None if all(pattern.kind == NOT_ALLOWED for pattern in after) else after
        # White space alone may also be nothing.
        return tuple([builder.choice(pair) for pair in zip(patterns, after, strict=True)]) if last else patterns

    def opened(
        self, elements: tuple[ElementPattern, ...], names: tuple[str, ...]
    ) -> tuple[tuple[AttributePattern, ...], Pattern] | None:
        """The patterns of some attributes, and what may follow the start tag if all values are right.

        None where that depends on the values, or where an attribute may not stand here, or one is missing.
        """
        if len(elements) != 1:
            return None
        pattern = elements[0].content
        found = []
        for name in names:
            matching = self.matching(pattern, name)
            if len(matching) != 1:
                return None
            pattern = self.builder.after_attribute(pattern, frozenset(matching))
            found.append(matching[0])
        pattern = self.builder.closed(pattern)
        return None if pattern.kind == NOT_ALLOWED else (tuple(found), pattern)

    def matching(self, pattern: Pattern, name: str) -> tuple[AttributePattern, ...]:
        """The attribute patterns of a pattern that have a name."""
        key = pattern.number, name
        found = self._matching.get(key)
        if found is None:
            ns, _, local = name.rpartition(" ")
            found = tuple([item for item in attributes(pattern) if contains(item.names, ns, local)])
            if len(name) <= _LONG:
                if len(self._matching) >= 10 * _KEPT:
                    self._matching.clear()
                self._matching[key] = found
        return found

    def known(self, name: str) -> tuple[ElementPattern, ...]:
        """The elements of the schema that have a name, wherever they stand in it."""
        known = self._known.get(name)
        if known is None:
            if self._elements is None:
                self._elements = self.compiled.all_elements()
            ns, _, local = name.rpartition(" ")
            known = tuple([element for element in self._elements if contains(element.names, ns, local)])
            if len(name) <= _LONG:
                if len(self._known) >= _KEPT:
                    self._known.clear()
                self._known[name] = known
        return known

    @property
    def size(self) -> int:
        """How many patterns there are beside those of the schema that were there when there were too many before."""
        return self.builder.size - self._own

    def forget(self) -> None:
        """Forget what documents asked for; the patterns of the schema stay."""
        contents = [element.made for element in self.compiled.elements]
        self.builder.forget([self.compiled.start, *(content for content in contents if content is not None)])
        self._own = self.builder.size
        self._matching.clear()
        self._known.clear()
        for check in self.checks.values():
            check.good.clear()

    def simple(self, attribute: AttributePattern) -> tuple[bool, str, list[str]]:
        """Does an attribute allow any value? What kind of values does it allow for sure, and some of them."""
        value = attribute.value
        good: list[str] = []
        for item in value.items if value.kind == CHOICE else (value,):
            if item.kind == VALUE and len(good) < _GOOD:
                assert isinstance(item.label, tuple)
                string = item.label[1]
                if isinstance(string, str) and not item.contextual and self.builder.accepts(value, string):
                    good.append(string)
        return value.has_text or _is_any(value), _kind(value), good


def _is_any(pattern: Pattern) -> bool:
    return pattern.kind == DATA and not pattern.items and isinstance(pattern.label, Datatype) and pattern.label.plain


def _kind(pattern: Pattern) -> str:
    """The kind of values that a pattern allows for sure; empty where that is not known."""
    if pattern.kind == CHOICE:
        names = {
            item.label.name for item in pattern.items if isinstance(item.label, Datatype) and not item.label.params
        }
        if names >= _WHEN:
            return "when"
        return next((kind for item in pattern.items if (kind := _kind(item))), "")
    if pattern.kind == LIST and pattern.items[0].kind == ONE_OR_MORE:
        inner = _kind(pattern.items[0].items[0])
        return f"{inner}*" if inner and not inner.endswith("*") else ""
    if pattern.kind != DATA or pattern.items or not isinstance(pattern.label, Datatype):
        return ""
    datatype = pattern.label
    if datatype.params in _WORDS and datatype.name in ("token", "string"):
        return "word"
    if datatype.params and datatype.params not in _WORDS:
        return ""
    return SIMPLE.get(datatype.name, "") if datatype.library else ""


def attributes(pattern: Pattern) -> list[AttributePattern]:
    """The attribute patterns that stand in a pattern, each once."""
    found: dict[AttributePattern, None] = {}
    seen: set[int] = set()
    stack = [pattern]
    while stack:
        item = stack.pop()
        if item.number in seen or not item.has_attributes:
            continue
        seen.add(item.number)
        if item.kind == ATTRIBUTE:
            assert isinstance(item.label, AttributePattern)
            found[item.label] = None
        elif item.kind != ELEMENT:
            stack.extend(reversed(item.items))
    return list(found)
