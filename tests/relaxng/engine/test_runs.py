"""Runs over what is known well: the same verdicts and places as without them, for documents right and wrong."""

from __future__ import annotations

import io
import random
from pathlib import Path
from xml.parsers import expat

import pytest

from diplomatica.relaxng.engine import feeding, matcher, runs
from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.faults import Fault
from diplomatica.relaxng.engine.feeding import Feeding
from diplomatica.relaxng.engine.matcher import Matcher, Refused
from diplomatica.relaxng.engine.schema import compiled_schema
from diplomatica.relaxng.engine.simple import in_quotes, is_simple

SCHEMA = """
default namespace = "urn:d"
namespace xml = "http://www.w3.org/XML/1998/namespace"
start = element book { head?, chapter+ }
head = element head { text }
chapter = element chapter { n?, attribute xml:id { xsd:ID }?, head, (p | speech | note | scene)*, seal? }
n = attribute n { xsd:positiveInteger | "last" }
p = element p { n?, attribute ref { list { xsd:anyURI+ } }?, inline }
speech = element speech { attribute who { xsd:anyURI { pattern = "\\S+" } }, element speaker { text }, (p | line)+ }
scene = element scene { element cue { empty }, (line, (line | element line-out { text })*)? }
line = element line { attribute part { "I" | "F" }?, (text | hi)* }
note = element note { attribute day { xsd:date }?, (p+ | text) }
inline = (text | hi | br | num)*
hi = element hi { inline }
br = element br { n?, empty }
num = element num { xsd:decimal }
seal = element seal { empty }
"""
PARTS = (
    '<p n="7">In the <hi>harbour</hi> of Ŝalomo,<br/> <num>12.5</num> barrels &amp; more.</p>\n',
    '<p ref="#a http://example.org/b">a <hi><hi>b</hi></hi> > c</p>',
    '<speech who="#kuzin"><speaker>K</speaker><line part="I">A</line>\n<line part="F">B</line><p>again</p></speech>',
    '<speech who="#li">\n  <speaker>Li</speaker>\n  <p>Where <br n="3"/>to?</p>\n</speech>\n',
    '<note day="1951-11-03">copied</note>',
    '<scene><cue/><line part="I">one</line><line-out>two</line-out>\n<line>three</line></scene>',
    "<note><p>one</p><p>two</p></note>\n",
    "<!-- <p>no</p> -->",
    "<?pi <p> ?>",
    '<p><![CDATA[<p n="x">]]></p>',
    "<note><![CDATA[</note>\\n<p><hi>none</hi></p><p><hi>none</hi></p></p>]]></note>",
    "<p n='8'>other quotes</p>",
    '<x:p xmlns:x="urn:d">a prefix</x:p>',
    '<p xmlns="urn:d">declared again</p>',
)
SLIPS = (
    ('n="7"', 'n="0"'), ('part="I"', 'part="J"'), ("<br/>", "<brr/>"), ("12.5", "12,5"), ("</hi>", "</h>"),
    ('day="1951-11-03"', 'day="1951-02-30"'), ("<speaker>Li</speaker>", ""), ("<p>two</p>", "two"),
    ("<note><p>", "<note>x<p>"), ('who="#li"', 'who="# li"'), ("</speech>", "</speech>text"), ("&amp;", "&amb;"),
    ("<p>again</p>", '<p xmlns="urn:e">again</p>'), ("<line ", "<line  n='2' "), ('ref="#a ', 'ref="#a#b '),
    ("<cue/><line ", "<cue/><line-out>x</line-out><line "), ("<cue/>", ""), ("<cue/>", "<cue/>\n<!-- -->"),
    ('ref="#a ', 'ref="'), ('ref="#a http://example.org/b"', 'ref="#a "'), ('ref="#a http://example.org/b"', 'ref=""'),
    ('example.org/b"', 'example.org/b" who="#a"'), ("</p>\n", "</p><seal/>\n"), ("Ŝ", "\x01"),
    ("<hi>", '<hi n="7" n="8">'), (" > ", " ]]> "),
)  # fmt: skip


