"""Citations in the schemes of many archives; the numbers and names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.encoding.header.archives import read_archives
from diplomatica.encoding.header.citation import take_apart
from diplomatica.encoding.header.credits import read_credits

TABLE = (Path(__file__).parent / "citations.tsv").read_text(encoding="utf-8").splitlines()
CASES = [(line.split("\t")[0], line.split("\t")[1]) for line in TABLE if not line.startswith("#")] + [("", "")]


def shown(text: str) -> str:
    archives = []
    for archive in read_archives(take_apart(text).archives):
        place = f" @{archive.settlement}" if archive.settlement else ""
        levels = " ".join(f"{level.type}={level.text.replace(' ', '_')}" for level in archive.levels)
        archives.append(f"{archive.repository}{place}: {levels}".strip())
    return " / ".join(archives)


@pytest.mark.parametrize(("citation", "expected"), CASES)
def test_archives(citation: str, expected: str) -> None:
    assert shown(citation) == expected


@pytest.mark.parametrize(("citation", "expected"), [case for case in CASES if case[1] and "Contributed" not in case[0]])
def test_title_date_and_site_before_the_archives_change_nothing(citation: str, expected: str) -> None:
    whole = f'"Letter, “Wool,” from Kelm," May 7, 1963, Example Digital Archive, {citation}'
    parts = take_apart(whole)
    assert (parts.title, parts.date, parts.site) == (
        "Letter, “Wool,” from Kelm",
        "May 7, 1963",
        "Example Digital Archive",
    )
    assert shown(whole) == expected


CREDITS = [
    (
        "Obtained and translated for XYZP by Eva Lind.",
        "obtained Eva Lind; translated Eva Lind",
        "obtained and translated for XYZP",
    ),
    (
        "Obtained by Shen Bo and translated by Ian Moor and Eva Lind.",
        "obtained Shen Bo; translated Ian Moor; translated Eva Lind",
        "",
    ),
    (
        "Contributed, transcribed, and translated by Jan Orth.",
        "contributed Jan Orth; transcribed Jan Orth; translated Jan Orth",
        "",
    ),
    ("Contributed by Karin Aldous and translated by Mara Ilk.", "contributed Karin Aldous; translated Mara Ilk", ""),
    (
        "Obtained by A. B. Weil. Translated by C. D. Moor, Eva Lind, and J.R. Ilk.",
        ("obtained A. B. Weil; translated C. D. Moor; translated Eva Lind; translated J.R. Ilk"),
        "",
    ),
    (
        "Document obtained by Eva Lind, translated for XYZP by Ian Moor.",
        "obtained Eva Lind; translated Ian Moor",
        "translated for XYZP",
    ),
    (
        "Translated from Norvian by Ian Moor for the Harbour Project.",
        "translated Ian Moor",
        "translated for Harbour Project",
    ),
    ("Translation by Ian Moor, Jr.", "translated Ian Moor, Jr", ""),
    ("Translated by the Harbour Archive.", "translated Harbour Archive", ""),
    ("Provided by Ian Moor; edited by Eva Lind.", "provided Ian Moor; edited Eva Lind", ""),
    ("No one is named.", "", ""),
]


@pytest.mark.parametrize(("text", "people", "projects"), CREDITS)
def test_credits(text: str, people: str, projects: str) -> None:
    found, undertakings = read_credits(take_apart(f"XYA, f. 1, op. 2, d. 3. {text}").credits)
    assert "; ".join(f"{credit.role} {credit.name}" for credit in found) == people
    assert "; ".join(f"{project.role} {project.name}" for project in undertakings) == projects


def test_a_body_that_translates_is_no_person() -> None:
    found, _ = read_credits("Translated by the Harbour Archive and Ian Moor.")
    assert [credit.kind for credit in found] == ["org", "person"]
