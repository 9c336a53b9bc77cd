"""`diplomatica odd`: schemas and documentation from an ODD."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diplomatica.collection import cache
from diplomatica.collection.write import write
from diplomatica.diagnostics.model import Diagnostic, Place, Severity
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable

if TYPE_CHECKING:
    from diplomatica.odd.load import Loaded
    from diplomatica.odd.p5.facts import Release

_PARTS = ("odd", "relaxng", "tei", "diagnostics")


@dataclass(frozen=True, slots=True)
class Compile:
    """What `odd compile` is asked for: the outputs by their names (rng, rnc, sch, xsd, json, html), and options."""

    odd: Path
    outputs: Mapping[str, Path]
    p5: str = ""
    schema: str = ""
    strict: bool = False
    quiet: bool = False
    cached: bool = True


def compile_odd(request: Compile) -> int:
    """Write the outputs; the exit code."""
    if not request.outputs:
        return _refused(
            UnusableInput("nothing to write", advice="name an output: --rng FILE, --sch FILE, --html DIR ...")
        )
    path = str(request.odd)
    wanted = sorted(request.outputs)
    entry: cache.Entry | None = None
    if request.cached and "html" not in request.outputs:
        question = [cache.program(_PARTS), os.path.abspath(path), request.p5, request.schema, *wanted]
        entry = cache.Entry("odd", question)
    kept = entry.get() if entry is not None else None
    try:
        if kept is None:
            found: list[Diagnostic] = []
            texts, files = _compiled(request, found.append)
            result = {"texts": texts, "findings": [_packed(finding) for finding in found]}
            if entry is not None:
                entry.put(files, result)
        else:
            texts, found = kept["texts"], [_unpacked(row) for row in kept["findings"]]  # type: ignore[assignment, attr-defined]
        _tell(found, request.quiet)
        if any(finding.severity is Severity.ERROR for finding in found):
            click.echo("nothing was written: repair the errors first", err=True)
            return 1
        written = _written(request, texts)
    except UnusableInput as error:
        return _refused(error)
    if not request.quiet:
        for name in written:
            click.echo(printable(name).encode("utf-8", "backslashreplace"))
    return 1 if request.strict and found else 0


def _compiled(
    request: Compile, found: Callable[[Diagnostic], None]
) -> tuple[dict[str, dict[str, str]], dict[str, bytes]]:
    """The texts of each output, by file name ("" for the file that the user named), and the files that were read."""
    from diplomatica.odd.check import check
    from diplomatica.odd.load import load
    from diplomatica.odd.p5 import store

    loaded = load(str(request.odd), found, request.p5, request.schema)
    check(loaded.schema, found)
    texts = {name: _emitted(name, loaded, found) for name in request.outputs}
    files = dict(loaded.contents)
    for version in loaded.releases:
        path = store.path_of(version)
        if path:
            files[path] = Path(path).read_bytes()
    return texts, files


def _emitted(name: str, loaded: Loaded, found: Callable[[Diagnostic], None]) -> dict[str, str]:
    """One output. Emitters are imported where they are asked for: a command starts fast."""
    schema = loaded.schema
    comment = f"{schema.spec.ident}, from {Path(schema.spec.place.file).name}, over TEI P5 {schema.edition}."
    if name in ("rng", "rnc"):
        from diplomatica.odd.emit import relaxng, schematron
        from diplomatica.odd.emit.words import words_in

        grammar = relaxng.emit(schema, words_in(schema), schematron.patterns(schema))
        if name == "rng":
            from diplomatica.relaxng.write_rng import write_rng

            return {"": write_rng(grammar, comment)}
        from diplomatica.relaxng.write_rnc import write_rnc

        return {"": write_rnc(grammar, comment)}
    if name == "sch":
        from diplomatica.odd.emit import schematron

        return {"": schematron.emit(schema, found)}
    if name == "json":
        from diplomatica.odd.emit import json

        return {"": json.emit(schema)}
    if name == "xsd":
        from diplomatica.odd.emit import xsd
        from diplomatica.odd.emit.words import words_in

        return dict(xsd.emit(schema, words_in(schema)))
    from diplomatica.odd.emit import html

    return dict(html.emit(schema, loaded.root))


def _written(request: Compile, texts: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Write the outputs; their names."""
    names = []
    for name, target in request.outputs.items():
        many = texts[name]
        for file, text in many.items():
            place = _place(name, target, file, many)
            write(place, text.encode("utf-8"))
        names.append(f"{target}{os.path.sep}index.html" if name == "html" else str(target))
    return names


