"""Speech in Russian, read with the words of a data file."""

from __future__ import annotations

import pytest

from diplomatica.encoding import speech
from diplomatica.encoding.model import Party, Passage, Scene
from diplomatica.encoding.speech import plain
from tests.encoding.speech.speech_notation import expected, passage, shown

PARTIES = (
    Party("orlov", ("Орлов",), ("посол Руритании", "ambassador of Ruritania"), "m"),
    Party("veskov", ("Весков",), ("министр торговли",), "m"),
    Party("lind", ("Линд",), ("второй секретарь",), "f"),
)
JOURNAL = Scene("journal", "veskov", ("veskov", "orlov"), PARTIES)


def check(*paragraphs: str) -> None:
    """The speech found in the paragraphs is that of the notation."""
    passages = [passage(marked) for marked in paragraphs]
    found = speech.find(passages, JOURNAL)
    for number, (marked, one) in enumerate(zip(paragraphs, passages, strict=True)):
        assert shown(one.text, [said for said in found if said.passage == number]) == expected(marked)


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["{orlov|Орлов} сообщил, что ⟦orlov|канал открыт.⟧ Он добавил, что ⟦orlov|суда ходят по нему каждый день.⟧"],
        ["{orlov|Орлов} сообщил, что ⟦orlov|канал открыт. Суда ходят по нему каждый день.⟧ Я поблагодарил посла."],
        ["Посол заявил, что ⟦orlov|канал на этой неделе не закрыт.⟧ Я ответил, что ⟦veskov|рад этому.⟧"],
        ["Я спросил посла, ⟦veskov|когда откроют канал и как это будет.⟧ Посол обещал выяснить."],
        ["{orlov|Орлов} поинтересовался, ⟦orlov|не закрыт ли канал на зиму.⟧"],
        ["{orlov|Орлов} сказал: ⟦orlov!|«Канал закрыт на зиму.»⟧ Я промолчал и не стал спорить."],
        ["⟦orlov!|«Канал на зиму закрыт»⟧, — сказал {orlov|Орлов}."],
        ["По словам посла, ⟦orlov|канал на зиму закрыт и не будет открыт.⟧"],
        ["{lind|Линд} сообщила, что ⟦lind|канал на зиму закрыт.⟧ Она добавила, что ⟦lind|суда ждут.⟧"],
        ["{orlov|Орлов} поблагодарил и сказал, что ⟦orlov|канал на зиму закрыт.⟧"],
        ["{orlov|Орлов} попросил, чтобы ⟦orlov|канал был открыт на зиму.⟧"],
        ["{orlov|Орлов} сказал, что ⟦orlov|канал на зиму закрыт.⟧ Беседа продолжалась час."],
        ["{orlov|Орлов} не сказал, что канал на зиму закрыт."],
        ["{orlov|Орлов} обещал выяснить этот вопрос в министерстве."],
        ["{orlov|Орлов} рассказал о канале. ⟦orlov|Канал на зиму закрыт.⟧ Я поблагодарил его."],
        ["В газетах сообщили, что канал на зиму закрыт и не будет открыт."],
    ],
)
def test_russian(paragraphs: list[str]) -> None:
    check(*paragraphs)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [
            (
                "{orlov|Botschafter Orlov} erklärte, daß ⟦orlov|der Kanal offen ist und daß die Schiffe ihn benutzen.⟧ "
                "Er fügte hinzu, daß ⟦orlov|der Zoll nicht erhöht wird.⟧ Ich dankte dem Botschafter für die Auskunft."
            )
        ],
        [
            (
                "Ich fragte, ⟦veskov|ob der Kanal im Winter geschlossen wird.⟧ {orlov|Orlov} antwortete, "
                "⟦orlov|das sei "
                "noch nicht entschieden. Das Ministerium werde die Frage prüfen.⟧"
            )
        ],
        ["{lind|Frau Lind} sagte: ⟦lind!|„Der Kanal ist zu.“⟧ Das Gespräch dauerte nicht lange und war höflich."],
        [
            (
                "{orlov|Ambasador Orlov} oświadczył, że ⟦orlov|kanał jest otwarty i że statki z niego korzystają.⟧ "
                "Dodał, że ⟦orlov|cło nie wzrośnie.⟧ Zapytałem, ⟦veskov|czy kanał będzie zamknięty.⟧ "
                "Podziękowałem za rozmowę."
            )
        ],
        ["{lind|Pani Lind} podkreśliła, że ⟦lind|sytuacja jest trudna.⟧ Rozmowa trwała godzinę i odbyła się w domu."],
        [
            (
                "{orlov|M. Orlov} a déclaré que ⟦orlov|le canal est ouvert et que les navires passent.⟧ Il a ajouté "
                "qu'⟦orlov|il ne sera pas fermé.⟧ J'ai demandé ⟦veskov|si les droits seront augmentés.⟧ "
                "L'ambassadeur a "
                "répondu que ⟦orlov|la question est à l'étude.⟧ Je l'ai remercié de cette réponse."
            )
        ],
        ["{lind|Mme Lind} demanda ⟦lind|pourquoi les navires attendent dans le port.⟧ L'entretien a duré une heure."],
    ],
)
def test_other_languages(paragraphs: list[str]) -> None:
    check(*paragraphs)


def test_an_office_before_another_name_is_not_that_of_a_name_with_its_own() -> None:
    first = passage("Посол {orlov|Орлов} сообщил, что {lind|премьер-министр Линд} болен.")
    second = passage("Посол добавил, что ⟦orlov|канал на зиму закрыт.⟧")
    start = first.mentions[1].start
    role = (start, start + len("премьер-министр"))
    mentions = (first.mentions[0], first.mentions[1]._replace(roles=(role,)))
    scene = Scene("journal", "veskov", (), PARTIES[1:2])
    found = speech.find([Passage(first.text, "p", mentions), second], scene)
    assert [said.who for said in found] == ["orlov", "orlov"]


def test_the_language_is_chosen_by_the_text() -> None:
    russian = plain.of([Passage("Посол сообщил, что канал открыт и суда ходят по нему.", "p")])
    assert russian is not None
    assert russian.tag == "ru"
    assert plain.of([Passage("The ambassador said that the canal is open.", "p")]) is None
    german = plain.of([Passage("Der Botschafter sagte, daß der Kanal offen ist und nicht zu.", "p")])
    assert german is not None
    assert german.tag == "de"
    assert plain.of([Passage("L'ambasciatore ha detto che il canale è aperto e che le navi passano.", "p")]) is None
    assert plain.of([]) is None


def test_forms_of_a_verb() -> None:
    language = plain.of([Passage("Посол сообщил, что канал открыт и суда ходят по нему.", "p")])
    assert language is not None
    for form in ("сказал", "сказала", "сказали", "сообщает", "сообщают", "поинтересовались"):
        assert language.verbs[form]


@pytest.mark.parametrize("unit", ["сказал, что и на ", "«а и на ", "Я сказал: ", "и, ", "что не в ("])
def test_long_hostile_text_is_read(unit: str) -> None:
    # Where one of these takes time in the square of its length, the suite does not end.
    text = unit * (100_000 // len(unit))
    assert all(0 <= said.start < said.end <= len(text) for said in speech.find([Passage(text, "p")], JOURNAL))
