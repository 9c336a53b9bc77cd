"""Speech in records of conversation, minutes, journals and telegrams of several schools."""

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
)
TWO = Scene("conversation", "", ("orlo", "vesk"), PARTIES)
JOURNAL = Scene("diary", "orlo", (), PARTIES)
TELEGRAM = Scene("telegram", "orlo", (), PARTIES)
MINUTES = Scene("minutes", "", (), PARTIES)


def check(scene: Scene, *paragraphs: str) -> None:
    """The speech found in the paragraphs is that of the notation."""
    passages = [passage(marked) for marked in paragraphs]
    found = speech.find(passages, scene)
    for number, (marked, one) in enumerate(zip(paragraphs, passages, strict=True)):
        assert shown(one.text, [said for said in found if said.passage == number]) == expected(marked)


@pytest.mark.parametrize(
    "text",
    [
        "{orlo|Orlo} said that ⟦orlo|the canal is open.⟧",
        "{orlo|Orlo} said ⟦orlo|the canal was open.⟧",
        "{orlo|Ambassador Orlo} replied in this connection that ⟦orlo|the canal had been closed since May.⟧",
        "In reply, {orlo|Orlo} noted that, ⟦orlo|in his country, nobody used the canal.⟧",
        "{orlo|Orlo} then went on to say that ⟦orlo|the canal would stay closed.⟧",
        "{orlo|Orlo} began by saying that ⟦orlo|he had little time.⟧",
        "{orlo|Orlo} expressed his hope that ⟦orlo|the talks will go on.⟧",
        "{orlo|Orlo} expressed the hope and the conviction that ⟦orlo|the talks would go on.⟧",
        "{orlo|Orlo} made the point that ⟦orlo|the price was too high.⟧",
        "{orlo|Orlo} drew attention to the fact that ⟦orlo|the price had doubled.⟧",
        "{orlo|Orlo} noted with satisfaction that ⟦orlo|the price had fallen.⟧",
        "{orlo|Orlo} pointed out that ⟦orlo|the price had fallen.⟧",
        "{orlo|Orlo} made it clear that ⟦orlo|the price would not fall.⟧",
        "{orlo|Orlo} is of the opinion that ⟦orlo|the price will fall.⟧",
        "{orlo|Orlo} was convinced that ⟦orlo|the price would fall.⟧",
        "{orlo|Orlo} asked {vesk|Vesk} whether ⟦orlo|the price had fallen.⟧",
        "{orlo|Orlo} inquired ⟦orlo|how the journey had been.⟧",
        "{orlo|Orlo} asked ⟦orlo|why the canal was closed.⟧",
        "{orlo|Orlo} wanted to know ⟦orlo|when the canal would open.⟧",
        "{orlo|Orlo} told {vesk|Vesk} that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} told the {@|Foreign Ministry} that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} informed the minister that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo}, in turn, stressed that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo}, referring to the letter of 3 May, asked that ⟦orlo|the canal be opened.⟧",
        "{orlo|Orlo} welcomed the letter, adding that ⟦orlo|a reply would follow.⟧",
        "{orlo|Orlo} welcomed the letter and said that ⟦orlo|a reply would follow.⟧",
        "{orlo|Orlo} said that ⟦orlo|he had read it⟧ and added that ⟦orlo|a reply would follow.⟧",
        "{orlo|Orlo} said that ⟦orlo|a reply would follow⟧, but promised nothing more.",
        "{orlo|Orlo} said: ⟦orlo|the canal is open.⟧",
        "{orlo|Orlo} answered: ⟦orlo!|“The canal is open.”⟧",
        '{orlo|Orlo} answered, ⟦orlo!|"The canal is open."⟧',
        "{orlo|Orlo} said that ⟦orlo|the so-called “line” is a path.⟧",
        "⟦orlo!|“The canal is open,”⟧ said {orlo|Orlo}.",
        "⟦orlo!|“The canal,”⟧ said {orlo|Orlo}, ⟦orlo!|“is open.”⟧",
        "Answering a question, {orlo|Orlo} said that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} said that ⟦orlo|it was open⟧; {vesk|Vesk} looked at the map.",
        "{orlo|Orlo} said that ⟦orlo|it was open⟧, and {vesk|Vesk} agreed.",
        "{orlo|Orlo} was pleased and asked that ⟦orlo|his thanks be conveyed.⟧",
        "{orlo|Orlo} confirmed, when asked, that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} said ⟦orlo|he was well⟧ and thanked {vesk|Vesk}.",
        "⟦orlo!|«The canal is open,»⟧ {orlo|Orlo} said.",
        "⟦orlo|The canal⟧, {orlo|Orlo} said, ⟦orlo|was never closed.⟧",
        "{orlo|Orlo} replies that ⟦orlo|he understands.⟧",
        "{orlo|Orlo} asked [me] to look into it.",
        "{orlo|Orlo} asked {vesk|Vesk} to explain how the canal is used.",
        "{orlo|Orlo} asked about the canal.",
        "{orlo|Orlo} promised to clear it up.",
        "{orlo|Orlo} asked how to proceed.",
        "{orlo|Orlo} did not say that the canal was open.",
        "{orlo|Orlo} would say that the canal was open.",
        "{orlo|Orlo} mentioned the letter that had come from Sylvania.",
        "{orlo|Orlo} said ⟦orlo|that applied to all of them.⟧",
        "{orlo|Orlo} and {vesk|Vesk} said that the canal was open.",
        "It was noted that the canal was open.",
        "It was agreed that the canal should be opened.",
        "They said that the canal was open.",
        "The newspapers reported that the canal was open.",
        "In the view of {orlo|Orlo} ⟦orlo|the canal is open.⟧",
        "{orlo|Orlo} handed over a note stating that the canal was open.",
        "{orlo|Orlo}'s statement that the canal is open was noted.",
        "{orlo|Orlo} asked for an assurance that the canal would be opened.",
        "{orlo|Orlo} thanked {vesk|Vesk} for the letter.",
        "When asked, {orlo|Orlo} replied that ⟦orlo|the canal was open.⟧",
        "When {vesk|Vesk} asked whether ⟦vesk|the canal was open⟧, {orlo|Orlo} replied that ⟦orlo|it was not.⟧",
        "{orlo|Orlo} said that ⟦orlo|it was open⟧, but {vesk|Vesk} replied that ⟦vesk|it was not.⟧",
        "{vesk|Vesk} was told by {orlo|Orlo} that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} took the opportunity to say that ⟦orlo|the canal was open.⟧",
        "At that point {orlo|Orlo} noted that ⟦orlo|the canal was open.⟧",
        "{orlo|Orlo} responded with the remark that ⟦orlo|the canal was open.⟧",
        "[{orlo|Orlo}] said [that] ⟦orlo|[he] agreed.⟧",
        "{orlo|Orlo} asked ⟦orlo|[whether we] agreed.⟧",
        "The Sylvanian minister replied that ⟦vesk|the canal was open.⟧",
        "The Ruritanian side stated that ⟦orlo|the canal was open.⟧",
        "The Minister of Foreign Affairs declared that ⟦vesk|the canal was open.⟧",
        "{orlo|Orlo} said about the paper that his side had sent that ⟦orlo|it was no draft.⟧",
    ],
)
def test_one_sentence(text: str) -> None:
    check(TWO, text)


