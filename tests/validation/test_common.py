"""Tables of names that messages rest on: facts of TEI P5, and habits of those who use it."""

from __future__ import annotations

from diplomatica.odd import model as odd
from diplomatica.odd.p5 import store
from diplomatica.validation.common import attributes, habits, modules


def _defined(item: object) -> set[str]:
    if isinstance(item, odd.AttDef):
        return {item.ident}
    parts = getattr(item, "items", ())
    return {name for part in parts for name in _defined(part)}


def test_the_names_of_tei_p5() -> None:
    release = store.open_release(store.PACKAGED)
    specs = [release.spec(kind, ident) for kind in ("element", "class") for ident in release.names(kind)]
    assert modules() == {spec.ident: spec.module for spec in specs if isinstance(spec, odd.ElementSpec)}
    known: set[str] = set()
    for spec in specs:
        assert isinstance(spec, odd.ElementSpec | odd.ClassSpec)
        for name in type(spec).__dataclass_fields__:
            value = getattr(spec, name)
            known |= _defined(value) if isinstance(value, odd.AttList) else set()
    assert attributes() == known


def test_habits_lead_to_what_there_is() -> None:
    known = set(modules())
    kept = habits()
    assert {one for parents in kept.parents.values() for one in parents} | set(kept.parents) <= known
    assert {one for holders in kept.holders.values() for one in holders} <= known
    assert kept.anywhere | kept.ends <= known
    assert {shown.partition(" ")[0] for shown in kept.elements.values()} <= known
    assert {one for names in kept.attributes.values() for one in names} <= attributes()
    assert not [name for name, meant in kept.elements.items() if name == meant.partition(" ")[0]]
