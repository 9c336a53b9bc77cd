"""A small Schematron for tests: which asserts and reports of a schema find fault with a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

SCH = "{http://purl.oclc.org/dsdl/schematron}"


def fired(schema: str, document: Path) -> list[str]:
    """The texts of the asserts and reports that speak of a document. Only the first rule of a pattern counts."""
    root = etree.fromstring(schema.encode("utf-8"))
    said: list[str] = []
    with PySaxonProcessor(license=False) as saxon:
        tree = saxon.parse_xml(xml_file_name=str(document))
        xpath: Any = saxon.new_xpath_processor()
        for ns in root.iter(f"{SCH}ns"):
            xpath.declare_namespace(ns.get("prefix"), ns.get("uri"))
        for pattern in root.iter(f"{SCH}pattern"):
            taken: list[str] = []
            for rule in pattern.iter(f"{SCH}rule"):
                paths = " | ".join(f"//{path.strip()}" for path in str(rule.get("context")).split(" | "))
                for test in rule:
                    if test.tag not in (f"{SCH}assert", f"{SCH}report"):
                        continue
                    negated = "not" if test.tag == f"{SCH}assert" else "boolean"
                    others = f" except ({' | '.join(taken)})" if taken else ""
                    xpath.set_context(xdm_item=tree)
                    count = xpath.evaluate_single(f"count((({paths}){others})[{negated}({test.get('test')})])")
                    said += [str(test.xpath("string()"))] * int(str(count))
                taken.append(paths)
    return said
