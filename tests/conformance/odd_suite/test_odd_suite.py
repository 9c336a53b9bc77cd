"""Our RELAX NG against the reference's: the same documents are valid, and the first error is on the same line.

A part of the fragments by default; all with DIPLOMATICA_WHOLE=1.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import diplomatica.odd
from tests.conformance.odd_suite import suite


@pytest.mark.parametrize("odd", suite.ODDS)
def test_fragments_are_judged_as_the_reference_does(
    odd: str,
    odd_suite: Path,
    cases: suite.Cases,
    verdicts: dict[str, list[suite.Verdict]],
    jing: str,
    tmp_path: Path,
) -> None:
    schema = tmp_path / "schema.rng"
    schema.write_text(suite.grammar_text(suite.schema_of(odd_suite, odd), any_root=True), encoding="utf-8")
    asked = suite.asked(verdicts[odd], cases)
    found = suite.first_errors(jing, schema, [cases[verdict.set, verdict.ident] for verdict in asked])
    assert suite.differences(asked, cases, found, suite.skipped()) == []


def test_skipped_cases_do_differ(
    odd_suite: Path,
    verdicts: dict[str, list[suite.Verdict]],
    jing: str,
    tmp_path: Path,
) -> None:
    """A case is skipped for a difference that there is, and that the page of differences explains."""
    skipped = suite.skipped()
    page = (Path(diplomatica.odd.__path__[0]) / "README.md").read_text(encoding="utf-8")
    assert {why for why in skipped.values() if f"`{why}`" not in page} == set()
    texts = {(kind, ident): xml for kind, ident, xml in suite.fragments(odd_suite)}
    for odd in sorted({key[0] for key in skipped}):
        schema = tmp_path / f"{odd}.rng"
        schema.write_text(suite.grammar_text(suite.schema_of(odd_suite, odd), any_root=True), encoding="utf-8")
        expected = {(verdict.set, verdict.ident): verdict.line for verdict in verdicts[odd]}
        files = {}
        for number, (_, kind, ident) in enumerate(sorted(key for key in skipped if key[0] == odd)):
            files[kind, ident] = tmp_path / f"{odd}-{number}.xml"
            files[kind, ident].write_text(texts[kind, ident], encoding="utf-8", newline="")
        found = suite.first_errors(jing, schema, files.values())
        assert [case for case, path in files.items() if found.get(str(path), 0) == expected[case]] == []


def test_documents_are_judged_as_the_reference_does(odd_suite: Path, jing: str, tmp_path: Path) -> None:
    wrong = []
    for odd, asked in suite.document_verdicts(odd_suite).items():
        schema = tmp_path / f"{odd}.rng"
        schema.write_text(suite.grammar_text(suite.schema_of(odd_suite, odd), any_root=False), encoding="utf-8")
        found = suite.first_errors(jing, schema, [odd_suite / verdict.ident for verdict in asked])
        wrong += [
            (verdict, line)
            for verdict in asked
            if (line := found.get(str(odd_suite / verdict.ident), 0)) != verdict.line
        ]
    assert wrong == []


@pytest.mark.parametrize("odd", ["tei_bare", "tei_lite", "cmi-customization", "tei_all"])
def test_libxml2_compiles_it(odd: str, odd_suite: Path) -> None:
    from lxml import etree

    text = suite.grammar_text(suite.schema_of(odd_suite, odd), any_root=False)
    etree.RelaxNG(etree.fromstring(text.encode()))
