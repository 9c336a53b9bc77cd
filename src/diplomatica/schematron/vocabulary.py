"""What of a document can be known without a tree: its names, and the shapes of its elements.

The names of all elements are picked out of the bytes; a name of an attribute either stands before an equals sign or it
doesn't occur. A shape is an element with the names of its ancestors and of its attributes: a document has few of them.
With these, `needs` sees that most rules have nothing to say. A answer of "may be" is always right; "can't be" is never
given without reason, so that where bytes may hide something (other encodings, a DTD) everything may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

_ELEMENT = re.compile(rb"<([^\s>/!?<]+)")
_ODD_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8|us-ascii|iso-8859|windows-125)", re.I)
_DECLARATIONS = re.compile(rb"<!DOCTYPE[^>\[]*\[")
_LONGEST = 60
DEEPEST = 1_000  # levels; deeper documents are no texts, and a path to each of their nodes would fill the memory
_WORD = re.compile(r"[A-Za-z0-9_-]+")


class TooDeep(ValueError):
    """A document is nested more than `DEEPEST` levels deep."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An element by local names: its own, its ancestors' (parent last), and the names of its attributes.

    An attribute in a namespace is in `attributes` by its local name, and not in `plain`. `children` and `below` are the
    names, as expat gives them, of which each element of that shape has a child or a descendant.
    """

    name: str
    ancestors: tuple[str, ...]
    attributes: frozenset[str]
    plain: frozenset[str]
    children: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()


class Vocabulary:
    """The names of a document, without prefixes, and its shapes where they are known."""

    def __init__(self, data: bytes, shapes: Iterable[Shape] | None = None) -> None:
        """`shapes`: those of the document, if the caller has them from a pass of his own."""
        self._data = data
        self._attributes: frozenset[bytes] | None = None
        self._elements: frozenset[str] = frozenset()
        self._shapes: dict[str, list[Shape]] | None = None
        # The parser that found the shapes has seen what bytes may hide.
        self.knows_all = shapes is not None or not _hides_something(data)
        if shapes is not None:
            self._take(shapes)
        elif self.knows_all:
            names = {name.rpartition(b":")[2] for name in set(_ELEMENT.findall(data))}
            try:
                self._elements = frozenset(name.decode("utf-8") for name in names)
            except UnicodeDecodeError:
                self.knows_all = False

    def _take(self, shapes: Iterable[Shape]) -> None:
        self._shapes = {"*": []}
        attributes: set[str] = set()
        for shape in shapes:
            self._shapes.setdefault(shape.name, []).append(shape)
            self._shapes["*"].append(shape)
            attributes |= shape.attributes
        self._elements = frozenset(self._shapes)
        self._attributes = frozenset(name.encode() for name in attributes)

    def element(self, name: str) -> bool:
        """Whether there may be an element of that name."""
        return not self.knows_all or name in self._elements

    def attribute(self, name: str) -> bool:
        """Whether there may be an attribute of that name."""
        if not self.knows_all or not name.isascii() or len(name) >= _LONGEST:
            return True
        if self._attributes is None:
            # What stands before an equals sign; most quickly found from there.
            tails = {piece[-_LONGEST:].rstrip() for piece in self._data.split(b"=")}
            last = {tail.split()[-1] for tail in tails if tail}
            self._attributes = frozenset(name.rpartition(b":")[2] for name in last)
        return name.encode() in self._attributes

    def value(self, text: str) -> bool:
        """Whether an attribute may have that value."""
        if not self.knows_all or not _WORD.fullmatch(text) or b"&#" in self._data or _hides_something(self._data):
            return True
        return text.encode() in self._data

    @property
    def has_shapes(self) -> bool:
        """Whether the shapes are known."""
        return self._shapes is not None

    def shapes(self, name: str) -> list[Shape]:
        """The shapes of elements with a name, or of all for "*"."""
        return (self._shapes or {}).get(name, [])


def _hides_something(data: bytes) -> bool:
    """Whether names may be in a document that its bytes don't show, by a DTD or an encoding."""
    head = data[:4096]
    if b"\0" in head or _ODD_ENCODING.match(head):
        return True
    return b"<!DOCTYPE" in data and _DECLARATIONS.search(data) is not None


def shapes_of(data: bytes) -> list[Shape]:
    """The shapes of a document.

    Raises `ExpatError`, `LookupError` or `ValueError` where it can't be read, `TooDeep` where it is nested too deeply.
    """
    numbers: dict[tuple[int, str], int] = {}
    chains: list[tuple[str, ...]] = [()]
    # Names as bits, so that sets of them are numbers.
    bits: dict[str, int] = {}
    always: dict[tuple[int, tuple[str, ...]], tuple[int, int]] = {}
    keys: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    children, below = [0], [0]

    def start(name: str, attributes: dict[str, str]) -> None:
        above = keys[-1][0]
        number = numbers.get((above, name))
        if number is None:
            number = numbers[above, name] = len(chains)
            chains.append((*chains[above], name))
            bits.setdefault(name, 1 << len(bits))
        if len(keys) > DEEPEST:
            raise TooDeep(f"elements nested more than {DEEPEST} levels deep")
        children[-1] |= bits[name]
        keys.append((number, tuple(attributes)))
        children.append(0)
        below.append(0)

    def end(_: str) -> None:
        key, own, all_below = keys.pop(), children.pop(), below.pop()
        all_below |= own
        below[-1] |= all_below
        known = always.get(key)
        always[key] = (own, all_below) if known is None else (known[0] & own, known[1] & all_below)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)

    def named(mask: int) -> frozenset[str]:
        return frozenset(name for name, bit in bits.items() if mask & bit)

    return [
        Shape(
            chains[number][-1].rpartition(" ")[2],
            tuple(name.rpartition(" ")[2] for name in chains[number][:-1]),
            frozenset(name.rpartition(" ")[2] for name in attributes),
            frozenset(name for name in attributes if " " not in name),
            named(own),
            named(all_below),
        )
        for (number, attributes), (own, all_below) in always.items()
    ]
