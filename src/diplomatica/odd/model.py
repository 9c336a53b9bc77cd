"""An ODD as written: specifications, their modes, and where each stands (Guidelines, 22, Documentation Elements).

The same values hold the specifications of TEI P5. A place is only known for what was read from a file of the user's.
"""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.diagnostics.model import NOWHERE, Place
from diplomatica.relaxng import model as rng
from diplomatica.tei.located import Node

ADD, CHANGE, REPLACE, DELETE = "add", "change", "replace", "delete"
UNBOUNDED = -1


@dataclass(frozen=True, slots=True)
class Doc:
    """Prose about a specification: `kind` is gloss, desc, remarks, exemplum, listRef, equiv, or model.

    `content` is the element, as a tree or as XML.
    """

    kind: str
    lang: str
    content: Node | str
    version: str = ""


# --- content models -------------------------------------------------------------------------------------------------
# `low` and `high` are @minOccurs and @maxOccurs; UNBOUNDED for "unbounded".


@dataclass(frozen=True, slots=True)
class Empty:
    """`empty`."""


@dataclass(frozen=True, slots=True)
class TextNode:
    """`textNode`."""


@dataclass(frozen=True, slots=True)
class ElementRef:
    """`elementRef`."""

    key: str
    low: int = 1
    high: int = 1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ClassRef:
    """`classRef`: `expand` as in the Guidelines, empty where it is absent."""

    key: str
    low: int = 1
    high: int = 1
    expand: str = ""
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class MacroRef:
    """`macroRef`."""

    key: str
    low: int = 1
    high: int = 1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class DataRef:
    """`dataRef`: `key` names a dataSpec, `name` a datatype of W3C XML Schema; `facets` are its restrictions."""

    key: str = ""
    name: str = ""
    low: int = 1
    high: int = 1
    facets: tuple[tuple[str, str], ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Sequence:
    """`sequence`; not `ordered` with @preserveOrder="false"."""

    items: tuple[Content, ...]
    low: int = 1
    high: int = 1
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Alternate:
    """`alternate`."""

    items: tuple[Content, ...]
    low: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class AnyElement:
    """`anyElement`: namespaces, and names as (namespace, local name), that are required or left out.

    `exclude` None stands for the exceptions of the schema (`schemaSpec/@defaultExceptions`).
    """

    require: tuple[str, ...] = ()
    exclude: tuple[tuple[str, str], ...] | None = None
    low: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class Foreign:
    """RELAX NG patterns, as older ODDs have them."""

    pattern: rng.Pattern
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ValItem:
    """`valItem`; `alias` is its `altIdent`."""

    ident: str
    alias: str = ""
    mode: str = ADD
    docs: tuple[Doc, ...] = ()
    valid_until: str = ""
    place: Place = NOWHERE
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> str:
        """What stands in documents."""
        return self.alias or self.ident


@dataclass(frozen=True, slots=True)
class ValList:
    """`valList`; `kind` is @type: closed, semi or open, empty where it is absent."""

    items: tuple[ValItem, ...] = ()
    kind: str = ""
    mode: str = ADD
    docs: tuple[Doc, ...] = ()
    place: Place = NOWHERE


Content = (
    Empty | TextNode | ElementRef | ClassRef | MacroRef | DataRef | Sequence | Alternate | AnyElement | Foreign |
    ValList
)  # fmt: skip


# --- attributes -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Datatype:
    """`datatype`: what each word is, and how many there are."""

    content: Content
    low: int = 1
    high: int = 1


@dataclass(frozen=True, slots=True)
class AttDef:
    """`attDef`. None or empty where the ODD says nothing."""

    ident: str
    mode: str = ADD
    usage: str = ""
    ns: str | None = None
    alias: str = ""
    datatype: Datatype | None = None
    values: ValList | None = None
    default: str | None = None
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: tuple[Doc, ...] = ()
    valid_until: str = ""
    place: Place = NOWHERE

    @property
    def name(self) -> tuple[str, str]:
        """Namespace and local name in documents."""
        prefix, _, local = (self.alias or self.ident).rpartition(":")
        if prefix == "xml":
            return "http://www.w3.org/XML/1998/namespace", local
        return self.ns or "", local


@dataclass(frozen=True, slots=True)
class AttRef:
    """`attRef`: an attribute of a class; `cls` empty for one that is found by its name alone."""

    name: str
    cls: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class AttList:
    """`attList`: attributes together ("group") or one of them ("choice")."""

    items: tuple[AttList | AttDef | AttRef, ...] = ()
    org: str = "group"


# --- specifications -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemberOf:
    """`memberOf`; `low` and `high` are its @min and @max."""

    key: str
    mode: str = ADD
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Classes:
    """`classes`; `mode` is "replace" or "change"."""

    members: tuple[MemberOf, ...] = ()
    mode: str = REPLACE


@dataclass(frozen=True, slots=True)
class ConstraintSpec:
    """`constraintSpec`: Schematron, as it stands in each `constraint`; `lang` is the language of its messages."""

    ident: str
    scheme: str = "schematron"
    mode: str = ADD
    constraints: tuple[Node | str, ...] = ()
    docs: tuple[Doc, ...] = ()
    valid_until: str = ""
    lang: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """`elementSpec`."""

    ident: str
    module: str = ""
    mode: str = ADD
    ns: str | None = None
    alias: str = ""
    classes: Classes | None = None
    content: Content | None = None
    atts: AttList | None = None
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: tuple[Doc, ...] = ()
    valid_until: str = ""
    prefix: str | None = None
    place: Place = NOWHERE

    @property
    def name(self) -> str:
        """The local name in documents."""
        return self.alias or self.ident


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """`classSpec`; `kind` is @type: "atts" or "model"."""

    ident: str
    kind: str = ""
    module: str = ""
    mode: str = ADD
    classes: Classes | None = None
    atts: AttList | None = None
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: tuple[Doc, ...] = ()
    valid_until: str = ""
    place: Place = NOWHERE
    alias: str = ""


@dataclass(frozen=True, slots=True)
class MacroSpec:
    """`macroSpec` and `dataSpec`: a content model, or a datatype, under a name."""

    ident: str
    module: str = ""
    mode: str = ADD
    content: Content | None = None
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: tuple[Doc, ...] = ()
    valid_until: str = ""
    place: Place = NOWHERE
    alias: str = ""


@dataclass(frozen=True, slots=True)
class DataSpec(MacroSpec):
    """`dataSpec`."""


Spec = ElementSpec | ClassSpec | MacroSpec | DataSpec


# --- the schema as it is asked for ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ModuleRef:
    """`moduleRef`: a module of the source, or a foreign RELAX NG file (`url`, read as `grammar`)."""

    key: str = ""
    url: str = ""
    prefix: str = ""
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    source: str = ""
    grammar: rng.Grammar | None = None
    overrides: tuple[rng.Define, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class SpecRef:
    """`elementRef`, `classRef`, `macroRef` or `dataRef` in a `schemaSpec`; `kind` is element, class, macro or data."""

    kind: str
    key: str
    source: str = ""
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class SchemaSpec:
    """`schemaSpec`, with its specification groups opened.

    `exceptions` is @defaultExceptions as namespaces and names; None where it is absent. `declarations` are its
    `constraintDecl`s.
    """

    ident: str
    start: tuple[str, ...] = ()
    ns: str = "http://www.tei-c.org/ns/1.0"
    prefix: str = ""
    source: str = ""
    target_lang: str = ""
    doc_lang: str = ""
    exceptions: tuple[tuple[str, str], ...] | None = None
    modules: tuple[ModuleRef, ...] = ()
    refs: tuple[SpecRef, ...] = ()
    specs: tuple[Spec, ...] = ()
    constraints: tuple[ConstraintSpec, ...] = ()
    docs: tuple[Doc, ...] = ()
    declarations: tuple[Node, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ModuleSpec:
    """`moduleSpec`: a module and its chapter."""

    ident: str
    docs: tuple[Doc, ...] = ()
