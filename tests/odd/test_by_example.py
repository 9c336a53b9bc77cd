"""An ODD made from examples admits the files that it was made from, and no attribute that none of them has."""

from __future__ import annotations

import csv
import json
import lzma
import random
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.errors import UnusableInput
from diplomatica.odd import model as odd
from diplomatica.odd.check import check
from diplomatica.odd.emit.relaxng import emit
from diplomatica.odd.example import by_example
from diplomatica.odd.example.cover import whole
from diplomatica.odd.load import load
from diplomatica.odd.p5 import store
from diplomatica.odd.schema import Schema
from diplomatica.relaxng.write_rng import write_rng
from tests.conftest import ROOT, SHARED

TEI = "http://www.tei-c.org/ns/1.0"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>Ferry</title></titleStmt><publicationStmt><p>none</p></publicationStmt>"
    "<sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader>"
)


def tei(body: str, header: str = HEADER) -> str:
    return f'<TEI xmlns="{TEI}">{header}<text><body>{body}</body></text></TEI>'


def written(folder: Path, *texts: str) -> list[Path]:
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number:03}.xml")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def made(files: Iterable[Path], found: list[Diagnostic] | None = None) -> str:
    findings: list[Diagnostic] = []
    text = by_example(files, store.open_release(), "ferry", findings.append)
    if found is None:
        assert findings == []
    else:
        found += findings
    return text


def compiled(text: str, folder: Path) -> Schema:
    """The schema of an ODD about which the compiler has nothing to say."""
    path = folder / "ferry.odd"
    path.write_text(text, encoding="utf-8")
    findings: list[Diagnostic] = []
    schema = load(str(path), findings.append).schema
    check(schema, findings.append)
    assert [str(finding) for finding in findings] == []
    return schema


def attributes(schema: Schema, element: str) -> set[str]:
    return {att.spec.ident for att in schema.atts(schema.elements[element].attributes)}


def values(schema: Schema, element: str, attribute: str) -> odd.ValList | None:
    atts = schema.atts(schema.elements[element].attributes)
    return next(att.spec.values for att in atts if att.spec.ident == attribute)


def complaints(jing: str, schema: Schema, files: list[Path], folder: Path) -> str:
    grammar = folder / "ferry.rng"
    grammar.write_text(write_rng(emit(schema)), encoding="utf-8")
    run = subprocess.run([jing, "-i", str(grammar), *map(str, files)], capture_output=True, text=True, check=False)
    return run.stdout + run.stderr


# --- what is in it --------------------------------------------------------------------------------------------------


def test_only_elements_that_occur_are_in_the_schema(tmp_path: Path) -> None:
    schema = compiled(made(written(tmp_path, tei("<p>The <hi>ice</hi> held.</p>"))), tmp_path)
    assert sorted(schema.elements) == sorted(
        "TEI body fileDesc hi p publicationStmt sourceDesc teiHeader text title titleStmt".split()
    )
    assert schema.start == ("TEI",)
    assert schema.edition == "4.8.0"


def test_an_attribute_stays_where_it_occurs_only(tmp_path: Path) -> None:
    schema = compiled(made(written(tmp_path, tei('<p n="1">The <hi rend="italic">ice</hi> held.</p>'))), tmp_path)
    assert attributes(schema, "p") == {"n"}
    assert attributes(schema, "hi") == {"rend"}
    assert attributes(schema, "title") == set()


def test_a_class_that_nothing_needs_is_deleted_and_of_others_what_nothing_has(tmp_path: Path) -> None:
    text = made(written(tmp_path, tei('<p xml:id="a" n="1">One.</p><p>Two.</p>')))
    assert '<classSpec ident="att.declaring" type="atts" module="tei" mode="delete"/>' in text
    schema = compiled(text, tmp_path)
    assert {att.spec.ident for att in schema.class_atts("att.global")} == {"xml:id", "n"}


def test_a_class_of_a_module_without_elements_comes_with_its_attribute(tmp_path: Path) -> None:
    text = made(written(tmp_path, tei('<p ana="#a">One.</p>')))
    assert '<classRef key="att.global.analytic"/>' in text
    assert 'moduleRef key="analysis"' not in text
    assert attributes(compiled(text, tmp_path), "p") == {"ana"}


