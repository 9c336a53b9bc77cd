"""Datatypes of RELAX NG as simple types of XSD (XML Schema Part 2, 3.14; RELAX NG, section 6.2.7 onwards).

ID, IDREF, IDREFS and ENTITY are plain names here: whether an ID is unique, and whether what is referred to exists, is
not for the grammar to say, and RELAX NG checks it only where a validator is asked to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from diplomatica.odd.emit.xsd import portable
from diplomatica.odd.emit.xsd.expression import Expr, Exprs
from diplomatica.odd.emit.xsd.spelled import spelled
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.xsd_names import FACETS
from diplomatica.tei.escape import escape, quoteattr

STRING = "xs:string"
WIDER = "Wider than the RELAX NG"
_NAMES = {"ID": "xs:NCName", "IDREF": "xs:NCName", "ENTITY": "xs:NCName", "NOTATION": "xs:token"}
_NAME_LISTS = {"IDREFS": "xs:NCName", "ENTITIES": "xs:NCName", "NMTOKENS": "xs:NMTOKEN"}
_AS_PATTERNS = {"language": portable.LANGUAGE, "anyURI": portable.ANY_URI}
_HIGHER_IS_TIGHTER = frozenset(("minLength", "minInclusive", "minExclusive"))


@dataclass(frozen=True, slots=True)
class Simple:
    """A simple type: a `name`, or a restriction of `base`, a union, or a list of `members`.

    `values` are enumerated, each with its documentation; `low` and `high` bound the length of a list.
    """

    name: str = ""
    base: Simple | None = None
    facets: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    union: tuple[Simple, ...] = ()
    listed: Simple | None = None
    low: int = 0
    high: int | None = None
    note: str = ""


NO_WORDS = Simple(base=Simple("xs:token"), facets=(("length", "0"),))


class SimpleTypes:
    """Makes simple types; `named` gives the qualified name of a definition's type, None where it is to be opened."""

    def __init__(self, defines: Mapping[str, rng.Pattern], named: Callable[[str], str | None]) -> None:
        self.defines = defines
        self.named = named

    def of(self, pattern: rng.Pattern) -> Simple:
        """The type of a value; `xs:string` where XSD has nothing narrower."""
        if isinstance(pattern, rng.Ref):
            name = self.named(pattern.name)
            return Simple(name) if name is not None else self.of(self.defines.get(pattern.name, rng.Text()))
        if isinstance(pattern, rng.Data):
            return _data(pattern)
        if isinstance(pattern, rng.Value):
            return _values((pattern,))
        if isinstance(pattern, rng.Choice):
            return self._union(pattern.items)
        if isinstance(pattern, rng.Optional):
            return self._union((rng.Empty(), pattern.item))
        if isinstance(pattern, rng.List):
            low, high = self.words(pattern.item)
            items = list(dict.fromkeys(self._items(pattern.item)))
            if high == 0 or not items:
                return NO_WORDS
            item = items[0] if len(items) == 1 else Simple(union=tuple(items))
            note = "" if _is_even(pattern.item) else f"{WIDER}: {spelled(pattern)}"
            return Simple(listed=item, low=low, high=high, note=note)
        if isinstance(pattern, rng.Empty):
            return NO_WORDS
        if isinstance(pattern, rng.Group) and len(pattern.items) == 1:
            return self.of(pattern.items[0])
        return Simple(STRING)

    def _union(self, patterns: tuple[rng.Pattern, ...]) -> Simple:
        members: list[Simple] = []
        values: list[rng.Value] = []

        def flush() -> None:
            if values:
                members.append(_values(tuple(values)))
                values.clear()

        for pattern in patterns:
            if isinstance(pattern, rng.NotAllowed):
                continue
            if isinstance(pattern, rng.Value) and (not values or _value_type(values[0]) == _value_type(pattern)):
                values.append(pattern)
                continue
            flush()
            if isinstance(pattern, rng.Value):
                values.append(pattern)
            else:
                made = self.of(pattern)
                members += made.union if made.union else (made,)
        flush()
        kept = tuple(dict.fromkeys(members))
        if Simple(STRING) in kept:
            return Simple(STRING)
        return kept[0] if len(kept) == 1 else Simple(union=kept) if kept else NO_WORDS

    def _items(self, pattern: rng.Pattern) -> list[Simple]:
        """The types of the words of a list."""
        if isinstance(pattern, rng.Group | rng.Interleave):
            return [one for item in pattern.items for one in self._items(item)]
        if isinstance(pattern, rng.Choice):
            made = self._union(tuple(item for item in pattern.items if self.words(item)[1] != 0))
            plain = all(isinstance(item, rng.Data | rng.Value | rng.Ref) for item in pattern.items)
            return [self._word(made)] if plain else [one for item in pattern.items for one in self._items(item)]
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
            return self._items(pattern.item)
        if isinstance(pattern, rng.Empty | rng.NotAllowed):
            return []
        if isinstance(pattern, rng.Ref) and self._holds_list(pattern):
            return [Simple(STRING)]
        return [self._word(self.of(pattern))]

    def _word(self, simple: Simple) -> Simple:
        """A list may not hold lists."""
        return Simple(STRING) if simple.listed or any(member.listed for member in simple.union) else simple

    def _holds_list(self, pattern: rng.Pattern, depth: int = 0) -> bool:
        if isinstance(pattern, rng.Ref) and depth < 50:
            return self._holds_list(self.defines.get(pattern.name, rng.Text()), depth + 1)
        if isinstance(pattern, rng.Choice | rng.Group):
            return any(self._holds_list(item, depth) for item in pattern.items)
        if isinstance(pattern, rng.Optional):
            return self._holds_list(pattern.item, depth)
        return isinstance(pattern, rng.List) or (isinstance(pattern, rng.Data) and pattern.type in _NAME_LISTS)

    def words(self, pattern: rng.Pattern, depth: int = 0) -> tuple[int, int | None]:
        """How many words a list may have."""
        if isinstance(pattern, rng.Ref) and depth < 50:
            return self.words(self.defines.get(pattern.name, rng.Text()), depth + 1)
        if isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
            counts = [self.words(item, depth) for item in pattern.items if not isinstance(item, rng.NotAllowed)]
            lows, highs = [low for low, _ in counts] or [0], [high for _, high in counts] or [0]
            known = [high for high in highs if high is not None]
            if isinstance(pattern, rng.Choice):
                return min(lows), max(known) if len(known) == len(highs) else None
            return sum(lows), sum(known) if len(known) == len(highs) else None
        if isinstance(pattern, rng.Optional):
            return 0, self.words(pattern.item, depth)[1]
        if isinstance(pattern, rng.ZeroOrMore | rng.OneOrMore):
            low, high = self.words(pattern.item, depth)
            return low if isinstance(pattern, rng.OneOrMore) else 0, 0 if high == 0 else None
        if isinstance(pattern, rng.Empty | rng.NotAllowed):
            return 0, 0
        if isinstance(pattern, rng.Value):
            count = len(pattern.value.split())
            return count, count
        return 1, 1


