"""Running a Schematron schema over documents.

    compiled = compile_schema(text, "rules.sch")
    compiled.faults        what is wrong with the schema as such
    compiled.check()       the same, and what Saxon can't compile
    compiled.run("a.xml")  findings

Most rules are evaluated here (`native`), with Saxon's results. Saxon is loaded when a rule is left that only it can
run, and a name occurs that the rule is about. What was compiled for one document serves the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from diplomatica.diagnostics.model import Diagnostic, Place, Severity
from diplomatica.errors import UnusableInput
from diplomatica.schematron import codes
from diplomatica.schematron.loading import Read, read_file
from diplomatica.schematron.model import Finding, Schema
from diplomatica.schematron.needs import needs
from diplomatica.schematron.reader import read
from diplomatica.schematron.resolve import resolve
from diplomatica.schematron.vocabulary import Shape, TooDeep, Vocabulary, shapes_of

if TYPE_CHECKING:
    from diplomatica.schematron.events import Event
    from diplomatica.schematron.machine import Executable
    from diplomatica.schematron.native.rules import NativeRules
    from diplomatica.schematron.transpile import Part, Stylesheet

# How often a new vocabulary is worth a smaller stylesheet; after that, everything is compiled.
_STEPS = 4
# Documents below that size are always looked at for their shapes, larger ones as long as it pays.
_SMALL = 50_000
_PATIENCE = 1
# Checks that are run alone at most, where one brings all down.
_MOST_ALONE = 500
# Above that, Saxon's tree is much the smaller one.
_LARGEST = 8_000_000
_LOCATION = re.compile(r"\bline (\d+)")


def compile_schema(source: str, name: str, phase: str = "", known: str = "", load_file: Read = read_file) -> Compiled:
    """A schema made ready: `source` is Schematron, or a grammar with Schematron in it; `name` is its path.

    `known` is what `Compiled.state` gave for the same text in another run: `check` then needs no Saxon. `load_file`
    gives the content of the files that it takes in. Raises `UnusableInput` where there is no Schematron in it, or no
    such phase.
    """
    faults: list[Diagnostic] = []
    schema = resolve(read(source, name, faults.append, load_file), phase, faults.append)
    compiled = Compiled(schema, tuple(faults))
    if known:
        compiled.recall(known)
    return compiled


class Compiled:
    """A schema that documents can be checked against. Not to be shared between threads."""

    def __init__(self, schema: Schema, faults: tuple[Diagnostic, ...]) -> None:
        self.schema = schema
        self.faults = faults
        self._broken: frozenset[str] = frozenset()
        self._checked = False
        self._compile_faults: dict[tuple[Place, str], Diagnostic] = {}
        self._tests: list[Callable[[Vocabulary], bool]] | None = None
        self._only: frozenset[int] = frozenset()
        self._steps = 0
        self._saved = _PATIENCE
        self._rules: NativeRules | None = None
        self._executable: Executable | None = None
        self._tracing: Executable | None = None

    # --- the schema itself ------------------------------------------------------------------------------------------

    def check(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with the schema, what can't be compiled included; the rest of it will be run."""
        if not self._checked:
            self._checked = True
            if self.schema.patterns:
                self._only = self._all()
                self._executable = self._compiled(self._only, trace=False)
                self._steps = _STEPS
        found = (*self.faults, *self._compile_faults.values())
        return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.place, fault.code, fault.message)))

    def state(self) -> str:
        """What `check` found, to be kept for another run over the same schema and all that it takes in."""
        import json

        self.check()
        faults = [
            [
                fault.code,
                fault.severity,
                fault.message,
                fault.place.file,
                fault.place.line,
                fault.place.column,
                fault.help,
            ]
            for fault in self._compile_faults.values()
        ]
        return json.dumps({"broken": sorted(self._broken), "faults": faults})

    def recall(self, state: str) -> None:
        """Take over what `state` gave."""
        import json

        kept = json.loads(state)
        self._broken = frozenset(kept["broken"])
        for code, severity, message, file, line, column, advice in kept["faults"]:
            place = Place(file, line, column)
            self._compile_faults[place, message] = Diagnostic(code, Severity(severity), message, place, advice)
        self._checked = True

    def _all(self) -> frozenset[int]:
        return frozenset(range(len(self.schema.patterns)))

    # --- compiling --------------------------------------------------------------------------------------------------

    def _compiled(self, only: frozenset[int], *, trace: bool) -> Executable:
        """An executable of some patterns; parts that can't be compiled are noted and left out."""
        from diplomatica.schematron import machine
        from diplomatica.schematron.transpile import Options, transpile

        while True:
            stylesheet = transpile(self.schema, Options(only, self._broken, trace))
            for part, reason in stylesheet.refused:
                self._fault(codes.diagnostic("SCH109", part.place, what=reason), part)
            # What was refused was left out, but others may refer to it.
            problem, executable = machine.compiled(stylesheet)
            if executable is not None:
                return executable
            before = self._broken
            self._blame(stylesheet, problem)
            if self._broken == before:
                self._search(only, problem)
            if self._broken == before:
                raise UnusableInput(
                    f"the schema can't be compiled: {machine.reason(problem)}", where=str(self.schema.place)
                )

    def _blame(self, stylesheet: Stylesheet, problem: str) -> None:
        """Note the parts whose lines Saxon complains of."""
        from diplomatica.schematron import machine

        for block in re.split(r"\n(?=\S)", problem.strip()):
            if block.startswith("Warning"):
                # It stands among the errors, and hinders nothing.
                continue
            numbers = _LOCATION.findall(block.split("\n  ")[0])
            line = int(numbers[0]) if numbers else 0
            for part in stylesheet.parts[line - 1] if 0 < line <= len(stylesheet.parts) else ():
                if part.key not in self._broken:
                    self._fault(
                        codes.diagnostic("SCH101", part.place, what=part.what, reason=machine.reason(block)), part
                    )

    def _search(self, only: frozenset[int], problem: str) -> None:
        """Saxon doesn't say where: try the patterns one by one."""
        from diplomatica.schematron import machine
        from diplomatica.schematron.transpile import Options, Part, transpile

        for number in sorted(only):
            told, executable = machine.compiled(transpile(self.schema, Options(frozenset({number}), self._broken)))
            if executable is None:
                part = Part(str(number), "pattern", self.schema.patterns[number].place)
                self._fault(
                    codes.diagnostic("SCH101", part.place, what="pattern", reason=machine.reason(told or problem)), part
                )

    def _fault(self, fault: Diagnostic, part: Part) -> None:
        self._broken |= {part.key}
        self._compile_faults.setdefault((fault.place, fault.message), fault)

    # --- running ----------------------------------------------------------------------------------------------------

    def needed(self, data: bytes, shapes: Iterable[Shape] | None = None) -> frozenset[int]:
        """The patterns that may find something in a document; `shapes` are its shapes, where they are known."""
        if self._tests is None:
            self._tests = [needs(pattern) for pattern in self.schema.patterns]
        names = Vocabulary(data, shapes)
        return frozenset(number for number, test in enumerate(self._tests) if test(names))

    def run(
        self,
        path: str | Path,
        folder: str | Path | None = None,
        shapes: Iterable[Shape] | None = None,
        *,
        data: bytes | None = None,
        is_well_formed: bool = False,
    ) -> list[Finding]:
        """What the schema says of a document, by place.

        `folder` is that of the collection, within which other documents may be read; without it, that of the document.
        `shapes` are all shapes of the document's elements, where a pass over it has found them already; `data` is its
        content, where somebody has read it; `is_well_formed` says that somebody has made sure of that.
        Raises `OSError` where the file can't be read. A document that is not XML gives one finding of kind "error".
        """
        if data is None:
            data = Path(path).read_bytes()
        try:
            found, rest = self._without_saxon(data, shapes, is_well_formed=is_well_formed)
        except (expat.ExpatError, LookupError, ValueError) as error:
            return [_unreadable(str(path), error)]
        if rest:
            if not rest <= self._only:
                self._steps += 1
                self._only = self._all() if self._steps >= _STEPS else rest | self._only
                self._executable = None
            if self._executable is None:
                self._executable = self._compiled(self._only, trace=False)
            told = self._executable.run(path, folder)
            if any(event.pattern < 0 for event in told):
                told = self._one_by_one(rest, told, path, folder)
            # A stylesheet may have more patterns than are left to do.
            found += [event for event in told if event.pattern < 0 or event.pattern in rest]
            found.sort(key=lambda event: event.pattern)
        return self._findings(found, str(path), data)

    def _without_saxon(
        self, data: bytes, shapes: Iterable[Shape] | None, *, is_well_formed: bool
    ) -> tuple[list[Event], frozenset[int]]:
        """The events of all patterns that can be evaluated here, and the patterns that are left for Saxon.

        Of a small document a tree costs little, and tells more than its shapes. Of a large one the shapes mostly tell
        that there is nothing to do.
        """
        if shapes is None and len(data) < _SMALL:
            found, rest = self._native(data, self._all())
            if rest:
                rest &= self.needed(data)
            return found, rest and rest & self.needed(data, shapes_of(data))
        is_tried = shapes is None and self._saved >= 0
        if is_tried:
            shapes = shapes_of(data)
        elif not is_well_formed:
            # Saxon would complain of faults on its own.
            shapes_of(data)
        only = self.needed(data, shapes)
        if is_tried:
            # To know the shapes pays where it spares one document in three.
            self._saved += -1 if only else 2
        return self._native(data, only) if only else ([], only)

    def _native(self, data: bytes, only: frozenset[int]) -> tuple[list[Event], frozenset[int]]:
        """The events of those patterns that can be evaluated without Saxon, and the other ones."""
        from diplomatica.schematron.native.rules import NativeRules

        if self._rules is None:
            self._rules = NativeRules(self.schema)
        able = [number for number in sorted(only) if self._rules.pattern(number, self._broken)]
        if not able or len(data) > _LARGEST:
            return [], only
        found, done = self._rules.events(data, able)
        return found, only - done

    def trace(self, path: str | Path, folder: str | Path | None = None) -> tuple[list[Event], list[Finding]]:
        """All that happened to a document, rules that fired included, and the findings: what SVRL tells."""
        if self._tracing is None:
            self._tracing = self._compiled(self._all(), trace=True)
        found = self._tracing.run(path, folder)
        return found, self._findings(found, str(path), Path(path).read_bytes())

    def _one_by_one(
        self, rest: frozenset[int], told: list[Event], path: str | Path, folder: str | Path | None
    ) -> list[Event]:
        """The events of patterns run each alone, after one of them brought all down: recursion without end does that.

        Of a pattern that fails alone, each check is run alone.
        """
        from diplomatica.schematron import machine
        from diplomatica.schematron.transpile import Options, transpile

        found: list[Event] = []
        for number in sorted(rest):
            pattern = self.schema.patterns[number]
            checks = [
                (index, place, f"{number}.{index}.{place}")
                for index, rule in enumerate(pattern.rules)
                for place in range(len(rule.checks))
            ]
            events = self._compiled(frozenset({number}), trace=False).run(path, folder)
            if not any(event.pattern < 0 for event in events):
                found += events
                continue
            if len(rest) * len(checks) > _MOST_ALONE:
                return told
            for index, place, key in checks:
                others = {other for _, _, other in checks if other != key}
                _, executable = machine.compiled(
                    transpile(self.schema, Options(frozenset({number}), self._broken | frozenset(others)))
                )
                events = executable.run(path, folder) if executable is not None else []
                found += [
                    replace(event, pattern=number, rule=index, check=place) if event.pattern < 0 else event
                    for event in events
                ]
        return found

    def _findings(self, found: list[Event], name: str, data: bytes) -> list[Finding]:
        speaking = [event for event in found if event.kind in ("f", "b")]
        if not speaking:
            return []
        from urllib.parse import unquote, urlsplit

        from diplomatica.schematron.places import places

        by_file: dict[str, list[Event]] = {}
        for event in speaking:
            by_file.setdefault(event.documents, []).append(event)
        findings = []
        for uri, members in sorted(by_file.items()):
            file = unquote(urlsplit(uri).path) if uri else name
            text = Path(file).read_bytes() if uri else data
            points = places(text, [event.path for event in members])
            for event in members:
                line, column = points.get(event.path, (0, 0))
                findings.append(self._finding(event, Place(file, line, column)))
        # One test that breaks off in a whole pattern or rule is told once a place.
        return sorted(dict.fromkeys(findings), key=lambda item: (item.place.file != name, item.place))

    def _finding(self, event: Event, place: Place) -> Finding:
        from diplomatica.schematron import events
        from diplomatica.schematron.places import plain

        if event.pattern < 0:
            told = codes.diagnostic("SCH004", place, reason=event.text)
            return Finding("error", told.severity, told.message, place, plain(event.path), event.path)
        pattern = self.schema.patterns[event.pattern]
        rule, check = events.parts(self.schema, event)
        shared = {
            "place": place,
            "xpath": plain(event.path),
            "location": event.path,
            "pattern": pattern.id,
            "context": rule.context.text if rule and rule.context else "",
            "rule": rule.id if rule else "",
            "id": check.id if check else "",
            "role": check.role if check else "",
            "flag": check.flag if check else "",
            "test": check.test.text if check else "",
            "lang": check.lang if check else "",
            "source": check.place if check else rule.place if rule else pattern.place,
        }
        if event.kind == "b" or check is None:
            told = codes.diagnostic("SCH003", place, reason=event.text or "it can't be evaluated")
            return Finding(kind="error", severity=told.severity, message=told.message, **shared)  # type: ignore[arg-type]
        diagnostics, properties = events.noted(check, event)
        message = event.text or f"{'not ' if check.kind == 'assert' else ''}{' '.join(check.test.text.split())}"
        return Finding(
            kind=check.kind,
            severity=events.severity(self.schema, event),
            message=message,
            see=dict(check.attributes).get("see", ""),
            diagnostics=tuple((note.id, note.lang, " ".join(node.text().split())) for note, node in diagnostics),
            properties=tuple((note.id, " ".join(node.text().split())) for note, node in properties),
            **shared,  # type: ignore[arg-type]
        )


def _unreadable(name: str, error: Exception) -> Finding:
    line, column, reason = 1, 1, "in a character encoding that is not known here"
    if isinstance(error, TooDeep):
        reason = str(error)
    if isinstance(error, expat.ExpatError):
        line, column = error.lineno, error.offset + 1
        reason = f"not well-formed XML: {expat.errors.messages[error.code]}"
    told = codes.diagnostic("SCH004", Place(name, line, column), reason=reason)
    return Finding("error", told.severity, told.message, told.place, "/", "/")
