"""From views to PDF: single documents and the book of a collection."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from diplomatica import share
from diplomatica.errors import InternalError
from diplomatica.saxon import Stylesheet
from diplomatica.views.model import DocumentFacts, DocumentViews
from diplomatica.views.pdf.facts import named, of_book, of_document
from diplomatica.views.pdf.fitting import fitted
from diplomatica.views.pdf.fonts import Fonts, script
from diplomatica.views.pdf.model import Edition, Missing, Source, View, Volume
from diplomatica.views.site.messages import messages

ENTRY = "xslt/typst/fragment.xsl"
_TEMPLATE = Path(__file__).resolve().parent / "data" / "edition.typ"
_STANDARDS = ["a-3a", "ua-1"]
_WHOLE = Volume()
_KEPT = 10
_WORDS = ("source", "contents", "persons", "attached")


class Papers:
    """Everything that is the same for all papers of an edition, made once a process."""

    def __init__(self, edition: Edition, cache: Path) -> None:
        """`cache` is a folder that takes the fonts. Raises `UnusableInput` where a font can't be used."""
        self.edition = edition
        self.words = messages(edition.language)
        self._stylesheet = Stylesheet(share.path(ENTRY))
        self._fonts = Fonts(cache / "fonts", edition.fonts)
        self._template = _TEMPLATE.read_bytes()

    def document(self, source: Source, view: View) -> tuple[bytes, list[Missing]]:
        """The PDF of one document in one view, and the characters that it can't show."""
        views = source.views()
        body = self._body(views, view, "")
        facts = of_document(views.facts, None, self.edition, self.words)
        missing = self._missing(source.tei, body, json.dumps(facts, ensure_ascii=False))
        files = {
            "main.typ": '#import "edition.typ": single\n#show: single.with(json("facts.json"))\n#include "body.typ"\n',
            "body.typ": self._shown(body),
            "facts.json": self._shown(json.dumps(facts, ensure_ascii=False)),
        }
        tei = source.tei.read_bytes()
        return self._compiled(files, view, {"document.xml": tei}), missing

    def book(self, sources: Iterable[Source], view: View, volume: Volume = _WHOLE) -> tuple[bytes, list[Missing]]:
        """The PDF of all documents in one view, in their order, and the characters that it can't show."""
        known: list[DocumentFacts] = []
        missing: list[Missing] = []
        files: dict[str, str] = {}
        chapters: list[str] = []
        for index, source in enumerate(sources):
            views = source.views()
            known.append(views.facts)
            body = self._body(views, view, f"{index + 1}.", is_indexed=view == "diplomatic")
            missing += self._missing(source.tei, body)
            files[f"{index}.typ"] = self._shown(body)
            chapters.append(f'#chapter(book.documents.at({index}))[#include "{index}.typ"]\n')
        book = json.dumps(of_book(known, view, volume, self.edition, self.words), ensure_ascii=False)
        files["book.json"] = self._shown(book)
        head = '#import "edition.typ": bound, chapter\n#let book = json("book.json")\n#show: bound.with(book)\n'
        files["main.typ"] = head + "".join(chapters)
        made = self._compiled(files, view, {})
        self._forget()
        return made, missing

    def _forget(self) -> None:
        """Free what Typst keeps of a book, over a hundred megabytes: it does so after ten compilations."""
        import typst

        compile_pdf: Any = typst.compile
        for _ in range(_KEPT + 1):
            compile_pdf({"main.typ": b""}, font_paths=self._fonts.typst, ignore_system_fonts=True)

    def _body(self, views: DocumentViews, view: View, prefix: str, is_indexed: bool = False) -> str:
        fragment = views.reading if view == "reading" else views.diplomatic
        parameters = {"prefix": prefix, "notes": "foot" if view == "reading" else "place"}
        fit = fitted(fragment)
        if fit.is_flat:
            parameters["notes"] = "place"
        if is_indexed:
            parameters["persons"] = json.dumps(named(views.facts))
        (body,) = self._stylesheet.run_text(f"<div>{fit.fragment}</div>", views.facts.slug, parameters)
        return '#import "edition.typ": *\n' + body

    def _compiled(self, files: Mapping[str, str], view: View, attached: Mapping[str, bytes]) -> bytes:
        import typst

        compile_pdf: Any = typst.compile  # its types know no dictionary of files
        settings: dict[str, Any] = {
            "view": view,
            "language": self.edition.language,
            "fonts": list(self._fonts.families),
            "words": {name: self.words(f"pdf.{name}") for name in _WORDS},
        }
        content: dict[str, bytes] = {name: text.encode("utf-8") for name, text in files.items()}
        content |= {"edition.typ": self._template, "settings.json": json.dumps(settings).encode("utf-8"), **attached}
        try:
            made = compile_pdf(
                content, font_paths=self._fonts.typst, ignore_system_fonts=True, pdf_standards=_STANDARDS
            )
        except typst.TypstError as error:
            raise InternalError(f"the PDF can't be set: {_reason(error.diagnostic or error.message)}") from None
        assert isinstance(made, bytes)
        return made

    def _missing(self, tei: Path, *texts: str) -> list[Missing]:
        """The characters that no font has, script by script, where the first one stands."""
        characters = set().union(*map(self._fonts.missing, texts))
        if not characters:
            return []
        text = tei.read_bytes().decode("utf-8", "replace")
        scripts: dict[str, list[str]] = {}
        for character in sorted(characters, key=lambda one: (text.find(one), one)):
            name = script(character)
            scripts.setdefault(name or character, []).append(character)
        return sorted((_missing(text, str(tei), "".join(found)) for found in scripts.values()), key=_order)

    def _shown(self, text: str) -> str:
        """The text with the number of each character that no font has in its place: PDF/A shows every character."""
        characters = self._fonts.missing(text)
        if not characters:
            return text
        pattern = re.compile("[" + "".join(map(re.escape, sorted(characters))) + "]")
        return pattern.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def _reason(said: str) -> str:
    """What Typst says, in one line: what is wrong and its hints, without the piece of our own code where it is."""
    lines = (line.strip() for line in said.splitlines())
    return "; ".join(line.removeprefix("= ") for line in lines if line.startswith(("error:", "= hint:"))) or said[:200]


def _missing(text: str, file: str, characters: str) -> Missing:
    offset = max(text.find(characters[0]), 0)
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    count = max(sum(map(text.count, characters)), len(characters))
    return Missing(file, line, column, characters, count, script(characters[0]))


def _order(missing: Missing) -> tuple[int, int, str]:
    return missing.line, missing.column, missing.characters


def order(facts: Sequence[DocumentFacts]) -> list[int]:
    """The indices of documents in the order of a book: by date, those without one last, then by name."""
    return sorted(range(len(facts)), key=lambda index: _when(facts[index]))


def _when(facts: DocumentFacts) -> tuple[bool, str, str]:
    return not facts.date.first, facts.date.first, facts.slug
