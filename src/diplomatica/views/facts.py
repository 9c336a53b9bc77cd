"""The facts of a document, from the XML that `xslt/facts/` makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

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
_NEAR = 256  # characters in which that many words are looked for first
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # Chinese and Japanese, which put no space between words
_SIGNS = 24  # so many signs are shown of them

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LETTERS = {
    **dict.fromkeys("be bg kk ky mk mn ru sr tg uk".split(), _CYRILLIC),
    **dict.fromkeys("ar fa ur".split(), re.compile("[\u0600-\u06ff]")),
    **dict.fromkeys("ja zh".split(), re.compile("[\u3040-\u30ff\u3400-\u9fff]")),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u05d0-\u05ea]"),
    "ko": re.compile("[\u1100-\u11ff\uac00-\ud7a3]"),
}
"""Letters that tell a title in the language of the text from one in the language of the edition."""

_KINDS: dict[str, Kind] = {"person": "person", "org": "org", "place": "place"}
_TEXTS = (
    "id title subtitle place citation summary language original_language funder publisher availability licence record "
    "url number published"
).split()


def facts(xml: str, slug: str, words: int) -> DocumentFacts:
    """The facts that an element `facts` holds; `words` is the number of words of the reading text."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(xml.encode("utf-8"), parser)
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
        title_language=root.get("title_language") or _by_letters(root.get("title", ""), root.get("language", "")),
    )


def _by_letters(title: str, language: str) -> str:
    """The language of the text, if it has letters of its own and most of the title is written in them."""
    own = _LETTERS.get(language.partition("-")[0])
    letters = [sign for sign in title if sign.isalpha()]
    return language if own and 2 * sum(bool(own.match(sign)) for sign in letters) > len(letters) else ""


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
    text = "".join(pieces)
    offsets = [0, *accumulate(map(len, pieces))]
    for mention, first, last in found:
        start, end = offsets[first], offsets[last]
        yield Mention(
            kind=_KINDS[mention.get("kind", "")],
            key=mention.get("key", ""),
            anchor=block.get("anchor", ""),
            before=_words_before(text, start),
            form=" ".join(text[start:end].split()),
            after=_words_after(text, end),
        )


def _words_before(text: str, end: int) -> str:
    """The last words before a place, and a space where one stands between.

    As much as they need is looked at, for a block may have thousands of mentions.
    """
    size = _NEAR
    while len(words := text[max(0, end - size) : end].split()) <= AROUND and size < end:
        size *= 4
    near = " ".join(words[-AROUND:])
    if _UNSPACED.search(near):
        near = near[-_SIGNS:]
    return near + " " if near and text[end - 1].isspace() else near


def _words_after(text: str, start: int) -> str:
    """The first words after a place, and a space where one stands between."""
    size = _NEAR
    while len(words := text[start : start + size].split()) <= AROUND and start + size < len(text):
        size *= 4
    near = " ".join(words[:AROUND])
    if _UNSPACED.search(near):
        near = near[:_SIGNS]
    return " " + near if near and text[start].isspace() else near


def _gather(element: etree._Element, pieces: list[str], found: list[tuple[etree._Element, int, int]]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if child.tag == "mention":
            position, start = len(found), len(pieces)
            found.append((child, start, start))
            _gather(child, pieces, found)
            found[position] = (child, start, len(pieces))
        elif not child.get("anchor", "").startswith("n."):
            pieces.append(" ")  # a block of its own stands between; a note does not part the words around it
        pieces.append(child.tail or "")
