"""The register: order, who is who, roles and ties."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.views.model import Archive, CorrespAction, DateFact, Entity, Mention, Speech
from diplomatica.views.site.authorities import read_authorities
from diplomatica.views.site.collection import Collection
from diplomatica.views.site.rows import ArchiveNode
from tests.views.site.gathering import BRANDT, VARRO, document, gather, many, written


def names(collection: Collection, kind: str) -> list[tuple[str, bool, int]]:
    return [(one.name, one.identified, len(one.appearances)) for one in collection.entities[kind]]  # type: ignore[index]


def test_documents_stand_in_chronological_order_and_the_undated_last() -> None:
    dates = {
        "a": "",
        "b": "1951-05-03",
        "c": "1951",
        "d": "1951-05",
        "e": "1949-12-31",
        "f": "soon",
        "g": "1951-05-03T09:00",
    }
    with gather(document(slug, date=DateFact(first)) for slug, first in dates.items()) as collection:
        assert [row.slug for row in collection.documents] == ["e", "c", "d", "b", "g", "a", "f"]
        before, after = collection.neighbours("c")
        assert (before and before.slug, after and after.slug) == ("e", "d")
        assert collection.neighbours("f")[1] is None
        assert [row.year for row in collection.documents][-2:] == [None, None]


def test_a_range_counts_by_its_start_and_an_end_alone_by_its_end() -> None:
    dates = {"a": DateFact("1952", "1960"), "b": DateFact("", "1951-02"), "c": DateFact("1953")}
    with gather(document(slug, date=date) for slug, date in dates.items()) as collection:
        assert [row.slug for row in collection.documents] == ["b", "a", "c"]


def test_two_documents_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two documents have the name a"):
        gather([document("a"), document("a")])


def test_what_an_authority_knows_is_one_across_documents_whatever_its_form() -> None:
    other = replace(VARRO, name="A. Varro", forms=("A. Varro",), office="Envoy")
    with gather([document("a"), document("b", entities=(other, BRANDT))]) as collection:
        (varro,) = [one for one in collection.entities["person"] if one.key == "person.varro"]
        assert varro.identified
        assert [(form.text, form.documents) for form in varro.forms] == [("Anton Varro", (0,)), ("A. Varro", (0, 1))]
        assert [(office.text, office.documents) for office in varro.offices] == [("Consul", (0,)), ("Envoy", (1,))]


def test_the_unidentified_are_one_by_key_and_name_and_never_by_key_alone() -> None:
    people = ("J. Brandt", "J. BRANDT", "Josef Brandt", "Brandt")
    documents = [
        document(str(n), entities=(Entity("person", "brandt", name),), mentions=()) for n, name in enumerate(people)
    ]
    identified = document("x", entities=(Entity("person", "brandt", "J. Brandt", ids=(("GND", "2"),)),), mentions=())
    with gather([*documents, identified]) as collection:
        assert sorted(names(collection, "person")) == [
            ("Brandt", False, 1), ("J. Brandt", False, 2), ("J. Brandt", True, 1), ("Josef Brandt", False, 1),
        ]  # fmt: skip
        (page,) = [entities for path, entities in collection.pages.items() if path == "persons/brandt.html"]
        assert [one.identified for one in page] == [True, False, False, False]
        assert len({one.anchor for one in page}) == 4


def test_a_key_of_an_authority_file_identifies_and_gives_the_name() -> None:
    entry = Entity(
        "person", "brandt", "Johann Brandt", ("Johann Brandt", "J. Brandt"), "Envoy of Oster", ids=(("GND", "7"),)
    )
    with gather([document("a")], [entry]) as collection:
        brandt = next(one for one in collection.entities["person"] if one.key == "brandt")
        assert (brandt.name, brandt.filed, brandt.identified, brandt.note) == (
            "Johann Brandt",
            "Brandt, Johann",
            True,
            "Envoy of Oster",
        )
        assert brandt.ids == (("GND", "7"),)
        assert not [one for one in collection.entities["person"] if one.name == "J. Brandt"]


def test_different_identifiers_for_one_key_are_told() -> None:
    other = replace(VARRO, ids=(("GND", "2"),))
    with gather([document("a"), document("b", entities=(other,))]) as collection:
        varro = next(one for one in collection.entities["person"] if one.key == "person.varro")
        assert varro.disputed == ("GND",)


def test_keys_that_differ_in_capitals_alone_share_a_page() -> None:
    documents = [
        document("a", entities=(Entity("person", "Orlan", "Orlan"),)),
        document("b", entities=(Entity("person", "orlan", "Orlan"),)),
    ]
    files = written(documents)
    assert files["persons/Orlan.html"].count('class="entity-section"') == 2
    assert files["persons/orlan.html"].count('class="entity-section"') == 2


def test_a_name_that_the_header_does_not_declare_has_a_page_too() -> None:
    facts = document(
        "a",
        mentions=(
            Mention("person", "ekholm", "p.cc", "with", "Ekholm", "today"),
            Mention("place", "", "p.d", "", "x", ""),
        ),
    )
    with gather([facts]) as collection:
        assert ("Ekholm", False, 1) in names(collection, "person")


def test_mentions_come_back_document_by_document_in_the_order_of_the_text() -> None:
    lines = tuple(Mention("person", "person.varro", f"p.{n}", "b", f"form {n}", "a") for n in range(3))
    with gather([document("b", mentions=lines, date=DateFact("1960")), document("a")]) as collection:
        varro = next(one for one in collection.entities["person"] if one.key == "person.varro")
        found = [(number, [line.form for line in mentions]) for number, mentions in collection.mentions(varro)]
        assert found == [(0, ["Varro"]), (1, ["form 0", "form 1", "form 2"])]
        assert varro.mentions == 4


def test_roles_come_from_the_header_the_correspondence_and_the_speeches() -> None:
    with gather([document("a")]) as collection:
        roles = {one.key: one.appearances[0].roles for one in collection.entities["person"]}
        assert roles == {"person.varro": ("author", "sender", "speaker"), "brandt": ("addressee",)}


def test_ties_are_counted_over_documents() -> None:
    documents = [document("a"), document("b", speeches=(Speech("brandt", "person.varro", 3), Speech("brandt", "", 1)))]
    with gather(documents) as collection:
        speeches = {(tie.source.name, tie.target.name): (tie.count, tie.documents) for tie in collection.speeches}
        letters = [(tie.source.name, tie.target.name, tie.count) for tie in collection.letters]
        assert speeches == {("Anton Varro", "J. Brandt"): (2, (0,)), ("J. Brandt", "Anton Varro"): (3, (1,))}
        assert letters == [("Anton Varro", "J. Brandt", 2)]


def test_a_correspondent_without_a_key_stays_a_mere_name() -> None:
    actions = (
        CorrespAction("sent", "", "Notables of Kelm", "", DateFact()),
        CorrespAction("received", "brandt", "", "", DateFact()),
    )
    with gather([document("a", correspondence=actions)]) as collection:
        (tie,) = collection.letters
        assert (tie.source.name, tie.source.index) == ("Notables of Kelm", -1)


def test_archives_keep_the_order_of_their_numbers() -> None:
    shelves = [(("fond", "3"), ("opis", "10"), ("list", "1-2")), (("fond", "3"), ("opis", "9")), (("fond", "12"),), ()]
    documents = [document(str(n), archives=(Archive("State Archive", shelf),)) for n, shelf in enumerate(shelves)]
    with gather(documents) as collection:
        (nodes,) = collection.archives

        def tree(node: ArchiveNode) -> tuple[object, ...]:
            return (node.value, node.documents, node.total, [tree(below) for below in node.below])

        assert [tree(node) for node in nodes] == [
            ("3", (), 2, [("9", (1,), 1, []), ("10", (0,), 1, [])]),
            ("12", (2,), 1, []),
        ]


def test_the_order_in_which_documents_come_makes_no_difference() -> None:
    documents = list(many(30))
    first = written(documents)
    random.Random(4).shuffle(documents)
    assert written(documents) == first


def test_an_empty_collection_has_its_pages_too() -> None:
    files = written([])
    assert "There are no documents yet." in files["documents/index.html"]
    assert "The documents name none." in files["persons/index.html"]


def test_authority_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "people.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="varro"><persName>'
        "<roleName>Consul</roleName> Anton Varro</persName><persName>A. V.</persName>"
        "<occupation>Consul of Oster</occupation>"
        '<idno type="GND">1</idno></person><person><persName>nobody</persName></person></listPerson></standOff></TEI>'
    )
    expected = Entity(
        "person", "varro", "Anton Varro", ("Anton Varro", "A. V."), "Consul of Oster", "", (("GND", "1"),)
    )
    assert read_authorities([path]) == (expected,)
    path.write_text("<TEI>")
    with pytest.raises(UnusableInput):
        read_authorities([path])
