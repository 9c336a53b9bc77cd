"""The flattened ODD is the schema: compiled, it gives the same grammar."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.odd.emit import odd as flattened
from diplomatica.odd.emit import relaxng
from diplomatica.odd.load import load
from diplomatica.relaxng.write_rng import write_rng
from tests.conftest import SHARED
from tests.odd.writing import BOX, read, written

ODDS = sorted((SHARED / "odd-suite" / "odds").glob("*.odd"))


@pytest.mark.parametrize("path", ODDS, ids=lambda path: path.stem)
def test_the_same_grammar(path: Path, tmp_path: Path) -> None:
    schema = load(str(path), lambda finding: None, "4.8.0").schema
    flat = tmp_path / "flat.odd"
    flat.write_text(flattened.emit(schema), encoding="utf-8")
    again = load(str(flat), lambda finding: None).schema
    assert write_rng(relaxng.emit(again)) == write_rng(relaxng.emit(schema))


@pytest.mark.skipif(not ODDS, reason=f"no reference material at {SHARED}")
def test_there_are_odds() -> None:
    assert len(ODDS) > 20


def test_what_is_in_it(tmp_path: Path) -> None:
    specs = BOX.replace("<content>", "<altIdent>a&amp;b</altIdent><desc>said &lt;</desc><content>")
    schema, codes = read(written(tmp_path, specs, 'start="box" ns="" docLang="de"'))
    text = flattened.emit(schema)
    assert codes == ["ODD103"]
    assert '<schemaSpec ident="own" start="box" docLang="de" ns="">' in text
    assert "<desc>said &lt;</desc>" in text
    assert 'mode="' not in text
