"""References found, renamed and replaced."""

from __future__ import annotations

from diplomatica.relaxng import model as rng
from diplomatica.relaxng.walk import mapped, refs, renamed

NAMES = rng.Name("", "p")
NESTED = rng.Grammar(
    rng.Ref("own"), (rng.Define("own", rng.Group((rng.ParentRef("outer"), rng.Element(NAMES, rng.ParentRef("far"))))),)
)
WHOLE = rng.Group(
    (
        rng.Element(NAMES, rng.Optional(rng.Ref("inside"))),
        rng.Data("token", exclude=rng.Choice((rng.Ref("values"), rng.Value("x")))),
        NESTED,
        rng.Ref("last"),
    )
)


def test_references_are_found_in_their_order() -> None:
    assert list(refs(WHOLE)) == ["inside", "values", "outer", "far", "last"]


def test_references_get_other_names_everywhere() -> None:
    other = renamed(WHOLE, {name: f"x_{name}" for name in ("inside", "values", "outer", "far", "own")})
    assert list(refs(other)) == ["x_inside", "x_values", "x_outer", "x_far", "last"]
    assert isinstance(other, rng.Group)
    nested = other.items[2]
    assert isinstance(nested, rng.Grammar)
    assert nested.start == rng.Ref("own")


def test_what_is_left_out_leaves_nothing_behind() -> None:
    def change(ref: rng.Ref) -> rng.Pattern | None:
        return None if ref.name in ("inside", "values", "outer") else ref

    kept = mapped(WHOLE, change)
    assert isinstance(kept, rng.Group)
    assert kept.items[0] == rng.Element(NAMES, rng.Empty())
    assert kept.items[1] == rng.Data("token", exclude=rng.Value("x"))
    assert list(refs(kept)) == ["far", "last"]
    assert mapped(rng.Optional(rng.Choice((rng.Ref("inside"),))), change) is None
