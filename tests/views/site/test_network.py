"""The networks as pictures."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.views.model import Entity, Kind, Speech
from diplomatica.views.site.network import MOST, MOST_NARROW, Network, network, shortened, turn
from tests.views.site.gathering import at, document, gather, texts, written


def made(*pairs: tuple[str, str, int]) -> Network:
    keys = sorted({key for one, other, _ in pairs for key in (one, other) if key})
    entities = tuple(Entity("person", key, key.title(), ids=(("GND", key),) if key < "m" else ()) for key in keys)
    speeches = tuple(Speech(*pair) for pair in pairs)
    with gather([document("a", entities=entities, mentions=(), speeches=speeches, correspondence=())]) as collection:
        return network("spoke", collection.speeches, collection)


def test_a_tie_counts_both_directions() -> None:
    found = made(("anna", "bela", 3), ("bela", "anna", 2), ("bela", "zora", 1))
    assert [(a.name, b.name, edge.there, edge.back) for a, _, b, _, edge in found.table] == [
        ("Anna", "Bela", 3, 2), ("Bela", "Zora", 1, 0),
    ]  # fmt: skip
    assert (found.parties, found.ties) == (3, 2)
    assert [(node.name, node.identified) for node in found.column.nodes] == [
        ("Bela", True),
        ("Anna", True),
        ("Zora", False),
    ]


def test_speaking_to_nobody_or_to_oneself_is_no_tie() -> None:
    assert made(("anna", "", 3), ("bela", "bela", 2)).ties == 0


def test_the_strongest_are_shown_where_there_are_too_many() -> None:
    found = made(*((f"k{n:03}", f"k{n + 1:03}", 1 + n) for n in range(300)))
    assert len(found.circle.nodes) <= MOST
    assert len(found.column.nodes) <= MOST_NARROW
    assert {"K299", "K300"} <= {node.name for node in found.circle.nodes}
    assert found.parties == 301


def test_names_on_the_circle_do_not_touch() -> None:
    found = made(*((f"k{n:03}", f"k{n + 1:03}", 1) for n in range(MOST - 1)))
    places = [(float(node.x), float(node.y)) for node in found.circle.nodes]
    assert min(math.dist(one, other) for one, other in pairwise(places)) > 12
    assert all(0 <= x <= found.circle.width for x, _ in places)


@given(st.integers(1, 400), st.integers(0, 399))
def test_a_turn_is_sine_and_cosine(number: int, position: int) -> None:
    sine, cosine = turn(position % number, number)
    angle = 2 * math.pi * (position % number) / number
    assert sine == pytest.approx(math.sin(angle), abs=1e-12)
    assert cosine == pytest.approx(math.cos(angle), abs=1e-12)


def test_the_page_links_names_and_has_the_same_as_a_table() -> None:
    page = written([document("a"), document("b")])["network.html"]
    assert at(page, "//h2/text()") == ["Who spoke with whom", "Who wrote to whom"]
    nodes = at(page, "(//svg[@data-network])[1]//a")
    assert [(node.get("href"), node.get("aria-label")) for node in nodes] == [
        ("persons/person.varro.html", "Anton Varro: 4 speeches"),
        ("persons/brandt.html", "J. Brandt: 4 speeches"),
    ]
    rows = texts(page, "//table/tbody/tr")
    assert rows == ["Anton Varro J. Brandt 4 – 2", "Anton Varro J. Brandt 2 – 2"]


def test_without_ties_the_page_says_so() -> None:
    assert "The documents tell of nobody" in written([document("a", speeches=(), correspondence=())])["network.html"]


@pytest.mark.parametrize(
    ("name", "kind", "short"),
    [
        ("Anton Varro", "person", "Anton Varro"),
        ("Nykyfor Tymofiyovych Pavlyuk", "person", "N. T. Pavlyuk"),
        ("President of the Republic of Norvia", "person", "President of the Republic…"),
        ("Ministry of Foreign Affairs of Oster", "org", "Ministry of Foreign…"),
        ("Donaudampfschifffahrtsgesellschaft", "org", "Donaudampfschifffahrtsges…"),
    ],
)
def test_a_long_name_is_cut_where_it_can_be_read(name: str, kind: Kind, short: str) -> None:
    assert shortened(name, kind) == short
