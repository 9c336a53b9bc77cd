"""The table of elements, row by row; its legend; and that nothing shows an element but the table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.views.policy import VIEWS, compiled, legend, rows, stored
from diplomatica.views.words import FOLDER, words
from tests.conftest import ROOT
from tests.views.rows import expected, made

ROWS = {row.id: row for row in rows()}
XSLT = sorted((ROOT / "xslt").glob("*/*.xsl"))


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_row_makes_what_is_expected(name: str) -> None:
    assert made(ROWS[name]) == expected()[name]


def test_every_row_has_a_name_of_its_own_and_an_example_of_its_own_elements() -> None:
    assert len(ROWS) == len(rows())
    assert set(expected()) == set(ROWS)
    for row in rows():
        if row.elements != ("*",):
            assert any(re.search(rf"<{name}\b", row.example) for name in row.elements), row.id


def test_a_row_behind_one_without_condition_is_never_used() -> None:
    seen: set[str] = set()
    for row in rows():
        assert not seen & set(row.elements), row.id
        if not row.condition:
            seen |= set(row.elements)


@pytest.mark.parametrize("view", VIEWS)
def test_the_stylesheets_are_made_from_the_table(view: str) -> None:
    assert stored(view).read_text(encoding="utf-8") == compiled(view), "run python -m diplomatica.views.policy"


def test_only_the_table_shows_elements() -> None:
    for path in XSLT:
        if path.name == "rules.xsl":
            continue
        rules = re.findall(r'<xsl:template match="([^"]*)" mode="(reading|diplomatic)"', path.read_text("utf-8"))
        for match, mode in rules:
            assert re.match(r"text\(\)|comment\(\)", match), f"{path.name}: {match} in {mode}"


def test_every_element_of_the_schema_has_a_row() -> None:
    schema = json.loads((ROOT / "schema" / "diplomatica.json").read_text(encoding="utf-8"))
    named = {name for row in rows() for name in row.elements}
    header = {"header", "corpus"}
    own = {element["ident"] for element in schema["elements"] if element["module"] not in header}
    outside_the_text = set(
        """TEI author publisher respStmt resp biblScope handNotes birth death residence floruit location nationality
        occupation msIdentifier altIdentifier repository desc""".split()
    )
    assert own - named <= outside_the_text


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_legend_has_words_for_every_row_that_a_reader_meets(language: str) -> None:
    told = legend(language)
    assert [row.id for row in told] == [row.id for row in rows() if row.legend]
    for row in told:
        assert row.words
        assert row.reading
        assert row.diplomatic


def test_all_languages_have_the_same_words() -> None:
    keys = {path.stem: set(words(path.stem)) for path in sorted(FOLDER.glob("*.toml"))}
    numbers = re.compile(r"number\.\d+$")
    plain = {name: {key.partition(" ")[0] for key in found if not numbers.match(key)} for name, found in keys.items()}
    assert all(found == plain["en"] for found in plain.values())


def test_places_in_messages_are_the_same_in_all_languages() -> None:
    english = words("en")
    for key, text in words("de").items():
        if key in english and not key.endswith(" one"):
            assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key


def test_a_language_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(UnusableInput, match="no words in the language"):
        words("xx")


def test_files_of_the_views_are_short() -> None:
    for path in [*XSLT, *sorted(Path(ROOT / "src" / "diplomatica" / "views").glob("*.py"))]:
        assert path.name == "rules.xsl" or len(path.read_text(encoding="utf-8").splitlines()) < 400, path
