"""Notes and entries of bibliographies, as the Chicago Manual of Style has them, in English and in German."""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from dataclasses import replace

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from diplomatica.views.model import DateFact
from diplomatica.views.site.citation.processor import STYLE, cited
from diplomatica.views.site.messages import languages, messages
from diplomatica.views.site.reference import Reference, csl_item, reference
from tests.views.site.making import EDITION, LETTER

EN, DE = messages("en"), messages("de")
ITEM = reference(LETTER, EDITION, EN)
URL = "https://example.org/harbour/documents/letter/index.html"
NAMESPACES = {"cs": "http://purl.org/net/xbiblio/csl"}
PLAIN = replace(
    ITEM, title="Cable", authors=(), translators=(), archives=(), date=DateFact("1951"), record="", url="", edition="P"
)


def both(item: Reference, language: str) -> tuple[str, str]:
    citation = cited(csl_item(item), language)
    return str(citation.note), str(citation.entry)


def test_all_that_is_known_in_english() -> None:
    note, entry = both(ITEM, "en")
    assert note == (
        "“Letter, Varro to Brandt,” May 3, 1951, State Archive, f. 3, op. 65, ll. 12–13, trans. Agnes Ode, "
        f"in <i>Harbour Papers</i>, no. 502, {URL}."
    )
    assert entry == (
        "Anton Varro. “Letter, Varro to Brandt.” May 3, 1951. State Archive, f. 3, op. 65, ll. 12–13. "
        f"Translated by Agnes Ode. <i>Harbour Papers</i>. No. 502. {URL}."
    )


