"""Makes one document in every format that is read: the same paragraphs must come out of all of them.

All names and events are invented.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT_FOLDER = Path("/usr/share/fonts/truetype/dejavu")

_MARK = re.compile(r"\[\^([0-9]+)\]")


@dataclass(frozen=True)
class Part:
    """A heading, paragraph, numbered or bulleted list, or table. "[^1]" in a text is a footnote mark.

    In a paragraph "\\n" is a line break.
    """

    kind: Literal["head", "p", "ol", "ul", "table"]
    text: str = ""
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Specimen:
    """A document and its footnotes, in the order of their numbers."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()


SHORT = Specimen(
    (
        Part("head", "Record of a Talk with the Envoy of Nordmark"),
        Part("p", "TOP SECRET\nCopy No. 3"),
        Part(
            "p",
            "The envoy said that [the government of] Nordmark had sent “two notes” to Łężyca and Ørby, and that "
            "neither had been answered.[^1] He asked whether the Sea-Land Committee would meet before the month was "
            "out, since his minister intended to travel by way of Gurești.",
        ),
        Part("p", "I replied that the matter was under study.[^2]"),
        Part("p", "Sent to:"),
        Part("ol", items=("comrade Alder", "comrade Birk", "the file")),
        Part("p", "He added three wishes:"),
        Part("ul", items=("a loan", "a treaty on fishing")),
        Part("p", "[Signature]"),
    ),
    ("The notes of 3 May are in box 7.", "See the memorandum of the Ministry."),
)


def long_specimen(paragraphs: int = 40) -> Specimen:
    """A document of several pages."""
    sentences = (
        "The delegation of Nordmark arrived in the afternoon and was received by the deputy head of the department.",
        "He explained at length why the harbour at Gurești could not be opened to the vessels of a third state.",
        "It was agreed that the experts would go on with their work, and that a protocol would be written.",
        "Nobody raised the question of the islands.",
        "The minister observed that the press had treated the visit with more attention than it deserved.",
    )
    parts = [Part("head", "Minutes of the Mixed Commission")]
    for number in range(paragraphs):
        chosen = [sentences[(number * 3 + step * 2) % len(sentences)] for step in range(2 + number % 4)]
        parts.append(Part("p", f"Point {number + 1} was taken up. " + " ".join(chosen)))
    return Specimen(tuple(parts))


def as_text(specimen: Specimen) -> str:
    """The document as plain text, in the convention that all readers follow."""
    blocks: list[str] = []
    for part in specimen.parts:
        if part.kind == "ol":
            blocks.append("\n".join(f"{number}. {item}" for number, item in enumerate(part.items, 1)))
        elif part.kind == "ul":
            blocks.append("\n".join(f"• {item}" for item in part.items))
        elif part.kind == "table":
            blocks.append("\n".join("\t".join(row) for row in part.rows))
        else:
            blocks.append(part.text)
    blocks += [f"[{number}] {note}" for number, note in enumerate(specimen.notes, 1)]
    return _MARK.sub(r"[\1]", "\n\n".join(blocks))


def as_html(specimen: Specimen) -> str:
    """The document as a page, its notes linked."""

    def inline(text: str) -> str:
        marked = _MARK.sub(r'<sup><a href="#note\1" id="ref\1">\1</a></sup>', html.escape(text, quote=False))
        return marked.replace("\n", "<br>\n")

    out = ["<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>Not text</title></head><body>"]
    for part in specimen.parts:
        if part.kind in ("ol", "ul"):
            items = "".join(f"<li>{inline(item)}</li>" for item in part.items)
            out.append(f"<{part.kind}>{items}</{part.kind}>")
        elif part.kind == "table":
            rows = ("<tr>" + "".join(f"<td>{inline(cell)}</td>" for cell in row) + "</tr>" for row in part.rows)
            out.append("<table>" + "".join(rows) + "</table>")
        else:
            tag = "h2" if part.kind == "head" else "p"
            out.append(f"<{tag}>{inline(part.text)}</{tag}>")
    if specimen.notes:
        notes = enumerate(specimen.notes, 1)
        out.append("<ol>")
        out += [f'<li id="note{number}">{inline(note)} <a href="#ref{number}">↩</a></li>' for number, note in notes]
        out.append("</ol>")
    return "\n".join([*out, "</body></html>"])


