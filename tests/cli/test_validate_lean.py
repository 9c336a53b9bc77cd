"""The quick way through `validate`, and what it keeps: the same answers as the whole way, or none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from diplomatica.cli import cli
from diplomatica.collection import cache
from diplomatica.commands import validate_lean, validate_learnt
from diplomatica.commands import validate_schemas as schemas
from diplomatica.commands.validate import Request
from diplomatica.commands.validate import run as whole
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.compile import Compiled
from diplomatica.relaxng.engine.faults import Fault
from diplomatica.relaxng.engine.matcher import Matcher
from diplomatica.relaxng.engine.tables import learnt, restore
from tests.validation.making import SCHEMA, TEI, document

BODIES = (
    '<div type="letter"><p>on <date when="1951-11-03">the day</date><measure>1.5</measure></p></div>',
    '<head xml:id="a">A</head><div><list><item n="1">one</item></list><pb/></div>',
    '<div><p><ptr target="#a"/><graphic url="http://example.org/%20"/></p><closer><signed>Li</signed></closer></div>',
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIPLOMATICA_CACHE", str(tmp_path / "cache"))
    (tmp_path / "schema.rng").write_text(SCHEMA, encoding="utf-8")
    for number, body in enumerate(BODIES):
        (tmp_path / f"{number}.xml").write_bytes(document(body))
    return tmp_path


def lean(folder: Path, *more: str) -> int | None:
    return validate_lean.run(
        ["--schema", str(folder / "schema.rng"), "--no-ids", *more, *sorted(map(str, folder.glob("*.xml")))]
    )


def full(folder: Path) -> int:
    sources = tuple(sorted(map(str, folder.glob("*.xml"))))
    return whole(Request(sources, schema=str(folder / "schema.rng"), ids=False, output=folder / "report.txt"))


def test_it_knows_what_was_learnt_and_says_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lean(folder) is None, "nothing is kept yet"
    assert full(folder) == 0
    assert lean(folder) == 0
    assert capsys.readouterr().out == (folder / "report.txt").read_text(encoding="utf-8")
    for path in (folder / "1.xml", folder / "2.xml"):
        path.unlink()
    assert lean(folder, "--no-cache") == 0
    full(folder)
    assert capsys.readouterr().out == (folder / "report.txt").read_text(encoding="utf-8")


def test_it_leaves_to_others_what_is_to_be_told(folder: Path) -> None:
    full(folder)
    assert lean(folder, "--format", "json") is None
    assert lean(folder, "--jobs", "x") is None
    assert lean(folder, str(folder / "nowhere.xml")) is None
    assert validate_lean.run(["--schema", str(folder / "schema.rng"), str(folder / "0.xml")]) is None
    for wrong in (document("<div><foo/></div>"), b"<text", b""):
        (folder / "0.xml").write_bytes(wrong)
        assert lean(folder) is None


def test_what_is_new_is_derived_and_kept(folder: Path) -> None:
    full(folder)
    (folder / "0.xml").write_bytes(
        document('<div n="7"><opener><date>now</date></opener><p xml:lang="de">neu</p></div>')
    )
    entry = next((folder / "cache" / "learnt").iterdir())
    before = entry.read_bytes()
    assert lean(folder) == 0
    after = entry.read_bytes()
    assert after != before
    assert lean(folder) == 0
    assert entry.read_bytes() == after, "nothing more is new"


def test_rules_that_were_not_run_are_run_when_they_are_asked_for(folder: Path) -> None:
    """A run without rules keeps what it learnt, but not what the rules are."""
    schema = folder / "schema.rng"
    rule = '<s:rule context="t:list"><s:assert test="@n">a list has a number</s:assert></s:rule>'
    namespaces = 'xmlns:s="http://purl.oclc.org/dsdl/schematron"'
    embedded = f'<s:ns {namespaces} prefix="t" uri="{TEI}"/><s:pattern {namespaces}>{rule}</s:pattern></grammar>'
    schema.write_text(SCHEMA.replace("</grammar>", embedded), encoding="utf-8")
    sources = tuple(sorted(map(str, folder.glob("*.xml"))))
    without = Request(sources, schema=str(schema), ids=False, rules=False, output=folder / "report.txt")
    for _ in range(2):
        assert whole(without) == 0
    assert lean(folder, "--no-schematron") == 0
    assert lean(folder) is None
    assert full(folder) == 1
    assert "a list has a number" in (folder / "report.txt").read_text(encoding="utf-8")


def test_another_schema_or_program_is_another_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full(folder)
    assert lean(folder) == 0
    with monkeypatch.context() as context:
        context.setattr(validate_learnt, "program", lambda: b"another")
        assert lean(folder) is None
    entry = next((folder / "cache" / "learnt").iterdir())
    kept = entry.read_bytes()
    entry.write_bytes(kept[: len(kept) // 2])
    assert lean(folder) is None
    entry.write_bytes(kept)
    (folder / "schema.rng").write_text(SCHEMA.replace('name="pb"', 'name="cb"'), encoding="utf-8")
    assert lean(folder) is None
    assert full(folder) == 1


def test_the_cache_is_where_the_other_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("DIPLOMATICA_CACHE", ""), ("XDG_CACHE_HOME", "/tmp/elsewhere"), ("XDG_CACHE_HOME", "")):
        monkeypatch.setenv(name, value)
        assert validate_learnt.folder() == str(cache.folder())


def test_automata_that_sleep_say_the_same(folder: Path) -> None:
    """All findings of documents right and wrong, from an automaton that was restored, and from one that is new."""
    wanted = schemas.given(str(folder / "schema.rng"), "start", "")

    def automaton() -> Automaton:
        grammar = schemas.ready(wanted, cached=False).grammar
        assert grammar is not None
        return grammar.automaton

    def needless() -> Compiled:
        raise AssertionError("the schema is not needed")

    def faults(machine: Automaton, body: str) -> list[tuple[object, ...]]:
        found: list[Fault] = []
        Matcher(machine, found.append).run(document(body))
        return [(item.kind, item.line, item.column, item.name, item.value) for item in found]

    wrong = (
        "<div><foo/><p>a</p></div>", '<div><p><date when="then">x</date><measure>much</measure></p></div>',
        "<div><closer/></div><p/>", '<div type="x" n="2"><p><ptr/></p><list/></div>', "<div><p/></div>",
    )  # fmt: skip
    teacher = automaton()
    for body in (*BODIES, *wrong):
        faults(teacher, body)
    table = learnt(teacher)
    for body in (*BODIES, *wrong):
        asleep = Automaton(lambda: automaton().compiled)
        assert restore(asleep, table)
        assert faults(asleep, body) == faults(automaton(), body)
    asleep = Automaton(needless)
    assert restore(asleep, table)
    assert all(faults(asleep, body) == [] for body in BODIES)
    assert not restore(asleep, [0])


def test_through_the_program(folder: Path) -> None:
    command = [sys.executable, "-m", "diplomatica", "validate", "--no-ids", "--schema", str(folder / "schema.rng")]
    told = {
        subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True, env=dict(os.environ)).stdout
        for _ in range(3)
    }
    assert told == {"3 documents: all valid\n"}
    assert CliRunner().invoke(cli, [*command[3:], str(folder)]).output in told
