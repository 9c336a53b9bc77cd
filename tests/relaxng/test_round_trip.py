"""What is written is read again as the same grammar, by the reader of the house, by trang and by jing."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.read_rnc import read_rnc
from diplomatica.relaxng.reader import Context, Reader, read_grammar, read_pattern
from diplomatica.relaxng.write_rnc import write_rnc
from diplomatica.relaxng.write_rng import pattern_rng, write_rng
from diplomatica.tei.located import Node, read_located
from tests.relaxng.making import DEFINED, HOME, OTHER, Maker, docs, grammar_of, normal, patterns

ONE = rng.Name(HOME, "p")


def closed(_place: Node, href: str) -> Node:
    raise AssertionError(f"nothing includes {href}")


def reread(xml: str) -> rng.Grammar:
    return read_grammar(read_located(xml.encode(), "written.rng"), Context(), closed)


@settings(deadline=None)
@given(st.lists(patterns, max_size=3), docs)
@example([rng.Element(rng.Name(OTHER, "a"), rng.Element(ONE, rng.Empty()))], "")
@example([rng.Element(rng.Name("", "a"), rng.Group((rng.Element(ONE, rng.Empty()), rng.Ref("list"))))], "")
@example([rng.Attribute(rng.AnyName(rng.Name(HOME, "p")), rng.Text(), default="a\r\nb")], "")
@example([rng.Group((rng.Value("a", doc="first"), rng.Value("b", doc="second")))], "")
@example([rng.Data("token", "", exclude=rng.Data("NCName"))], "")
@example([rng.Value("n", "QName", rng.XSD_TYPES, OTHER)], "")
def test_the_xml_syntax_is_read_again_as_it_was(items: list[rng.Pattern], doc: str) -> None:
    grammar = grammar_of(items, doc)
    assert normal(reread(write_rng(grammar))) == normal(grammar)


@settings(deadline=None)
@given(patterns)
@example(rng.Value("two words"))
@example(rng.Value("explained", doc="with words"))
def test_a_pattern_alone_is_read_again_as_it_was(pattern: rng.Pattern) -> None:
    read = read_pattern(read_located(pattern_rng(pattern).encode(), "written.rng"), Context())
    assert normal(rng.Grammar(read, ())) == normal(rng.Grammar(pattern, ()))


@settings(deadline=None)
@given(st.lists(patterns, max_size=3), docs)
@example([rng.Value("a", "QName", rng.XSD_TYPES, OTHER)], "")
@example([rng.Data("token", "", exclude=rng.Choice((rng.Value("a"), rng.Value("b", doc="no"))))], "")
def test_the_compact_syntax_is_read_again_as_it_was(items: list[rng.Pattern], doc: str) -> None:
    grammar = grammar_of(items, doc)
    source = write_rnc(grammar).encode()
    read = Reader(closed).grammar(read_rnc(source, "written.rnc"), Context())
    assert normal(read) == normal(grammar)


def test_trang_reads_the_compact_syntax_as_it_was(trang: str, tmp_path: Path) -> None:
    """Many patterns in one grammar, as each run of trang starts a Java machine."""
    items: list[rng.Pattern] = []

    @settings(deadline=None, max_examples=200, derandomize=True, database=None, phases=[Phase.generate])
    @given(patterns)
    def collect(pattern: rng.Pattern) -> None:
        items.append(pattern)

    collect()
    grammar = grammar_of(items, "about all of it")
    source, target = tmp_path / "written.rnc", tmp_path / "read.rng"
    source.write_text(write_rnc(grammar), encoding="utf-8", newline="")
    done = subprocess.run([trang, str(source), str(target)], capture_output=True, text=True, check=False)
    assert not done.stdout + done.stderr
    read, wanted = normal(reread(target.read_text(encoding="utf-8"))), normal(grammar)
    wrong = [(got, want) for got, want in zip(read.defines, wanted.defines, strict=True) if got != want]
    assert not wrong, wrong[0]
    assert read == wanted


def test_jing_says_the_same_of_both_syntaxes(jing: str, tmp_path: Path) -> None:
    maker = Maker(20)
    elements = [maker.element() for _ in range(40)]
    defines = tuple(rng.Define(f"{DEFINED[number % 5]}{number}", item) for number, item in enumerate(elements))
    start = rng.Choice(tuple(rng.Ref(define.name) for define in defines))
    grammar = rng.Grammar(start, defines, HOME, (("home", HOME),))
    good, bad = [], []
    for number, element in enumerate(elements):
        for turn in range(3):
            xml = maker.instance(element, [])
            good.append(tmp_path / f"good-{number}-{turn}.xml")
            good[-1].write_text(xml, encoding="utf-8")
            bad.append(tmp_path / f"bad-{number}-{turn}.xml")
            bad[-1].write_text(maker.broken(xml), encoding="utf-8")
    (tmp_path / "x.rng").write_text(write_rng(grammar), encoding="utf-8")
    (tmp_path / "x.rnc").write_text(write_rnc(grammar), encoding="utf-8")
    documents = [str(path) for path in (*good, *bad)]
    first = faults([jing, "-i", str(tmp_path / "x.rng"), *documents])
    second = faults([jing, "-i", "-c", str(tmp_path / "x.rnc"), *documents])
    assert first == second
    refused = {name for name, _, _ in first}
    assert not refused & {str(path) for path in good}
    assert len(refused) > len(bad) / 2


def faults(command: list[str]) -> list[tuple[str, str, str]]:
    """File, line and column of all that jing finds."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not done.stderr
    return sorted(set(re.findall(r"^(.*?):(\d+):(\d+): ", done.stdout, re.MULTILINE)))
