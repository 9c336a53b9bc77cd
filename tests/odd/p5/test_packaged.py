"""The table of facts in the package is what its command makes of the release."""

from __future__ import annotations

from pathlib import Path

from diplomatica.odd.p5 import store
from diplomatica.odd.parse.files import Files


def test_the_table_is_up_to_date(shared: Path) -> None:
    version, table = store.table_of(str(shared / "tei" / f"p5subset-{store.PACKAGED}.xml"), Files(), prose=False)
    packaged = Path(store.__file__).parent / "data" / f"p5-{version}.json"
    assert packaged.read_text(encoding="utf-8") == table


def test_the_table_holds_no_prose() -> None:
    release = store.open_release(store.PACKAGED)
    for kind in ("element", "class", "macro", "data"):
        for name in release.names(kind):
            spec = release.spec(kind, name)
            assert spec is not None
            assert spec.docs == ()
            assert spec.constraints == ()
