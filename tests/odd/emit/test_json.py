"""The schema as JSON."""

# ruff: noqa: E501 (XML)
from __future__ import annotations

import json
from pathlib import Path

from diplomatica.odd.emit.json import FORMAT, emit
from tests.odd.writing import read, written

SPECS = """
<classSpec ident="att.k" type="atts"><attList org="choice"><attDef ident="k" usage="req"><valList type="closed">
<valItem ident="a"><altIdent>b</altIdent><desc>said</desc></valItem></valList></attDef><attDef ident="l"/></attList></classSpec>
<classSpec ident="model.m" type="model"/>
<macroSpec ident="macro.m"><content><textNode/></content></macroSpec>
<dataSpec ident="d"><content><dataRef name="integer"><dataFacet name="maxInclusive" value="3"/></dataRef></content></dataSpec>
<elementSpec ident="box" ns="http://example.org/"><gloss>chest</gloss><classes><memberOf key="att.k"/><memberOf key="model.m"/>
</classes><content><sequence preserveOrder="false" maxOccurs="unbounded"><classRef key="model.m" expand="sequence"
 include="box" minOccurs="0"/><anyElement require="http://example.org/r" except="http://example.org/n"/><macroRef key="macro.m"/>
<alternate minOccurs="2" maxOccurs="4"><empty/><rng:text/></alternate></sequence></content>
<attList><attDef ident="n"><datatype maxOccurs="2"><dataRef key="d"/></datatype><defaultVal>1</defaultVal></attDef></attList>
</elementSpec>
"""


def test_all_of_it(tmp_path: Path) -> None:
    table = json.loads(emit(read(written(tmp_path, SPECS))[0]))
    assert (table["format"], table["ident"], table["start"], table["edition"]) == (FORMAT, "own", ["box"], "4.8.0")
    (box,) = table["elements"]
    assert box["gloss"] == {"": "chest"}
    assert box["ns"] == "http://example.org/"
    assert box["attributes"][:2] == [{"ident": "k", "from": "att.k"}, {"ident": "l", "from": "att.k"}]
    own = box["attributes"][2]
    assert own["datatype"] == {"type": "dataRef", "key": "d", "max": 2}
    assert (own["default"], own["usage"]) == ("1", "opt")
    content = box["content"]
    assert (content["preserveOrder"], content["max"]) == (False, None)
    assert content["items"] == [
        {"type": "classRef", "key": "model.m", "min": 0, "expand": "sequence", "include": ["box"]},
        {"type": "anyElement", "require": ["http://example.org/r"], "except": [{"ns": "http://example.org/n"}]},
        {"type": "macroRef", "key": "macro.m"},
        {"type": "alternate", "min": 2, "max": 4, "items": [{"type": "empty"}, content["items"][3]["items"][1]]},
    ]
    assert content["items"][3]["items"][1]["type"] == "relaxng"
    atts, model = table["classes"]
    assert atts["attributeGroups"]["items"][0]["org"] == "choice"
    assert atts["attributes"][0]["values"]["items"] == [{"ident": "a", "value": "b", "desc": {"": "said"}}]
    assert model["members"] == [{"type": "element", "ident": "box"}]
    assert table["datatypes"][0]["content"]["facets"] == [{"name": "maxInclusive", "value": "3"}]
    assert table["macros"][0]["content"] == {"type": "textNode"}
