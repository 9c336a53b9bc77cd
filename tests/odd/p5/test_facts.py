"""The table of a release: what goes in comes out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from diplomatica.diagnostics.model import Place
from diplomatica.odd import model as odd
from diplomatica.odd.p5 import facts, store

names = st.sampled_from(["a", "b.c", "0", "", "é", "[1]"])
counts = st.tuples(st.integers(0, 3), st.integers(-1, 4))
pairs = st.lists(st.tuples(names, names), max_size=2).map(tuple)
items = st.builds(
    odd.ValItem, names, alias=names, mode=st.sampled_from(["add", "delete"]), valid_until=names, pairs=pairs
)
val_lists = st.builds(odd.ValList, st.lists(items, max_size=2).map(tuple), names, st.sampled_from(["add", "change"]))
leaves = st.one_of(
    st.just(odd.Empty()),
    st.just(odd.TextNode()),
    st.builds(lambda key, count: odd.ElementRef(key, *count), names, counts),
    st.builds(lambda key, count: odd.MacroRef(key, *count), names, counts),
    st.builds(odd.ClassRef, names, expand=names, include=st.none() | st.tuples(names), exclude=st.tuples(names)),
    st.builds(odd.DataRef, names, names, facets=pairs),
    st.builds(odd.AnyElement, require=st.tuples(names), exclude=st.none() | pairs),
    val_lists,
)
contents = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(odd.Sequence, st.lists(inner, max_size=3).map(tuple), ordered=st.booleans()),
        st.builds(lambda parts, count: odd.Alternate(tuple(parts), *count), st.lists(inner, max_size=3), counts),
    ),
    max_leaves=6,
)
att_defs = st.builds(
    odd.AttDef,
    names,
    mode=st.sampled_from(["add", "change", "delete"]),
    usage=names,
    ns=st.none() | names,
    datatype=st.none() | st.builds(odd.Datatype, contents),
    values=st.none() | val_lists,
    default=st.none() | names,
)
att_lists = st.recursive(
    st.builds(odd.AttList, st.lists(att_defs | st.builds(odd.AttRef, names, names), max_size=2).map(tuple)),
    lambda inner: st.builds(odd.AttList, st.tuples(inner), st.sampled_from(["group", "choice"])),
    max_leaves=3,
)
classes = st.builds(odd.Classes, st.lists(st.builds(odd.MemberOf, names), max_size=2).map(tuple))
specs: st.SearchStrategy[odd.Spec] = st.one_of(
    st.builds(
        odd.ElementSpec, names, names, ns=st.none() | names, classes=st.none() | classes, content=st.none() | contents,
        atts=st.none() | att_lists, prefix=st.none() | names,
    ),
    st.builds(odd.ClassSpec, names, names, names, classes=st.none() | classes, atts=st.none() | att_lists),
    st.builds(odd.MacroSpec, names, names, content=contents),
    st.builds(odd.DataSpec, names, names, content=contents),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(specs)
def test_round_trip(spec: odd.Spec) -> None:
    release = facts.load(facts.dump([spec], [odd.ModuleSpec("m")], "1.2.3", prose=True))
    kind = {"ElementSpec": "element", "ClassSpec": "class", "MacroSpec": "macro", "DataSpec": "data"}[
        type(spec).__name__
    ]
    assert release.spec(kind, spec.ident) == spec
    assert release.members == {spec.module: [(kind, spec.ident)]}
    assert (release.version, release.modules) == ("1.2.3", (odd.ModuleSpec("m"),))


def test_places_and_prose_stay_out() -> None:
    doc = odd.Doc("desc", "en", "<desc>said</desc>")
    spec = odd.ElementSpec("box", docs=(doc,), constraints=(odd.ConstraintSpec("c"),), place=Place("own.odd", 1, 1))
    bare = facts.load(facts.dump([spec], [], "1.0.0", prose=False)).spec("element", "box")
    whole = facts.load(facts.dump([spec], [], "1.0.0", prose=True)).spec("element", "box")
    assert bare == odd.ElementSpec("box")
    assert whole == replace(spec, place=bare.place if bare else spec.place)


def test_the_packaged_release() -> None:
    release = store.open_release()
    assert release.version == store.PACKAGED
    assert release.spec("element", "nowhere") is None
    assert {"p", "hi"} <= set(release.names("element"))
    paragraph = release.spec("element", "p")
    assert isinstance(paragraph, odd.ElementSpec)
    assert paragraph.module == "core"
    assert ("element", "p") in release.members["core"]
    assert all(release.spec(kind, ident) for kinds in release.members.values() for kind, ident in kinds)
