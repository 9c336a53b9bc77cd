"""Reading corrections: every fault is told with its line, in words for an editor."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diplomatica.encoding.corrections import load, parse
from diplomatica.encoding.corrections.model import DateFix, HeaderFix, SpeechFix, span_of
from diplomatica.encoding.result import toml_string
from diplomatica.errors import UnusableInput
from diplomatica.usertoml.lines import key_lines, line_of


def test_every_kind_of_correction() -> None:
    found = parse(
        """
        [header]
        date = 1951-11-21
        [[insertion]]
        text = "[the miners]"
        kind = "gloss"
        nth = 2
        [[said]]
        starts = "the road"
        who = ""
        [[name]]
        text = "Great Fork"
        kind = "none"
        [[person]]
        name = "Kim"
        id = "kim-yong-mo"
        [[date]]
        text = "3/4/51"
        when = "1951-03-04/1951-03-05"
        [[block]]
        starts = "These are"
        begins = "list"
        """,
        "a.toml",
    )
    assert found.where == "a.toml"
    assert found.header == HeaderFix(2, date="1951-11-21")
    assert found.insertions[0].nth == 2
    assert found.speeches == (SpeechFix(8, "the road", ""),)
    assert found.names[0].kind == "none"
    assert found.persons[0].line == 14
    assert found.dates == (DateFix(17, "3/4/51", "1951-03-04/1951-03-05"),)
    assert found.blocks[0].begins == "list"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[[name]]\ntext = 'A'\nkin = 'place'", 3, "unknown key “kin”"),
        ("\n[[names]]\ntext = 'A'\nkind = 'place'", 2, "unknown table “names”"),
        ("# one\n\n[[name]]\ntext = 'A'", 3, "“kind” is missing"),
        ("[[name]]\ntext = 'A'\nkind = 'palce'", 3, "“kind” can't be “palce”"),
        ("[[name]]\ntext = 'A'\nkind = 'place'\n[[name]]\nkind = 'place'\ntext = 3", 6, "“text” has to be text"),
        ("[[name]]\ntext = ' '\nkind = 'place'", 2, "“text” is empty"),
        ("[[name]]\ntext = 'A'\nkind = 'place'\nnth = 0", 4, "“nth” can't be “0”"),
        ("[[name]]\ntext = 'A'\nkind = 'place'\nid = 'a b'", 4, "“id” can't be “a b”"),
        ("[name]\ntext = 'A'\nkind = 'place'", 1, "“name” has to be a table in double brackets"),
        ("[header]\ndate = '21.11.1951'", 2, "“date” can't be “21.11.1951”"),
        ("[header]\ndate = ''", 2, "“date” is empty"),
        ("[header]", 1, "“header” is empty"),
        ("[header]\nlicence-url = 'the usual one'", 2, "“licence-url” can't be “the usual one”"),
        ("[header]\nshelf = 'box 3'", 2, "unknown key “shelf”"),
        ("[[said]]\nstarts = 'x'\nwho = 'y'\ndirect = 'no'", 4, "“direct” has to be true or false"),
        ("[[name]]\ntext = 'A\nkind = 'place'", 2, "no TOML"),
        ("[[name]]\ntext =", 2, "no TOML"),
        ("x = " + "[" * 5000, 1, ""),
        ("[header]\ndate = '1951-02-30'", 2, "there is no such day"),
        ("[header]\ndate = '0000'", 2, "there is no such day"),
        ("[[date]]\ntext = 'x'\nwhen = '1955-02-31'", 3, "there is no such day"),
        ("[[date]]\ntext = 'x'\nwhen = '1955-02-28/1955-02-30'", 3, "there is no such day"),
        ("[[date]]\ntext = 'x'\nwhen = '1955-02-28/1955-01'", 3, "it ends before it begins"),
        ("[[date]]\ntext = 'x'\nwhen = '--02-30'", 3, "there is no such day"),
        ('[header]\ntitle = "x\\u0001y"', 2, "“title” holds the character U+0001"),
        (
            "[[name]]\ntext = 'A'\nkind = 'place'\n[[name]]\ntext = 'A'\nkind = 'org'",
            4,
            "the corrections in lines 1 and 4 contradict each other about “A”",
        ),
    ],
)
def test_faults(text: str, line: int, message: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        parse(text, "c.toml")
    assert caught.value.where.split(":")[:2] == ["c.toml", str(line)] or caught.value.where == "c.toml"
    assert message in caught.value.what


def test_a_misspelt_key_and_value_get_a_hint() -> None:
    with pytest.raises(UnusableInput, match="did you mean “starts”"):
        parse("[[block]]\nstart = 'x'\nbegins = 'list'")
    with pytest.raises(UnusableInput, match="did you mean “paragraph”"):
        parse("[[block]]\nstarts = 'x'\nbegins = 'paragaph'")


def test_a_file_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="can't be read"):
        load(tmp_path / "none.toml")
    bad = tmp_path / "latin.toml"
    bad.write_bytes(b"[[name]]\ntext = 'Tab\xe9'\n")
    with pytest.raises(UnusableInput) as caught:
        load(bad)
    assert caught.value.where == f"{bad}:2"


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("\ufeff[[name]]\r\ntext = 'A'\r\n\r\n[[name]]\r\ntext = 'B'\r\nkind = 'no'\r\n".encode())
    with pytest.raises(UnusableInput) as caught:
        load(path)
    assert caught.value.where in (f"{path}:1", f"{path}:6")


def test_lines_of_strings_over_lines_and_inline_tables() -> None:
    text = (
        'a = """\n[[not]]\nb = 1\n"""\n'
        "c = [\n  1, # ]\n  '[',\n]\n"
        "[[t.u]]\n\"x.y\" = {z = 1}\n[[t.u]]\nd.e = '''\n'''\nf = 1\n"
    )
    lines = key_lines(text)
    assert tomllib.loads(text)["t"]["u"][1]["f"] == 1
    assert lines["a",] == 1
    assert lines["c",] == 5
    assert ("b",) not in lines
    assert lines["t", "u", 0] == 9
    assert lines["t", "u", 0, "x.y"] == 10
    assert lines["t", "u", 1] == 11
    assert lines["t", "u", 1, "d", "e"] == 12
    assert lines["t", "u", 1, "f"] == 14
    assert line_of(lines, ("t", "u", 1, "g", 4)) == 11
    assert line_of(lines, ("nothing",)) == 1


def test_the_same_correction_twice_is_no_contradiction() -> None:
    same = "[[name]]\ntext = 'A'\nkind = 'place'\n"
    assert len(parse(same + same).names) == 2
    assert parse(same + same.replace("kind", "nth = 2\nkind")).names[1].nth == 2


@pytest.mark.parametrize(
    "when", ["1952-02-29", "--02-29", "1951", "1951-02", "1951-11-21T18:35:00", "1951/1951-03", ""]
)
def test_dates_of_the_calendar(when: str) -> None:
    assert parse(f"[[date]]\ntext = 'x'\nwhen = '{when}'").dates[0].when == when


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_a_toml_string(text: str) -> None:
    assert tomllib.loads(f"a = {toml_string(text)}")["a"] == text


_KEYS = st.sampled_from(["text", "kind", "nth", "id"])
_VALUES = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=8).map(toml_string),
    st.integers(0, 9).map(str),
    st.just('"""\n[[name]]\n# x\n"""'),
    st.just("[ '[', # ]\n 1 ]"),
    st.just("'''\nkind = 1\n'''"),
)


@given(st.lists(st.dictionaries(_KEYS, _VALUES, max_size=4), max_size=5))
def test_every_key_stands_on_its_line(entries: list[dict[str, str]]) -> None:
    text = ""
    expected: dict[tuple[str | int, ...], int] = {}
    for number, entry in enumerate(entries):
        text += "# [[name]]\n\n"
        expected["name", number] = text.count("\n") + 1
        expected.setdefault(("name",), text.count("\n") + 1)
        text += "[[name]]\n"
        for key, value in entry.items():
            expected["name", number, key] = text.count("\n") + 1
            text += f"{key} = {value} # {key}\n"
    assert key_lines(text) == expected
    tomllib.loads(text)


def test_span_of() -> None:
    assert span_of("1951") == (("when", "1951"),)
    assert span_of("1951/1952-02") == (("from", "1951"), ("to", "1952-02"))
