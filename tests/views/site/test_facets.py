"""The data that scripts in the browser work on."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from diplomatica.views.model import DateFact, Entity
from diplomatica.views.site.facets import entity_id, facets, words_for_script
from diplomatica.views.site.messages import messages
from tests.views.site.gathering import LETTER, document, gather, many, written


def data(files: dict[str, str], name: str) -> Any:
    text = files[f"assets/{name}.js"]
    assert text.startswith("window.diplomatica")
    return json.loads(text.partition("=")[2].rstrip(";\n"))


def test_every_document_stands_in_the_data_in_the_order_of_the_list() -> None:
    documents = list(many(40))
    found = data(written(documents), "facets")
    assert sorted(row[0] for row in found["documents"]) == sorted(facts.slug for facts in documents)
    years = [row[5] for row in found["documents"]]
    assert years == sorted(years)


def test_values_of_a_facet_are_the_facts() -> None:
    documents = [document("a"), document("b", genre=LETTER, date=DateFact(), entities=())]
    found = data(written(documents), "facets")
    facet = {one["name"]: (6 + place, one["values"]) for place, one in enumerate(found["facets"])}
    rows = {row[0]: row for row in found["documents"]}

    def values(slug: str, name: str) -> list[str]:
        column, known = facet[name]
        return [known[number][1] for number in rows[slug][column]]

    assert (values("a", "genre"), values("b", "genre")) == (["Telegram"], ["Letter"])
    assert values("a", "person") == ["Brandt, J.", "Varro, Anton"]
    assert rows["b"][5] is None
    assert rows["b"][2] == "Without a date"


def test_counts_beside_choices_are_numbers_of_documents() -> None:
    documents = list(many(60))
    with gather(documents) as collection:
        found = facets(collection, messages("en"))
    genres = Counter(facts.genre.label for facts in documents if facts.genre)
    (genre,) = [one for one in found.facets if one.name == "genre"]
    assert {choice.label: choice.count for choice in genre.choices} == dict(genres)
    assert [choice.count for choice in genre.choices] == sorted(genres.values(), reverse=True)
    assert (found.first, found.last) == (1945, 1989)


def test_names_are_known_by_all_their_forms() -> None:
    found = data(written([document("a")]), "names")
    assert ["persons/person.varro.html", "Anton Varro", ["A. Varro"], 1, "persons"] in found["names"]


def test_entities_of_one_key_differ_in_addresses() -> None:
    documents = [
        document(name, entities=(Entity("person", "orlan", name),), mentions=()) for name in ("Orlan", "M. Orlan")
    ]
    with gather(documents) as collection:
        ids = {entity_id(one) for one in collection.entities["person"]}
    assert len(ids) == 2


def test_scripts_get_words_with_their_plurals() -> None:
    assert words_for_script(messages("en"), "facets", ["documents"]) == {
        "documents": {"one": "{count} document", "other": "{count} documents"}
    }