def as_docx(specimen: Specimen) -> bytes:
    """The document as Word would write it, with real footnotes and lists."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as OpcPart
    from docx.oxml import parse_xml

    document = docx.Document()

    def fill(paragraph: Any, text: str) -> None:
        for index, piece in enumerate(_MARK.split(text)):
            if index % 2:
                paragraph._p.append(
                    parse_xml(f'<w:r xmlns:w="{W}"><w:footnoteReference w:id="{int(piece) + 1}"/></w:r>')
                )
            else:
                for number, line in enumerate(piece.split("\n")):
                    run = paragraph.add_run()
                    if number:
                        run.add_break()
                    run.add_text(line)

    for part in specimen.parts:
        if part.kind in ("ol", "ul"):
            for item in part.items:
                fill(document.add_paragraph(style="List Number" if part.kind == "ol" else "List Bullet"), item)
        elif part.kind == "table":
            table = document.add_table(len(part.rows), len(part.rows[0]))
            for row, cells in zip(table.rows, part.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        else:
            fill(document.add_paragraph(style="Heading 1" if part.kind == "head" else None), part.text)
    if specimen.notes:
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{html.escape(note)}</w:t></w:r>'
            "</w:p></w:footnote>"
            for number, note in enumerate(specimen.notes, 2)
        )
        blob = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'.encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part_ = OpcPart(PackURI("/word/footnotes.xml"), kind, blob, document.part.package)
        document.part.relate_to(part_, RELATIONSHIP_TYPE.FOOTNOTES)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@lru_cache(maxsize=1)
def font() -> str:
    """A font with the letters of the specimen; Times, which lacks some, where DejaVu is not installed."""
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

    file = FONT_FOLDER / "DejaVuSerif.ttf"
    if not file.exists():
        return "Times-Roman"
    pdfmetrics.registerFont(TTFont("DejaVuSerif", str(file)))
    return "DejaVuSerif"


def as_pdf(
    specimen: Specimen,
    *,
    size: float = 11,
    indent: float = 0,
    space: float = 8,
    justified: bool = False,
    head: str = "",
    foot: str = "",
) -> bytes:
    """The document as a typeset PDF; `head` and `foot` run on every page, "#" in them is the page number.

    The notes stand in small print at the foot of the first page.
    """
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT  # type: ignore[import-untyped]
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # type: ignore[import-untyped]

    name = font()
    body = ParagraphStyle(
        "body", fontName=name, fontSize=size, leading=size * 1.3, spaceAfter=space, firstLineIndent=indent,
        alignment=TA_JUSTIFY if justified else TA_LEFT,
    )  # fmt: skip
    heading = ParagraphStyle("heading", parent=body, fontSize=size * 1.4, leading=size * 1.8, firstLineIndent=0)
    item = ParagraphStyle("item", parent=body, leftIndent=18, bulletIndent=0, spaceAfter=0, firstLineIndent=0)

    def inline(text: str) -> str:
        raised = rf'<super size="{size * 0.6}" rise="{size * 0.4}">\1</super>'
        marked = _MARK.sub(raised, html.escape(text, quote=False))
        return marked.replace("\n", "<br/>")

    story: list[Any] = []
    for part in specimen.parts:
        if part.kind in ("ol", "ul"):
            for number, entry in enumerate(part.items, 1):
                story.append(Paragraph(inline(entry), item, bulletText=f"{number}." if part.kind == "ol" else "•"))
            story[-1].style = ParagraphStyle("last", parent=item, spaceAfter=max(space, 8))
        else:
            story.append(Paragraph(inline(part.text), heading if part.kind == "head" else body))
    margin = 72 + (14 * len(specimen.notes))

    def running(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont(name, size * 0.8)
        if head:
            canvas.drawString(72, A4[1] - 40, head.replace("#", str(document.page)))
        if foot:
            canvas.drawCentredString(A4[0] / 2, 36, foot.replace("#", str(document.page)))
        if document.page == 1:
            for number, note in enumerate(specimen.notes, 1):
                line = canvas.beginText(72, margin - 14 * number)
                line.setFont(name, size * 0.5)
                line.setRise(size * 0.25)
                line.textOut(str(number))
                line.setFont(name, size * 0.8)
                line.setRise(0)
                line.textOut(" " + note)
                canvas.drawText(line)
        canvas.restoreState()

    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=72, rightMargin=72, topMargin=72, bottomMargin=margin, invariant=1
    )
    document.build(story, onFirstPage=running, onLaterPages=running)
    return stream.getvalue()


def drawn_pdf(pages: Sequence[Sequence[tuple[float, float, str]]], *, size: float = 11) -> bytes:
    """A PDF with strings at given places (x, y, text), in the order given."""
    from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

    name = font()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for page in pages:
        canvas.setFont(name, size)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    """A bare DOCX from the XML of its body; `parts` are further parts by name ("numbering", "styles", ...)."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        prolog = '<?xml version="1.0" encoding="UTF-8"?>'
        document = f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a text, each as its lines with white space folded."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [[" ".join(line.split()) for line in block.split("\n")] for block in blocks]
