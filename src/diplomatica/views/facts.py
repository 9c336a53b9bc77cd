"""The facts of a document, from the XML that `xslt/facts/` makes of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from diplomatica.views.model import (
    Archive,
    CorrespAction,
    DateFact,
    DocumentFacts,
    Entity,
    Heading,
    Kind,
    Mention,
    Speech,
    Term,
)

AROUND = 8
"""So many words are shown on each side of a mention."""

_KINDS: dict[str, Kind] = {"person": "person", "org": "org", "place": "place"}
_TEXTS = (
    "id title subtitle place citation summary language original_language funder publisher availability licence record "
    "url number published"
).split()


def facts(xml: str, slug: str, words: int) -> DocumentFacts:
    """The facts that an element `facts` holds; `words` is the number of words of the reading text."""
    root = etree.fromstring(xml.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    terms = [(term.get("scheme", ""), Term(term.get("key", ""), term.get("label", ""))) for term in root.iter("term")]
    texts = {name: root.get(name, "") for name in _TEXTS}
    return DocumentFacts(
        slug=slug,
        **texts,
        date=_date(root),
        genre=next((term for scheme, term in terms if scheme == "genre"), None),
        classification=tuple(term for scheme, term in terms if scheme == "classification"),
        precedence=tuple(term for scheme, term in terms if scheme == "precedence"),
        archives=tuple(
            Archive(one.get("repository", ""), _pairs(one, "type", "value")) for one in root.iter("archive")
        ),
        languages=_pairs(root, "ident", "name", "language"),
        responsible=_pairs(root, "resp", "name", "responsible"),
        entities=tuple(_entity(one) for one in root.iter("entity")),
        mentions=tuple(mention for block in root.iter("block") for mention in _mentions(block)),
        speeches=tuple(
            Speech(one.get("who", ""), one.get("to", ""), int(one.get("count", "0"))) for one in root.iter("speech")
        ),
        correspondence=tuple(_action(one) for one in root.iter("correspondence")),
        headings=tuple(
            Heading(one.get("anchor", ""), int(one.get("level", "1")), one.get("text", ""))
            for one in root.iter("heading")
        ),
        interventions=tuple((one.get("kind", ""), int(one.get("count", "0"))) for one in root.iter("intervention")),
        doubts=int(root.get("doubts", "0")),
        words=words,
        related=_pairs(root, "slug", "type", "related"),
    )


def _pairs(parent: etree._Element, first: str, second: str, tag: str = "*") -> tuple[tuple[str, str], ...]:
    return tuple((one.get(first, ""), one.get(second, "")) for one in parent.iterchildren(tag))


def _date(parent: etree._Element) -> DateFact:
    found = parent.find("date")
    return (
        DateFact() if found is None else DateFact(found.get("first", ""), found.get("last", ""), found.get("text", ""))
    )


def _entity(one: etree._Element) -> Entity:
    return Entity(
        kind=_KINDS[one.get("kind", "")],
        key=one.get("key", ""),
        name=one.get("name", ""),
        forms=tuple(form.text or "" for form in one.iterchildren("form")),
        office=one.get("office", ""),
        role=one.get("role", ""),
        ids=tuple((found.get("type", ""), found.text or "") for found in one.iterchildren("id")),
    )


def _action(one: etree._Element) -> CorrespAction:
    return CorrespAction(
        one.get("action", ""), one.get("key", ""), one.get("name", ""), one.get("place", ""), _date(one)
    )


def _mentions(block: etree._Element) -> Iterator[Mention]:
    """The mentions of a block that stand in no block inside it, with the words around them."""
    pieces: list[str] = []
    found: list[tuple[etree._Element, int, int]] = []
    _gather(block, pieces, found)
    if not found:
        return
    for mention, start, end in found:
        yield Mention(
            kind=_KINDS[mention.get("kind", "")],
            key=mention.get("key", ""),
            anchor=block.get("anchor", ""),
            before=" ".join("".join(pieces[:start]).split()[-AROUND:]),
            form=" ".join("".join(pieces[start:end]).split()),
            after=" ".join("".join(pieces[end:]).split()[:AROUND]),
        )


def _gather(element: etree._Element, pieces: list[str], found: list[tuple[etree._Element, int, int]]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if child.tag == "mention":
            position, start = len(found), len(pieces)
            found.append((child, start, start))
            _gather(child, pieces, found)
            found[position] = (child, start, len(pieces))
        pieces.append(child.tail or "")
