"""The documentation of a specification in one line, for schemas: its gloss and description in one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diplomatica.odd import model as odd
from diplomatica.odd.schema import Schema
from diplomatica.tei.located import Node, read_located


def words_in(schema: Schema) -> Callable[[Sequence[odd.Doc]], str]:
    """What gives the words, in the language of the schema's documentation, else in English."""
    wanted = schema.spec.doc_lang or "en"

    def words(docs: Sequence[odd.Doc]) -> str:
        gloss, desc = spoken(docs, "gloss", wanted), spoken(docs, "desc", wanted)
        return " ".join(part for part in (f"({gloss})" if gloss else "", desc) if part)

    return words


def spoken(docs: Sequence[odd.Doc], kind: str, lang: str) -> str:
    """The text of a gloss or description: in a language, else in English, else in none; empty where there is none."""
    best: odd.Doc | None = None
    rank = 4
    for doc in docs:
        if doc.kind != kind:
            continue
        fit = 0 if doc.lang == lang else 1 if doc.lang == "en" else 2 if not doc.lang else 3
        if fit < min(rank, 3):
            best, rank = doc, fit
    if best is None:
        return ""
    content = best.content
    node = content if isinstance(content, Node) else read_located(content.encode("utf-8"), "TEI P5")
    return " ".join(node.text().split())