def test_all_that_is_known_in_german() -> None:
    note, entry = both(reference(LETTER, EDITION, DE), "de")
    assert note == (
        "„Letter, Varro to Brandt“, 3. Mai 1951, State Archive, f. 3, op. 65, ll. 12–13, übers. von Agnes Ode, "
        f"in <i>Harbour Papers</i>, Nr. 502, {URL}."
    )
    assert entry == (
        "Anton Varro. „Letter, Varro to Brandt“. 3. Mai 1951. State Archive, f. 3, op. 65, ll. 12–13. "
        f"Übersetzt von Agnes Ode. <i>Harbour Papers</i>. Nr. 502. {URL}."
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(PLAIN, date=DateFact())
    assert both(bare, "en") == ("“Cable,” n.d., in <i>P</i>.", "“Cable.” n.d. <i>P</i>.")
    assert both(bare, "de") == ("„Cable“, o. D., in <i>P</i>.", "„Cable“. o. D. <i>P</i>.")


@pytest.mark.parametrize(
    ("date", "english", "german"),
    [
        (DateFact("1951"), "1951", "1951"),
        (DateFact("1951-05"), "May 1951", "Mai 1951"),
        (DateFact("1951-05-03T04:45:00", "", "3.V.51"), "May 3, 1951", "3. Mai 1951"),
        (DateFact("1951-05-03", "1951-05-03"), "May 3, 1951", "3. Mai 1951"),
        (DateFact("1951-05-03", "1951-05-07"), "May 3–7, 1951", "3.–7. Mai 1951"),
        (DateFact("1951-03-30", "1951-05-02"), "March 30–May 2, 1951", "30. März–2. Mai 1951"),
        (DateFact("1951-05-03", "1951-06-03"), "May 3–June 3, 1951", "3. Mai–3. Juni 1951"),
        (DateFact("1951-12-30", "1952-01-02"), "December 30, 1951–January 2, 1952", "30. Dezember 1951–2. Januar 1952"),
        (DateFact("1951-05-03", "1952-05-03"), "May 3, 1951–May 3, 1952", "3. Mai 1951–3. Mai 1952"),
        (DateFact("1951-05", "1951-06"), "May–June 1951", "Mai–Juni 1951"),
        (DateFact("1951-12", "1952-01"), "December 1951–January 1952", "Dezember 1951–Januar 1952"),
        (DateFact("1950", "1951"), "1950–1951", "1950–1951"),
        (DateFact("1951", "1951-05"), "1951–May 1951", "1951–Mai 1951"),
        (DateFact("1951-05-30", "1951-06"), "May 30, 1951–June 1951", "30. Mai 1951–Juni 1951"),
        (DateFact("1951-13-40"), "1951", "1951"),
        (DateFact("1951-05-00"), "May 1951", "Mai 1951"),
        (DateFact("0862"), "862", "862"),
        (DateFact("-0044-03-15"), "March 15, 44 BC", "15. März 44 v. Chr."),
        (DateFact("", "", "circa May 1951"), "circa May 1951", "circa May 1951"),
        (DateFact("", "", "[undated]"), "[undated]", "[undated]"),
        (DateFact("", "", "<early> 1951 & later"), "&lt;early&gt; 1951 &amp; later", "&lt;early&gt; 1951 &amp; later"),
        (DateFact("spring"), "spring", "spring"),
        (DateFact("", "1951-05"), "n.d.", "o. D."),
    ],
)
def test_dates(date: DateFact, english: str, german: str) -> None:
    item = replace(PLAIN, date=date)
    once = english.removesuffix(".")
    assert both(item, "en") == (f"“Cable,” {english}, in <i>P</i>.", f"“Cable.” {once}. <i>P</i>.")
    once = german.removesuffix(".")
    assert both(item, "de") == (f"„Cable“, {german}, in <i>P</i>.", f"„Cable“. {once}. <i>P</i>.")


@pytest.mark.parametrize(
    ("names", "english", "german"),
    [
        (("Ode",), "Ode", "Ode"),
        (("Ode", "Holt"), "Ode and Holt", "Ode und Holt"),
        (("Ode", "Holt", "Varro"), "Ode, Holt, and Varro", "Ode, Holt und Varro"),
        (
            ("A. Ode", "B", "C", "D", "E", "F", "G"),
            "A. Ode, B, C, D, E, F, and G",
            "A. Ode, B, C, D, E, F und G",
        ),
        (("Embassy of the Union, Kelm",), "Embassy of the Union, Kelm", "Embassy of the Union, Kelm"),
        (("Oh, T’ae-ung", "Kovač́"), "Oh, T’ae-ung and Kovač́", "Oh, T’ae-ung und Kovač́"),
        (("van der Lund, Jan III",), "van der Lund, Jan III", "van der Lund, Jan III"),
        (("A&B <Ltd>",), "A&amp;B &lt;Ltd&gt;", "A&amp;B &lt;Ltd&gt;"),
        (("오태웅", "Варро"), "오태웅 and Варро", "오태웅 und Варро"),
    ],
)
def test_names(names: tuple[str, ...], english: str, german: str) -> None:
    item = replace(PLAIN, authors=names, translators=names)
    assert both(item, "en") == (
        f"“Cable,” 1951, trans. {english}, in <i>P</i>.",
        f"{english}. “Cable.” 1951. Translated by {english}. <i>P</i>.",
    )
    assert both(item, "de") == (
        f"„Cable“, 1951, übers. von {german}, in <i>P</i>.",
        f"{german}. „Cable“. 1951. Übersetzt von {german}. <i>P</i>.",
    )


def test_a_name_with_a_full_stop_has_no_second_one() -> None:
    item = replace(PLAIN, authors=("Ode, J.",), translators=("Varro Jr.",))
    assert both(item, "en") == (
        "“Cable,” 1951, trans. Varro Jr., in <i>P</i>.",
        "Ode, J. “Cable.” 1951. Translated by Varro Jr. <i>P</i>.",
    )


@pytest.mark.parametrize(
    ("title", "note", "entry", "in_german"),
    [
        # A question in a title keeps the comma that the note asks for, and stands for the full stop.
        ("Who goes?", "“Who goes?,” 1951", "“Who goes?” 1951", "„Who goes?“ 1951"),
        ("Stop!", "“Stop!,” 1951", "“Stop!” 1951", "„Stop!“ 1951"),
        ("Note to Brandt et al.", "“Note to Brandt et al.,” 1951", "“Note to Brandt et al.” 1951", None),
        ("And then …", "“And then …,” 1951", "“And then …” 1951", "„And then …“ 1951"),
        ("On “the boats.”", "“On “the boats.”,” 1951", "“On “the boats.”” 1951", None),
        ("On “boats”", "“On “boats”,” 1951", "“On “boats”.” 1951", "„On “boats”“. 1951"),
        ('"Boats" ‘two’', "“&#34;Boats&#34; ‘two’,” 1951", "“&#34;Boats&#34; ‘two’.” 1951", None),
        ("Boats,", "“Boats,” 1951", "“Boats,.” 1951", None),
        ("Aid (boats).", "“Aid (boats).,” 1951", "“Aid (boats).” 1951", None),
        ("A & B", "“A &amp; B,” 1951", "“A &amp; B.” 1951", "„A &amp; B“. 1951"),
        ("A &amp; B", "“A &amp;amp; B,” 1951", "“A &amp;amp; B.” 1951", None),
        (
            "<script>alert(1)</script>",
            "“&lt;script&gt;alert(1)&lt;/script&gt;,” 1951",
            "“&lt;script&gt;alert(1)&lt;/script&gt;.” 1951",
            None,
        ),
        (
            '<span class="nocase">A</span> b',
            "“&lt;span class=&#34;nocase&#34;&gt;A&lt;/span&gt; b,” 1951",
            "“&lt;span class=&#34;nocase&#34;&gt;A&lt;/span&gt; b.” 1951",
            None,
        ),
        ("wait..  what ,, no", "“wait..  what ,, no,” 1951", "“wait..  what ,, no.” 1951", None),
        ("Беседа с Варро", "“Беседа с Варро,” 1951", "“Беседа с Варро.” 1951", "„Беседа с Варро“. 1951"),
        ("会谈记录", "“会谈记录,” 1951", "“会谈记录.” 1951", "„会谈记录“. 1951"),
        ("رسالة", "“<bdi>رسالة</bdi>,” 1951", "“<bdi>رسالة</bdi>.” 1951", "„<bdi>رسالة</bdi>“. 1951"),
        ("\U000f0000\ue000", "“\U000f0000\ue000,” 1951", "“\U000f0000\ue000.” 1951", None),
    ],
)
def test_titles(title: str, note: str, entry: str, in_german: str | None) -> None:
    item = replace(PLAIN, title=title)
    assert both(item, "en") == (f"{note}, in <i>P</i>.", f"{entry}. <i>P</i>.")
    if in_german:
        assert both(item, "de")[1] == f"{in_german}. <i>P</i>."


@pytest.mark.parametrize(
    ("archives", "shown"),
    [
        ((("State Archive", "f. 3"), ("Archive of the Union", "")), "State Archive, f. 3"),
        ((("State Archive", ""),), "State Archive"),
        ((("", "f. 3, l. 7"),), "f. 3, l. 7"),
        ((("Archive <A&B>", "f. <3>"),), "Archive &lt;A&amp;B&gt;, f. &lt;3&gt;"),
    ],
)
def test_archives(archives: tuple[tuple[str, str], ...], shown: str) -> None:
    item = replace(PLAIN, archives=archives)
    assert both(item, "en") == (f"“Cable,” 1951, {shown}, in <i>P</i>.", f"“Cable.” 1951. {shown}. <i>P</i>.")


@pytest.mark.parametrize(
    ("edition", "note", "entry"),
    [
        ("Papers, vol. 2.", "<i>Papers, vol. 2.</i>", "<i>Papers, vol. 2.</i>"),
        ("Whose Harbour?", "<i>Whose Harbour?</i>", "<i>Whose Harbour?</i>"),
        ("<b>&", "<i>&lt;b&gt;&amp;</i>.", "<i>&lt;b&gt;&amp;</i>."),
    ],
)
def test_there_are_no_two_full_stops(edition: str, note: str, entry: str) -> None:
    item = replace(PLAIN, edition=edition)
    assert both(item, "en") == (f"“Cable,” 1951, in {note}", f"“Cable.” 1951. {entry}")


@pytest.mark.parametrize("number", ["502", "12-13", "502a & <b>", "A, B"])
def test_numbers_are_as_they_are(number: str) -> None:
    shown = number.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    note, entry = both(replace(PLAIN, record=number), "en")
    assert note.endswith(f", no. {shown}.")
    assert entry.endswith(f". No. {shown}.")


def test_a_language_that_csl_does_not_know_is_english() -> None:
    assert both(PLAIN, "zxx") == ("“Cable,” 1951, in <i>P</i>.", "“Cable.” 1951. <i>P</i>.")


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("<>&;\"'.,?!“”„‘’ \U000f0000"), min_size=1
)