def test_required_attributes_stay(tmp_path: Path) -> None:
    # Neither has the attribute that TEI requires: what TEI requires is not taken back.
    found: list[Diagnostic] = []
    schema = compiled(made(written(tmp_path, tei("<p>One<milestone/>, <graphic/>.</p>")), found), tmp_path)
    assert attributes(schema, "milestone") == {"unit"}
    assert attributes(schema, "graphic") == {"url"}


def test_an_attribute_that_an_element_has_of_its_own_is_deleted_there(tmp_path: Path) -> None:
    text = made(written(tmp_path, tei("<p>The <title>Ferry</title>.</p>")))
    assert attributes(compiled(text, tmp_path), "title") == set()
    assert '<attDef ident="level" mode="delete"/>' in text


# --- lists of values ------------------------------------------------------------------------------------------------


def test_few_values_that_come_back_become_a_closed_list(tmp_path: Path) -> None:
    body = '<div type="day"><p>1</p></div>' * 3 + '<div type="night"><p>2</p></div>'
    text = made(written(tmp_path, tei(body)))
    found = values(compiled(text, tmp_path), "div", "type")
    assert found is not None
    assert (found.kind, [item.ident for item in found.items]) == ("closed", ["day", "night"])
    assert '<valItem ident="day"/><!-- 3 -->' in text
    assert '<valItem ident="night"/><!-- 1 -->' in text


@pytest.mark.parametrize(
    "types",
    [("day", "night", "noon"), tuple(f"t{number}" for number in range(21)) * 2, ("day night", "day night")],
    ids=["too-few-occurrences", "too-many-values", "no-word"],
)
def test_other_values_do_not(types: tuple[str, ...], tmp_path: Path) -> None:
    body = "".join(f'<div type="{value}"><p>1</p></div>' for value in types)
    assert "<valList" not in made(written(tmp_path, tei(body)))


def test_of_several_words_each_counts(tmp_path: Path) -> None:
    body = "<p>" + '<add place="top left">x</add>' * 2 + '<add place="left">y</add>' + "</p>"
    text = made(written(tmp_path, tei(body)))
    assert '<valItem ident="left"/><!-- 3 -->' in text
    assert '<valItem ident="top"/><!-- 2 -->' in text
    assert '<valList type="closed" mode="replace">' in text


def test_a_default_stays_in_the_list(tmp_path: Path) -> None:
    body = '<lg><l part="I">a</l><l part="F">b</l><l part="I">c</l><l part="F">d</l><l>e</l></lg>'
    found = values(compiled(made(written(tmp_path, tei(body))), tmp_path), "l", "part")
    assert found is not None
    assert [item.ident for item in found.items] == ["F", "I", "N"]


def test_a_list_of_tei_is_not_made_wider(tmp_path: Path) -> None:
    body = '<lg><l part="I">a</l><l part="I">b</l><l part="half">c</l><l part="half">d</l></lg>'
    text = made(written(tmp_path, tei(body)))
    assert '"half"' not in text
    assert '<valItem ident="I"/><!-- 2 -->' in text


def test_identifiers_and_pointers_never_become_lists(tmp_path: Path) -> None:
    body = '<p xml:id="a" corresp="#a">1</p>' + '<p corresp="#a" xml:lang="de">2</p>' * 9
    assert "<valList" not in made(written(tmp_path, tei(body)))


# --- what content models need ---------------------------------------------------------------------------------------


def test_an_element_that_may_be_empty_stays_so(tmp_path: Path, jing: str) -> None:
    # Without any of the elements that describe an object in parts, only paragraphs would be left of the content model.
    ms = (
        "<sourceDesc><msDesc><msIdentifier><idno>7</idno></msIdentifier><physDesc><objectDesc form='leaf'/></physDesc>"
        "</msDesc></sourceDesc>"
    )
    header = HEADER.replace("<sourceDesc><p>none</p></sourceDesc>", ms)
    files = written(tmp_path, tei("<p>One.</p>", header))
    text = made(files)
    schema = compiled(text, tmp_path)
    assert complaints(jing, schema, files, tmp_path) == ""
    assert "These do not occur, but content models of others need them: <gi>supportDesc</gi>." in " ".join(text.split())
    assert not attributes(schema, "objectDesc") - {"form"}


def test_what_an_invalid_file_lacks_is_taken_in(tmp_path: Path) -> None:
    schema = compiled(made(written(tmp_path, tei("<lg/>", header=""))), tmp_path)
    assert {"teiHeader", "fileDesc", "l"} <= set(schema.elements)


