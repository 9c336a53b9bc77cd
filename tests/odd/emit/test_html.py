"""The documentation of a schema: every page is there, well-formed, safe, and every link leads somewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html

from diplomatica.odd.emit.html import Options, emit
from diplomatica.odd.p5 import facts
from diplomatica.odd.parse import read_odd
from diplomatica.odd.parse.files import Files
from diplomatica.odd.resolve import resolve
from diplomatica.odd.schema import Schema
from diplomatica.tei.located import Node, read_located

FACTS = Path(facts.__file__).parent / "data" / "p5-4.8.0.json"
HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"

HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">'
    "<teiHeader><fileDesc><titleStmt><title>Barometers</title></titleStmt></fileDesc></teiHeader><text><body>"
)
TAIL = "</body></text></TEI>"

WEATHER = f"""{HEAD}
<div xml:id="reading"><head>How to read</head>
  <p>Use <gi>gauge</gi> with <att>unit</att>, as in <ref target="#detail">the detail</ref><note>Glass breaks.</note>:
    <list type="ordered"><item>look</item><item>write it down</item></list> and rest.</p>
  <div xml:id="detail"><head>Detail</head><p><val>hPa</val> is meant, see <ptr target="#reading"/> and
    <ref target="https://example.org/a?b=1&amp;c=2">elsewhere</ref>.</p>
    <egXML xmlns="http://www.tei-c.org/ns/Examples"><log>
         <gauge unit="hPa">1013 &amp; <fog/></gauge>
       </log></egXML>
    <specList><specDesc key="gauge" atts="unit"/></specList>
    <table><head>Units</head><row role="label"><cell>unit</cell></row><row><cell cols="2">hPa</cell></row></table>
  </div>
</div>
<div><head>Second</head><p>The end.</p></div>
<schemaSpec ident="weather" start="log" docLang="en">
  <desc>A log of the weather.</desc>
  <classSpec ident="att.measured" type="atts" mode="add"><attList>
    <attDef ident="unit" usage="req"><gloss>unit</gloss><desc xml:lang="en">the unit</desc>
      <desc xml:lang="de">die Einheit</desc><datatype><dataRef name="token"/></datatype>
      <valList type="closed"><valItem ident="hPa"><gloss>hectopascal</gloss></valItem><valItem ident="mmHg"/></valList>
    </attDef>
    <attDef ident="xml:id"><datatype><dataRef name="ID"/></datatype></attDef>
  </attList></classSpec>
  <classSpec ident="model.entry" type="model" mode="add"/>
  <elementSpec ident="log" mode="add"><content><sequence>
    <elementRef key="gauge" minOccurs="2" maxOccurs="5"/>
    <alternate minOccurs="0" maxOccurs="unbounded"><classRef key="model.entry"/><textNode/></alternate>
  </sequence></content></elementSpec>
  <elementSpec ident="gauge" mode="add" validUntil="2099-01-01">
    <gloss>barometer</gloss><desc xml:lang="en">what a barometer said</desc><desc xml:lang="fr">le baromètre</desc>
    <classes><memberOf key="att.measured"/></classes>
    <content><textNode/></content>
    <constraintSpec ident="dry" scheme="schematron"><constraint><sch:assert test="not(a &lt; b)">Keep
      <sch:name/> dry.</sch:assert></constraint></constraintSpec>
    <attList><attDef ident="unit" mode="change" usage="opt"/></attList>
    <exemplum xml:lang="en"><egXML xmlns="http://www.tei-c.org/ns/Examples"><gauge unit="mmHg">760</gauge></egXML>
    </exemplum>
    <remarks><p>Tap it first.</p></remarks>
    <model predicate="@unit" behaviour="inline"><outputRendition>color: red;</outputRendition></model>
  </elementSpec>
  <elementSpec ident="fog" mode="add"><classes><memberOf key="model.entry"/></classes><content><empty/></content>
  </elementSpec>
