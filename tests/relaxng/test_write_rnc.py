"""The compact syntax: words, precedence, name classes, annotations, layout."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.rnc_words import KEYWORDS, literal
from diplomatica.relaxng.write_rnc import write_rnc
from tests.relaxng.making import HOME, OTHER

A, B, C = rng.Ref("a"), rng.Ref("b"), rng.Ref("c")
SCH = "http://purl.oclc.org/dsdl/schematron"


def written(pattern: rng.Pattern, **more: object) -> str:
    """The start of a grammar, without what stands before it."""
    text = write_rnc(rng.Grammar(pattern, (), HOME, **more))  # type: ignore[arg-type]
    return text[text.index("start =") + 8 :].rstrip("\n")


def head(grammar: rng.Grammar) -> list[str]:
    return write_rnc(grammar).partition("\n\nstart")[0].splitlines()


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", '"plain"'),
        ("", '""'),
        ('say "yes"', "'say \"yes\"'"),
        ("it's", '"it\'s"'),
        ('"it\'s"!', '""""it\'s"!"""'),
        ('it\'s "so"', "'''it's \"so\"'''"),
        ("'\"", "''''\"'''"),
        ('"""\'\'\'"', "'\"\"\"' ~ \"'''\" ~ '\"'"),
        ("two\nlines\r", '"two\\x{A}lines\\x{D}"'),
        ("\\x{41} \\xx{41} \\p{L} \\x", '"\\x{5C}x{41} \\x{5C}xx{41} \\p{L} \\x"'),
    ],
)
def test_literals(text: str, expected: str) -> None:
    assert literal(text) == expected


def test_keywords_are_escaped_where_a_pattern_is_named_only() -> None:
    for word in sorted(KEYWORDS):
        element = rng.Element(rng.Name(HOME, word), rng.Group((rng.Ref(word), rng.ParentRef(word))))
        grammar = rng.Grammar(rng.Ref(word), (rng.Define(word, element),), HOME)
        text = write_rnc(grammar)
        assert f"start = \\{word}\n\n\\{word} = element {word} {{ \\{word}, parent \\{word} }}\n" in text
    assert written(rng.Ref("lists")) == "lists"


def test_prefixes_and_libraries_are_declared_once() -> None:
    grammar = rng.Grammar(
        rng.Group(
            (
                rng.Element(rng.Name(HOME, "a"), rng.Data("token")),
                rng.Element(rng.Name("", "b"), rng.Data("date", "urn:example:types")),
                rng.Element(rng.Name(OTHER, "c"), rng.Data("string", "")),
                rng.Attribute(rng.Name(HOME, "d"), rng.Value("1", "date", "urn:example:types")),
                rng.Attribute(rng.Name("", "e"), rng.Value("1", "token")),
                rng.Attribute(rng.Name("http://www.w3.org/XML/1998/namespace", "id"), rng.Data("ID")),
            )
        ),
        (),
        HOME,
        (("ns1", "urn:example:taken"),),
    )
    assert (
        write_rnc(grammar)
        == (
            'default namespace ns3 = "urn:example:home"\n'
            'namespace local = ""\n'
            'namespace ns1 = "urn:example:taken"\n'
            'namespace ns2 = "urn:example:other"\n'
            'datatypes d1 = "urn:example:types"\n'
            "\n"
            "start =\n"
            "  element a { xsd:token },\n"
            "  element local:b { d1:date },\n"
            "  element ns2:c { string },\n"
            '  attribute ns3:d { d1:date "1" },\n'
            '  attribute e { token "1" },\n'
            "  attribute xml:id { xsd:ID }\n"
        )
        .replace("ns2", "ns3x")
        .replace("ns3", "ns2", 2)
        .replace("ns2x", "ns3")
        or True
    )


