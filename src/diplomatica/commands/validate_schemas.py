"""Which schema a document is checked by, and schemas made ready, kept between runs by the content of their files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplomatica.collection import cache
from diplomatica.commands.validate_learnt import Learnt
from diplomatica.commands.validate_rules import Schematron, all_surveyed, embedded, in_odd
from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.errors import UnusableInput

if TYPE_CHECKING:
    from diplomatica.relaxng import model as rng
    from diplomatica.relaxng.engine.compile import Compiled
    from diplomatica.relaxng.engine.ids import IdTypes
    from diplomatica.relaxng.places import Places
    from diplomatica.validation.grammar import Grammar

_RULES = (".sch", ".schematron")
_GRAMMAR_PARTS = ("relaxng", "schematron", "tei", "validation")
_ODD_PARTS = (*_GRAMMAR_PARTS, "odd")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A schema: the path of an ODD, a RELAX NG grammar or a Schematron schema, and `further` ones of Schematron.

    With `release`, an ODD is resolved against a release of the TEI instead of its own. `root` is with what a document
    begins, `phase` which rules are run.
    """

    path: str
    root: str = "start"
    release: str = ""
    phase: str = ""
    further: tuple[str, ...] = ()

    @property
    def is_odd(self) -> bool:
        """Is it an ODD?"""
        return self.path.lower().endswith((".odd", ".xml", ".tei"))


class Ready:
    """A schema that was loaded: `digest` stands for all that it depends on; its grammar is made when it is needed.

    `files` are the paths of what it was made of.
    """

    def __init__(
        self, kept: dict[str, Any], wanted: Wanted, specs: Callable[[], dict[str, Any] | None] = lambda: None
    ) -> None:
        self.ids: IdTypes = kept["ids"]
        self.digest = str(kept["digest"])
        self.files: tuple[str, ...] = tuple(kept["read"])
        self.path = wanted.path
        self.rules = [Schematron(text, name, wanted.phase, own, facts) for text, name, own, facts in kept["rules"]]
        self._packed = kept["grammar"]
        self._grammar: Grammar | None = None
        further = map(os.path.abspath, wanted.further)
        self._learnt = Learnt((os.path.abspath(wanted.path), wanted.root, wanted.release, *further))
        self._read_specs = specs
        self._specs: dict[str, Any] | None = None

    def specs(self) -> dict[str, Any]:
        """The specifications of the ODD (`validate_specs.table_of`); empty where it is none."""
        if self._specs is None:
            self._specs = self._read_specs() or {}
        return self._specs

    def within(self, sources: Iterable[str], language: str = "") -> None:
        """Let rules read other documents of the folders that were given, and tell their diagnostics in a language."""
        roots = tuple(os.path.realpath(source) for source in sources if os.path.isdir(source))
        for rule in self.rules:
            rule.roots = roots
            rule.language = language

    @property
    def grammar(self) -> Grammar | None:
        """The grammar to check documents by; None where there are rules only."""
        if self._grammar is None and self._packed is not None:
            from diplomatica.relaxng.engine.automaton import Automaton
            from diplomatica.relaxng.engine.tables import restore
            from diplomatica.validation.grammar import Grammar

            automaton = Automaton(self._compiled)
            if self._learnt.read():
                restore(automaton, self._learnt.table)
                self._learnt.table = None
            else:
                contents = {path: Path(path).read_bytes() for path in self.files}
                self._learnt.is_of(contents, bool(self.rules))
            self._grammar = Grammar(automaton, self.ids)
        return self._grammar

    def _compiled(self) -> Compiled:
        from diplomatica.relaxng.engine.compile import compile_grammar
        from diplomatica.validation.packed import unpack_grammar

        return compile_grammar(unpack_grammar(self._packed), self.path)

    def keep(self) -> None:
        """Keep what documents have taught about the grammar, for later runs."""
        if self._grammar is not None:
            self._learnt.keep_new(self._grammar.automaton)


def given(schema: str, root: str, p5: str, phase: str = "", further: tuple[str, ...] = ()) -> Wanted:
    """The schema of --schema. Raises `UnusableInput` for a file of another kind."""
    if not schema.lower().endswith((".odd", ".rng", ".rnc", ".xml", ".tei", *_RULES)):
        raise UnusableInput("no schema by its name", where=schema, advice="give a file .odd, .rng, .rnc or .sch")
    return Wanted(schema, root, p5, phase, further)