def _is_even(pattern: rng.Pattern) -> bool:
    """Are all words of a list alike, and is every number of them between the least and the most admitted?"""
    exprs = Exprs()
    bits: dict[rng.Pattern, int] = {}

    def of(pattern: rng.Pattern) -> Expr:
        if isinstance(pattern, rng.Group):
            return exprs.seq([of(item) for item in pattern.items])
        if isinstance(pattern, rng.Choice):
            return exprs.alt([of(item) for item in pattern.items])
        if isinstance(pattern, rng.Optional):
            return exprs.rep(of(pattern.item), 0, 1)
        if isinstance(pattern, rng.ZeroOrMore | rng.OneOrMore):
            return exprs.rep(of(pattern.item), int(isinstance(pattern, rng.OneOrMore)), None)
        if isinstance(pattern, rng.Empty):
            return exprs.empty
        return exprs.names(bits.setdefault(pattern, 1 << len(bits)))

    found = of(pattern)
    return found.kind == "names" or (found.kind == "rep" and found.item.kind == "names")


def _data(data: rng.Data) -> Simple:
    if data.library != rng.XSD_TYPES:
        return Simple("xs:token" if data.type == "token" else STRING)
    if data.type not in FACETS:
        return Simple(STRING)
    if data.type in _NAME_LISTS:
        lengths = dict(data.params)
        low, high = (
            lengths.get("minLength", lengths.get("length", "1")),
            lengths.get("maxLength", lengths.get("length")),
        )
        return Simple(listed=Simple(_NAME_LISTS[data.type]), low=int(low), high=None if high is None else int(high))
    base = Simple(_NAMES.get(data.type, f"xs:{data.type}"))
    if data.type in _AS_PATTERNS:
        base = Simple(base=Simple("xs:token"), facets=(("pattern", _AS_PATTERNS[data.type]),))
    facets: dict[str, str] = {}
    patterns: list[str] = []
    for name, value in data.params:
        if name == "pattern":
            patterns.append(portable.pattern(value))
        elif name in FACETS[data.type]:
            facets[name] = _tighter(name, facets[name], value) if name in facets else value
    for loose, tight in (("minExclusive", "minInclusive"), ("maxExclusive", "maxInclusive")):
        if tight in facets:
            facets.pop(loose, None)
    if "length" in facets:
        facets.pop("minLength", None)
        facets.pop("maxLength", None)
    # Patterns of one step are alternatives in XSD; in RELAX NG all of them hold: each after the first is a step.
    for pattern in patterns[:-1]:
        base = Simple(base=base, facets=(("pattern", pattern),))
    last = (*facets.items(), *(("pattern", pattern) for pattern in patterns[-1:]))
    if data.exclude is not None:
        note = f"{WIDER}, which leaves out: {spelled(data.exclude)}"
        return Simple(base=base, facets=last, note=note)
    return Simple(base=base, facets=last) if last else base


