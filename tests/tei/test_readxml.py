"""XML of others: nothing that it names is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplomatica.errors import UnusableInput
from diplomatica.tei.readxml import read_xml


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE TEI SYSTEM "{file}">',
        '<!DOCTYPE TEI PUBLIC "-//X//Y" "{file}">',
        '<!DOCTYPE TEI [<!ENTITY % outside SYSTEM "{file}"> %outside;]>',
        '<!DOCTYPE TEI SYSTEM "{file}" [<!ENTITY outside SYSTEM "{file}">]>',
    ],
)
def test_what_a_doctype_names_is_never_opened(doctype: str, tmp_path: Path) -> None:
    # Read, this would be told as a fault of the external subset; a pipe in its place would be waited for.
    file = tmp_path / "outside.dtd"
    file.write_text("no declaration", encoding="utf-8")
    with pytest.raises(UnusableInput) as told:
        read_xml((doctype.format(file=file) + "<TEI/>").encode(), "a.xml")
    assert told.value.what == "a document type declaration"


def test_entities_that_grow_are_refused() -> None:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    xml = f'<!DOCTYPE TEI [<!ENTITY e0 "lol">{steps}]><TEI n="&e11;">&e11;</TEI>'
    with pytest.raises(UnusableInput):
        read_xml(xml.encode(), "a.xml")
