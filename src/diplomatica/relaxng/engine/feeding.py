"""Giving a document to expat: part by part, with runs over what is known well (`runs`) in between.

Runs are only tried where expat has read all that it was given, so that what follows is content of the element that is
open; where they do not lead far, they are tried ever more seldom.
"""

from __future__ import annotations

from xml.parsers import expat

# `typing` takes longer to load than a small document to check, so that it is left to type checkers.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from diplomatica.relaxng.engine.automaton import Automaton, State

PART = 1 << 18  # bytes that are given at once, and that are in memory of a file
_LONGEST = 10_000_000  # bytes of a tag, comment or the like
_NAMES = 250_000  # different names
_SMALL = 40_000  # bytes of a document that has no runs
_LEARN = 8_000  # bytes at the beginning of a document, from which shapes are learnt
_FAR = 300  # bytes that make a run worth its while
_TRIES = 12  # runs that do not lead far, before the next is put off
_PAUSE = 1_000  # bytes without a run, first
_LONG_PAUSE = 16_000
_PLAIN = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"})


class Feeding:
    """Gives one document to its parser.

    `current` gives the state after all that was read; `run_on` runs over what a pattern matches from a place on;
    `refused` makes what is raised. `is_plain`: runs may be tried.
    """

    def __init__(
        self,
        automaton: Automaton,
        parser: expat.XMLParserType,
        current: Callable[[], State | None],
        run_on: Callable[[re.Pattern[bytes], State, bytes, int], int],
        refused: Callable[[str, str, str], Exception],
    ) -> None:
        self.automaton = automaton
        self.parser = parser
        self.current = current
        self.run_on = run_on
        self.refused = refused
        self.is_plain = True
        self._in_cdata = False
        self._given = 0
        self._looked = False
        self._pause = _PAUSE
        self._misses = 0

    def doctype(self, *_: object) -> None:
        """A DOCTYPE: it may give elements attributes that are not in their tags."""
        self.is_plain = False

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """An XML declaration."""
        if encoding is not None and encoding.lower() not in _PLAIN:
            self.is_plain = False

    def cdata(self) -> None:
        """A CDATA section begins: what looks like a tag in it is none."""
        self._in_cdata = True

    def no_cdata(self) -> None:
        """A CDATA section ends."""
        self._in_cdata = False

    def window(self, window: bytes) -> None:
        """Give the next part of the document."""
        if len(window) < _SMALL or not self.is_plain or window[:2] in (b"\xff\xfe", b"\xfe\xff"):
            self._give(window, 0, len(window))
            return
        place = 0
        if not self._looked:
            self._looked = True
            self.automaton.runs.look(window)
            place = self._give(window, 0, _LEARN if self.automaton.is_known else 4 * _LEARN)
        self._pause = min(self._pause, 8 * _PAUSE)
        length = len(window)
        checked = 0
        while place < length:
            if place - checked > PART:
                self._check()
                checked = place
            if not self.is_plain:
                place = self._give(window, place, length)
            elif self._misses < _TRIES:
                place = self._try(window, place)
            else:
                self._misses = _TRIES - 4
                self._pause = min(2 * self._pause, _LONG_PAUSE)
                place = self._give(window, place, min(length, place + self._pause))
        # What was read of a document that goes on may be within a tag.

    def _try(self, window: bytes, place: int) -> int:
        """Read to the end of the next end tag, and run on from there; the place after that."""
        parser = self.parser
        stop = window.find(b">", window.find(b"</", place) + 1) + 1
        if stop <= place:
            stop = len(window)
        if stop - place > PART:
            return self._give(window, place, stop)
        parser.Parse(window[place:stop], False)
        self._given += stop - place
        if self._in_cdata or parser.CurrentByteIndex != self._given:
            return stop
        state = self.current()
        if state is None or state.data:
            self._misses += 1
            return stop
        automaton = self.automaton
        assert automaton.prefixes is not None
        ns = automaton.prefixes.get("", "")
        pattern, after = automaton.runs.at(state, ns, self._misses > 1)
        reached = stop if pattern is None else self.run_on(pattern, after, window, stop)
        self._given += reached - stop
        if reached - stop < _FAR:
            self._misses += 1
        else:
            self._misses = 0
            self._pause = _PAUSE
        return reached

    def _give(self, window: bytes, place: int, stop: int) -> int:
        """Read on, without runs, up to a place; gives it."""
        stop = min(stop, len(window))
        view = memoryview(window)
        while place < stop:
            end = min(stop, place + PART)
            self.parser.Parse(view[place:end], False)
            self._given += end - place
            place = end
            self._check()
        return stop

    def _check(self) -> None:
        """Keep within bounds."""
        if self._given - self.parser.CurrentByteIndex > _LONGEST:
            raise self.refused("token", "a tag or comment of more than ten million bytes", "shorten it")
        if len(self.parser.intern) > _NAMES:
            raise self.refused("names", f"more than {_NAMES} different names", "use fewer")
        self.automaton.tidy()
