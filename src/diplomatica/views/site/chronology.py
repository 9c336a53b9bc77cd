"""The chronology as a picture: documents by month, year or decade, stacked by genre.

An SVG whose columns are placed in per cent and whose letters keep their size, so that it is readable at every width.
Beside it stands the same as a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from diplomatica.views.site.collection import Collection
from diplomatica.views.site.dates import parts
from diplomatica.views.site.messages import Messages

Unit = Literal["month", "year", "decade"]
COLOURS = 6
"""So many genres have a colour of their own; all others share the last."""
_HEIGHT = 180  # pixels of the tallest column
_MONTHS_AT_MOST = 40
_YEARS_AT_MOST = 110


@dataclass(frozen=True, slots=True)
class Kindness:
    """A colour of the picture: its number from 1, and what it stands for."""

    number: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a column: its colour, its upper edge and height in pixels."""

    colour: int
    y: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    """A month, year or decade: place and width in per cent; `counts` has one number a colour."""

    label: str
    short: str
    path: str
    x: str
    width: str
    middle: str
    total: int
    counts: tuple[int, ...]
    bars: tuple[Bar, ...]
    ticked: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scale."""

    y: str
    label: str


@dataclass(frozen=True, slots=True)
class Chronology:
    """All that the picture and its table show. `undated` documents stand in neither."""

    unit: Unit
    colours: tuple[Kindness, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    height: int
    undated: int

    @property
    def filled(self) -> tuple[Column, ...]:
        """The columns that have documents."""
        return tuple(column for column in self.columns if column.total)


def chronology(collection: Collection, words: Messages, height: int = _HEIGHT) -> Chronology:
    """The chronology of a collection."""
    dated = [(found, row.genre) for row in collection.documents if (found := parts(row.date)) is not None]
    undated = len(collection.documents) - len(dated)
    if not dated:
        return Chronology("year", (), (), (), height, undated)
    colours = _colours(collection, [genre for _, genre in dated])
    kinds = _kinds(colours, collection, words, [genre for _, genre in dated])
    first, last = dated[0][0][0], dated[-1][0][0]
    unit: Unit = "year" if last - first < _YEARS_AT_MOST else "decade"
    if (last - first + 1) * 12 <= _MONTHS_AT_MOST and any(month for (_, month, _), _ in dated):
        unit = "month"
    counts: dict[int, Counter[int]] = {}
    for (year, month, _), genre in dated:
        place = {"month": year * 12 + max(month, 1) - 1, "year": year, "decade": year // 10}[unit]
        counts.setdefault(place, Counter())[colours[genre]] += 1
    start, end = min(counts), max(counts)
    top = _top(max(found.total() for found in counts.values()))
    columns = tuple(
        _column(
            unit, place, start, end - start + 1, counts.get(place, Counter()), len(kinds), height / top, words, height
        )
        for place in range(start, end + 1)
    )
    step = top // 4 if top % 4 == 0 and top >= 8 else top // 2 if top % 2 == 0 else top
    lines = tuple(
        Line(_round(height - value * height / top), words.number(value)) for value in range(step, top + 1, step)
    )
    return Chronology(unit, kinds, columns, lines, height, undated)


def _colours(collection: Collection, genres: Iterable[str]) -> Mapping[str, int]:
    """The colour of each genre: the most frequent have their own."""
    counted = Counter(genres)
    ranked = sorted(counted, key=lambda genre: (not genre, -counted[genre], collection.labels.get(genre, genre)))
    own = len(ranked) if len(ranked) <= COLOURS + 1 else COLOURS
    return {genre: min(number, own) + 1 for number, genre in enumerate(ranked)}


def _kinds(
    colours: Mapping[str, int], collection: Collection, words: Messages, genres: Sequence[str]
) -> tuple[Kindness, ...]:
    counted = Counter(colours[genre] for genre in genres)
    members: dict[int, list[str]] = {}
    for genre, colour in colours.items():
        members.setdefault(colour, []).append(genre)
    found = []
    for colour, own in sorted(members.items()):
        label = collection.labels.get(own[0], "") or words("lists.no_genre")
        found.append(Kindness(colour, label if len(own) == 1 else words("chronology.others"), counted[colour]))
    return tuple(found)


def _top(highest: int) -> int:
    """The end of the scale: the next round number."""
    if highest <= 4:
        return highest
    size = 1
    while True:
        for step in (4, 6, 8, 10, 16, 20, 30):
            if step * size >= highest:
                return step * size
        size *= 10


def _column(
    unit: Unit,
    place: int,
    start: int,
    number: int,
    counted: Counter[int],
    colours: int,
    scale: float,
    words: Messages,
    height: int,
) -> Column:
    if unit == "month":
        year, month = divmod(place, 12)
        iso = f"{year:04}-{month + 1:02}"
        label, short, path = words.date(iso), str(year), f"dates/{year}.html#m-{month + 1:02}"
    elif unit == "year":
        label = short = str(place)
        path = f"dates/{place}.html"
    else:
        label, short, path = f"{place * 10}–{place * 10 + 9}", f"{place * 10}", f"dates/index.html#d-{place * 10}"
    share = 100 / number
    width = min(share * (0.82 if number > 12 else 0.7), 8)
    middle = (place - start + 0.5) * share
    bars = []
    base = float(height)
    for colour in range(1, colours + 1):
        if counted[colour]:
            tall = counted[colour] * scale
            base -= tall
            bars.append(Bar(colour, _round(base), _round(tall)))
    return Column(
        label=label,
        short=short,
        path=path,
        x=_round(middle - width / 2),
        width=_round(width),
        middle=_round(middle),
        total=counted.total(),
        counts=tuple(counted[colour] for colour in range(1, colours + 1)),
        bars=tuple(bars),
        ticked=_ticked(unit, place, start, number),
    )


def _ticked(unit: Unit, place: int, start: int, number: int) -> int:
    """Whether a column has its label below it: 2 always, 1 where there is room, 0 never."""
    if unit == "month":
        return 2 if place % 12 == 0 or place == start else 0
    if unit == "decade":
        place *= 10
        number *= 10
    steps = ((1, 2), (2, 5), (5, 10), (10, 20), (50, 100), (100, 500))
    wide, narrow = next((pair for pair in steps if number / pair[0] <= 14), (1000, 5000))
    return 2 if place % narrow == 0 or number == 1 else 1 if place % wide == 0 else 0


def _round(value: float) -> str:
    """A coordinate with two decimals at the most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
