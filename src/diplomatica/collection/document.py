"""One document from its file to its TEI file: read, corrected, encoded, written."""

from __future__ import annotations

import os
import traceback
from dataclasses import replace
from pathlib import Path

from diplomatica.collection.model import Job, Outcome, Problem, Settings, Status
from diplomatica.collection.trace import trace
from diplomatica.collection.write import advice, is_foreign, write
from diplomatica.encoding import corrections
from diplomatica.encoding.encode import Options, encode
from diplomatica.encoding.result import Encoded
from diplomatica.encoding.review import findings
from diplomatica.errors import InternalError, UnusableInput
from diplomatica.printable import printable
from diplomatica.source.model import SourceText
from diplomatica.source.reading import CORRECTIONS, read, read_bytes

REPORT = "please report it with the document"


def process(job: Job, settings: Settings) -> Outcome:
    """Encode one document. Never raises but on Ctrl-C: what goes wrong is the outcome's problem."""
    try:
        return _process(job, settings)
    except UnusableInput as error:
        return _outcome(job, "refused", Problem(printable(error.where or job.source), error.what, error.advice))
    except Exception as error:
        # One document must not end the run of all others, whatever is wrong with it or with us.
        name = "" if isinstance(error, InternalError) else f"{type(error).__name__}: "
        what = f"internal error: {name}{_first_line(error)}"
        return _outcome(job, "failed", Problem(job.source, what, REPORT, traceback.format_exc()))


def _process(job: Job, settings: Settings) -> Outcome:
    source = _source(job, settings)
    options = settings.options
    beside = _corrections(job.path)
    if beside is not None:
        options = replace(options, corrections=corrections.load(beside))
    encoded = _encoded(source, options)
    outcome = Outcome(
        job.source,
        "lost",
        layout=encoded.laid_out.layout,
        genre=encoded.genre,
        encoding=source.encoding,
        notes=encoded.notes,
        findings=findings(encoded),
        furniture=encoded.furniture if settings.furniture else (),
        trace=trace(job.source, encoded) if settings.trace else "",
    )
    if encoded.loss is not None or not encoded.xml:
        return replace(outcome, problem=_lost(job, encoded))
    tei = printable(str(job.tei))
    if is_foreign(job.tei):
        what = f"not written: {tei} is there already, and Diplomatica did not write it"
        problem = Problem(job.source, what, "choose another folder with -o, or delete that file")
        return replace(outcome, status="failed", problem=problem)
    try:
        written = write(job.tei, encoded.xml.encode("utf-8"))
    except OSError as error:
        problem = Problem(tei, f"can't be written: {error.strerror or error}", advice(error))
        return replace(outcome, status="failed", problem=problem)
    return replace(outcome, status="written" if written else "unchanged", tei=tei)


def _encoded(source: SourceText, options: Options) -> Encoded:
    try:
        return encode(source, options)
    except UnusableInput as error:
        # The source was read by now: what can't be used here is of our own making.
        raise InternalError(str(error)) from error


def _source(job: Job, settings: Settings) -> SourceText:
    if job.path is None:
        return read_bytes(job.data, encoding=settings.encoding, replace_controls=settings.replace_controls)
    return read(job.path, encoding=settings.encoding, replace_controls=settings.replace_controls)


def _corrections(path: Path | None) -> Path | None:
    """The corrections beside a source, if it has any."""
    if path is None:
        return None
    beside = path.with_name(path.stem + CORRECTIONS)
    return beside if os.path.exists(beside) else None


def _lost(job: Job, encoded: Encoded) -> Problem:
    if encoded.loss is None:
        return Problem(job.source, "internal error: no TEI was made", REPORT)
    line, column = encoded.laid_out.source.place(encoded.loss.offset)
    what = f"not written, because something of the source would be lost: {printable(encoded.loss.what)}"
    return Problem(f"{job.source}:{line}:{column}", what, REPORT)


def _outcome(job: Job, status: Status, problem: Problem) -> Outcome:
    return Outcome(job.source, status, problem=problem)


def _first_line(error: Exception) -> str:
    return printable(str(error).strip().split("\n")[0][:200]) or "no message"
