"""A schema as RELAX NG: what is in the grammar, under which names, and that it is always the same."""

from __future__ import annotations

from pathlib import Path

from diplomatica.odd import model as odd
from diplomatica.odd.emit import relaxng, schematron
from diplomatica.odd.emit.occurrence import repeated
from diplomatica.odd.emit.words import words_in
from diplomatica.odd.load import load
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.write_rng import write_rng
from tests.odd.writing import BOX, read, written

MODULES = '<moduleRef key="tei"/><moduleRef key="core" include="p hi"/>'


def test_occurrences() -> None:
    item = rng.Ref("a")
    assert repeated(item, 1, 1) is item
    assert repeated(item, 0, 1) == rng.Optional(item)
    assert repeated(item, 0, odd.UNBOUNDED) == rng.ZeroOrMore(item)
    assert repeated(item, 1, odd.UNBOUNDED) == rng.OneOrMore(item)
    assert repeated(item, 3, odd.UNBOUNDED) == rng.Group((item, item, rng.OneOrMore(item)))
    assert repeated(item, 0, 2) == rng.Group((rng.Optional(item), rng.Optional(item)))
    assert repeated(item, 2, 3) == rng.Group((item, item, rng.Optional(item)))
    assert repeated(item, 0, 0) == rng.Empty()
    assert repeated(rng.Empty(), 0, 5) == rng.Empty()


def test_only_what_is_needed(tmp_path: Path) -> None:
    schema, _ = read(written(tmp_path, MODULES + BOX))
    names = [define.name for define in relaxng.emit(schema).defines]
    assert len(names) == len(set(names))
    assert {"box", "p", "hi", "att.global.attributes", "att.global.attribute.xmlid"} <= set(names)
    assert "teidata.duration.iso" in schema.datas
    assert "teidata.duration.iso" not in names


def test_names_have_the_prefix_of_the_schema(tmp_path: Path) -> None:
    schema, _ = read(written(tmp_path, MODULES + BOX, 'start="box p" prefix="x_"'))
    grammar = relaxng.emit(schema)
    assert all(define.name.startswith("x_") for define in grammar.defines)
    assert grammar.start == rng.Choice((rng.Ref("x_box"), rng.Ref("x_p")))


def test_words_and_annotations(tmp_path: Path) -> None:
    said = '<gloss>chest</gloss><desc xml:lang="en">holds <gi>slip</gi>  &lt; 3</desc><desc xml:lang="de">hält</desc>'
    path = written(tmp_path, BOX.replace("<content>", said + "<content>"))
    schema, _ = read(path)
    text = write_rng(relaxng.emit(schema, words_in(schema), ("<!--here-->",)), "of -- mine")
    assert "<a:documentation>(chest) holds slip &lt; 3</a:documentation>" in text
    assert "<!--here-->" in text
    assert "<!-- of - - mine -->" in text


def test_the_same_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, MODULES + BOX)
    texts = set()
    for _ in range(3):
        schema = load(str(path), lambda finding: None).schema
        texts.add(write_rng(relaxng.emit(schema, words_in(schema), schematron.patterns(schema))))
    assert len(texts) == 1


def test_anything_without_exceptions_has_one_definition(tmp_path: Path) -> None:
    specs = "".join(
        f'<elementSpec ident="{name}"><content><anyElement/></content></elementSpec>' for name in ("box", "slip")
    )
    schema, _ = read(written(tmp_path, specs, 'start="box slip"'))
    assert [define.name for define in relaxng.emit(schema).defines if "any" in define.name] == ["anyElement-box"]
