"""Grammars for the tests: their normal form, strategies that make them, and documents that they admit."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from diplomatica.relaxng import model as rng

HOME = "urn:example:home"
OTHER = "urn:example:other"
LOCALS = ("p", "list", "text", "start", "string", "div", "Œuvre", "x.y-z", "第一")
DEFINED = ("list", "text", "att.x.attribute.n", "datatypes", "été")
_QNAMES = frozenset({"QName", "NOTATION"})


# --- the same grammar, however it is written --------------------------------------------------------------------------


def normal(grammar: rng.Grammar) -> rng.Grammar:
    """The grammar without what only the writing of it decides."""
    defines = tuple(
        rng.Define(define.name, _pattern(define.pattern), define.combine, _words(define.doc))
        for define in grammar.defines
    )
    return rng.Grammar(_pattern(grammar.start), defines, doc=_words(grammar.doc))


def _words(text: str) -> str:
    return " ".join(text.split())


def _pattern(pattern: rng.Pattern) -> rng.Pattern:
    if isinstance(pattern, rng.Group | rng.Interleave | rng.Choice):
        items: list[rng.Pattern] = []
        for item in map(_pattern, pattern.items):
            items += item.items if type(item) is type(pattern) else [item]
        return items[0] if len(items) == 1 else type(pattern)(tuple(items))
    if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore | rng.List | rng.Mixed):
        return type(pattern)(_pattern(pattern.item))
    if isinstance(pattern, rng.Element):
        return rng.Element(_names(pattern.names), _pattern(pattern.content), _words(pattern.doc))
    if isinstance(pattern, rng.Attribute):
        content = _pattern(pattern.content)
        return rng.Attribute(_names(pattern.names), content, _words(pattern.doc), pattern.default)
    if isinstance(pattern, rng.Value):
        library = pattern.library if pattern.type else ""
        ns = pattern.ns if pattern.type in _QNAMES else ""
        return rng.Value(pattern.value, pattern.type or "token", library, ns, _words(pattern.doc))
    if isinstance(pattern, rng.Data):
        exclude = None if pattern.exclude is None else _pattern(pattern.exclude)
        return rng.Data(pattern.type, pattern.library, pattern.params, exclude)
    return normal(pattern) if isinstance(pattern, rng.Grammar) else pattern


def _names(names: rng.NameClass) -> rng.NameClass:
    if isinstance(names, rng.NameChoice):
        items: list[rng.NameClass] = []
        for item in map(_names, names.items):
            items += item.items if isinstance(item, rng.NameChoice) else [item]
        return items[0] if len(items) == 1 else rng.NameChoice(tuple(items))
    if isinstance(names, rng.Name):
        return names
    exclude = None if names.exclude is None else _names(names.exclude)
    return rng.AnyName(exclude) if isinstance(names, rng.AnyName) else rng.NsName(names.ns, exclude)


# --- any pattern that can be written ----------------------------------------------------------------------------------

texts = st.text("ab \"'\\x{4}#~\n\r\t&<>é第🙂", max_size=12) | st.sampled_from(
    ["", "\"''\"", "'''\"\"\"", '"', "'", "\\x{41}", "\\xx{A}", "a\\", '"""\'', "\n", "x\r\ny", "[\\p{L}-[a-z]]+"]
)
# trang writes line breaks in attributes as they are, and so loses them.
_defaults = texts.map(lambda text: " ".join(re.split("[\n\r\t]", text)))
docs = st.just("") | texts | st.just("many words " * 20)
names = st.builds(rng.Name, st.sampled_from(["", HOME, OTHER]), st.sampled_from(LOCALS))
_ns_names = st.builds(
    rng.NsName,
    st.sampled_from(["", HOME, OTHER]),
    st.none() | names | st.lists(names, min_size=2, max_size=3).map(tuple).map(rng.NameChoice),
)
_any_names = st.builds(
    rng.AnyName,
    st.none() | names | _ns_names | st.lists(names | _ns_names, min_size=2, max_size=3).map(tuple).map(rng.NameChoice),
)
name_classes = (
    names
    | _ns_names
    | _any_names
    | st.lists(names | _ns_names | _any_names, min_size=2, max_size=3).map(tuple).map(rng.NameChoice)
)
values = (
    st.builds(rng.Value, texts, doc=docs)
    | st.builds(rng.Value, texts, st.sampled_from(["string", "token"]), doc=docs)
    | st.builds(rng.Value, texts, st.just("string"), st.just(rng.XSD_TYPES), doc=docs)
)
_expressions = st.sampled_from(["\\d+'\"", "x{2}\\\\x{3}", "[^\\p{C}\\p{Z}]+", "\\S+\n?", ""])
_params = st.lists(st.just("pattern") | st.just("minLength"), max_size=2, unique=True).flatmap(
    lambda names: st.tuples(
        *(st.tuples(st.just(name), _expressions if name == "pattern" else st.just("2")) for name in names)
    )
)
_plain_data = st.builds(rng.Data, st.sampled_from(["string", "token"]), st.just("")) | st.builds(
    rng.Data, st.sampled_from(["NCName", "token"]), st.just(rng.XSD_TYPES), _params
)
_excluded = values | _plain_data | st.lists(values, min_size=2, max_size=3).map(tuple).map(rng.Choice)
data = (
    _plain_data
    | st.builds(rng.Data, st.just("token"), st.just(rng.XSD_TYPES), _params, _excluded)
    # trang forgets that what is excluded from a built-in type inherits its library.
    | st.builds(rng.Data, st.just("token"), st.just(""), exclude=st.builds(rng.Value, texts))
)
_bare: list[rng.Pattern] = [rng.Empty(), rng.NotAllowed(), rng.Text()]
_leaves: st.SearchStrategy[rng.Pattern] = st.one_of(
    st.sampled_from(_bare), st.builds(rng.Ref, st.sampled_from(DEFINED)), values, data
)