def _place(name: str, target: Path, file: str, many: Mapping[str, str]) -> Path:
    """Where a file goes: the first XSD takes the name that the user gave, the others stand beside it."""
    if name == "html":
        return target / file
    if not file or file == next(iter(many)):
        return target
    return target.parent / file


def check_odd(odd: Path, p5: str, schema: str, strict: bool) -> int:
    """Print what is wrong with an ODD; the exit code."""
    from diplomatica.odd.check import check
    from diplomatica.odd.emit import schematron
    from diplomatica.odd.load import load

    found: list[Diagnostic] = []
    try:
        loaded = load(str(odd), found.append, p5, schema)
        check(loaded.schema, found.append)
        schematron.emit(loaded.schema, found.append)
    except UnusableInput as error:
        _tell(found, False)
        return _refused(error)
    _tell(found, False)
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    elements, warnings = len(loaded.schema.elements), len(found) - errors
    click.echo(
        f"{odd}: {_count(elements, 'element')}, {_count(errors, 'error')}, {_count(warnings, 'warning')}".encode(
            "utf-8", "backslashreplace"
        )
    )
    return 1 if errors or (strict and found) else 0


def resolve_odd(odd: Path, output: Path, p5: str, schema: str) -> int:
    """Write the flattened ODD; the exit code."""
    from diplomatica.odd.emit import odd as flattened
    from diplomatica.odd.load import load

    found: list[Diagnostic] = []
    try:
        loaded = load(str(odd), found.append, p5, schema)
    except UnusableInput as error:
        _tell(found, False)
        return _refused(error)
    _tell(found, False)
    if any(finding.severity is Severity.ERROR for finding in found):
        click.echo("nothing was written: repair the errors first", err=True)
        return 1
    write(output, flattened.emit(loaded.schema).encode("utf-8"))
    return 0


def add_p5(source: Path) -> int:
    """Put a release into the store; the exit code."""
    from diplomatica.odd.p5 import store

    try:
        stored = store.add(str(source), write)
    except UnusableInput as error:
        return _refused(error)
    click.echo(f"TEI P5 {stored.version} added: {stored.path}")
    return 0


def list_p5() -> int:
    """Print the releases on this machine; the exit code."""
    from diplomatica.odd.p5 import store

    for stored in store.releases():
        what = "with descriptions and constraints" if stored.prose else "facts only; add its p5subset.xml for the rest"
        click.echo(f"{stored.version}  {stored.path or 'in the package'}  ({what})")
    return 0


def new_odd(sources: Iterable[Path], ident: str, output: Path, p5: str) -> int:
    """Write an ODD that just covers TEI files; the exit code."""
    from diplomatica.odd.example import by_example

    files: list[Path] = []
    for source in sources:
        files += sorted(path for path in source.rglob("*.xml") if path.is_file()) if source.is_dir() else [source]
    found: list[Diagnostic] = []
    try:
        if not files:
            raise UnusableInput("no XML file found", advice="give files, or a folder that has some")
        text = by_example(files, _release(p5), ident, found.append)
    except UnusableInput as error:
        _tell(found, False)
        return _refused(error)
    _tell(found, False)
    write(output, text.encode("utf-8"))
    return 0


def _release(p5: str) -> Release:
    """The release that --p5 names: by its number, or by its p5subset.xml."""
    from diplomatica.odd.p5 import facts, store
    from diplomatica.odd.parse.files import Files

    if Path(p5).is_file():
        return facts.load(store.table_of(p5, Files(), prose=False)[1])
    return store.open_release(p5)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _tell(found: Iterable[Diagnostic], quiet: bool) -> None:
    """Print findings, in the order of their places."""
    for finding in sorted(set(found), key=lambda item: (item.place, item.code, item.message)):
        if not quiet or finding.severity is Severity.ERROR:
            click.echo(printable(str(finding)).encode("utf-8", "backslashreplace"), err=True)
    sys.stderr.flush()


def _refused(error: UnusableInput) -> int:
    click.echo(printable(str(error)).encode("utf-8", "backslashreplace"), err=True)
    return 2


def _packed(finding: Diagnostic) -> list[object]:
    place = finding.place
    return [finding.code, finding.severity.value, finding.message, place.file, place.line, place.column, finding.help]


def _unpacked(row: list[object]) -> Diagnostic:
    code, severity, message, file, line, column, advice = row
    place = Place(str(file), int(str(line)), int(str(column)))
    return Diagnostic(str(code), Severity(str(severity)), str(message), place, str(advice))
