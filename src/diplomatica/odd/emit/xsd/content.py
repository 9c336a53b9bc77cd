"""Content models of RELAX NG as expressions over element names (XML Schema Part 1, 3.8; RELAX NG, section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diplomatica.odd.emit.xsd.expression import Expr, Exprs
from diplomatica.odd.emit.xsd.namespaces import is_nc_name
from diplomatica.relaxng import model as rng

Key = tuple[str, str]

ATTRIBUTE, TEXT, DATA, ELEMENT, OTHER = 1, 2, 4, 8, 16
_ONE = (rng.Optional, rng.ZeroOrMore, rng.OneOrMore, rng.Mixed)
_MANY = (rng.Group, rng.Interleave, rng.Choice)
_TEXT_BIT = 1


@dataclass(frozen=True, slots=True)
class Wild:
    """Elements that are known by their namespace only: those of `ns`, of any but `but`, or any (both None)."""

    ns: str | None = None
    but: str | None = None

    def covers(self, ns: str) -> bool:
        """Are the elements of a namespace among them?"""
        if self.ns is not None:
            return ns == self.ns
        return self.but is None or ns != self.but


class Content:
    """Content models by definition; `names` and `wilds` tell what a bit stands for."""

    def __init__(self, defines: Mapping[str, rng.Pattern]) -> None:
        self.defines = defines
        self.exprs = Exprs()
        self.bits: dict[Key | Wild, int] = {}
        self.keys: list[Key | Wild] = []
        self._wild = 0
        self._kinds: dict[str, int] = {}
        self._exprs: dict[tuple[str, bool], Expr] = {}

    # --- names -------------------------------------------------------------------------------------------------------

    def bit(self, key: Key | Wild) -> int:
        """The bit of a name or wildcard; the lowest is for text."""
        if key not in self.bits:
            self.keys.append(key)
            self.bits[key] = 1 << len(self.keys)
            if isinstance(key, Wild):
                self._wild |= self.bits[key]
        return self.bits[key]

    def of(self, mask: int) -> Iterator[Key | Wild]:
        """What a set stands for, in order."""
        mask &= ~_TEXT_BIT
        while mask:
            low = mask & -mask
            yield self.keys[low.bit_length() - 2]
            mask ^= low

    def name_mask(self, names: rng.NameClass) -> int:
        """The set of a name class; wildcards leave out no single name, which XSD can't."""
        if isinstance(names, rng.Name):
            return self.bit((names.ns, names.local)) if is_nc_name(names.local) else 0
        if isinstance(names, rng.NsName):
            return self.bit(Wild(ns=names.ns))
        if isinstance(names, rng.AnyName):
            return self.bit(wild(names))
        mask = 0
        for item in names.items:
            mask |= self.name_mask(item)
        return mask

    # --- kinds -------------------------------------------------------------------------------------------------------

    def kind(self, pattern: rng.Pattern) -> int:
        """Which of attributes, text, data and elements there are in a pattern."""
        if isinstance(pattern, rng.Ref):
            found = self._kinds.get(pattern.name)
            if found is None:
                self._kinds[pattern.name] = 0
                found = self.kind(self.defines.get(pattern.name, rng.NotAllowed()))
                self._kinds[pattern.name] = found
            return found
        if isinstance(pattern, _MANY):
            found = 0
            for item in pattern.items:
                found |= self.kind(item)
            return found
        if isinstance(pattern, _ONE):
            return self.kind(pattern.item) | (TEXT if isinstance(pattern, rng.Mixed) else 0)
        if isinstance(pattern, rng.Element):
            return ELEMENT
        if isinstance(pattern, rng.Attribute):
            return ATTRIBUTE
        if isinstance(pattern, rng.Text):
            return TEXT
        if isinstance(pattern, rng.Data | rng.Value | rng.List):
            return DATA
        return 0 if isinstance(pattern, rng.Empty | rng.NotAllowed) else OTHER

    # --- expressions -------------------------------------------------------------------------------------------------

    def expr(self, pattern: rng.Pattern, text: bool = False) -> Expr:
        """The elements of a content model; with `text`, where text may stand as well, as a name of its own."""
        exprs = self.exprs
        if isinstance(pattern, rng.Ref):
            return self._ref(pattern.name, text)
        if isinstance(pattern, rng.Group):
            return exprs.seq([self.expr(item, text) for item in pattern.items])
        if isinstance(pattern, rng.Choice):
            return exprs.alt([self.expr(item, text) for item in pattern.items])
        if isinstance(pattern, rng.Interleave):
            return exprs.all([self.expr(item, text) for item in pattern.items])
        if isinstance(pattern, rng.Optional):
            return exprs.rep(self.expr(pattern.item, text), 0, 1)
        if isinstance(pattern, rng.ZeroOrMore):
            return exprs.rep(self.expr(pattern.item, text), 0, None)
        if isinstance(pattern, rng.OneOrMore):
            return exprs.rep(self.expr(pattern.item, text), 1, None)
        if isinstance(pattern, rng.Element):
            return exprs.names(self.name_mask(pattern.names))
        if isinstance(pattern, rng.Mixed):
            return exprs.all([self.expr(rng.Text(), text), self.expr(pattern.item, text)])
        if isinstance(pattern, rng.Text) and text:
            return exprs.rep(exprs.names(_TEXT_BIT), 0, None)
        if isinstance(pattern, rng.Data | rng.Value | rng.List) and text:
            return exprs.names(_TEXT_BIT)
        if isinstance(pattern, rng.NotAllowed):
            return exprs.never
        if isinstance(pattern, rng.ParentRef | rng.ExternalRef | rng.Grammar):
            return exprs.rep(exprs.names(self.bit(Wild())), 0, None)
        return exprs.empty

    def expr_of(self, name: str) -> Expr:
        """The elements of a definition."""
        return self._ref(name, False)

    def _ref(self, name: str, text: bool) -> Expr:
        key = (name, text)
        found = self._exprs.get(key)
        if found is None:
            pattern = self.defines.get(name, rng.NotAllowed())
            self._exprs[key] = self.exprs.never
            found = self.expr(pattern, text)
            if not isinstance(pattern, rng.Element) and self.kind(pattern) & (ELEMENT | ATTRIBUTE) == ELEMENT:
                found = self.exprs.group(name, found)
            self._exprs[key] = found
        return found

    def settled(self, expr: Expr, target: str) -> tuple[Expr, bool]:
        """With each wildcard apart from all else: the names that it covers go into it. And whether anything is lost.

        A wildcard that leaves names out is wider here, as what stands in its elements is not looked at.
        `target` is the namespace of the document, the only one that a wildcard of XSD 1.0 can leave out.
        """
        if not expr.mask & self._wild:
            return expr, False
        lost = any(key.ns is not None or key.but is not None for key in self._wilds(expr))
        wilds = self._wilds(expr)
        for key in wilds:
            if key.but is not None and key.but != target:
                expr = self.exprs.changed(expr, self.bits[key], self.bit(Wild()))
                lost = True
        wilds = self._wilds(expr)
        if len(wilds) > 1 and not _apart(wilds):
            for key in wilds:
                expr = self.exprs.changed(expr, self.bits[key], self.bit(Wild()))
            return self.settled(expr, target)[0], True
        for key in wilds:
            covered = [other for other in self.of(expr.mask) if not isinstance(other, Wild) and key.covers(other[0])]
            for other in covered:
                expr = self.exprs.changed(expr, self.bits[other], self.bits[key])
                lost = True
        return expr, lost

    def _wilds(self, expr: Expr) -> list[Wild]:
        return [key for key in self.of(expr.mask & self._wild) if isinstance(key, Wild)]

    def text_anywhere(self, pattern: rng.Pattern) -> bool:
        """May text stand between any two elements, so that `mixed` says all there is to say?"""
        from diplomatica.odd.emit.xsd.automaton import ignores

        expr = self.expr(pattern, text=True)
        top = expr
        while top.kind == "group":
            top = top.item
        if top.kind == "rep" and top.low == 0 and top.high is None and top.first & _TEXT_BIT:
            body = top.item
            parts = body.items if body.kind == "alt" else (body,)
            if any(part.is_set and part.mask & _TEXT_BIT for part in parts) and body.is_set:
                return True
        return ignores(expr, _TEXT_BIT, self.exprs)


def wild(names: rng.AnyName) -> Wild:
    """Any name but those of one namespace; XSD 1.0 can't leave out more."""
    exclude = names.exclude
    left = exclude.items if isinstance(exclude, rng.NameChoice) else (exclude,) if exclude is not None else ()
    spaces = [name.ns for name in left if isinstance(name, rng.NsName) and name.exclude is None and name.ns]
    return Wild(but=spaces[0]) if spaces else Wild()


def _apart(wilds: list[Wild]) -> bool:
    """Has no namespace two of them?"""
    names = [key.ns for key in wilds]
    return None not in names and len(set(names)) == len(names)
