"""The command line: names, arguments and options. The work is in `commands`, imported when a command runs."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from diplomatica import __version__

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_FILE = click.Path(path_type=Path, dir_okay=False)
_REPORT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_REPORTS = click.Path(path_type=Path, allow_dash=True)


class _Commands(click.Group):
    """The commands. Ctrl-C ends the program with 130, where Click would say “Aborted!” and end it with 1."""

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        with _interruptible():
            return super().make_context(*arguments, **settings)

    def invoke(self, context: click.Context) -> Any:
        with _interruptible():
            return super().invoke(context)


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.exit(130)


@click.group(cls=_Commands, context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="diplomatica")
def cli() -> None:
    """Turns records of diplomacy, found as plain text, into TEI P5."""


@cli.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the TEI files. STEM.txt becomes DIR/STEM.xml; what lies in a folder keeps its place in it.",
)  # fmt: skip
@click.option(
    "--authority", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="A TEI file with the persons, places and organisations of the project, or a folder of them. Can be given"
    " several times.",
)  # fmt: skip
@click.option(
    "--layout", multiple=True, metavar="FILE", type=_FILE,
    help="The layout of a further site, as TOML (schema/layout.schema.json). Can be given several times.",
)  # fmt: skip
@click.option("--encoding", metavar="NAME", help="The character encoding of text and HTML, instead of a guess.")
@click.option("--replace-controls", is_flag=True, help="Put U+FFFD in the place of characters that XML forbids.")
@click.option("--trace", metavar="FILE", type=_REPORT, help="Write every decision to FILE, as JSON lines.")
@click.option("--review", is_flag=True, help="Print what a person should look at, with the corrections to paste.")
@click.option("--review-html", metavar="FILE", type=_REPORT, help="Write the review as one HTML page.")
@click.option("--strict", is_flag=True, help="Exit with 1 also if something needs review.")
@click.option("--quiet", is_flag=True, help="Print only problems.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="json: one JSON object on standard output instead of messages.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="N",
    help="The number of processes. Otherwise 1, or one a core from 41 documents on.",
)  # fmt: skip
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def encode(
    sources: tuple[str, ...],
    output: Path,
    authority: tuple[Path, ...],
    layout: tuple[Path, ...],
    encoding: str | None,
    replace_controls: bool,
    trace: Path | None,
    review: bool,
    review_html: Path | None,
    strict: bool,
    quiet: bool,
    output_format: str,
    jobs: int | None,
    debug: bool,
) -> None:
    """Encode documents as TEI P5.

    SOURCE is a file (plain text, markdown, HTML, DOCX, PDF), a folder of such files, or "-" for standard input.
    Corrections in NAME.corrections.toml beside NAME.txt are applied (schema/corrections.schema.json). Output that
    would be the same is not written again; a document is written whole or not at all.

    \b
    Exit codes:
      0    all is written
      1    some input was refused or failed, the rest is written
           (with --strict also: something needs review)
      2    nothing could be done: no source found, no file readable,
           an option that can't be used
      130  interrupted; what was written by then is whole
    """
    from diplomatica.commands.encode import Request, run

    request = Request(
        sources, output, authority, layout, encoding, replace_controls, trace, review, review_html, strict, quiet,
        output_format == "json", jobs, debug,
    )  # fmt: skip
    sys.exit(run(request))


@cli.command()
@click.argument("file", metavar="FILE.xml", type=click.Path(path_type=Path, allow_dash=True))
def source(file: Path) -> None:
    """Print the diplomatic source, rebuilt from a TEI file alone.

    \b
    Exit codes: 0 printed, 2 the file can't be read as TEI.
    """
    from diplomatica.commands.source import run

    sys.exit(run(file))


_ODD = click.Path(path_type=Path, dir_okay=False)
_P5 = click.option(
    "--p5", default="", metavar="VERSION|FILE",
    help="The release of TEI P5 to resolve against, or its p5subset.xml, instead of what the ODD names.",
)  # fmt: skip
_SCHEMA = click.option("--schema", default="", metavar="IDENT", help="The schemaSpec, where the ODD has several.")


@cli.group()
def odd() -> None:
    """Schemas and documentation from a TEI ODD."""


@odd.command("compile")
@click.argument("file", metavar="FILE.odd", type=_ODD)
@click.option("--rng", type=_ODD, metavar="FILE", help="RELAX NG, XML syntax.")
@click.option("--rnc", type=_ODD, metavar="FILE", help="RELAX NG, compact syntax.")
@click.option("--sch", type=_ODD, metavar="FILE", help="ISO Schematron.")
@click.option("--xsd", type=_ODD, metavar="FILE", help="W3C XML Schema 1.0; other namespaces go to files beside it.")
@click.option("--json", "json_file", type=_ODD, metavar="FILE", help="The resolved schema as JSON.")
@click.option(
    "--html", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="Documentation as web pages."
)
@_P5
@_SCHEMA
@click.option("--strict", is_flag=True, help="Exit with 1 also if there are warnings.")
@click.option("--quiet", is_flag=True, help="Print errors only.")
@click.option("--no-cache", is_flag=True, help="Compile again, even if nothing has changed.")
def odd_compile(
    file: Path,
    rng: Path | None,
    rnc: Path | None,
    sch: Path | None,
    xsd: Path | None,
    json_file: Path | None,
    html: Path | None,
    p5: str,
    schema: str,
    strict: bool,
    quiet: bool,
    no_cache: bool,
) -> None:
    """Compile an ODD to schemas and documentation.

    \b
    Exit codes: 0 written, 1 the ODD has errors and nothing is written
    (with --strict also: written, but there are warnings), 2 it can't be read.
    """
    from diplomatica.commands.odd import Compile, compile_odd

    outputs = {"rng": rng, "rnc": rnc, "sch": sch, "xsd": xsd, "json": json_file, "html": html}
    wanted = {name: path for name, path in outputs.items() if path is not None}
    sys.exit(compile_odd(Compile(file, wanted, p5, schema, strict, quiet, not no_cache)))


@odd.command("check")
@click.argument("files", metavar="FILE.odd...", nargs=-1, required=True, type=_ODD)
@_P5
@_SCHEMA
@click.option("--strict", is_flag=True, help="Exit with 1 also if there are warnings.")
def odd_check(files: tuple[Path, ...], p5: str, schema: str, strict: bool) -> None:
    """Print the problems of ODDs, with line and column.

    \b
    Exit codes: 0 no errors, 1 errors (with --strict also: warnings), 2 it can't be read.
    """
    from diplomatica.commands.odd import check_odd

    sys.exit(max(check_odd(file, p5, schema, strict) for file in files))


@odd.command("resolve")
@click.argument("file", metavar="FILE.odd", type=_ODD)
@click.option("-o", "--output", type=_REPORT, default="-", metavar="FILE", help="Where it goes (else standard output).")
@_P5
@_SCHEMA
def odd_resolve(file: Path, output: Path, p5: str, schema: str) -> None:
    """Write the flattened ODD: every specification of the schema, none of them a change.

    \b
    Exit codes: 0 written, 1 the ODD has errors, 2 it can't be read.
    """
    from diplomatica.commands.odd import resolve_odd

    sys.exit(resolve_odd(file, output, p5, schema))


@odd.command("add-p5")
@click.argument("file", metavar="p5subset.xml", type=_ODD)
def odd_add_p5(file: Path) -> None:
    """Add a release of TEI P5, with its descriptions and constraints, to the store.

    \b
    Exit codes: 0 added, 2 it is no source of TEI P5.
    """
    from diplomatica.commands.odd import add_p5

    sys.exit(add_p5(file))


@odd.command("list-p5")
def odd_list_p5() -> None:
    """List the releases of TEI P5 on this machine."""
    from diplomatica.commands.odd import list_p5

    sys.exit(list_p5())


@odd.command("new")
@click.option(
    "--from", "sources", multiple=True, required=True, metavar="DIR", type=click.Path(path_type=Path, exists=True),
    help="TEI files, or a folder of them. Can be given several times.",
)  # fmt: skip
@click.option("--ident", default="my-schema", show_default=True, help="The name of the schema.")
@click.option("-o", "--output", type=_REPORT, default="-", metavar="FILE", help="Where it goes (else standard output).")
@click.option("--p5", default="", metavar="VERSION|FILE", help="The release of TEI P5 to start from.")
def odd_new(sources: tuple[Path, ...], ident: str, output: Path, p5: str) -> None:
    """Write an ODD that just covers the TEI files found, to start from.

    \b
    Exit codes: 0 written, 2 there is no file to start from.
    """
    from diplomatica.commands.odd import new_odd

    sys.exit(new_odd(sources, ident, output, p5))


@cli.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """List the rules of the encoding; with CODE, explain one of them.

    The codes are those of --trace and --review.

    \b
    Exit codes: 0 printed, 2 there is no such rule.
    """
    from diplomatica.commands.rules import run

    sys.exit(run(code))


@cli.command()
@click.argument("sources", metavar="FILE|DIR...", nargs=-1, required=True)
@click.option(
    "--schema", default="", metavar="FILE",
    help="The schema: .odd, .rng, .rnc or .sch. Otherwise the one that a document names with <?xml-model?>, else"
    " Diplomatica's own.",
)  # fmt: skip
@click.option("--schematron", multiple=True, metavar="FILE", help="A further schema: .sch. Can be given several times.")
@click.option("--phase", default="", metavar="NAME", help="The phase of the Schematron rules.")
@click.option("--no-schematron", is_flag=True, help="Run no Schematron rules.")
@click.option("--language", default="", metavar="TAG", help="Of diagnostics in several languages, those in this one.")
@click.option(
    "--root", default="start", metavar="start|any|NAME", show_default=True,
    help="The element that a document begins with: as the schema says, any, or the one of a name.",
)  # fmt: skip
@click.option(
    "--format", "output_format", default="text", show_default=True,
    type=click.Choice(
        ["text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "checkstyle", "svrl", "html"]
    ),
    help="The format of the report.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=_REPORTS, default="-", metavar="FILE",
    help="Where it goes (else standard output); for svrl of several documents, a folder.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), default="error", show_default=True,
    help="Exit with 1 for findings as bad as this.",
)  # fmt: skip
@click.option("--baseline", type=_ODD, metavar="FILE", help="Do not tell the findings that FILE holds.")
@click.option("--write-baseline", is_flag=True, help="Write all findings to the file of --baseline.")
@click.option("--watch", is_flag=True, help="Go on checking what changes, until Ctrl-C.")
@click.option("--statistics", is_flag=True, help="Tell how often each code was found.")
@click.option("--fix", is_flag=True, help="Repair what has one right answer, and write it into the documents.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--no-ids", is_flag=True, help="Leave identifiers and pointers alone.")
@click.option("--no-cache", is_flag=True, help="Check again what was checked before.")
@_P5
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="The number of processes. Otherwise one a core.")
def validate(
    sources: tuple[str, ...],
    schema: str,
    schematron: tuple[str, ...],
    phase: str,
    no_schematron: bool,
    language: str,
    root: str,
    output_format: str,
    output: Path,
    fail_on: str,
    baseline: Path | None,
    write_baseline: bool,
    statistics: bool,
    fix: bool,
    diff: bool,
    no_ids: bool,
    no_cache: bool,
    p5: str,
    jobs: int | None,
    watch: bool,
) -> None:
    """Check TEI documents: schema, references, and XML itself.

    DIR means all files *.xml in it and below. “diplomatica explain CODE” tells more about a finding.

    \b
    Exit codes: 0 valid, 1 findings as bad as --fail-on or worse, 2 a document or schema can't be used,
    130 interrupted.
    """
    from diplomatica.commands.validate import Request, run

    request = Request(
        sources, schema, schematron, phase, not no_schematron, root, output_format, output, fail_on, baseline,
        write_baseline, statistics, not no_ids, not no_cache, p5, jobs or 0, fix=fix, diff=diff, watch=watch,
        language=language,
    )  # fmt: skip
    try:
        sys.exit(run(request))
    except KeyboardInterrupt:
        sys.exit(130)


@cli.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain the code of a message; without CODE, list those of “validate” and “odd check”.

    \b
    Exit codes: 0 printed, 2 there is no such code.
    """
    from diplomatica.commands.explain import run

    sys.exit(run(code))


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="A collection of diplomatic records", help="The title of the edition.")
def new(folder: Path, title: str) -> None:
    """Make a collection to start from: a configuration, a place for sources, an example.

    \b
    Exit codes: 0 written, 2 the folder holds something already, or can't be written.
    """
    from diplomatica.commands.new import Request, run

    sys.exit(run(Request(folder, title)))


