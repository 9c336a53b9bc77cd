"""Emphasis of the source in its places, and nowhere else."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding.encode import encode
from diplomatica.source import reading


def body(data: bytes, name: str) -> str:
    """The body, without white space between elements; nothing may be lost."""
    encoded = encode(reading.read_bytes(data, name))
    assert encoded.loss is None, encoded.loss
    return re.sub(r">\s+<", "><", encoded.xml[encoded.xml.index("<body>") : encoded.xml.index("</body>")])


def markdown(text: str) -> str:
    return body(text.encode(), "a.md")


def page(text: str) -> str:
    return body(f"<html><body>{text}</body></html>".encode(), "a.html")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He had *never* agreed to it.", 'He had <hi rend="italic">never</hi> agreed to it.'),
        ("He had __never__ agreed to it.", 'He had <hi rend="bold">never</hi> agreed to it.'),
        ("On **3 May 1961** he went.", 'On <hi rend="bold"><date when="1961-05-03">3 May 1961</date></hi> he went.'),
        ("**All of it was emphasised by the site.**", "<p>All of it was emphasised by the site.</p>"),
        ("It costs 3 * 4 crowns, or 5 * 6.", "It costs 3 * 4 crowns, or 5 * 6."),
    ],
)
def test_markdown(text: str, expected: str) -> None:
    assert expected in markdown(f"The envoy came at noon.\n\n{text}\n\nHe left at once.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("had <i>never</i> agreed", 'had <hi rend="italic">never</hi> agreed'),
        ("had <em> never </em>agreed", 'had <hi rend="italic">never</hi> agreed'),
        ("had <u>never</u> agreed", 'had <hi rend="underlined">never</hi> agreed'),
        ("had <span style='letter-spacing:.2em'>never</span> agreed", 'had <hi rend="letterspaced">never</hi> agreed'),
        ("had <span style='letter-spacing:0'>never</span> agreed", "had never agreed"),
        ("had <a href='#x'>never</a> agreed", "had never agreed"),
        ("had <b></b>never <i> </i>agreed", "had never agreed"),
        ("met <b>Ambassador <i>Tolke</i></b> there", '<hi rend="bold"><persName ref="#tolke">'),
    ],
)
def test_pages(text: str, expected: str) -> None:
    assert expected in page(f"<p>The envoy came at noon.</p><p>He {text} and left at once.</p><p>It was late.</p>")


def test_headings_labels_of_speakers_and_lines_above_the_text_have_no_emphasis() -> None:
    found = page(
        "<p><b>TOP SECRET</b> Copy No. 3</p><h1><i>Minutes</i> of the Harbour Committee</h1>"
        "<p><b>MR. TOLKE:</b> The ice is thick.</p><p><b>MR. VARRO:</b> It is not.</p><p><b>MR. TOLKE:</b> It is.</p>"
    )
    assert "<hi" not in found
    assert found.count("<sp ") == 3


def test_word() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("The envoy came at noon.")
    paragraph = document.add_paragraph("He had ")
    paragraph.add_run("never").underline = True
    paragraph.add_run(" agreed to sell the ")
    paragraph.add_run("Solveig").italic = True
    paragraph.add_run(".")
    document.add_paragraph("He left at once.")
    stream = io.BytesIO()
    document.save(stream)
    found = body(stream.getvalue(), "a.docx")
    assert '<hi rend="underlined">never</hi> agreed to sell the <hi rend="italic">Solveig</hi>.' in found


PIECES = st.sampled_from(
    ["*", "**", "_", " ", "the", "Ambassador Tolke", "3 May 1961", "FED [Far Eastern Department]", "[sic]", "(?)",
     "said that", "he would come", "F[oreign]", ".", "\n", '"', "[We are]", "[2 lines redacted]"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=18).map("".join))
@settings(max_examples=200, deadline=None)
def test_any_emphasis_nests_and_loses_nothing(text: str) -> None:
    encoded = encode(reading.read_bytes(f"The envoy came at noon.\n\nHe {text} left.\n\nIt was late.".encode(), "a.md"))
    assert encoded.loss is None, encoded.loss
    assert "<choice><hi" not in encoded.xml
