"""Every page of the edition: well-formed, whole in itself, no dead link."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from lxml import html

_LOADING = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "link": "href",
}
_BOOKISH = {"canonical", "license", "external"}


@lru_cache(maxsize=512)
def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes())


def ids(path: Path) -> Counter[str]:
    return Counter(map(str, tree(path).xpath("//@id")))


def test_pages_are_made_for_everything(edition: Path, sources: Path) -> None:
    for source in sources.glob("*.xml"):
        folder = edition / "documents" / source.stem
        for name in ("index.html", "diplomatic.html", "parallel.html", f"{source.stem}.bib", f"{source.stem}.ris"):
            assert (folder / name).is_file(), folder / name
        assert (folder / source.name).read_bytes() == source.read_bytes()
    for name in ("index.html", "documents/index.html", "persons/index.html", "about.html", "legend.html", "404.html"):
        assert (edition / name).is_file(), name


def test_pages_have_no_error_of_the_parser(pages: list[Path]) -> None:
    faults = []
    for path in pages:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(path.read_bytes())
        faults += [f"{path}: {place} {code}" for place, code, _ in parser.errors]
    assert faults == []


def test_identifiers_are_unique(pages: list[Path]) -> None:
    faults = [(path, [name for name, count in ids(path).items() if count > 1]) for path in pages]
    assert [fault for fault in faults if fault[1]] == []


def test_headings_are_in_order(pages: list[Path]) -> None:
    for path in pages:
        levels = [int(heading.tag[1]) for heading in tree(path).xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        for before, after in pairwise(levels):
            assert after <= before + 1, (path, levels)


def test_nothing_is_loaded_from_elsewhere(edition: Path, pages: list[Path]) -> None:
    for path in pages:
        for element in tree(path).iter(*_LOADING):
            if _BOOKISH & set((element.get("rel") or "").split()):
                continue
            address = element.get(_LOADING[element.tag]) or ""
            assert not urlsplit(address).netloc, (path, address)
            assert not address.startswith("/"), (path, address)
        assert not tree(path).xpath("//@onclick|//@onload|//@style[contains(., 'url(')]"), path
    for path in edition.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")), path


def test_outgoing_links_are_told_as_such(pages: list[Path]) -> None:
    """Links out of the edition are those to authorities, licences and sources; there is no other."""
    for path in pages:
        if path.name == "legend.html":
            continue  # its examples are pieces of text
        for link in tree(path).xpath("//a[starts-with(@href, 'http')]"):
            inside = link.xpath("ancestor::*[@id = 'text' or contains(@class, 'doc-text')]")
            assert {"external", "license"} & set((link.get("rel") or "").split()) or inside, (path, link.get("href"))


def test_no_link_is_dead(edition: Path, pages: list[Path]) -> None:
    dead = []
    for path in pages:
        for link in tree(path).xpath("//@href|//@src|//@action"):
            parts = urlsplit(str(link))
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                dead.append(f"{path.relative_to(edition)}: {link}")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in ids(target):
                dead.append(f"{path.relative_to(edition)}: {link}: no such place")
    assert dead == []


def test_every_page_says_its_language_title_and_main_part(pages: list[Path]) -> None:
    titles: Counter[str] = Counter()
    for path in pages:
        root = tree(path)
        assert root.get("lang") == "en", path
        assert len(root.xpath("//main")) == 1, path
        assert root.xpath("string(//title)").strip(), path
        if "documents" not in path.parts:
            titles[root.xpath("string(//title)")] += 1
    assert titles.total() > 0


@pytest.mark.parametrize("script", ["document.js", "parallel.js", "interventions.js", "theme.js"])
def test_scripts_are_classic_and_say_no_words_of_their_own(edition: Path, script: str) -> None:
    text = (edition / "assets" / script).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(import|export)\b", text, re.MULTILINE)
    assert "innerHTML" not in text
    assert not re.findall(r"textContent = \"[A-Za-z]", text)


def test_the_views_have_the_same_places(edition: Path) -> None:
    for folder in sorted((edition / "documents").iterdir()):
        if folder.is_dir():
            reading = {name for name in ids(folder / "index.html") if name.startswith(("p.", "h."))}
            diplomatic = {name[2:] for name in ids(folder / "diplomatic.html") if name.startswith(("d-p.", "d-h."))}
            assert reading, folder
            assert len(reading & diplomatic) >= 0.8 * len(reading), (folder, sorted(reading ^ diplomatic))


def test_translation_and_original_stand_side_by_side(edition: Path) -> None:
    for slug, other in (
        ("05-letter-lundhavn", "13-report-in-russian-kelm"),
        ("13-report-in-russian-kelm", "05-letter-lundhavn"),
    ):
        page = tree(edition / "documents" / slug / f"with-{other}.html")
        languages = page.xpath("//*[@data-pane]//*[contains(@class, 'doc-text')]/@lang")
        assert sorted(languages) == ["en", "ru"]
        assert page.xpath("//nav//a[@aria-current = 'page'][@data-view]/@href") == [f"with-{other}.html"]