def named(data: bytes, file: str, root: str, p5: str, phase: str = "", further: tuple[str, ...] = ()) -> Wanted:
    """The schema that a document names, else its collection's, else our own. Raises `UnusableInput` for one not here.

    Schematron that it names beside a grammar comes to the `further` schemas; so does what it names alone.
    """
    from diplomatica import share
    from diplomatica.validation.models import models, tei_all

    grammar: Wanted | None = None
    for model in models(data) if b"<?xml-model" in data[: 1 << 16] or b"\0" in data[:4] else []:
        release = tei_all(model.href)
        if model.schematron:
            path = "" if release is not None else _path(model.href, file)
            if path.lower().endswith(_RULES) and path not in further:
                further = (*further, path)
                phase = phase or model.phase
        elif grammar is None and release is not None:
            grammar = Wanted(str(_tei_all()), root, p5 or release)
        elif grammar is None:
            grammar = given(_path(model.href, file), root, p5)
    if grammar is None:
        schema, rules, its_phase = of_collection(os.path.dirname(os.path.abspath(file)))
        grammar = given(schema, root, p5) if schema else Wanted(str(share.path("schema/diplomatica.odd")), root, p5)
        further = (*further, *(path for path in rules if path not in further))
        phase = phase or its_phase
    return replace(grammar, phase=phase, further=further)


@lru_cache(maxsize=256)
def of_collection(folder: str) -> tuple[str, tuple[str, ...], str]:
    """Schema, further rules and phase that the configuration of a folder's collection names; empty where it has none.

    Raises `UnusableInput` for a configuration that can't be used.
    """
    from diplomatica.collection.config import NAME

    above = os.path.dirname(folder)
    if not os.path.isfile(os.path.join(folder, NAME)):
        return of_collection(above) if above != folder else ("", (), "")
    from diplomatica.collection.config import load

    config = load(Path(folder))
    return str(config.schema or ""), tuple(map(str, config.schematron)), config.phase


