"""`diplomatica validate` for what most runs are: documents that are valid, by a schema that was used before.

What the schema's automaton has learnt (`validate_learnt`) is all that is needed for a document that says nothing new,
so that neither the schema nor the rest of the program is loaded. As soon as there is anything to tell but that all is
well, or an option that is not known here, `commands.validate` does the whole work, as if this had not been tried.
"""

from __future__ import annotations

import gc
import os
import sys

from diplomatica.commands.validate_learnt import Learnt

# `typing` takes longer to load than a small document to check, so that it is left to type checkers.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from diplomatica.relaxng.engine.automaton import Automaton
    from diplomatica.relaxng.engine.compile import Compiled

_SCHEMAS = (".rng", ".rnc", ".odd")
_WHOLE = 32_000_000  # bytes of a file; to check a longer one twice, where there is anything to tell, takes too long
_WRONG, _KEPT = 1, 2  # what a process says in the end: there is something to tell; all is valid, and more was learnt
_ALONE = 400_000  # bytes of documents that one process checks sooner than two could


class _Options:
    """What is asked for, as far as it is known here."""

    def __init__(self) -> None:
        self.schema = ""
        self.ids = True
        self.rules = True
        self.jobs = 0
        self.sources: list[str] = []

    def read(self, arguments: Sequence[str]) -> bool:
        """Take the arguments of the command line. False where they ask for more than is done here."""
        rest = iter(arguments)
        for argument in rest:
            if argument == "--schema":
                self.schema = next(rest, "")
            elif argument.startswith("--schema="):
                self.schema = argument[9:]
            elif argument == "--jobs":
                number = next(rest, "")
                if not (number.isascii() and number.isdigit() and 0 < int(number) <= 256):
                    return False
                self.jobs = int(number)
            elif argument == "--no-ids":
                self.ids = False
            elif argument == "--no-schematron":
                self.rules = False
            elif argument.startswith("-"):
                # --no-cache is about results, of which none are used here.
                if argument != "--no-cache":
                    return False
            else:
                self.sources.append(argument)
        return bool(self.schema.lower().endswith(_SCHEMAS) and self.sources and not self.ids)


def run(arguments: Sequence[str]) -> int | None:
    """Check documents; the exit code, or None where it is not for this module to say."""
    options = _Options()
    if not options.read(arguments):
        return None
    learnt = Learnt((os.path.abspath(options.schema), "start", ""))
    if not learnt.read() or (learnt.rules and options.rules):
        return None
    files = _files(options.sources)
    if not files or max(files.values()) > _WHOLE:
        return None
    from diplomatica.relaxng.engine.automaton import Automaton
    from diplomatica.relaxng.engine.tables import restore

    automaton = Automaton(lambda: _compiled(options))
    gc.disable()
    is_restored = restore(automaton, learnt.table)
    gc.enable()
    if not is_restored or not _are_valid(automaton, files, options.jobs, learnt):
        return None
    total = len(files)
    sys.stdout.write("1 document: valid\n" if total == 1 else f"{total} documents: all valid\n")
    return 0


def _files(sources: Sequence[str]) -> dict[str, int]:
    """The files that are meant, with their sizes; none where one is not there."""
    found: dict[str, int] = {}
    try:
        for source in sources:
            if os.path.isdir(source):
                for top, folders, names in os.walk(source):
                    folders[:] = sorted([name for name in folders if not name.startswith(".")])
                    for name in sorted(names):
                        if name.lower().endswith(".xml"):
                            path = os.path.join(top, name)
                            found[path] = os.stat(path).st_size
            else:
                found[source] = os.stat(source).st_size
    except OSError:
        return {}
    return found


def _compiled(options: _Options) -> Compiled:
    """The schema, for a document that says what is not known yet."""
    from diplomatica.commands import validate_schemas as schemas

    grammar = schemas.ready(schemas.given(options.schema, "start", ""), rules=options.rules, ids=False).grammar
    assert grammar is not None
    return grammar.automaton.compiled


def _are_valid(automaton: Automaton, files: dict[str, int], jobs: int, learnt: Learnt) -> bool:
    """Are all documents valid? On several cores, where that pays. What is new is kept, of one process."""
    jobs = jobs or (1 if sum(files.values()) < _ALONE else os.cpu_count() or 1)
    dealt: list[list[str]] = [[] for _ in range(min(jobs, len(files)))]
    burden = [0] * len(dealt)
    for file in sorted(files, key=lambda name: (-files[name], name)):
        least = burden.index(min(burden))
        dealt[least].append(file)
        burden[least] += files[file] + 1
    children = []
    for share in dealt[1:] if hasattr(os, "fork") else []:
        process = os.fork()
        if process == 0:
            status = _WRONG
            try:
                if all(_is_valid(automaton, file) for file in share):
                    status = _KEPT if learnt.keep_new(automaton) else 0
            finally:
                os._exit(status)
        children.append(process)
    shares = dealt[:1] if children else dealt
    fine = all(_is_valid(automaton, file) for share in shares for file in share)
    told = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in children]
    if not fine or any(status not in (0, _KEPT) for status in told):
        return False
    if _KEPT not in told:
        learnt.keep_new(automaton)
    return True


class _Fault(Exception):
    """There is something to tell."""


def _is_valid(automaton: Automaton, file: str) -> bool:
    from xml.parsers import expat

    from diplomatica.errors import UnusableInput
    from diplomatica.relaxng.engine.matcher import Matcher

    def found(_fault: object) -> str:
        raise _Fault

    try:
        with open(file, "rb") as stream:
            return Matcher(automaton, found).run(stream.read())
    except (_Fault, expat.ExpatError, UnusableInput, ValueError, OSError):
        return False
