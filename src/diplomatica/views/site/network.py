"""Who spoke with whom, and who wrote to whom, as pictures: names on a circle on wide pages, in a column on narrow ones.

The layout is computed with additions and multiplications alone, and rounded, so that every machine gives the same.
Beside each picture stands the same as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from diplomatica.views.model import Kind
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.filing import sort_key
from diplomatica.views.site.frame import Frame
from diplomatica.views.site.model import Page, Write
from diplomatica.views.site.rows import Party, Tie

MOST = 200
"""So many names stand in a picture, those with the strongest ties."""
MOST_NARROW = 80
"""So many stand in the picture for narrow pages."""
CROWD = 250
"""A picture with more lines has thinner and paler ones."""
TABLE = 500
"""So many ties stand in the table."""

_Path = Callable[[Party], str]
_LINE = 15  # pixels from name to name on the circle
_ROW = 24  # and in the column
_LABEL = 190  # pixels for a name outside the circle
_LETTER = 7.2  # and for a letter of it
_LONGEST = 26  # letters of a name in a picture


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie of two names in both directions: `a` and `b` are places in the list of nodes."""

    a: int
    b: int
    there: int
    back: int
    documents: int

    @property
    def count(self) -> int:
        """How often in both directions."""
        return self.there + self.back


@dataclass(frozen=True, slots=True)
class Node:
    """A name in a picture; `turn` is the angle of its label in degrees."""

    number: int
    name: str
    short: str
    path: str
    count: int
    identified: bool
    x: str
    y: str
    size: str
    turn: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a picture: its path, width and strength (1 to 3), and the nodes at its ends."""

    path: str
    width: str
    strength: int
    a: int
    b: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: nodes, lines, size and upper edge in pixels."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    top: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """All that the page shows of a kind of tie; `parties` and `ties` count what there is, pictured or not."""

    kind: str
    circle: Picture
    column: Picture
    table: tuple[tuple[Party, str, Party, str, Edge], ...]
    parties: int
    ties: int


def write_network(collection: Collection, frame: Frame, write: Write) -> None:
    """Write `network.html`."""
    page = Page(
        path="network.html",
        title=frame.words("nav.network"),
        section="network",
        description=frame.words("network.lede"),
        kind="network-page",
        styles=("lists.css",),
        scripts=("network.js",),
    )
    networks = (network("spoke", collection.speeches, collection), network("wrote", collection.letters, collection))
    body = frame.render(page, "lists/network.html", networks=tuple(one for one in networks if one.ties), crowd=CROWD)
    write(page.path, body)


def network(kind: str, ties: Sequence[Tie], collection: Collection) -> Network:
    """The network of some ties. Ties to nobody in particular, or to oneself, stand in none."""
    parties, edges = _edges(ties)
    weight = [0] * len(parties)
    for edge in edges:
        weight[edge.a] += edge.count
        weight[edge.b] += edge.count
    ranked = sorted(range(len(parties)), key=lambda place: (-weight[place], sort_key(parties[place].name), place))

    def path(party: Party) -> str:
        return collection.entities[party.kind][party.index].path if party.index >= 0 else ""

    def picture(most: int, draw: Callable[..., Picture]) -> Picture:
        chosen = set(ranked[:most])
        inside = [edge for edge in edges if edge.a in chosen and edge.b in chosen]
        linked = {place for edge in inside for place in (edge.a, edge.b)}
        order = _neighbourly([place for place in ranked if place in linked], inside)
        return draw(order, inside, parties, weight, path, collection)

    table = tuple((parties[one.a], path(parties[one.a]), parties[one.b], path(parties[one.b]), one) for one in edges)
    return Network(kind, picture(MOST, _circle), picture(MOST_NARROW, _column), table[:TABLE], len(parties), len(edges))


def _edges(ties: Sequence[Tie]) -> tuple[list[Party], list[Edge]]:
    """Everybody who has a tie, and their ties with both directions in one, the strongest first."""
    place: dict[Party, int] = {}
    found: dict[tuple[int, int], list[int]] = {}
    where: dict[tuple[int, int], set[int]] = {}
    for tie in ties:
        if not tie.target.name or tie.source == tie.target:
            continue
        a, b = (place.setdefault(party, len(place)) for party in (tie.source, tie.target))
        pair = (min(a, b), max(a, b))
        found.setdefault(pair, [0, 0])[0 if a < b else 1] += tie.count
        where.setdefault(pair, set()).update(tie.documents)
    parties = list(place)
    edges = [Edge(a, b, there, back, len(where[a, b])) for (a, b), (there, back) in found.items()]
    edges.sort(key=lambda edge: (-edge.count, sort_key(parties[edge.a].name), sort_key(parties[edge.b].name)))
    return parties, edges


def _neighbourly(ranked: Sequence[int], edges: Sequence[Edge]) -> list[int]:
    """An order in which those with strong ties stand near one another.

    The strongest begins; next comes whoever has the strongest ties with those placed last.
    """
    ties: dict[int, dict[int, int]] = {}
    for edge in edges:
        ties.setdefault(edge.a, {})[edge.b] = edge.count
        ties.setdefault(edge.b, {})[edge.a] = edge.count
    rank = {place: number for number, place in enumerate(ranked)}
    waiting = dict(rank)
    order: list[int] = []
    pull: dict[int, int] = {}
    while waiting:
        near = [place for place in pull if place in waiting]
        following = (
            min(near, key=lambda place: (-pull[place], rank[place])) if near else min(waiting, key=rank.__getitem__)
        )
        del waiting[following]
        order.append(following)
        # What was placed long ago pulls less than the last one.
        pull = {place: strength // 2 for place, strength in pull.items() if strength > 1 and place in waiting}
        for other, count in ties.get(following, {}).items():
            pull[other] = pull.get(other, 0) + 8 * count
    return order


# -- drawing ----------------------------------------------------------------------------------------------------------


def _circle(
    order: Sequence[int],
    edges: Sequence[Edge],
    parties: Sequence[Party],
    weight: Sequence[int],
    path: _Path,
    collection: Collection,
) -> Picture:
    number = len(order)
    radius = max(130.0, number * _LINE / 6.283185)
    middle = radius + _LABEL
    heaviest = max((weight[place] for place in order), default=1)
    nodes = []
    at: dict[int, tuple[float, float]] = {}
    for position, place in enumerate(order):
        sine, cosine = turn(position, number)
        at[place] = (middle + radius * sine, middle - radius * cosine)
        degrees = position * 360 / number - 90
        is_left = position * 2 > number
        nodes.append(
            _node(position, parties[place], weight[place], heaviest, path, collection,
                  (middle + (radius + 10) * sine, middle - (radius + 10) * cosine),
                  degrees + 180 if is_left else degrees, is_left)
        )  # fmt: skip
    places = {place: position for position, place in enumerate(order)}
    strongest = max((edge.count for edge in edges), default=1)
    lines = []
    for edge in reversed(edges):
        (ax, ay), (bx, by) = at[edge.a], at[edge.b]
        # Neighbours get a flat bow, opposites nearly a straight line through the middle.
        chord = sqrt((ax - bx) * (ax - bx) + (ay - by) * (ay - by)) / (2 * radius)
        bend = 0.85 - 0.75 * chord
        cx, cy = middle + (ax + bx - 2 * middle) * bend / 2, middle + (ay + by - 2 * middle) * bend / 2
        drawn = f"M{_r(ax)} {_r(ay)}Q{_r(cx)} {_r(cy)} {_r(bx)} {_r(by)}"
        lines.append(_line(drawn, edge, strongest, places, len(edges) > CROWD))
    top, bottom = _reach(nodes)
    return Picture(tuple(nodes), tuple(lines), round(2 * middle), bottom - top, top)


def _reach(nodes: Sequence[Node]) -> tuple[int, int]:
    """The upper and lower edge of the names on a circle, so that no room is left empty above and below it."""
    edges = [0.0]
    for node in nodes:
        sine, _ = turn(round(float(node.turn)) % 360, 360)
        reach = (len(node.short) * _LETTER + 8) * sine * (-1 if node.is_left else 1)
        edges += [float(node.y) + reach + side for side in (-12, 12)]
    return round(min(edges[1:], default=0)), round(max(edges[1:], default=0))


def _column(
    order: Sequence[int],
    edges: Sequence[Edge],
    parties: Sequence[Party],
    weight: Sequence[int],
    path: _Path,
    collection: Collection,
) -> Picture:
    heaviest = max((weight[place] for place in order), default=1)
    places = {place: position for position, place in enumerate(order)}
    left, room = 168.0, 112.0
    nodes = tuple(
        _node(position, parties[place], weight[place], heaviest, path, collection,
              (left, position * _ROW + _ROW / 2), 0, True)
        for position, place in enumerate(order)
    )  # fmt: skip
    strongest = max((edge.count for edge in edges), default=1)
    furthest = max((abs(places[edge.a] - places[edge.b]) for edge in edges), default=1)
    lines = []
    for edge in reversed(edges):
        top, bottom = sorted((places[edge.a], places[edge.b]))
        y1, y2 = top * _ROW + _ROW / 2, bottom * _ROW + _ROW / 2
        reach = left + 12 + (room - 12) * 1.3 * sqrt((bottom - top) / furthest)
        start = left + 9
        drawn = f"M{_r(start)} {_r(y1)}C{_r(reach)} {_r(y1)} {_r(reach)} {_r(y2)} {_r(start)} {_r(y2)}"
        lines.append(_line(drawn, edge, strongest, places, len(edges) > CROWD))
    return Picture(nodes, tuple(lines), 288, len(order) * _ROW + 4)


def shortened(name: str, kind: Kind) -> str:
    """A name as it stands in a picture: a long one of a person with initials, any other cut after a word.

    before   shortened("Nykyfor Tymofiyovych Pavlyuk", "person"); shortened("Ministry of Foreign Affairs", "org")
    after    "N. T. Pavlyuk"; "Ministry of Foreign…"
    """
    if len(name) <= _LONGEST:
        return name
    words = name.split()
    if kind == "person" and len(words) < 5 and all(word[0].isupper() for word in words):
        initials = " ".join([*(f"{word[0]}." for word in words[:-1]), words[-1]])
        if len(initials) <= _LONGEST:
            return initials
    whole = name[:_LONGEST].rpartition(" ")[0]
    return (whole if len(whole) > _LONGEST // 2 else name[: _LONGEST - 1]).rstrip(" ,;") + "…"


def _node(
    position: int,
    party: Party,
    weight: int,
    heaviest: int,
    path: _Path,
    collection: Collection,
    at: tuple[float, float],
    degrees: float,
    is_left: bool,
) -> Node:
    return Node(
        number=position,
        name=party.name,
        short=shortened(party.name, party.kind),
        path=path(party),
        count=weight,
        identified=party.index >= 0 and collection.entities[party.kind][party.index].identified,
        x=_r(at[0]),
        y=_r(at[1]),
        size=_r(2.5 + 4.5 * sqrt(weight / heaviest)),
        turn=_r(degrees),
        is_left=is_left,
    )


def _line(drawn: str, edge: Edge, strongest: int, places: dict[int, int], crowded: bool) -> Line:
    share = edge.count / strongest
    strength = 3 if share > 0.5 else 2 if share > 0.15 else 1
    thick = sqrt((edge.count - 1) / max(strongest - 1, 9))
    width = 0.7 + 2.3 * thick if crowded else 1.2 + 4.8 * thick
    return Line(drawn, _r(width), strength, places[edge.a], places[edge.b])


def turn(position: int, number: int) -> tuple[float, float]:
    """Sine and cosine of a part of a full turn, by their series (Taylor): the same bits on every machine."""
    eighths, rest = divmod(position * 8, number)
    angle = (rest / number) * 0.7853981633974483
    square = angle * angle
    sine = cosine = 0.0
    for factor in range(17, 0, -2):
        sine = 1 - square / ((factor + 1) * (factor + 2)) * sine
        cosine = 1 - square / (factor * (factor + 1)) * cosine
    sine *= angle
    for _ in range(eighths):
        sine, cosine = (sine + cosine) * 0.7071067811865476, (cosine - sine) * 0.7071067811865476
    return sine, cosine


def _r(value: float) -> str:
    """A coordinate with one decimal at the most."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
