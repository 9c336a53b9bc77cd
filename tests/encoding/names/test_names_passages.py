"""Passages with states, towns and persons that no lexicon knows: the words round a name decide what it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.encoding.names import Registry, may_be_surname

Row = tuple[str, str]


def named(*texts: str, title: str = "") -> list[Row]:
    """Kind and name proper (for an office alone, the office) of all mentions of a document of these texts."""
    registry = Registry.build(texts, title=title)
    return [
        (mention.kind, text[slice(*(mention.core or (mention.start, mention.end)))])
        for text in texts
        for mention in registry.mentions(text)
    ]


PERSON, PLACE, ORG = "person", "place", "org"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The furnaces at the Zendvar works were cold by March.", [(PLACE, "Zendvar")]),
        ("He asked when the bridge over the Orlenka would be open.", [(PLACE, "Orlenka")]),
        ("A guard was shot near the village of Tarnobol on Friday.", [(PLACE, "Tarnobol")]),
        ("They would open up the road between Melnik-Dorf and Vadu.", [(PLACE, "Melnik-Dorf"), (PLACE, "Vadu")]),
        ("The delegation travelled from Halsund to Rasova by train.", [(PLACE, "Halsund"), (PLACE, "Rasova")]),
        ("He was undergoing treatment in Velkovo [near Zenda].", [(PLACE, "Velkovo")]),
        ("They held two towns, Bulgara and Shirvat, until the rains.", [(PLACE, "Bulgara"), (PLACE, "Shirvat")]),
        ("The fighting reached Karaghol, where the bridge was blown up.", [(PLACE, "Karaghol")]),
        ("Marines went ashore at Khalda and met boys selling lemonade.", [(PLACE, "Khalda")]),
        ("The mines at Pernovo (sic) took in forty men.", [(PLACE, "Pernovo")]),
        ("Three points cross in the neighborhood of the Knyaz tram depot.", [(PLACE, "Knyaz")]),
        ("The question of the Villa Serena factory was raised.", [(PLACE, "Villa Serena")]),
        ("Transit of trains through Kunovar was agreed.", [(PLACE, "Kunovar")]),
        ("Workers of the Strelgorod shipyard refused.", [(PLACE, "Strelgorod")]),
    ],
)
def test_the_words_beside_it_make_a_place(text: str, expected: list[Row]) -> None:
    assert [row for row in named(text) if row != (PLACE, "Zenda")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks were due to the geologists Komlany and Jantor for it.", [(PERSON, "Komlany"), (PERSON, "Jantor")]),
        ("It was decided to leave engineers Golub and Sinit there.", [(PERSON, "Golub"), (PERSON, "Sinit")]),
        ("I dined with Dravec of the trade union.", [(PERSON, "Dravec")]),
        ("The matter was put off until Winievar returns from leave.", [(PERSON, "Winievar")]),
        ("An official by the name of Polyatov [?] came to the hotel.", [(PERSON, "Polyatov")]),
        ("It was reported that Dambar was leading the meetings.", [(PERSON, "Dambar")]),
        ("According to his note, Tellvar, who came late, inquired whether it was so.", [(PERSON, "Tellvar")]),
        ("A letter was handed to Ostrevic in the evening.", [(PERSON, "Ostrevic")]),
        ("He praised Kolvar's speech and the harvest.", [(PERSON, "Kolvar")]),
        ("I visited the Ruritanian Ambassador, He Yingde, and left.", [(PERSON, "He Yingde")]),
        ("He met the agent “FALKE” on Monday.", [(PERSON, "FALKE")]),
        ("An employee of the radio, Ch. K., told him of it.", [(PERSON, "Ch. K.")]),
        ("Severin [Malenkov] said that the lorries could go.", [(PERSON, "Severin"), (PERSON, "Malenkov")]),
        ("R. EVERARD HENTZAU", [(PERSON, "R. EVERARD HENTZAU")]),
        ("Dear Rupert:", [(PERSON, "Rupert")]),
    ],
)
def test_the_words_beside_it_make_a_person(text: str, expected: list[Row]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("of the talks held at the House of the Central Committee in spring", "House of the Central Committee"),
        ("MINISTRY OF INTERIOR", "MINISTRY OF INTERIOR"),
        ("Embassy of the USSR in the DPRK", "Embassy of the USSR in the DPRK"),
        ("I would report the question to the Center.", "Center"),
        ("He had been told that the GTA intended to sell tin.", "GTA"),
        ("A copy went to the MFA DPRK at once.", "MFA DPRK"),
        ("The State Secretariat for Foreign Affairs replied.", "State Secretariat for Foreign Affairs"),
        ("Dept pass Defense.", "Defense"),
    ],
)
def test_bodies(text: str, name: str) -> None:
    assert (ORG, name) in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Furnaces were cold. Trains stood. Nothing Was Done about it by Christmas.",
        "[Laughter] The Shipment of Pears was noted.",
        "In Principle the Sides agreed. Draft Minutes of Talks.",
        "“Zendvar” (a hotel ship) was not mentioned by the „Ukraina” crew.",
        "At dawn Operation Thunderhead began.",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert named(text) == []


def test_a_name_told_once_is_known_everywhere() -> None:
    first, second = "Zendvar had not been heard of.", "He lived in Zendvar for a year."
    assert named(first, second) == [(PLACE, "Zendvar"), (PLACE, "Zendvar")]


def test_a_given_name_stands_for_whoever_bears_it() -> None:
    registry = Registry.build(["Thomas B. Hentzau came in.", "It is time. Tom can speak to that."])
    (mention,) = registry.mentions("It is time. Tom can speak to that.")
    assert mention.ref == "hentzau"


def test_an_initial_stands_for_the_one_surname_that_has_it() -> None:
    texts = ["I called on Comrade Maldovan.", "M. asked me whether it was true."]
    registry = Registry.build(texts)
    (mention,) = registry.mentions(texts[1])
    assert (mention.ref, mention.low) == ("maldovan", True)


def test_a_pseudonym_and_the_name_in_brackets_are_one_person() -> None:
    text = "Comrade Severin [Malenkov] answered. Severin was brief."
    refs = {mention.ref for mention in Registry.build([text]).mentions(text)}
    assert len(refs) == 1


def test_a_label_gives_its_office_to_the_name() -> None:
    texts = ["Chairman: Mr. LIN Tieh (Ruritania).", "The CHAIRMAN: I call on the next speaker."]
    registry = Registry.build(texts)
    assert registry.resolve("The CHAIRMAN") == registry.mentions(texts[0])[0].ref


def test_a_state_in_an_office_is_a_place_even_if_the_title_may_mean_a_person() -> None:
    found = named("I was visited by the ambassador of Qasvar, Nadia Mansour.", title="Telegram from Qasvar")
    assert (PLACE, "Qasvar") in found
    assert (PERSON, "Nadia Mansour") in found


def test_a_shorter_name_of_a_body_leads_to_its_entry() -> None:
    text = "The Legation of Ruritania informed the Ministry. The Legation was thanked."
    registry = Registry.build([text])
    ref = registry.add_org("Legation of Ruritania")
    assert [mention.ref for mention in registry.mentions(text) if text[mention.start :].startswith("Legation")] == [
        ref,
        ref,
    ]


def test_russian_names_lose_their_case_endings_in_the_id() -> None:
    texts = [
        "Беседа заместителя министра иностранных дел А.Б. Варлатова с послом Бирмы У Тан Мином",
        "Посол спросил тов. Варлатова, прибыл ли груз в порт Зендар.",
    ]
    registry = Registry.build(texts)
    first = registry.mentions(texts[0])
    assert [mention.ref for mention in first if mention.kind == PERSON] == ["varlatov", "u-minom"]
    second = [(mention.kind, mention.ref) for mention in registry.mentions(texts[1])]
    assert second == [(PERSON, "varlatov"), (PLACE, "")]


def test_korean_names_stand_before_the_office() -> None:
    text = "참가자: 류성민 외무상, 김인호 국장"
    assert named(text) == [(PERSON, "류성민"), (PERSON, "김인호")]


@pytest.mark.parametrize(("word", "may"), [("Zendvar", True), ("Archive", False), ("Moscow", False), ("zend", False)])
def test_what_may_be_a_surname_in_a_list(word: str, may: bool) -> None:
    assert may_be_surname(word) is may


_WORDS = st.sampled_from(
    ["in", "at", "the", "of", "between", "and", "Zendvar", "Orlo", "said", "works", "Comrade", "K.", "“X”", ",", "["]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(_WORDS, max_size=20).map(" ".join), st.lists(_WORDS, max_size=20).map(" ".join))
def test_a_document_is_read_the_same_way_twice(one: str, other: str) -> None:
    first, second = Registry.build([one, other]), Registry.build([one, other])
    assert first.mentions(one) == second.mentions(one)
    assert first.entries == second.entries


@pytest.mark.parametrize(
    "name",
    ["Salim Abd al-Karim Haddad", "Mahmud al-Tayyib", "Rosa Quintana de la Vega", "Muhammad Hasan az-Zayyat"],
)
def test_a_name_with_article_or_particles_is_one(name: str) -> None:
    assert named(f"The Minister received {name} on Friday.") == [(PERSON, "Minister"), (PERSON, name)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came from the Republic of Norvia.", [("Republic of Norvia", "place")]),
        (
            "The People’s Republic of Norvia and Norvia’s fleet.",
            [("People’s Republic of Norvia", "place"), ("Norvia", "place")],
        ),
        ("EMBASSY OF THE REPUBLIC OF NORVIA", [("EMBASSY OF THE REPUBLIC OF NORVIA", "org")]),
        ("The Embassy of the Kingdom of Altland wrote.", [("Embassy of the Kingdom of Altland", "org")]),
        ("The republic of letters is open to Tolke.", []),
    ],
)  # fmt: skip
def test_a_form_of_state_makes_a_country(text: str, expected: list[tuple[str, str]]) -> None:
    registry = Registry.build([text])
    found = [(text[mention.start : mention.end], mention.kind) for mention in registry.mentions(text)]
    assert [row for row in found if row[1] != "person"] == expected
    assert not [row for row in found if row[1] == "person" and row[0] in ("Norvia", "Altland", "NORVIA")]


@pytest.mark.parametrize("word", ["Registratur", "Drahtbericht Nr", "Abteilung", "Durchschlag"])
def test_german_words_of_an_office_are_no_names(word: str) -> None:
    assert Registry.build([f"Siehe {word} 77."]).mentions(f"Siehe {word} 77.") == ()
