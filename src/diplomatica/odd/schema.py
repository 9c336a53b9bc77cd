"""A schema as resolved: every reference finds its target, every element has its attributes (the emitters' contract).

What an ODD leaves to be worked out (modes, modules, inheritance, references to what is not there) is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diplomatica.odd import model as odd
from diplomatica.relaxng import model as rng


@dataclass(frozen=True, slots=True)
class Att:
    """An attribute as it is at last; `owner` is the class, or the element, that it comes from.

    `own` where an element has changed what its class says.
    """

    spec: odd.AttDef
    owner: str
    own: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """Namespace and local name in documents."""
        return self.spec.name


@dataclass(frozen=True, slots=True)
class ClassUse:
    """All attributes that a class gives, those of its own classes included."""

    name: str


@dataclass(frozen=True, slots=True)
class AttGroup:
    """Attributes together, or, with `choice`, one of them."""

    items: tuple[AttGroup | Att | ClassUse, ...]
    choice: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """An element: `attributes` refers to classes that it takes in whole; `classes` are those that it is a member of."""

    spec: odd.ElementSpec
    ns: str
    content: odd.Content
    attributes: AttGroup
    classes: tuple[str, ...]

    @property
    def ident(self) -> str:
        """The name by which content models refer to it."""
        return self.spec.ident

    @property
    def name(self) -> str:
        """The local name in documents."""
        return self.spec.name


@dataclass(frozen=True, slots=True)
class Class:
    """A class: a model class has `members`, as ("element" or "class", name), an attribute class `attributes`."""

    spec: odd.ClassSpec
    classes: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    attributes: AttGroup

    @property
    def ident(self) -> str:
        """Its name."""
        return self.spec.ident

    @property
    def is_model(self) -> bool:
        """Is it a class of elements, for content models?"""
        return self.spec.kind == "model"


@dataclass(frozen=True, slots=True)
class Macro:
    """A content model, or a datatype, under a name."""

    spec: odd.MacroSpec
    content: odd.Content


@dataclass(frozen=True, slots=True)
class Schema:
    """A whole schema. `foreign` are definitions of other RELAX NG grammars, to which content may refer by name."""

    spec: odd.SchemaSpec
    start: tuple[str, ...]
    exceptions: tuple[tuple[str, str], ...]
    elements: Mapping[str, Element]
    classes: Mapping[str, Class]
    macros: Mapping[str, Macro]
    datas: Mapping[str, Macro]
    modules: tuple[odd.ModuleSpec, ...]
    constraints: tuple[odd.ConstraintSpec, ...]
    foreign: tuple[rng.Define, ...]
    edition: str

    def model_members(self, name: str) -> tuple[str, ...]:
        """The elements of a model class, those of its subclasses included, each once, in order."""
        found: dict[str, None] = {}
        seen: set[str] = set()

        def walk(name: str) -> None:
            if name in seen:
                return
            seen.add(name)
            for kind, member in self.classes[name].members:
                if kind == "element":
                    found[member] = None
                else:
                    walk(member)

        walk(name)
        return tuple(found)

    def atts(self, group: AttGroup) -> Iterator[Att]:
        """The attributes of a group, those of whole classes included."""
        for item in group.items:
            if isinstance(item, Att):
                yield item
            elif isinstance(item, AttGroup):
                yield from self.atts(item)
            else:
                yield from self.class_atts(item.name)

    def class_atts(self, name: str) -> Iterator[Att]:
        """The attributes of a class, those of its own classes included."""
        yield from self.atts(self.classes[name].attributes)
