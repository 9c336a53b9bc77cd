"""The rules of a Schematron schema, as far as this schema uses them: which patterns find fault with which lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

SCH = "{http://purl.oclc.org/dsdl/schematron}"
_STEP = re.compile(r"Q\{[^}]*\}([\w.-]+)\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault found: the id of the pattern, the level of its test, and the line of the element at fault."""

    pattern: str
    level: str
    line: int


@dataclass(frozen=True, slots=True)
class Test:
    """A test: true in `context` where something is wrong."""

    __test__ = False  # not for pytest

    pattern: str
    level: str
    context: str
    wrong: str


class Rules:
    """A schema read once, for many documents. Each pattern has one rule, and no rule has variables."""

    def __init__(self, schema: str) -> None:
        root = etree.fromstring(schema.encode("utf-8"))
        self.namespaces = [(str(ns.get("prefix")), str(ns.get("uri"))) for ns in root.iter(f"{SCH}ns")]
        self.tests = [test for pattern in root.iter(f"{SCH}pattern") for test in _tests(pattern)]

    def faults(self, document: Path) -> list[Fault]:
        """The faults of a document, in the order of the rules."""
        # xml:id occurs twice in a document that shows just this fault.
        tree: Any = etree.parse(str(document), etree.XMLParser(collect_ids=False))
        found = []
        with PySaxonProcessor(license=False) as saxon:
            xpath = self._xpath(saxon, document)
            for test in self.tests:
                nodes = xpath.evaluate(f"for $node in ({test.context})[{test.wrong}] return path($node)")
                for index in range(nodes.size if nodes is not None else 0):
                    path = str(nodes.item_at(index))
                    steps = (f"*[local-name() = '{name}'][{number}]" for name, number in _STEP.findall(path))
                    found.append(Fault(test.pattern, test.level, tree.xpath("/" + "/".join(steps))[0].sourceline))
        return found

    def idle(self, document: Path) -> list[str]:
        """The patterns that find nothing to look at in a document."""
        with PySaxonProcessor(license=False) as saxon:
            xpath = self._xpath(saxon, document)
            return [
                test.pattern for test in self.tests if str(xpath.evaluate_single(f"empty({test.context})")) == "true"
            ]

    def _xpath(self, saxon: Any, document: Path) -> Any:
        xpath = saxon.new_xpath_processor()
        for prefix, uri in self.namespaces:
            xpath.declare_namespace(prefix, uri)
        xpath.set_context(xdm_item=saxon.parse_xml(xml_file_name=str(document)))
        return xpath


def _tests(pattern: Any) -> Iterator[Test]:
    rules = pattern.findall(f"{SCH}rule")
    assert len(rules) == 1, pattern.get("id")
    assert pattern.find(f".//{SCH}let") is None, pattern.get("id")
    context = " | ".join(f"//{path}" for path in rules[0].get("context").split(" | "))
    for test in rules[0]:
        level = test.get("role", "error")
        if test.tag == f"{SCH}assert":
            yield Test(pattern.get("id"), level, context, f"not({test.get('test')})")
        elif test.tag == f"{SCH}report":
            yield Test(pattern.get("id"), level, context, f"boolean({test.get('test')})")
