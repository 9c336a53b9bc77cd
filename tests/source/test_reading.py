"""Files, folders and bytes; one document in four formats."""

from __future__ import annotations

import contextlib
import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatica.errors import UnusableInput
from diplomatica.source.reading import documents, read, read_bytes
from tests.source.making import SHORT, as_docx, as_html, as_pdf, as_text, font, paragraphs

HEADS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<!DOCTYPE html>", b"<html>", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf",
         b"PK\x03\x04 word/document.xml ", b"\xd0\xcf\x11\xe0", b"{\\rtf1"]  # fmt: skip
ENDINGS = [".txt", ".md", ".html", ".docx", ".pdf", ".xhtml", "", ".odd"]


def test_one_document_in_four_formats() -> None:
    if font() == "Times-Roman":
        pytest.skip("DejaVu Serif is not installed, so that the letters of the specimen can't be set")
    files = {
        "a.txt": as_text(SHORT).encode(), "a.html": as_html(SHORT).encode(),
        "a.docx": as_docx(SHORT), "a.pdf": as_pdf(SHORT),
    }  # fmt: skip
    read_as = {name: paragraphs(read_bytes(data, name).text) for name, data in files.items()}
    for first, second in itertools.pairwise(read_as):
        assert read_as[first] == read_as[second], (first, second)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("make", [as_html, as_docx, as_pdf])
def test_the_content_counts_more_than_the_ending(make: object, ending: str) -> None:
    made = make(SHORT)  # type: ignore[operator]
    data = made.encode() if isinstance(made, str) else made
    media_type = read_bytes(data, "x" + ending).media_type
    assert media_type == {as_html: "text/html", as_pdf: "application/pdf"}.get(
        make,  # type: ignore[call-overload]
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def test_markdown_is_kept_as_it_is() -> None:
    source = read_bytes(b"# A\r\n\r\n**b**  \r\nc", "x.md")
    assert (source.text, source.media_type) == ("# A\n\n**b**  \nc", "text/markdown")


def test_heavy_libraries_are_loaded_only_when_needed() -> None:
    code = (
        "import sys; from diplomatica.source.reading import read_bytes; read_bytes(b'a', 'a.txt');"
        "print([n for n in ('lxml', 'mammoth', 'pypdfium2', 'charset_normalizer') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("data", [b"", b" \n\t", b"<html><body> <p></p></body></html>"])
def test_a_file_without_text_is_an_empty_document(data: bytes) -> None:
    assert read_bytes(data, "x.html").text.strip() == ""


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "Microsoft Office"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\xff\xd8\xff\xe0 jpeg", "JPEG"),
        (b'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "TEI"),
        (b'<?xml version="1.0"?><record/>', "XML"),
    ],
)
def test_other_formats_are_named(data: bytes, what: str) -> None:
    with pytest.raises(UnusableInput, match=what) as caught:
        read_bytes(data, "x.txt")
    assert caught.value.where == "x.txt"
    assert caught.value.advice


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 101)
    assert read(tmp_path / "a.txt", max_bytes=101).text == "x" * 101
    with pytest.raises(UnusableInput, match="larger than"):
        read(tmp_path / "a.txt", max_bytes=100)


@pytest.mark.parametrize("name", ["missing.txt", "folder", "nul\0.txt"])
def test_what_cannot_be_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnusableInput, match="can't be read"):
        read(tmp_path / name)


def test_a_file_has_its_name_without_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert read(tmp_path / "a.txt").name == "a.txt"


def test_documents_of_folders(tmp_path: Path) -> None:
    names = ["b.txt", "a.TXT", "c/z.md", "c/d/y.html", "c.pdf", ".hidden.txt", ".git/x.txt", "a.corrections.toml",
             "c/k.docx", "picture.png", "d.htm", "e.markdown", "f.xhtml"]  # fmt: skip
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in documents([tmp_path, tmp_path / "b.txt"])]
    assert found == ["a.TXT", "b.txt", "c.pdf", "d.htm", "e.markdown", "f.xhtml", "c/k.docx", "c/z.md", "c/d/y.html"]


def test_a_named_file_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "LETTER").write_text("x", encoding="utf-8")
    assert list(documents([tmp_path / "LETTER"])) == [tmp_path / "LETTER"]


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert list(documents([tmp_path])) == [tmp_path / "a.txt"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no such file"):
        list(documents([tmp_path / "x"]))


@given(st.sampled_from(HEADS), st.binary(max_size=300), st.sampled_from(ENDINGS), st.booleans())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_read_or_refused(head: bytes, data: bytes, ending: str, replace: bool) -> None:
    with contextlib.suppress(UnusableInput):
        source = read_bytes(head + data, "x" + ending, replace_controls=replace)
        assert "\r" not in source.text
        assert "\0" not in source.text


MADE = {".html": as_html(SHORT).encode(), ".docx": as_docx(SHORT), ".pdf": as_pdf(SHORT)}


@given(st.sampled_from(sorted(MADE)), st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=12))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_documents_are_read_or_refused(ending: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(MADE[ending])
    for place, value in damage:
        data[place % len(data)] = value
    with contextlib.suppress(UnusableInput):
        read_bytes(bytes(data), "x" + ending)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"word " * 2_000_000),
        ("a.txt", b"[" * 10_000_000),
        ("a.txt", b"\xe4" * 5_000_000),
        ("a.txt", b"\r" * 5_000_000),
        ("a.html", b"<html>" + b"<" * 3_000_000),
        ("a.html", b"<html>" + b"<p>x" * 200_000),
        ("a.html", b"<html><p>" + b"&nbsp; " * 300_000),
        ("a.html", b"<html>" + b"<sup><a href=#a>1</a></sup>" * 40_000),
        ("a.html", b"<html " * 500_000),
        ("a.html", b"<html><table><tr>" + b"<td>" * 200_000),
    ],
)
def test_large_hostile_input_is_read_or_refused(name: str, data: bytes) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    read, advice = None, ""
    try:
        read = read_bytes(data, name)
    except UnusableInput as error:
        advice = error.advice
    assert advice if read is None else len(read.text) <= len(data)
