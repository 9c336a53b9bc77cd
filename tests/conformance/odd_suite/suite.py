"""The reference verdicts for ODDs: reading them, and asking jing about the schemas that we emit."""

from __future__ import annotations

import csv
import json
import lzma
import os
import re
import subprocess
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from diplomatica.odd.emit import relaxng
from diplomatica.odd.load import load
from diplomatica.odd.schema import Schema
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.write_rng import write_rng

HERE = Path(__file__).resolve().parent
WHOLE = os.environ.get("DIPLOMATICA_WHOLE") == "1"
PART = 8  # one fragment of so many, where not all are asked for
ODDS = (
    "tei_all tei_lite tei_simplePrint tei_bare tei_minimal tei_drama tei_speech tei_ms tei_corpus tei_jtei testnames"
    " testtranscr dracor cmi-customization"
).split()
_MESSAGE = re.compile(r"(.*):(\d+):(\d+): (?:error|fatal): (.*)")


Cases = dict[tuple[str, str], Path]  # files by set and id


@dataclass(frozen=True)
class Verdict:
    """What the reference says of a document: `line` of the first error, 0 where there is none."""

    odd: str
    set: str
    ident: str
    valid: bool
    line: int


def schema_of(suite: Path, odd: str) -> Schema:
    """The resolved schema of an ODD of the suite; every source that it names is P5 4.8.0."""
    return load(str(suite / "odds" / f"{odd}.odd"), lambda finding: None, "4.8.0").schema


def grammar_text(schema: Schema, *, any_root: bool) -> str:
    """The schema that jing is given; with `any_root`, any element may begin a document."""
    grammar = relaxng.emit(schema)
    if any_root:
        roots = tuple(rng.Ref(f"{schema.spec.prefix}{name}") for name in schema.elements)
        grammar = rng.Grammar(rng.Choice(roots), grammar.defines, grammar.ns, grammar.prefixes)
    return write_rng(grammar)


def _rows(stream: Iterable[str]) -> list[list[str]]:
    return list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def fragment_verdicts(suite: Path) -> dict[str, list[Verdict]]:
    """The verdicts on fragments and mutants, by ODD."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    with lzma.open(suite / "fragment-verdicts.tsv.xz", "rt", encoding="utf-8", newline="") as stream:
        for odd, kind, ident, verdict, first, *_ in _rows(stream):
            found[odd].append(Verdict(odd, kind, ident, verdict == "valid", _line(first)))
    return found


def document_verdicts(suite: Path) -> dict[str, list[Verdict]]:
    """The verdicts on whole documents, by ODD; `ident` is the path in the suite."""
    found: dict[str, list[Verdict]] = defaultdict(list)
    with (suite / "document-verdicts.tsv").open(encoding="utf-8", newline="") as stream:
        for odd, document, verdict, _, first, *_ in _rows(stream):
            found[odd].append(Verdict(odd, "documents", document, verdict == "valid", _line(first)))
    return found


def _line(first: str) -> int:
    return int(first.partition(":")[0] or 0)


def fragments(suite: Path) -> Iterator[tuple[str, str, str]]:
    """Set, id and XML of all fragments and mutants."""
    for kind in ("fragments", "mutants"):
        with (suite / f"{kind}.jsonl").open(encoding="utf-8") as stream:
            for row in map(json.loads, stream):
                if row["xml"] is not None:
                    yield kind, row["id"], row["xml"]


def is_asked(kind: str, ident: str) -> bool:
    """Is a fragment among those that are judged in this run?"""
    return WHOLE or zlib.crc32(f"{kind}{ident}".encode()) % PART == 0


def asked(verdicts: Iterable[Verdict], cases: Cases) -> list[Verdict]:
    """The verdicts on those that are there as files."""
    found = [verdict for verdict in verdicts if (verdict.set, verdict.ident) in cases]
    assert len(found) > 500
    return found


def differences(
    expected: Iterable[Verdict], cases: Cases, lines: Mapping[str, int], skip: Iterable[tuple[str, str, str]] = ()
) -> list[tuple[Verdict, int]]:
    """The verdicts that are not those of the reference, with the line that was found; `lines` has files with errors."""
    return [
        (verdict, line)
        for verdict in expected
        if (line := lines.get(str(cases[verdict.set, verdict.ident]), 0)) != verdict.line
        and (verdict.odd, verdict.set, verdict.ident) not in skip
    ]


def skipped() -> dict[tuple[str, str, str], str]:
    """The cases where the reference is wrong by the Guidelines, with the name of the difference."""
    with (HERE / "skip.tsv").open(encoding="utf-8", newline="") as stream:
        return {(odd, kind, ident): why for odd, kind, ident, why in _rows(stream)}


def first_errors(jing: str, schema: Path, files: Iterable[Path]) -> dict[str, int]:
    """The line of the first error of each file that is not valid; ID and IDREF are not checked."""
    command = [jing, "-i", str(schema), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = [line for line in run.stdout.splitlines() if line.strip()]
    found: dict[str, int] = {}
    for line in lines:
        match = _MESSAGE.fullmatch(line)
        assert match is not None, line
        assert match[1] != str(schema), line
        found.setdefault(match[1], int(match[2]))
    return found