def test_an_element_that_nothing_can_hold_is_left_out(tmp_path: Path) -> None:
    found: list[Diagnostic] = []
    schema = compiled(
        made(written(tmp_path, tei("<p>1</p><forename>Ida</forename><namespace name='x'/>")), found), tmp_path
    )
    assert [(finding.code, finding.place.line) for finding in found] == [("ODD606", 1)]
    assert "namespace" not in schema.elements
    assert "forename" in schema.elements


# --- files that are not as they should be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (f'<TEI xmlns="{TEI}">\n<p></TEI>', "ODD601", 2),
        ("", "ODD601", 1),
        ('<!DOCTYPE TEI [<!ENTITY a "b">]>\n<TEI/>', "ODD601", 1),
        ('<!DOCTYPE TEI SYSTEM "http://ferry.example/x.dtd" [<!ENTITY % a SYSTEM "x"> %a;]>\n<TEI/>', "ODD601", 1),
        (f'<TEI xmlns="{TEI}">' + "<p>" * 3000 + "</p>" * 3000 + "</TEI>", "ODD601", 1),
        ("\n<TEI.2/>", "ODD605", 2),
    ],
    ids=["not-well-formed", "empty", "entity", "external", "deep", "not-tei"],
)
def test_a_bad_file_is_told_and_left_out(text: str, code: str, line: int, tmp_path: Path) -> None:
    good = written(tmp_path, tei("<p>One.</p>"))
    bad = tmp_path / "bad.xml"
    bad.write_text(text, encoding="utf-8")
    found: list[Diagnostic] = []
    assert made([bad, *good], found) == made(good)
    assert [(finding.code, finding.place.file, finding.place.line) for finding in found] == [(code, str(bad), line)]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    found: list[Diagnostic] = []
    made([tmp_path / "none.xml", *written(tmp_path, tei("<p>One.</p>"))], found)
    assert [finding.code for finding in found] == ["ODD601"]


def test_what_is_not_tei_is_told_at_its_first_place(tmp_path: Path) -> None:
    body = '<p>One\n<boat/><boat/></p><p speed="2">Two</p>\n<p>Three <m:row xmlns:m="urn:maths"><m:n/></m:row></p>'
    found: list[Diagnostic] = []
    text = made(written(tmp_path, tei(body)), found)
    assert [(finding.code, finding.place.line, finding.severity) for finding in found] == [
        ("ODD603", 3, Severity.NOTE),
        ("ODD602", 2, Severity.WARNING),
        ("ODD604", 2, Severity.WARNING),
    ]
    assert "“boat”" in found[1].message
    assert "2 in all" in found[1].message
    assert "“p” has no attribute “speed”" in found[2].message
    assert "boat" not in text


def test_without_any_file_there_is_nothing_to_start_from(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no TEI file"):
        made([])
    with pytest.raises(UnusableInput, match="begins with an element of TEI"):
        made(written(tmp_path, f'<boat xmlns="{TEI}"/>'), [])


@pytest.mark.parametrize("ident", ["", "two words", "7th", "a:b", "-x", 'a"b'])
def test_a_schema_needs_a_name(ident: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="can’t name"):
        by_example(written(tmp_path, tei("<p/>")), store.open_release(), ident, lambda finding: None)


# --- the document ---------------------------------------------------------------------------------------------------


def test_the_document_says_what_was_counted_and_what_to_fill_in(tmp_path: Path) -> None:
    text = made(written(tmp_path, *[tei('<p n="1">One.</p>')] * 5, tei('<p n="2">Two <gap/>.</p>')))
    words = " ".join(text.split())
    assert "<title>ferry: [what these documents are]</title>" in text
    assert "derived from 6 TEI files with 73 elements of 11 different names" in words
    assert "These occur once or twice in all, and may be slips: <gi>gap</gi>." in words
    assert "<!-- gap 1, p 18, title 6 -->" in text
    assert "<!-- title: each" not in text
    assert max(map(len, text.splitlines())) <= 120


def test_an_attribute_on_every_occurrence_is_mentioned(tmp_path: Path) -> None:
    body = '<div n="1" xml:id="d{0}"><p>One.</p></div>'
    text = made(written(tmp_path, tei("".join(body.format(number) for number in range(5)))))
    assert "<!-- div: each of the 5 has @n, @xml:id -->" in text


def test_the_document_is_valid_tei(jing: str, shared: Path, tmp_path: Path) -> None:
    texts = [tei('<div type="a"><p rend="x y">1</p></div>' * 4)] * 5 + [tei("<lg/>", header="")]
    path = tmp_path / "made.odd"
    path.write_text(made(written(tmp_path, *texts)), encoding="utf-8")
    schema = shared / "tei" / "tei_all-4.8.0.rng"
    run = subprocess.run([jing, "-i", str(schema), str(path)], capture_output=True, text=True, check=False)
    assert run.stdout == ""


@cache
def everything() -> dict[str, list[str]]:
    """All elements of TEI with their attributes."""
    full = whole(store.open_release())
    return {
        name: sorted({att.spec.ident for att in full.atts(element.attributes)})
        for name, element in full.elements.items()
        if element.ns == TEI
    }


@st.composite
def _elements(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(sorted(everything())))
    atts = draw(st.lists(st.sampled_from(everything()[name] or ["n"]), unique=True, max_size=4))
    values = [draw(st.sampled_from(["a", "b", "c d", ""])) for _ in atts]
    return f"<{name}{''.join(f' {att}={quoteattr(value)}' for att, value in zip(atts, values, strict=True))}/>"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_elements(), max_size=30), min_size=1, max_size=3))
