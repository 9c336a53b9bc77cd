"""What an attacker would send, through the command: an answer each, no traceback, and little memory."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from diplomatica.commands.validate import Request, run
from tests.validation.making import SCHEMA, TEI, document

MANY = 100_000
GOOD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a letter -->\n'
    f'<text xmlns="{TEI}" xml:lang="de"><body><head>Ŝalomo’s letter</head><div type="letter" xml:id="a">'
    '<p ref="#a">In <persName n="1">Œsnabrück</persName>, <date when="1648-10-24">today</date>'
    "<![CDATA[<]]>&amp;&#x20;<measure>1.5</measure></p></div></body></text>"
)
# A small process that starts the command, so that the memory measured is of the command alone.
MEASURING = """
import os, subprocess, sys
started = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
told = started.stdout.read()
_, status, usage = os.wait4(started.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20))
sys.stdout.flush()
sys.stdout.buffer.write(told)
"""


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "schema.rng"
    path.write_text(SCHEMA, encoding="utf-8")
    return path


def codes(schema: Path, documents: dict[str, bytes], *, with_schema: bool = True) -> dict[str, list[str]]:
    """The codes of the findings about each document."""
    folder = schema.parent / "documents"
    folder.mkdir()
    for name, data in documents.items():
        (folder / name).write_bytes(data)
    report = schema.parent / "report.json"
    sources = tuple(str(folder / name) for name in documents)
    request = Request(
        sources, schema=str(schema) if with_schema else "", rules=False, format="json", output=report, cached=False
    )
    code = run(request)
    found = {
        Path(item["file"]).name: [finding["code"] for finding in item["diagnostics"]]
        for item in json.loads(report.read_bytes())["documents"]
    }
    assert code == (1 if any(found.values()) else 0)
    return found


def test_a_thousand_mutated_and_truncated_documents(schema: Path) -> None:
    chance = random.Random(1648)
    documents = {}
    for number in range(1_000):
        data = bytearray(GOOD.replace("UTF-8", "utf-16").encode("utf-16") if number % 5 == 0 else GOOD.encode())
        for _ in range(chance.randrange(4)):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = bytes(chance.choices(range(256), k=chance.randrange(3)))
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        documents[f"{number:04}.xml"] = bytes(data)
    found = codes(schema, documents)
    assert list(found) == list(documents)
    kinds = {code[:3] for several in found.values() for code in several}
    assert kinds >= {"GRA", "XML"}
    assert any(not several for several in found.values())


@pytest.mark.parametrize("with_schema", [True, False], ids=["with a schema", "with our own"])
def test_encodings_bombs_and_bytes_that_are_none(schema: Path, with_schema: bool) -> None:
    bare = GOOD.partition("\n")[2]
    laughs = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 30))
    utf16 = bare.encode("utf-16-le"), bare.encode("utf-16-be")
    documents = {
        "le.xml": b"\xff\xfe" + utf16[0], "be.xml": b"\xfe\xff" + utf16[1], "le-bare.xml": utf16[0],
        "be-bare.xml": utf16[1], "bom.xml": b"\xef\xbb\xbf" + GOOD.encode(),
        "wrong.xml": GOOD.replace("UTF-8", "UTF-16").encode(),
        "not-utf-8.xml": GOOD.replace("Ŝ", "é").encode("cp1252"),
        "unknown.xml": GOOD.replace("UTF-8", "klingon").encode(),
        "wide.xml": GOOD.replace("UTF-8", "shift_jis").encode(), "nul.xml": GOOD.replace("today", "to\0day").encode(),
        "nuls.xml": b"\0" * 1000, "empty.xml": b"", "white.xml": b" \n", "half.xml": GOOD.encode()[:300],
        "laughs.xml": f'<!DOCTYPE text [<!ENTITY a0 "ha">{laughs}]><text>&a29;</text>'.encode(),
        "external.xml": b'<!DOCTYPE text [<!ENTITY a SYSTEM "file:///etc/passwd">]><text>&a;</text>',
        "subset.xml": b'<!DOCTYPE text SYSTEM "http://example.org/x.dtd"><text/>',
        "parameter.xml": b'<!DOCTYPE text [<!ENTITY % a SYSTEM "http://example.org/x">%a;]><text/>',
    }  # fmt: skip
    found = codes(schema, documents, with_schema=with_schema)
    told = {name: [code for code in several if code.startswith("XML")] for name, several in found.items()}
    assert {name for name, several in told.items() if not several} == {
        "le.xml", "be.xml", "le-bare.xml", "be-bare.xml", "bom.xml", "subset.xml",
    }  # fmt: skip
    assert all(len(several) == 1 for several in told.values() if several)
    assert told["laughs.xml"] == ["XML201"]
    assert told["external.xml"] == told["parameter.xml"] == ["XML202"]
    assert told["empty.xml"] == told["white.xml"] == ["XML111"]
    assert told["unknown.xml"] == told["wide.xml"] == ["XML108"]


def test_depth_has_a_limit_with_and_without_a_schema(schema: Path) -> None:
    deep = b"<a>" * 2_001 + b"</a>" * 2_001
    assert codes(schema, {"deep.xml": deep})["deep.xml"][-1] == "XML203"
    rules = schema.with_suffix(".sch")
    rules.write_text('<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern/></schema>', encoding="utf-8")
    path = schema.parent / "deep.xml"
    path.write_bytes(deep)
    report = schema.parent / "rules.json"
    assert run(Request((str(path),), schema=str(rules), format="json", output=report, cached=False)) == 1
    assert "XML203" in report.read_text(encoding="utf-8")


def written(path: Path, parts: Iterable[tuple[bytes, int]]) -> Path:
    with path.open("wb") as stream:
        for data, many in parts:
            for _ in range(many // 1000):
                stream.write(data * 1000)
            stream.write(data * (many % 1000))
    return path


LEAD = f'<text xmlns="{TEI}"><body><div>'.encode()
END = b"</div></body></text>"
LARGE: dict[str, tuple[str, list[tuple[bytes, int]]]] = {
    "a text of 100 MB": ("XML206", [(LEAD, 1), (b"<p>", 1), (b"x" * 1000, MANY), (b"</p>" + END, 1)]),
    "100,000 levels": ("XML203", [(LEAD + b"<p>", 1), (b"<persName>", MANY), (b"</persName>", MANY)]),
    "10,000 attributes": (
        "GRA121", [(LEAD + b"<p", 1), *((b" a%d='x'" % n, 1) for n in range(10_000)), (b"/>" + END, 1)],
    ),
    "an attribute 10,000 times": ("XML105", [(LEAD + b"<p", 1), (b" n='x'", 10_000), (b"/>" + END, 1)]),
    "an attribute of 20 MB": ("XML204", [(LEAD + b"<p n='", 1), (b"x" * 1000, MANY // 5), (b"'/>" + END, 1)]),
    "a number of 20 MB": ("XML204", [(LEAD + b"<p><measure>", 1), (b"9" * 1000, MANY // 5), (b"</measure></p>", 1)]),
    "400,000 names": ("XML205", [(LEAD + b"<p>", 1), *((b"<x%d/>" % n, 1) for n in range(4 * MANY)), (b"</p>", 1)]),
    "100,000 faults": ("XML205", [(LEAD, 1), (b"<p><list/></p>\n", MANY), (END, 1)]),
}  # fmt: skip


def measured(path: Path, schema: Path) -> tuple[int, int, str]:
    """What the command says of a document: its status, the memory it took in MB, and what it wrote."""
    command = [sys.executable, "-m", "diplomatica", "validate", str(path), "--schema", str(schema), "--no-schematron"]
    command += ["--no-cache", "--format", "jsonl"]
    measuring = [sys.executable, "-I", "-S", "-c", MEASURING, *command]
    done = subprocess.run(measuring, capture_output=True, text=True, check=True)
    numbers, _, told = done.stdout.partition("\n")
    status, megabytes = map(int, numbers.split())
    return status, megabytes, told


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of another process is not told there")
@pytest.mark.parametrize("name", LARGE)
def test_large_documents_in_little_memory(name: str, schema: Path) -> None:
    code, parts = LARGE[name]
    path = written(schema.parent / "large.xml", parts)
    status, megabytes, told = measured(path, schema)
    assert status == (0 if code == "XML206" else 1)
    assert "Traceback" not in told
    assert code in told
    assert megabytes < 300


# One by one of a kind a thousand are told; all are counted.
REFERENCES: dict[str, tuple[str, int, int, list[tuple[bytes, int]]]] = {
    "400,000 dead pointers": (
        "REF102", 0, 4 * MANY, [(LEAD + b"<p>", 1), *((b"<persName ref='#x%d'/>" % n, 1) for n in range(4 * MANY))],
    ),
    "400,000 dead pointers in one attribute": (
        "REF102", 0, 4 * MANY,
        [(LEAD + b"<p><persName ref='", 1), *((b"#x%d " % n, 1) for n in range(4 * MANY)), (b"'/>", 1)],
    ),
    "an identifier 400,000 times": (
        "REF101", 1, 4 * MANY - 1, [(LEAD + b"<p>", 1), (b"<persName xml:id='a'/>", 4 * MANY)],
    ),
    "200,000 identifiers twice": (
        "REF101", 1, 2 * MANY,
        [(LEAD + b"<p>", 1), *((b"<persName xml:id='a%d'/>" % (n // 2), 1) for n in range(4 * MANY))],
    ),
}  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of another process is not told there")
@pytest.mark.parametrize("name", REFERENCES)
def test_of_very_many_faults_of_a_kind_the_rest_is_counted(name: str, schema: Path) -> None:
    code, expected, many, parts = REFERENCES[name]
    path = written(schema.parent / "large.xml", [*parts, (b"</p>" + END, 1)])
    status, megabytes, told = measured(path, schema)
    assert status == expected
    assert told.count(code) == 1001  # the last of them says how many more there are
    assert f"(and {many - 1000} more of {code})" in told
    assert megabytes < 150


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of another process is not told there")
def test_the_memory_does_not_grow_with_the_document(schema: Path) -> None:
    """A document of 1 MB and one of 40 MB, both with a fault in the last line."""
    line = '<p n="7">In <persName>Œsnabrück</persName>, <date when="1648-10-24">today</date>, a <pb/> page.</p>\n'
    peaks = []
    for many in (10_000, 400_000):
        parts = [(LEAD, 1), (line.encode(), many), (b"<p><foo/></p>" + END, 1)]
        path = written(schema.parent / "long.xml", parts)
        command = [sys.executable, "-m", "diplomatica", "validate", str(path), "--schema", str(schema), "--no-ids"]
        command += ["--no-cache", "--format", "concise"]
        measuring = [sys.executable, "-I", "-S", "-c", MEASURING, *command]
        numbers, _, told = subprocess.run(measuring, capture_output=True, text=True, check=True).stdout.partition("\n")
        status, megabytes = map(int, numbers.split())
        assert status == 1
        assert re.search(rf":{many + 1}:4: error GRA101: ", told)
        peaks.append(megabytes)
    assert peaks[1] < peaks[0] + 15
    assert peaks[1] < 80


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.rng", '<group xmlns="http://relaxng.org/ns/structure/1.0">' * 5_000),
        ("open.rng", "<grammar"),
        ("bomb.rng", '<!DOCTYPE grammar [<!ENTITY a "b">]><grammar xmlns="http://relaxng.org/ns/structure/1.0"/>'),
        ("deep.rnc", "start = " + "(" * 20_000),
        ("wide.rnc", "start = element a { " + " | ".join(f"element e{n} {{ e }}" for n in range(3_000)) + " }"),
        ("long.rnc", "start = element a { " + ", ".join(["text"] * 20_000) + ", "),
        ("nul.rnc", "start = \0"),
        ("words.rng", "no schema"),
    ],
)
def test_a_hostile_schema_gets_one_message(
    name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "a.xml").write_bytes(document("<div/>"))
    assert run(Request((str(tmp_path / "a.xml"),), schema=str(tmp_path / name), rules=False, cached=False)) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert name in told
    assert "Traceback" not in told
