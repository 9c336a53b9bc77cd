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
from diplomatica.relaxng.xsd_names import FACETS

Words = Callable[[Sequence[odd.Doc]], str]
_STRING = rng.Data("string")


class Datatypes:
    """The patterns of datatypes; `named` gives the name of a definition, `foreign` readies patterns of older ODDs."""

    def __init__(
        self, schema: Schema, named: Callable[[str], str], foreign: Callable[[rng.Pattern], rng.Pattern]
    ) -> None:
        self.schema = schema
        self.named = named
        self.foreign = foreign
        self._idents = {named(ident): ident for ident in schema.datas}
        self._lists: dict[str, bool] = {}

    def definition(self, name: str) -> rng.Pattern:
        """The pattern of a dataSpec."""
        return self.pattern(self.schema.datas[name].content)

    def defines(self, name: str) -> bool:
        """Is it the definition of a datatype?"""
        return name in self._idents

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
        return rng.List(repeated(self._word(inner), low, high))

    def pattern(self, content: odd.Content) -> rng.Pattern:
        """The pattern of a datatype's content."""
        if isinstance(content, odd.DataRef):
            return self.words(content)
        if isinstance(content, odd.ValList):
            return self.values(content, lambda docs: "")
        if isinstance(content, odd.Alternate):
            items = tuple(dict.fromkeys(self.pattern(item) for item in content.items))
            whole = items[0] if len(items) == 1 else rng.Choice(tuple(_no_text(item) for item in items))
            return repeated(whole, content.low, content.high)
        if isinstance(content, odd.Sequence):
            if len(content.items) == 1 and (content.low, content.high) == (1, 1):
                return self.pattern(content.items[0])
            items = tuple(self._word(self.pattern(item)) for item in content.items)
            whole = items[0] if len(items) == 1 else rng.Group(items)
            return rng.List(repeated(whole, content.low, content.high))
        if isinstance(content, odd.Foreign):
            return self.foreign(content.pattern)
        if isinstance(content, odd.MacroRef):
            return self.pattern(self.schema.macros[content.key].content)
        if isinstance(content, odd.Empty):
            return rng.Empty()
        return rng.Text()

    def words(self, ref: odd.DataRef) -> rng.Pattern:
        """What a `dataRef` admits, as many words of it as it says."""
        pattern = self.data(ref)
        if ref.high == 1 or ref.high == ref.low == 0:
            return repeated(pattern, ref.low, ref.high)
        return rng.List(repeated(self._word(pattern), ref.low, ref.high))

    def _word(self, pattern: rng.Pattern) -> rng.Pattern:
        """A pattern as part of a list, in which no list may stand (specification, section 7.1.3)."""
        if isinstance(pattern, rng.List):
            return self._word(pattern.item)
        if isinstance(pattern, rng.Ref) and self._is_list(pattern):
            return self._word(self._opened(pattern))
        if isinstance(pattern, rng.Choice | rng.Group):
            return replace(pattern, items=tuple(self._word(item) for item in pattern.items))
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
            return replace(pattern, item=self._word(pattern.item))
        return _no_text(pattern)

    def _is_list(self, pattern: rng.Pattern) -> bool:
        """Does a list, or mere text, stand in it?"""
        if isinstance(pattern, rng.Ref) and pattern.name in self._idents:
            if pattern.name not in self._lists:
                self._lists[pattern.name] = self._is_list(self.definition(self._idents[pattern.name]))
            return self._lists[pattern.name]
        if isinstance(pattern, rng.Choice | rng.Group):
            return any(map(self._is_list, pattern.items))
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
            return self._is_list(pattern.item)
        return isinstance(pattern, rng.List | rng.Text)

    def data(self, ref: odd.DataRef) -> rng.Pattern:
        """What a `dataRef` refers to."""
        if ref.name:
            return rng.Data(ref.name, params=ref.facets)
        if not ref.facets:
            return rng.Ref(self.named(ref.key))
        return _restricted(self._opened(self.definition(ref.key)), ref.facets)

    def _opened(self, pattern: rng.Pattern) -> rng.Pattern:
        """The pattern with the datatypes that it refers to in their place."""
        if isinstance(pattern, rng.Ref) and pattern.name in self._idents:
            return self._opened(self.definition(self._idents[pattern.name]))
        if isinstance(pattern, rng.Choice | rng.Group):
            return replace(pattern, items=tuple(self._opened(item) for item in pattern.items))
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List):
            return replace(pattern, item=self._opened(pattern.item))
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
        known = FACETS.get(pattern.type, ())
        return replace(pattern, params=pattern.params + tuple(pair for pair in facets if pair[0] in known))
    if isinstance(pattern, rng.Text):
        return rng.Data("string", params=facets)
    if isinstance(pattern, rng.Choice | rng.Group):
        return replace(pattern, items=tuple(_restricted(item, facets) for item in pattern.items))
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List):
        return replace(pattern, item=_restricted(pattern.item, facets))
    return pattern
