"""What is found by a shortcut is what the pattern it stands for finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import fromstring

from diplomatica.blocks.build import build
from diplomatica.encoding import plainwords, review, sentences
from diplomatica.encoding.dates import numeric
from diplomatica.encoding.insertions import brackets, notes
from diplomatica.encoding.names import tokens as name_tokens
from diplomatica.encoding.pieces import Cutter
from diplomatica.encoding.speech import tokens as speech_tokens
from diplomatica.encoding.structure import middle, pages, tail
from diplomatica.encoding.structure import words as structure_words
from diplomatica.source import emphasis
from diplomatica.source.emphasis import RULE_LINE
from diplomatica.source.layouts import lines
from diplomatica.source.model import LaidOut, SourceText, Zone
from diplomatica.source.text import admit
from diplomatica.tei.ids import repeats
from diplomatica.tei.tree import Element, serialize

TEXTS = st.text(st.one_of(st.sampled_from('ab Z_9٣²½é’“”»«\t\n\u00a0-–.,;[]()*#&<>"'), st.characters()), max_size=40)


@given(TEXTS)
def test_runs_of_words_letters_and_figures(text: str) -> None:
    assert plainwords.words(text) == re.findall(r"\w+", text)
    assert plainwords.letters(text) == re.findall(r"[^\W\d_]+", text)
    plain = plainwords.plain(text)
    if plain is not None:
        assert [word.decode() for word in plainwords.lower_words(plain)] == re.findall(r"\w+", text.lower())
        assert [word.decode() for word in plainwords.lower_letters(plain)] == re.findall(r"[^\W\d_]+", text.lower())
    assert plainwords.figures(text) == [match.span() for match in re.finditer(r"\d+", text)]


@given(TEXTS | st.text(st.sampled_from("aBz'-[]’ .,—\x1f_"), max_size=90))
def test_cut_at_every_match(text: str) -> None:
    for pattern in (name_tokens.TOKEN, speech_tokens._TOKEN):
        one = re.compile(f"({pattern.pattern})")
        cutter = Cutter(one, str.upper)
        parts = one.split(text)
        assert cutter.cut(text) == cutter.cut(text) == (parts[::2], [match.upper() for match in parts[1::2]])


@given(TEXTS | st.text(st.sampled_from("ab .!?…”)]123[\n"), max_size=40))
def test_ends_of_sentences(text: str) -> None:
    for some in (text, text.translate(dict.fromkeys(map(ord, "!?…")))):
        wanted = [match.span() for match in sentences._END.finditer(some)]
        assert [match.span() for match in sentences._ends_of(some)] == wanted


@given(TEXTS)
def test_capitals(text: str) -> None:
    small, letters = len(structure_words._SMALL.findall(text)), len(structure_words._LETTER.findall(text))
    wanted = small * 9 <= len(text) and letters >= 2 and letters - small >= 0.9 * letters and text != text.lower()
    assert structure_words.is_capitals(text) == wanted


@given(TEXTS, st.integers(0, 5))
def test_a_few_words(text: str, count: int) -> None:
    assert structure_words.at_most(text, count) == (len(text.split()) <= count)


@given(TEXTS)
def test_a_line_as_labels_are_compared(text: str) -> None:
    inner = text.strip(lines._EDGES).lstrip(lines._BULLETS).strip(lines._EDGES)
    assert lines.bare(text) == (" ".join(inner.split()) or text.strip())


@given(st.data(), st.sampled_from(sorted(structure_words.lists())), TEXTS)
def test_entries_at_the_head_of_a_text(data: st.DataObject, name: str, tail: str) -> None:
    entry = data.draw(st.sampled_from(structure_words.lists()[name]))
    pattern = re.compile(structure_words.source_of(name), re.I)
    wording = structure_words.one_of(name)
    for text in (entry + tail, entry.upper() + tail, entry.replace("s", "ſ").replace("k", "\N{KELVIN SIGN}"), tail):
        for wanted, found in (
            (pattern.match(text), wording.match(text)),
            (pattern.match(text, 1), wording.match(text, 1)),
            (pattern.fullmatch(text), wording.fullmatch(text)),
            (pattern.search(text), wording.search(text)),
        ):
            assert (wanted and wanted.span()) == (found and found.span())


@given(TEXTS)
def test_words_of_an_agenda(text: str) -> None:
    assert middle._bare(text) == re.sub(r"[\W_]+", " ", text).strip().casefold()


@given(TEXTS.map(str.rstrip))
def test_the_end_of_a_quotation_and_a_line_of_contents(text: str) -> None:
    assert tail._ends_quotation(text) == (bool(tail._QUOTED.search(text)) and not tail._BRACKETED.fullmatch(text))
    assert middle._is_contents_line(text) == bool(middle._CONTENTS_LINE.fullmatch(text))


@given(TEXTS, st.sampled_from(["ab", "a b", "Z", "(a", "b)", "9 Z a", "«a"]))
def test_places_of_a_wording(text: str, wording: str) -> None:
    body = r"\s+".join(map(re.escape, wording.split()))
    left = r"(?<![^\W_])" if wording[0].isalnum() else ""
    right = r"(?![^\W_])" if wording[-1].isalnum() else ""
    for start, end in ((0, len(text)), (1, len(text) - 1)):
        wanted = [match.start() for match in re.compile(left + body + right).finditer(text, start, max(end, 0))]
        assert list(review._found(wording, text, start, max(end, 0))) == wanted


@given(TEXTS)
def test_white_space_of_a_block_is_folded(text: str) -> None:
    line = "".join(character for character in text if character not in "\n*_#").strip()
    blocks = build(LaidOut(SourceText("a", line), "bare", (Zone(0, len(line), "text"),)))
    words = " ".join(f"{block.lead}{block.text}" for block in blocks).split()
    assert "".join(words) == "".join(line.split())
    assert all(not re.search(r"[^\S ]|  ", block.text) for block in blocks)


@given(st.text(st.sampled_from("*_# -ab\n~="), max_size=60))
def test_marks_of_emphasis(text: str) -> None:
    rules = {match.start() for match in re.finditer(r"^.*$", text, re.M) if RULE_LINE.fullmatch(match.group())}
    wanted: list[tuple[int, int]] = []
    for pattern in (emphasis._STRONG, emphasis._WEAK):
        for match in pattern.finditer(text):
            if text.rfind("\n", 0, match.start()) + 1 not in rules:
                width = len(match.group(1))
                wanted += [(match.start(), match.start() + width), (match.end() - width, match.end())]
    wanted += [(match.end() - len(match.group().strip()), match.end()) for match in emphasis._HEADING.finditer(text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(wanted):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    assert emphasis.marks(text) == tuple(apart)


@given(TEXTS)
def test_places_of_brackets(text: str) -> None:
    assert brackets._places(text) == [match.start() for match in re.finditer(r"[\[\]()]", text)]


@given(st.text(st.sampled_from('a&<>"\n\t\r é\u00ad'), max_size=8))
def test_escapes_are_read_back(value: str) -> None:
    read = fromstring(serialize(Element("p", value, n=value)).encode("utf-8"))
    assert read.get("n") == value
    assert (read.text or "") == value.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(st.characters(), max_size=20))
def test_what_xml_forbids_is_replaced(text: str) -> None:
    forbidden = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    assert admit(text, replace=True)[0] == re.sub(forbidden, "\ufffd", text)


FIGURES = st.lists(st.sampled_from([*"0123456789IVX.,/- –’“年月日a\u00a0", "12", "1951", "19", ". "]), max_size=14)


@given(FIGURES)
def test_figures_that_may_be_a_date(signs: list[str]) -> None:
    text = "".join(signs)
    for run in re.finditer(r"\d+", text):
        sign, after = text[run.end() : run.end() + 1], text[run.end() + 1 : run.end() + 2]
        if numeric._FIGURES.match(text, run.start()) is not None:
            assert sign in numeric._AFTER or (sign.isspace() and after in numeric._AFTER_SPACE)


@given(st.lists(st.sampled_from([*"-–—pP.12 /*=_~x", "page ", "of"]), max_size=12))
def test_page_numbers_and_rules(signs: list[str]) -> None:
    text = "".join(signs)
    assert pages._is_page_number(text) == (pages._PAGE_NUMBER.fullmatch(text) is not None)
    if RULE_LINE.fullmatch(text.strip()):
        assert text.strip()[0] in pages._RULE_SIGNS


@given(st.lists(st.sampled_from(["stamp", "Seal", "ſtamped", "ſEALED", "round ", "of ", ": ", "x", " "]), max_size=6))
def test_stamps(parts: list[str]) -> None:
    content = "".join(parts)
    if notes._STAMP.match(content[:60]) is not None:
        assert "tamp" in content[:60].lower() or "eal" in content[:60].lower()


@given(st.lists(st.sampled_from("abc")), st.text(st.sampled_from('a"=: xml:id&<'), max_size=12))
def test_ids_given_twice(names: list[str], text: str) -> None:
    root = Element("TEI", *(Element("p", xml__id=name) for name in names), Element("p", text, n=text))
    if len(set(names)) < len(names):
        assert repeats(serialize(root))
    elif " xml:id=" not in text:
        assert not repeats(serialize(root))
