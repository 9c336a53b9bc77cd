"""Schemas of several files, in both syntaxes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.load import is_compact, load

XMLNS = f'xmlns="{rng.RNG}"'


def files(**texts: str | bytes) -> Callable[[str], bytes]:
    def read(path: str) -> bytes:
        try:
            text = texts[path.replace("/", "_").replace(".", "_")]
        except KeyError:
            raise FileNotFoundError(2, "No such file or directory", path) from None
        return text if isinstance(text, bytes) else text.encode()

    return read


def test_both_syntaxes_in_one_schema() -> None:
    read = files(
        main_rnc='default namespace = "urn:a"\ninclude "parts/x.rng" { letter = element letter { seal } }\n'
        'seal = external "seal"',
        parts_x_rng=f'<grammar {XMLNS}><start><ref name="letter"/></start>'
        '<define name="letter"><text/></define></grammar>',
        seal=f'<element name="seal" {XMLNS}><empty/></element>',
    )
    letter = rng.Element(rng.Name("urn:a", "letter"), rng.Ref("seal"))
    seal = rng.Element(rng.Name("urn:a", "seal"), rng.Empty())
    grammar = load("main.rnc", read)
    assert grammar.start == rng.Ref("letter")
    assert grammar.defines == (rng.Define("letter", letter), rng.Define("seal", seal))


def test_an_address_is_decoded_and_may_be_that_of_a_file() -> None:
    target = f"<text {XMLNS}/>"
    for href, path in (("a%20b.rng", "a b_rng"), ("file:///x/y", "_x_y"), ("./z/../y", "y")):
        found = load("main", files(main=f'<externalRef {XMLNS} href="{href}"/>', **{path: target}))
        assert found.start == rng.Text()


@pytest.mark.parametrize(
    ("texts", "words", "where"),
    [
        ({"main": 'start = external "http://example.org/x.rnc"'}, "network", "main:1:9"),
        ({"main": f'<grammar {XMLNS}>\n<include href="//host/x"/></grammar>'}, "network", "main:2:1"),
        ({"main": f'<grammar {XMLNS}><include href="gone"/></grammar>'}, "gone can’t be opened: No such", "main:1:54"),
        ({}, "can’t be opened", "main"),
        ({"main": 'include "b"', "b": 'include "./main"'}, "includes itself", "b:1:1"),
        ({"main": 'start = external "main"'}, "includes itself", "main:1:9"),
        ({"main": 'include "b"', "b": "element a { text }"}, "is no grammar", "main:1:1"),
        ({"main": "<p/>"}, "no element of RELAX NG", "main:1:1"),
        ({"main": b"start = \xff"}, "not in UTF-8", "main:1"),
        ({"main": b"start = \x00"}, "U.0000", "main:1:9"),
        ({"main": "element a { text }\n  & \\x{110000}"}, "is no character", "main:2:5"),
        ({"main": '"\\x{41}\\x{42}" $'}, "can’t stand here", "main:1:16"),
        ({"main": "(" * 5000 + "text" + ")" * 5000}, "nested too deeply", "main"),
        ({"main": f"<group {XMLNS}>" + "<group>" * 1500 + "<text/>" + "</group>" * 1501}, "nested too deeply", "main"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(texts: dict[str, str | bytes], words: str, where: str) -> None:
    with pytest.raises(UnusableInput, match=words) as caught:
        load("main", files(**texts))
    assert caught.value.where == where


def test_files_that_multiply_are_refused() -> None:
    texts = {f"f{n}": f'start = external "f{n + 1}" | external "f{n + 1}"' for n in range(40)}
    texts["f40"] = "element a { text }"
    with pytest.raises(UnusableInput, match="more than 2000 files"):
        load("f0", files(**texts))


def test_the_syntax_is_known_by_its_beginning() -> None:
    xml = f"<text {XMLNS}/>"
    assert not is_compact(xml.encode("utf-16"))
    assert not is_compact(b"\xef\xbb\xbf\n" + xml.encode())
    assert is_compact("text".encode("utf-16"))
    assert is_compact(b"")
    assert load("main", files(main="element a { text }".encode("utf-16"))).start
