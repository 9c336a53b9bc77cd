"""Where the patterns of a schema were written: kept only when a fault is to be told, as most schemas have none."""

from __future__ import annotations

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.reader import Context, Open, Reader
from diplomatica.tei.located import Node

_MANY = (rng.Group, rng.Choice, rng.Interleave)
_BARE = (rng.Empty, rng.NotAllowed, rng.Text)


class Places:
    """The places of patterns and definitions. Patterns that are equal stand in different places: each is known as the
    object that it is.
    """

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, Node]] = {}

    def note(self, what: rng.Pattern | rng.Define, node: Node) -> None:
        """Note where something was written first; what is kept here can’t become another object."""
        self._known.setdefault(id(what), (what, node))

    def copy(self, what: rng.Pattern, other: rng.Pattern) -> None:
        """Note that one pattern was made of another."""
        if id(what) in self._known:
            self.note(other, self._known[id(what)][1])

    def of(self, what: rng.Pattern | rng.Define) -> str:
        """“file:line:column”; of several patterns that nothing is around, that of the first. Empty if unknown."""
        while id(what) not in self._known:
            if not isinstance(what, _MANY) or not what.items:
                return ""
            what = what.items[0]
        node = self._known[id(what)][1]
        return f"{node.file}:{node.line}:{node.column}"


class PlacingReader(Reader):
    """A reader that notes the places of all that it reads."""

    def __init__(self, opened: Open, places: Places, *, strict: bool = False) -> None:
        super().__init__(opened, strict=strict)
        self.places = places

    def pattern(self, node: Node, context: Context) -> rng.Pattern:
        """The pattern that an element stands for; no two elements give the same object."""
        found = super().pattern(node, context)
        if isinstance(found, _BARE):
            found = type(found)()
        self.places.note(found, node)
        return found

    def define(self, node: Node, context: Context) -> rng.Define:
        """A definition."""
        found = super().define(node, context)
        self.places.note(found, node)
        return found

    def documented(self, value: rng.Value, node: Node) -> rng.Value:
        """A value with the documentation behind it stands where it stands without."""
        found = super().documented(value, node)
        self.places.copy(value, found)
        return found
