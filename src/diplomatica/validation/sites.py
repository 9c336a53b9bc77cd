"""Where faults stand: a second pass over a document that has some, for what the matcher has no need to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol
from xml.parsers import expat

from diplomatica.validation.large import Content, parse


class Attributes(tuple[tuple[str, str], ...]):
    """The attributes of a tag: name and value. A tag may have thousands, each with a fault: what is asked of all of
    them is found out once.
    """

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The values by name."""
        return dict(self)

    @cached_property
    def _hash(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        return self._hash


class Placed(Protocol):
    """What has a place, and is of a kind, in an element (`relaxng.engine.matcher.Fault`)."""

    @property
    def kind(self) -> str: ...
    @property
    def element(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Site:
    """What is around a fault; names are as expat gives them (namespace, space, local name).

    `path` is an XPath; `ancestors` are the elements around, the innermost last, without the element that the fault is
    about; `before` is the element just before it, and `earlier` all names before it, among the same parent's children.
    `attributes` are those of the element; `line` and `column` the place of its start tag. `siblings` are all names
    among those children, in the order of their first lines, which are in `lines`; `last` is the last of them; `around`
    is the line of their parent's start tag.
    """

    path: str = ""
    ancestors: tuple[str, ...] = ()
    before: str = ""
    earlier: frozenset[str] = frozenset()
    attributes: Attributes = field(default_factory=Attributes)
    line: int = 0
    column: int = 0
    siblings: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    last: str = ""
    around: int = 0


class _Enough(Exception):
    """All places are found."""


class _Level:
    __slots__ = ("attributes", "column", "counts", "last", "line", "lines", "name", "pairs", "step", "wanted")

    def __init__(self, name: str, step: str, attributes: list[str], line: int, column: int) -> None:
        self.name = name
        self.step = step
        self.attributes = attributes
        self.line = line
        self.column = column
        self.counts: dict[str, int] = {}
        self.lines: dict[str, int] = {}
        self.wanted: list[int] = []
        self.pairs: Attributes | None = None
        self.last = ""


_MANY = 500  # different names among the children of an element
_SHOWN = 60  # of them, those whose lines are known
_AMONG_OTHERS = frozenset({"element-not-allowed", "text-not-allowed"})  # told by what is around
_AT_END = ("text-value", "element-incomplete")


def sites(data: Content, faults: Sequence[Placed]) -> list[Site]:
    """The site of each fault, in the order of the faults, which is that of the document.

    The document may break off as not well-formed: what stands before that is found all the same.
    """
    found: list[Site] = []
    waiting = 0  # levels whose last children are still to come
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    stack = [_Level("", "", [], 0, 0)]

    def enough() -> None:
        if len(found) == len(faults) and not waiting:
            raise _Enough

    def whole(level: _Level) -> None:
        """All children of a level are known: the sites among them are told of the later ones too."""
        nonlocal waiting
        if level.wanted:
            siblings = tuple(level.lines)
            for index in level.wanted:
                found[index] = replace(
                    found[index], siblings=siblings, lines=level.lines, last=level.last, around=level.line
                )
            level.wanted = []
            waiting -= 1

    def site(inside: bool) -> Site:
        """The site of the innermost element; or, `inside`, of what stands in it."""
        nonlocal waiting
        level = stack[-1]
        path = "".join(item.step for item in stack)
        if level.pairs is None:
            level.pairs = Attributes(zip(level.attributes[::2], level.attributes[1::2], strict=True))
        pairs = level.pairs
        names = tuple(item.name for item in stack[1:])
        around = level if inside else stack[-2]
        if faults[len(found)].kind in _AMONG_OTHERS:
            waiting += not around.wanted
            around.wanted.append(len(found))
        # Among hundreds of names, none is asked for.
        earlier = dict(around.counts) if len(around.counts) < _MANY else {level.name: 1}
        if not inside:
            names = names[:-1]
            earlier[level.name] -= 1
        kept = frozenset(name for name, count in earlier.items() if count)
        before = level.last if inside else around.last
        return Site(path, names, before, kept, pairs, level.line, level.column)

    def place() -> tuple[int, int]:
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1

    def passed(here: tuple[int, int]) -> None:
        """Faults in the text before this place."""
        while len(found) < len(faults) and (faults[len(found)].line, faults[len(found)].column) < here:
            found.append(site(inside=True))

    def at_end(here: tuple[int, int], name: str) -> None:
        """Faults of the element that is left, or of the text in it.

        An empty-element tag ends where what follows begins, so that the name tells whose they are.
        """
        for kind in _AT_END:
            fault = faults[len(found)] if len(found) < len(faults) else None
            if (
                fault is not None
                and (fault.line, fault.column) == here
                and fault.kind == kind
                and fault.element == name
            ):
                found.append(site(inside=True))

    def start(name: str, attributes: list[str]) -> None:
        here = place()
        passed(here)
        at_end(here, stack[-1].name)
        enough()
        parent = stack[-1]
        count = parent.counts[name] = parent.counts.get(name, 0) + 1
        if count == 1 and len(parent.lines) < _SHOWN:
            parent.lines[name] = here[0]
        stack.append(_Level(name, f"/{name.rpartition(' ')[2]}[{count}]", attributes, *here))
        while len(found) < len(faults):
            fault = faults[len(found)]
            if (fault.line, fault.column) != here or fault.kind in _AT_END:
                break
            found.append(site(inside=False))
        parent.last = name

    def end(name: str) -> None:
        here = place()
        passed(here)
        at_end(here, name)
        whole(stack.pop())
        enough()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parse(parser, data)
    except (_Enough, expat.ExpatError, ValueError, LookupError):
        pass
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
    for level in stack:
        whole(level)
    found += [Site()] * (len(faults) - len(found))
    return found
