"""A RELAX NG grammar as written, before simplification (specification, section 3).

Every pattern is a frozen value. `doc` is documentation for the reader of the schema (DTD compatibility, section 4).
"""

from __future__ import annotations

from dataclasses import dataclass

RNG = "http://relaxng.org/ns/structure/1.0"
ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
XSD_TYPES = "http://www.w3.org/2001/XMLSchema-datatypes"


# --- name classes (section 3, nameClass) ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """One name: `ns` is the namespace URI, empty for none."""

    ns: str
    local: str


@dataclass(frozen=True, slots=True)
class NsName:
    """Every name of a namespace, but those of `exclude`."""

    ns: str
    exclude: NameClass | None = None


@dataclass(frozen=True, slots=True)
class AnyName:
    """Every name, but those of `exclude`."""

    exclude: NameClass | None = None


@dataclass(frozen=True, slots=True)
class NameChoice:
    """The names of any of the items."""

    items: tuple[NameClass, ...]


NameClass = Name | NsName | AnyName | NameChoice


# --- patterns -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Element:
    """An element."""

    names: NameClass
    content: Pattern
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute; `default` is the value that DTD compatibility gives it."""

    names: NameClass
    content: Pattern
    doc: str = ""
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One after the other."""

    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Interleave:
    """All, in any order."""

    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them."""

    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """Once or not."""

    item: Pattern


@dataclass(frozen=True, slots=True)
class ZeroOrMore:
    """Any number of times."""

    item: Pattern


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """At least once."""

    item: Pattern


@dataclass(frozen=True, slots=True)
class List:
    """Words, divided by white space."""

    item: Pattern


@dataclass(frozen=True, slots=True)
class Mixed:
    """With text between."""

    item: Pattern


@dataclass(frozen=True, slots=True)
class Ref:
    """What is defined under a name."""

    name: str


@dataclass(frozen=True, slots=True)
class ParentRef:
    """What the grammar around this one defines under a name."""

    name: str


@dataclass(frozen=True, slots=True)
class ExternalRef:
    """The pattern of another file."""

    href: str
    ns: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """What nothing matches."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a datatype; `type` empty means the built-in "token"."""

    value: str
    type: str = ""
    library: str = ""
    ns: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """The values of a datatype, restricted by parameters, but those of `exclude`."""

    type: str
    library: str = XSD_TYPES
    params: tuple[tuple[str, str], ...] = ()
    exclude: Pattern | None = None


@dataclass(frozen=True, slots=True)
class Define:
    """A pattern under a name; `combine` is "choice", "interleave" or empty."""

    name: str
    pattern: Pattern
    combine: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class Grammar:
    """Definitions, and where a document begins.

    `ns` is the namespace that is written once, at the head. `prefixes` are bindings for the reader of the schema.
    `annotations` are elements of other vocabularies (Schematron), as XML.
    """

    start: Pattern
    defines: tuple[Define, ...]
    ns: str = ""
    prefixes: tuple[tuple[str, str], ...] = ()
    doc: str = ""
    annotations: tuple[str, ...] = ()


Pattern = (
    Element | Attribute | Group | Interleave | Choice | Optional | ZeroOrMore | OneOrMore | List | Mixed | Ref |
    ParentRef | ExternalRef | Empty | NotAllowed | Text | Value | Data | Grammar
)  # fmt: skip
