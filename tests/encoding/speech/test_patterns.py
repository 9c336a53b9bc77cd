"""Turns of phrase of the genre by which words become somebody's, beyond "said that"."""

from __future__ import annotations

import pytest

from diplomatica.encoding import speech
from diplomatica.encoding.model import Party, Scene
from tests.encoding.speech.speech_notation import expected, passage, shown

PARTIES = (
    Party("orlo", ("Pavel Orlo", "P. Orlo"), ("Ruritanian Ambassador to Sylvania",), "m"),
    Party("vesk", ("Vesk",), ("Minister of Foreign Affairs of Sylvania",), "m"),
    Party("tara", ("Tara Lind",), ("Second Secretary of the Sylvanian Embassy",), "f"),
    Party("brun", ("Brun",), ("Prime Minister",), "m"),
    Party("marek", ("Jan Marek",), (), "m"),
)
TWO = Scene("conversation", "", ("orlo", "vesk"), PARTIES)
JOURNAL = Scene("journal", "orlo", (), PARTIES)
TELEGRAM = Scene("telegram", "orlo", (), PARTIES)
LETTER = Scene("letter", "orlo", ("orlo", "brun"), PARTIES)
PROTOCOL = Scene("protocol", "", (), PARTIES)
REPORT = Scene("report", "", (), PARTIES)


def check(scene: Scene, *paragraphs: str) -> None:
    """The speech found in the paragraphs is that of the notation."""
    passages = [passage(marked) for marked in paragraphs]
    found = speech.find(passages, scene)
    for number, (marked, one) in enumerate(zip(paragraphs, passages, strict=True)):
        assert shown(one.text, [said for said in found if said.passage == number]) == expected(marked)


