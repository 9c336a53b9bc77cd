"""The steps from an ODD as written to its schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from diplomatica.diagnostics.model import NOWHERE, Diagnostic, Place
from diplomatica.odd import codes
from diplomatica.odd import model as odd
from diplomatica.odd.resolve.attributes import Attributes
from diplomatica.odd.resolve.collect import Specs, collect
from diplomatica.odd.resolve.content import Contents, element_names
from diplomatica.odd.resolve.cycles import without_cycles
from diplomatica.odd.resolve.merge import merged_constraints
from diplomatica.odd.resolve.report import Report, near
from diplomatica.odd.resolve.source import Source
from diplomatica.odd.schema import Class, Element, Macro, Schema
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.reader import prefixed
from diplomatica.relaxng.walk import refs

TEI = "http://www.tei-c.org/ns/1.0"
EXAMPLES = "http://www.tei-c.org/ns/Examples"
_EXCEPTIONS = ((TEI, ""), (EXAMPLES, "egXML"))


def resolve(
    written: odd.SchemaSpec, opened: Callable[[str, Place], Source], found: Callable[[Diagnostic], None]
) -> Schema:
    """The schema of an ODD.

    `opened` gives the source of an address (empty for the one that is meant by default); findings go to `found`.
    """
    told: set[tuple[str, Place, str]] = set()

    def report(code: str, place: Place, **facts: object) -> None:
        finding = codes.diagnostic(code, place, **facts)
        if (code, place, finding.message) not in told:
            told.add((code, place, finding.message))
            found(finding)

    specs = collect(written, opened, report)
    foreign = _foreign(written)
    default = opened(written.source, written.place)
    return _Resolver(written, specs, foreign, report).schema(default, opened)


def _foreign(written: odd.SchemaSpec) -> tuple[rng.Define, ...]:
    """The definitions of foreign grammars, those that the ODD overrides replaced."""
    defines: list[rng.Define] = []
    for ref in written.modules:
        if ref.grammar is None:
            continue
        overridden = {define.name for define in ref.overrides if not define.combine}
        kept = tuple(define for define in ref.grammar.defines if define.name not in overridden)
        if ref.prefix:
            known = {define.name for define in ref.grammar.defines}
            own = {define.name for define in ref.overrides} - known
            grammar = prefixed(rng.Grammar(rng.NotAllowed(), kept + ref.overrides), ref.prefix)
            defines += (
                replace(define, name=define.name.removeprefix(ref.prefix))
                if define.name.removeprefix(ref.prefix) in own
                else define
                for define in grammar.defines
            )
        else:
            defines += kept + ref.overrides
    return tuple(defines)


class _Resolver:
    def __init__(self, written: odd.SchemaSpec, specs: Specs, foreign: tuple[rng.Define, ...], report: Report) -> None:
        self.written = written
        self.report = report
        self.foreign = foreign
        self.elements = {key[1]: spec for key, spec in specs.items() if isinstance(spec, odd.ElementSpec)}
        self.classes = {key[1]: spec for key, spec in specs.items() if isinstance(spec, odd.ClassSpec)}
        self.datas = {key[1]: spec for key, spec in specs.items() if isinstance(spec, odd.DataSpec) or key[0] == "data"}
        self.macros = {
            key[1]: spec for key, spec in specs.items() if isinstance(spec, odd.MacroSpec) and key[1] not in self.datas
        }

    def schema(self, default: Source, opened: Callable[[str, Place], Source]) -> Schema:
        memberships = {name: self._memberships(name, spec.classes) for name, spec in self._members()}
        self._break_cycles(memberships)
        supers = {name: self._of_kind(memberships["class", name], "atts") for name in self.classes}
        members = self._model_members(memberships)
        contents = Contents(
            self.elements, self.classes, self.macros, self.datas, {define.name for define in self.foreign}, self.report
        )
        attributes = Attributes(self.classes, supers, contents, self.report)
        elements = {
            name: Element(
                spec,
                self.written.ns if spec.ns is None else spec.ns,
                contents.fitted(spec.content),
                attributes.of_element(spec, self._of_kind(memberships["element", name], "atts")),
                memberships["element", name],
            )
            for name, spec in self.elements.items()
        }
        macros, datas = self._macros(contents)
        start = self._start(elements)
        elements = self._used(elements, macros, members, start)
        classes = {
            name: Class(spec, memberships["class", name], tuple(members.get(name, ())), attributes.of_class(name))
            for name, spec in self.classes.items()
        }
        return Schema(
            self.written,
            start,
            _EXCEPTIONS if self.written.exceptions is None else self.written.exceptions,
            elements,
            classes,
            macros,
            datas,
            self._modules(default, opened),
            self._constraints(),
            self.foreign,
            default.edition,
        )

    def _macros(self, contents: Contents) -> tuple[dict[str, Macro], dict[str, Macro]]:
        """Macros and datatypes, none of which comes back to itself."""
        specs: dict[tuple[str, str], odd.MacroSpec] = {("macro", name): spec for name, spec in self.macros.items()}
        specs |= {("data", name): spec for name, spec in self.datas.items() if isinstance(spec, odd.MacroSpec)}

        def named(name: str) -> tuple[str, str] | None:
            known = name not in self.elements and name not in self.classes
            return next((key for key in (("macro", name), ("data", name)) if known and key in specs), None)

        def told(key: tuple[str, str]) -> None:
            self.report("ODD407", specs[key].place, name=key[1])

        self._foreign_refs(contents)
        fitted = {key: contents.fitted(spec.content) for key, spec in specs.items()}
        kept = without_cycles(fitted, named, told)
        made = {key: Macro(spec, kept[key]) for key, spec in specs.items()}
        return (
            {name: macro for (kind, name), macro in made.items() if kind == "macro"},
            {name: macro for (kind, name), macro in made.items() if kind == "data"},
        )

    def _constraints(self) -> tuple[odd.ConstraintSpec, ...]:
        """The constraints of the schema itself, but those that it takes back."""
        kept: list[odd.ConstraintSpec] = []
        for spec in self.written.constraints:
            same = [item for item in kept if item.ident == spec.ident]
            if spec.mode in (odd.CHANGE, odd.DELETE) and not same:
                self.report("ODD326", spec.place, name=spec.ident, mode=spec.mode)
            if spec.mode in (odd.CHANGE, odd.DELETE):
                kept = list(merged_constraints(tuple(kept), (spec,) if same else (), self.report))
            else:
                kept.append(spec)
        return tuple(kept)

    def _foreign_refs(self, contents: Contents) -> None:
        """Patterns of other grammars refer to one another, and to what the schema has."""
        place = next((ref.place for ref in self.written.modules if ref.grammar is not None), self.written.place)
        for define in self.foreign:
            for name in refs(define.pattern):
                if contents.definition(name) is None:
                    self.report("ODD402", place, name=name)

    def _members(self) -> Iterable[tuple[tuple[str, str], odd.ElementSpec | odd.ClassSpec]]:
        for name, spec in self.elements.items():
            yield ("element", name), spec
        for name, cls in self.classes.items():
            yield ("class", name), cls

    def _memberships(self, key: tuple[str, str], classes: odd.Classes | None) -> tuple[str, ...]:
        """The classes of the schema that something is a member of, each once."""
        found: dict[str, None] = {}
        for member in classes.members if classes else ():
            if member.key in self.classes:
                found[member.key] = None
            elif member.place is not NOWHERE:
                self.report("ODD310", member.place, name=member.key, near=near(member.key, self.classes))
        return tuple(found)

    def _of_kind(self, names: tuple[str, ...], kind: str) -> tuple[str, ...]:
        return tuple(name for name in names if (self.classes[name].kind == "model") == (kind == "model"))

    def _break_cycles(self, memberships: dict[tuple[str, str], tuple[str, ...]]) -> None:
        """A class that is a member of itself, over others or at once: the last membership does not count."""
        for kind in ("atts", "model"):
            same = [name for name, cls in self.classes.items() if (cls.kind == "model") == (kind == "model")]
            supers = {name: self._of_kind(memberships["class", name], kind) for name in same}
            for name, sup in self._circles(supers):
                kept = tuple(item for item in memberships["class", name] if item != sup)
                memberships["class", name] = kept
                self.report("ODD312", self.classes[name].place, name=sup)

    def _circles(self, supers: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
        """The memberships that lead back to the class that they set out from."""
        done: set[str] = set()
        for top in supers:
            trail: list[tuple[str, list[str]]] = [(top, list(supers[top]))]
            inside = {top}
            while trail:
                name, pending = trail[-1]
                if not pending:
                    trail.pop()
                    inside.discard(name)
                    done.add(name)
                    continue
                sup = pending.pop(0)
                if sup in inside:
                    yield name, sup
                elif sup not in done:
                    inside.add(sup)
                    trail.append((sup, list(supers[sup])))

    def _model_members(
        self, memberships: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for key, classes in memberships.items():
            for name in classes:
                if self.classes[name].kind == "model" and key != ("class", name):
                    if key[0] == "class" and self.classes[key[1]].kind != "model":
                        continue
                    found.setdefault(name, []).append(key)
        return found

    def _used(
        self,
        elements: dict[str, Element],
        macros: Mapping[str, Macro],
        members: Mapping[str, list[tuple[str, str]]],
        start: tuple[str, ...],
    ) -> dict[str, Element]:
        """The elements that a document can have.

        One of the source that is in no class and in no content model is left out; of one that the ODD specifies, a
        person is told.
        """
        needed = {*start, *(ident for keys in members.values() for kind, ident in keys if kind == "element")}
        for content in [
            *(element.content for element in elements.values()),
            *(macro.content for macro in macros.values()),
        ]:
            needed.update(element_names(content))
        kept: dict[str, Element] = {}
        for name, element in elements.items():
            if name not in needed:
                if element.spec.place is NOWHERE:
                    continue
                self.report("ODD404", element.spec.place, name=name)
            kept[name] = element
        return kept

    def _start(self, elements: Mapping[str, Element]) -> tuple[str, ...]:
        """The elements that a document may begin with: those named, else that of TEI."""
        by_name = {element.name: name for name, element in elements.items()}
        found: dict[str, None] = {}
        for name in self.written.start:
            if name in elements:
                found[name] = None
            elif name in by_name:
                found[by_name[name]] = None
            else:
                self.report("ODD405", self.written.place, name=name, near=near(name, elements))
        if not found and not self.written.start and "TEI" in elements:
            found = {"TEI": None}
        if not found:
            self.report("ODD406", self.written.place)
            found = dict.fromkeys(elements)
        return tuple(found)

    def _modules(self, default: Source, opened: Callable[[str, Place], Source]) -> tuple[odd.ModuleSpec, ...]:
        """The modules that anything in the schema belongs to, in the order of the source."""
        specs: list[odd.Spec] = [*self.elements.values(), *self.classes.values(), *self.macros.values()]
        used = {spec.module for spec in specs}
        known = {module.ident: module for module in default.modules}
        for ref in self.written.modules:
            if ref.source:
                for module in opened(ref.source, ref.place).modules:
                    known.setdefault(module.ident, module)
        own = tuple(odd.ModuleSpec(name) for name in sorted(used - set(known)) if name)
        return tuple(module for name, module in known.items() if name in used) + own
