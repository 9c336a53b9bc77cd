"""`diplomatica serve`: the edition over HTTP, with the script that loads changed pages again."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from diplomatica.commands.serve import News, serve


@pytest.fixture
def news() -> Iterator[News]:
    """What tells the open pages; closed at the end, so that no thread waits on."""
    made = News()
    yield made
    made.close()


@pytest.fixture
def address(tmp_path: Path, news: News) -> Iterator[str]:
    """The address of a server for a small edition."""
    (tmp_path / "index.html").write_text("<html><body><p>Home</p></body></html>", "utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "site.css").write_text("p {}", "utf-8")
    (tmp_path.parent / "secret.txt").write_text("secret", "utf-8")
    server = serve(tmp_path, "127.0.0.1", 0, news)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def got(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode("utf-8"))


def test_a_page_has_the_script_and_its_file_has_not(address: str, tmp_path: Path) -> None:
    page = got(f"{address}/")
    assert "<p>Home</p>" in page
    assert '<script src="/.diplomatica/reload.js" defer>' in page
    assert "EventSource" in got(f"{address}/.diplomatica/reload.js")
    assert "script" not in (tmp_path / "index.html").read_text("utf-8")


def test_other_files_are_as_they_are(address: str) -> None:
    assert got(f"{address}/assets/site.css") == "p {}"


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt"])
def test_nothing_outside_of_the_edition_is_served(address: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404"):
        got(address + path)


def test_an_open_page_hears_of_a_change(address: str, news: News) -> None:
    with urllib.request.urlopen(f"{address}/.diplomatica/events", timeout=10) as answer:
        threading.Timer(0.1, news.tell).start()
        assert answer.readline() == b"data: new\n"