def _tighter(name: str, one: str, other: str) -> str:
    try:
        numbers = sorted((one, other), key=Decimal)
    except InvalidOperation:
        return one
    return numbers[-1] if name in _HIGHER_IS_TIGHTER else numbers[0]


def _value_type(value: rng.Value) -> str:
    if not value.type:
        return "xs:token"
    if value.type in _NAMES or value.type in _NAME_LISTS or value.type in ("QName", "anyURI"):
        return "xs:token"
    return f"xs:{value.type}"


def _values(values: tuple[rng.Value, ...]) -> Simple:
    pairs: dict[str, str] = {}
    for value in values:
        pairs.setdefault(value.value, value.doc)
    return Simple(base=Simple(_value_type(values[0])), values=tuple(pairs.items()))


# --- writing ----------------------------------------------------------------------------------------------------------


def annotation(texts: tuple[str, ...] | list[str], pad: str) -> list[str]:
    """`xs:annotation` with a paragraph for each text that is not empty."""
    kept = [text for text in texts if text]
    if not kept:
        return []
    inner = [f"{pad}  <xs:documentation>{escape(text)}</xs:documentation>" for text in kept]
    return [f"{pad}<xs:annotation>", *inner, f"{pad}</xs:annotation>"]


def written(simple: Simple, pad: str, name: str = "", notes: tuple[str, ...] = ()) -> list[str]:
    """The `xs:simpleType`, anonymous or of a name."""
    head = f"{pad}<xs:simpleType name={quoteattr(name)}>" if name else f"{pad}<xs:simpleType>"
    notes = (*notes, simple.note)
    return [head, *annotation(notes, pad + "  "), *_body(simple, pad + "  "), f"{pad}</xs:simpleType>"]


def _body(simple: Simple, pad: str) -> list[str]:
    if simple.name:
        return [f'{pad}<xs:restriction base="{simple.name}"/>']
    if simple.union:
        names = " ".join(member.name for member in simple.union if member.name)
        others = [member for member in simple.union if not member.name]
        # The order of a union's members decides nothing but the type of the value, which nobody asks for here.
        head = f'{pad}<xs:union memberTypes="{names}"' if names else f"{pad}<xs:union"
        if not others:
            return [f"{head}/>"]
        return [f"{head}>", *(line for member in others for line in written(member, pad + "  ")), f"{pad}</xs:union>"]
    if simple.listed is not None:
        return _list(simple, simple.listed, pad)
    base = simple.base or Simple(STRING)
    lines = [f'{pad}<xs:restriction base="{base.name}">' if base.name else f"{pad}<xs:restriction>"]
    if not base.name:
        lines += written(base, pad + "  ")
    for value, doc in simple.values:
        head = f"{pad}  <xs:enumeration value={quoteattr(value)}"
        lines += [f"{head}>", *annotation((doc,), pad + "    "), f"{pad}  </xs:enumeration>"] if doc else [f"{head}/>"]
    lines += [f"{pad}  <xs:{facet} value={quoteattr(value)}/>" for facet, value in simple.facets]
    return [*lines, f"{pad}</xs:restriction>"]


