"""Schemas of the TEI Consortium, read and written in both syntaxes."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.reader import Context, read_grammar
from diplomatica.relaxng.write_rnc import write_rnc
from diplomatica.relaxng.write_rng import write_rng
from diplomatica.tei.located import Node, read_located
from tests.relaxng.making import normal

TEI = "http://www.tei-c.org/ns/1.0"


def read(path: Path) -> rng.Grammar:
    def opened(place: Node, href: str) -> Node:
        target = Path(place.file).parent / href
        return read_located(target.read_bytes(), str(target))

    return read_grammar(opened(Node("", "", {}, {}, str(path), 1, 1), path.name), Context(), opened)


@pytest.mark.parametrize("name", ["tei_simplePrint.rng", "tei_all-4.8.0.rng"])
def test_a_schema_of_the_tei_is_the_same_in_both_syntaxes(name: str, shared: Path, jing: str, tmp_path: Path) -> None:
    read_one = read(shared / "tei" / name)
    grammar = rng.Grammar(read_one.start, read_one.defines, TEI, (("a", rng.ANNOTATIONS), ("tei", TEI)))
    (tmp_path / "x.rng").write_text(write_rng(grammar), encoding="utf-8")
    assert normal(read(tmp_path / "x.rng")) == normal(read_one)
    begun = time.perf_counter()
    compact = write_rnc(grammar)
    assert time.perf_counter() - begun < 1, "tei_all takes 0.02 s on an idle machine"
    assert compact == write_rnc(grammar)
    assert max(map(len, compact.splitlines())) < 200
    (tmp_path / "x.rnc").write_text(compact, encoding="utf-8")
    (tmp_path / "bad.xml").write_text(f'<TEI xmlns="{TEI}"><teiHeader/>\n<texte/></TEI>', encoding="utf-8")
    found = []
    for options in (["-i", str(tmp_path / "x.rng")], ["-i", "-c", str(tmp_path / "x.rnc")]):
        command = [jing, *options, str(tmp_path / "bad.xml")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # The words of jing list what it expects in no fixed order.
        found.append([line.split(":")[1] for line in done.stdout.splitlines()])
    assert found == [["1", "2", "2"]] * 2