def test_whatever_occurs_the_schema_has_just_that(bodies: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        files = written(Path(folder), *(tei("".join(body)) for body in bodies))
        found: list[Diagnostic] = []
        text = made(files, found)
        assert {finding.code for finding in found} <= {"ODD604", "ODD606"}
        assert made(reversed(files), []) == text
        schema = compiled(text, Path(folder))
        full = whole(store.open_release())
        source = "".join("".join(body) for body in bodies)
        for name, element in schema.elements.items():
            here = [part.split(">")[0] for part in source.split("<") if part.rstrip("/>").split(" ")[0] == name]
            used = {att for att in everything().get(name, []) if any(f" {att}=" in part for part in here)}
            there = schema.atts(element.attributes)
            assert used <= attributes(schema, name)
            assert {att.spec.ident for att in there if att.spec.usage != "req"} <= used
            required = {att.spec.ident for att in full.atts(full.elements[name].attributes) if att.spec.usage == "req"}
            assert required <= attributes(schema, name)


# --- collections ----------------------------------------------------------------------------------------------------


def valid_documents() -> list[Path]:
    suite = SHARED / "odd-suite"
    table = suite / "document-verdicts.tsv"
    if not table.is_file():
        return []
    with table.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [suite / row["document"] for row in rows if row["odd"] == "tei_all" and row["verdict"] == "valid"]


COLLECTIONS = {
    "specimens": sorted((ROOT / "tei" / "encoded").glob("*.xml")),
    "plays": sorted((SHARED / "plays").glob("*.xml")),
    "documents": valid_documents(),
    **{path.stem: [path] for path in valid_documents()},
}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_a_collection_is_valid_under_what_is_made_of_it(name: str, jing: str, shared: Path, tmp_path: Path) -> None:
    files = COLLECTIONS[name]
    if not files:
        pytest.skip(f"no files for “{name}” in {shared}")
    schema = compiled(made(files), tmp_path)
    assert complaints(jing, schema, files, tmp_path) == ""


# Values outside of a closed list of P5, which the reference's schema has lost (Guidelines, 22.5.3.1; the specifications
# of `tag` and `factuality`, @type).
_NOT_VALID = {("mutants", "tag-000-2~0"), ("mutants", "factuality-005-0~0")}


@pytest.fixture(scope="session")
def fragments(shared: Path) -> list[str]:
    suite = shared / "odd-suite"
    with lzma.open(suite / "fragment-verdicts.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        valid = {(row["set"], row["id"]) for row in rows if row["odd"] == "tei_all" and row["verdict"] == "valid"}
    found = []
    for kind in ("fragments", "mutants"):
        for line in (suite / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if (kind, row["id"]) in valid - _NOT_VALID:
                found.append(row["xml"])
    return found


@pytest.mark.parametrize("count", [1, 8, 60, 400])
def test_shuffled_fragments_are_valid_under_what_is_made_of_them(
    count: int, fragments: list[str], jing: str, tmp_path: Path
) -> None:
    draw = random.Random(1958 + count)
    files = written(tmp_path, *draw.sample(fragments, count))
    schema = compiled(made(files), tmp_path)
    assert complaints(jing, schema, files, tmp_path) == ""