@cli.command()
@click.argument("place", metavar="[DIR|FILE]", default=".", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="The folder for all that is made, instead of the configuration's.",
)  # fmt: skip
@click.option("--no-pdf", is_flag=True, help="Leave out the PDFs.")
@click.option("--strict", is_flag=True, help="Exit with 1 also if something needs review.")
@click.option("--no-cache", is_flag=True, help="Make everything anew.")
@click.option("--quiet", is_flag=True, help="Print only problems.")
@click.option("--jobs", type=click.IntRange(1, 256), metavar="N", help="The number of processes.")
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def build(
    place: Path,
    output: Path | None,
    no_pdf: bool,
    strict: bool,
    no_cache: bool,
    quiet: bool,
    jobs: int | None,
    debug: bool,
) -> None:
    """Make a collection's TEI, edition and PDFs, as its diplomatica.toml says; only what changed is made again.

    \b
    Exit codes: 0 all is made and valid, 1 something was refused or has findings, the rest is made,
    2 nothing could be done.
    """
    from diplomatica.commands.build import Request, run

    sys.exit(run(Request(place, output, not no_pdf, strict, not no_cache, quiet, jobs or 0, debug)))


@cli.command()
@click.argument("place", metavar="[DIR|FILE]", default=".", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.option("--open", "browser", is_flag=True, help="Open the edition in the browser.")
@click.option("--no-watch", is_flag=True, help="Build once, whatever changes.")
@click.option("--no-pdf", is_flag=True, help="Leave out the PDFs.")
def serve(place: Path, host: str, port: int, browser: bool, no_watch: bool, no_pdf: bool) -> None:
    """Show the edition of a collection in the browser, and make it anew when a file changes.

    \b
    Exit codes: 0 ended with Ctrl-C, 2 it can't be built or served.
    """
    from diplomatica.commands.serve import Request, run

    arguments = ("--no-pdf",) if no_pdf else ()
    sys.exit(run(Request(place, host, port, browser, not no_watch, arguments)))


@cli.command()
@click.argument("sources", metavar="TEI...", nargs=-1, required=True)
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the edition: new, empty, or that of an edition made before.",
)  # fmt: skip
@click.option("--title", default="", metavar="TEXT", help="The title of the edition.")
@click.option("--language", default="en", show_default=True, metavar="TAG", help="The language of the interface.")
@click.option("--base", default="", metavar="URL", help="The address where the edition will lie: for site maps.")
@click.option(
    "--authority", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
    help="A TEI file with the persons, places and organisations of the project, or a folder of them. Can be given"
    " several times.",
)  # fmt: skip
@click.option("--hooks", type=_FILE, metavar="FILE.xsl", help="A stylesheet of your own, laid over ours.")
@click.option("--quiet", is_flag=True, help="Print only problems.")
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="json: one JSON object on standard output instead of messages.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="N",
    help="The number of processes. Otherwise 1, or one a core from 41 documents on.",
)  # fmt: skip
@click.option("--debug", is_flag=True, help="Show the traceback of an internal error.")
def publish(
    sources: tuple[str, ...],
    output: Path,
    title: str,
    language: str,
    base: str,
    authority: tuple[Path, ...],
    hooks: Path | None,
    quiet: bool,
    output_format: str,
    jobs: int | None,
    debug: bool,
) -> None:
    """Make a static edition of TEI documents.

    TEI is a file or a folder: all files *.xml in it and below. The edition needs no server and no other site; open
    DIR/index.html. Files that would be the same are not written again, and what an earlier run left is removed.

    \b
    Exit codes:
      0    all documents are published
      1    some could not be shown, the rest is published
      2    nothing could be published
      130  interrupted; what was written by then is whole
    """
    from diplomatica.commands.publish import Request, run

    request = Request(
        sources, output, title, language, base, hooks, authority, jobs, quiet, output_format == "json", debug
    )
    sys.exit(run(request))


def main() -> None:
    """The program `diplomatica`. What no command could deal with is told in one line, exit code 2."""
    try:
        cli(prog_name="diplomatica")
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename is not None else f"{error.strerror or error}"
        _fail(f"input or output failed: {what} (check where the output goes, and the room on the disk)")
    except MemoryError:
        _fail("the memory is not enough (give fewer or smaller documents, or a smaller --jobs)")
    except RecursionError:
        _fail("something in the input is nested too deeply (make it flatter)")
    except KeyboardInterrupt:
        sys.exit(130)


def _fail(message: str) -> NoReturn:
    from diplomatica.collection.write import forget_output
    from diplomatica.printable import printable

    forget_output()
    with suppress(OSError):
        click.echo(printable(message).encode("utf-8", "backslashreplace"), err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
