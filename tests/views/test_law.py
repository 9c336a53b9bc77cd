"""The text of the diplomatic view is the diplomatic source: of everything that lies here, and of whatever could be."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatica.tei.tree import TEI_NS
from tests.conftest import ROOT
from tests.views.law import SPECIMENS, document, holds, holds_for, source, text_content, views


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_specimens(path: Path) -> None:
    holds_for(path)


@pytest.mark.parametrize("folder", ["seeds", "samples", "gold/examples", "plays", "odd-suite/documents"])
def test_reference_documents(folder: str, reference: Callable[[str], tuple[Path, ...]]) -> None:
    paths = reference(folder)
    assert paths
    for path in paths:
        holds_for(path)


SCHEMA = json.loads((ROOT / "schema" / "diplomatica.json").read_text(encoding="utf-8"))
ELEMENTS = sorted(element["ident"] for element in SCHEMA["elements"])


_PLACES = (
    "<p>a{}b</p>",
    "<p>a {} b</p>",
    "<div>{}</div>",
    "<opener>a{}b</opener>",
    "<list><item>x</item>{}</list>",
)


def test_every_element_of_tei_in_every_place(shared: Path) -> None:
    from lxml import etree

    specs = etree.parse(str(shared / "tei" / "p5subset-4.8.0.xml"))
    names = {spec.get("ident", "") for spec in specs.iter(f"{{{TEI_NS}}}elementSpec")}
    for name in sorted(names - {"text", "TEI", "teiCorpus"}):
        inner = f'<{name} rend="brackets" n="3">one <hi>two</hi></{name}>'
        for place in _PLACES:
            holds(document(place.format(inner)))


_ATTRIBUTES = {
    "rend": "brackets,double-brackets,parentheses,[?],(?),[sic!],superscript,numbered,italic,".split(","),
    "n": ["1", "(2)", "a.", "-", ""],
    "type": """classification docNumber alternative author handwritten editor source subject distribution copies
        attachment x""".split(),
    "place": ["bottom", "margin"],
    "unit": ["rule", "footnotes", "line", "section"],
    "break": ["no", "yes"],
    "prev": ["#a"],
    "next": ["#b"],
    "reason": ["redacted", "editorial", "signature"],
    "cert": ["low"],
    "ref": ["#kim", "persons.xml#varro", "#nobody"],
    "who": ["#kim"],
    "when": ["1951-11-03", "soon"],
}  # fmt: skip
_TEXTS = st.text(alphabet="ab1 .,[]()«»\n\t\u00a0\u2003한я<&\"'", max_size=8).map(escape)
_ATTRIBUTE = st.sampled_from(sorted(_ATTRIBUTES)).flatmap(
    lambda name: st.sampled_from(_ATTRIBUTES[name]).map(lambda value: (name, value))
)
_BODY = sorted(set(ELEMENTS) - {"text", "TEI", "teiHeader", "body"})


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, attributes, parts: (
            f"<{name}"
            + "".join(f" {key}={quoteattr(value)}" for key, value in dict(attributes).items())
            + f">{''.join(parts)}</{name}>"
        ),
        st.sampled_from(_BODY),
        st.lists(_ATTRIBUTE, max_size=4),
        st.lists(st.one_of(_TEXTS, children), max_size=4),
    )


_TREES = st.recursive(_TEXTS, _element, max_leaves=25)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_TREES, max_size=6).map("".join))
def test_trees_of_the_projects_elements(body: str) -> None:
    holds(document(body))


@pytest.mark.parametrize(
    "body",
    [
        '<p>a<note place="bottom" n="1">x<note place="bottom" n="2">y</note></note></p><p>b</p>',
        '<p>a<note place="bottom" n="1">x</note></p><milestone unit="footnotes"/><p>b<note place="bottom" n="2"/></p>',
        '<p>a<note place="bottom" n="1"><label>1)</label> x</note></p>',
        '<p>a<note place="bottom" n="1"><p>x</p><milestone unit="footnotes"/><p>y</p></note></p>',
        '<list><label>a</label><item n="1.">b</item><pb n="2" rend="[2]"/><label>c</label><item>d</item></list>',
        '<list rend="brackets"><head>h</head><item>one</item></list>',
        '<p>a<list><item>b</item></list>c<lb/>d<lb break="no"/>e</p>',
        '<table><head>t</head><row role="label"><cell>a</cell><cell cols="2">b</cell></row></table>',
        '<table><row><cell>a</cell></row><pb rend="[2]"/><row><cell>c</cell>x</row></table>',
        "<floatingText><body><p>x</p></body></floatingText>",
        "<p>\u0085 \u200b \ufeff \U0001f4dc &#13; x</p>",
    ],
)
def test_places_that_are_easily_lost(body: str) -> None:
    holds(document(body))


def test_groups_and_corpora() -> None:
    text = '<text><body><p>{0}<note place="bottom" n="1">n{0}</note></p></body></text>'
    header = "<teiHeader/>"
    group = f"<text><group>{text.format('a')}{text.format('b')}</group></text>"
    holds(f'<TEI xmlns="{TEI_NS}">{header}{group}</TEI>')
    tei = "<TEI>" + header + text + "</TEI>"
    holds(f'<teiCorpus xmlns="{TEI_NS}">{header}{tei.format("a")}{tei.format("b")}</teiCorpus>')


_HEADLESS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def test_a_browser_reads_the_same_text(tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    articles = "".join(f"<article>{views().of(path).diplomatic}</article>" for path in SPECIMENS)
    script = (
        "document.title=1;const t=[...document.querySelectorAll('article')].map(a=>a.textContent);"
        "document.body.textContent=JSON.stringify(t)"
    )
    page = tmp_path / "page.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{articles}<script>{script}</script>", encoding="utf-8")
    run = subprocess.run(
        [chromium, *_HEADLESS, f"--user-data-dir={tmp_path}/profile", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    texts = json.loads(text_of_body(run.stdout))
    assert [" ".join(text.split()) for text in texts] == [source(path.read_bytes()) for path in SPECIMENS]


def text_of_body(dom: str) -> str:
    """What stands in the body of a serialised page."""
    from lxml import html

    return html.document_fromstring(dom).findtext("body") or ""


def test_the_reader_of_html_sees_what_browsers_see() -> None:
    assert text_content("<p>a<br/>b</p>\n<ul>\n<li>c</li></ul>") == "ab c"
