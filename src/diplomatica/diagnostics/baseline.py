"""Findings that are known and are not to be told again: a file to begin with in a collection that has many."""

from __future__ import annotations

import json

from diplomatica.diagnostics.report import Report, fingerprints, path_of
from diplomatica.errors import UnusableInput

_FORMAT = 1


def written(report: Report) -> str:
    """The baseline of a report: for each document the marks of its findings, with the code for who reads it."""
    documents = {
        path_of(document): [
            f"{finding.code} {mark}" for finding, mark in zip(document.diagnostics, fingerprints(document), strict=True)
        ]
        for document in report.documents
        if document.diagnostics
    }
    return json.dumps({"format": _FORMAT, "documents": documents}, ensure_ascii=True, indent=1, sort_keys=True) + "\n"


def read(data: bytes, name: str) -> frozenset[str]:
    """The marks in a baseline. Raises `UnusableInput` where it is none."""
    try:
        table = json.loads(data)
        if table["format"] != _FORMAT:
            raise ValueError
        return frozenset(row.split()[1] for rows in table["documents"].values() for row in rows)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise UnusableInput("no baseline", where=name, advice="write it with --write-baseline") from None
