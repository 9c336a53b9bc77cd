"""What is to be encoded, and where its TEI goes.

before  letters/ (a.txt, 1951/b.docx)  note.txt   -o out
after   out/a.xml  out/1951/b.xml  out/note.xml
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from diplomatica.collection.model import Job, Outcome, Problem
from diplomatica.errors import UnusableInput
from diplomatica.printable import printable
from diplomatica.source.reading import documents

STANDARD_INPUT = "-"
_NAME_OF_INPUT = "stdin"


def plan(
    sources: Sequence[str], folder: Path, leave_out: Callable[[Path], bool] = lambda path: False
) -> Iterator[Job | Outcome]:
    """The documents that the sources stand for, in order; what can't be one is an outcome already.

    `leave_out` says which files in a folder are none. Two documents must not have one TEI file: the second is refused.
    A document that was named twice is taken once.
    """
    seen: set[str] = set()
    targets: dict[str, str] = {}
    for source in sources:
        try:
            for name, path, tei in _found(source, folder, leave_out):
                key = os.path.abspath(path) if path is not None else STANDARD_INPUT
                if key in seen:
                    continue
                seen.add(key)
                target = os.path.normcase(os.path.abspath(tei))
                other = targets.setdefault(target, name)
                if other != name:
                    what = f"its TEI would be {printable(str(tei))}, which is that of {other}"
                    yield _refused(Problem(name, what, "rename it, or encode it into another folder"))
                elif path is not None and target == os.path.normcase(key):
                    yield _refused(Problem(name, "its TEI would take its own place", "choose another folder with -o"))
                else:
                    yield Job(name, path, tei)
        except UnusableInput as error:
            yield _refused(Problem(printable(error.where or source), error.what, error.advice))


def _found(source: str, folder: Path, leave_out: Callable[[Path], bool]) -> Iterator[tuple[str, Path | None, Path]]:
    if source == STANDARD_INPUT:
        yield STANDARD_INPUT, None, folder / f"{_NAME_OF_INPUT}.xml"
        return
    root = Path(source)
    is_folder = root.is_dir()
    for path in documents([root]):
        if is_folder and leave_out(path):
            continue
        below = path.relative_to(root) if is_folder else Path(path.name)
        yield printable(str(path)), path, folder / below.parent / f"{below.stem}.xml"


def _refused(problem: Problem) -> Outcome:
    return Outcome(problem.where, "refused", problem=problem)