</schemaSpec>{TAIL}"""


@lru_cache(maxsize=1)
def release() -> facts.Release:
    """P5 as it is packaged."""
    found = facts.load(FACTS.read_bytes())
    found.label, found.edition = "TEI P5 4.8.0", "4.8.0"
    return found


def schema_of(path: Path) -> tuple[Schema, Node]:
    """The schema of an ODD file, and the file as a tree."""
    files = Files()
    written = read_odd(files, str(path), lambda found: None)
    assert written.schema is not None
    source = release()
    schema = resolve(written.schema, lambda address, place: source, lambda found: None)
    return schema, files.root(str(path))


def documented(tmp_path: Path, text: str, options: Options | None = None) -> Mapping[str, str]:
    """The pages of an ODD that is given as text."""
    path = tmp_path / "my.odd"
    path.write_text(text, encoding="utf-8")
    schema, prose = schema_of(path)
    return emit(schema, prose, options or Options())


def page(text: str) -> etree._Element:
    """A page read as XML: it has to be well-formed."""
    head, _, body = text.partition("\n")
    assert head == "<!DOCTYPE html>"
    return etree.fromstring(body.encode("utf-8"))


BLOCKS = {f"{HTML}{name}" for name in "div section p h1 h2 h3 ul ol li dl dt dd pre details summary td th nav".split()}


def words(node: etree._Element) -> str:
    """What a person reads in an element."""
    parts: list[str] = []
    for event, part in etree.iterwalk(node, events=("start", "end")):
        gap = " " if part.tag in BLOCKS else ""
        said = part.text if event == "start" else part.tail if part is not node else ""
        parts += [gap, str(said or "")]
    return " ".join("".join(parts).split())


def section(root: etree._Element, ident: str) -> etree._Element:
    found = root.find(f".//*[@id='{ident}']")
    assert found is not None, ident
    return found


def faults(files: Mapping[str, str]) -> list[str]:
    """What is wrong with pages: ids that come twice, links that lead nowhere, scripts that are not ours."""
    said: list[str] = []
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for name, text in files.items():
        if not name.endswith(".html"):
            continue
        root = page(text)
        there = [node.get("id", "") for node in root.iter("*") if "id" in node.attrib]
        ids[name] = set(there)
        said += [f"{name}: the id {ident} comes twice" for ident in there if there.count(ident) > 1]
        for node in root.iter("*"):
            said += [f"{name}: {key!s}" for key in node.attrib if str(key).startswith("on")]
            links += [(name, node.get(key, "")) for key in ("href", "src") if key in node.attrib]
        scripts = [node.get("src") for node in root.iter(f"{HTML}script")]
        said += [f"{name}: scripts {scripts}"] * (scripts != ["search.js"])
    for name, link in links:
        if re.match("(https?|mailto):|data:,$", link):
            continue
        file, _, place = link.partition("#")
        if (file or name) not in files or (place and unquote(place) not in ids[file or name]):
            said.append(f"{name}: {link} leads nowhere")
    return said


def test_everything_has_a_page_and_every_link_leads_to_one(tmp_path: Path) -> None:
    files = documented(tmp_path, WEATHER)
    assert faults(files) == []
    assert {
        "index.html", "guidelines.html", "guidelines-reading.html", "guidelines-2.html", "elements.html",
        "attributes.html", "classes.html", "element-log.html", "element-gauge.html", "element-fog.html",
        "class-att.measured.html", "class-model.entry.html", "attribute-unit.html", "attribute-xml-id.html",
        "style.css", "search.js", "search-data.js",
    } <= set(files)  # fmt: skip


def test_the_page_of_an_element_says_what_the_odd_says(tmp_path: Path) -> None:
    root = page(documented(tmp_path, WEATHER)["element-gauge.html"])
    heading = root.find(f".//{HTML}h1")
    assert heading is not None
    assert words(heading) == "<gauge> barometer"
    text = words(root)
    for expected in (
        "what a barometer said",
        "It is valid until 2099-01-01",
        "Changed here; from att.measured",
        "Keep {name()} dry.",
        "must hold not(a < b)",
        "Tap it first.",
        "fr le baromètre",
    ):
        assert expected in text
    assert words(section(root, "contained-by")) == "Contained by no module log"
    assert words(section(root, "processing")) == "Processing inline if @unit rendition color: red;"
    unit = words(section(root, "attributes"))
    assert "@unit optional" in unit
    assert "hPa hectopascal" in unit
    assert "die Einheit" not in unit


def test_content_is_drawn_and_written(tmp_path: Path) -> None:
    root = page(documented(tmp_path, WEATHER)["element-log.html"])
    content = section(root, "content")
    picture = content.find(f".//{SVG}svg")
    assert picture is not None
    assert "the content of log" in picture.get("aria-label", "")
    drawn = [words(node) for node in picture.iter(f"{SVG}text")]
    assert drawn == ["gauge", "2 to 5 times", "model.entry", "text"]
    links = [node.get("href") for node in picture.iter(f"{SVG}a", f"{HTML}a")]
    assert links == ["element-gauge.html", "class-model.entry.html"]
    written = content.find(f".//{HTML}pre")
    assert written is not None
    assert words(written) == "gauge{2,5}, (model.entry | text)*"
    assert words(section(root, "may-contain")) == "May contain text no module fog gauge"


def test_examples_are_coloured_and_linked_without_a_script(tmp_path: Path) -> None:
    root = page(documented(tmp_path, WEATHER)["guidelines-reading.html"])
    code = root.find(f".//{HTML}pre/{HTML}code")
    assert code is not None
    shown = etree.tostring(code, method="text", encoding="unicode")
    assert shown.rstrip() == '<log>\n  <gauge unit="hPa">1013 &amp; <fog/></gauge>\n</log>'
    assert [node.get("href") for node in code.iter(f"{HTML}a")][:2] == ["element-log.html", "element-gauge.html"]
    assert {node.get("class") for node in code.iter(f"{HTML}span")} == {"x-t", "x-a", "x-v"}


def test_prose_becomes_chapters(tmp_path: Path) -> None:
    files = documented(tmp_path, WEATHER)
    root = page(files["guidelines-reading.html"])
    assert [words(node) for node in root.iter(f"{HTML}h1", f"{HTML}h2")] == ["How to read", "Detail"]
    # A list in the middle of a paragraph parts it in two.
    article = root.find(f".//{HTML}article")
    assert article is not None
    parts = article.find(f"{HTML}div[@class='p']")
    assert parts is not None
    assert [str(node.tag).removeprefix(HTML) for node in parts] == ["p", "ol", "p"]
    assert words(section(root, "note-1")) == "Glass breaks. ↑"
    hrefs = [node.get("href") for node in article.iter(f"{HTML}a")]
    for expected in ("guidelines-reading.html#detail", "https://example.org/a?b=1&c=2", "attribute-unit.html"):
        assert expected in hrefs
    assert words(article).count("See") == 0
    contents = page(files["guidelines.html"])
    assert [words(node) for node in contents.iter(f"{HTML}li") if node.find(f"{HTML}ul") is not None] == [
        "How to read Detail"
    ]


def test_without_prose_the_structure_is_shown_alone(tmp_path: Path) -> None:
    path = tmp_path / "my.odd"
    path.write_text(
        f'{HEAD}<schemaSpec ident="bare"><moduleRef key="tei"/><moduleRef key="core" include="p hi"/>'
        f'<moduleRef key="textstructure" include="TEI text body"/><moduleRef key="header" include="teiHeader"/>'
        f"</schemaSpec>{TAIL}",
        encoding="utf-8",
    )
    schema, _ = schema_of(path)
    files = emit(schema, None)
    assert faults(files) == []
    assert not [name for name in files if name.startswith("guidelines")]
    root = page(files["element-p.html"])
    assert words(section(root, "content")).startswith("Content What macro.paraContent holds:")
    assert words(section(root, "may-contain")) == "May contain text core hi"


def test_the_search_has_all_pages(tmp_path: Path) -> None:
    files = documented(tmp_path, WEATHER)
    script = files["search-data.js"]
    rows = json.loads(script.removeprefix("window.SCHEMA_INDEX = ").rstrip().removesuffix(";"))
    assert ["element", "gauge", "element-gauge.html", "barometer: what a barometer said"] in rows
    assert ["chapter", "Detail", "guidelines-reading.html#detail", ""] in rows
    assert {row[2].partition("#")[0] for row in rows} <= set(files)


def test_names_that_differ_in_case_only_have_files_that_differ_in_more(tmp_path: Path) -> None:
    specs = "".join(
        f'<elementSpec ident="{name}" mode="add"><content><textNode/></content></elementSpec>'
        for name in ("Rain", "rain", "RAIN", "雨")
    )
    files = documented(tmp_path, f'{HEAD}<schemaSpec ident="rain" start="Rain rain RAIN 雨">{specs}</schemaSpec>{TAIL}')
    names = sorted(name for name in files if name.startswith("element-"))
    assert names == ["element-RAIN-3.html", "element-Rain.html", "element-rain-2.html", "element-u96e8.html"]
    assert faults(files) == []


HOSTILE = "&lt;script&gt;alert(1)&lt;/script&gt;&quot;'&amp;amp;"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    text = f"""{HEAD}
    <div xml:id="main"><head>{HOSTILE}</head><p n="1">{HOSTILE}<ref target="javascript:alert(1)">x</ref>
      <ref target=" JavaScript:alert(1)">y</ref><ref target="data:text/html,{HOSTILE}">z</ref><gi>{HOSTILE}</gi>
      <att>{HOSTILE}</att><val>{HOSTILE}</val><graphic url="javascript:alert(1)"/><ident>{HOSTILE}</ident>
      <eg>{HOSTILE}</eg><hi rend="{HOSTILE}" xml:lang="en&quot; onclick=&quot;alert(1)">b</hi>
      <egXML xmlns="http://www.tei-c.org/ns/Examples"><a b="{HOSTILE}">{HOSTILE}</a></egXML></p></div>
    <schemaSpec ident="{HOSTILE}" start="a" docLang="{HOSTILE}">
      <elementSpec ident="a" mode="add" ns="{HOSTILE}" validUntil="{HOSTILE}" module="{HOSTILE}">
        <gloss>{HOSTILE}</gloss>
        <desc xml:lang="{HOSTILE}">{HOSTILE}<list><item>{HOSTILE}</item></list></desc><desc xml:lang="fr">x</desc>
        <content><alternate><valList type="closed"><valItem ident="{HOSTILE}"/></valList>
          <dataRef name="{HOSTILE}" restriction="{HOSTILE}"/></alternate></content>
        <constraintSpec ident="{HOSTILE}" scheme="{HOSTILE}"><constraint><sch:assert test="{HOSTILE}">{HOSTILE}
        </sch:assert></constraint></constraintSpec>
        <attList><attDef ident="{HOSTILE}" ns="{HOSTILE}"><gloss>{HOSTILE}</gloss><defaultVal>{HOSTILE}</defaultVal>
          <valList><valItem ident="{HOSTILE}"><desc>{HOSTILE}</desc></valItem></valList></attDef></attList>
        <exemplum><p>{HOSTILE}</p></exemplum><equiv uri="javascript:alert(1)"/>
        <model behaviour="{HOSTILE}" predicate="{HOSTILE}"><param name="{HOSTILE}" value="{HOSTILE}"/></model>
      </elementSpec></schemaSpec>{TAIL}"""
    files = documented(tmp_path, text, Options(title="</title><script>alert(1)</script>\x01"))
    assert faults(files) == []
    for name, content in files.items():
        if name.endswith(".html"):
            root = html.document_fromstring(content)
            assert [node.get("src") for node in root.iter("script")] == ["search.js"], name
            for node in root.iter("a"):
                assert not re.match(r"\s*(javascript|data):", node.get("href") or "", re.IGNORECASE), name
    assert "<" not in files["search-data.js"]


def test_deep_prose_does_not_break_the_stack(tmp_path: Path) -> None:
    path = tmp_path / "my.odd"
    groups = "<modelGrp>" * 100 + "</modelGrp>" * 100
    spec = f'<elementSpec ident="a" mode="add"><content><empty/></content>{groups}</elementSpec>'
    path.write_text(f'{HEAD}<schemaSpec ident="deep" start="a">{spec}</schemaSpec>{TAIL}', encoding="utf-8")
    schema, _ = schema_of(path)
    for name in ("hi", "div", "list", "q", "quote", "p", "egXML", "note", "figure", "table", "cell"):
        deep = f"{HEAD}{f'<{name}>' * 1500}at the bottom{f'</{name}>' * 1500}{TAIL}"
        files = emit(schema, read_located(deep.encode(), "deep.odd"))
        assert any("at the bottom" in text for text in files.values()), name


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = documented(tmp_path, WEATHER), documented(tmp_path, WEATHER)
    assert list(first.items()) == list(second.items())


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_have_the_contrast_that_wcag_asks_for(tmp_path: Path, scheme: int) -> None:
    style = documented(tmp_path, WEATHER)["style.css"]
    blocks = re.findall(r":root \{(.*?)\n *\}", style, re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", blocks[scheme]))

    def contrast(one: str, other: str) -> float:
        light, dark = sorted((_luminance(colours[one]), _luminance(colours[other])), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    for ground in ("paper", "raised"):
        for ink in ("ink", "soft", "accent", "tag", "value"):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
        assert contrast("line", ground) >= 3, ground  # borders of fields and the tracks of diagrams


@pytest.mark.parametrize("name", ["tei_simplePrint", "tei_lite"])
def test_a_real_customisation_is_whole(shared: Path, name: str) -> None:
    path = shared / "odd-suite" / "odds" / f"{name}.odd"
    if not path.is_file():
        pytest.skip(f"no {path}")
    schema, prose = schema_of(path)
    files = emit(schema, prose)
    assert faults(files) == []
    pages = {words_of_title(text) for file, text in files.items() if file.startswith("element-")}
    assert pages == {f"<{element.name}>" for element in schema.elements.values()}


def words_of_title(text: str) -> str:
    """What a page's title says before the name of the schema."""
    title = page(text).findtext(f".//{HTML}title") or ""
    return title.partition(" – ")[0]