@pytest.mark.parametrize(
    "text",
    [
        # words that a phrase makes somebody's
        "According to {orlo|Orlo}, ⟦orlo|the canal had been closed since May.⟧",
        "In {orlo|Orlo}'s opinion, ⟦orlo|the canal was too narrow.⟧",
        "In the words of {orlo|Orlo}, ⟦orlo|the canal was a ditch.⟧",
        "In the opinion of the Ruritanian ambassador, ⟦orlo|the canal was too narrow.⟧",
        "And in {orlo|Orlo}'s considered view ⟦orlo|the canal was too narrow.⟧",
        "According to the newspapers, the canal was closed.",
        "In the middle of May the canal was closed.",
        # nouns of answering
        "{orlo|Orlo}'s answer was that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo}'s only comment was: ⟦orlo!|“We shall see.”⟧",
        "The Ruritanian ambassador's reply was that ⟦orlo|the canal was open.⟧",
        # a person told by a common noun
        "{orlo|Orlo} told the men of the dredger that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} assured his hosts that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} told an audience of students that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} told the story that he had heard in May.",
        # letting know
        "{orlo|Orlo} let {vesk|Vesk} know that ⟦orlo|the canal would be closed.⟧",
        "{orlo|Orlo} gave it to be understood that ⟦orlo|the canal would be closed.⟧",
        "{orlo|Orlo} gave {vesk|Vesk} to understand that ⟦orlo|the canal would be closed.⟧",
        "{orlo|Orlo} let it be known that ⟦orlo|the canal would be closed.⟧",
        "{orlo|Orlo} made it known through his embassy that ⟦orlo|the canal would be closed.⟧",
        "{orlo|Orlo} gave the order to close the canal.",
        # questions
        "{orlo|Orlo} raised the question whether ⟦orlo|the canal should be closed.⟧",
        "{orlo|Orlo} raised the question of whether ⟦orlo|the canal should be closed.⟧",
        "{orlo|Orlo} inquired whether ⟦orlo|the canal was closed.⟧",
        "{orlo|Orlo} wanted to know if ⟦orlo|the canal was closed.⟧",
        "{orlo|Orlo} expressed doubts as to whether ⟦orlo|the canal would be closed.⟧",
        "{orlo|Orlo} doubted whether ⟦orlo|the canal would be closed.⟧",
        # verbs before "to say"
        "{orlo|Orlo} was at pains to stress that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} felt obliged to add that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} hastened to add that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} did not fail to point out that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} did not want to say that the canal was open.",
        "{orlo|Orlo} confined himself to the remark that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} limited himself to saying that ⟦orlo|the canal was open.⟧",
        # naming
        "{orlo|Orlo} described the canal as ⟦orlo!|“a ditch for frogs and toads.”⟧",
        "{orlo|Orlo} called the plan ⟦orlo!|“unfriendly.”⟧",
        # colons
        "{orlo|Orlo} answered: ⟦orlo|Then let the ships wait.⟧",
        "{orlo|Orlo} asked: ⟦orlo|Why is the canal closed?⟧",
        "{orlo|Orlo}: ⟦orlo!|“Then let the ships wait.”⟧",
        "{orlo|Orlo} answered in the negative: ⟦orlo|the canal had been closed.⟧",
        # subjects
        "The head of the mission, {orlo|P. Orlo}, declared before journalists that ⟦orlo|the canal was open.⟧",
        "The first secretary of the {@|Ruritanian mission}, {tara|T. Lind}, told {vesk|Vesk} that ⟦tara|it was open.⟧",
        "{orlo|Orlo} [奥尔洛] said that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} [the Ruritanian envoy] said that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} [also] said that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} — who had just come from the south — said that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} (smiling) replied that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} whispered to {vesk|Vesk} that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} cabled from Sylvania that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} was of the view that ⟦orlo|the canal would never pay.⟧",
        "{orlo|Orlo} denied that ⟦orlo|the canal was closed.⟧",
        "{orlo|Orlo} conceded, after some hesitation, that ⟦orlo|the canal was closed.⟧",
        "Asked about the canal, {orlo|Orlo} said ⟦orlo|it was closed.⟧",
        "Replying to {vesk|Vesk}, {orlo|Orlo} said ⟦orlo|it was closed.⟧",
        "{orlo|Orlo} said – and {vesk|Vesk} agreed – that ⟦orlo|the canal was closed.⟧",
        "Both {orlo|Orlo} and {vesk|Vesk} said that the canal was closed.",
        "{orlo|Orlo}'s deputy said that the canal was closed.",
        "{orlo|Orlo} was told that the canal was closed.",
        "{orlo|Orlo} heard {vesk|Vesk} say that ⟦vesk|the canal was closed.⟧",
        "{vesk|Vesk} interrupted to ask whether ⟦vesk|the ship had come.⟧",
        "{orlo|MR. ORLO} said ⟦orlo|the plan was poor.⟧",
        "{orlo|Orlo} thought it fair.",
        "{orlo|Orlo} told a press conference on 3 May that ⟦orlo|the canal would be closed.⟧",
        "{orlo|Orlo} (in Latin): ⟦orlo!|“The canal is closed.”⟧",
        "{orlo|Orlo} said that ⟦orlo|it was open.⟧ He was accompanied by {tara|Tara Lind}.",
        "To this {orlo|Orlo} replied: ⟦orlo!|“We agree,”⟧ and added that ⟦orlo|it was late.⟧",
        "⟦orlo!|“We agree,”⟧ {orlo|Orlo} said. ⟦orlo!|“But it is late.”⟧ {vesk|Vesk} nodded.",
        "It was {orlo|Orlo} who said that ⟦orlo|the canal was closed.⟧",
    ],
)
def test_one_sentence(text: str) -> None:
    check(TWO, text)


