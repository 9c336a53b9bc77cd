"""`diplomatica validate --fix` and `--diff`: the repairs of documents, shown as a diff, and written."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from diplomatica.collection.write import advice, atomic, named
from diplomatica.commands import validate_schemas as schemas
from diplomatica.commands.validate_files import Files
from diplomatica.commands.validate_rules import Schematron
from diplomatica.diagnostics.model import Diagnostic
from diplomatica.diagnostics.report import Report
from diplomatica.errors import UnusableInput
from diplomatica.validation.large import parts

if TYPE_CHECKING:
    from diplomatica.commands.validate import Request

_CONTEXT = 2  # lines of a document that a diff shows around what is changed
_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}
_NO_END = "\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that can be repaired: its bytes before and after, and the findings that are gone."""

    file: str
    before: bytes
    after: bytes
    made: tuple[Diagnostic, ...]


def repair(request: Request, report: Report, contents: Files) -> list[Changed]:
    """Repair the documents of a report, or, with --diff, only show how. Raises `UnusableInput`.

    With --diff, the diff goes to standard output. With --fix it goes to standard error, for standard output is for the
    report; a document that came by standard input goes to standard output, repaired or not.
    """
    if "-" in request.sources and len(request.sources) > 1:
        raise UnusableInput("standard input can be repaired only alone", advice="give it without other files")
    changed = []
    colour = _is_terminal(sys.stdout if request.diff else sys.stderr)
    for change in _changes(request, report, contents):
        changed.append(change)
        if not request.diff and change.file != "-":
            _rewrite(change)
        _put(_diff(change, colour).encode("utf-8", "surrogateescape"), error=not request.diff)
    if request.sources == ("-",) and not request.diff:
        data = changed[0].after if changed else contents.content("-")
        _put(b"".join(parts(data)))
    _put(f"{_summary(changed, written=not request.diff)}\n".encode(), error=True)
    return changed


def after(changed: Sequence[Changed]) -> Files:
    """The documents as they are now."""
    return Files({change.file: change.after for change in changed if change.file == "-"})


def _changes(request: Request, report: Report, contents: Files) -> Iterator[Changed]:
    """The documents of a report that can be repaired, in its order."""
    from diplomatica.validation.document import validate
    from diplomatica.validation.fix.apply import repaired
    from diplomatica.validation.model import Checks

    choice = (request.root, request.p5, request.phase, request.schematron)
    for document in report.documents:
        if not any(finding.fix is not None for finding in document.diagnostics):
            continue
        data = contents.content(document.file)
        if not isinstance(data, bytes):
            continue
        wanted = schemas.given(request.schema, *choice) if request.schema else None
        ready = schemas.ready(wanted or schemas.named(data, document.file, *choice))
        rules = ready.rules if request.rules else []

        def check(
            data: bytes, ready: schemas.Ready = ready, rules: Sequence[Schematron] = tuple(rules)
        ) -> tuple[Diagnostic, ...]:
            # What takes the place of a document is in memory only, as what comes by standard input.
            return validate(data, "-", ready.grammar, rules, Checks(request.ids, each=True)).findings

        result = repaired(data, check)
        if result.data != data:
            yield Changed(document.file, data, result.data, result.made)


def _rewrite(change: Changed) -> None:
    """Put the repaired document in the place of the old one: whole or not at all, with the same rights.

    Raises `UnusableInput` where that can't be done, or where the file has changed meanwhile.
    """
    path = Path(os.path.realpath(change.file))
    try:
        with named(path):
            if path.read_bytes() != change.before:
                raise UnusableInput("has changed meanwhile", where=change.file, advice="run it again")
            mode = stat.S_IMODE(path.stat().st_mode)
            if not os.access(path, os.W_OK):
                raise PermissionError(13, "it is write-protected", str(path))
            with atomic(path) as stream:
                stream.write(change.after)
                if hasattr(os, "fchmod"):
                    os.fchmod(stream.fileno(), mode)
    except OSError as error:
        raise UnusableInput(f"can’t be written: {error.strerror}", where=change.file, advice=advice(error)) from None


def _diff(change: Changed, colour: bool = False) -> str:
    """What is changed in a document, as a unified diff."""
    from difflib import unified_diff

    before, after = _lines(change.before), _lines(change.after)
    name = change.file.replace(os.path.sep, "/")
    rows = unified_diff(before, after, name, name, n=_CONTEXT)
    shown = [row if row.endswith("\n") else f"{row}\n{_NO_END}" for row in rows]
    return "".join(_painted(row) for row in shown) if colour else "".join(shown)


def _summary(changed: Sequence[Changed], *, written: bool) -> str:
    """How much was repaired, or would be."""
    count, files = sum(len(change.made) for change in changed), len(changed)
    if not count:
        return "nothing to repair"
    what = f"{count} finding{'' if count == 1 else 's'} in {files} document{'' if files == 1 else 's'}"
    return f"repaired: {what}" if written else f"can be repaired: {what} (--fix writes it)"


def _is_terminal(stream: TextIO) -> bool:
    """Does a stream go to a terminal that shows colours?"""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _put(data: bytes, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    stream.flush()
    stream.buffer.write(data)
    stream.buffer.flush()


def _lines(data: bytes) -> list[str]:
    """The lines of a document for a diff: bytes that are no UTF-8 stay as they are."""
    from diplomatica.validation.source_text import encoding_of

    encoding = encoding_of(data)
    text = data.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]


def _painted(row: str) -> str:
    colour = "\x1b[1m" if row.startswith(("---", "+++")) else _COLOURS.get(row[:1], "")
    return f"{colour}{row.rstrip(chr(10))}\x1b[0m\n" if colour else row
