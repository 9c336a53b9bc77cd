"""What a change makes of a specification."""

from __future__ import annotations

from typing import Any

from diplomatica.diagnostics.model import Place
from diplomatica.odd import model as odd
from diplomatica.odd.model import ADD, CHANGE, DELETE, REPLACE
from diplomatica.odd.resolve.merge import merged, merged_atts, merged_classes, merged_docs, merged_values

HERE = Place("own.odd", 1, 1)


class Told(list[str]):
    """The codes that were reported."""

    def __call__(self, code: str, place: Place, **facts: Any) -> None:
        self.append(code)


def values(*items: str, kind: str = "closed", mode: str = ADD) -> odd.ValList:
    """A list whose values are "a", "+a" (added), "-a" (deleted) or "~a" (changed)."""
    modes = {"+": ADD, "-": DELETE, "~": CHANGE}
    made = tuple(
        odd.ValItem(item.lstrip("+-~"), mode=modes.get(item[0], ADD), place=HERE, alias="z" if item[0] == "~" else "")
        for item in items
    )
    return odd.ValList(made, kind, mode, place=HERE)


def shown(found: odd.ValList | None) -> tuple[str, list[str]] | None:
    return None if found is None else (found.kind, [item.value for item in found.items])


def test_values() -> None:
    base, told = values("a", "b", "c"), Told()
    assert shown(merged_values(base, None, told)) == ("closed", ["a", "b", "c"])
    assert shown(merged_values(base, values("+d", "-a", "~b", kind="", mode=CHANGE), told)) == (
        "closed",
        ["z", "c", "d"],
    )
    assert shown(merged_values(base, values("-a", kind="open", mode=CHANGE), told)) == ("open", ["b", "c"])
    assert shown(merged_values(base, values("x", "-y", mode=REPLACE), told)) == ("closed", ["x"])
    assert shown(merged_values(base, values("x", kind=""), told)) == ("", ["x"])
    assert merged_values(base, values(mode=DELETE), told) is None
    assert shown(merged_values(None, values("a", "-b", mode=CHANGE), told)) == ("closed", ["a"])
    assert told == []
    merged_values(base, values("-x", "~y", mode=CHANGE), told)
    assert told == ["ODD323", "ODD323"]


def test_attributes() -> None:
    told = Told()
    base = odd.AttList(
        (odd.AttDef("a"), odd.AttList((odd.AttDef("b"), odd.AttDef("c")), "choice"), odd.AttRef("d", "att.d"))
    )
    change = odd.AttList(
        (
            odd.AttDef("a", DELETE), odd.AttDef("b", CHANGE, usage="req"), odd.AttDef("c", REPLACE, default="x"),
            odd.AttDef("d", CHANGE), odd.AttDef("e", ADD), odd.AttDef("f", CHANGE),
        )
    )  # fmt: skip
    found = merged_atts(base, change, "box", told)
    assert found == odd.AttList(
        (
            odd.AttDef("a", DELETE),
            odd.AttList((odd.AttDef("b", usage="req"), odd.AttDef("c", default="x")), "choice"),
            odd.AttRef("d", "att.d"),
            odd.AttDef("d", CHANGE),
            odd.AttDef("e", ADD),
            odd.AttDef("f", CHANGE),
        )
    )
    assert merged_atts(base, None, "box", told) is base
    assert merged_atts(None, change, "box", told) is change
    beside_a_choice = merged_atts(
        odd.AttList((odd.AttDef("a"),), "choice"), odd.AttList((odd.AttDef("b"),)), "box", told
    )
    assert beside_a_choice == odd.AttList((odd.AttList((odd.AttDef("a"),), "choice"), odd.AttDef("b")))


def test_changes_of_what_a_class_gives_add_up() -> None:
    told = Told()
    first = odd.AttList((odd.AttDef("kind", CHANGE, values=values("+c", "-a", kind="", mode=CHANGE)),))
    second = odd.AttList((odd.AttDef("kind", CHANGE, values=values("+d", "-c", "~a", kind="semi", mode=CHANGE)),))
    found = merged_atts(first, second, "box", told)
    assert found is not None
    item = found.items[0]
    assert isinstance(item, odd.AttDef)
    assert item.mode == CHANGE
    assert item.values is not None
    assert (item.values.mode, item.values.kind) == (CHANGE, "semi")
    assert [(value.ident, value.mode) for value in item.values.items] == [("c", DELETE), ("a", DELETE), ("d", ADD)]
    assert shown(merged_values(values("a", "b"), item.values, told)) == ("semi", ["b", "d"])
    assert told == []