@pytest.mark.parametrize(
    "paragraphs",
    [
        # a colon without quotation marks: the speaker's own words until another speaks
        ["{orlo|Orlo} said: ⟦orlo|The canal is closed. I saw it. We need ships.⟧ {vesk|Vesk} was moved."],
        ["{orlo|Orlo} said: ⟦orlo|I saw it.⟧ {vesk|Vesk} said: ⟦vesk|We need ships. You have some.⟧"],
        # what he said goes on after a sentence of it in his own words
        ["{orlo|Orlo} said ⟦orlo|it was open.⟧ ⟦orlo!|“We dug it,”⟧ he said. ⟦orlo|It had cost a lot.⟧"],
        # after an act, only the tense of reported speech goes on
        ["{orlo|Orlo} asked {vesk|Vesk} not to worry. ⟦orlo|The ships had been delayed.⟧ {vesk|Vesk} thanked him."],
        ["{orlo|Orlo} asked {vesk|Vesk} not to worry. The weather was fine."],
        # how somebody took it
        ["{orlo|Orlo} said that ⟦orlo|it was open.⟧ {vesk|Vesk} was visibly pleased."],
        ["{orlo|Orlo} said that ⟦orlo|it was open.⟧ As to tolls he was evasive."],
        ["{orlo|Orlo} said that ⟦orlo|it was open.⟧ In {vesk|Vesk}'s view ⟦vesk|it was not.⟧"],
        ["{orlo|Orlo} said that ⟦orlo|it was open. In his view it would stay open.⟧ {vesk|Vesk} left."],
        # "he" with the name in brackets
        ["{orlo|Orlo} said that ⟦orlo|it was open.⟧ He [{vesk|Vesk}] asked whether ⟦vesk|it was cheap.⟧"],
    ],
)
def test_extent_in_a_conversation(paragraphs: list[str]) -> None:
    check(TWO, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        # the office of the author is not he where he says "I"
        ["I visited {vesk|Vesk}. I asked ⟦orlo|when it would open.⟧ The Ambassador nodded."],
        # an office that nothing is known of is the one who speaks with the writer
        ["I received {marek|Jan Marek}. The director said that ⟦marek|the canal was open.⟧"],
        ["{marek|Jan Marek} came to see me. To my question he answered that ⟦marek|the canal was open.⟧"],
        ["{vesk|Vesk} reported:", "⟦vesk|1. The canal is closed.⟧", "⟦vesk|2. Ships wait.⟧", "I thanked him."],
        # an initial
        ["I received {marek|Jan Marek}. M. said that ⟦marek|the canal was open.⟧ I thanked him."],
        ["V.S. [{vesk|Vesk}] rang. {brun|Brun} said that ⟦brun|it was open.⟧ {vs|V.S.} asked: ⟦vesk!|“Is it?”⟧"],
        ["I received {marek|Jan Marek}. According to M., ⟦marek|the canal was open.⟧ I thanked him."],
        ["I received {marek|Jan Marek}. He told me, in confidence, that ⟦marek|the canal was open.⟧"],
        ["I received {marek|Jan Marek}. My answer was that ⟦orlo|the canal was open.⟧"],
        ["I received {tara|Tara Lind}. She told me ⟦tara|the canal was open.⟧ I limited myself to a nod."],
        ["{vesk|Vesk} said that ⟦vesk|it was open.⟧ In a talk with our consul, {marek|Marek} said ⟦marek|it was not.⟧"],
    ],
)
def test_journal(paragraphs: list[str]) -> None:
    check(JOURNAL, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Saw {brun|Brun} this morning. PriMin opened by saying ⟦brun|he was embarrassed and wished me know why.⟧"],
        ["Saw {brun|Brun}. He asked that ⟦brun|this not be repeated.⟧ I promised to report."],
        ["{brun|Brun} informed us ⟦brun|the talks were off.⟧"],
        ["{brun|Brun} said that ⟦brun|the canal was open.⟧ Added that ⟦brun|timing was important.⟧"],
        ["Called on {brun|Brun}. Told him ⟦orlo|we could not agree.⟧"],
        ["{brun|Brun} told me that ⟦brun|he expects rain.⟧ I recommend we wait."],
        ["{vesk|Vesk} said that ⟦vesk|the canal was open.⟧", "Our preliminary opinion: he is wrong."],
        ["{vesk|Vesk} said that ⟦vesk|the canal was open.⟧", "It is requested that this be considered."],
    ],
)
def test_telegram(paragraphs: list[str]) -> None:
    check(TELEGRAM, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["You write that ⟦brun|the canal is closed.⟧ We regret this."],
        ["In your letter you write: ⟦brun!|“The canal is closed.”⟧ We regret this."],
        ["When we met you said that ⟦brun|the canal would be closed.⟧ I answered that ⟦orlo|I doubted it.⟧"],
        ["{vesk|Vesk} told us that ⟦vesk|the canal was open.⟧ We will gladly use it.", "The ships will come."],
    ],
)
def test_letter(paragraphs: list[str]) -> None:
    check(LETTER, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{orlo|Orlo} reported that ⟦orlo|it was late.⟧ {vesk|Vesk} remarked that ⟦vesk|it was not.⟧"],
        ["{orlo|Orlo} reported that ⟦orlo|it was late.⟧ The {@|Politburo} charged {vesk|Vesk} with the matter."],
    ],
)
def test_protocol(paragraphs: list[str]) -> None:
    check(PROTOCOL, *paragraphs)


def test_minutes_quoted_in_a_report() -> None:
    check(REPORT, "{orlo|Orlo} replied that ⟦orlo|nobody would say no.⟧ The minutes continue:")
