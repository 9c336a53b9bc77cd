"""The pages of lists, indexes and entities."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.views.model import Archive, DateFact, Entity, Mention
from diplomatica.views.site.entries import Pager, paged
from diplomatica.views.site.model import Edition
from tests.views.site.gathering import LETTER, VARRO, at, document, many, texts, written

DOCUMENTS = [
    document("a", title="Telegram <1> & more"),
    document("b", date=DateFact("1951-06"), genre=LETTER, language="ru", place="Halsund"),
    document(
        "c", date=DateFact("1962-01-02"), archives=(Archive("State Archive", (("fond", "12"),)), Archive("Архив", ()))
    ),
    document("d", date=DateFact(), genre=None, archives=()),
]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return written(DOCUMENTS)


def dead_links(files: dict[str, str], others: set[str]) -> list[tuple[str, str]]:
    """Links inside the edition that lead to no file or no anchor. `others` are paths that somebody else writes."""
    anchors = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in files.items()}
    dead = []
    for path, text in files.items():
        if not path.endswith(".html"):
            continue
        for link in map(str, at(text, "//@href | //@src")):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, anchor = unquote(link).partition("#")
            parts: list[str] = []
            for part in (PurePosixPath(path).parent / name).parts if name else PurePosixPath(path).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            target = "/".join(parts)
            if target.partition("/")[0] in others or target in others:
                continue
            if target not in files or (anchor and anchor not in anchors[target]):
                dead.append((path, link))
    return dead


def test_every_link_between_lists_leads_somewhere(files: dict[str, str]) -> None:
    made = {**files, **{f"documents/{one.slug}/index.html": "" for one in DOCUMENTS}}
    for one in DOCUMENTS:
        made[f"documents/{one.slug}/index.html"] = '<p id="p.aa"></p><p id="p.bb"></p>'
    assert dead_links(made, {"assets"}) == []


def test_every_link_of_a_large_collection_leads_somewhere() -> None:
    documents = list(many(450))
    made = written(documents)
    for one in documents:
        ids = "".join(f'<p id="{mention.anchor}"></p>' for mention in one.mentions)
        made[f"documents/{one.slug}/index.html"] = ids
    assert dead_links(made, {"assets"}) == []
    assert "documents/index~3.html" in made
    assert "places/place.kelm~2.html" in made


def test_all_documents_are_listed_by_year(files: dict[str, str]) -> None:
    page = files["documents/index.html"]
    assert texts(page, "//div[@data-results]//h2") == ["1951", "1962", "Without a date"]
    assert texts(page, "//div[@data-results]//p[@class='title']") == [
        "Telegram <1> & more",
        "Telegram b",
        "Telegram c",
        "Telegram d",
    ]


def test_facets_name_what_tells_documents_apart(files: dict[str, str]) -> None:
    page = files["documents/index.html"]
    names = at(page, "//details[@data-facet]/@data-facet")
    assert names == ["genre", "archive", "place", "language"]
    genre = texts(page, "//details[@data-facet='genre']//li")
    assert genre == ["Telegram 2", "Letter 1"]
    values = at(page, "//details[@data-facet='archive']//input/@value")
    assert values == ["state-archive", values[1]]
    assert values[1].isascii()


def test_a_year_groups_its_documents_by_month(files: dict[str, str]) -> None:
    assert texts(files["dates/1951.html"], "//main//h2") == ["May 1951", "June 1951"]
    assert texts(files["dates/~none.html"], "//h1") == ["Without a date"]
    assert texts(files["dates/1951.html"], "//nav[@class='siblings']/a") == ["Next 1962"]


def test_an_archive_shows_its_order(files: dict[str, str]) -> None:
    page = files["archives/state-archive.html"]
    assert texts(page, "//details/summary") == ["fond 3 2 documents", "opis 65 2 documents", "fond 12"]
    assert texts(page, "//details//li")[0] == "Telegram <1> & more 3 May 1951 · list 12"


def test_other_forms_of_a_name_lead_to_its_entry() -> None:
    quisling = Entity(
        "person", "person.ryu", "Ryu Seong-ho", ("Ryu Seong-ho", "R. Seong-ho", "류성호"), ids=(("GND", "1"),)
    )
    files = written(
        [document("a", entities=(VARRO, quisling, Entity("org", "org.union", "The Union", ("The Union", "UOS"))))]
    )
    lines = texts(files["persons/index.html"], "//ul[@class='index-list']/li")
    assert "류성호 see Ryu Seong-ho" in lines
    assert not [line for line in lines if line.startswith("Varro, A. see")]
    assert "UOS see The Union" in texts(files["organisations/index.html"], "//ul[@class='index-list']/li")


def test_an_index_says_who_is_not_identified(files: dict[str, str]) -> None:
    lines = texts(files["persons/index.html"], "//ul[@class='index-list']/li")
    assert lines == ["Brandt, J. (not identified) ◦ 4 documents 4", "Varro, Anton 4 documents 4 Consul"]
    assert at(files["persons/index.html"], "//nav[@class='letters']//a/text()") == ["B", "V"]


def test_the_page_of_a_person_tells_forms_offices_roles_and_partners(files: dict[str, str]) -> None:
    page = files["persons/person.varro.html"]
    assert texts(page, "//dl[contains(@class, 'entity-facts')]/dt") == ["Names", "Offices", "Identifiers"]
    assert texts(page, "//ul[@class='forms']/li") == ["Anton Varro", "A. Varro"]
    assert texts(page, "//div[@class='entity-documents']/h3") == ["Author 4", "Sender 4", "Speaker 4"]
    assert texts(page, "//ul[@class='partners']/li") == ["J. Brandt 8 times to them", "J. Brandt 4 to them"]


def test_mentions_stand_in_their_context_and_lead_to_their_block(files: dict[str, str]) -> None:
    page = files["places/place.kelm.html"]
    lines = at(page, "//section[@class='kwic']//li/a")
    assert [line.text_content() for line in lines] == ["in Kelm, where it rains"] * 4
    assert lines[0].get("href") == "../documents/a/index.html#p.bb"


def test_many_mentions_are_cut_into_pages() -> None:
    lines = tuple(Mention("person", "person.varro", f"p.{n}", "by", "Varro", f"at {n}") for n in range(900))
    files = written([document("a", mentions=lines)])
    pages = [
        files[path]
        for path in ("persons/person.varro.html", "persons/person.varro~2.html", "persons/person.varro~3.html")
    ]
    assert [len(texts(page, "//section[@class='kwic']//li")) for page in pages] == [400, 400, 100]
    assert texts(pages[1], "//p[@class='quiet']") == ["Back to the first page"]


def test_several_names_of_one_key_stand_apart_and_say_so() -> None:
    documents = [
        document(str(n), entities=(Entity("person", "orlan", name),)) for n, name in enumerate(("Orlan", "M. Orlan"))
    ]
    page = written(documents)["persons/orlan.html"]
    assert texts(page, "//section[@class='entity-section']/h2") == ["Orlan", "M. Orlan"]
    assert "Whether they mean the same is not established" in page


def test_persons_of_one_family_name_are_told_as_perhaps_the_same() -> None:
    known = Entity("person", "person.orlan", "Mirko Orlan", ids=(("GND", "5"),))
    files = written([document("a", entities=(known,)), document("b", entities=(Entity("person", "orlan", "Orlan"),))])
    (told,) = texts(files["persons/orlan.html"], "//p[contains(@class, 'entity-alike')]")
    assert told == "Perhaps the same, which is not established: Mirko Orlan"


def test_names_that_share_an_identifier_are_told() -> None:
    other = Entity("person", "varro-2", "Antonius Varro", ids=VARRO.ids)
    page = written([document("a"), document("b", entities=(other,))])["persons/varro-2.html"]
    assert "The same identifier is also given to" in page


def test_long_indexes_have_a_page_for_each_letter() -> None:
    names = [f"{chr(65 + n % 26)}orlan {n}" for n in range(1600)]
    entities = tuple(Entity("place", f"k{n}", name) for n, name in enumerate(names))
    files = written([document("a", entities=entities)])
    assert texts(files["places/letter~b.html"], "//h1") == ["Places: B"]
    assert len(texts(files["places/letter~b.html"], "//ul[@class='index-list']/li")) == 62
    assert texts(files["places/index.html"], "//section/h2") == ["Most often named"]


@pytest.mark.parametrize("key", ["index", "한글", "a" * 300, "x.y-z_1"])
def test_any_key_has_a_page(key: str) -> None:
    files = written([document("a", entities=(Entity("person", key, "Somebody"),))])
    (path,) = [path for path in files if path.startswith("persons/") and "Somebody</h1>" in files[path]]
    assert len(path.encode()) < 255
    assert dead_links({**files, "documents/a/index.html": '<p id="p.aa"></p><p id="p.bb"></p>'}, {"assets"}) == []


def test_what_documents_say_is_escaped() -> None:
    evil = '<script>alert("1")</script>'
    entity = Entity("person", "evil", evil, (evil,), evil, evil, ((evil, evil),))
    mention = Mention("person", "evil", 'p."><b>', evil, evil, evil)
    files = written([document("a", title=evil, summary=evil, number=evil, entities=(entity,), mentions=(mention,))])
    for path, text in files.items():
        if path.endswith(".html"):
            assert "<script>alert" not in text, path
    assert "</script" not in files["assets/facets.js"]


def test_the_first_page_counts_and_lists(files: dict[str, str]) -> None:
    page = files["index.html"]
    assert texts(page, "//p[@class='home-counts']") == ["4 documents, 1951–1962 · English 3, Russian 1 · 400 words"]
    assert len(texts(page, "//section[@class='home-list']//li")) == 4
    assert "home-list" not in written(many(31))["index.html"]


def test_a_map_is_written_where_the_edition_has_an_address(files: dict[str, str]) -> None:
    assert "sitemap.xml" not in files
    made = written(DOCUMENTS, Edition("Papers", base="https://papers.example/x/"))
    places = re.findall("<loc>([^<]*)</loc>", made["sitemap.xml"])
    assert "https://papers.example/x/documents/a/index.html" in places
    assert "https://papers.example/x/persons/person.varro.html" in places
    assert not [place for place in places if place.endswith("404.html")]
    assert 'href="https://papers.example/x/assets/site.css"' in made["404.html"]


def test_german_pages_and_an_unknown_language() -> None:
    files = written(DOCUMENTS, Edition("Papiere", language="de"))
    assert texts(files["persons/index.html"], "//h1") == ["Personen"]
    with pytest.raises(UnusableInput):
        written(DOCUMENTS, Edition("Papers", language="tlh"))


def test_pagers_leave_out_the_middle() -> None:
    assert Pager(tuple(map(str, range(30))), 10).shown == (1, 0, 8, 9, 10, 11, 12, 0, 30)
    assert [len(part) for _, part in paged("x.html", range(401), 200)] == [200, 200, 1]
    assert [pager.paths for pager, _ in paged("x.html", [], 200)] == [("x.html",)]


def test_a_title_says_its_language_where_it_is_another() -> None:
    foreign = document("ru", title="Паром", title_language="ru")
    made = written([foreign, document("en", title="A Ferry", title_language="en"), document("xx", title="Ferries")])
    for path in ("documents/index.html", "persons/person.varro.html", "archives/state-archive.html", "index.html"):
        found = {
            one.text_content(): one.get("lang") for one in at(made[path], "//main//a[contains(@href, 'documents/')]")
        }
        assert (found["Паром"], found["A Ferry"], found["Ferries"]) == ("ru", None, None), path
    assert [row[-1] for row in facets_rows(made) if isinstance(row[-1], str)] == ["ru"]


def facets_rows(made: dict[str, str]) -> list[list[object]]:
    rows = json.loads(made["assets/facets.js"].partition("=")[2].rstrip(";\n"))["documents"]
    assert isinstance(rows, list)
    return rows
