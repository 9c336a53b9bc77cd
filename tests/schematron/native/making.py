"""Expressions and documents made up by chance, and both answers to them: ours and Saxon's."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from diplomatica.schematron.engine import Compiled, compile_schema
from diplomatica.schematron.events import Event
from diplomatica.schematron.native.rules import NativeRules
from diplomatica.schematron.native.tree import NotNative, build
from diplomatica.tei.escape import quoteattr

SCH = "http://purl.oclc.org/dsdl/schematron"

# --- documents --------------------------------------------------------------------------------------------------------

_NAMES = ("a", "b", "c", "t:a", "t:d")
_WORDS = ("", "1", "2", "02", "x", "#x", " x  y ", "x y", "Äpfel 3", "1951-11-03", "true", "NaN")
_attributes = st.dictionaries(st.sampled_from(("n", "m", "xml:id", "t:n")), st.sampled_from(_WORDS), max_size=3)
_leaves = st.one_of(
    st.sampled_from(_WORDS), st.sampled_from(("<!--note-->", "<?page 3?>", "<![CDATA[x < y]]>", "&amp;", "\n  "))
)


def _element(name: str, attributes: dict[str, str], children: list[str]) -> str:
    # An identifier with white space is Saxon's alone, and a name.
    written = "".join(
        f" {key}={quoteattr(f'i{len(value)}' if key == 'xml:id' else value)}" for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(children)}</{name}>"


elements: st.SearchStrategy[str] = st.recursive(
    st.builds(_element, st.sampled_from(_NAMES), _attributes, st.lists(_leaves, max_size=2)),
    lambda inner: st.builds(
        _element, st.sampled_from(_NAMES), _attributes, st.lists(st.one_of(inner, inner, _leaves), max_size=5)
    ),
    max_leaves=12,
)
documents = st.builds(lambda inner: f'<r xmlns:t="urn:t"><?top?>{"".join(inner)}</r>', st.lists(elements, max_size=4))

# --- expressions ------------------------------------------------------------------------------------------------------

_AXES = (
    *("", "", "", "@", "@", ".//", "//", "../", "ancestor::", "descendant::", "preceding::", "following::", "self::"),
    *("preceding-sibling::", "following-sibling::", "ancestor-or-self::", "descendant-or-self::", "parent::"),
)
_TESTS = ("a", "b", "c", "t:a", "t:*", "*", "n", "m", "text()", "node()", "comment()", "*:a")
_literals = st.sampled_from(("'x'", "''", "'1'", "'02'", "'x y'", "1", "2", "0", "'#x'", "('x', '1')", "'t:a'"))
_steps = st.builds(
    lambda axis, test: f"{axis}{test}" if axis != "@" or "(" not in test else f"@{test.replace('text()', '*')}",
    st.sampled_from(_AXES), st.sampled_from(_TESTS),
)  # fmt: skip
_SIGNS = ("=", "!=", "<", ">=", "eq", "ne", "lt", "ge")
_OF_ONE = tuple(
    "not exists empty count string normalize-space string-length number boolean name local-name namespace-uri"
    " upper-case lower-case tokenize string-join distinct-values data".split()
)
_OF_TWO = tuple(
    "contains starts-with ends-with concat substring-before substring-after substring matches tokenize"
    " string-join".split()
)
_SECOND = st.one_of(_literals, st.sampled_from(("'[0-9]+'", "'^x'", "' '", "'x|y$'", "2")))
_BODIES = ("$v = @n", "$v", "string($v)")
_ALONE = (".", "current()", "position()", "last()", "true()", "/", "name()")


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    paths = st.builds(
        lambda one, other: f"{one}/{other.lstrip('/')}" if not one.endswith("/") else one + other, _steps, _steps
    )
    filtered = st.builds(
        lambda step, test, more: f"{step}[{test}]{more}",
        _steps,
        inner,
        st.sampled_from(("", "", "[1]", "[last()]", "/@n")),
    )
    grouped = st.builds(lambda step, test: f"({step})[{test}]", _steps, inner)
    compared = st.builds(
        lambda one, sign, other: f"{one} {sign} {other}", inner, st.sampled_from(_SIGNS), st.one_of(inner, _literals)
    )
    one = st.builds(lambda name, value: f"{name}({value})", st.sampled_from(_OF_ONE), inner)
    two = st.builds(lambda name, value, other: f"{name}({value}, {other})", st.sampled_from(_OF_TWO), inner, _SECOND)
    loops = st.builds(
        lambda word, source, test: f"({word} $v in {source} {'return' if word == 'for' else 'satisfies'} {test})",
        st.sampled_from(("some", "every", "for")),
        inner,
        st.one_of(inner, st.sampled_from(_BODIES)),
    )
    words = st.sampled_from(("and", "or", "|", "except", ",", "+", "to"))
    joined = st.builds(lambda one, word, other: f"({one} {word} {other})", inner, words, inner)
    chosen = st.builds(lambda one, two, three: f"(if ({one}) then {two} else {three})", inner, inner, inner)
    return st.one_of(paths, filtered, grouped, compared, compared, one, two, loops, joined, chosen)


expressions = st.recursive(
    st.one_of(_steps, _steps, _literals, st.sampled_from(_ALONE)),
    _deeper,
    max_leaves=5,
)

# --- both answers -----------------------------------------------------------------------------------------------------

CONTEXTS = ("*", "a", "t:a | b", "@n", "text()", "//c[@n]", "*[@m]", "a/b", "r//t:a", "comment()", "t:*[@n = 'x']")


def schema_of(tests: list[str], context: str) -> str:
    """A schema with one pattern for each test, which also tells its value where that can be told."""
    patterns = "".join(
        f"<pattern><rule context={quoteattr(context)}><report test={quoteattr(test)}>said"
        f"</report></rule></pattern>"
        f"<pattern><rule context={quoteattr(context)}><report test='true()'><value-of select={quoteattr(test)}/>"
        f"</report></rule></pattern>"
        for test in tests
    )
    return f'<schema xmlns="{SCH}" queryBinding="xslt3"><ns prefix="t" uri="urn:t"/>{patterns}</schema>'


def told(events: list[Event]) -> list[tuple[str, int, int, int, str, str, list[str]]]:
    """Events as plain values."""
    return [
        (event.kind, event.pattern, event.rule, event.check, event.path, event.text,
         [node.text() for _, node in event.notes])
        for event in events
    ]  # fmt: skip


class Both:
    """One schema in both hands."""

    def __init__(self, schema: str, folder: Path) -> None:
        self.folder = folder
        self.compiled: Compiled = compile_schema(schema, str(folder / "rules.sch"))
        self.executable = self.compiled._compiled(self.compiled._all(), trace=False)
        self.rules = NativeRules(self.compiled.schema)

    def differences(self, document: str) -> tuple[list[str], int]:
        """Where we say something else than Saxon of a document, and how many patterns were evaluated here."""
        path = self.folder / "document.xml"
        path.write_text(document, encoding="utf-8")
        theirs: dict[int, list[Event]] = {}
        for event in self.executable.run(path, self.folder):
            # One expression on which Saxon itself stumbles takes all others with it.
            if event.pattern < 0:
                return [], 0
            theirs.setdefault(event.pattern, []).append(event)
        tree = build(document.encode())
        wrong, count = [], 0
        for number, pattern in enumerate(self.compiled.schema.patterns):
            try:
                # What Saxon can't compile is told once, with the schema, and asked of nobody.
                is_ours = self.rules.pattern(number, self.compiled._broken)
                own = self.rules.run(number, tree) if is_ours else None
            except NotNative:
                continue
            if own is None or any(event.kind == "b" or "…" in event.text for event in theirs.get(number, [])):
                # An error in what need not be evaluated may be raised or not (XPath 3.1, 2.3.4).
                continue
            count += 1
            other = told(theirs.get(number, []))
            if told(own) != other:
                test = pattern.rules[0].checks[0].test.text
                wrong.append(f"{test}: {told(own)[:2]} but Saxon {other[:2]}")
        return wrong, count


def differences(schema: str, document: str, folder: Path) -> tuple[list[str], int]:
    """The same for one document."""
    return Both(schema, folder).differences(document)
