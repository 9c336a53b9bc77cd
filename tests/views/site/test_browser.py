"""What a reader does, in Chromium: change the view, follow a note, ask who added something, change the colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.views.site.hosting import hosted
from tests.views.site.test_accessibility import kinds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

INSERTIONS = "documents/12-insertions-namgyeong/index.html"
FOOTNOTES = "documents/11-memorandum-footnotes-harrow/index.html"
KOREAN = "documents/14-conversation-in-korean-namgyeong/index.html"
RUSSIAN = "documents/13-report-in-russian-kelm/index.html"
LONG = "documents/20-verbatim-record-assembly/index.html"
SIZES = {"phone": (390, 844), "tablet": (820, 1100), "desktop": (1280, 900)}

Open = Callable[..., "Page"]


@pytest.fixture
def visit(browser: Browser, edition: Path) -> Iterator[Open]:
    """Opens a page of the edition from its folder; an error in a script fails the test."""
    contexts = []
    errors: list[str] = []

    def call(name: str, size: str = "desktop", **options: Any) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: errors.append(request.url) if request.url.startswith("http") else None)
        path, _, fragment = name.partition("#")
        page.goto((edition / path).as_uri() + (f"#{fragment}" if fragment else ""))
        return page

    yield call
    for context in contexts:
        context.close()
    assert errors == []


def top_block(page: Page, prefix: str = "") -> str:
    """The permalink of the first block that can be seen below the bar."""
    script = """prefix => {
      const bar = document.querySelector('[data-doc-bar]').getBoundingClientRect().bottom;
      const all = [...document.querySelectorAll(`#text [id^="${prefix}p."], #text [id^="${prefix}h."]`)];
      return all.find(block => block.offsetHeight && block.getBoundingClientRect().bottom > bar + 20).id;
    }"""
    return str(page.evaluate(script, prefix))


def test_changing_the_view_keeps_the_place(visit: Open) -> None:
    page = visit(INSERTIONS)
    block = page.locator("#text p[id^='p.']").nth(8)
    anchor = block.get_attribute("id")
    page.evaluate("id => { document.documentElement.style.scrollBehavior = 'auto'; location.hash = id; }", anchor)
    page.wait_for_timeout(200)
    assert top_block(page) == anchor
    page.get_by_role("link", name="Diplomatic", exact=True).click()
    page.wait_for_url("**/diplomatic.html#*")
    assert page.url.endswith(f"#d-{anchor}")
    page.wait_for_timeout(500)
    box = page.locator(f'[id="d-{anchor}"]').bounding_box()
    assert box is not None
    assert 100 < box["y"] < 400
    page.keyboard.press("r")
    page.wait_for_url(f"**/index.html#{anchor}")


def test_the_way_back_leads_to_the_same_place(visit: Open) -> None:
    page = visit(LONG)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; window.scrollTo(0, 900)")
    page.wait_for_function("window.scrollY === 900")
    page.get_by_role("link", name="Diplomatic", exact=True).click()
    page.wait_for_url("**/diplomatic.html#*")
    page.go_back()
    page.wait_for_url("**/index.html")
    page.wait_for_function("Math.abs(window.scrollY - 900) < 40")


def test_the_first_tab_leads_past_the_navigation(visit: Open) -> None:
    page = visit(INSERTIONS)
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    box = page.get_by_role("link", name="Skip to the content").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("size", ["phone", "tablet", "desktop"])
def test_text_and_title_begin_at_one_edge(visit: Open, size: str) -> None:
    """Where nobody speaks; otherwise the names of the speakers begin beside the title, and never outside the page."""
    page = visit(INSERTIONS, size)
    left = "which => document.querySelector(which).getBoundingClientRect().left"
    assert page.evaluate(left, "h1") == page.evaluate(left, "#text > *")
    page = visit(LONG, size)
    script = """() => {
      const names = [...document.querySelectorAll('#text .speaker')];
      return Math.min(...names.map(one => one.getBoundingClientRect().left));
    }"""
    assert page.evaluate(script) >= page.evaluate(left, "h1") - 1


def test_a_speaker_stands_in_the_line_where_the_speech_begins(visit: Open) -> None:
    page = visit(LONG)
    script = """() => {
      const line = one => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getClientRects()[0].bottom;
      };
      return [...document.querySelectorAll('#text .sp')].filter(sp => sp.querySelector(':scope > .speaker + .p'))
        .map(sp => Math.abs(line(sp.querySelector('.speaker')) - line(sp.querySelector('.p'))));
    }"""
    away = page.evaluate(script)
    assert len(away) > 3
    assert max(away) < 8


def test_the_columns_scroll_together(visit: Open) -> None:
    page = visit("documents/20-verbatim-record-assembly/parallel.html")
    left, right = page.locator("[data-pane]").nth(0), page.locator("[data-pane]").nth(1)
    anchor = left.locator("[id^='p.']").nth(14).get_attribute("id")
    script = """([pane, id]) => {
      const element = document.getElementById(id);
      return element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    }"""
    left.hover()
    page.evaluate(
        "([pane, id]) => { pane.scrollTop += document.getElementById(id).getBoundingClientRect().top"
        " - pane.getBoundingClientRect().top; }",
        [left.element_handle(), anchor],
    )
    page.wait_for_timeout(300)
    assert abs(page.evaluate(script, [left.element_handle(), anchor])) < 3
    assert abs(page.evaluate(script, [right.element_handle(), f"d-{anchor}"])) < 12
    page.get_by_role("button", name="Scroll together").click()
    before = right.evaluate("pane => pane.scrollTop")
    left.hover()
    left.evaluate("pane => { pane.scrollTop = 0 }")
    page.wait_for_timeout(200)
    assert right.evaluate("pane => pane.scrollTop") == before


def test_a_note_is_followed_and_left_again(visit: Open) -> None:
    page = visit(FOOTNOTES)
    call = page.locator("#text a[role=doc-noteref]").first
    name = call.get_attribute("id")
    call.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(700)
    note = page.locator(f'[id="{(call.get_attribute("href") or "")[1:]}"]')
    assert note.is_visible()
    box, bar = note.bounding_box(), page.locator("[data-doc-bar]").bounding_box()
    assert box is not None
    assert bar is not None
    assert box["y"] >= bar["y"] + bar["height"]
    note.locator("[role=doc-backlink]").first.press("Enter")
    page.wait_for_timeout(700)
    assert page.url.endswith(f"#{name}")


def test_who_added_something_is_told_by_keyboard(visit: Open) -> None:
    page = visit(INSERTIONS)
    page.get_by_role("button", name="Interventions").click()
    first = page.locator("#text [data-told]").first
    first.focus()
    box = page.locator("#told")
    assert box.is_visible()
    assert "Agnes Whitlock" in box.inner_text()
    page.keyboard.press("Escape")
    assert not box.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#text') !== null")


def test_who_added_something_is_told_by_pointer_and_touch(visit: Open) -> None:
    page = visit(INSERTIONS)
    word = page.locator("#text .supplied[data-told]").nth(2)
    word.hover()
    box = page.locator("#told")
    box.wait_for(state="visible")
    box.hover()
    page.wait_for_timeout(500)
    assert box.is_visible()
    page.mouse.move(5, 5)
    box.wait_for(state="hidden")
    phone = visit(INSERTIONS, "phone", has_touch=True)
    phone.locator("#text .supplied[data-told]:not(a *)").nth(2).tap()
    phone.locator("#told").wait_for(state="visible")
    inside = phone.locator("#text a .supplied[data-told]").first
    phone.get_by_role("button", name="Interventions").tap()
    inside.tap()
    phone.wait_for_timeout(300)
    assert phone.url.endswith("index.html")
    assert phone.locator("#told").is_visible()


def test_the_colours_are_chosen_and_remembered(visit: Open) -> None:
    page = visit(INSERTIONS, color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(paper) != light
    page.reload()
    assert page.evaluate(paper) != light
    assert page.get_by_role("button", name="Light colours").is_visible()


def test_a_place_is_copied(visit: Open) -> None:
    page = visit(LONG)
    link = page.locator("#text .permalink").nth(3)
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url.endswith(link.get_attribute("href") or "?")
    assert page.locator("#said").inner_text() == "Address copied"


@pytest.mark.parametrize("ending", ["xml", "txt", "bib", "ris", "csl.json"])
def test_text_and_citation_are_downloaded(browser: Browser, edition: Path, tmp_path: Path, ending: str) -> None:
    name = f"{Path(FOOTNOTES).parent.name}.{ending}"
    with hosted(edition) as address, browser.new_context(accept_downloads=True) as context:
        page = context.new_page()
        page.goto(f"{address}{FOOTNOTES}")
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        with page.expect_download() as download:
            page.locator(f'a[download][href="{name}"]').click()
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    assert (tmp_path / name).read_bytes() == (edition / FOOTNOTES).with_name(name).read_bytes()


def test_a_citation_is_copied(visit: Open) -> None:
    page = visit(LONG)
    page.get_by_role("button", name="Copy the note").click()
    page.wait_for_timeout(200)
    assert page.locator("#said").inner_text() == "Copied"


def test_keys_can_be_turned_off(visit: Open) -> None:
    page = visit(INSERTIONS)
    page.get_by_text("Keyboard", exact=True).click()
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("d")
    page.wait_for_timeout(300)
    assert page.url.endswith("index.html")


def test_the_menu_of_a_phone_opens_without_a_script(visit: Open) -> None:
    page = visit(INSERTIONS, "phone", java_script_enabled=False)
    assert not page.get_by_role("link", name="Chronology").is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Chronology").is_visible()


def test_without_scripts_everything_reads_and_links(visit: Open) -> None:
    page = visit(INSERTIONS, java_script_enabled=False)
    assert page.locator("#text").inner_text()
    page.get_by_role("link", name="Side by side").click()
    for pane in page.locator("[data-pane]").all():
        assert pane.evaluate("pane => pane.scrollHeight <= pane.clientHeight + 1") is not False
        assert pane.is_visible()
    page.get_by_role("link", name="Diplomatic", exact=True).click()
    assert page.url.endswith("diplomatic.html")
    assert not page.get_by_role("button", name="Interventions").is_visible()


def test_paper_has_the_text_and_nothing_to_click(visit: Open) -> None:
    page = visit(INSERTIONS, color_scheme="light")
    page.get_by_role("button", name="Dark colours").click()
    page.emulate_media(media="print")
    assert page.locator("#text").is_visible()
    assert page.locator(".citation").first.is_visible()
    for gone in (".site-header", ".breadcrumbs", "[data-doc-bar]", ".doc-pager"):
        assert not page.locator(gone).is_visible(), gone
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name",
    [
        INSERTIONS, "index.html", KOREAN, RUSSIAN, "documents/index.html", "search.html", "persons/index.html",
        "documents/12-insertions-namgyeong/parallel.html", "network.html", "dates/index.html",
    ],
)  # fmt: skip
def test_nothing_moves_while_a_page_loads(visit: Open, name: str, size: str) -> None:
    page = visit("404.html", size)
    page.add_init_script("""
      window.moved = 0;
      new PerformanceObserver(list => { for (const entry of list.getEntries()) window.moved += entry.value; })
        .observe({ type: 'layout-shift', buffered: true });
    """)
    root = page.url.removesuffix("404.html")
    page.goto(root + name)
    page.wait_for_timeout(400)
    assert page.evaluate("window.moved") == 0


@pytest.mark.parametrize("width", [320, 390, 820, 1280, 1920])
def test_no_page_is_wider_than_the_window(visit: Open, edition: Path, width: int) -> None:
    page = visit(INSERTIONS)
    page.set_viewport_size({"width": width, "height": 800})
    for name in kinds(edition):
        page.goto((edition / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_what_is_focused_is_never_covered(visit: Open, size: str) -> None:
    """WCAG 2.2, 2.4.11: walk through a page by Tab."""
    page = visit(LONG, size)
    script = """() => {
      const element = document.activeElement, box = element.getBoundingClientRect();
      if (element === document.body || !element.closest('#text')) return '';
      const x = Math.min(Math.max(box.left + Math.min(4, box.width / 2), 1), innerWidth - 1);
      const at = document.elementFromPoint(x, box.top + box.height / 2);
      return at && (element.contains(at) || at.contains(element)) ? '' : element.outerHTML.slice(0, 120);
    }"""
    page.locator("#text").locator("a").first.focus()
    covered = []
    for _ in range(40):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        if found := page.evaluate(script):
            page.wait_for_timeout(600)
            found = page.evaluate(script)
        if found:
            covered.append(found)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        page.wait_for_timeout(30)
        if found := page.evaluate(script):
            page.wait_for_timeout(600)
            found = page.evaluate(script)
        if found:
            covered.append(found)
    assert covered == []
