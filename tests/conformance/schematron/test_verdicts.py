"""The Schematron of three customisations of TEI over the documents of the suite: the reference finds the same.

The reference was made with the TEI's own stylesheets and SchXslt; its verdicts name document, kind, role, location and
the beginning of the message.
"""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from diplomatica.odd.emit.schematron import emit
from diplomatica.odd.p5 import facts
from diplomatica.odd.parse import read_odd
from diplomatica.odd.parse.files import Files
from diplomatica.odd.resolve import resolve
from diplomatica.schematron.engine import compile_schema

SHARED = Path(__file__).resolve().parents[3] / "../shared"
SUITE = SHARED / "odd-suite"
P5 = SHARED / "tei" / "p5subset-4.8.0.xml"
VERDICTS = SUITE / "schematron-verdicts.tsv"
KINDS = {"assert": "failed-assert", "report": "successful-report"}
Row = tuple[str, str, str, str, str]

pytestmark = pytest.mark.skipif(not (VERDICTS.is_file() and P5.is_file()), reason=f"no reference material at {SHARED}")


@pytest.fixture(scope="module")
def p5() -> facts.Release:
    """TEI P5 with its prose, in which the constraints are."""
    read = read_odd(Files(), str(P5), lambda finding: None, whole=True)
    release = facts.load(facts.dump(read.specs, read.modules, read.version, prose=True))
    release.label, release.edition = "P5", "4.8.0"
    return release


def expected(odd: str) -> Counter[Row]:
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return Counter((row[1], row[2], row[3], row[4], row[5][:100]) for row in rows if row[0] == odd)


def explained(odd: str) -> dict[tuple[str, ...], tuple[int, int]]:
    """Document and location, and how many findings of one message the reference and we have there."""
    with (Path(__file__).parent / "verdicts.skip.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["odd"] == odd]
    assert all(row["reason"] for row in rows)
    return {(row["document"], row["location"]): (int(row["reference"]), int(row["ours"])) for row in rows}


@pytest.mark.parametrize("odd", ["tei_all", "tei_simplePrint", "dracor"])
def test_the_findings_are_those_of_the_reference(odd: str, p5: facts.Release, tmp_path: Path) -> None:
    read = read_odd(Files(), str(SUITE / "odds" / f"{odd}.odd"), lambda finding: None)
    assert read.schema is not None
    schema = emit(resolve(read.schema, lambda *_: p5, lambda finding: None))
    compiled = compile_schema(schema, str(tmp_path / f"{odd}.sch"))
    assert [fault for fault in compiled.check() if fault.code == "SCH101"] == []
    wanted = expected(odd)
    folder = SUITE / ("dracor-tests" if odd == "dracor" else "documents")
    found: Counter[Row] = Counter()
    lines = []
    for document in sorted(folder.glob("*.xml")):
        name = document.relative_to(SUITE).as_posix()
        for item in compiled.run(document):
            lines.append((item.place.line, item.place.column))
            found[name, KINDS.get(item.kind, item.kind), item.role, item.xpath, item.message[:100]] += 1
    known = {row[0] for row in wanted}
    if odd != "dracor":
        found = Counter({row: count for row, count in found.items() if row[0] in known})
    # Whatever differs in number stands in the table, with the reason; what stands there differs.
    differing = {row[0:1] + row[3:4]: (wanted[row], found[row]) for row in wanted | found if wanted[row] != found[row]}
    assert differing == explained(odd)
    assert all(line > 0 and column > 0 for line, column in lines)
