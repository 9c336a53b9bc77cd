"""The configuration of a collection, `diplomatica.toml`, read and checked against `schema/collection.schema.json`.

before  title = "The Eidsvik papers"          after  Config(title="The Eidsvik papers", folder=Path("papers"),
        [sources]                                       authority=(Path("papers/authority"),), ...)
        authority = ["authority"]
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplomatica.errors import UnusableInput
from diplomatica.usertoml.lines import line_of
from diplomatica.usertoml.read import parse, read

NAME = "diplomatica.toml"
SCHEMA = "schema/collection.schema.json"
MADE = ("tei", "edition")
"""The folders that a build makes in its output folder."""
REPORTS = ("report.txt", "report.html")
"""And the files."""
_PATTERNS = {
    "address": "an address such as https://papers.example.org/eidsvik/",
    "logo": "a picture: .svg, .png, .jpg, .webp or .gif",
    "licence-url": "an address such as https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True, slots=True)
class Config:
    """What an edition is made of, and how. Every path is ready to be opened; `path` is the file that says so."""

    path: Path
    title: str
    output: Path
    sources: Path | None = None
    subtitle: str = ""
    language: str = "en"
    address: str = ""
    authority: tuple[Path, ...] = ()
    layouts: tuple[Path, ...] = ()
    encoding: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    repository: str = ""
    tei: tuple[Path, ...] = ()
    schema: Path | None = None
    schematron: tuple[Path, ...] = ()
    phase: str = ""
    fail_on: str = "error"
    hooks: Path | None = None
    css: Path | None = None
    logo: Path | None = None
    institution: str = ""
    imprint: Path | None = None
    about: Path | None = None
    search: bool = True
    pdf_documents: bool = True
    pdf_book: bool = True
    pdf_views: tuple[str, ...] = ("reading", "diplomatic")
    fonts: tuple[Path, ...] = ()


def find(start: Path) -> Path | None:
    """The configuration that a file or folder belongs to: the nearest `diplomatica.toml` in it or above it."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (found := folder / NAME).is_file():
            return found
    return None


def load(place: Path) -> Config:
    """The configuration in a file, or in the folder that has it.

    Raises `UnusableInput`, with path and line, where it can't be read, has a key or value that can't be used, or names
    a file that is not there.
    """
    path = place / NAME if place.is_dir() else place
    if not path.exists():
        raise UnusableInput(
            "there is no configuration here", where=str(path), advice="“diplomatica new DIR” makes a collection"
        )
    data, lines = parse(read(path, "the configuration"), str(path), SCHEMA, _PATTERNS)
    sources, validation = data.get("sources", {}), data.get("validation", {})
    edition, pdf, header = data.get("edition", {}), data.get("pdf", {}), data.get("header", {})

    def there(*key: str | int) -> Path:
        value: Any = data
        for part in key:
            value = value[part]
        found = path.parent / str(value)
        if not found.exists():
            where = f"{path}:{line_of(lines, key)}"
            raise UnusableInput(f"“{value}” does not exist", where=where, advice=f"paths start at {path.parent}")
        return found

    def file(table: str, key: str) -> Path | None:
        if key not in data.get(table, {}):
            return None
        found = there(table, key)
        if not found.is_file():
            where = f"{path}:{line_of(lines, (table, key))}"
            raise UnusableInput(f"“{data[table][key]}” is a folder", where=where, advice=f"“{key}” has to name a file")
        return found

    def all_there(table: str, key: str) -> tuple[Path, ...]:
        return tuple(there(table, key, index) for index in range(len(data.get(table, {}).get(key, ()))))

    folder = path.parent / sources.get("folder", "sources")
    if "folder" in sources:
        there("sources", "folder")
    if not folder.exists() and not data.get("tei"):
        raise UnusableInput(
            "there is nothing to make an edition of: no folder “sources”",
            where=str(path),
            advice="name the folder of the sources ([sources] folder), or TEI files (tei)",
        )
    return Config(
        path=path,
        title=data["title"],
        output=Path(os.path.normpath(path.parent / data.get("output", "build"))),
        sources=folder if folder.exists() else None,
        subtitle=data.get("subtitle", ""),
        language=data.get("language", "en"),
        address=data.get("address", ""),
        authority=_authorities(all_there("sources", "authority")),
        layouts=all_there("sources", "layouts"),
        encoding=sources.get("encoding", ""),
        publisher=header.get("publisher", ""),
        licence=header.get("licence", ""),
        licence_url=header.get("licence-url", ""),
        repository=header.get("repository", ""),
        tei=tuple(there("tei", index) for index in range(len(data.get("tei", ())))),
        schema=there("validation", "schema") if "schema" in validation else None,
        schematron=all_there("validation", "schematron"),
        phase=validation.get("phase", ""),
        fail_on=validation.get("fail-on", "error"),
        hooks=file("edition", "hooks"),
        css=file("edition", "css"),
        logo=file("edition", "logo"),
        institution=edition.get("institution", ""),
        imprint=file("edition", "imprint"),
        about=file("edition", "about"),
        search=edition.get("search", True),
        pdf_documents=pdf.get("documents", True),
        pdf_book=pdf.get("book", True),
        pdf_views=tuple(pdf.get("views", ("reading", "diplomatic"))),
        fonts=all_there("pdf", "fonts"),
    )


def check_output(config: Config) -> None:
    """Raise `UnusableInput` where a build would make its files in the place of what it makes them of.

    The output may lie in the folder of the sources, as with `folder = "."`: a build never takes it for sources.
    """
    output = config.output.resolve()
    folders = [path for path in (config.sources, *config.tei) if path is not None]
    others = (config.path, config.schema, config.hooks, config.css, config.logo, config.imprint, config.about)
    files = [*config.authority, *config.layouts, *config.schematron, *config.fonts, *filter(None, others)]
    made = [output / name for name in MADE]
    for path in (*folders, *files):
        found = path.resolve()
        if found == output or any(folder == found or folder in found.parents for folder in made):
            raise UnusableInput(
                f"the output would come into the place of “{path}”, which it is made of",
                where=str(config.path),
                advice="name another folder for the output",
            )


def is_made(path: Path, output: Path) -> bool:
    """Whether a file is one that a build makes in its output folder; both as `Path.resolve` gives them."""
    return output in path.parents and path.relative_to(output).parts[0] in (*MADE, *REPORTS)


def _authorities(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The authority files; a folder stands for the XML files in it, by name."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.glob("[!.]*.xml")) if path.is_dir() else [path]
    return tuple(found)
