"""Expressions written as particles: `xs:sequence`, `xs:choice`, `xs:group` and others (XML Schema Part 1, 3.7-3.10)."""

from __future__ import annotations

from diplomatica.odd.emit.xsd.content import Content, Wild
from diplomatica.odd.emit.xsd.expression import MOST_WRITTEN, Expr
from diplomatica.odd.emit.xsd.namespaces import Namespaces, nc_name
from diplomatica.tei.escape import quoteattr

_FEW = 3
_MANY = {"seq": "sequence", "alt": "choice", "all": "all"}


class Particles:
    """Writes particles, and the groups that they refer to."""

    def __init__(self, content: Content, spaces: Namespaces) -> None:
        self.content = content
        self.spaces = spaces
        self.main = spaces.main
        self._groups: dict[str, Expr] = {}
        self._sets: list[tuple[int, Expr]] | None = None
        self._within = 0

    def top(self, expr: Expr, ns: str, pad: str) -> list[str]:
        """The content model of a type, which must be a group of a kind."""
        base = expr.item if expr.kind == "rep" else expr
        if base.kind in ("seq", "alt", "group", "all") or (base.kind == "names" and base.mask.bit_count() > 1):
            return self.particle(expr, ns, pad)
        return [f"{pad}<xs:sequence>", *self.particle(expr, ns, pad + "  "), f"{pad}</xs:sequence>"]

    def particle(self, expr: Expr, ns: str, pad: str, low: int = 1, high: int | None = 1) -> list[str]:
        """The lines of a particle that may come `low` to `high` times."""
        if expr.kind == "rep":
            if expr.low == expr.high and 1 < expr.low <= MOST_WRITTEN:
                inner = self.particle(expr.item, ns, pad + "  ") * expr.low
                return [f"{pad}<xs:sequence{_times(low, high)}>", *inner, f"{pad}</xs:sequence>"]
            if (low, high) != (1, 1):
                inner = self.particle(expr, ns, pad + "  ")
                return [f"{pad}<xs:sequence{_times(low, high)}>", *inner, f"{pad}</xs:sequence>"]
            return self.particle(expr.item, ns, pad, expr.low, expr.high)
        times = _times(low, high)
        if expr.kind == "group":
            self._groups[expr.name] = expr
            ref = self.spaces.qname(self.main, nc_name(expr.name), ns)
            return [f"{pad}<xs:group ref={quoteattr(ref)}{times}/>"]
        if expr.kind == "names":
            return self._names(expr.mask, ns, pad, times)
        name = _MANY[expr.kind]
        inner = [line for item in expr.items for line in self._item(expr, item, ns, pad + "  ")]
        return [f"{pad}<xs:{name}{times}>", *inner, f"{pad}</xs:{name}>"]

    def _item(self, parent: Expr, item: Expr, ns: str, pad: str) -> list[str]:
        """Names of a choice need no choice of their own."""
        if parent.kind == "alt" and item.kind == "names":
            return self._each(item.mask, ns, pad)
        return self.particle(item, ns, pad)

    def _names(self, mask: int, ns: str, pad: str, times: str) -> list[str]:
        keys = list(self.content.of(mask))
        if len(keys) == 1 and not isinstance(keys[0], Wild):
            ref = self.spaces.qname(keys[0][0], keys[0][1], ns)
            return [f"{pad}<xs:element ref={quoteattr(ref)}{times}/>"]
        if len(keys) == 1:
            lines = self._wild(keys[0], ns, pad, times)
            if len(lines) == 1:
                return lines
        return [f"{pad}<xs:choice{times}>", *self._each(mask, ns, pad + "  "), f"{pad}</xs:choice>"]

    def _each(self, mask: int, ns: str, pad: str) -> list[str]:
        """A particle for each name; classes stand for names that are theirs."""
        lines: list[str] = []
        if mask.bit_count() > _FEW:
            for other, group in self._known_sets():
                # Within a group only smaller ones, so that none refers to itself.
                if other & ~mask == 0 and (not self._within or other.bit_count() < self._within):
                    lines += self.particle(group, ns, pad)
                    mask &= ~other
        for key in self.content.of(mask):
            if isinstance(key, Wild):
                lines += self._wild(key, ns, pad, "")
            else:
                lines.append(f"{pad}<xs:element ref={quoteattr(self.spaces.qname(key[0], key[1], ns))}/>")
        return lines

    def _wild(self, key: Wild | tuple[str, str], ns: str, pad: str, times: str) -> list[str]:
        """Other elements, which nothing is asked of; ##other leaves out what is in no namespace."""
        assert isinstance(key, Wild)
        if key.ns is not None:
            spaces = [key.ns or "##local"]
        elif key.but is not None:
            spaces = ["##other", "##local"]
        else:
            spaces = ["##any"]
        return [f'{pad}<xs:any namespace={quoteattr(one)} processContents="skip"{times}/>' for one in spaces]

    def _known_sets(self) -> list[tuple[int, Expr]]:
        """The classes of more than one element, the largest first."""
        if self._sets is None:
            found = [
                (expr.mask, expr)
                for expr in (self.content.expr_of(name) for name in self.content.defines)
                if expr.kind == "group" and expr.is_set and expr.mask.bit_count() > 1
            ]
            found.sort(key=lambda pair: (-pair[0].bit_count(), pair[1].serial))
            self._sets = found
        return self._sets

    def written_groups(self) -> list[str]:
        """The groups that were referred to, and those that they refer to."""
        written: dict[str, list[str]] = {}
        while len(written) < len(self._groups):
            for name in [name for name in self._groups if name not in written]:
                self._within = self._groups[name].mask.bit_count()
                body = self.top(self._groups[name].item, self.main, "    ")
                if _times_of(self._groups[name].item) or self._groups[name].item.kind == "group":
                    # The only particle of a group's definition may not be repeated.
                    body = ["    <xs:sequence>", *("  " + line for line in body), "    </xs:sequence>"]
                head = f"  <xs:group name={quoteattr(nc_name(name))}>"
                written[name] = [head, *body, "  </xs:group>"]
        order = {name: place for place, name in enumerate(self.content.defines)}
        return [line for name in sorted(written, key=lambda name: order[name]) for line in written[name]]


def _times_of(expr: Expr) -> bool:
    return expr.kind == "rep" and (expr.item.kind != "names" or expr.item.mask.bit_count() > 1)


def _times(low: int, high: int | None) -> str:
    text = "" if low == 1 else f' minOccurs="{low}"'
    return text if high == 1 else f'{text} maxOccurs="{"unbounded" if high is None else high}"'
