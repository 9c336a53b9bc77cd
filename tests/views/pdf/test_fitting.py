"""What paper can't take is made to fit, and nothing of a document is taken for a command of the typesetter."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pypdfium2  # type: ignore[import-untyped,unused-ignore]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from diplomatica.tei.tree import TEI_NS
from diplomatica.views.documents import Views
from diplomatica.views.pdf.fitting import MOST, fitted
from diplomatica.views.pdf.model import VIEWS, Edition, Source, View
from diplomatica.views.pdf.paper import Papers

COMMANDS = (
    '#import "/etc/passwd": * #read("/etc/passwd") image("/etc/passwd") $x$ @a <b> \\ \\u{41} `c` ``` */ // /* '
    '*d* _e_ = f ~ -- " ]; #[g] #{h} #panic("i") #sys.inputs'
)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    return Papers(Edition(COMMANDS, COMMANDS), tmp_path_factory.mktemp("papers"))


def source(tmp_path: Path, body: str, title: str = "T", header: str = "") -> Source:
    path = tmp_path / "a.xml"
    statement = f"<fileDesc><titleStmt><title>{title}</title></titleStmt></fileDesc>"
    path.write_text(
        f'<TEI xmlns="{TEI_NS}"><teiHeader>{statement}{header}</teiHeader><text><body>{body}</body></text></TEI>',
        encoding="utf-8",
    )
    return Source(path, lambda: Views().of(path, "a"))


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage() for page in document]
        return "".join("".join(page.get_text_range(0, page.count_chars()) for page in pages).split())


@pytest.mark.parametrize("view", VIEWS)
def test_commands_of_the_typesetter_are_text(view: View, tmp_path: Path, papers: Papers) -> None:
    text, value = escape(COMMANDS), quoteattr(COMMANDS)
    person = f"<person xml:id='p'><persName>{text}</persName></person>"
    header = f"<profileDesc><particDesc><listPerson>{person}</listPerson></particDesc></profileDesc>"
    body = (
        f"<div><head>{text}</head><p n={value} rend={value} type={value} xml:lang={value}>{text}</p>"
        f"<p><persName ref='#p'>{text}</persName> <ref target='https://a.example/\\#read'>{text}</ref></p>"
        f"<list><item n={value}>{text}</item></list>"
        f"<table><row><cell cols='1, 1)[#read(\"main.typ\")] + cell(1' rows={value}>{text}</cell></row></table>"
        f"<p><note place='bottom' n={value}>{text}</note></p></div>"
    )
    own = source(tmp_path, body, title=text, header=header)
    squeezed = "".join(COMMANDS.split())
    for pdf, _ in (papers.document(own, view), papers.book([own], view)):
        found = text_of(pdf).replace("\ufffe", "").replace("\u00ad", "")
        assert found.count("#panic") >= 5
        assert squeezed in found
        assert "root:" not in found


@pytest.mark.parametrize(
    "body",
    [
        "<div><head/><head><lb/></head><head> </head><p>all</p></div>",
        "<list><item>" * 60 + "all" + "</item></list>" * 60,
        "<p>" + "<hi rend='italic'>" * 150 + "a<note place='bottom'>l</note>l" + "</hi>" * 150 + "</p>",
        "<table><row><cell cols='3' rows='9'>a</cell></row><row><cell/><cell cols='99' rows='9'>l</cell></row></table>",
        "<table><row role='label'><cell rows='2'>a</cell><cell>l</cell></row><row><cell>l</cell><cell/></row></table>",
        "<table/><table><row/></table><list/><list><head/></list><list><label/></list><figure/><lg/><p/>all",
        f"<p>{'all' * 20_000}</p>",
    ],
    ids=["headings", "lists", "inline", "spans", "header", "empty", "word"],
)
def test_anything_can_be_set(body: str, tmp_path: Path, papers: Papers) -> None:
    for view in VIEWS:
        pdf, _ = papers.book([source(tmp_path, body)], view)
        assert {"a", "l"} <= set(text_of(pdf))


@pytest.mark.parametrize("title", ["", "W" * 40_000])
def test_any_title_will_do(title: str, tmp_path: Path, papers: Papers) -> None:
    pdf, _ = papers.document(source(tmp_path, "<p>x</p>", title), "reading")
    assert pdf.startswith(b"%PDF")


def test_what_fits_is_left_as_it_is() -> None:
    fragment = '<p id="a">b &amp; <i>c</i></p><table><tr><th>d</th></tr><tr><td>e</td></tr></table><h2>f</h2>'
    assert fitted(fragment).fragment is fragment


def test_what_lies_too_deep_becomes_text() -> None:
    fit = fitted("<i>a" * (MOST + 5) + "b" * (MOST + 5) + "</i>" * (MOST + 5))
    root = etree.fromstring(f"<div>{fit.fragment}</div>")
    assert fit.is_flat
    assert "".join(map(str, root.itertext())) == "a" * (MOST + 5) + "b" * (MOST + 5)
    assert root.xpath(f"boolean({'/*' * MOST})") is True
    assert root.xpath(f"boolean({'/*' * (MOST + 2)})") is False


SPANS = st.tuples(
    st.sampled_from(["1", "1", "2", "3", "7", "1000", "x", "0"]), st.sampled_from(["1", "1", "2", "4", "900"])
)


@given(st.lists(st.lists(SPANS, max_size=5), min_size=1, max_size=6))
def test_a_table_is_a_whole_rectangle(rows: list[list[tuple[str, str]]]) -> None:
    cells = [
        "".join(
            f'<td colspan="{columns}" rowspan="{down}">{index}.{place}</td>'
            for place, (columns, down) in enumerate(row)
        )
        for index, row in enumerate(rows)
    ]
    before = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    table = etree.fromstring(f"<div>{fitted(before).fragment}</div>")[0]
    assert "".join(map(str, table.itertext())) == "".join(map(str, etree.fromstring(before).itertext()))
    taken: dict[tuple[int, int], str] = {}
    for y, row in enumerate(table):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            for right in range(int(cell.get("colspan", "1"))):
                for down in range(int(cell.get("rowspan", "1"))):
                    assert (x + right, y + down) not in taken
                    taken[x + right, y + down] = cell.text or ""
    width = max((x for x, _ in taken), default=-1) + 1
    assert set(taken) == {(x, y) for x in range(width) for y in range(len(rows))}
    for y, texts in enumerate(cells):
        for place in range(texts.count("<td")):
            assert f"{y}.{place}" in {taken[x, y] for x in range(width)}
