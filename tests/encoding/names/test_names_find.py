"""The names of one text, without anything known of the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding.model import Mention
from diplomatica.encoding.names import Known, find

Row = tuple[str, str, str, tuple[str, ...]]


def rows(text: str, known: Known | None = None) -> list[Row]:
    """Kind, whole, core and roles of every mention, as strings."""
    return [
        (
            mention.kind,
            text[mention.start : mention.end],
            text[mention.core[0] : mention.core[1]] if mention.core else "",
            tuple(text[start:end] for start, end in mention.roles),
        )
        for mention in find(text, known)
    ]


def inner(text: str) -> list[str]:
    return [text[name.start : name.end] for mention in find(text) for name in mention.inner]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Comrades Orlin F.R., Salin and Velkov", ("Comrades Orlin F.R.", "Orlin F.R.", ("Comrades",))),
        ("Cdes. Orlin, Salinger, and Velkov", ("Velkov", "Velkov", ())),
        ("Lt. Col. Strofzin came", ("Lt. Col. Strofzin", "Strofzin", ("Lt.", "Col."))),
        ("and Marshal Ye Jianding were", ("Marshal Ye Jianding", "Ye Jianding", ("Marshal",))),
        ("Ambassador Kim [Tae-shik] said", ("Ambassador Kim [Tae-shik]", "Kim [Tae-shik]", ("Ambassador",))),
        (
            "Foreign Minister [Pavel] Orlin had",
            ("Foreign Minister [Pavel] Orlin", "[Pavel] Orlin", ("Foreign Minister",)),
        ),
        ("with W[alter] Strofzin again", ("W[alter] Strofzin", "W[alter] Strofzin", ())),
        ("an adviser to [Mr.] Brown.", ("[Mr.] Brown", "Brown", ("[Mr.]",))),
        (
            "by [UN General Secretary] U Ohn's envoy",
            ("[UN General Secretary] U Ohn", "U Ohn", ("[UN General Secretary]",)),
        ),
        (
            "the Polish Second Secretary K. Wolsky, who",
            ("Polish Second Secretary K. Wolsky", "K. Wolsky", ("Polish Second Secretary",)),
        ),
        ("the interpreter comrade Pak Ham.", ("interpreter comrade Pak Ham", "Pak Ham", ("interpreter", "comrade"))),
        ("comrades Orlin", ("comrades Orlin", "Orlin", ("comrades",))),
        ("Mr. DUPONT (France):", ("Mr. DUPONT", "DUPONT", ("Mr.",))),
        (
            "THE AMBASSADOR OF THE DPRK IN THE USSR HAN SONG-JIN LEFT",
            (
                "AMBASSADOR OF THE DPRK IN THE USSR HAN SONG-JIN",
                "HAN SONG-JIN",
                ("AMBASSADOR OF THE DPRK IN THE USSR",),
            ),
        ),
        ("when President von Strofzin and", ("President von Strofzin", "von Strofzin", ("President",))),
        ("thanked Mr. John Rison Hart, Jr., for", ("Mr. John Rison Hart, Jr.", "John Rison Hart, Jr.", ("Mr.",))),
        ("spoke with Comrade Hr. Velkov there", ("Comrade Hr. Velkov", "Hr. Velkov", ("Comrade",))),
        ("the Foreign Minister's aide and Tran Van Bich left", ("Tran Van Bich", "Tran Van Bich", ())),
    ],
)
def test_a_person_with_title_and_brackets(text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    assert ("person", *expected) in rows(text)


def test_an_office_may_hold_an_organisation_and_its_bracket() -> None:
    text = "by the deputy head of the FTD [Forest Trade Department] V.I. Orlin, 2nd secretary of the FTD Yu. D. Salin"
    known = Known(acronyms=frozenset({"ftd"}))
    found = rows(text, known)
    assert found[0][1:3] == ("deputy head of the FTD [Forest Trade Department] V.I. Orlin", "V.I. Orlin")
    assert found[0][3] == ("deputy head of the FTD [Forest Trade Department]",)
    assert found[1][1:] == ("2nd secretary of the FTD Yu. D. Salin", "Yu. D. Salin", ("2nd secretary of the FTD",))
    first = find(text, known)[0].inner[0]
    assert text[first.start : first.end] == "FTD [Forest Trade Department]"


def test_a_comma_may_part_office_and_name() -> None:
    text = "said that the DPRK Minister of National Defense, Kim Songho, asked"
    assert rows(text) == [
        (
            "person",
            "DPRK Minister of National Defense, Kim Songho",
            "Kim Songho",
            ("DPRK Minister of National Defense",),
        )
    ]
    assert inner(text) == ["DPRK"]


def test_two_offices_of_one_person_are_one_role() -> None:
    text = "just Deputy KWP CC Chairman and Deputy Premier Jo Il-yeong and Minister of Finance Mun Ju-hwan. But"
    assert [row[3] for row in rows(text)] == [
        ("Deputy KWP CC Chairman and Deputy Premier",),
        ("Minister of Finance",),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Comrade Severin [Malenkov] wrote", ["Severin", "Malenkov"]),
        ("Deputy Minister Han Song-jin [Han Seong Jin].", ["Han Song-jin", "Han Seong Jin"]),
        ("Ambassador Kim [Tae-shik] [Kim Thae Sik] first", ["Kim [Tae-shik]", "Kim Thae Sik"]),
        ("met R.Y. Tao [Dao Renyi], director", ["R.Y. Tao", "Dao Renyi"]),
    ],
)
def test_another_form_in_brackets_is_a_name_of_its_own(text: str, names: list[str]) -> None:
    assert [row[2] for row in rows(text)] == names


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("thanked Comrade Ambassador for it", "Comrade Ambassador"),
        ("with the Mongolian Ambassador. He", "Mongolian Ambassador"),
        ("The Prime Minister responded", "Prime Minister"),
        ("Mr. President, may I", "Mr. President"),
    ],
)
def test_an_office_stands_for_its_holder(text: str, office: str) -> None:
    assert rows(text) == [("person", office, "", (office,))]


@pytest.mark.parametrize(
    "text",
    [
        "The Czech diplomat added that",
        "However, nothing came of it. Talks begin on Monday. Annex A. New rules. In May Day speeches.",
        "the Soviet side and the Korean friends. The Americans left.",
        "The Marshall Plan and the Five Year Plan were mentioned.",
        "Three copies printed. Top Secret. Urgent.",
        "the Korean minister pressed for it; the ambassador agreed",
        "the Assistant to the President for it",
    ],
)
def test_capital_letters_alone_make_no_person(text: str) -> None:
    assert [row for row in rows(text) if row[0] == "person"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in the [UN] Security Council spoke", "[UN] Security Council"),
        ("opinions of the Korean [Workers’] Party, government", "Korean [Workers’] Party"),
        ("handed to the F[oreign] M[inistry] today", "F[oreign] M[inistry]"),
        ("MID [Ministry of Foreign Affairs] is sending", "MID [Ministry of Foreign Affairs]"),
        ("told the Soviet government that", "Soviet government"),
        ("of the DPRK Government dated", "DPRK Government"),
        (
            "The Commission for Forest Cooperation and Development met",
            "Commission for Forest Cooperation and Development",
        ),
        ("the embassy of the DPRK sent", "embassy of the DPRK"),
        ("in front of the U.S. Embassy in", "U.S. Embassy"),
        ("the KWP CC Presidium members", "KWP CC Presidium"),
        ("and Radio Strelsau announced", "Radio Strelsau"),
        ("said in the Council that", "Council"),
        ("the Ruritanian News Agency reported", "Ruritanian News Agency"),
    ],
)
def test_organisations(text: str, name: str) -> None:
    assert ("org", name) in [row[:2] for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("in Moscow and [North] Korea", ["Moscow", "[North] Korea"]),
        ("the Democratic People’s Republic of Korea’s policy", ["Democratic People’s Republic of Korea"]),
        ("the Pyongyang-Vladivostok link", ["Pyongyang", "Vladivostok"]),
        ("AT HUE, NHA TRANG, BAN ME THUOT, AND CAN THO", ["HUE", "NHA TRANG", "BAN ME THUOT", "CAN THO"]),
        ("the Zendar Reservoir and Lake Hentz", ["Zendar Reservoir", "Lake Hentz"]),
        ("troops of the US and of the UK in", ["US", "UK"]),
        ("US funds and UK officials", []),
    ],
)
def test_places(text: str, names: list[str]) -> None:
    assert [row[1] for row in rows(text) if row[0] == "place"] == names


def test_a_modifier_in_capitals_is_no_name() -> None:
    found = rows("SERVICE (COLONEL TRAN VAN B VICE GENERAL PHAM VAN (C)) FALL INTO TWO FIELDS FOR U.S. PERSONNEL")
    assert [row[2] for row in found if row[0] == "person"] == ["TRAN VAN B", "PHAM VAN"]


def test_a_possessive_is_no_part_of_the_name() -> None:
    assert [row[1] for row in rows("Comrade Orlin’s note and Moscow's view")] == ["Comrade Orlin", "Moscow"]


def test_a_known_surname_needs_no_title() -> None:
    text = "In a talk with Hentzau nothing was said."
    assert rows(text) == []
    assert rows(text, Known(surnames=frozenset({"hentzau"}))) == [("person", "Hentzau", "Hentzau", ())]


_PIECES = st.sampled_from(
    [
        "Kim",
        "Il",
        "Sung",
        "Ambassador",
        "Comrade",
        "the",
        "of",
        "DPRK",
        "Soviet",
        "Ministry",
        "A.",
        "Yu.",
        "von",
        "Minister",
        "and",
        "said",
        "UN",
        "Il-yong",
        "Deputy",
        "Foreign",
        "Mr",
        "Church",
        "Department",
        "Jr",
        "W[alter]",
        "Party",
        "Radio",
        "É",
        "Ł",
        "1",
        "-",
        "'",
        "(",
        ")",
        "[",
        "]",
        " [",
        "] ",
        ", ",
        ". ",
        "’s",
        "\n",
        " ",
        " ",
        " ",
        " ",
    ]
)


def sound(mentions: tuple[Mention, ...], text: str, low: int, high: int) -> None:
    last = low
    for mention in mentions:
        assert last <= mention.start < mention.end <= high
        last = mention.end
        whole = text[mention.start : mention.end]
        assert whole.count("[") == whole.count("]")
        position = mention.start
        for start, end in mention.roles:
            assert position <= start < end <= mention.end
            position = end
        if mention.core is not None:
            assert position <= mention.core[0] < mention.core[1] <= mention.end
        sound(mention.inner, text, mention.start, mention.end)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=24).map("".join))
def test_mentions_are_sorted_nested_and_cut_no_bracket(text: str) -> None:
    sound(find(text), text, 0, len(text))


@pytest.mark.parametrize(
    "piece", ["[", "[A] ", "'’", "A", "Kim [Il ", "KIM IL ", "Minister and ", "Ministry of Trade of "]
)
def test_long_hostile_text_is_read(piece: str) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    text = piece * (80_000 // len(piece))
    assert all(0 <= mention.start < mention.end <= len(text) for mention in find(text))
