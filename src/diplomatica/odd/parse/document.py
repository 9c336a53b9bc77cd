"""A whole ODD: its `schemaSpec`, with the specification groups that it refers to.

Guidelines, 22.8, Combining Modules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from diplomatica.diagnostics.model import Diagnostic, Place
from diplomatica.errors import UnusableInput
from diplomatica.odd import model as odd
from diplomatica.odd.parse.content import names
from diplomatica.odd.parse.context import TEI, Context, is_tei, place_of, words
from diplomatica.odd.parse.files import Files
from diplomatica.odd.parse.prose import docs
from diplomatica.odd.parse.specs import SPECS, read_constraint, read_spec
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.model import RNG, XSD_TYPES
from diplomatica.relaxng.reader import Context as RngContext
from diplomatica.relaxng.reader import read_grammar
from diplomatica.tei.located import Node

_REFS = {"elementRef": "element", "classRef": "class", "macroRef": "macro", "dataRef": "data"}
_PROSE = frozenset({"gloss", "desc", "altIdent", "equiv", "listRef", "remarks", "exemplum", "outputRendition"})


@dataclass(frozen=True, slots=True)
class Written:
    """What an ODD file says: its schema, and the specifications that stand outside of any schema."""

    file: str
    schema: odd.SchemaSpec | None
    specs: tuple[odd.Spec, ...]
    modules: tuple[odd.ModuleSpec, ...]
    version: str = ""


def read_odd(
    files: Files, path: str, found: Callable[[Diagnostic], None], schema: str = "", *, whole: bool = False
) -> Written:
    """Read an ODD.

    `schema` names one of several `schemaSpec`s; with `whole`, the specifications outside of it are read too. Raises
    `UnusableInput` for what can't be read at all; findings about the rest go to `found`.
    """
    root = files.root(path)
    schemas = [node for node in root.iter() if node.name == "schemaSpec" and node.ns == TEI]
    chosen: Node | None = None
    if schema:
        chosen = next((node for node in schemas if node.get("ident") == schema), None)
        if chosen is None:
            there = ", ".join(node.get("ident") for node in schemas) or "none"
            raise UnusableInput(f"there is no schemaSpec “{schema}” in it (there are: {there})", where=path)
    elif schemas:
        chosen = schemas[0]
    if chosen is not None and len(schemas) > 1 and not schema:
        context = Context(TEI, found)
        context.report("ODD003", place_of(chosen), count=len(schemas), name=chosen.get("ident"))
    loose: tuple[odd.Spec, ...] = ()
    modules: tuple[odd.ModuleSpec, ...] = ()
    if whole:
        context = Context(TEI, found)
        inside = {id(node) for top in schemas for node in top.iter()}
        loose = tuple(
            read_spec(node, context)
            for node in root.iter()
            if node.name in SPECS and node.ns == TEI and id(node) not in inside
        )
        modules = _modules(root)
    spec = _Reader(files, found).schema(chosen) if chosen is not None else None
    return Written(path, spec, loose, modules, version_of(root))


def version_of(root: Node) -> str:
    """The release of TEI P5 that a source of the Guidelines says that it is; empty for other documents."""
    for node in root.iter():
        if node.name == "edition" and node.ns == TEI:
            text = " ".join(node.text().split())
            if "Version" in text:
                number = text.partition("Version")[2].split()
                if number:
                    return number[0].rstrip(".,")
        elif node.name == "text":
            break
    return ""


def _modules(root: Node) -> tuple[odd.ModuleSpec, ...]:
    """The modules that are specified, the first specification of each."""
    found: dict[str, odd.ModuleSpec] = {}
    for node in root.iter():
        if node.name == "moduleSpec" and node.ns == TEI:
            ident = node.get("ident")
            found.setdefault(ident, odd.ModuleSpec(ident, docs(node)))
    return tuple(found.values())


class _Reader:
    """Reads one `schemaSpec` and what it refers to."""

    def __init__(self, files: Files, found: Callable[[Diagnostic], None]) -> None:
        self.files = files
        self.found = found
        self.modules: list[odd.ModuleRef] = []
        self.refs: list[odd.SpecRef] = []
        self.specs: list[odd.Spec] = []
        self.constraints: list[odd.ConstraintSpec] = []
        self.declarations: list[Node] = []

    def schema(self, node: Node) -> odd.SchemaSpec:
        ns = node.get("ns", TEI)
        context = Context(ns, self.found)
        ident = node.get("ident").strip()
        if not ident:
            context.report("ODD101", place_of(node), name="schemaSpec")
        for child, source in self._opened(node, ()):
            self._item(child, source, context)
        exceptions = names(node, "defaultExceptions") if "defaultExceptions" in node.attrs else None
        return odd.SchemaSpec(
            ident=ident,
            start=words(node, "start"),
            ns=ns,
            prefix=node.get("prefix"),
            source=node.get("source").strip(),
            target_lang=node.get("targetLang").strip(),
            doc_lang=node.get("docLang").strip(),
            exceptions=exceptions,
            modules=tuple(self.modules),
            refs=tuple(self.refs),
            specs=tuple(self.specs),
            constraints=tuple(self.constraints),
            docs=docs(node),
            declarations=tuple(self.declarations),
            place=place_of(node),
        )

    def _opened(self, node: Node, trail: tuple[int, ...]) -> Iterator[tuple[Node, Node]]:
        """The children of a schema or group, with the groups that they refer to opened; each with its parent."""
        for child in node.elements():
            if child.name == "specGrpRef" and is_tei(child):
                group = self._group(child)
                if group is None:
                    continue
                if id(group) in trail:
                    Context(TEI, self.found).report("ODD014", place_of(child), value=child.get("target"))
                    continue
                yield from self._opened(group, (*trail, id(group)))
            elif child.name == "specGrp" and is_tei(child):
                yield from self._opened(child, (*trail, id(child)))
            elif is_tei(child):
                yield child, node

    def _group(self, node: Node) -> Node | None:
        target = node.get("target").strip()
        path, fragment = self.files.resolve(node, target)
        root = self.files.root(path)
        group = self.files.find(path, fragment) if fragment else root
        if group is None:
            Context(TEI, self.found).report("ODD013", place_of(node), value=target)
        return group

    def _item(self, node: Node, parent: Node, context: Context) -> None:
        if node.name in SPECS:
            spec = read_spec(node, context)
            self.specs.append(spec)
            if spec.ident and spec.mode == odd.CHANGE and node.get("source").strip():
                # What is changed may come from a source of its own, as if an elementRef and the like asked for it.
                kind = node.name.removesuffix("Spec")
                self.refs.append(odd.SpecRef(kind, spec.ident, node.get("source").strip(), place=place_of(node)))
        elif node.name == "moduleRef":
            self.modules.append(self._module_ref(node, context))
        elif node.name in _REFS:
            if not node.get("key").strip():
                context.report("ODD102", place_of(node), name=node.name)
                return
            include = words(node, "include") if "include" in node.attrs else None
            exclude = words(node, "except")
            ref = odd.SpecRef(
                _REFS[node.name], node.get("key").strip(), node.get("source").strip(), include, exclude, place_of(node)
            )
            self.refs.append(ref)
        elif node.name == "constraintSpec":
            self.constraints.append(read_constraint(node, context))
        elif node.name == "constraintDecl":
            self.declarations.append(node)
        elif node.name not in _PROSE and parent.name == "schemaSpec":
            context.report("ODD129", place_of(node), name=node.name)

    def _module_ref(self, node: Node, context: Context) -> odd.ModuleRef:
        key, url = node.get("key").strip(), node.get("url").strip()
        place = place_of(node)
        if not key and not url:
            context.report("ODD102", place, name="moduleRef")
        include = words(node, "include") if "include" in node.attrs else None
        exclude = words(node, "except")
        if include is not None and exclude:
            context.report("ODD204", place)
            exclude = ()
        grammar = self._foreign(node, url) if url else None
        overrides: tuple[rng.Define, ...] = ()
        for child in node.elements():
            if child.name == "content":
                defines = [item for item in child.elements() if item.ns == RNG]
                overrides = tuple(self._overrides(defines, context))
        return odd.ModuleRef(
            key,
            url,
            node.get("prefix").strip(),
            include,
            exclude,
            node.get("source").strip(),
            grammar,
            overrides,
            place,
        )

    def _overrides(self, nodes: list[Node], context: Context) -> Iterator[rng.Define]:
        library = RngContext(context.ns, XSD_TYPES)
        for node in nodes:
            if node.name == "define":
                grammar = Node("grammar", RNG, {}, node.bindings, node.file, node.line, node.column)
                grammar.children = [node]
                yield from read_grammar(grammar, library, self._open).defines

    def _foreign(self, node: Node, url: str) -> rng.Grammar:
        return read_grammar(self._open(node, url), RngContext(), self._open)

    def _open(self, node: Node, address: str) -> Node:
        path, _ = self.files.resolve(node, address)
        try:
            return self.files.root(path)
        except UnusableInput as error:
            where = error.where or str(Place(node.file, node.line, node.column))
            raise UnusableInput(error.what, where=where, advice=error.advice) from None


__all__ = ["Written", "read_odd", "version_of"]
