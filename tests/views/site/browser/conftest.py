"""The edition that the browser reads: lists with stand-ins for the pages of documents, from a folder and over http."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from diplomatica.views.model import DateFact, DocumentFacts
from diplomatica.views.site.frame import Frame, assets
from diplomatica.views.site.lists import write_lists
from diplomatica.views.site.model import Edition
from diplomatica.views.site.search import write_index
from tests.views.site.gathering import LETTER, VARRO, document, gather
from tests.views.site.hosting import hosted

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXTS = {
    "boats": ("en", "The consul asked for two boats. The ministers were negotiating about them."),
    "harbour": ("en", "Nobody had seen the harbour master since the storm."),
    "letter": ("en", "Dear friend, the boats have arrived."),
    "korean": ("ko", "대사는 먼저 바쁜 중에 시간을 내준 데 대하여 사의를 표하였다."),
    "chinese": ("zh", "外交部长会见了大使并讨论了停战谈判问题"),
    "russian": ("ru", "Посол попросил министра принять делегацию."),
}
"""Documents with the language and wording of their one paragraph."""

_CHANGES: dict[str, dict[str, object]] = {
    "boats": {"date": DateFact("1951-05-03")},
    "harbour": {"date": DateFact("1955-02"), "entities": (VARRO,), "speeches": (), "correspondence": ()},
    "letter": {"date": DateFact("1962"), "genre": LETTER, "place": "Halsund"},
    "korean": {"date": DateFact("1968-03-27")},
    "chinese": {"date": DateFact("1970")},
    "russian": {"date": DateFact(), "title_language": "ru"},
}
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<main data-pagefind-body><h1>{title}</h1><p id="p.aa">{text}</p><p id="p.bb">Kelm</p></main></body></html>"""


def documents() -> list[DocumentFacts]:
    """The facts of the documents in `TEXTS`."""
    return [document(slug, title=f"About the {slug}", language=TEXTS[slug][0], **_CHANGES[slug]) for slug in TEXTS]


@pytest.fixture(scope="session")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the edition."""
    folder = tmp_path_factory.mktemp("lists")

    def write(path: str, data: bytes) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    for name, path in assets():
        write(f"assets/{name}", path.read_bytes())
    with gather(documents()) as collection:
        frame = Frame(Edition("Papers"))
        write_lists(collection, frame, write)
        for row in collection.documents:
            write(row.path, _PAGE.format(title=row.title, text=TEXTS[row.slug][1]).encode())
        write_index(collection, frame, lambda path: (folder / path).read_bytes(), write, most=4)
    return folder


@pytest.fixture(scope="session")
def served(lists: Path) -> Iterator[str]:
    """The address of the edition over http."""
    with hosted(lists) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; what a script complains of is a failure."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []
