"""What an attacker would send: an answer each, a verdict or a refusal, and never more than so much memory."""

from __future__ import annotations

import io
import itertools
import random
import subprocess
import sys
from typing import BinaryIO
from xml.parsers import expat

import pytest

from diplomatica.relaxng.engine.automaton import Automaton
from diplomatica.relaxng.engine.ids import id_types
from diplomatica.relaxng.engine.matcher import Fault, Matcher, Refused
from diplomatica.relaxng.engine.schema import compiled_schema

SCHEMA = """
namespace xml = "http://www.w3.org/XML/1998/namespace"
start = letter
letter = element letter { attribute xml:id { xsd:ID }?, attribute date { xsd:date }?, attribute to { xsd:IDREF }?,
  (p+ | letter | seal) }
p = element p { mixed { (element hi { any } | element n { xsd:decimal } | element q { xsd:QName })* } }
any = (attribute * - xml:id { text } | text | element * - (letter | p | hi | n | q | seal) { any })*
seal = element seal { xsd:string }
"""
GOOD = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE letter>\n<letter xml:id="a" date="1648-10-24" to="a">'
    '<p>in <hi rend="x">Œsnabrück</hi> <n>1.5</n><q xmlns:o="urn:o">o:n</q><![CDATA[<]]>&amp;&#x20;</p></letter>'
)


def automaton() -> Automaton:
    return Automaton(compiled_schema("x.rnc", lambda _: SCHEMA.encode()))


def answer(schema: Automaton, data: bytes | BinaryIO) -> str:
    """valid, or the first thing that is wrong."""
    faults: list[Fault] = []
    try:
        Matcher(schema, faults.append, id_types(schema.compiled)[0]).run(data)
    except expat.ExpatError:
        return "not well-formed"
    except Refused as refused:
        return refused.kind if refused.line else "no place"
    return faults[0].kind if faults else "valid"


def test_mutated_and_truncated_bytes() -> None:
    schema, chance = automaton(), random.Random(1648)
    assert answer(schema, GOOD.encode()) == "valid"
    answers = set()
    for _ in range(1_000):
        data = bytearray(GOOD.encode(chance.choice(("utf-8", "utf-16"))))
        for _ in range(chance.randrange(4)):
            place = chance.randrange(len(data))
            data[place : place + chance.randrange(3)] = bytes(chance.choices(range(256), k=chance.randrange(3)))
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        answers.add(answer(schema, bytes(data)))
    assert {"valid", "not well-formed"} < answers


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE letter [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><letter>&b;</letter>', "entity"),
        (b'<!DOCTYPE letter [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><letter/>', "external"),
        (b'<!DOCTYPE letter [<!ENTITY a SYSTEM "file:///etc/passwd">]><letter>&a;</letter>', "external"),
        (b'<!DOCTYPE letter SYSTEM "http://example.org/x.dtd"><letter><seal>x</seal></letter>', "valid"),
        (b'<!DOCTYPE letter [<!ENTITY a SYSTEM "x" NDATA y>]><letter><seal>x</seal></letter>', "valid"),
        (b'<!DOCTYPE letter [<!ATTLIST letter date CDATA "no">]><letter><seal>x</seal></letter>', "attribute-value"),
        (b'<?xml version="1.0" encoding="klingon"?><letter/>', "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?><letter/>', "encoding"),
        (b'<?xml version="1.0" encoding="UTF-16"?><letter/>', "not well-formed"),
        ("<letter><seal>é</seal></letter>".encode("latin-1"), "not well-formed"),
        ('<?xml version="1.0" encoding="latin-1"?><letter><seal>é</seal></letter>'.encode("latin-1"), "valid"),
        ("<letter><seal>é</seal></letter>".encode("utf-16"), "valid"),
        (b"<letter><seal>\x00</seal></letter>", "not well-formed"),
        (b"\x00", "not well-formed"),
        (b"", "not well-formed"),
        (b'<letter date="' + b"9" * 10_000 + b'-01-01"><seal/></letter>', "attribute-value"),
        (b"<letter><p><n>" + b"9" * 100_000 + b"</n></p></letter>", "valid"),
        (b'<letter xml:id="a" date="1\xd9\xa148-10-24"><seal/></letter>', "attribute-value"),
    ],
)
def test_what_is_said_of_it(data: bytes, said: str) -> None:
    assert answer(automaton(), data) == said


LARGE = """
import re, resource
from pathlib import Path
from tests.relaxng.engine.test_hostile import Repeated, answer, automaton
schema = automaton()
many = 100_000
cases = [
    ("valid", [(b"<letter>", 1_999), (b"<seal/>", 1), (b"</letter>", 1_999)]),
    ("deep", [(b"<letter>", 2_000), (b"<seal/>", 1), (b"</letter>", 2_000)]),
    ("deep", [(b"<letter>", many), (b"<seal/>", 1), (b"</letter>", many)]),
    ("deep", [(b"<letter><p><hi>", 1), (b"<x>", many), (b"</x>", many), (b"</hi></p></letter>", 1)]),
    ("deep", [(b"<letter><y>", 1), (b"<z>", many), (b"</z>", many), (b"</y></letter>", 1)]),
    ("deep", [(b"<letter>", many)]),
    ("names", [(b"<letter><p><hi>", 1), *((b"<y%d/>" % n, 1) for n in range(4 * many)), (b"</hi></p></letter>", 1)]),
    ("token", [(b"<letter><!--", 1), (b"x" * 1000, many), (b"--></letter>", 1)]),
    ("many", [(b"<letter><p>", 1), (b"<y/>", many), (b"</p></letter>", 1)]),
    ("valid", [(b"<letter><p><hi", 1), *((b" a%d=''" % n, 1) for n in range(10_000)), (b"/></p></letter>", 1)]),
    ("not well-formed", [(b"<letter><p><hi", 1), (b" a=''", 10_000), (b"/></p></letter>", 1)]),
    ("valid", [(b"<letter><p><hi>", 1), *((b"<x%d a%d=''/>" % (n, n), 1) for n in range(many)), (b"</hi></p>", 1),
        (b"</letter>", 1)]),
    ("valid", [(b"<letter><p>", 1), (b"x" * 1000, many), (b"</p></letter>", 1)]),
    ("valid", [(b"<letter>", 1), (b" " * 1000, many), (b"<seal/></letter>", 1)]),
    ("value", [(b"<letter><seal>", 1), (b"x" * 1000, many), (b"</seal></letter>", 1)]),
    ("text-not-allowed", [(b"<letter><letter><seal/></letter>", 1), (b"x" * 1000, many), (b"</letter>", 1)]),
    ("token", [(b"<letter date='", 1), (b"x" * 1000, many // 5)]),
    ("not well-formed", [(b"<letter date='", 1), (b"x" * 1000, many // 50)]),
]
for said, parts in cases:
    found = answer(schema, Repeated(parts))
    assert found == said, (found, said, parts[:2])
status = Path("/proc/self/status")
if status.exists():
    # Of this process alone: the figure of getrusage begins with that of the process that started it.
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) // 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
assert peak < 300, peak
"""


class Repeated(io.RawIOBase):
    """A file that consists of byte strings, each so many times."""

    def __init__(self, parts: list[tuple[bytes, int]]) -> None:
        self._parts = itertools.chain.from_iterable(itertools.repeat(*part) for part in parts)
        self._left = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        found = [self._left]
        length = len(self._left)
        for part in self._parts:
            found.append(part)
            length += len(part)
            if length >= size:
                break
        whole = b"".join(found)
        self._left = whole[size:]
        return whole[:size]


def test_large_documents_in_little_memory(request: pytest.FixtureRequest) -> None:
    """Depth, width and length, in a process of its own whose memory is measured."""
    pytest.importorskip("resource")
    done = subprocess.run(
        [sys.executable, "-c", LARGE], cwd=request.config.rootpath, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_open_file_is_read_in_parts() -> None:
    schema = automaton()
    assert Matcher(schema, lambda fault: None).run(io.BytesIO(GOOD.encode()))
    with pytest.raises(expat.ExpatError):
        Matcher(schema, lambda fault: None).run(io.BytesIO(b"<letter>"))