def _larger(inner: st.SearchStrategy[rng.Pattern]) -> st.SearchStrategy[rng.Pattern]:
    items = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(
        *(st.builds(kind, items) for kind in (rng.Group, rng.Interleave, rng.Choice)),
        *(st.builds(kind, inner) for kind in (rng.Optional, rng.ZeroOrMore, rng.OneOrMore, rng.List, rng.Mixed)),
        st.builds(rng.Element, name_classes, inner, docs),
        st.builds(rng.Attribute, name_classes, inner, docs, st.none() | _defaults),
        st.builds(
            rng.Grammar,
            st.builds(rng.ParentRef, st.sampled_from(DEFINED)),
            st.builds(rng.Define, st.sampled_from(DEFINED), inner, doc=docs).map(lambda define: (define,)),
        ),
    )


patterns: st.SearchStrategy[rng.Pattern] = st.recursive(_leaves, _larger, max_leaves=12)


def grammar_of(items: Iterable[rng.Pattern], doc: str = "") -> rng.Grammar:
    """A grammar that defines each pattern, and all that the patterns refer to."""
    defines = [rng.Define(name, rng.Element(rng.Name(OTHER, name), rng.Text()), doc=name) for name in DEFINED]
    for number, item in enumerate(items):
        combine = ("", "choice", "interleave")[number % 3]
        defines.append(rng.Define(f"d{number}", item, combine))
    prefixes = (("home", HOME), ("list", "urn:example:list"))
    return rng.Grammar(rng.Ref("list"), tuple(defines), HOME, prefixes, doc)


# --- patterns within the restrictions (specification, section 7), and what they admit ---------------------------------


_MANY: tuple[Callable[[tuple[rng.Pattern, ...]], rng.Pattern], ...] = (rng.Group, rng.Choice, rng.Interleave)
_ONE: tuple[Callable[[rng.Pattern], rng.Pattern], ...] = (rng.Optional, rng.OneOrMore, rng.ZeroOrMore)


