"""A Schematron schema as values (ISO/IEC 19757-3, clauses 5 and 6): as it was read, and as it is resolved.

Both are the same classes. A resolved schema has no abstract pattern, no abstract rule and no `Extends`; its diagnostics
and properties stand in the checks that refer to them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from diplomatica.diagnostics.model import NOWHERE, Diagnostic, Place, Severity

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
ALL = "#ALL"
DEFAULT = "#DEFAULT"

Namespaces = tuple[tuple[str, str], ...]
"""Prefixes and what they stand for, sorted."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of the query language, with the namespaces that hold where it stands."""

    text: str
    place: Place = NOWHERE
    ns: Namespaces = ()


@dataclass(frozen=True, slots=True)
class Foreign:
    """An element of another vocabulary, such as `xsl:function`, as XML that stands on its own."""

    xml: str
    place: Place = NOWHERE
    ns: Namespaces = ()


@dataclass(frozen=True, slots=True)
class ValueOf:
    """`value-of`."""

    select: Expression


@dataclass(frozen=True, slots=True)
class NameOf:
    """`name`; without a path it is the name of the context."""

    path: Expression | None = None


Mixed = tuple[str | ValueOf | NameOf | Foreign, ...]


@dataclass(frozen=True, slots=True)
class Let:
    """`let`: a value, or `content`, which is XML to be taken as it is."""

    name: str
    value: Expression | None
    content: Foreign | None = None
    type: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Note:
    """A `diagnostic` or a `property`; `attributes` are those it has beside its id and language."""

    id: str
    lang: str
    attributes: tuple[tuple[str, str], ...]
    content: Mixed
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Check:
    """An `assert` or a `report`; `attributes` are `see`, `icon` and `fpi`."""

    kind: str
    test: Expression
    content: Mixed
    id: str = ""
    role: str = ""
    flag: str = ""
    severity: str = ""
    lang: str = ""
    subject: Expression | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    diagnostic_notes: tuple[Note, ...] = ()
    property_notes: tuple[Note, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Extends:
    """`extends` of an abstract rule by its id."""

    rule: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Rule:
    """`rule`: its context, then lets, checks and `extends` in their order."""

    context: Expression | None
    items: tuple[Let | Check | Extends, ...]
    abstract: bool = False
    id: str = ""
    role: str = ""
    flag: str = ""
    lang: str = ""
    subject: Expression | None = None
    visit_each: Expression | None = None
    place: Place = NOWHERE

    @property
    def lets(self) -> tuple[Let, ...]:
        """The variables, in order."""
        return tuple(item for item in self.items if isinstance(item, Let))

    @property
    def checks(self) -> tuple[Check, ...]:
        """The assertions and reports, in order."""
        return tuple(item for item in self.items if isinstance(item, Check))


@dataclass(frozen=True, slots=True)
class Pattern:
    """`pattern`, or `group` (of the edition of 2025), in which a node may meet several rules."""

    rules: tuple[Rule, ...]
    id: str = ""
    group: bool = False
    abstract: bool = False
    is_a: str = ""
    params: tuple[tuple[str, str], ...] = ()
    documents: Expression | None = None
    lets: tuple[Let, ...] = ()
    role: str = ""
    lang: str = ""
    title: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Phase:
    """`phase`: patterns to be run together."""

    id: str
    active: tuple[tuple[str, Place], ...]
    lets: tuple[Let, ...] = ()
    start: Expression | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Schema:
    """`schema`."""

    name: str
    patterns: tuple[Pattern, ...]
    binding: str = ""
    default_phase: str = ""
    version: str = ""
    title: str = ""
    lang: str = ""
    ns: Namespaces = ()
    declared: Namespaces = ()
    lets: tuple[Let, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    phases: tuple[Phase, ...] = ()
    phase: Phase | None = None
    diagnostics: tuple[Note, ...] = ()
    properties: tuple[Note, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Finding:
    """What a schema says of a node of a document.

    `kind` is "assert", "report", or "error" where a test broke off; `xpath` is plain, `location` exact (namespaces in
    braces, as `fn:path` has it). `diagnostics` are (id, language, text), `properties` (id, text).
    """

    kind: str
    severity: Severity
    message: str
    place: Place
    xpath: str
    location: str
    pattern: str = ""
    context: str = ""
    rule: str = ""
    id: str = ""
    role: str = ""
    flag: str = ""
    test: str = ""
    lang: str = ""
    see: str = ""
    diagnostics: tuple[tuple[str, str, str], ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    source: Place = field(default=NOWHERE, compare=False)

    @property
    def code(self) -> str:
        """The code of the finding in the catalogue."""
        return {"assert": "SCH001", "report": "SCH002"}.get(self.kind, "SCH003")

    def diagnostic(self, language: str = "") -> Diagnostic:
        """The finding as all stages have them; the help is what the schema's diagnostics say.

        `language` is a tag as in BCP 47: of diagnostics in several languages, those in it are told (RFC 4647, basic
        filtering), and those that have none; all of them if none is in it, or without a `language`.
        """
        notes = [note for note in self.diagnostics if note[2]]
        if language and any(note[1] and _is_in(note[1], language) for note in notes):
            notes = [note for note in notes if not note[1] or _is_in(note[1], language)]
        advice = " ".join(text for _, _, text in notes)
        return Diagnostic(self.code, self.severity, self.message, self.place, advice)


def _is_in(tag: str, language: str) -> bool:
    """Whether a language tag is of a language: “en-GB” is of “en”."""
    return f"{tag.lower()}-".startswith(f"{language.lower()}-")
