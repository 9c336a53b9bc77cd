"""XML with the line and column of every element, and written again."""

from __future__ import annotations

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.tei.located import DEEPEST, XML, read_located
from diplomatica.tei.write_node import node_xml


def test_positions() -> None:
    root = read_located('<a>\n  <b/>é<c\n x="1"/>\n\t<d><e/></d></a>'.encode(), "f.xml")
    found = {node.name: (node.line, node.column) for node in root.iter()}
    assert found["a"] == (1, 1)
    assert found["b"] == (2, 3)
    assert found["c"][0] == 2
    assert found["d"] == (4, 2)
    assert found["e"] == (4, 5)
    assert repr(root) == "<a at f.xml:1:1>"


def test_names_and_text() -> None:
    root = read_located(
        b'<p:a xmlns:p="u" xmlns="v" xml:id="i" p:q="1" r="2">x<b>y<!-- no --></b><?no no?>z</p:a>', "f"
    )
    assert (root.name, root.ns) == ("a", "u")
    assert root.attrs == {"xml:id": "i", "{u}q": "1", "r": "2"}
    assert root.bindings == {"xml": XML, "p": "u", "": "v"}
    assert root.text() == "xyz"
    assert [child.name for child in root.elements()] == ["b"]
    assert next(root.elements()).ns == "v"
    assert (root.get("r"), root.get("s"), root.get("s", "-")) == ("2", "", "-")


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"<a>\n<b></a>", "f:2:6", "not well-formed"),
        (b"", "f:1:1", "not well-formed"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xff</a>', "f:1", "encoding"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "f:1", "encoding"),
        (b'<?xml version="1.0" encoding="shift_jis"?><a/>', "f:1", "encoding"),
        (b'<!DOCTYPE a [<!ENTITY e "x">]><a/>', "f:1", "entity"),
        (b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>', "f:1", "entity"),
        (b'<!DOCTYPE a [<!ENTITY % e SYSTEM "x.dtd"> %e;]><a/>', "f:1", "entity"),
        (b"<a>" * (DEEPEST + 1), "f:1", "levels deep"),
    ],
)
def test_refused(data: bytes, where: str, what: str) -> None:
    with pytest.raises(UnusableInput) as caught:
        read_located(data, "f")
    assert caught.value.where.startswith(where)
    assert what in caught.value.what
    assert caught.value.advice


def test_depth_can_be_limited_further() -> None:
    assert read_located(b"<a><b/></a>", "f", 2).name == "a"
    with pytest.raises(UnusableInput, match="1 levels deep"):
        read_located(b"<a><b/></a>", "f", 1)


def test_a_doctype_without_entities_is_read() -> None:
    assert read_located(b'<!DOCTYPE a SYSTEM "a.dtd"><a/>', "f").name == "a"


@pytest.mark.parametrize(
    "xml",
    [
        "<a/>",
        '<a xmlns="u">x &lt; y &amp; z<b xmlns="">w</b></a>',
        '<a xmlns="u" xml:id="i" q="&quot;&lt;">\n <b/>\n</a>',
        '<a xmlns:p="u" p:q="1"><b p:r="2"/></a>',
        '<a q="tab&#9;line&#10;"/>',
    ],
)
def test_written_again(xml: str) -> None:
    def shown(text: str) -> list[object]:
        return [(node.name, node.ns, node.attrs, [c for c in node.children if isinstance(c, str)])
                for node in read_located(text.encode(), "f").iter()]  # fmt: skip

    assert shown(node_xml(read_located(xml.encode(), "f"))) == shown(xml)


def test_bindings_are_written_where_they_are_wanted() -> None:
    root = read_located(b'<a xmlns:p="u"><b test="p:c"/></a>', "f")
    inner = next(root.elements())
    assert node_xml(inner) == '<b test="p:c"/>'
    assert node_xml(inner, bindings=True) == '<b xmlns:p="u" test="p:c"/>'