def _list(simple: Simple, item: Simple, pad: str) -> list[str]:
    bounds = []
    if simple.low and simple.low == simple.high:
        bounds.append(("length", simple.low))
    else:
        if simple.low:
            bounds.append(("minLength", simple.low))
        if simple.high is not None:
            bounds.append(("maxLength", simple.high))
    inner = pad + "    " if bounds else pad
    if item.name:
        lines = [f'{inner}<xs:list itemType="{item.name}"/>']
    else:
        lines = [f"{inner}<xs:list>", *written(item, inner + "  "), f"{inner}</xs:list>"]
    if not bounds:
        return lines
    return [
        f"{pad}<xs:restriction>",
        f"{pad}  <xs:simpleType>",
        *lines,
        f"{pad}  </xs:simpleType>",
        *(f'{pad}  <xs:{facet} value="{number}"/>' for facet, number in bounds),
        f"{pad}</xs:restriction>",
    ]


# --- default values ---------------------------------------------------------------------------------------------------

_SURE = {
    "string": ".*", "token": ".*", "normalizedString": ".*", "boolean": "true|false|0|1", "integer": "-?[0-9]{1,9}",
    "nonNegativeInteger": "[0-9]{1,9}", "positiveInteger": "[1-9][0-9]{0,8}", "decimal": r"-?[0-9]{1,9}(\.[0-9]{1,9})?",
    "double": r"-?[0-9]{1,9}(\.[0-9]{1,9})?", "float": r"-?[0-9]{1,9}(\.[0-9]{1,9})?", "NMTOKEN": r"[\w.:-]+",
    "NCName": r"[A-Za-z_][\w.-]*", "Name": r"[A-Za-z_][\w.-]*", "language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "anyURI": "#?[A-Za-z][A-Za-z0-9]*",
}  # fmt: skip
# What the escapes of XSD's patterns stand for among letters and digits of ASCII, inside and outside of brackets.
_CLASSES = {"L": "A-Za-z", "Lu": "A-Z", "Ll": "a-z", "N": "0-9", "Nd": "0-9"}


class Defaults:
    """Whether a default value is sure to be of its type: a schema with another would be no schema."""

    def __init__(self, defines: Mapping[str, rng.Pattern]) -> None:
        self.defines = defines

    def admits(self, pattern: rng.Pattern, value: str, depth: int = 0) -> bool:
        """Is the value certainly one of the pattern's?"""
        if isinstance(pattern, rng.Ref) and depth < 50:
            return self.admits(self.defines.get(pattern.name, rng.NotAllowed()), value, depth + 1)
        if isinstance(pattern, rng.Text):
            return True
        if isinstance(pattern, rng.Value):
            return " ".join(pattern.value.split()) == value and value != ""
        if isinstance(pattern, rng.Choice):
            return any(self.admits(item, value, depth) for item in pattern.items)
        if isinstance(pattern, rng.Optional):
            return self.admits(pattern.item, value, depth)
        if isinstance(pattern, rng.List):
            words = value.split()
            low, high = SimpleTypes(self.defines, lambda name: None).words(pattern.item)
            return low <= len(words) and (high is None or len(words) <= high) and bool(words) and all(
                self._word(pattern.item, word, depth) for word in words
            )  # fmt: skip
        if isinstance(pattern, rng.Data):
            return _sure(pattern, value)
        return False

    def _word(self, pattern: rng.Pattern, word: str, depth: int) -> bool:
        if isinstance(pattern, rng.Group):
            return any(self._word(item, word, depth) for item in pattern.items)
        if isinstance(pattern, rng.ZeroOrMore | rng.OneOrMore | rng.Optional):
            return self._word(pattern.item, word, depth)
        return self.admits(pattern, word, depth)


def _sure(data: rng.Data, value: str) -> bool:
    if data.exclude is not None or not re.fullmatch(_SURE.get(data.type, "(?!)"), value, re.ASCII):
        return False
    for name, param in data.params:
        if name != "pattern" or "-[" in param or not re.fullmatch("[A-Za-z0-9]+", value):
            return False
        try:
            inside = re.sub(r"\\p\{(\w+)\}", lambda found: _CLASSES.get(found[1], ""), param)
            plain = re.sub(r"\[\^[^\[\]\w]*\]", "[A-Za-z0-9]", inside)
            if not re.fullmatch(plain, value):
                return False
        except re.error:
            return False
    return True
