"""Pages to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.errors import UnusableInput
from diplomatica.source.readers.html.lists import counted, letters, roman
from diplomatica.source.reading import read_bytes


def text(body: str) -> str:
    return read_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "page.html").text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Note</h1><p>one  \n two</p><p>three", "Note\n\none two\n\nthree"),
        ("<p>line a<br>line b<br/><br>para", "line a\nline b\n\npara"),
        ("<div>a</div><div>b<p>c</div>d", "a\n\nb\n\nc\n\nd"),
        ("<p><b>Bo</b>ld <i>and</i> <u>more</u></p>", "Bold and more"),
        ("<p>a&nbsp;b &amp; &#8220;c&#8221; &eacute;&#x142;", "a b & “c” éł"),
        ("<p>a</p><p>&nbsp;</p><p> </p><p>b", "a\n\nb"),
        ("<script>x</script><style>y</style><p>a<template>t</template><noscript>n</noscript>", "a"),
        ("<nav><a href=/>Home</a></nav><article><p>text of the letter</article>", "text of the letter"),
        ("<p hidden>no</p><p style='color:red; display : none'>no</p><p>yes", "yes"),
        ("<p>he said <q>no</q>.", "he said “no”."),
        ("<p>a<!-- comment -->b<?pi?>c", "abc"),
        ("<p>unclosed <b>bold<p>next</b> </i>end", "unclosed bold\n\nnext end"),
        ("<pre>  TO: A\n\n  FM:  B\n</pre><p>x", "TO: A\n\n  FM:  B\n\nx".replace("TO", "  TO", 1)),
        ("<dl><dt>Date<dd>3 May</dl>", "Date\n3 May"),
        ("a</body></html> after <b>all</b>", "a after all"),
        ("<p>x<sup>2</sup> and 20<sup>th</sup>", "x2 and 20th"),
    ],
)
def test_blocks_and_inline(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>To:<ol><li>a<li>b</ol><p>end", "To:\n\n1. a\n2. b\n\nend"),
        ("<ol start=4 type=a><li>x<li>y</ol>", "d. x\ne. y"),
        ("<ol type=I><li>x<li value=9>y<li>z</ol>", "I. x\nIX. y\nX. z"),
        ("<ol reversed><li>x<li>y</ol>", "2. x\n1. y"),
        ("<ol start=x><li value=1e9>x</ol>", "1. x"),
        ("<ol style='list-style-type: lower-roman'><li>x<li>y</ol>", "i. x\nii. y"),
        ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "• a\n• b"),
        ("<ul style='list-style:none'><li>a<li>b</ul>", "a\nb"),
        ("<ol><li>a<ul><li>b<li>c</ul><li>d</ol>", "1. a\n  • b\n  • c\n2. d"),
        ("<ol><li><p>a<p>more<li>b</ol>", "1. a\n\nmore\n2. b"),
        ("<ol><li><li>b</ol>", "2. b"),
        ("<li>stray", "• stray"),
    ],
)
def test_lists(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", "A\tB\n1\t2"),
        ("<table><tr><td>1<td><td>3</table>", "1\t\t3"),
        ("<table><tr><td><p>a<br>b</p></td><td>c</table>x", "a b\tc\n\nx"),
        ("<table><tr><td>one<tr><td>column</table>", "one\n\ncolumn"),
        ("<table><tr><td>menu<td><h1>T</h1><p>a<p>b</table>", "menu\n\nT\n\na\n\nb"),
        ("<table><tr><td><table><tr><td>1<td>2</table></table>", "1\t2"),
    ],
)
def test_tables(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>a<sup><a href="#n1">1</a></sup> b<ol><li id=n1>note <a href="#r">↩</a></ol>', "a[1] b\n\n[1] note"),
        ('<p>a<a href="#n7"><sup>7</sup></a>.<p><a id=n7 href="#r7"><sup>7</sup></a> note', "a[7].\n\n[7] note"),
        ('<p>a <a href="http://x.org/p#_ftn2">[2]</a>', "a [2]"),
        ('<p>a<a class=footnote href="#f3">3</a>', "a[3]"),
        ('<p>a<sup><a href="#star">*</a></sup>', "a[*]"),
        ("<p>text<sup>1</sup> more<p><sup>1</sup> note", "text[1] more\n\n[1] note"),
        ('<p>see <a href="#top">Part A</a> and <a href="#p4">4</a>', "see Part A and 4"),
        ('<p>See <a href="#x">^</a>', "See"),
    ],
)
def test_footnote_marks(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize("declared", ["windows-1251", "WINDOWS-1251"])
def test_the_declared_encoding(declared: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><p>Мир'
    source = read_bytes(page.encode("cp1251"), "x.htm")
    assert (source.text, source.encoding, source.notes) == ("Мир", "windows-1251", ())


def test_latin1_means_windows_1252() -> None:
    assert read_bytes(b"<html><meta charset=iso-8859-1><p>\x93a\x94", "x.html").text == "“a”"


def test_a_false_declaration_is_noted() -> None:
    source = read_bytes("<html><meta charset=windows-1250><p>é".encode(), "x.html")
    assert source.text == "é"
    assert "windows-1250" in source.notes[0]


def test_xhtml_with_a_declaration_of_its_encoding() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>é</p></body></html>'
    assert read_bytes(page.encode(), "-").text == "é"


def test_hidden_text_of_some_length_is_noted() -> None:
    page = f"<html><nav>{'link ' * 60}</nav><p>{'text ' * 200}"
    assert "left out" in read_bytes(page.encode(), "x.html").notes[0]


def test_a_navigation_that_never_ends_is_kept() -> None:
    assert "the letter" in text("<nav><a>Home</a> the letter is long enough")


def test_a_forbidden_character_is_located_in_the_page() -> None:
    with pytest.raises(UnusableInput) as caught:
        read_bytes(b"<html>\n<p>a\x01b", "x.html")
    assert caught.value.where == "x.html:2:5"


def test_deep_nesting_is_refused_or_read_whole() -> None:
    assert text("<div>" * 1500 + "deep").endswith("deep")
    with pytest.raises(UnusableInput, match="depth"):
        text("<div>" * 100_000 + "deep")


@given(st.integers(-5, 5000))
def test_counting(number: int) -> None:
    assert counted(number, "1") == str(number)
    assert counted(number, "A") == letters(number).upper()
    assert counted(number, "I") == roman(number).upper()


def test_letters_and_roman() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 703)] == ["a", "z", "aa", "az", "aaa"]
    assert [roman(number) for number in (4, 9, 40, 1999)] == ["iv", "ix", "xl", "mcmxcix"]


words = st.text(st.characters(min_codepoint=33, max_codepoint=0x17F, blacklist_characters="<>&\x7f\xa0\xad")
                .filter(lambda sign: sign.isprintable()), min_size=1)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["p", "div", "h2", "blockquote", "section"]), words), min_size=1, max_size=8))
def test_every_visible_word_comes_out_once(parts: list[tuple[str, str]]) -> None:
    body = "".join(f"<{tag}>{word}</{tag}>" for tag, word in parts)
    assert text(body).split("\n\n") == [word for _, word in parts]
