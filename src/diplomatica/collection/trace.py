"""The trace of a document: every decision, and every stretch of the source that is not in the text, as JSON lines."""

from __future__ import annotations

import json
from typing import Any

from diplomatica.encoding.result import Encoded

_LONGEST = 80
_RULES = {"header": "LAY10", "furniture": "LAY11"}


def trace(source: str, encoded: Encoded) -> str:
    """The lines for one document, in the order of the source; of two at one place the longer stretch comes first.

    Header zones have the rule LAY10, furniture LAY11, both with `home` and `field`.
    """
    records: list[tuple[int, int, dict[str, Any]]] = [
        (decision.start, decision.end, {
            "rule": decision.rule, "element": decision.element, "attrs": dict(decision.attrs), "low": decision.low,
        })
        for decision in encoded.decisions
    ]  # fmt: skip
    records += [
        (zone.start, zone.end, {
            "rule": _RULES[zone.home], "element": "", "attrs": {}, "low": False, "home": zone.home, "field": zone.field,
        })
        for zone in encoded.laid_out.zones
        if zone.home in _RULES
    ]  # fmt: skip
    records.sort(key=lambda record: (record[0], -record[1]))
    document = encoded.laid_out.source
    out = []
    for start, end, what in records:
        line, column = document.place(start)
        text = " ".join(document.text[start : min(end, start + 4 * _LONGEST)].split())[:_LONGEST]
        record = {
            "source": source, "rule": what.pop("rule"), "start": start, "end": end, "line": line, "column": column,
            **what, "text": text,
        }  # fmt: skip
        out.append(json.dumps(record, ensure_ascii=False))
    return "".join(f"{line}\n" for line in out)
