"""The word lists: size, form, and the comment that tells where they come from."""

from __future__ import annotations

import pytest

from diplomatica.encoding.names.identity import compatible, parts, slug, slug_of
from diplomatica.encoding.names.lexicon import DATA, fold, lexicon
from diplomatica.encoding.names.offices import holds, office


def test_every_list_names_its_kind_of_source() -> None:
    for path in sorted(DATA.glob("*.txt")):
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        assert any("Source:" in line for line in head), path.name


@pytest.mark.parametrize(("kind", "least"), [("place", 900), ("org", 600), ("role", 100)])
def test_the_lexicon_is_big_enough(kind: str, least: int) -> None:
    assert sum(1 for phrase in lexicon().phrases.values() if phrase.kind == kind) >= least


def test_folding_leaves_letters_alone() -> None:
    assert fold("Kővári") == "kovari"
    assert fold("Ch’oe") == "ch'oe"
    assert fold("Wałęsa") == "walesa"


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("A.A. Orlin", "orlin"),
        ("Kim Il Sung", "kim-il-sung"),
        ("Lin Guowei", "lin-guowei"),
        ("Kovács István", "kovacs-istvan"),
        ("U Ohn", "u-ohn"),
        ("Karl von Strofzin", "strofzin"),
        ("3", "n-3"),
        ("", "person"),
    ],
)
def test_ids(name: str, id_: str) -> None:
    assert slug_of(parts(name)) == id_ or slug(name) == id_


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A. Orlin", "Andrei Orlin", True),
        ("V. Orlin", "Andrei Orlin", False),
        ("Phil Thorn", "Philip W. Thorn", True),
        ("Bill Thorn", "William Thorn", True),
        ("Kim Il Sung", "KIM IL-SUNG", True),
        ("Kim Il Sung", "Kim Il", False),
        ("Orlin", "Yu. D. Orlin", True),
    ],
)
def test_who_may_be_one_person(one: str, other: str, same: bool) -> None:
    assert compatible(parts(one), parts(other)) is same


@pytest.mark.parametrize(
    ("asked", "held", "meant"),
    [
        ("the Prime Minister", "British PM", True),
        ("Comrade Ambassador", "Soviet Ambassador to the DPRK", True),
        ("the Mongolian Ambassador", "Soviet Ambassador to the DPRK", False),
        ("the Minister", "Deputy Minister of Trade", False),
        ("the Minister", "Prime Minister", False),
        ("BK", "Federal Chancellor", True),
    ],
)
def test_who_holds_an_office(asked: str, held: str, meant: bool) -> None:
    assert holds(office(asked), office(held)) is meant
