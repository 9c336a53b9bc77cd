"""The smaller parts: roots, xml-model, places in a text, several processes."""

from __future__ import annotations

import os

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.compile import compile_grammar
from diplomatica.validation.forked import shares, spread
from diplomatica.validation.grammar import Grammar
from diplomatica.validation.models import Model, models, tei_all
from diplomatica.validation.roots import with_root
from diplomatica.validation.source_text import SourceText, attribute_at, moved, name_width
from tests.validation.making import TEI, grammar

# --- roots -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("root", "text", "codes"),
    [
        ("start", "<div/>", ["GRA104"]),
        ("any", "<div/>", []),
        ("any", "<date when='1921'/>", []),
        ("any", "<foo/>", ["GRA101"]),
        ("div", "<div/>", []),
        ("div", "<p/>", ["GRA104"]),
    ],
)
def test_roots(root: str, text: str, codes: list[str]) -> None:
    made = Grammar(Automaton(compile_grammar(with_root(grammar(), root))))
    data = text.replace("/>", f' xmlns="{TEI}"/>').encode()
    assert [finding.code for finding in made.check(data, "a.xml")[0]] == codes


def test_a_root_that_is_not_there() -> None:
    with pytest.raises(UnusableInput) as raised:
        with_root(grammar(), "dvi")
    assert "did you mean --root div?" in raised.value.advice


# --- xml-model -------------------------------------------------------------------------------------------------------


def test_the_schemas_that_a_document_names() -> None:
    data = b"""<?xml version="1.0"?>
    <!-- <?xml-model href="no.rng"?> -->
    <?xml-model href="a.rng" schematypens="http://relaxng.org/ns/structure/1.0"?>
    <?xml-model href='b&amp;c.rnc' type='application/relax-ng-compact-syntax'?>
    <?xml-model href="d.sch" schematypens="http://purl.oclc.org/dsdl/schematron" phase="x"?>
    <?xml-model href="e.xsd" schematypens="http://www.w3.org/2001/XMLSchema"?>
    <?xml-model href="f.odd"?>
    <TEI><?xml-model href="late.rng"?></TEI>"""
    assert models(data) == [Model("a.rng"), Model("b&c.rnc"), Model("d.sch", True, "x"), Model("f.odd")]
    assert models(data.decode().encode("utf-16")) == models(data)


@pytest.mark.parametrize(
    ("address", "release"),
    [
        ("https://vault.tei-c.org/P5/current/xml/tei/custom/schema/relaxng/tei_all.rng", ""),
        ("http://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng", ""),
        ("https://www.tei-c.org/Vault/P5/4.7.0/xml/tei/custom/schema/relaxng/tei_all.rnc", "4.7.0"),
        ("https://example.org/release/xml/tei/custom/schema/relaxng/tei_all.rng", None),
        ("tei_all.rng", None),
    ],
)
def test_the_catalogue(address: str, release: str | None) -> None:
    assert tei_all(address) == release


# --- places ----------------------------------------------------------------------------------------------------------


def test_tags_and_what_is_in_them() -> None:
    text = SourceText("<a>\r\né<b c = \"1\"\n d:e='2>' >x</b></a>".encode())
    tag = text.tag(2, 2)
    assert tag == "<b c = \"1\"\n d:e='2>' >"
    assert name_width(tag) == 2
    assert attribute_at(tag, "c") == (3, 1, 7, 3)
    assert attribute_at(tag, "urn:x e") == (12, 3, 16, 4)
    assert attribute_at(tag, "e") is None
    assert moved(2, 2, tag[:12]) == (3, 2)
    assert text.tag(1, 2) == ""
    assert text.tag(99, 1) == ""


def test_long_lines_are_cut() -> None:
    line = "é" * 5000 + "<b/>" + "x" * 5000
    excerpt = SourceText(f"<a>\n{line}</a>".encode()).excerpt(2, 5001, 2)
    assert len(excerpt.text) < 170
    assert excerpt.text[excerpt.start : excerpt.start + excerpt.width] == "<b"
    assert (excerpt.text[0], excerpt.text[-1]) == ("…", "…")


def test_a_place_at_the_end_of_a_line() -> None:
    excerpt = SourceText(b"<a\n>").excerpt(1, 3, 5)
    assert (excerpt.text, excerpt.start, excerpt.width) == ("<a", 2, 1)


# --- processes -------------------------------------------------------------------------------------------------------


def test_shares() -> None:
    assert shares([5, 1, 1, 4], 2) == [[0, 2], [1, 3]]
    assert shares([1], 4) == [[0]]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked here")
def test_results_come_in_order() -> None:
    pids = spread([3, 1, 2, 2, 9], lambda index: [index, os.getpid()], 2)
    assert [index for index, _ in pids] == [0, 1, 2, 3, 4]
    assert len({process for _, process in pids}) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked here")
def test_a_process_that_dies_costs_nothing_but_time() -> None:
    parent = os.getpid()

    def work(index: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return index * index

    assert spread([1] * 10, work, 3) == [index * index for index in range(10)]
