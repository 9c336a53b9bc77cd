"""Which schema a document is checked by, and schemas made ready, kept between runs by the content of their files."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diplomatica.collection import cache
from diplomatica.commands.validate_rules import Schematron, embedded
from diplomatica.diagnostics.model import Diagnostic, Severity
from diplomatica.errors import UnusableInput

if TYPE_CHECKING:
    from diplomatica.relaxng import model as rng
    from diplomatica.relaxng.engine.ids import IdTypes
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
    """A schema that was loaded: `digest` stands for all that it depends on; its grammar is made when it is needed."""

    def __init__(self, kept: dict[str, Any], wanted: Wanted) -> None:
        self.ids: IdTypes = kept["ids"]
        self.digest = str(kept["digest"])
        self.path = wanted.path
        self.rules = [Schematron(text, name, wanted.phase, own) for text, name, own in kept["rules"]]
        self._packed = kept["grammar"]
        self._grammar: Grammar | None = None

    @property
    def grammar(self) -> Grammar | None:
        """The grammar to check documents by; None where there are rules only."""
        if self._grammar is None and self._packed is not None:
            from diplomatica.relaxng.engine.automaton import Automaton
            from diplomatica.relaxng.engine.compile import compile_grammar
            from diplomatica.validation.grammar import Grammar
            from diplomatica.validation.packed import unpack_grammar

            self._grammar = Grammar(Automaton(compile_grammar(unpack_grammar(self._packed), self.path)), self.ids)
        return self._grammar


def given(schema: str, root: str, p5: str, phase: str = "", further: tuple[str, ...] = ()) -> Wanted:
    """The schema of --schema. Raises `UnusableInput` for a file of another kind."""
    if not schema.lower().endswith((".odd", ".rng", ".rnc", ".xml", ".tei", *_RULES)):
        raise UnusableInput("no schema by its name", where=schema, advice="give a file .odd, .rng, .rnc or .sch")
    return Wanted(schema, root, p5, phase, further)


def named(data: bytes, file: str, root: str, p5: str, phase: str = "", further: tuple[str, ...] = ()) -> Wanted:
    """The schema that a document names, else the project's own. Raises `UnusableInput` for one that is not here.

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
        grammar = Wanted(str(share.path("schema/diplomatica.odd")), root, p5)
    return replace(grammar, phase=phase, further=further)


def _path(href: str, file: str) -> str:
    """The file that an address in a document means."""
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(href)
    if parts.scheme not in ("", "file") or parts.netloc:
        raise UnusableInput(
            f"the document names the schema {href}, which is not on this computer",
            advice="get the file and give it with --schema",
        )
    path = os.path.normpath(os.path.join(os.path.dirname(file), unquote(parts.path)))
    if not os.path.isfile(path):
        raise UnusableInput(
            f"the document names the schema {href}, which is not there", advice="give one with --schema"
        )
    return path


def _tei_all() -> Path:
    import diplomatica

    return Path(diplomatica.__file__).parent / "validation" / "data" / "tei_all.odd"


def ready(wanted: Wanted, cached: bool = True) -> Ready:
    """A schema, loaded from what was kept, or anew. Raises `UnusableInput` where it can't be used."""
    parts = _ODD_PARTS if wanted.is_odd else _GRAMMAR_PARTS
    further = [os.path.abspath(path) for path in wanted.further]
    question = [cache.program(parts), os.path.abspath(wanted.path), wanted.root, wanted.release, wanted.phase, *further]
    entry = cache.Entry("grammar", question)
    kept: dict[str, Any] | None = entry.get() if cached else None
    if kept is None:
        files: dict[str, bytes] = {}
        kept = {**_made(wanted, files), "digest": ""}
        kept["digest"] = _digest(files, question)
        if cached:
            entry.put(files, kept)
    return Ready(kept, wanted)


def _made(wanted: Wanted, files: dict[str, bytes]) -> dict[str, Any]:
    """A schema, made anew: its grammar, packed, its attributes that are IDs, and its rules: text, name, and whether it
    was given as Schematron. `files` gets all that was read.
    """
    rules: list[tuple[str, str, bool]] = []
    made: dict[str, Any] = {"grammar": None, "ids": {}}
    if wanted.path.lower().endswith(_RULES):
        rules.append(_schematron(wanted.path, files))
    elif wanted.is_odd:
        grammar, text = _from_odd(wanted, files)
        made = _checked(grammar, wanted)
        rules.append((text, wanted.path, False))
    else:
        made = _checked(_from_rng(wanted, files), wanted)
        rules.append((embedded(next(iter(files.values()))), wanted.path, False))
    rules += [_schematron(path, files) for path in wanted.further]
    return {**made, "rules": [rule for rule in rules if "pattern" in rule[0] or rule[2]]}


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


def _checked(grammar: rng.Grammar, wanted: Wanted) -> dict[str, object]:
    """The grammar with its root, packed, once it is known that it can be used; and its attributes that are IDs."""
    from diplomatica.relaxng.engine.compile import compile_grammar
    from diplomatica.relaxng.engine.ids import id_types
    from diplomatica.relaxng.engine.restrictions import check
    from diplomatica.validation.packed import pack_grammar
    from diplomatica.validation.roots import with_root

    grammar = with_root(grammar, wanted.root)
    compiled = compile_grammar(grammar, wanted.path)
    check(compiled, grammar, wanted.path)
    types, unsound = id_types(compiled)
    # A schema that is not sound in its IDs has none that could be checked.
    ids = {} if unsound else {element: dict(names) for element, names in types.items()}
    return {"grammar": pack_grammar(grammar), "ids": ids}


def _from_rng(wanted: Wanted, files: dict[str, bytes]) -> rng.Grammar:
    from diplomatica.relaxng.load import load

    def read(path: str) -> bytes:
        files[path] = data = Path(path).read_bytes()
        return data

    return load(wanted.path, read)


def _from_odd(wanted: Wanted, files: dict[str, bytes]) -> tuple[rng.Grammar, str]:
    """The grammar and the Schematron of an ODD."""
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
    return relaxng.emit(loaded.schema), schematron.emit(loaded.schema)