def automaton() -> Automaton:
    return Automaton(compiled_schema("x.rnc", lambda _: SCHEMA.encode()))


def book(chance: random.Random, chapters: int, slips: int) -> str:
    body = "".join(
        f'<chapter n="{number + 1}"><head>Chapter</head>\n'
        + "".join(PARTS[min(int(chance.expovariate(0.4)), len(PARTS) - 1)] for _ in range(40))
        + "</chapter>\n"
        for number in range(chapters)
    )
    for _ in range(slips):
        old, new = chance.choice(SLIPS)
        place = body.find(old, chance.randrange(len(body)))
        if place >= 0:
            body = body[:place] + new + body[place + len(old) :]
    return f'<book xmlns="urn:d">{body}</book>'


def verdict(schema: Automaton, data: bytes, *, in_parts: bool = False) -> list[tuple[object, ...]]:
    """All faults of a document, and what breaks it off."""
    found: list[Fault] = []
    told: list[tuple[object, ...]] = []
    try:
        Matcher(schema, found.append).run(io.BytesIO(data) if in_parts else data)
    except expat.ExpatError as error:
        told = [(error.code, error.lineno, error.offset)]
    except Refused as error:
        told = [(error.kind, error.line, error.column)]
    return [(item.kind, item.line, item.column, item.element, item.name, item.value) for item in found] + told


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Runs are tried in short documents too, and at once; gives how far they led."""
    monkeypatch.setattr(feeding, "_SMALL", 100)
    monkeypatch.setattr(feeding, "_LEARN", 200)
    monkeypatch.setattr(feeding, "_FAR", 10)
    monkeypatch.setattr(feeding, "_PAUSE", 50)
    monkeypatch.setattr(feeding, "_LONG_PAUSE", 200)
    monkeypatch.setattr(runs, "_OFTEN", 1)
    far: list[int] = []
    whole = Feeding.window

    def window(self: Feeding, data: bytes) -> None:
        run_on = self.run_on

        def measured(*arguments: object) -> int:
            reached = run_on(*arguments)  # type: ignore[arg-type]
            far.append(reached - int(arguments[3]))  # type: ignore[call-overload]
            return reached

        self.run_on = measured
        whole(self, data)

    monkeypatch.setattr(Feeding, "window", window)
    return far


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_the_same_faults_at_the_same_places(eager: list[int], monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    chance = random.Random(1648)
    shared = automaton()
    declared = f'<?xml version="1.0" encoding="{encoding}"?>\n'
    for number in range(60):
        text = book(chance, 4, number % 5)
        data = (declared + text).encode(encoding, "xmlcharrefreplace")
        with monkeypatch.context() as context:
            context.setattr(feeding, "_SMALL", 1 << 30)
            expected = verdict(automaton(), data)
        assert verdict(shared, data) == expected
        with monkeypatch.context() as context:
            context.setattr(matcher, "PART", 1_000)
            assert verdict(shared, data, in_parts=True) == expected
    assert bool(sum(eager)) is (encoding != "utf-16")


def test_runs_lead_far(eager: list[int]) -> None:
    schema, data = automaton(), book(random.Random(3), 30, 0).encode()
    assert verdict(schema, data) == []
    eager.clear()
    assert verdict(schema, data) == []
    assert sum(eager) > len(data) // 4


def test_none_where_attributes_may_come_from_a_doctype(eager: list[int]) -> None:
    doctype = '<!DOCTYPE book [<!ATTLIST p n CDATA "none">]>\n'
    found = verdict(automaton(), (doctype + book(random.Random(3), 4, 0)).encode())
    assert {item[0] for item in found} == {"attribute-value"}
    assert not eager


def test_values_that_are_right_for_sure() -> None:
    """What the quick ways hold for a value is one for the datatype."""
    types = {"name": "ID", "uri": "anyURI", "number": "positiveInteger", "date": "date"}
    strings = [
        "", "a", "-a", "a.b-c_d", "a:b", "é", "a b", " a", "#a", "a#b#c", "http://a/b#c", "http://", "ftp:a", "%41",
        "0", "7", "007", "12345678901", "1951-02-28", "1951-02-29", "1951-13-01", "0000-01-01", "1951-2-3", "²", "१",
    ]  # fmt: skip
    import re

    from diplomatica.relaxng.datatypes import datatype
    from diplomatica.relaxng.model import XSD_TYPES

    for kind, name in types.items():
        known = datatype(name, XSD_TYPES)
        for string in strings:
            if is_simple(kind, string) or re.fullmatch(in_quotes(kind), f'"{string}"'):
                assert known.allows(string), (kind, string)
    days = datatype("gYear", XSD_TYPES), datatype("gYearMonth", XSD_TYPES), datatype("date", XSD_TYPES)
    for string in [*strings, "1951", "1951-11", "195", "1951-1", "1951-00"]:
        if is_simple("when", string) or re.fullmatch(in_quotes("when"), f'"{string}"'):
            assert any(day.allows(string) for day in days), string


def test_words_in_lists() -> None:
    assert is_simple("uri*", "#a http://example.org/b")
    assert not is_simple("uri*", " ")
    assert is_simple("word", "a&b")
    assert not is_simple("word", "a b")


def test_memory_is_forgotten_and_learnt_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An interleave of many has a state for each set of what has come: not all are remembered at once."""
    from diplomatica.relaxng.engine import automaton as states

    monkeypatch.setattr(states, "_LEARNT", 300)
    monkeypatch.setattr(feeding, "PART", 200)
    names = [f"e{number}" for number in range(12)]
    schema = (
        "start = element r { g* } g = element g { " + " & ".join(f"element {name} {{ empty }}" for name in names) + "}"
    )
    machine = Automaton(compiled_schema("x.rnc", lambda _: schema.encode()))
    chance = random.Random(5)
    groups = []
    for _ in range(200):
        chance.shuffle(names)
        groups.append("<g>" + "".join(f"<{name}/>" for name in names) + "</g>")
    assert verdict(machine, f"<r>{''.join(groups)}</r>".encode()) == []
    assert len(machine.states) < 400
    wrong = f"<r>{''.join(groups)}<g/>\n<g><e1/><e1/></g></r>".encode()
    assert [item[0] for item in verdict(machine, wrong)] == [
        "element-incomplete", "element-not-allowed", "element-incomplete",
    ]  # fmt: skip


def test_what_looks_like_tags_in_cdata_is_text(eager: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a chapter no text may stand: all that is in such a section is one fault, and its end is known."""
    section = "<![CDATA[</p>" + PARTS[0] * 3 + "]]>"
    chapter = f'<chapter n="1"><head>A</head>{PARTS[0] * 10}{section}{PARTS[0] * 10}{section}</chapter>'
    # The end tag behind the section is one; the start tag in it is none.
    half = "<p><hi>a</hi><hi><![CDATA[</x><hi>]]></hi><num>12,5</num></p>"
    note = f'<note day="1951-11-03">{section}<p>in vain</p></note>{half * 20}'
    data = f'<book xmlns="urn:d">{chapter * 5}<chapter><head>B</head>{note}</chapter></book>'.encode()
    with monkeypatch.context() as context:
        context.setattr(feeding, "_SMALL", 1 << 30)
        expected = [item[:2] for item in verdict(automaton(), data)]
    assert len(expected) == 31
    shared = automaton()
    verdict(shared, data)
    # How much of the text is repeated depends on the parts in which it was read.
    assert [item[:2] for item in verdict(shared, data)] == expected
    assert sum(eager)
