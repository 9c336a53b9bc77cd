"""A grammar as plain lists for JSON, and back, each definition unpacked only when it is asked for.

A schema of the TEI has hundreds of definitions of which a document uses a part: what is kept on disk is read at once,
but made into patterns (`relaxng.model`) as the matcher gets there. Documentation and annotations are left out.

    before   Define("content", ZeroOrMore(Ref("p")))
    after    ["content", [6, "p"], ""]
"""

from __future__ import annotations

from typing import Any, Final

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng

Packed = Any  # a string (a reference), or a list that begins with one of the numbers below

_Repeated = rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed

ELEMENT: Final = 0
ATTRIBUTE: Final = 1
PARENT_REF: Final = 11
VALUE: Final = 15
DATA: Final = 16
GRAMMAR: Final = 17
_MANY: Final[dict[type[rng.Group | rng.Interleave | rng.Choice], int]] = {
    rng.Group: 2,
    rng.Interleave: 3,
    rng.Choice: 4,
}
_ONE: Final[dict[type[_Repeated], int]] = {
    rng.Optional: 5,
    rng.ZeroOrMore: 6,
    rng.OneOrMore: 7,
    rng.List: 8,
    rng.Mixed: 9,
}
_NONE: Final[dict[type[rng.Empty | rng.NotAllowed | rng.Text], int]] = {rng.Empty: 12, rng.NotAllowed: 13, rng.Text: 14}
_MAKES_MANY: Final = {number: kind for kind, number in _MANY.items()}
_MAKES_ONE: Final = {number: kind for kind, number in _ONE.items()}
_MAKES_NONE: Final = {number: kind() for kind, number in _NONE.items()}


# --- packing ---------------------------------------------------------------------------------------------------------


def pack_grammar(grammar: rng.Grammar) -> Packed:
    """A grammar as lists. Raises `UnusableInput` for one that still refers to other files."""
    defines = [[define.name, pack(define.pattern), define.combine] for define in grammar.defines]
    return [GRAMMAR, pack(grammar.start), defines]


def numbered(packed: Packed) -> Packed:
    """The same grammar, each element with its place in it, which stands for it in every run."""
    number = 0
    stack = [packed]
    while stack:
        item = stack.pop()
        if item and item[0] == ELEMENT and len(item) == 3:
            item.append(number)
            number += 1
        stack.extend([part for part in item if isinstance(part, list)])
    return packed


def pack(pattern: rng.Pattern) -> Packed:
    """A pattern as a list, or, a reference, as its name."""
    kind = type(pattern)
    if isinstance(pattern, rng.Ref):
        return pattern.name
    if isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
        return [_MANY[type(pattern)], *map(pack, pattern.items)]
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
        return [_ONE[type(pattern)], pack(pattern.item)]
    if isinstance(pattern, rng.Element):
        return [ELEMENT, _pack_names(pattern.names), pack(pattern.content)]
    if isinstance(pattern, rng.Attribute):
        return [ATTRIBUTE, _pack_names(pattern.names), pack(pattern.content), pattern.default]
    if isinstance(pattern, rng.Value):
        return [VALUE, pattern.value, pattern.type, pattern.library, pattern.ns]
    if isinstance(pattern, rng.Data):
        exclude = None if pattern.exclude is None else pack(pattern.exclude)
        return [DATA, pattern.type, pattern.library, [list(param) for param in pattern.params], exclude]
    if isinstance(pattern, rng.ParentRef):
        return [PARENT_REF, pattern.name]
    if isinstance(pattern, rng.Grammar):
        return pack_grammar(pattern)
    if isinstance(pattern, rng.Empty | rng.NotAllowed | rng.Text):
        return [_NONE[type(pattern)]]
    raise UnusableInput(f"a pattern that was not opened: {kind.__name__}", advice="repair the schema")


def _pack_names(names: rng.NameClass) -> Packed:
    if isinstance(names, rng.Name):
        return [names.ns, names.local]
    if isinstance(names, rng.NameChoice):
        return [2, *map(_pack_names, names.items)]
    exclude = None if names.exclude is None else _pack_names(names.exclude)
    return [1, names.ns, exclude] if isinstance(names, rng.NsName) else [0, exclude]


# --- unpacking -------------------------------------------------------------------------------------------------------


class _Waiting(rng.Choice):
    """A pattern that is unpacked when it is looked into: a choice of one, which is the same as the one.

    `number` is that of the element whose content it is; below 0 for others.
    """

    __slots__ = ("_items", "_packed", "number")
    _items: tuple[rng.Pattern, ...] | None
    _packed: Packed
    number: int

    def __init__(self, packed: Packed, number: int = -1) -> None:
        object.__setattr__(self, "_packed", packed)
        object.__setattr__(self, "number", number)
        object.__setattr__(self, "_items", None)

    @property
    def items(self) -> tuple[rng.Pattern, ...]:
        if self._items is None:
            object.__setattr__(self, "_items", (unpack(self._packed),))
        assert self._items is not None
        return self._items

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def unpack_grammar(packed: Packed) -> rng.Grammar:
    """The grammar that was packed."""
    _, start, defines = packed
    made = tuple(rng.Define(name, _Waiting(pattern), combine) for name, pattern, combine in defines)
    return rng.Grammar(unpack(start), made)


def unpack(packed: Packed) -> rng.Pattern:
    """The pattern that was packed; the content of elements waits."""
    if isinstance(packed, str):
        return rng.Ref(packed)
    kind = packed[0]
    if kind in _MAKES_MANY:
        return _MAKES_MANY[kind](tuple([unpack(item) for item in packed[1:]]))
    if kind in _MAKES_ONE:
        return _MAKES_ONE[kind](unpack(packed[1]))
    if kind == ATTRIBUTE:
        return rng.Attribute(_unpack_names(packed[1]), unpack(packed[2]), "", packed[3])
    if kind == VALUE:
        return rng.Value(*packed[1:])
    if kind == DATA:
        exclude = None if packed[4] is None else unpack(packed[4])
        return rng.Data(packed[1], packed[2], tuple([(name, value) for name, value in packed[3]]), exclude)
    if kind == ELEMENT:
        number = packed[3] if len(packed) > 3 else -1
        return rng.Element(_unpack_names(packed[1]), _Waiting(packed[2], number))
    if kind == PARENT_REF:
        return rng.ParentRef(packed[1])
    if kind == GRAMMAR:
        return unpack_grammar(packed)
    return _MAKES_NONE[kind]


def _unpack_names(packed: Packed) -> rng.NameClass:
    kind = packed[0]
    if kind == 0:
        return rng.AnyName(None if packed[1] is None else _unpack_names(packed[1]))
    if kind == 1:
        return rng.NsName(packed[1], None if packed[2] is None else _unpack_names(packed[2]))
    if kind == 2:
        return rng.NameChoice(tuple([_unpack_names(item) for item in packed[1:]]))
    return rng.Name(packed[0], packed[1])
