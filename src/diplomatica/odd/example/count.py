"""What elements, attributes and values there are in TEI files, read one by one, as a stream.

No tree is built: what is kept grows with the number of different names, not with the files. As in `tei.located`,
entities are refused and depth is limited.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from diplomatica.diagnostics.model import Diagnostic, Place
from diplomatica.odd import codes
from diplomatica.tei.located import DEEPEST, XML

TEI = "http://www.tei-c.org/ns/1.0"
MOST_VALUES = 20
# Codes of expat that mean another character encoding than the file says.
_ENCODING_FAULTS = frozenset({4, 18, 19})

Name = tuple[str, str]
"""Namespace and local name."""


@dataclass(slots=True)
class Seen:
    """What is known of the elements of a name; `place` is the first of them, `first` the first that has an attribute.

    `values` has how often each value of an attribute occurs, None for one that has too many, or that no list can hold.
    `bare` where one of them has no element within.
    """

    place: Place
    count: int = 0
    attributes: dict[Name, int] = field(default_factory=dict)
    first: dict[Name, Place] = field(default_factory=dict)
    values: dict[Name, dict[str, int] | None] = field(default_factory=dict)
    bare: bool = False

    def add(self, other: Seen) -> None:
        """Count what another file has, too."""
        self.count += other.count
        self.bare = self.bare or other.bare
        for name, count in other.attributes.items():
            self.attributes[name] = self.attributes.get(name, 0) + count
        for name, place in other.first.items():
            self.first.setdefault(name, place)
        for name, more in other.values.items():
            known = self.values.setdefault(name, {})
            if known is None or more is None:
                self.values[name] = None
                continue
            for value, count in more.items():
                known[value] = known.get(value, 0) + count
            if len(known) > MOST_VALUES:
                self.values[name] = None


@dataclass(slots=True)
class Counts:
    """What was found in some files; `foreign` are other namespaces than TEI's: how many elements, and the first."""

    files: int = 0
    roots: set[Name] = field(default_factory=set)
    elements: dict[Name, Seen] = field(default_factory=dict)
    foreign: dict[str, tuple[int, Place]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The number of elements of TEI."""
        return sum(seen.count for seen in self.elements.values())

    def add(self, other: Counts) -> None:
        """Count what another file has, too."""
        self.files += other.files
        self.roots |= other.roots
        for name, seen in other.elements.items():
            if name in self.elements:
                self.elements[name].add(seen)
            else:
                self.elements[name] = seen
        for ns, (count, place) in other.foreign.items():
            before, first = self.foreign.get(ns, (0, place))
            self.foreign[ns] = before + count, first


def count_file(
    path: Path, known: Collection[Name], enumerated: Mapping[tuple[Name, Name], bool]
) -> Counts | Diagnostic:
    """What is in one file; or why it is left out.

    `known` are the elements of TEI; `enumerated` the attributes (element, attribute) whose values are counted, and
    whether each may have several.
    """
    return _Counter(path, known, enumerated).read()


class _Refused(Exception):
    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _Counter:
    """Counts one file."""

    def __init__(self, path: Path, known: Collection[Name], enumerated: Mapping[tuple[Name, Name], bool]) -> None:
        self.path = path
        self.known = known
        self.enumerated = enumerated
        self.counts = Counts(files=1)
        self.names: dict[str, Name] = {}
        self.inside: list[Seen | None] = []
        self.filled: list[bool] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.EntityDeclHandler = self.entity
        self.parser.ExternalEntityRefHandler = self.external

    def read(self) -> Counts | Diagnostic:
        try:
            with self.path.open("rb") as stream:
                self.parser.ParseFile(stream)
        except _Refused as refused:
            return refused.finding
        except expat.ExpatError as error:
            what, advice = f"not well-formed XML: {expat.errors.messages[error.code]}", "repair the XML first"
            if error.code in _ENCODING_FAULTS:
                what, advice = "not in the character encoding that it declares", "save the file as UTF-8"
            place = Place(str(self.path), error.lineno, error.offset + 1)
            return codes.diagnostic("ODD601", place, what=what, advice=advice)
        except OSError as error:
            what = error.strerror or "it can’t be read"
            return codes.diagnostic("ODD601", Place(str(self.path)), what=what, advice="check the path and its rights")
        finally:
            # The handlers are bound methods: without this the counter and its parser keep each other alive.
            del self.parser
        return self.counts

    def here(self) -> Place:
        return Place(str(self.path), self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def refuse(self, what: str, advice: str) -> _Refused:
        return _Refused(codes.diagnostic("ODD601", self.here(), what=what, advice=advice))

    def split(self, name: str) -> Name:
        """Namespace and local name of what expat calls an element or attribute."""
        found = self.names.get(name)
        if found is None:
            ns, _, local = name.rpartition(" ")
            found = self.names[name] = (ns, local)
        return found

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        name = self.split(raw)
        is_tei = name[0] == TEI or name in self.known
        if not self.inside:
            if not is_tei:
                raise _Refused(codes.diagnostic("ODD605", self.here(), name=name[1], ns=name[0] or "no namespace"))
            self.counts.roots.add(name)
        elif len(self.inside) >= DEEPEST:
            raise self.refuse(f"elements nested more than {DEEPEST} levels deep", "make the document flatter")
        else:
            self.filled[-1] = True
        if not is_tei:
            self.other(name[0])
        self.inside.append(self.tei(name, attributes) if is_tei else None)
        self.filled.append(False)

    def tei(self, name: Name, attributes: dict[str, str]) -> Seen:
        seen = self.counts.elements.get(name)
        if seen is None:
            seen = self.counts.elements[name] = Seen(self.here())
        seen.count += 1
        for raw, value in attributes.items():
            attribute = self.split(raw)
            if attribute not in seen.attributes:
                seen.attributes[attribute] = 0
                seen.first[attribute] = self.here()
            seen.attributes[attribute] += 1
            several = self.enumerated.get((name, attribute))
            if several is not None:
                self.value(seen, attribute, value, several)
        return seen

    def value(self, seen: Seen, attribute: Name, value: str, several: bool) -> None:
        values = seen.values.setdefault(attribute, {})
        if values is None:
            return
        words = value.split()
        if not words or (len(words) > 1 and not several):
            seen.values[attribute] = None
            return
        for word in words:
            values[word] = values.get(word, 0) + 1
        if len(values) > MOST_VALUES:
            seen.values[attribute] = None

    def other(self, ns: str) -> None:
        count, place = self.counts.foreign.get(ns) or (0, self.here())
        self.counts.foreign[ns] = count + 1, place

    def end(self, _name: str) -> None:
        seen = self.inside.pop()
        if not self.filled.pop() and seen is not None:
            seen.bare = True

    def entity(self, name: str, *_rest: object) -> None:
        raise self.refuse(
            f"the entity “{name}” is declared in a DOCTYPE", "write the characters themselves, and remove it"
        )

    def external(self, *_rest: object) -> int:
        raise self.refuse("an external entity", "write the text itself in the file")


def shown(name: Name) -> str:
    """A name as it is written in a document."""
    ns, local = name
    if ns == XML:
        return f"xml:{local}"
    return local if ns in ("", TEI) else f"{{{ns}}}{local}"
