"""`validate --format svrl`: what Schematron says, in its own report language (ISO/IEC 19757-3, annex D).

A report is about one document. Several documents give a folder of reports, each under the name of its document with
`.svrl` after it. What is not of Schematron has no place in such a report.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from diplomatica.collection.write import is_stream, write
from diplomatica.commands import validate_schemas as schemas
from diplomatica.commands.validate_chosen import chosen
from diplomatica.commands.validate_files import Files
from diplomatica.commands.validate_rules import Schematron
from diplomatica.diagnostics.model import Origin, Severity
from diplomatica.diagnostics.report import Document, Report
from diplomatica.errors import UnusableInput

if TYPE_CHECKING:
    from diplomatica.commands.validate import Request
    from diplomatica.schematron.events import Event

SUFFIX = ".svrl"


def tell(request: Request, report: Report, contents: Files) -> int:
    """Write the reports that a request asks for; how many findings of `report` are not in them.

    Raises `UnusableInput` where there are no rules, or several documents and no folder for them.
    """
    known: dict[schemas.Wanted, list[Schematron]] = {}
    rules: dict[str, list[Schematron]] = {}
    for file, wanted in chosen(request, contents).items() if request.rules else ():
        if wanted not in known:
            ready = schemas.ready(wanted)
            ready.within(request.sources)
            known[wanted] = ready.rules
        rules[file] = known[wanted]
    data = contents.content("-") if "-" in rules else b""
    return write_reports(report, rules, data if isinstance(data, bytes) else b"", request.output)


def write_reports(
    report: Report, rules: Mapping[str, Iterable[Schematron]], standard_input: bytes, output: Path
) -> int:
    """Write what the `rules` of each file say; how many findings of the report are not among that.

    `standard_input` is the content of the file “-”.
    """
    documents = [document for document in report.documents if any(True for _ in rules.get(document.file, ()))]
    if not documents:
        raise UnusableInput("there are no Schematron rules to report on", advice="give some with --schematron FILE")
    is_folder = output.is_dir() or len(documents) > 1
    if len(documents) > 1 and (is_stream(output) or output.is_file()):
        raise UnusableInput(
            "an SVRL report is about one document, and there are several",
            advice="name a folder for the reports, as in --output reports",
        )
    names = _names([document.file for document in documents])
    for document in documents:
        text = _svrl(document, rules[document.file], standard_input)
        target = output / f"{names[document.file]}{SUFFIX}" if is_folder else output
        write(target, text.encode("utf-8", "backslashreplace"))
    return sum(finding.origin is not Origin.SCHEMATRON for finding in report.diagnostics)


def _names(files: list[str]) -> dict[str, str]:
    """The files by their paths from the folder that they have in common."""
    paths = {file: os.path.abspath(file) if file != "-" else os.path.abspath("stdin") for file in files}
    common = os.path.commonpath([os.path.dirname(path) for path in paths.values()])
    return {file: os.path.relpath(path, common) for file, path in paths.items()}


def _svrl(document: Document, rules: Iterable[Schematron], standard_input: bytes) -> str:
    from diplomatica.schematron import svrl

    # No rule looks at a document that is refused, or that is too large to be in memory.
    failure = next(
        (
            f"{finding.place}: {finding.message}"
            for finding in document.diagnostics
            if finding.origin is Origin.XML and finding.severity is not Severity.WARNING
        ),
        "",
    )
    if failure:
        return svrl.joined([], failure)
    if document.file != "-":
        return svrl.joined([(rule.compiled.schema, _events(rule, document.file, document.file)) for rule in rules])
    with tempfile.NamedTemporaryFile(suffix=".xml") as copy:
        copy.write(standard_input)
        copy.flush()
        return svrl.joined([(rule.compiled.schema, _events(rule, copy.name, "-")) for rule in rules])


def _events(rule: Schematron, path: str, name: str) -> list[Event]:
    """What happens to a document; files are named as the user names them, so that machines do not differ."""
    found, _ = rule.compiled.trace(path, rule.folder_of(path))
    known = {"": "", os.path.realpath(path): quote(name)}

    def shown(uri: str) -> str:
        file = unquote(urlsplit(uri).path)
        real = os.path.realpath(file) if file else ""
        if real not in known:
            known[real] = quote(os.path.relpath(real).replace(os.path.sep, "/"))
        return known[real]

    return [replace(event, documents=" ".join(map(shown, event.documents.split()))) for event in found]
