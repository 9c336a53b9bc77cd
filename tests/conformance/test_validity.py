"""Whatever the text was, the TEI is valid against tei_all, and loses nothing."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomatica.encoding.encode import encode
from diplomatica.source import reading
from diplomatica.source.model import SourceText
from tests.conftest import ROOT

SPECIMENS = sorted((ROOT / "tei" / "sources").glob("*.txt"))

# Lines that touch every rule; between them a document is shuffled together.
_SHARDS = [
    "",
    "***",
    "SECRET",
    "No. 4471",
    "To KELM",
    "Sent to:",
    "1. Comrade Kuzin",
    "2. file",
    "Copies: Severin, Molnar",
    "[Signature]",
    "Signed: N. Pavlyuk",
    "3.XI.51 HORLENKO",
    "MR. VARGA: Yes. [Laughter]",
    "COMRADE SZÉP (Kővár) [interrupting]: No.",
    "(applause)",
    "[1] Not found.",
    "The treaty[1] and [the [old] port] [[six]] W[illiam] FED [Far Eastern Department [sic]] on 4 [March] [?]",
    "Comrade Severin [Kosta Varga] told Kim [Yong-nam] [Kim Yong Nam] that “the ice (thick [sic]) had gone.”",
    "PARTICIPANTS: A. Foo, B. Bar",
    "SUBJECT",
    "12 April 1958",
    "(a) a first point",
    "- a bullet",
    "Attachment",
    "P.S. A word more.",
    "Dear Comrade Minister,",
    "With comradely greetings,",
    "Citation:",
    "Skip to content",
    "Document Information",
    "Source",
    "AVPRF, f. 3, op. 4, d. 5, ll. 6-7. Translated by A. Translator.",
    "한국어로 된 문장입니다.",
    "Товарищ Павлюк сообщил, что «лед сошел».",
    "قال السفير إن الميناء مفتوح",
    "The minister said that the ferry would run again in the spring, if the ice allowed it.",
    "I replied that this was good news. He thanked me and asked whether I would come.",
]


def _validate(jing: str, schema: Path, files: list[Path]) -> str:
    command = [jing, str(schema), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return "\n".join(line for line in run.stdout.splitlines() if "[warning]" not in line)


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> Path:
    return shared / "tei" / "tei_all-4.8.0.rng"


def test_specimens_are_valid(jing: str, tei_all: Path, tmp_path: Path) -> None:
    files = []
    for source in SPECIMENS:
        encoded = encode(reading.read(source))
        assert encoded.loss is None, (source.name, encoded.loss)
        files.append(tmp_path / f"{source.stem}.xml")
        files[-1].write_text(encoded.xml, encoding="utf-8")
    assert _validate(jing, tei_all, files) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "one line",
        "[" * 50,
        "]" * 50,
        "[a" * 30,
        "a] b] c]",
        "(((",
        "1.",
        "“",
        "Name:",
        "\u202b\u05d0\u05d1",
        "漢字",
        '😀 & <x> "q"',
    ],
)
def test_odd_texts_are_valid(text: str, jing: str, tei_all: Path, tmp_path: Path) -> None:
    encoded = encode(SourceText("odd.txt", text))
    assert encoded.loss is None
    path = tmp_path / "odd.xml"
    path.write_text(encoded.xml, encoding="utf-8")
    assert _validate(jing, tei_all, [path]) == ""


def test_shuffled_documents_are_valid_and_lose_nothing(jing: str, tei_all: Path, tmp_path: Path) -> None:
    draw = random.Random(1951)
    lines = [*_SHARDS]
    for source in SPECIMENS:
        lines += source.read_text(encoding="utf-8").splitlines()
    files = []
    for number in range(150):
        count = draw.choice((1, 4, 12, 40))
        text = "\n".join(draw.choice(_SHARDS) if draw.random() < 0.4 else draw.choice(lines) for _ in range(count))
        encoded = encode(SourceText(f"shuffled-{number}.txt", text))
        assert encoded.loss is None, (encoded.loss, text)
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_text(encoded.xml, encoding="utf-8")
    assert _validate(jing, tei_all, files) == ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(_SHARDS),
            st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Cn")), max_size=60),
        ),
        max_size=12,
    )
)
def test_the_ledger_holds_for_arbitrary_text(lines: list[str]) -> None:
    encoded = encode(SourceText("any.txt", "\n".join(lines)))
    assert encoded.loss is None
    assert encode(SourceText("any.txt", "\n".join(lines))).xml == encoded.xml