@given(title=TEXT, archive=TEXT, names=st.lists(TEXT, max_size=4), language=st.sampled_from(languages()))
@example("<i>&amp;</bdi>", "</i><b>.", ["<br>"], "en")
@example("..", " .", [",", "."], "de")
def test_whatever_the_texts_they_are_shown_unchanged(title: str, archive: str, names: list[str], language: str) -> None:
    people = tuple(names)
    item = replace(ITEM, title=title, archives=((archive, archive),), authors=people, translators=people, edition=title)
    for written in both(item, language):
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(written)
        assert {element.tag for element in tree.iter()} <= {"DOCUMENT_FRAGMENT", "i", "bdi"}
        text = "".join(tree.itertext())
        assert text.count(title) >= 2
        assert text.count(archive) >= 2
        assert all(name in text for name in names)
        assert re.fullmatch(r"(?s)[^<]*|(?:[^<>]|</?(?:i|bdi)>)*", written)


def test_the_style_follows_the_schema_of_csl() -> None:
    from citeproc import CitationStylesStyle

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        CitationStylesStyle(str(STYLE), locale="de-DE", validate=True)


def test_the_style_asks_for_nothing_that_a_text_says() -> None:
    root = etree.parse(STYLE).getroot()
    assert not root.xpath("//@is-numeric | //@is-uncertain-date | //@position | //@strip-periods | //@disambiguate")
    assert not root.xpath("//*[@text-case or @form][@variable][not(self::cs:date)]", namespaces=NAMESPACES)
    assert not root.xpath("//cs:number | //cs:name[@form] | //cs:name-part | //cs:sort", namespaces=NAMESPACES)
    assert not root.xpath("//cs:date[@variable][not(@form = 'text')]", namespaces=NAMESPACES)


