"""The chronology as a picture."""

from __future__ import annotations

import pytest

from diplomatica.views.model import DateFact, DocumentFacts, Term
from diplomatica.views.site.chronology import Chronology, chronology
from diplomatica.views.site.messages import messages
from tests.views.site.gathering import at, document, gather, texts, written


def made(*documents: DocumentFacts) -> Chronology:
    with gather(documents) as collection:
        return chronology(collection, messages("en"))


def dated(*dates: str) -> list[DocumentFacts]:
    return [document(str(n), date=DateFact(date)) for n, date in enumerate(dates)]


@pytest.mark.parametrize(
    ("dates", "unit", "labels"),
    [
        (("1951-05-03", "1951-07"), "month", ["May 1951", "June 1951", "July 1951"]),
        (("1951", "1953"), "year", ["1951", "1952", "1953"]),
        (("1951-01", "1960"), "year", [str(year) for year in range(1951, 1961)]),
        (("1801", "1960"), "decade", [f"{year}–{year + 9}" for year in range(1800, 1970, 10)]),
    ],
)
def test_the_unit_follows_the_span(dates: tuple[str, ...], unit: str, labels: list[str]) -> None:
    found = made(*dated(*dates))
    assert found.unit == unit
    assert [column.label for column in found.columns] == labels


def test_every_dated_document_stands_in_one_column() -> None:
    found = made(*dated("1951", "1951", "1953", "", "1999"))
    assert sum(column.total for column in found.columns) == 4
    assert found.undated == 1
    assert all(column.total == sum(column.counts) for column in found.columns)


def test_bars_are_stacked_from_the_ground_without_a_gap() -> None:
    genres = [Term(f"g{n}", f"Kind {n}") for n in range(3)]
    found = made(*(document(str(n), genre=genres[n % 3]) for n in range(7)))
    (column,) = found.filled
    base = float(found.height)
    for bar in column.bars:
        assert float(bar.y) + float(bar.height) == pytest.approx(base, abs=0.02)
        base = float(bar.y)
    assert base >= 0


def test_rare_genres_share_the_last_colour() -> None:
    documents = [document(f"{n}-{m}", genre=Term(f"g{n}", f"Kind {n}")) for n in range(9) for m in range(10 - n)]
    found = made(*documents)
    assert [kind.label for kind in found.colours] == [*(f"Kind {n}" for n in range(6)), "Other kinds"]
    assert sum(kind.count for kind in found.colours) == len(documents)


def test_columns_stay_inside_the_picture() -> None:
    for dates in (("1951",), ("1951", "1952"), [str(year) for year in range(1900, 2000)]):
        for column in made(*dated(*dates)).columns:
            assert float(column.x) >= 0
            assert float(column.x) + float(column.width) <= 100.01


def test_the_picture_has_names_and_a_table_that_says_the_same() -> None:
    page = written(dated("1951", "1951", "1953"))["dates/index.html"]
    columns = at(page, "//svg//a/@aria-label")
    rows = texts(page, "//table/tbody/tr")
    assert columns == ["1951: 2 documents", "1953: 1 document"]
    assert [row.split()[:2] for row in rows] == [["1951", "2"], ["1953", "1"]]


def test_without_dates_there_is_no_picture() -> None:
    assert '<svg class="chart"' not in written(dated(""))["dates/index.html"]
