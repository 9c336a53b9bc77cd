"""Datatypes, value lists and the values of attributes in RELAX NG.

Guidelines, 22.5.3; 1.4.2, Datatype Specifications.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from diplomatica.odd import model as odd
from diplomatica.odd.emit.occurrence import repeated
from diplomatica.odd.schema import Schema
from diplomatica.relaxng import model as rng

Words = Callable[[Sequence[odd.Doc]], str]
_STRING = rng.Data("string")


class Datatypes:
    """The patterns of datatypes; `named` gives the name of a definition."""

    def __init__(self, schema: Schema, named: Callable[[str], str]) -> None:
        self.schema = schema
        self.named = named

    def definition(self, name: str) -> rng.Pattern:
        """The pattern of a dataSpec."""
        return self.pattern(self.schema.datas[name].content)

    def attribute(self, spec: odd.AttDef, words: Words) -> rng.Pattern:
        """What stands in an attribute: its value list, its datatype, or both; anything where it has neither."""
        values, datatype = spec.values, spec.datatype
        content = datatype.content if datatype else odd.TextNode()
        low, high = (datatype.low, datatype.high) if datatype else (1, 1)
        if values is not None and values.items and values.kind == "closed":
            inner = self.listed(values, words)
        elif values is not None and values.items and values.kind == "semi":
            listed = self.listed(values, words)
            items = listed.items if isinstance(listed, rng.Choice) else (listed,)
            inner = rng.Choice((*items, _no_text(self.pattern(content))))
        else:
            inner = self.pattern(content)
        if high == 1 or high == low == 0:
            return repeated(inner, low, high)
        return rng.List(repeated(_no_text(inner), low, high))

    def pattern(self, content: odd.Content) -> rng.Pattern:
        """The pattern of a datatype's content."""
        if isinstance(content, odd.DataRef):
            return repeated(self.data(content), content.low, content.high)
        if isinstance(content, odd.ValList):
            return self.values(content, lambda docs: "")
        if isinstance(content, odd.Alternate):
            items = tuple(dict.fromkeys(self.pattern(item) for item in content.items))
            whole = items[0] if len(items) == 1 else rng.Choice(tuple(_no_text(item) for item in items))
            return repeated(whole, content.low, content.high)
        if isinstance(content, odd.Sequence):
            items = tuple(_no_text(self.pattern(item)) for item in content.items)
            whole = items[0] if len(items) == 1 else rng.Group(items)
            pattern = repeated(whole, content.low, content.high)
            return pattern if isinstance(pattern, rng.Data | rng.Value | rng.Choice | rng.Ref) else rng.List(pattern)
        if isinstance(content, odd.Foreign):
            return content.pattern
        if isinstance(content, odd.MacroRef):
            return self.pattern(self.schema.macros[content.key].content)
        if isinstance(content, odd.Empty):
            return rng.Empty()
        return rng.Text()

    def data(self, ref: odd.DataRef) -> rng.Pattern:
        """What a `dataRef` refers to."""
        if ref.name:
            return rng.Data(ref.name, params=ref.facets)
        if not ref.facets:
            return rng.Ref(self.named(ref.key))
        return _restricted(self._opened(self.definition(ref.key), 0), ref.facets)

    def _opened(self, pattern: rng.Pattern, depth: int) -> rng.Pattern:
        """The pattern with the datatypes that it refers to in their place."""
        if isinstance(pattern, rng.Ref) and depth < 50:
            for name in self.schema.datas:
                if self.named(name) == pattern.name:
                    return self._opened(self.definition(name), depth + 1)
        if isinstance(pattern, rng.Choice | rng.Group):
            return replace(pattern, items=tuple(self._opened(item, depth) for item in pattern.items))
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List):
            return replace(pattern, item=self._opened(pattern.item, depth))
        return pattern

    def values(self, values: odd.ValList, words: Words) -> rng.Pattern:
        """What a value list in a content model admits: its values; any text where it is not closed, or has none."""
        if not values.items or values.kind == "open":
            return rng.Text()
        listed = self.listed(values, words)
        return rng.Choice((listed, _STRING)) if values.kind == "semi" else listed

    def listed(self, values: odd.ValList, words: Words) -> rng.Pattern:
        """One of the values of a list."""
        items = tuple(rng.Value(item.value, doc=words(item.docs)) for item in values.items)
        return items[0] if len(items) == 1 else rng.Choice(items)


def _no_text(pattern: rng.Pattern) -> rng.Pattern:
    """Characters as a datatype: a list, and a choice with values, may not hold mere text (section 7.2)."""
    if isinstance(pattern, rng.Text):
        return _STRING
    if isinstance(pattern, rng.Choice | rng.Group):
        return replace(pattern, items=tuple(_no_text(item) for item in pattern.items))
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
        return replace(pattern, item=_no_text(pattern.item))
    return pattern


def _restricted(pattern: rng.Pattern, facets: tuple[tuple[str, str], ...]) -> rng.Pattern:
    """The datatypes of a pattern with more facets."""
    if isinstance(pattern, rng.Data):
        return replace(pattern, params=pattern.params + facets)
    if isinstance(pattern, rng.Text):
        return rng.Data("string", params=facets)
    if isinstance(pattern, rng.Choice | rng.Group):
        return replace(pattern, items=tuple(_restricted(item, facets) for item in pattern.items))
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List):
        return replace(pattern, item=_restricted(pattern.item, facets))
    return pattern
