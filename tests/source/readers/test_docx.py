"""DOCX to text."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.source.reading import read_bytes
from tests.source.making import SHORT, W, as_docx, as_text, docx_of, paragraphs


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, number: int, level: int = 0) -> str:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}{run(text)}</w:p>"


def numbering(*levels: tuple[str, str, int], extra: str = "") -> str:
    shown = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text, start) in enumerate(levels)
    )
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{shown}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}</w:numbering>'
    )


def text(body: str, **parts: str) -> str:
    return read_bytes(docx_of(body, **parts), "a.docx").text


def test_the_specimen() -> None:
    source = read_bytes(as_docx(SHORT), "a.docx")
    assert paragraphs(source.text) == paragraphs(as_text(SHORT))


def test_numbers_go_on_after_a_paragraph() -> None:
    body = item("a", 1) + item("b", 1) + f"<w:p>{run('between')}</w:p>" + item("c", 1)
    assert text(body, numbering=numbering(("decimal", "%1.", 1))) == "1. a\n2. b\n\nbetween\n\n3. c"


@pytest.mark.parametrize(
    ("form", "shown", "start", "expected"),
    [
        ("decimal", "%1)", 3, "3) a\n4) b"),
        ("lowerLetter", "(%1)", 1, "(a) a\n(b) b"),
        ("upperRoman", "%1.", 9, "IX. a\nX. b"),
        ("bullet", "\uf0b7", 1, "• a\n• b"),
        ("bullet", "-", 1, "- a\n- b"),
        ("decimal", "§ %1", 1, "§ 1 a\n§ 2 b"),
    ],
)
def test_kinds_of_numbers(form: str, shown: str, start: int, expected: str) -> None:
    assert text(item("a", 1) + item("b", 1), numbering=numbering((form, shown, start))) == expected


def test_levels() -> None:
    lists = numbering(("decimal", "%1.", 1), ("decimal", "%1.%2.", 1))
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 1) + item("d", 1) + item("e", 1, 1)
    assert text(body, numbering=lists) == "1. a\n  1.1. b\n  1.2. c\n2. d\n  2.1. e"


def test_a_list_that_starts_anew() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = item("a", 1) + item("b", 1) + f"<w:p>{run('x')}</w:p>" + item("c", 2) + item("d", 2)
    expected = "1. a\n2. b\n\nx\n\n1. c\n2. d"
    assert text(body, numbering=numbering(("decimal", "%1.", 1), extra=again)) == expected


def test_empty_and_deleted_paragraphs_have_no_number() -> None:
    gone = item("", 1).replace(run(""), '<w:del w:id="1" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del>')
    assert text(item("a", 1) + gone + item("b", 1), numbering=numbering(("decimal", "%1.", 1))) == "1. a\n2. b"


def test_tracked_changes_are_accepted() -> None:
    body = f"<w:p>{run('kept ')}<w:ins w:id='1' w:author='x'>{run('added ')}</w:ins>"
    body += "<w:del w:id='2' w:author='x'><w:r><w:delText>gone </w:delText></w:r></w:del>" + run("end") + "</w:p>"
    assert text(body) == "kept added end"


def test_a_header_is_left_out_and_noted() -> None:
    header = f'<w:hdr xmlns:w="{W}"><w:p>{run("SECRET")}</w:p></w:hdr>'
    source = read_bytes(docx_of(f"<w:p>{run('a')}</w:p>", header1=header), "a.docx")
    assert source.text == "a"
    assert source.notes == ("the page header was left out: SECRET",)


def test_markup_in_a_label_stays_text() -> None:
    assert text(item("a", 1), numbering=numbering(("decimal", "&lt;b&gt;%1&quot;", 1))) == '<b>1" a'


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_a_document_type_is_refused(document: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"{document}<w:document xmlns:w='{W}'><w:body>&x;</w:body></w:document>")
    with pytest.raises(UnusableInput, match="document type"):
        read_bytes(stream.getvalue(), "a.docx")


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(UnusableInput, match="zip bomb"):
        read_bytes(docx_of(f"<w:p>{run('a' * 30_000_000)}</w:p>"), "a.docx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive(share: float) -> None:
    data = as_docx(SHORT)
    with pytest.raises(UnusableInput, match=r"DOCX|zip"):
        read_bytes(data[: int(len(data) * share)], "a.docx")


@pytest.mark.parametrize(
    "body", ["<w:p>", "<w:p/>" + "<w:p>" * 300 + "</w:p>" * 300, "<w:tbl>" * 150 + "</w:tbl>" * 150]
)
def test_broken_or_deep_parts_end_well(body: str) -> None:
    with contextlib.suppress(UnusableInput):
        read_bytes(docx_of(body), "a.docx")


def test_a_zip_that_is_no_docx() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    for name in ("a.docx", "a.odt", "a.txt"):
        with pytest.raises(UnusableInput, match="no DOCX"):
            read_bytes(stream.getvalue(), name)
