"""`diplomatica serve`: the edition over HTTP, with the script that loads changed pages again."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import urllib.error
import urllib.parse
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


def status(address: str, path: str = "/", host: str | None = None, method: str = "GET") -> int:
    """The status of the answer to a request as it stands."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    connection.putrequest(method, path, skip_host=True)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    found = connection.getresponse().status
    connection.close()
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/out/", "/out/secret.txt", "/secret.html", "/assets/../secret.html"])
def test_a_link_that_leads_out_is_not_followed(address: str, path: str, method: str, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to(tmp_path.parent, target_is_directory=True)
    (tmp_path / "secret.html").symlink_to(tmp_path.parent / "secret.txt")
    assert status(address, path, "127.0.0.1", method) == 404


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        (None, 200),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
    ],
)
def test_a_page_of_another_site_can_not_read_the_edition(address: str, host: str | None, expected: int) -> None:
    assert status(address, "/", host) == expected
    assert status(address, "/.diplomatica/reload.js", host) == expected


@pytest.mark.parametrize("path", ["/%00", "/a%00.html", "/" + "a" * 5000, "/%ff%fe.html", "//evil.example/", "/*"])
def test_what_can_be_no_file_is_not_found(address: str, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert status(address, path, "localhost") == 404
    assert capfd.readouterr().err == ""


def test_a_browser_that_goes_away_is_no_error(address: str, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_bytes(b"x" * 50_000_000)
    parts = urllib.parse.urlsplit(address)
    for _ in range(3):
        with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=10) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(b"GET /long.txt HTTP/1.0\r\nHost: localhost\r\n\r\n")
            connection.recv(100)
    assert status(address) == 200
    assert capfd.readouterr().err == ""


def test_an_open_page_hears_of_a_change(address: str, news: News) -> None:
    with urllib.request.urlopen(f"{address}/.diplomatica/events", timeout=10) as answer:
        threading.Timer(0.1, news.tell).start()
        assert answer.readline() == b"data: new\n"