def test_what_plain_texts_become_is_what_the_processor_itself_writes() -> None:
    """In German nothing moves into quotation marks, and two names have no comma: no work of ours is to be seen."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.formatter import html
    from citeproc.source.json import CiteProcJSON

    item = replace(ITEM, authors=("Varro", "Ode"), translators=("Ode", "Holt"))
    fields = csl_item(item)
    style = CitationStylesStyle(str(STYLE), locale="de-DE", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON([fields]), html)
    citation = Citation([CitationItem("letter")])
    bibliography.register(citation)
    (entry,) = bibliography.bibliography()
    assert both(item, "de") == (str(bibliography.cite(citation, None)), str(entry))


def test_every_language_of_the_interface_has_words_in_the_style() -> None:
    text = STYLE.read_text(encoding="utf-8")
    assert set(re.findall(r'<locale xml:lang="(\w+)">', text)) == set(languages())


def test_nothing_is_told_to_the_terminal_and_nothing_loaded_too_early() -> None:
    code = (
        "import sys\n"
        "from diplomatica.views.site.citation.processor import cited\n"
        "assert not any(name.startswith('citeproc') for name in sys.modules)\n"
        "fields = {'id': 'A', 'title': 'T', 'unknown-field': 'x', 'issued': {'date-parts': [[1951], [1952, 5]]}}\n"
        "print(cited(fields, 'de').note)\n"
    )
    run = subprocess.run(
        [sys.executable, "-W", "always", "-X", "utf8", "-c", code],
        capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert (run.stdout, run.stderr) == ("„T“, 1951–Mai 1952.\n", "")