def test_classes() -> None:
    told = Told()
    base = odd.Classes((odd.MemberOf("a"), odd.MemberOf("b")))
    change = odd.Classes((odd.MemberOf("a", DELETE), odd.MemberOf("c"), odd.MemberOf("b")), CHANGE)
    found = merged_classes(base, change, "box", told)
    assert found is not None
    assert [member.key for member in found.members] == ["b", "c"]
    replaced = merged_classes(base, odd.Classes((odd.MemberOf("x"),)), "box", told)
    assert replaced == odd.Classes((odd.MemberOf("x"),))
    merged_classes(base, odd.Classes((odd.MemberOf("x", DELETE),), CHANGE), "box", told)
    assert told == ["ODD311"]


def test_constraints_of_one_name_in_several_languages() -> None:
    told = Told()
    base = odd.ElementSpec("box", constraints=tuple(odd.ConstraintSpec("c", lang=lang) for lang in ("en", "de")))

    def after(*specs: odd.ConstraintSpec) -> list[tuple[str, str, str]]:
        found = merged(base, odd.ElementSpec("box", mode=CHANGE, constraints=specs), told)
        return [(spec.ident, spec.lang, "".join(map(str, spec.constraints))) for spec in found.constraints]

    assert after() == [("c", "en", ""), ("c", "de", "")]
    assert after(odd.ConstraintSpec("c", mode=DELETE)) == []
    assert after(odd.ConstraintSpec("c", mode=DELETE, lang="de")) == [("c", "en", "")]
    assert after(odd.ConstraintSpec("c", mode=CHANGE, constraints=("x",))) == [("c", "en", "x"), ("c", "de", "x")]
    assert after(odd.ConstraintSpec("c", mode=REPLACE, constraints=("x",))) == [("c", "", "x")]
    assert after(odd.ConstraintSpec("d")) == [("c", "en", ""), ("c", "de", ""), ("d", "", "")]
    assert told == []
    after(odd.ConstraintSpec("d", mode=CHANGE))
    assert told == ["ODD326"]


def test_prose() -> None:
    def doc(kind: str, lang: str, text: str) -> odd.Doc:
        return odd.Doc(kind, lang, text)

    base = (doc("desc", "en", "a"), doc("desc", "de", "b"), doc("gloss", "en", "c"), doc("remarks", "en", "d"))
    assert merged_docs(base, ()) is base
    assert [item.content for item in merged_docs(base, (doc("desc", "en", "x"),))] == ["x", "b", "c", "d"]
    assert [item.content for item in merged_docs(base, (doc("desc", "", "x"),))] == ["x", "b", "c", "d"]
    assert [item.content for item in merged_docs(base, (doc("remarks", "de", "x"),))] == ["x", "a", "b", "c"]


def test_specifications() -> None:
    told = Told()
    base = odd.ElementSpec("box", "core", ns="n", content=odd.TextNode(), alias="crate", valid_until="2030-01-01")
    same = merged(base, odd.ElementSpec("box", "other", mode=CHANGE, place=HERE), told)
    assert same == odd.ElementSpec(
        "box", "core", ns="n", content=odd.TextNode(), alias="crate", valid_until="2030-01-01", place=HERE
    )
    other = merged(base, odd.ElementSpec("box", mode=CHANGE, ns="", content=odd.Empty(), alias="chest"), told)
    assert isinstance(other, odd.ElementSpec)
    assert (other.ns, other.content, other.alias) == ("", odd.Empty(), "chest")
    listed = merged(
        odd.MacroSpec("m", content=values("a", "b")),
        odd.MacroSpec("m", mode=CHANGE, content=values("-a", mode=CHANGE)),
        told,
    )
    assert isinstance(listed, odd.MacroSpec)
    assert isinstance(listed.content, odd.ValList)
    assert shown(listed.content) == ("closed", ["b"])
