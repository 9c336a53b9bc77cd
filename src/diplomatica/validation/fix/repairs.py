"""From a finding that has one right answer to what is changed in the document. One function a kind of answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.validation.fix.elements import Tags
from diplomatica.validation.fix.model import Edit, Repair
from diplomatica.validation.fix.written import Written

_NAME = re.compile(r"[^\s=<>/\"']+")
_XMLNS = re.compile(r"\sxmlns\s*=\s*(\"[^\"]*\"|'[^']*')")


def repairs(findings: Iterable[Diagnostic], written: Written, data: bytes) -> Iterator[Repair]:
    """The repairs of those findings that have one, in their order."""
    tags: Tags | None = None
    for finding in findings:
        if finding.fix is None:
            continue
        if tags is None:
            tags = Tags(written, data)
        edits = _KINDS[finding.fix.kind](finding, written, tags)
        if edits:
            yield Repair(finding, edits)


def _element_name(finding: Diagnostic, written: Written, tags: Tags) -> tuple[Edit, ...]:
    """Another name in both tags of an element; its prefix stays."""
    assert finding.fix is not None
    index = tags.at(_place(finding, written))
    if index < 0:
        return ()
    element = tags.elements[index]
    prefix, colon, _ = element.name.rpartition(":")
    name = f"{prefix}{colon}{finding.fix.text}"
    starts = [element.start + 1] if element.end == element.start else [element.start + 1, element.end + 2]
    return tuple(Edit(start, start + len(element.name), name) for start in starts)


def _attribute_name(finding: Diagnostic, written: Written, tags: Tags) -> tuple[Edit, ...]:
    """Another name of an attribute."""
    assert finding.fix is not None
    start = _place(finding, written)
    found = _NAME.match(written.text, start)
    return (Edit(start, found.end(), finding.fix.text),) if found else ()


def _value(finding: Diagnostic, written: Written, tags: Tags) -> tuple[Edit, ...]:
    """Another value within the quotes that are there."""
    assert finding.fix is not None
    start = _place(finding, written)
    quote = written.text[start : start + 1]
    end = written.text.find(quote, start + 1) if quote in ("'", '"') else -1
    if end < 0:
        return ()
    value = finding.fix.text.replace("&", "&amp;").replace("<", "&lt;")
    value = value.replace('"', "&quot;") if quote == '"' else value.replace("'", "&apos;")
    return (Edit(start + 1, end, value),)


def _text(finding: Diagnostic, written: Written, tags: Tags) -> tuple[Edit, ...]:
    """Another text of an element that holds no other; white space around it stays."""
    assert finding.fix is not None
    start = _place(finding, written)
    end = written.offset(finding.end_line, finding.end_column)
    there = written.text[start:end]
    if not there.strip() or "<" in there or "&" in there or written.text[end : end + 1] == "&":
        return ()
    return (Edit(start, end, finding.fix.text.replace("&", "&amp;").replace("<", "&lt;")),)


def _first(finding: Diagnostic, written: Written, tags: Tags) -> tuple[Edit, ...]:
    """The element moved to the front of its parent, with the white space before it.

    Where the parent has several of its name, each may begin a part of its own: then nothing is certain.
    """
    index = tags.at(_place(finding, written))
    if index < 0:
        return ()
    element = tags.elements[index]
    if element.parent < 0 or len(tags.children(element.parent, element.name)) > 1:
        return ()
    parent = tags.elements[element.parent]
    start = element.start - (len(before := written.text[: element.start]) - len(before.rstrip(" \t\r\n")))
    if written.text[start - 1 : start] != ">":
        return ()
    whole = written.text[start : element.end_end]
    return Edit(parent.start_end, parent.start_end, whole), Edit(start, element.end_end, "")


def _namespace(finding: Diagnostic, written: Written, tags: Tags) -> tuple[Edit, ...]:
    """The namespace of the root element, where no prefix says another."""
    assert finding.fix is not None
    index = tags.at(_place(finding, written))
    if index < 0 or ":" in tags.elements[index].name:
        return ()
    element = tags.elements[index]
    there = _XMLNS.search(written.text, element.start, element.start_end)
    if there:
        return (Edit(there.start(1) + 1, there.end(1) - 1, finding.fix.text),)
    at = element.start + 1 + len(element.name)
    return (Edit(at, at, f' xmlns="{finding.fix.text}"'),)


def _place(finding: Diagnostic, written: Written) -> int:
    return written.offset(finding.place.line, finding.place.column)


_KINDS: dict[str, Callable[[Diagnostic, Written, Tags], tuple[Edit, ...]]] = {
    "element-name": _element_name,
    "attribute-name": _attribute_name,
    "value": _value,
    "text": _text,
    "first": _first,
    "namespace": _namespace,
}