@pytest.mark.parametrize(
    "paragraphs",
    [
        # an indirect speech goes on until another acts
        ["{orlo|Orlo} replied that ⟦orlo|the canal is open. Ships pass it daily. Tolls are low.⟧ {vesk|Vesk} smiled."],
        ["{orlo|Orlo} said that ⟦orlo|it is open.⟧ {vesk|Vesk} said that ⟦vesk|it is not. It never was.⟧"],
        ["{orlo|Orlo} said that ⟦orlo|it is open.⟧ He added that ⟦orlo|ships pass it.⟧ {vesk|Vesk} thanked him."],
        ["{orlo|Orlo} said that ⟦orlo|it is open.⟧", "⟦orlo|Ships pass it daily.⟧", "{vesk|Vesk} thanked him."],
        ["{orlo|Orlo} said that ⟦orlo|it is open. Why does nobody use it?⟧ The conversation lasted an hour."],
        ["{orlo|Orlo} said that ⟦orlo|it is open.⟧", "The conversation was attended by {tara|Tara Lind}."],
        ["{orlo|Orlo} said that ⟦orlo|it is open.⟧", "Present at the conversation was {tara|Tara Lind}."],
        # a third person in a speech is part of it, and may speak in it
        ["{orlo|Orlo} said that ⟦orlo|it is open. {brun|Brun} told the press. Nobody came.⟧"],
        ["{orlo|Orlo} said that ⟦orlo|it is open. {brun|Brun} said that ⟦brun|ships must pay.⟧ Nobody did.⟧"],
        ["{orlo|Orlo} then described the canal. ⟦orlo|It is open. Ships pass it daily.⟧ {vesk|Vesk} nodded."],
        ["{orlo|Orlo} made the following points:", "⟦orlo|The canal is open.⟧", "⟦orlo|Ships pass it.⟧"],
        ["{orlo|Orlo} said:", "⟦orlo!|“The canal is open.”⟧", "{vesk|Vesk} thanked him."],
        ["{orlo|Orlo} said:", "⟦orlo!|“The canal is open.⟧", "⟦orlo!|“Ships pass it.”⟧", "{vesk|Vesk} left."],
        ["The following message from {orlo|Orlo} was sent to {vesk|Vesk}:", '⟦orlo!|"The canal is open. Send ships."⟧'],
        ["{orlo|Orlo} asked for details. ⟦orlo|Was the canal open?⟧ {vesk|Vesk} did not know."],
        ["{orlo|Orlo} asked about the canal. The canal was built long ago."],
    ],
)
def test_extent_in_a_conversation(paragraphs: list[str]) -> None:
    check(TWO, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["I told {vesk|Vesk} that ⟦orlo|the canal was open.⟧", "He promised to inform his government."],
        ["I received the Prime Minister. He said that ⟦brun|the canal was open.⟧"],
        ["I visited {vesk|Vesk}. {vesk|Vesk} informed me that ⟦vesk|the canal was open.⟧", "I thanked him for this."],
        ["{vesk|Vesk} said that ⟦vesk|it was open. I gave orders to inform your Embassy.⟧"],
        ["I replied that ⟦orlo|I had asked about it.⟧", "{vesk|Vesk} thanked me. He asked if ⟦vesk|I knew more.⟧"],
        ["I tactfully remarked that ⟦orlo|ships were rare.⟧", "⟦orlo|Why are there no more?⟧", "{vesk|Vesk} agreed."],
        ["Speaking of ships, {vesk|Vesk} said that ⟦vesk|they were few.⟧ I did not reply."],
        ["My interlocutor, {vesk|Vesk}, said that ⟦vesk|they are few.⟧ My interlocutor adds that ⟦vesk|he knew why.⟧"],
    ],
)
def test_journal(paragraphs: list[str]) -> None:
    check(JOURNAL, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["I believe that the canal is open. I propose that we send a ship."],
        ["I report that the canal is open."],
        [
            "On May 3 I saw {vesk|Vesk} and told him ⟦orlo|the canal is agreed.⟧",
            "He wants a ship. I ask that one be sent.",
        ],
        ["{vesk|Vesk} told me that ⟦vesk|the canal was open.⟧", "In our opinion he is wrong."],
        ["In a talk with {tara|T. Lind}, {vesk|Vesk}, the latter said that ⟦vesk|the canal was open.⟧"],
        ["In a talk with {vesk|Vesk}, {tara|Miss Lind} said ⟦tara|it was shut.⟧ She added ⟦tara|it is full.⟧"],
        ["{@|Radio Sylvania} announced that the canal was open."],
    ],
)
def test_telegram(paragraphs: list[str]) -> None:
    check(TELEGRAM, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{orlo|Mr. Orlo} thought that ⟦orlo|the plan would fail.⟧ {vesk|Mr. Vesk} felt ⟦vesk|it was sound.⟧"],
        ["{orlo|Mr. Orlo} said ⟦orlo|the plan was old.⟧ No one demurred."],
        ["{orlo|Mr. Orlo} agreed, said ⟦orlo|he would see to it⟧, but asked for time."],
        ["{orlo|Mr. Orlo} stated that ⟦orlo|it was late.⟧ It was agreed that the plan be dropped."],
        ["{orlo|Mr. Orlo} stated that ⟦orlo|it was late.⟧ Mr. Vesko said that it was not. Others agreed."],
        ["Returning to the plan, {orlo|Mr. Orlo} thought ⟦orlo|it would do.⟧ All agreed that it would."],
        ["{orlo|Mr. Orlo} noted that ⟦orlo|the plan was good, that it was cheap, and that it was ours.⟧ He left."],
        ["⟦orlo|With some luck⟧, {orlo|Mr. Orlo} said, ⟦orlo|it would be done.⟧"],
        ["{orlo|Mr. Orlo} disagreed, although he claimed that ⟦orlo|he liked it.⟧"],
        ["Neither {orlo|Mr. Orlo} nor {vesk|Mr. Vesk} said that the plan was good."],
        ["{orlo|Mr. Orlo} and {vesk|Mr. Vesk} rejected the plan and said that work would go on."],
        ["{orlo|Mr. Orlo} objected to the plan. The vote was 4 in favour, 2 against."],
        ["{orlo|Mr. Orlo} said that ⟦orlo|the plan was old.⟧ A vote was taken by show of hands."],
    ],
)
def test_minutes(paragraphs: list[str]) -> None:
    check(MINUTES, *paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["I told {vesk|Vesk} that ⟦orlo|the canal was open.⟧ He was not amused."],
        ["{vesk|Vesk} has spoken about the canal in public. But he need not repeat it every week."],
        ["I replied that ⟦orlo|we see no grounds for it.⟧ {vesk|Vesk} asked ⟦vesk|who had weighed it.⟧"],
        ["{vesk|Vesk} told me this evening ⟦vesk|the canal would be opened soon.⟧"],
        ["{vesk|Vesk} asked ⟦vesk|what the students had been measuring.⟧"],
        [
            "{vesk|Vesk} told me that ⟦vesk|the canal would be opened.⟧",
            "The roads to the canal have been closed since May.",
        ],
        [
            "{vesk|Vesk} told me that ⟦vesk|the canal would be opened.⟧",
            "{tara|Tara Lind}, with whom I spoke on Monday, was less friendly.",
        ],
        [
            "{vesk|Vesk} told me that ⟦vesk|the canal would be opened.⟧",
            "The {@|Embassy} avails itself of this opportunity to renew the assurances of its esteem.",
        ],
    ],
)
def test_the_writer_speaks_again(paragraphs: list[str]) -> None:
    scene = Scene("letter" if "has spoken" in paragraphs[0] else "telegram", "orlo", (), PARTIES)
    check(scene, *paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "{orlo|Orlo} said that ⟦orlo|one must learn.⟧ {brun|Brun} answered him that ⟦brun|one does not.⟧",
        "{orlo|Orlo} said that ⟦orlo|he had met a port.⟧ There was laughter.",
        "{orlo|Orlo} told {vesk|Vesk} that ⟦orlo|the dues would rise.⟧ The Ministry has the honour to agree.",
    ],
)
def test_somebody_else_speaks(text: str) -> None:
    check(TWO, text)