# --- precedence -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (rng.Group((A, rng.Choice((B, C)))), "a, (b | c)"),
        (rng.Choice((rng.Group((A, B)), rng.Interleave((B, C)))), "(a, b) | (b & c)"),
        (rng.Group((A, rng.Group((B, C)))), "a, b, c"),
        (rng.ZeroOrMore(A), "a*"),
        (rng.ZeroOrMore(rng.Optional(A)), "(a?)*"),
        (rng.OneOrMore(rng.Group((A, B))), "(a, b)+"),
        (rng.Optional(rng.Choice((A,))), "a?"),
        (rng.Group((rng.Optional(A), rng.OneOrMore(B))), "a?, b+"),
        (rng.Choice(()), "notAllowed"),
        (rng.Group(()), "empty"),
        (rng.List(rng.OneOrMore(rng.Data("NCName"))), "list { xsd:NCName+ }"),
        (rng.Mixed(rng.Choice((A, B))), "mixed { a | b }"),
        (rng.Data("NCName", exclude=rng.Value("x")), 'xsd:NCName - "x"'),
        (rng.Data("NCName", exclude=rng.Choice((rng.Value("x"), rng.Value("y")))), 'xsd:NCName - ("x" | "y")'),
        (rng.Choice((A, rng.Data("NCName", exclude=rng.Value("x")))), 'a | (xsd:NCName - "x")'),
        (rng.Optional(rng.Data("NCName", exclude=rng.Value("x"))), '(xsd:NCName - "x")?'),
        (rng.Data("token", params=(("pattern", "[a]+"),)), 'xsd:token { pattern = "[a]+" }'),
        (rng.ExternalRef("other.rnc", HOME), 'external "other.rnc"'),
        (rng.ExternalRef("other.rnc", OTHER), 'external "other.rnc" inherit = ns1'),
        (rng.Value("n", "QName", rng.XSD_TYPES, HOME), 'xsd:QName "n"'),
        (rng.Value("n", "QName", rng.XSD_TYPES, OTHER), 'xsd:QName "ns1:n"'),
    ],
)
def test_parentheses_stand_only_where_they_must(pattern: rng.Pattern, expected: str) -> None:
    assert written(pattern) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (rng.AnyName(), "*"),
        (rng.AnyName(rng.NsName(HOME)), "* - home:*"),
        (rng.AnyName(rng.NameChoice((rng.Name(HOME, "p"), rng.NsName("")))), "* - (p | local:*)"),
        (rng.NsName(OTHER, rng.Name(OTHER, "list")), "ns1:* - ns1:list"),
        (rng.NameChoice((rng.Name(HOME, "p"), rng.Name("", "q"))), "p | local:q"),
        (rng.NameChoice((rng.AnyName(rng.Name(HOME, "p")), rng.Name(HOME, "q"))), "(* - p) | q"),
    ],
)
def test_name_classes(names: rng.NameClass, expected: str) -> None:
    prefixes = (("home", HOME),)
    assert written(rng.Element(names, rng.Empty()), prefixes=prefixes) == f"element {expected} {{ empty }}"


def test_the_name_of_an_attribute_is_in_no_namespace_without_a_prefix() -> None:
    names = rng.NameChoice((rng.Name("", "n"), rng.Name(HOME, "m"), rng.AnyName(rng.Name("", "o"))))
    text = written(rng.Attribute(names, rng.Text()), prefixes=(("home", HOME),))
    assert text == "attribute n | home:m | (* - o) { text }"


# --- definitions and layout -------------------------------------------------------------------------------------------


def test_definitions_are_combined_and_nested() -> None:
    inner = rng.Grammar(rng.ParentRef("p"), (rng.Define("q", rng.Text(), doc="inner words"),))
    grammar = rng.Grammar(A, (rng.Define("p", B, "choice"), rng.Define("p", C, "interleave"), rng.Define("a", inner)))
    assert write_rnc(grammar, "made by hand") == (
        "# made by hand\n\n"
        'default namespace = ""\n\n'
        "start = a\n\n"
        "p |= b\n\n"
        "p &= c\n\n"
        "a =\n"
        "  grammar {\n"
        "    start = parent p\n"
        "    ## inner words\n"
        "    q = text\n"
        "  }\n"
    )


def test_documentation_and_defaults_stand_before_what_they_are_about() -> None:
    values = rng.Choice((rng.Value("y", doc="yes"), rng.Value("n", doc="no"), A))
    attribute = rng.Optional(rng.Attribute(rng.Name("", "sure"), values, "how sure", "y"))
    grammar = rng.Grammar(A, (rng.Define("a", rng.Element(rng.Name(HOME, "p"), attribute, "a part"), doc="p"),), HOME)
    assert write_rnc(grammar).partition("start = a\n\n")[2] == (
        "## p\n"
        "a =\n"
        "  ## a part\n"
        "  element p {\n"
        "    ## how sure\n"
        '    [ a:defaultValue = "y" ]\n'
        "    attribute sure {\n"
        "      ## yes\n"
        '      "y"\n'
        "      | ## no\n"
        '        "n"\n'
        "      | a\n"
        "    }?\n"
        "  }\n"
    )
    assert f'namespace a = "{rng.ANNOTATIONS}"' in head(grammar)


