"""The command line: names, arguments and options. The work is in `commands`, imported when a command runs."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from diplomatica import __version__

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_FILE = click.Path(path_type=Path, dir_okay=False)
_REPORT = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


@click.group(context_settings=_SETTINGS)
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


def _fail(message: str) -> NoReturn:
    from diplomatica.collection.write import forget_output
    from diplomatica.printable import printable

    forget_output()
    with suppress(OSError):
        click.echo(printable(message).encode("utf-8", "backslashreplace"), err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
