"""`diplomatica validate`: documents against schema, references and XML itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplomatica.collection import cache
from diplomatica.collection.write import write
from diplomatica.commands import validate_schemas as schemas
from diplomatica.commands.validate_files import ByPath, Files, digest_of, files_of
from diplomatica.commands.validate_links import Links
from diplomatica.commands.validate_results import Results
from diplomatica.commands.validate_rules import Schematron
from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.diagnostics.report import RANKS, Report, document, without
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.validation.kept import packed, unpacked
from diplomatica.validation.large import head
from diplomatica.validation.model import Checks, Outcome

_PARTS = ("diagnostics", "relaxng", "schematron", "tei", "validation")
_HEAD = 1 << 16  # bytes at the beginning of a document where it may name its schema
_ALONE = 300_000  # bytes of documents that one process checks sooner than two could


@dataclass(frozen=True, slots=True)
class Request:
    """What `validate` is asked for.

    Without `schema`, it is each document's own; `jobs` is the number of processes, 0 for one a core; `colour` is None
    for colours where there is a terminal. `fix` writes repairs into the documents, `diff` only shows them. `watch`
    goes on until Ctrl-C. `language` is that of the diagnostics of Schematron that are told, empty for all.
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
    fix: bool = False
    diff: bool = False
    watch: bool = False
    language: str = ""


@dataclass(slots=True)
class _Item:
    """A document on its way: its name, and the schema that it is checked by."""

    file: str
    schema: schemas.Ready | None = None
    outcome: Outcome | None = None


def run(request: Request, part: Callable[[Report], Report] = lambda report: report) -> int:
    """Check, tell; the exit code. `part` gives the part of the report that is told."""
    contents = Files()
    try:
        if request.watch:
            from diplomatica.commands import validate_watch

            return validate_watch.watch(request, run, _say)
        if request.output.is_dir() and request.format != "svrl":
            raise UnusableInput("is a folder", where=str(request.output), advice="name a file for the report")
        files = list(files_of(request.sources))
        if not files:
            raise UnusableInput("no XML file found", advice="give files, or a folder that has some (*.xml)")
        report, unusable = _report(request, files, contents)
        if request.fix or request.diff:
            from diplomatica.commands import validate_fix

            changed = validate_fix.repair(request, report, contents)
            if request.diff:
                return 2 if unusable else 1 if changed or _is_bad(request, report) else 0
            if changed:
                report, unusable = _report(request, files, validate_fix.after(changed))
        report, told = _without_known(request, report)
        if request.format == "svrl" and not told:
            from diplomatica.commands import validate_svrl

            left = validate_svrl.tell(request, report, contents)
            if left:
                what = "1 finding is" if left == 1 else f"{left} findings are"
                _say(f"{what} not of Schematron, and so not in SVRL: another --format tells the rest")
    except UnusableInput as error:
        _say(str(error))
        return 2
    finally:
        contents.close()
    if told:
        _say(told)
        return 2 if unusable else 0
    shown = part(report)
    # While documents are watched, there may be nothing new.
    if request.format != "svrl" and (shown.documents or shown is report):
        _write(request, shown)
    return 2 if unusable else 1 if _is_bad(request, report) else 0


def check(request: Request, files: list[str]) -> Report:
    """The report on these files, for other commands. Raises `UnusableInput` where a schema can't be used."""
    report, _ = _report(request, files, Files())
    return report


def _is_bad(request: Request, report: Report) -> bool:
    return report.worst() >= RANKS[Severity(request.fail_on)]


