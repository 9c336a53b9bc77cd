"""The resolved schema: its contract, and how much of it there may be."""

# ruff: noqa: E501 (XML)
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diplomatica.odd import model as odd
from diplomatica.odd.emit import relaxng, schematron
from diplomatica.odd.emit.json import emit as emit_json
from diplomatica.odd.resolve.likeness import nearest
from diplomatica.odd.schema import AttGroup, ClassUse, Schema
from tests.odd.writing import BOX, read, written

WHOLE = "".join(f'<moduleRef key="{name}"/>' for name in ("tei", "core", "header", "textstructure", "dictionaries"))


def references(content: odd.Content) -> Iterator[tuple[str, str]]:
    if isinstance(content, odd.Sequence | odd.Alternate):
        for item in content.items:
            yield from references(item)
    elif isinstance(content, odd.ElementRef):
        yield "elements", content.key
    elif isinstance(content, odd.ClassRef):
        yield "classes", content.key
    elif isinstance(content, odd.MacroRef):
        yield "macros", content.key
    elif isinstance(content, odd.DataRef) and content.key:
        yield "datas", content.key


def uses(group: AttGroup) -> Iterator[str]:
    for item in group.items:
        if isinstance(item, ClassUse):
            yield item.name
        elif isinstance(item, AttGroup):
            yield from uses(item)


def check_contract(schema: Schema) -> None:
    contents = [element.content for element in schema.elements.values()]
    contents += [macro.content for macro in (*schema.macros.values(), *schema.datas.values())]
    for content in contents:
        for kind, name in references(content):
            assert name in getattr(schema, kind)
    for cls in schema.classes.values():
        assert set(cls.classes) <= set(schema.classes)
        assert set(uses(cls.attributes)) <= set(schema.classes)
        assert all(name in (schema.elements if kind == "element" else schema.classes) for kind, name in cls.members)
    for element in schema.elements.values():
        assert set(uses(element.attributes)) <= set(schema.classes)
        names = [att.name for att in schema.atts(element.attributes)]
        choice = any(isinstance(item, AttGroup) for item in element.attributes.items)
        assert choice or len(names) == len(set(names)), element.ident
        for att in schema.atts(element.attributes):
            for kind, name in references(att.spec.datatype.content if att.spec.datatype else odd.Empty()):
                assert name in getattr(schema, kind)
    assert set(schema.start) <= set(schema.elements)


@pytest.mark.parametrize(
    "specs",
    [
        BOX,
        WHOLE,
        WHOLE + '<classSpec ident="att.global" type="atts" mode="delete"/><elementSpec ident="p" mode="delete"/>',
        '<moduleRef key="core"/>' + BOX,
        WHOLE + '<macroSpec ident="macro.paraContent" mode="delete"/><dataSpec ident="teidata.pointer" mode="delete"/>',
    ],
)
def test_every_reference_finds_its_target(tmp_path: Path, specs: str) -> None:
    check_contract(read(written(tmp_path, specs))[0])


def test_long_chains(tmp_path: Path) -> None:
    long, longer = 150, 300
    specs = '<classSpec ident="att.c0" type="atts"><attList><attDef ident="n"/></attList></classSpec>'
    specs += '<macroSpec ident="m0"><content><textNode/></content></macroSpec>'
    specs += '<dataSpec ident="d0"><content><dataRef name="integer"/></content></dataSpec>'
    for number in range(1, longer):
        before = number - 1
        specs += f'<classSpec ident="att.c{number}" type="atts"><classes><memberOf key="att.c{before}"/></classes></classSpec>'
        if number >= long:
            continue
        specs += f'<classSpec ident="model.c{number}" type="model"><classes><memberOf key="model.c{before}"/></classes></classSpec>'
        specs += f'<macroSpec ident="m{number}"><content><macroRef key="m{before}"/></content></macroSpec>'
        specs += f'<dataSpec ident="d{number}"><content><dataRef key="d{before}"/></content></dataSpec>'
    specs += '<classSpec ident="model.c0" type="model"/>'
    specs += (
        f'<elementSpec ident="box"><classes><memberOf key="att.c{longer - 1}"/><memberOf key="model.c{long - 1}"/></classes>'
        f'<content><sequence><macroRef key="m{long - 1}"/><classRef key="model.c0" expand="sequenceOptional"/></sequence></content>'
        f'<attList><attDef ident="o"><datatype><dataRef key="d{long - 1}"/></datatype></attDef></attList></elementSpec>'
    )
    schema, codes = read(written(tmp_path, specs))
    assert codes == []
    assert [att.name for att in schema.atts(schema.elements["box"].attributes)] == [("", "n"), ("", "o")]
    assert schema.model_members("model.c0") == ("box",)
    assert relaxng.emit(schema)
    assert schematron.emit(schema)
    assert emit_json(schema)


@pytest.mark.parametrize(
    ("name", "found"),
    [("titel", "title"), ("Title", "title"), ("xyz", ""), ("hj", "hi"), ("", ""), ("ti" * 500, ""), ("lis", "list")],
)
def test_nearest(name: str, found: str) -> None:
    assert nearest(name, ["title", "hi", "p", "list", "quote"]) == found