class Maker:
    """Makes an element pattern by chance, a document of it, and one that most likely is none."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.count = 0

    def element(self, depth: int = 3) -> rng.Element:
        """An element whose name occurs nowhere else, so that interleaves and attributes can't clash."""
        self.count += 1
        name = rng.Name(self.chance.choice(["", HOME, OTHER]), f"{self.chance.choice(LOCALS)}{self.count}")
        parts = [self.attribute() for _ in range(self.chance.randrange(3))]
        parts.append(self.data() if depth == 0 or self.chance.random() < 0.2 else self.content(depth))
        return rng.Element(name, rng.Group(tuple(parts)))

    def attribute(self) -> rng.Pattern:
        self.count += 1
        name = rng.Name(self.chance.choice(["", HOME, OTHER]), f"n{self.count}")
        attribute = rng.Attribute(name, self.data())
        return attribute if self.chance.random() < 0.5 else rng.Optional(attribute)

    def data(self) -> rng.Pattern:
        words: list[rng.Pattern] = [rng.Value(word) for word in self.chance.sample(["no", 'q"q', "it's", "\\x{41}"], 2)]
        kinds: list[rng.Pattern] = [
            rng.Choice(tuple(words)),
            rng.List(rng.OneOrMore(rng.Choice((rng.Value("no"), rng.Value("yes"))))),
            rng.Data("token", params=(("pattern", "[a-c]+"),), exclude=rng.Choice((rng.Value("b"), *words))),
            rng.Text(),
        ]
        return self.chance.choice(kinds)

    def content(self, depth: int) -> rng.Pattern:
        chance = self.chance
        if chance.random() < 0.5:
            items = tuple(self.particle(depth) for _ in range(chance.randrange(2, 4)))
            return chance.choice(_MANY)(items)
        return chance.choice(_ONE)(self.particle(depth))

    def particle(self, depth: int) -> rng.Pattern:
        return self.content(depth - 1) if depth > 1 and self.chance.random() < 0.5 else self.element(depth - 1)

    def instance(self, pattern: rng.Pattern, attributes: list[str]) -> str:
        """XML that the pattern admits; its attributes are put into the list."""
        chance = self.chance
        if isinstance(pattern, rng.Element) and isinstance(pattern.names, rng.Name):
            inner: list[str] = []
            content = self.instance(pattern.content, inner)
            tag = pattern.names.local
            declared = f' xmlns={quoteattr(pattern.names.ns)} xmlns:o="{OTHER}" xmlns:h="{HOME}"'
            return f"<{tag}{declared}{''.join(inner)}>{content}</{tag}>"
        if isinstance(pattern, rng.Attribute) and isinstance(pattern.names, rng.Name):
            prefix = {"": "", HOME: "h:", OTHER: "o:"}[pattern.names.ns]
            value = self.instance(pattern.content, [])
            attributes.append(f" {prefix}{pattern.names.local}={_quoted(value)}")
            return ""
        if isinstance(pattern, rng.Group):
            return "".join(self.instance(item, attributes) for item in pattern.items)
        if isinstance(pattern, rng.Interleave):
            items = chance.sample(pattern.items, len(pattern.items))
            return "".join(self.instance(item, attributes) for item in items)
        if isinstance(pattern, rng.Choice):
            return self.instance(chance.choice(pattern.items), attributes)
        if isinstance(pattern, rng.Optional | rng.ZeroOrMore | rng.OneOrMore):
            low = 1 if isinstance(pattern, rng.OneOrMore) else 0
            high = 1 if isinstance(pattern, rng.Optional) else 3
            return " ".join(self.instance(pattern.item, attributes) for _ in range(chance.randint(low, high)))
        if isinstance(pattern, rng.List):
            return self.instance(pattern.item, attributes)
        if isinstance(pattern, rng.Value):
            return escape(pattern.value)
        return "abc" if isinstance(pattern, rng.Data) else "words"

    def broken(self, xml: str) -> str:
        """The document with one change."""
        kind = self.chance.randrange(3)
        if kind == 0:
            return xml.replace("no", "maybe", 1).replace("abc", "b", 1)
        end = xml.rindex("</")
        return f"{xml[:end]}<p0/>{xml[end:]}" if kind == 1 else xml.replace(" xmlns:o=", ' n0="" xmlns:o=', 1)


def _quoted(escaped: str) -> str:
    return '"' + escaped.replace('"', "&quot;") + '"'
