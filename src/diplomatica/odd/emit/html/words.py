"""Which prose is shown: in the language that is asked for, else in the one that comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diplomatica.odd import model as odd
from diplomatica.odd.emit.html.markup import squeezed
from diplomatica.tei.located import Node, read_located

_ANY = ("", "und", "mul", "zxx")


def tree(content: Node | str) -> Node:
    """Prose as a tree, whether it is one or is XML."""
    return content if isinstance(content, Node) else read_located(content.encode(), "")


@dataclass(frozen=True, slots=True)
class Brief:
    """What something is, in a line: `gloss` and `text` are plain."""

    gloss: str = ""
    text: str = ""
    lang: str = ""


class Words:
    """Prose by language: `langs` are tried in their order, then whatever there is."""

    def __init__(self, wanted: Sequence[str]) -> None:
        langs: list[str] = []
        for value in (*wanted, "", "en"):
            for form in (value, value.partition("-")[0]):
                if form not in langs and (form or not value):
                    langs.append(form)
        self.langs = tuple(langs)
        self._known: dict[int, Brief] = {}

    def pick(self, docs: Sequence[odd.Doc], kind: str) -> odd.Doc | None:
        """The one that is shown of the prose of a kind."""
        found = [doc for doc in docs if doc.kind == kind]
        if len(found) < 2:
            return found[0] if found else None
        for value in self.langs:
            for doc in found:
                if doc.lang == value:
                    return doc
        return found[0]

    def all(self, docs: Sequence[odd.Doc], kind: str) -> list[odd.Doc]:
        """All prose of a kind in the language that is shown, and what is in no language; else all there is."""
        found = [doc for doc in docs if doc.kind == kind]
        for value in self.langs:
            if value and any(doc.lang == value for doc in found):
                return [doc for doc in found if doc.lang == value or doc.lang in _ANY]
        return found

    def others(self, docs: Sequence[odd.Doc]) -> dict[str, list[odd.Doc]]:
        """Glosses and descriptions in the languages that are not shown."""
        shown = {id(self.pick(docs, kind)) for kind in ("gloss", "desc")}
        found: dict[str, list[odd.Doc]] = {}
        for doc in docs:
            if doc.kind in ("gloss", "desc") and doc.lang and id(doc) not in shown:
                found.setdefault(doc.lang, []).append(doc)
        spoken = {doc.lang for doc in docs if id(doc) in shown}
        return {value: found[value] for value in sorted(found) if value not in spoken}

    def brief(self, docs: tuple[odd.Doc, ...]) -> Brief:
        """The gloss and the description as plain text."""
        if not docs:
            return _NOTHING
        known = self._known.get(id(docs))
        if known is None:
            gloss, desc = self.pick(docs, "gloss"), self.pick(docs, "desc")
            known = Brief(
                squeezed(tree(gloss.content).text()) if gloss else "",
                squeezed(tree(desc.content).text()) if desc else "",
                (desc or gloss).lang if desc or gloss else "",  # type: ignore[union-attr]
            )
            self._known[id(docs)] = known
        return known


_NOTHING = Brief()