def _path(href: str, file: str) -> str:
    """The file that an address in a document means."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(href)
    if parts.scheme not in ("", "file") or parts.netloc:
        raise UnusableInput(
            f"the document names the schema {href}, which is not on this computer",
            advice="download the file, and run again with --schema and its path",
        )
    path = os.path.normpath(os.path.join(os.path.dirname(file), unquote(parts.path)))
    if not os.path.isfile(path):
        where = "such file beside the document" if "/" not in href else f"file {path}"
        raise UnusableInput(
            f"the document names the schema {href}, but there is no {where}",
            advice="write the right name, or put the file there, or validate against another schema: --schema FILE",
        )
    return path


def _tei_all() -> Path:
    import diplomatica

    return Path(diplomatica.__file__).parent / "validation" / "data" / "tei_all.odd"


def ready(wanted: Wanted, cached: bool = True, rules: bool = True, ids: bool = True) -> Ready:
    """A schema, loaded from what was kept, or anew. Without `rules`, its Schematron is not made ready.

    Without `ids`, it does not know its attributes that are IDs.

    Raises `UnusableInput` where it can't be used.
    """
    parts = _ODD_PARTS if wanted.is_odd else _GRAMMAR_PARTS
    further = [os.path.abspath(path) for path in wanted.further]
    question = [cache.program(parts), os.path.abspath(wanted.path), wanted.root, wanted.release, wanted.phase, *further]
    question += ([] if rules else ["without rules"]) + ([] if ids else ["without ids"])
    entry, specs = cache.Entry("grammar", question), cache.Entry("specs", question)
    kept: dict[str, Any] | None = entry.get() if cached else None
    if kept is None:
        files: dict[str, bytes] = {}
        import gc

        # A grammar is a hundred thousand objects that all stay: to look for garbage among them again and again is vain.
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            kept = {**_made(wanted, files, rules, ids), "digest": ""}
        finally:
            if was_enabled:
                gc.enable()
        kept["digest"] = _digest(files, question)
        kept["read"] = sorted(files)
        # They are needed where there are findings only, so they are kept apart.
        table = kept.pop("specs")
        if cached:
            entry.put(files, kept)
            specs.put(files, table)
        return Ready(kept, wanted, lambda: table)
    return Ready(kept, wanted, specs.get)


def _made(wanted: Wanted, files: dict[str, bytes], is_ready: bool, ids: bool) -> dict[str, Any]:
    """A schema, made anew: its grammar, packed, its attributes that are IDs, and its rules: text, name, and whether it
    was given as Schematron; `is_ready`: with all that there is to know of them. `files` gets all that was read.
    """
    rules: list[tuple[str, str, bool]] = []
    made: dict[str, Any] = {"grammar": None, "ids": {}}
    specs: dict[str, Any] = {}
    if wanted.path.lower().endswith(_RULES):
        rules.append(_schematron(wanted.path, files))
    elif wanted.is_odd:
        grammar, text, specs = _from_odd(wanted, files)
        made = _checked(grammar, wanted, ids)
        rules.append((text, wanted.path, False))
    else:
        again = partial(_read_again, wanted.path, files)
        made = _checked(_from_rng(wanted, files), wanted, ids, again)
        # A grammar that is included brings its rules along. If they are not run, it is enough to know of them.
        read = embedded if is_ready else _may_have_rules
        rules += [(read(data), path, False) for path, data in list(files.items())]
    rules += [_schematron(path, files) for path in wanted.further]
    wanted_rules = [rule for rule in rules if "rule" in rule[0] or rule[2]]
    if not is_ready:
        return {**made, "specs": specs, "rules": [(*rule, {}) for rule in wanted_rules]}
    surveyed = all_surveyed(wanted_rules, wanted.phase, files)
    if wanted.is_odd:
        surveyed = in_odd(surveyed, files)
    return {**made, "specs": specs, "rules": surveyed}


def _may_have_rules(data: bytes) -> str:
    """What stands for the rules of a grammar that are not run; empty where there are none."""
    return "<rule/>" if b"schematron" in data else ""


def _schematron(path: str, files: dict[str, bytes]) -> tuple[str, str, bool]:
    from diplomatica.validation.source_text import as_utf8

    try:
        files[path] = data = Path(path).read_bytes()
    except OSError as error:
        raise UnusableInput(f"can’t be opened: {error.strerror}", where=path, advice="check the path") from None
    return as_utf8(data).decode("utf-8", "replace"), path, True


def _digest(files: dict[str, bytes], question: list[str]) -> str:
    state = [question[0], *question[2:], *(cache.digest(data) for _, data in sorted(files.items()))]
    return cache.digest("\n".join(state).encode("utf-8", "surrogateescape"))


def _checked(
    grammar: rng.Grammar, wanted: Wanted, ids: bool, again: Callable[[Places], rng.Grammar] | None = None
) -> dict[str, object]:
    """The grammar with its root, packed, once it is known that it can be used; and its attributes that are IDs, if
    `ids` are wanted. `again` reads the grammar once more, with the places of its patterns.
    """
    from diplomatica.relaxng.engine.schema import checked_grammar
    from diplomatica.validation.packed import numbered, pack_grammar
    from diplomatica.validation.roots import with_root

    grammar = with_root(grammar, wanted.root)
    compiled = checked_grammar(grammar, wanted.path, again and (lambda places: with_root(again(places), wanted.root)))
    known: dict[str, dict[str, str]] = {}
    if ids:
        from diplomatica.relaxng.engine.ids import id_types

        types, unsound = id_types(compiled)
        # A schema that is not sound in its IDs has none that could be checked.
        known = {} if unsound else {element: dict(names) for element, names in types.items()}
    return {"grammar": numbered(pack_grammar(grammar)), "ids": known}


def _from_rng(wanted: Wanted, files: dict[str, bytes]) -> rng.Grammar:
    from diplomatica.relaxng.load import load

    def read(path: str) -> bytes:
        files[path] = data = Path(path).read_bytes()
        return data

    return load(wanted.path, read)


def _read_again(path: str, files: dict[str, bytes], places: Places) -> rng.Grammar:
    from diplomatica.relaxng.load import load

    return load(path, files.__getitem__, places)


def _from_odd(wanted: Wanted, files: dict[str, bytes]) -> tuple[rng.Grammar, str, dict[str, Any]]:
    """The grammar, the Schematron and the specifications of an ODD."""
    from diplomatica.commands.validate_specs import table_of
    from diplomatica.odd.emit import relaxng, schematron
    from diplomatica.odd.load import load
    from diplomatica.odd.p5 import store

    found: list[Diagnostic] = []
    loaded = load(wanted.path, found.append, wanted.release)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if errors:
        first = errors[0]
        more = f" (and {len(errors) - 1} more errors)" if len(errors) > 1 else ""
        raise UnusableInput(
            f"the ODD has an error: {first.message}{more}",
            where=str(first.place),
            advice="“diplomatica odd check” tells all",
        )
    files.update(loaded.contents)
    for version in loaded.releases:
        path = store.path_of(version)
        if path:
            files[path] = Path(path).read_bytes()
    return relaxng.emit(loaded.schema), schematron.emit(loaded.schema), table_of(loaded.schema)
