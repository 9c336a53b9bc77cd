"""`diplomatica source`, `diplomatica rules`, `--version` and `--help`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import diplomatica
from diplomatica.commands.rules import rules, titles
from diplomatica.encoding.codes import codes
from diplomatica.encoding.encode import encode
from diplomatica.source.model import SourceText

Run = Callable[..., Result]


def test_source_is_rebuilt_from_the_tei_alone(document: Path, tmp_path: Path, run: Run) -> None:
    run("encode", document, "-o", tmp_path / "out")
    document.unlink()
    result = run("source", tmp_path / "out" / "letter.xml")
    assert result.exit_code == 0
    assert "the bridge had been mended [by the engineers]" in result.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "can't be read"),
        (b"<TEI><p></TEI>", "not well-formed XML"),
        (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "no text of a TEI document"),
        (b"", "not well-formed XML"),
    ],
)
def test_source_of_what_is_no_tei(content: bytes | None, message: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.xml"
    if content is not None:
        path.write_bytes(content)
    result = run("source", path)
    assert result.exit_code == 2
    assert result.stderr.startswith(str(path))
    assert message in result.stderr


def test_rules_are_listed_and_explained(run: Run) -> None:
    listed = run("rules")
    assert listed.exit_code == 0
    assert "STR70" in listed.stdout
    explained = run("rules", "str70")
    assert explained.stdout.startswith("STR70: Numbered and bulleted lists")
    assert "before" in explained.stdout
    assert "after" in explained.stdout
    unknown = run("rules", "names.offices")
    assert unknown.exit_code == 2
    assert "did you mean names.office?" in unknown.stderr
    by_name = run("rules", "date.iso")
    assert by_name.exit_code == 0
    assert "(date.iso)" in by_name.stdout


def test_every_line_of_the_overview_is_of_a_rule() -> None:
    assert set(titles()) - {rule.name for rule in rules().values()} == set()
    untitled = [rule.name for rule in rules().values() if rule.name not in titles()]
    assert untitled == []


def test_every_rule_has_a_code_of_its_own() -> None:
    assert all(re.fullmatch(r"[A-Z]{3}\d\d", code) for code in rules()), [c for c in rules() if "." in c]
    assert len(set(codes().values())) == len(codes())


def test_every_decision_has_a_rule_that_is_listed() -> None:
    text = "To KELM\n\n"
    text += "On 3 April 1951 Minister Anton Varro [sic] said that it was open (see 4/5/51).\n\n"
    text += "1. One.\n\n2. Two.\n"
    codes = {decision.rule for decision in encode(SourceText("a.txt", text)).decisions}
    assert codes - set(rules()) == set()
    assert len(codes) >= 6


def test_help_tells_the_exit_codes(run: Run) -> None:
    text = run("encode", "--help").stdout
    assert "Exit codes:" in text
    for code in ("0 ", "1 ", "2 ", "130 "):
        assert any(line.strip().startswith(code) for line in text.splitlines())


def test_version(run: Run) -> None:
    assert diplomatica.__version__ in run("--version").stdout


def test_the_command_line_imports_nothing_heavy() -> None:
    tree = ast.parse(Path(diplomatica.__file__).with_name("cli.py").read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in top}
    light = {"__future__", "collections.abc", "contextlib", "signal", "sys", "pathlib", "typing"}
    assert names == {*light, "click", "diplomatica"}


NS = "xmlns='http://www.tei-c.org/ns/1.0'"


def test_source_of_a_corpus_is_all_its_texts(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "corpus.xml"
    texts = "".join(f"<TEI><text><body><p>{word}</p></body></text></TEI>" for word in ("One", "Two"))
    path.write_text(f"<teiCorpus {NS}><teiHeader/>{texts}</teiCorpus>", encoding="utf-8")
    assert run("source", path).stdout == "One\n\nTwo\n"


@pytest.mark.parametrize("depth", [250, 5000])
def test_source_of_what_is_nested_too_deeply(depth: int, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "deep.xml"
    path.write_text(f"<TEI {NS}><text>{'<div>' * depth}x{'</div>' * depth}</text></TEI>", encoding="utf-8")
    result = run("source", path)
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert "XML_PARSE" not in result.stderr
