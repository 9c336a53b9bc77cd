"""Character encodings are found out, and said."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diplomatica.errors import UnusableInput
from diplomatica.source.reading import read_bytes

TEXTS = {
    "english": "The envoy of Nordmark said “no” — and that’s all. He met Mr. Géraud at the café.",
    "french": "L’envoyé a déclaré que le gouvernement était prêt à signer; où ça, dit-il, au cœur du débat?",
    "german": "Der Gesandte erklärte, daß die Räte über die Lieferungen verfügten und größere Mengen möglich wären.",
    "polish": "Poseł oświadczył, że rząd jest gotów omówić łączność i żeglugę. Odpowiedź będzie później, śpiesznie.",
    "czech": "Vyslanec sdělil, že vláda je připravena jednat příští týden. Odpověď bude dána později, řekl.",
    "hungarian": "A követ közölte, hogy a kormány kész tárgyalni. Őszintén köszöni, hogy időben jött a küldöttség.",
    "russian": "Посланник сообщил, что правительство готово обсудить вопрос о рыбной ловле. Ответ будет дан позже.",
    "bulgarian": "Пратеникът съобщи, че правителството е готово да обсъди въпроса за риболова през пролетта.",
    "greek": "Ο απεσταλμένος δήλωσε ότι η κυβέρνηση είναι έτοιμη να συζητήσει το θέμα της αλιείας.",
    "chinese": "使节说，政府愿意讨论渔业问题。部长回答说，下个月将给予正式答复。",
    "korean": "사절은 정부가 어업 문제를 논의할 준비가 되어 있다고 말했다. 장관은 다음 달에 답하겠다고 했다.",
    "japanese": "使節は、政府が漁業の問題を議論する用意があると述べた。大臣は来月に回答すると答えた。",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("english", "cp1252"), ("french", "cp1252"), ("german", "cp1252"), ("polish", "cp1250"),
        ("polish", "iso8859-2"), ("czech", "cp1250"), ("czech", "iso8859-2"), ("hungarian", "cp1250"),
        ("hungarian", "iso8859-2"), ("russian", "cp1251"), ("russian", "koi8-r"), ("russian", "iso8859-5"),
        ("russian", "cp866"), ("bulgarian", "cp1251"), ("greek", "cp1253"), ("chinese", "gb18030"),
        ("korean", "euc-kr"), ("japanese", "shift-jis"),
    ],
)  # fmt: skip
def test_8_bit_and_wide_encodings(language: str, encoding: str) -> None:
    source = read_bytes(TEXTS[language].encode(encoding), "a.txt")
    assert source.text == TEXTS[language]
    assert source.notes[0].startswith(f"taken for {source.encoding}: not UTF-8 (byte 0x")


@pytest.mark.parametrize("language", TEXTS)
def test_utf8_is_utf8_without_a_note(language: str) -> None:
    source = read_bytes(TEXTS[language].encode(), "a.txt")
    assert (source.text, source.encoding, source.notes) == (TEXTS[language], "utf-8", ())


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", ["english", "russian", "chinese"])
def test_byte_order_marks(name: str, language: str) -> None:
    source = read_bytes(TEXTS[language].encode(name), "a.txt")
    assert source.text == TEXTS[language]
    assert not source.text.startswith("\ufeff")


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["english", "russian", "korean"])
def test_utf16_without_a_mark(name: str, language: str) -> None:
    source = read_bytes(TEXTS[language].encode(name), "a.txt")
    assert source.text == TEXTS[language]
    assert name in source.notes[0]


def test_a_nul_in_a_text_does_not_make_it_utf16() -> None:
    with pytest.raises(UnusableInput, match="NUL"):
        read_bytes(b"a line of text\0 and more", "a.txt")


def test_broken_utf8_is_located() -> None:
    data = "Ärger, Öl, Übel, Straße\nund dann ".encode() + b"\xff kaputt"
    with pytest.raises(UnusableInput, match=r"1 place: byte 0xFF in line 2, byte 10 of it") as caught:
        read_bytes(data, "a.txt")
    assert "--replace-controls" in caught.value.advice
    mended = read_bytes(data, "a.txt", replace_controls=True)
    assert mended.text.endswith("\ufffd kaputt")
    assert "1 broken places" in mended.notes[0]


def test_the_users_word_counts_most() -> None:
    assert read_bytes("Öre".encode("cp850"), "a.txt", encoding="cp850").text == "Öre"


@pytest.mark.parametrize(
    "name", ["no-such-code", "hex", "rot13", "undefined", "", "unicode_escape", "raw-unicode-escape"]
)
def test_an_unknown_encoding(name: str) -> None:
    with pytest.raises(UnusableInput):
        read_bytes(b"abc", "a.txt", encoding=name)


def test_an_encoding_that_does_not_fit() -> None:
    with pytest.raises(UnusableInput, match=r"not ascii: byte 0xE4 in line 2, byte 1"):
        read_bytes(b"a\n\xe4", "a.txt", encoding="ascii")


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff\u2028\u2029\ufeff")))
def test_utf8_survives(text: str) -> None:
    assume(text.strip())
    assert read_bytes(codecs.BOM_UTF8 + text.encode(), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
@pytest.mark.parametrize(
    "text", ["Poseł oświadczył, że rząd jest gotów.", "Łódź", "Minister powiedział, że przyjdzie."]
)
def test_a_line_of_polish(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    "text",
    [
        "Der Präsident traf Général Béthouart à Genève, où Müller sprach.",
        "Herr Müller.",
        "Où êtes-vous? Ça va, garçon.",
        "¿Qué? El señor Núñez viajó mañana.",
        "The room has 5 m² at 20 °C, £5 and ½ a day.",
    ],
)
def test_a_line_of_a_western_language(text: str) -> None:
    assert read_bytes(text.encode("latin-1"), "a.txt").text == text


def test_a_guess_that_may_be_wrong_is_a_doubt() -> None:
    source = read_bytes(TEXTS["hungarian"].encode("iso8859-2"), "a.txt")
    assert "name it with --encoding" in source.doubt
    sure = {"russian": "cp1251", "german": "cp1252", "polish": "iso8859-2", "greek": "cp1253"}
    for language, encoding in sure.items():
        assert read_bytes(TEXTS[language].encode(encoding), "a.txt").doubt == ""
