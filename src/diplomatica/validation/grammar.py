"""A document against a grammar: the faults of the matcher, put into words at their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.parsers import expat

from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.relaxng.engine.automaton import Automaton, State
from diplomatica.relaxng.engine.ids import IdTypes
from diplomatica.relaxng.engine.matcher import Fault, Matcher, Refused
from diplomatica.tei.located import XML

if TYPE_CHECKING:
    # What puts faults into words is loaded when there is one.
    from diplomatica.validation.large import Content
    from diplomatica.validation.sites import Site
    from diplomatica.validation.source_text import SourceText
    from diplomatica.validation.vocabulary import Vocabulary
    from diplomatica.validation.words import Words

_KINDS = 1_000  # faults of a document that are not alike in kind, element and name
_LACKS = "element-incomplete"
_IN_CONTENT = frozenset({"element-not-allowed", "text-not-allowed"})
_ABOUT_ATTRIBUTES = frozenset({"attribute-not-allowed", "attribute-value", "id-twice", "id-missing", "id-words"})


class Grammar:
    """One schema, and what is known of it from the documents so far.

    `ids` are its attributes that are IDs or refer to one (RELAX NG DTD Compatibility); those that are called xml:id are
    left to `references`, which looks at all of a document.
    """

    def __init__(self, automaton: Automaton, ids: IdTypes | None = None) -> None:
        self.automaton = automaton
        kept = {
            element: {name: kind for name, kind in types.items() if name != f"{XML} id"}
            for element, types in (ids or {}).items()
        }
        self.ids = ids if any(kept.values()) else None
        self._vocabulary: Vocabulary | None = None
        self._words: dict[tuple[object, ...], Words] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        """The names of the schema."""
        if self._vocabulary is None:
            from diplomatica.validation.vocabulary import Vocabulary

            self._vocabulary = Vocabulary(self.automaton)
        return self._vocabulary

    def check(self, data: Content, file: str, ids: bool = True) -> tuple[list[Diagnostic], Exception | None]:
        """The findings about a document, and what is said where it is not well-formed, or refused."""
        faults: list[Fault] = []
        read: dict[str, str] = {}
        kinds: dict[tuple[object, ...], str] = {}

        def found(fault: Fault) -> str:
            key = fault.kind, fault.element, fault.name, id(fault.state)
            if key not in kinds:
                if len(kinds) == _KINDS:
                    raise Refused("many", "too many faults", fault.line, fault.column, "repair the first ones")
                kinds[key] = meant(fault)
            faults.append(fault)
            return kinds[key]

        def meant(fault: Fault) -> str:
            # The recovery asks what the schema knows: all of it has to be there, whatever came before.
            vocabulary = self.vocabulary
            if fault.kind != "element-not-allowed" or vocabulary.known(fault.name):
                return ""
            from diplomatica.validation.unknown import read_as

            assert isinstance(fault.state, State)
            other = read_as(vocabulary, fault.name, fault.state)
            if other:
                read.setdefault(fault.name, other)
            return other

        broken: Exception | None = None
        try:
            matcher = Matcher(self.automaton, found, self.ids if ids else None)
            if isinstance(data, bytes):
                matcher.run(data)
            else:
                with open(data.path, "rb") as stream:
                    matcher.run(stream)
        except (expat.ExpatError, Refused, UnicodeDecodeError) as error:
            broken = error
        if self.ids:
            faults = [fault for fault in faults if fault.kind != "id-twice" or fault.name != f"{XML} id"]
        return (self.told(faults, data, file, read) if faults else []), broken

    def told(self, faults: list[Fault], data: Content, file: str, read: Mapping[str, str]) -> list[Diagnostic]:
        """The faults of a document as findings; `read` are unknown elements with those as which they were read."""
        from diplomatica.validation.sites import sites
        from diplomatica.validation.source_text import SourceText

        faults = sorted(faults, key=lambda fault: (fault.line, fault.column))
        text = SourceText(data)
        pairs = list(zip(faults, sites(data, faults), strict=True))
        # What an element lacks is what stands in it under another name, or in the wrong place: one fault.
        told_of = {_parent(fault, site) for fault, site in pairs if fault.kind in _IN_CONTENT}
        pairs = [(fault, site) for fault, site in pairs if fault.kind != _LACKS or site.path not in told_of]
        if read:
            pairs = [_as_read(fault, site, read) for fault, site in pairs]
        return [self._told(fault, site, text, file) for fault, site in pairs]

    def _told(self, fault: Fault, site: Site, text: SourceText, file: str) -> Diagnostic:
        from diplomatica.validation.moves import LINE
        from diplomatica.validation.source_text import attribute_at, moved, name_width
        from diplomatica.validation.vocabulary import attribute_word

        words = self.words(fault, site)
        line, column, path = fault.line, fault.column, site.path
        tag = "" if fault.kind.startswith("text") else text.tag(line, column)
        width, covered = 1, ""
        if fault.kind in _ABOUT_ATTRIBUTES:
            path = f"{path}/{attribute_word(fault.name)}"
            spot = attribute_at(tag, fault.name)
            if spot is not None:
                at, width = spot[2:] if words.spot == "value" else spot[:2]
                line, column = moved(line, column, tag[:at])
                covered = tag[at : at + width]
        elif fault.kind == "element-incomplete":
            # The end of an empty-element tag is no place to look at.
            if site.line == line and not _is_end(tag, fault.element):
                column = site.column
                tag = text.tag(line, column)
            width = name_width(tag)
        elif fault.kind == "text-not-allowed":
            words_there = fault.value.strip().split("\n")[0].rstrip()
            width = max(1, min(len(words_there), 40))
            column = column or text.column_at_end(line, words_there)
        elif fault.kind == "text-value":
            start = column - len(fault.value)
            if start > 0 and text.after(line, start, len(fault.value)) == fault.value:
                lead = len(fault.value) - len(fault.value.lstrip())
                column, width = start + lead, max(1, len(fault.value.strip()))
        elif tag:
            width = name_width(tag)
        advice, label = words.help, words.label
        if words.near:
            shown = str(site.around if words.near == ".." else site.lines.get(words.near, 0))
            advice, label = advice.replace(LINE, shown), label.replace(LINE, shown)
        excerpt = text.excerpt(line, column, width)
        end_line, end_column = moved(line, column, covered) if covered else (line, column + width)
        return Diagnostic(
            words.code, Severity.ERROR, words.message, Place(file, line, column), advice, end_line, end_column,
            path, Origin.GRAMMAR, excerpt, label, words.fix,
        )  # fmt: skip

    def words(self, fault: Fault, site: Site) -> Words:
        """What is said of a fault; the same for faults that are alike."""
        parent = site.ancestors[-1] if site.ancestors else ""
        repeated = fault.name in site.earlier
        key: tuple[object, ...] = (
            fault.kind,
            fault.element,
            fault.name,
            fault.value,
            id(fault.state),
            parent,
            site.before,
            repeated,
        )
        if fault.kind in ("attribute-missing", "attribute-not-allowed", "element-incomplete"):
            key = (*key, site.attributes, site.line, fault.line, site.earlier)
        if fault.kind in _IN_CONTENT:
            key = (*key, site.ancestors, site.siblings, site.last)
        found = self._words.get(key)
        if found is None:
            if len(self._words) > 10_000:
                self._words.clear()
            found = self._words[key] = self._new_words(fault, site)
        return found

    def _new_words(self, fault: Fault, site: Site) -> Words:
        from diplomatica.validation import attributes, contents, elements

        vocabulary, kind = self.vocabulary, fault.kind
        if kind == "attribute-not-allowed":
            return attributes.not_allowed(vocabulary, fault.element, fault.name, site)
        if kind == "attribute-missing":
            return attributes.missing(vocabulary, fault.element, site)
        if kind == "attribute-value":
            return attributes.wrong_value(vocabulary, fault.element, fault.name, fault.value)
        if kind.startswith("id-"):
            return attributes.identifier(kind, fault.name, fault.value)
        state = fault.state
        assert isinstance(state, State)
        if kind == "element-not-allowed":
            return elements.not_allowed(vocabulary, fault.name, state, site)
        if kind == "element-incomplete":
            return contents.incomplete(vocabulary, fault.element, state, site, fault.line)
        if kind == "text-not-allowed":
            return contents.text_not_allowed(vocabulary, fault.element, fault.value, state, site)
        return contents.text_value(vocabulary, fault.element, fault.value, state)


def _is_end(tag: str, element: str) -> bool:
    """Is a tag the end tag of an element?"""
    return tag.startswith("</") and tag.strip("</> \t\n").rpartition(":")[2] == element.rpartition(" ")[2]


def _parent(fault: Fault, site: Site) -> str:
    """The path of the element in whose content a fault is."""
    return site.path.rpartition("/")[0] if fault.kind == "element-not-allowed" else site.path


def _as_read(fault: Fault, site: Site, read: Mapping[str, str]) -> tuple[Fault, Site]:
    """A fault within elements that were read as others: it is told of those."""
    ancestors = tuple(read.get(name, name) for name in site.ancestors)
    return replace(fault, element=read.get(fault.element, fault.element)), replace(site, ancestors=ancestors)
