"""The pages of one document, from values made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from diplomatica.views.model import DocumentViews
from diplomatica.views.site.document import Context, DocumentPages, Neighbour, Validation
from diplomatica.views.site.fragments import prefixed, with_permalinks
from diplomatica.views.site.frame import Frame, address
from diplomatica.views.site.model import Edition
from tests.views.site.making import LETTER, views

HOSTILE = """"><script>alert('&{{ 7 * 7 }}')</script>"""


NONE = Context()


def files(made: DocumentViews, context: Context = NONE, language: str = "en") -> dict[str, bytes]:
    pages = DocumentPages(Frame(Edition("Papers", language=language)))
    return dict(pages.files(made, b"<TEI/>", context))


def page(made: DocumentViews, name: str = "index.html", **options: Context | str) -> html.HtmlElement:
    return html.fromstring(files(made, **options)[f"documents/{made.facts.slug}/{name}"])  # type: ignore[arg-type]


def test_the_files_of_a_document() -> None:
    assert sorted(name.partition("/letter/")[2] for name in files(views())) == [
        "diplomatic.html", "index.html", "letter.bib", "letter.csl.json", "letter.ris", "letter.txt", "letter.xml",
        "parallel.html",
    ]  # fmt: skip


def test_what_the_head_and_the_panel_tell() -> None:
    root = page(views())
    text = " ".join(" ".join(root.itertext()).split())
    for words in (
        "Letter · Secret",
        "3 May 1951",
        "fond 3, opis 65, list 12-13",
        "Original language Russian",
        "Agnes Ode",
    ):
        assert words in text
    assert root.xpath("//aside//a[contains(@href, 'd-nb.info')]/@href") == ["https://d-nb.info/gnd/118540238"]
    assert not root.xpath("//a[contains(@href, 'specimen')]")
    assert root.xpath("//aside//a[text() = 'Anton Varro']/@href") == ["../../persons/varro.html"]


@pytest.mark.parametrize(
    "field", ["title", "subtitle", "summary", "citation", "place", "availability", "funder", "record"]
)
def test_whatever_a_document_says_is_text(field: str) -> None:
    made = views(LETTER, **{field: HOSTILE})
    for name, data in files(made).items():
        if name.endswith(".html"):
            root = html.fromstring(data)
            assert not root.xpath("//script[contains(text(), 'alert') and not(@type = 'application/ld+json')]"), name
            assert b"7 * 7" in data or field in ("place", "funder", "record", "citation", "availability", "summary")
            assert b"49" not in data
    assert HOSTILE in page(made).text_content() or field == "subtitle"


def test_an_address_that_is_none_is_no_link() -> None:
    assert not page(views(url="javascript:alert(1)", licence="javascript:alert(1)")).xpath(
        "//a[contains(@href, 'javascript')]"
    )


def test_neighbours_validation_and_downloads() -> None:
    context = Context(
        Neighbour("a", "First", "1 May 1951"),
        Neighbour("z", "Last", "9 May 1951"),
        validation=Validation(False, 2, "about.html"),
        pdf=True,
    )
    root = page(views(), context=context)
    assert root.xpath("//link[@rel = 'prev']/@href") == ["../../documents/a/index.html"]
    assert root.xpath("//nav[contains(@class, 'doc-pager')]//a/@href") == [
        "../../documents/a/index.html", "../../documents/z/index.html",
    ]  # fmt: skip
    assert "2 findings" in root.text_content()
    assert "letter.pdf" in root.xpath("//a[contains(@class, 'button')]/@href")


def test_slugs_with_signs_that_addresses_escape() -> None:
    made = views(slug="née 50%")
    assert page(made).xpath("//link[@rel = 'alternate']/@href")[0] == "n%C3%A9e%2050%25.xml"
    assert address("persons/a b.html#p.x") == "persons/a%20b.html#p.x"


def test_the_view_that_is_shown_is_marked() -> None:
    for name, current in (
        ("index.html", "index.html"),
        ("diplomatic.html", "diplomatic.html"),
        ("parallel.html", "parallel.html"),
    ):
        assert page(views(), name).xpath("//a[@data-view][@aria-current = 'page']/@href") == [current]


def test_columns_have_anchors_that_differ() -> None:
    root = page(views(), "parallel.html")
    assert root.xpath("//*[@data-pane]/@data-pane") == ["", "d-"]
    assert len(root.xpath("//*[@id = 'p.b2' or @id = 'd-p.b2']")) == 2


def test_german() -> None:
    root = page(views(), language="de")
    assert root.get("lang") == "de"
    text = " ".join(" ".join(root.itertext()).split())
    for words in (
        "Über dieses Dokument",
        "3. Mai 1951",
        "Sprache des Originals Russisch",
        "Übersetzt von",
        "Zum Inhalt springen",
    ):
        assert words in text
    assert root.xpath("//*[@id = 'text']/@lang") == ["en"]


def test_permalinks_stand_at_the_start_of_blocks() -> None:
    linked = str(
        with_permalinks(
            '<p class="p" id="p.a">x</p><span id="p.b">y</span><li data-n="1&gt;" id="d-p.c">z</li>', "Link"
        )
    )
    root = html.fromstring(f"<div>{linked}</div>")
    assert root.xpath("//a/@href") == ["#p.a", "#d-p.c"]
    assert "".join(map(str, root.itertext())) == "xyz"


def test_anchors_of_the_other_document_are_moved() -> None:
    text = '<p id="p.a">t <a href="#n.1" id="r.1">a</a> <a href="../../persons/x.html">X</a><br/></p><p/>'
    assert prefixed(text, "o-") == (
        '<p id="o-p.a">t <a href="#o-n.1" id="o-r.1">a</a> <a href="../../persons/x.html">X</a><br></p><p></p>'
    )


def test_the_same_document_gives_the_same_bytes() -> None:
    assert files(views()) == files(views())


def test_titles_say_their_language_where_it_is_another() -> None:
    made = views(LETTER, title="Паром", title_language="ru")
    root = page(
        made, context=Context(next=Neighbour("b", "나루", "1952", "ko"), previous=Neighbour("c", "Ferry", "1951"))
    )
    assert root.xpath("//h1/@lang") == ["ru"]
    assert root.xpath("//nav[@class='breadcrumbs']//span/@lang") == ["ru"]
    assert [one.get("lang") for one in root.xpath("//span[@class='name']")] == [None, "ko"]


def test_only_a_page_with_speakers_has_room_for_them() -> None:
    plain, spoken = views(LETTER), replace(views(LETTER), reading='<div class="sp"><p class="p">Yes.</p></div>')
    assert page(plain).xpath("//article/@class") == ["document view-reading"]
    assert page(spoken).xpath("//article/@class") == ["document view-reading with-speakers"]
    assert page(spoken, "diplomatic.html").xpath("//article/@class") == ["document view-diplomatic with-speakers"]


def test_a_name_with_a_hyphen_stays_in_one_line_of_the_title() -> None:
    root = page(views(LETTER, title="Ryu Seong-ho & the Afro-Asian-Latin-American <Bureau>"))
    assert root.xpath("//h1/span[@class='whole']/text()") == ["Seong-ho"]
    assert root.xpath("string(//h1)") == "Ryu Seong-ho & the Afro-Asian-Latin-American <Bureau>"
