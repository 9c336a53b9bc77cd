"""Content models as regular expressions over element names, and whether XSD admits them as they stand.

XSD's Unique Particle Attribution (XML Schema Part 1, 3.8.6 and appendix H) asks what Brüggemann-Klein and Wood call
one-unambiguity: when an element comes, no look ahead is needed to tell which particle it belongs to. It is decided here
on the expression itself, from the names that can come first, and that can come after the last element, of each part.
Repetitions are kept in star normal form (Brüggemann-Klein 1993), without which `(a*)*` would look ambiguous.

A set of names is an integer, one bit a name. Expressions are interned: the same expression is the same object.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

MOST_WRITTEN = 6  # repetitions that are written one by one

Kind = Literal["never", "empty", "names", "group", "seq", "alt", "rep", "all"]


@dataclass(frozen=True, slots=True, eq=False)
class Expr:
    """A part of a content model. Made by `Exprs` only.

    `mask` are all names in it, `first` those that can come first, `after` those that can come after an element that may
    be the last. `is_set`: exactly one element, any of `mask`. `clear`: unambiguous.
    """

    kind: Kind
    items: tuple[Expr, ...]
    low: int
    high: int | None
    name: str
    mask: int
    nullable: bool
    first: int
    after: int
    is_set: bool
    clear: bool
    serial: int

    @property
    def item(self) -> Expr:
        """What a repetition repeats, or a group names."""
        return self.items[0]


class Exprs:
    """Makes expressions, simplified, each once."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Expr] = {}
        self._starred: dict[Expr, Expr] = {}
        self.never = self._make("never")
        self.empty = self._make("empty", nullable=True, clear=True)

    def _make(
        self,
        kind: Kind,
        items: tuple[Expr, ...] = (),
        *,
        low: int = 1,
        high: int | None = 1,
        name: str = "",
        mask: int = 0,
        nullable: bool = False,
        first: int = 0,
        after: int = 0,
        is_set: bool = False,
        clear: bool = True,
    ) -> Expr:
        key = (kind, items, low, high, name, mask)
        found = self._known.get(key)
        if found is None:
            found = Expr(kind, items, low, high, name, mask, nullable, first, after, is_set, clear, len(self._known))
            self._known[key] = found
        return found

    def names(self, mask: int) -> Expr:
        """One element, of any of these names."""
        if not mask:
            return self.never
        return self._make("names", mask=mask, first=mask, is_set=True)

    def group(self, name: str, body: Expr) -> Expr:
        """A part that has a name of its own; what is empty, or impossible, needs none."""
        if body.kind in ("never", "empty"):
            return body
        return self._make(
            "group",
            (body,),
            name=name,
            mask=body.mask,
            nullable=body.nullable,
            first=body.first,
            after=body.after,
            is_set=body.is_set,
            clear=body.clear,
        )

    def seq(self, items: Iterable[Expr]) -> Expr:
        """One after the other; neighbours that repeat the same become one repetition."""
        folded: list[Expr] = []
        for item in items:
            if item.kind == "never":
                return self.never
            if item.kind == "empty":
                continue
            if folded and _base(folded[-1]) is _base(item):
                last = folded.pop()
                (low, high), (more, most) = _times(last), _times(item)
                folded.append(self.rep(_base(item), low + more, None if high is None or most is None else high + most))
            else:
                folded.append(item)
        parts = [part for item in folded for part in (item.items if item.kind == "seq" else (item,))]
        if len(parts) < 2:
            return parts[0] if parts else self.empty
        nullable, first, after, mask, clear = True, 0, 0, 0, True
        for part in parts:
            clear = clear and part.clear and not after & part.first and not (nullable and first & part.first)
            if nullable:
                first |= part.first
            after = part.after | (after | part.first if part.nullable else 0)
            nullable = nullable and part.nullable
            mask |= part.mask
        return self._make("seq", tuple(parts), mask=mask, nullable=nullable, first=first, after=after, clear=clear)

    def alt(self, items: Iterable[Expr]) -> Expr:
        """One of them. Sets of names that overlap are cut back, so that each name is there once."""
        flat: dict[Expr, None] = {}
        optional = False
        for item in items:
            while item.kind == "rep" and item.low == 0 and item.high == 1:
                optional, item = True, item.item
            if item.kind == "alt":
                flat.update(dict.fromkeys(item.items))
            elif item.kind == "empty":
                optional = True
            elif item.kind != "never":
                flat[item] = None
        parts = self._disjoint(list(flat))
        if not parts:
            return self.empty if optional else self.never
        if len(parts) == 1:
            whole = parts[0]
        else:
            first = after = mask = 0
            clear = True
            for part in parts:
                clear = clear and part.clear and not first & part.first
                first |= part.first
                after |= part.after
                mask |= part.mask
            whole = self._make(
                "alt",
                tuple(parts),
                mask=mask,
                nullable=any(part.nullable for part in parts),
                first=first,
                after=after,
                is_set=all(part.is_set for part in parts),
                clear=clear,
            )
        return self.rep(whole, 0, 1) if optional and not whole.nullable else whole

    def _disjoint(self, parts: list[Expr]) -> list[Expr]:
        """Sets that have no name twice: plain names together, after the groups."""
        kept: list[Expr] = []
        seen = 0
        plain = 0
        place = -1
        for part in parts:
            if not part.is_set:
                kept.append(part)
            elif part.kind == "group" and not part.mask & seen:
                kept.append(part)
                seen |= part.mask
            else:
                place = len(kept) if place < 0 else place
                plain |= part.mask
        if plain & ~seen:
            kept.insert(place, self.names(plain & ~seen))
        return kept

    def rep(self, item: Expr, low: int, high: int | None) -> Expr:
        """`low` to `high` times; `high` None without end."""
        if item.kind == "empty" or high == 0:
            return self.empty
        if item.kind == "never":
            return self.never if low else self.empty
        if item.nullable:
            low = 0
        if item.kind == "rep":
            inner, least, most = item.item, item.low, item.high
            if least == 0:
                return self.rep(inner, 0, None if high is None or most is None else high * most)
            if high is None and least == 1:
                return self.rep(inner, low, None)
            if high == 1 and (low == 1 or least <= 1):
                return self.rep(inner, least if low else 0, most)
            if most is None and least == 1:
                return self.rep(inner, low, None)
        if (low, high) == (1, 1) or (low == 0 and high == 1 and item.nullable):
            return item
        if high is None and low <= 1:
            item = self._starless(item)
        clear = item.clear and (high == 1 or not item.after & item.first)
        # What comes a fixed number of times is written that often, and so ends where the last one ends.
        fixed = high == 1 or (low == high and low <= MOST_WRITTEN)
        after = item.after if fixed else item.after | item.first
        return self._make(
            "rep",
            (item,),
            low=low,
            high=high,
            mask=item.mask,
            nullable=low == 0 or item.nullable,
            first=item.first,
            after=after,
            clear=clear,
        )

    def _starless(self, item: Expr) -> Expr:
        """The same under a star, without stars that the outer one makes needless (star normal form)."""
        found = self._starred.get(item)
        if found is None:
            found = item
            if item.kind == "group":
                body = self._starless(item.item)
                found = item if body is item.item else body
            elif item.kind == "alt" or (item.kind == "seq" and item.nullable):
                found = self.alt([self._starless(part) for part in item.items])
            elif item.kind == "rep" and item.low <= 1:
                found = self._starless(item.item)
            self._starred[item] = found
        return found

    def all(self, items: Sequence[Expr]) -> Expr:
        """All of them, mingled in any order. Unambiguous where each is one element, at most once."""
        if any(item.kind == "never" for item in items):
            return self.never
        flat = [part for item in items for part in (item.items if item.kind == "all" else (item,))]
        parts = tuple(sorted((part for part in flat if part.kind != "empty"), key=lambda part: part.serial))
        if len(parts) < 2:
            return parts[0] if parts else self.empty
        mask = first = after = 0
        for part in parts:
            mask |= part.mask
            first |= part.first
        return self._make(
            "all",
            parts,
            mask=mask,
            nullable=all(part.nullable for part in parts),
            first=first,
            after=mask | after,
            clear=False,
        )

    def changed(self, item: Expr, old: int, new: int) -> Expr:
        """The expression with one set of names for another; groups that have any of them are opened."""
        if not item.mask & old:
            return item
        if item.kind == "names":
            return self.names(item.mask & ~old | new)
        parts = [self.changed(part, old, new) for part in item.items]
        if item.kind == "group":
            return parts[0]
        if item.kind == "seq":
            return self.seq(parts)
        if item.kind == "alt":
            return self.alt(parts)
        if item.kind == "all":
            return self.all(parts)
        return self.rep(parts[0], item.low, item.high)


def _base(item: Expr) -> Expr:
    return item.item if item.kind == "rep" else item


def _times(item: Expr) -> tuple[int, int | None]:
    return (item.low, item.high) if item.kind == "rep" else (1, 1)


def is_plain_all(item: Expr) -> bool:
    """Can it be written as `xs:all`: single elements, each at most once, none twice?"""
    if item.kind == "rep" and item.high == 1:
        item = item.item
    if item.kind != "all":
        return False
    seen = 0
    for part in item.items:
        base = _base(part)
        if base.kind != "names" or base.mask.bit_count() != 1 or _times(part)[1] != 1 or base.mask & seen:
            return False
        seen |= base.mask
    return True
