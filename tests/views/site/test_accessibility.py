"""Every kind of page: WCAG 2.2 AA as far as axe-core sees it, targets that can be hit, HTML as the standard has it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import lacking

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
DOCUMENTS = (
    "12-insertions-namgyeong/index.html",
    "12-insertions-namgyeong/diplomatic.html",
    "12-insertions-namgyeong/parallel.html",
    "11-memorandum-footnotes-harrow/index.html",
    "11-memorandum-footnotes-harrow/diplomatic.html",
    "20-verbatim-record-assembly/index.html",
    "07-politburo-protocol-kelm/index.html",
    "07-politburo-protocol-kelm/diplomatic.html",
    "14-conversation-in-korean-namgyeong/index.html",
    "13-report-in-russian-kelm/with-05-letter-lundhavn.html",
)
FOLDERS = ("persons", "places", "organisations", "dates", "genres", "archives")


def kinds(edition: Path) -> list[str]:
    """One or two pages of every kind."""
    found = [path.name for path in sorted(edition.glob("*.html"))]
    found += [f"documents/{name}" for name in ("index.html", *DOCUMENTS)]
    for folder in FOLDERS:
        pages = sorted((edition / folder).glob("*.html"), key=lambda path: (-path.stat().st_size, path.name))
        found += [f"{folder}/{path.name}" for path in pages[:2]]
        found += [f"{folder}/index.html"] if (edition / folder / "index.html").is_file() else []
    return list(dict.fromkeys(found))


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core."""
    try:
        import axe_playwright_python  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        lacking("axe-core is not installed (pip install -e '.[dev]')")
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 900)], ids=["phone", "desktop"])
def test_axe_finds_nothing(browser: Browser, edition: Path, axe: str, size: tuple[int, int], scheme: str) -> None:
    width, height = size
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for name in kinds(edition):
        page.goto((edition / name).as_uri())
        page.evaluate(axe)
        for opened in (False, True):
            if opened:
                # What is closed at first counts too.
                page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
                inspect = page.locator("button[data-inspect]:not([disabled])")
                if inspect.count():
                    inspect.click()
            script = "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })"
            for violation in page.evaluate(script, list(RULES))["violations"]:
                if name == "legend.html" and violation["id"] == "landmark-unique":
                    continue  # each example is a small text with notes of its own
                found += [f"{name}: {violation['id']}: {node['html'][:160]}" for node in violation["nodes"]]
    context.close()
    assert not found, "\n".join(dict.fromkeys(found))


def test_targets_can_be_hit(browser: Browser, edition: Path) -> None:
    """WCAG 2.2, 2.5.8: 24 px each way, links in a sentence apart."""
    script = """() => {
      const which = 'button, input, select, summary, nav a, aside a, footer a, .button';
      return [...document.querySelectorAll(which)]
        .filter(one => one.checkVisibility({ visibilityProperty: true }))
        .filter(one => !one.closest('p:not(.buttons):not(.small), dd, .skip'))
        .map(one => [one.getBoundingClientRect(), one.outerHTML.slice(0, 120)])
        .filter(([box]) => box.width < 23.9 || box.height < 23.9)
        .map(([box, html]) => `${box.width}x${box.height} ${html}`);
    }"""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    small = []
    for name in kinds(edition):
        page.goto((edition / name).as_uri())
        small += [f"{name}: {one}" for one in page.evaluate(script)]
    context.close()
    assert not small, "\n".join(small)


def test_the_nu_checker_finds_no_error(edition: Path, nu_checker: list[str]) -> None:
    pages = [str(edition / name) for name in kinds(edition)]
    done = subprocess.run(
        [*nu_checker, "--errors-only", "--format", "gnu", *pages],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


def test_the_nu_checker_finds_no_error_in_the_styles(edition: Path, nu_checker: list[str]) -> None:
    """What is newer than the checker (`content: "x" / "y"`, `text-wrap`) is known to it as a warning or not at all."""
    names = [str(path) for path in sorted((edition / "assets").glob("*.svg"))]
    done = subprocess.run(
        [*nu_checker, "--svg", "--errors-only", *names], capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