def _report(request: Request, files: list[str], contents: Files) -> tuple[Report, bool]:
    """What was found, and whether a document could not be checked at all."""
    checks = Checks(request.ids)
    known: dict[schemas.Wanted, schemas.Ready] = {}
    own: schemas.Wanted | None = None
    choice = (request.root, request.p5, request.phase, request.schematron)
    if request.schema:
        own = schemas.given(request.schema, *choice)
    items: list[_Item] = []
    for file in files:
        item = _Item(file)
        try:
            wanted = own or schemas.named(head(contents.content(file), _HEAD), file, *choice)
            if wanted not in known:
                known[wanted] = schemas.ready(wanted, rules=request.rules, ids=request.ids)
                known[wanted].within(request.sources, request.language)
            item.schema = known[wanted]
        except UnusableInput as error:
            if own is not None:
                raise
            item.outcome = Outcome((_no_schema(file, head(contents.content(file), _HEAD), error),))
        items.append(item)
    unusable = any(item.outcome is not None for item in items)
    _check(items, contents, checks, request)
    documents = []
    links = Links(
        request.sources,
        ByPath(contents, files),
        [item.outcome for item in items if item.outcome is not None],
        [wanted.path for wanted in known if wanted.is_odd],
    )
    for item in items:
        assert item.outcome is not None
        found = item.outcome.findings
        if item.outcome.pointers:
            data = contents.content(item.file)
            assert isinstance(data, bytes)
            found = (*found, *links.findings(item.file, data, item.outcome))
        if found and item.schema is not None:
            from diplomatica.commands.validate_specs import with_specs

            found = tuple(with_specs(found, item.schema.specs))
        documents.append(document(item.file, found))
    if request.rules:
        faults: dict[str, list[Diagnostic]] = {}
        for ready in known.values():
            for rule in ready.rules:
                faults.setdefault(rule.name, []).extend(rule.faults())
        documents += [document(name, dict.fromkeys(listed)) for name, listed in faults.items() if listed]
    return Report(tuple(documents)), unusable


def _no_schema(file: str, data: bytes, error: UnusableInput) -> Diagnostic:
    """The finding that the schema which a document names can't be used: where it names it."""
    from diplomatica.validation.models import place_of
    from diplomatica.validation.source_text import SourceText

    advice = error.advice
    where = ""
    if error.where and error.where != file:
        where = f"the document can’t be checked, for its schema has a fault: {error.where}: "
        advice = f"{advice or 'repair it'}, or tell those who made it; or validate against another one: --schema FILE"
    line, column, width = place_of(data)
    return Diagnostic(
        "XML301", Severity.ERROR, f"{where}{error.what}", Place(file, line, column), advice, line, column + width,
        origin=Origin.XML, excerpt=SourceText(data).excerpt(line, column, width),
    )  # fmt: skip


def _check(items: list[_Item], contents: Files, checks: Checks, request: Request) -> None:
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
            days = [rule.day for rule in item.schema.rules] if request.rules else []
            options = [str(checks), str(request.rules), request.language]
            results[digest] = Results([program, digest, *options, *days], cached)
        key = digest_of(contents.content(item.file)) if results[digest].cached else ""
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
        return packed(validate(contents.content(item.file), item.file, item.schema.grammar, rules, checks))

    sizes = [contents.size(item.file) for item in todo]
    jobs = 1 if sum(sizes) < _ALONE and not request.jobs else request.jobs or os.cpu_count() or 1
    if "saxonche" in sys.modules:
        # A machine that runs rules does not live on in a process that is forked.
        jobs = 1
    if jobs > 1:
        for item in todo:
            # Made before the processes part, so that each has it.
            _ = item.schema and item.schema.grammar
            for rule in item.schema.rules if item.schema and request.rules else ():
                _ = rule.compiled
    for item, rows in zip(todo, spread(sizes, work, jobs), strict=True):
        item.outcome = unpacked(rows, item.file)
        kept, key = keys[id(item)]
        kept.put(key, rows)
    for kept in results.values():
        kept.save()
    for schema in {id(item.schema): item.schema for item in todo if item.schema is not None}.values():
        schema.keep()


def _is_alone(rules: Schematron) -> bool:
    return rules.is_of_one_document


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
    text = render(report, request.format, Style(colour, request.statistics, Severity(request.fail_on)))
    # Standard output is for the repaired document, where that came by standard input.
    is_filter = request.fix and request.sources == ("-",) and str(request.output) == "-"
    write(Path("/dev/stderr") if is_filter else request.output, text.encode("utf-8", "backslashreplace"))


def _say(text: str) -> None:
    import click

    click.echo(printable(text).encode("utf-8", "backslashreplace"), err=True)
