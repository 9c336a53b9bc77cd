"""`diplomatica serve`: the edition in the browser, made anew when a file of the collection changes.

Server-sent events (HTML Living Standard, 9.2) tell the pages that are open to load again. Nothing of this goes into the
files: the script is put in as the server hands them out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import webbrowser
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

from diplomatica.collection import config as configuration
from diplomatica.collection.watch import changes
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable

_EVENTS = "/.diplomatica/events"
_SCRIPT_PATH = "/.diplomatica/reload.js"
_SCRIPT = f"""new EventSource("{_EVENTS}").onmessage = () => location.reload();\n""".encode()
_TAG = f'<script src="{_SCRIPT_PATH}" defer></script></body>'.encode()
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_BEAT = 15.0  # seconds between two signs of life, so that a closed page is noticed


@dataclass(frozen=True, slots=True)
class Request:
    """What is served: the collection's folder or its configuration; port 0 takes any that is free."""

    place: Path
    host: str = "127.0.0.1"
    port: int = 8000
    browser: bool = False
    watch: bool = True
    arguments: tuple[str, ...] = ()
    """Options that are handed on to `diplomatica build`."""


def run(request: Request) -> int:
    """Build, serve until Ctrl-C; the exit code."""
    try:
        config = configuration.load(request.place)
        if _build(request) == 2:
            return 2
        news = News()
        server = serve(config.output / "edition", request.host, request.port, news)
    except UnusableInput as error:
        _say(str(error))
        return 2
    except OSError as error:
        _say(f"{request.host}:{request.port}: can't be served: {error.strerror} (choose another --port)")
        return 2
    address = f"http://{request.host}:{server.server_port}/"
    _say(f"The edition: {address}  (Ctrl-C ends)")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if request.browser:
        webbrowser.open(address)
    try:
        if not request.watch:
            threading.Event().wait()
        for paths in changes(_places(config)):
            _say(f"changed: {paths[0]}" + (f" and {len(paths) - 1} more" if len(paths) > 1 else ""))
            _build(request)
            news.tell()
    except KeyboardInterrupt:
        pass
    finally:
        news.close()
        server.shutdown()
        server.server_close()
    return 0


def _places(config: configuration.Config) -> tuple[Path, ...]:
    """All that an edition is made of."""
    own = (config.css, config.logo, config.imprint, config.about)
    single = (config.sources, config.schema, config.hooks.parent if config.hooks else None, *own)
    return (
        config.path,
        *(path for path in single if path is not None),
        *(path for paths in (config.authority, config.layouts, config.tei, config.schematron) for path in paths),
    )


def _build(request: Request) -> int:
    """Build in a process of its own, so that a change of the program itself is seen, and memory is given back."""
    done = subprocess.run([sys.executable, "-m", "diplomatica", "build", str(request.place), *request.arguments])
    return done.returncode


class News:
    """Tells all pages that are open that there is something new."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self.closed = False

    def tell(self) -> None:
        """There is something new."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def close(self) -> None:
        """There will be nothing new any more."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    @property
    def number(self) -> int:
        """How often there was something new."""
        with self._changed:
            return self._number

    def wait(self, after: int) -> int:
        """The number of the newest, as soon as it is another than `after`, or a while later."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._number != after, timeout=_BEAT)
            return self._number


def serve(folder: Path, host: str, port: int, news: News) -> ThreadingHTTPServer:
    """A server for a folder, ready to run. Raises `OSError` where the port can't be had."""
    own = _own_names(host)
    return _Server((host, port), partial(_Handler, directory=os.path.realpath(folder), news=news, own=own))


def _own_names(host: str) -> frozenset[str]:
    """The names by which a request may ask for this server; none where any will do.

    A page of another site may have its name lead to this machine (DNS rebinding) and read what is served here. So a
    server that only this machine is to reach answers only to the names of this machine; one that the user opened to
    others answers to any.
    """
    if host not in _LOOPBACK and not host.startswith("127."):
        return frozenset()
    return frozenset({*_LOOPBACK, host.lower()})


class _Server(ThreadingHTTPServer):
    """A server that says nothing of browsers that went away."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            _say(f"a request failed: {type(error).__name__}: {error}")


class _Handler(SimpleHTTPRequestHandler):
    """Files of the edition, each page with the script that waits for news."""

    def __init__(self, *arguments: Any, news: News, directory: str, own: frozenset[str]) -> None:
        self._news = news
        self._own = own
        super().__init__(*arguments, directory=directory)

    def do_HEAD(self) -> None:
        if self._may_be_served():
            super().do_HEAD()

    def do_GET(self) -> None:
        if not self._may_be_served():
            return
        if self.path == _EVENTS:
            self._events()
        elif self.path == _SCRIPT_PATH:
            self._answer(_SCRIPT, "text/javascript")
        else:
            page = self._page()
            if page is None:
                super().do_GET()
            else:
                self._answer(page, "text/html; charset=utf-8")

    def _may_be_served(self) -> bool:
        """Whether the request is one for this server and for something inside of the edition; answers, if it is not."""
        asked = self.headers.get("Host", "")
        if self._own and asked and _name_of(asked) not in self._own:
            self.send_error(421, "This server has another name")
            return False
        try:
            path = os.path.realpath(self.translate_path(self.path))
            os.stat(path)
        except (OSError, ValueError):
            path = self.directory if self.path in (_EVENTS, _SCRIPT_PATH) else ""
        # A link in the folder may lead out of it.
        if path != self.directory and not path.startswith(self.directory + os.sep):
            self.send_error(404, "File not found")
            return False
        return True

    def _page(self) -> bytes | None:
        """The page that is asked for, with the script; None where it is none."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix != ".html" or not path.is_file():
            return None
        with suppress(OSError):
            return path.read_bytes().replace(b"</body>", _TAG)
        return None

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known = self._news.number
        with suppress(OSError):
            while not self._news.closed:
                newest = self._news.wait(known)
                self.wfile.write(b"data: new\n\n" if newest != known else b": still here\n\n")
                self.wfile.flush()
                known = newest

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: people look at the browser."""


def _name_of(host: str) -> str:
    """The name or address in a `Host` field (RFC 9110, 7.2), without the port."""
    name = host.rpartition("]")[0][1:] if host.startswith("[") else host.partition(":")[0]
    return name.rstrip(".").lower()


def _say(text: str) -> None:
    click.echo(printable(text).encode("utf-8", "backslashreplace"), err=True)
