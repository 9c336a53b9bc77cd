"""The full-text search over http, and what is left of it from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route


def found(page: Page, address: str, query: str) -> list[str]:
    """The titles that a query finds."""
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    page.get_by_label("Search all documents").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_function("/found/.test(document.querySelector('[data-status]').textContent)")
    return page.locator(".search-results .title a").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("boat", ["About the boats", "About the letter"]),
        ("negotiate", ["About the boats"]),
        ("대사", ["About the korean"]),
        ("시간", ["About the korean"]),
        ("停战谈判", ["About the chinese"]),
        ("министр", ["About the russian"]),
        ("делегация", ["About the russian"]),
        ("nowhere", []),
    ],
)
def test_words_are_found_in_every_language(served: str, page: Page, query: str, titles: list[str]) -> None:
    assert sorted(found(page, f"{served}search.html", query)) == titles


@pytest.mark.parametrize("language", ["ko", "ko-KR", "de"])
def test_all_are_found_once_from_a_page_in_any_language(served: str, page: Page, language: str) -> None:
    """Pagefind opens the index of the page's language first, where there is one."""

    def translated(route: Route) -> None:
        body = route.fetch().text()
        assert '<html lang="en"' in body
        route.fulfill(body=body.replace('<html lang="en"', f'<html lang="{language}"'), content_type="text/html")

    page.route("**/search.html", translated)
    assert sorted(found(page, f"{served}search.html", "boat")) == ["About the boats", "About the letter"]
    assert found(page, f"{served}search.html", "停战谈判") == ["About the chinese"]
    assert found(page, f"{served}search.html", "делегация") == ["About the russian"]


def test_a_title_found_says_its_language_where_it_is_another(served: str, lists: Path, page: Page) -> None:
    language = "links => links.map(link => link.lang)"
    for address in (served, f"{lists.as_uri()}/"):
        found(page, f"{address}search.html", "russian")
        assert page.locator(".search-results .title a").evaluate_all(language) == ["ru"]
        found(page, f"{address}search.html", "boats")
        assert set(page.locator(".search-results .title a").evaluate_all(language)) == {""}


def test_a_passage_leads_to_its_paragraph(served: str, page: Page) -> None:
    found(page, f"{served}search.html", "negotiating")
    link = page.locator(".places a").first
    assert link.locator("mark").inner_text() == "negotiating"
    link.click()
    assert page.url == f"{served}documents/boats/index.html#p.aa"


def test_the_address_holds_query_and_filters(served: str, page: Page) -> None:
    page.goto(f"{served}search.html?q=boats&genre=genre.letter")
    page.wait_for_selector(".search-results .title a")
    assert page.locator(".search-results .title a").all_inner_texts() == ["About the letter"]
    assert page.inner_text("[data-status]") == "1 document found"
    page.get_by_label("Kind").select_option("")
    page.wait_for_function("document.querySelector('[data-status]').textContent === '2 documents found'")
    assert page.url == f"{served}search.html?q=boats"
    page.go_back()
    page.wait_for_function("document.querySelector('[data-status]').textContent === '1 document found'")
    assert page.get_by_label("Kind").input_value() == "genre.letter"


def test_names_are_found_by_any_form(served: str, page: Page) -> None:
    found(page, f"{served}search.html", "A. Varro")
    link = page.locator(".search-names a").first
    assert link.inner_text() == "Anton Varro"
    link.click()
    assert page.url == f"{served}persons/person.varro.html"


def test_the_field_in_the_header_leads_here(served: str, page: Page) -> None:
    page.goto(f"{served}persons/index.html")
    page.get_by_role("search").get_by_role("searchbox").fill("harbour")
    page.keyboard.press("Enter")
    page.wait_for_selector(".search-results .title a")
    assert page.url == f"{served}search.html?q=harbour"


def test_results_are_told_to_screen_readers(served: str, page: Page) -> None:
    found(page, f"{served}search.html", "boats")
    assert page.get_by_role("status").inner_text() == "2 documents found"
    assert page.get_by_role("search", name="Search the edition").count() == 1


def test_from_a_folder_titles_and_names_are_searched(lists: Path, page: Page) -> None:
    assert found(page, f"{lists.as_uri()}/search.html", "letter") == ["About the letter"]
    assert page.locator("[data-local]").is_visible()
    found(page, f"{lists.as_uri()}/search.html", "Varro")
    assert page.locator(".search-names a").all_inner_texts() == ["Anton Varro"]


def test_without_scripts_the_page_says_what_to_do(served: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}search.html")
    assert page.locator("noscript").inner_text().startswith("The full-text search needs JavaScript.")
    context.close()
