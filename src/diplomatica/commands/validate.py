"""`diplomatica validate`: documents against schema, references and XML itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplomatica.collection import cache
from diplomatica.collection.write import write
from diplomatica.commands import validate_schemas as schemas
from diplomatica.commands.validate_results import Results
from diplomatica.commands.validate_rules import Schematron
from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.diagnostics.report import RANKS, Report, document, without
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.validation.kept import packed, unpacked
from diplomatica.validation.model import Checks, Outcome, Target

_PARTS = ("diagnostics", "relaxng", "schematron", "tei", "validation")
_ALONE = 300_000  # bytes of documents that one process checks sooner than two could


@dataclass(frozen=True, slots=True)
class Request:
    """What `validate` is asked for.

    Without `schema`, it is each document's own; `jobs` is the number of processes, 0 for one a core; `colour` is None
    for colours where there is a terminal.
    """

    sources: tuple[str, ...]
    schema: str = ""
    schematron: tuple[str, ...] = ()
    phase: str = ""
    rules: bool = True
    root: str = "start"
    format: str = "text"
    output: Path = Path("-")
    fail_on: str = "error"
    baseline: Path | None = None
    write_baseline: bool = False
    statistics: bool = False
    ids: bool = True
    cached: bool = True
    p5: str = ""
    jobs: int = 0
    colour: bool | None = None


@dataclass(slots=True)
class _Item:
    """A document on its way: its name, content, and the schema that it is checked by."""

    file: str
    data: bytes
    schema: schemas.Ready | None = None
    outcome: Outcome | None = None


def run(request: Request) -> int:
    """Check, tell; the exit code."""
    try:
        files = list(_files(request.sources))
        if not files:
            raise UnusableInput("no XML file found", advice="give files, or a folder that has some (*.xml)")
        report, unusable = _report(request, files)
        report, told = _without_known(request, report)
    except UnusableInput as error:
        _say(str(error))
        return 2
    if told:
        _say(told)
        return 2 if unusable else 0
    _write(request, report)
    if unusable:
        return 2
    return 1 if report.worst() >= RANKS[Severity(request.fail_on)] else 0


def _files(sources: Iterable[str]) -> Iterable[str]:
    """The files that are meant, each once: those of a folder are sorted. Raises `UnusableInput` where there is none."""
    seen: set[str] = set()
    for source in sources:
        if os.path.isdir(source):
            found = []
            for top, folders, names in os.walk(source):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                found += [os.path.join(top, name) for name in sorted(names) if name.lower().endswith(".xml")]
        elif os.path.exists(source) or source == "-":
            found = [source]
        else:
            raise UnusableInput("there is no such file", where=source, advice="check the path")
        for path in found:
            if path not in seen:
                seen.add(path)
                yield path


def _report(request: Request, files: list[str]) -> tuple[Report, bool]:
    """What was found, and whether a document could not be checked at all."""
    checks = Checks(request.ids)
    known: dict[schemas.Wanted, schemas.Ready] = {}
    own: schemas.Wanted | None = None
    choice = (request.root, request.p5, request.phase, request.schematron)
    if request.schema:
        own = schemas.given(request.schema, *choice)
    items: list[_Item] = []
    for file in files:
        item = _Item(file, _content(file))
        try:
            wanted = own or schemas.named(item.data, file, *choice)
            if wanted not in known:
                known[wanted] = schemas.ready(wanted)
            item.schema = known[wanted]
        except UnusableInput as error:
            if own is not None:
                raise
            item.outcome = Outcome((_no_schema(file, error),))
        items.append(item)
    unusable = any(item.outcome is not None for item in items)
    _check(items, checks, request)
    roots = [
        os.path.realpath(source if os.path.isdir(source) else os.path.dirname(source) or ".")
        for source in request.sources
    ]
    documents = []
    contents = {os.path.realpath(item.file): item.data for item in items}
    for item, elsewhere in zip(items, _elsewhere(items, roots, contents), strict=True):
        assert item.outcome is not None
        documents.append(document(item.file, [*item.outcome.findings, *elsewhere]))
    if request.rules:
        for name in dict.fromkeys(rule.name for ready in known.values() for rule in ready.rules if rule.own):
            faults = [
                fault
                for ready in known.values()
                for rule in ready.rules
                if rule.name == name
                for fault in rule.faults()
            ]
            if faults:
                documents.append(document(name, dict.fromkeys(faults)))
    return Report(tuple(documents)), unusable


def _roots(sources: Iterable[str]) -> list[str]:
    """The folders of the collection: those that were given, and those of the files that were."""
    return [os.path.realpath(source if os.path.isdir(source) else os.path.dirname(source) or ".") for source in sources]


def _content(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise UnusableInput(
            f"can’t be read: {error.strerror}", where=file, advice="check the file and its rights"
        ) from None


def _no_schema(file: str, error: UnusableInput) -> Diagnostic:
    where = f"{error.where}: " if error.where and error.where != file else ""
    return Diagnostic(
        "XML301", Severity.ERROR, f"{where}{error.what}", Place(file, 1, 1), error.advice, 1, 1, origin=Origin.XML
    )


def _check(items: list[_Item], checks: Checks, request: Request) -> None:
    """Give each item its outcome: from what is kept, else by checking it, on several cores where that pays."""
    results: dict[str, Results] = {}
    program = cache.program(_PARTS)
    keys: dict[int, tuple[Results, str]] = {}
    todo: list[_Item] = []
    for item in items:
        if item.schema is None:
            continue
        digest = item.schema.digest
        if digest not in results:
            # What rules say that look at other files can't be kept by the content of one.
            cached = request.cached and not (request.rules and not all(map(_is_alone, item.schema.rules)))
            results[digest] = Results([program, digest, str(checks), str(request.rules)], cached)
        key = cache.digest(item.data) if results[digest].cached else ""
        rows = results[digest].get(key)
        if rows is not None:
            item.outcome = unpacked(rows, item.file)
        else:
            keys[id(item)] = results[digest], key
            todo.append(item)
    if not todo:
        return
    from diplomatica.validation.document import validate
    from diplomatica.validation.forked import spread

    def work(index: int) -> Any:
        item = todo[index]
        assert item.schema is not None
        rules = item.schema.rules if request.rules else ()
        return packed(validate(item.data, item.file, item.schema.grammar, rules, checks))

    sizes = [len(item.data) for item in todo]
    jobs = 1 if sum(sizes) < _ALONE and not request.jobs else request.jobs or os.cpu_count() or 1
    if "saxonche" in sys.modules:
        # A machine that runs rules does not live on in a process that is forked.
        jobs = 1
    if jobs > 1:
        for item in todo:
            # Made before the processes part, so that each has it.
            _ = item.schema and item.schema.grammar
    for item, rows in zip(todo, spread(sizes, work, jobs), strict=True):
        item.outcome = unpacked(rows, item.file)
        kept, key = keys[id(item)]
        kept.put(key, rows)
    for kept in results.values():
        kept.save()


def _is_alone(rules: Schematron) -> bool:
    return rules.is_of_one_document


def _elsewhere(items: list[_Item], roots: list[str], contents: dict[str, bytes]) -> Iterable[list[Diagnostic]]:
    """For each document, the findings about its pointers into other files, as far as those belong to the collection."""
    ids: dict[str, frozenset[str] | None] = {}
    for item in items:
        assert item.outcome is not None
        dead: list[Target] = []
        missing: list[str] = []
        for target in item.outcome.targets:
            path = _within(item.file, target.file, roots)
            if path is None:
                continue
            if path not in ids:
                ids[path] = _ids(path, contents)
            found = ids[path]
            if found is None:
                missing.append(target.file)
            elif target.id not in found:
                dead.append(target)
        if not dead and not missing:
            yield []
            continue
        from diplomatica.validation import references

        yield references.check(item.data, item.file, dead, missing)


def _within(file: str, address: str, roots: list[str]) -> str | None:
    """The file that an address means, if it lies in the collection; None for one outside."""
    from urllib.parse import unquote

    path = os.path.realpath(os.path.join(os.path.dirname(file), unquote(address)))
    inside = any(path.startswith(root.rstrip(os.path.sep) + os.path.sep) for root in roots)
    return path if inside else None


def _ids(path: str, contents: dict[str, bytes]) -> frozenset[str] | None:
    from diplomatica.validation import references

    if path not in contents:
        if not os.path.isfile(path):
            return None
        contents[path] = _content(path)
    return references.ids_of(contents[path])


def _without_known(request: Request, report: Report) -> tuple[Report, str]:
    """The report without what the baseline holds; or, where one is written, what to say about that."""
    if request.baseline is None:
        if request.write_baseline:
            raise UnusableInput("no file for the baseline", advice="name one with --baseline FILE")
        return report, ""
    from diplomatica.diagnostics import baseline

    if request.write_baseline:
        write(request.baseline, baseline.written(report).encode("ascii"))
        return report, f"{len(report.diagnostics)} findings written to {request.baseline}"
    try:
        data = request.baseline.read_bytes()
    except OSError as error:
        raise UnusableInput(
            f"can’t be read: {error.strerror}", where=str(request.baseline), advice="make it with --write-baseline"
        ) from None
    return without(report, baseline.read(data, str(request.baseline))), ""


def _write(request: Request, report: Report) -> None:
    from diplomatica.diagnostics.render import Style, render

    colour = request.colour
    if colour is None:
        colour = str(request.output) == "-" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = render(report, request.format, Style(colour, request.statistics))
    write(request.output, text.encode("utf-8", "backslashreplace"))


def _say(text: str) -> None:
    import click

    click.echo(printable(text).encode("utf-8", "backslashreplace"), err=True)