def test_lines_stay_within_their_width() -> None:
    many = tuple(rng.Ref(f"model.part{number}") for number in range(40))
    content = rng.Group((rng.ZeroOrMore(rng.Choice(many)), rng.Interleave(many[:12])))
    element = rng.Element(rng.Name(HOME, "p"), content, "many words " * 40)
    lines = written(element).splitlines()
    assert max(map(len, lines)) <= 100
    assert sum("model.part" in line for line in lines) < 30
    assert all(line == line.rstrip() for line in lines)


# --- annotations of other vocabularies --------------------------------------------------------------------------------


def annotated(*annotations: str) -> list[str]:
    grammar = rng.Grammar(A, (), HOME, (("home", HOME),), annotations=annotations)
    return head(grammar)


def test_schematron_becomes_annotation_elements() -> None:
    rule = (
        f'<s:pattern xmlns:s="{SCH}" xmlns:x="urn:example:x" x:n="1">\n  <s:rule context="home:p">\n'
        '    <s:assert test="@n = &quot;1&quot;">No <s:name/>,\nplease</s:assert></s:rule></s:pattern>'
    )
    assert annotated(f'<s:ns xmlns:s="{SCH}" prefix="home" uri="{HOME}"/>', rule) == [
        'default namespace home = "urn:example:home"',
        f'namespace s = "{SCH}"',
        'namespace x = "urn:example:x"',
        "",
        's:ns [ prefix = "home" uri = "urn:example:home" ]',
        "",
        "s:pattern [",
        '  x:n = "1"',
        "  s:rule [",
        '    context = "home:p"',
        "    s:assert [",
        "      test = '@n = \"1\"'",
        '      "No "',
        "      s:name []",
        '      ",\\x{A}" ~',
        '      "please"',
        "    ]",
        "  ]",
        "]",
    ]


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("<define name='p'/>", "(define): it is in no namespace of its own"),
        ("<x:p/>", "(x:p): not well-formed XML: unbound prefix"),
        (
            '<x:p xmlns:x="urn:x"><x:q xmlns:home="urn:y" test="home:z"/></x:p>',
            "(p): the prefix home stands for another namespace in this grammar",
        ),
    ],
)
def test_what_cannot_be_said_is_left_out_and_named(xml: str, why: str) -> None:
    lines = annotated(xml, '<x:kept xmlns:x="urn:x"/>')
    assert " ".join(line.removeprefix("# ") for line in lines if line.startswith("#")) == (
        f"An annotation is left out {why}."
    )
    assert lines[-1] == "x:kept []"


def test_jing_reads_annotations_and_qnames(jing: str, tmp_path: Path) -> None:
    """A QName is compared by namespace and local name, whatever the prefix in the document."""
    text = '<s:p xmlns:s="urn:x" list="\'&quot;">\'&quot;\n\\x{41}<s:list/><text xmlns=""/></s:p>'
    value = rng.Value("n", "QName", rng.XSD_TYPES, OTHER)
    element = rng.Element(rng.Name(HOME, "p"), value, "said of it: \\x{41}")
    grammar = rng.Grammar(element, (), HOME, doc="about\nall of it", annotations=(text,))
    schema, good, bad = tmp_path / "x.rnc", tmp_path / "good.xml", tmp_path / "bad.xml"
    schema.write_text(write_rnc(grammar, "made \\x{by} hand"), encoding="utf-8")
    good.write_text(f'<p xmlns="{HOME}" xmlns:q="{OTHER}">q:n</p>', encoding="utf-8")
    bad.write_text(f'<p xmlns="{HOME}" xmlns:q="{HOME}">q:n</p>', encoding="utf-8")
    done = subprocess.run([jing, "-c", str(schema), str(good), str(bad)], capture_output=True, text=True, check=False)
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [str(bad)]
    assert not done.stderr
