"""The filters of the list of documents, as a reader uses them: from a folder, without a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def index(lists: Path, page: Page) -> Page:
    page.goto(f"{lists.as_uri()}/documents/index.html")
    return page


def shown(page: Page) -> list[str]:
    return page.locator("[data-results] .title a").all_inner_texts()


def state(page: Page) -> str:
    return page.url.partition("?")[2]


def count_is(page: Page, text: str) -> None:
    page.wait_for_function("text => document.querySelector('[data-status]').textContent === text", arg=text)


def test_all_documents_are_there_at_first(index: Page) -> None:
    assert len(shown(index)) == 6
    assert index.inner_text("[data-status]") == "6 documents"


def test_a_genre_is_chosen_and_the_address_says_so(index: Page) -> None:
    index.get_by_role("checkbox", name="Letter").check()
    count_is(index, "1 document")
    assert shown(index) == ["About the letter"]
    assert state(index) == "genre=genre.letter"
    assert index.locator("[data-results] a").first.get_attribute("href") == "../documents/letter/index.html"


def test_years_are_chosen(index: Page) -> None:
    index.get_by_label("From").fill("1955")
    count_is(index, "4 documents")
    index.get_by_label("To", exact=True).fill("1962")
    count_is(index, "2 documents")
    assert shown(index) == ["About the harbour", "About the letter"]
    assert state(index) == "from=1955&to=1962"


def test_an_address_filters(lists: Path, page: Page) -> None:
    page.goto(f"{lists.as_uri()}/documents/index.html?genre=genre.telegram&from=1951&to=1960")
    count_is(page, "2 documents")
    assert page.get_by_role("checkbox", name="Telegram").is_checked()
    assert page.get_by_label("From").input_value() == "1951"


def test_the_way_back_takes_the_filters_back(index: Page) -> None:
    index.get_by_role("checkbox", name="Letter").check()
    count_is(index, "1 document")
    index.get_by_role("checkbox", name="Telegram").check()
    count_is(index, "6 documents")
    index.go_back()
    count_is(index, "1 document")
    assert not index.get_by_role("checkbox", name="Telegram").is_checked()
    index.go_back()
    count_is(index, "6 documents")
    assert state(index) == ""
    index.go_forward()
    count_is(index, "1 document")


def test_numbers_beside_values_follow_the_other_filters(index: Page) -> None:
    index.get_by_label("From").fill("1960")
    count_is(index, "3 documents")
    lines = index.locator("[data-facet=genre] li")
    assert [" ".join(text.split()) for text in lines.all_inner_texts()] == ["Telegram 2", "Letter 1"]


def test_words_of_a_title_are_found_without_their_marks(index: Page) -> None:
    index.get_by_label("Words in title or number").fill("HÁRBOUR about")
    count_is(index, "1 document")
    assert shown(index) == ["About the harbour"]


def test_a_chosen_filter_is_taken_away(index: Page) -> None:
    index.get_by_role("checkbox", name="Letter").check()
    count_is(index, "1 document")
    index.get_by_role("button", name="Remove Letter").click()
    count_is(index, "6 documents")
    assert not index.get_by_role("checkbox", name="Letter").is_checked()
    assert index.evaluate("document.activeElement.name") == "q"


def test_everything_is_cleared(index: Page) -> None:
    index.get_by_role("checkbox", name="Letter").check()
    index.get_by_label("From").fill("1999")
    count_is(index, "0 documents")
    assert index.locator("[data-results] .notice").inner_text() == "No document fits. Take a filter away."
    index.get_by_role("button", name="Clear all").click()
    count_is(index, "6 documents")
    assert state(index) == ""


def test_the_keyboard_does_it_too(index: Page) -> None:
    index.get_by_role("checkbox", name="Letter").focus()
    index.keyboard.press("Space")
    count_is(index, "1 document")
    assert index.evaluate("document.activeElement.value") == "genre.letter"


def test_without_scripts_the_list_is_whole(lists: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{lists.as_uri()}/documents/index.html")
    assert len(shown(page)) == 6
    assert not page.locator("[data-facets]").is_visible()
    context.close()


def test_a_narrow_page_does_not_scroll_sideways(lists: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    paths = ["index", "documents/index", "dates/index", "dates/1951", "persons/index", "persons/person.varro",
             "network",
             "search", "about", "legend", "archives/index", "archives/state-archive", "genres/index"]  # fmt: skip
    wide = []
    for path in paths:
        page.goto(f"{lists.as_uri()}/{path}.html")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    context.close()
    assert wide == []


def test_pointing_at_a_name_shows_its_ties(lists: Path, page: Page) -> None:
    page.goto(f"{lists.as_uri()}/network.html")
    node = page.locator("svg.net-circle").first.locator("a").first
    node.focus()
    assert page.locator("svg.net-circle").first.evaluate("svg => svg.classList.contains('chosen')")
    assert page.locator("svg.net-circle path.on").count() == 1
