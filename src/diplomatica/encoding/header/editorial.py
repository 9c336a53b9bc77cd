"""What editorialDecl says of one document: only of what its text has (TEI Guidelines 2.3.3).

    before  a note with two names and a date            a record of a talk with footnotes
    after   nothing of speech, nothing of brackets      speech and footnotes, each with its rule

Why: whoever counts the speeches of a collection must be able to tell a text without any from one nobody looked at.
"""

from __future__ import annotations

from functools import lru_cache

from diplomatica.encoding.header.data import table
from diplomatica.tei.tree import Element


def declaration(body: Element) -> tuple[str, ...]:
    """The paragraphs of editorialDecl for a text, in the order of the data file; at least one."""
    present = _present(body)
    paragraphs = []
    for paragraph in table("editorial")["paragraph"]:
        said = [
            sentence["text"]
            for sentence in paragraph["sentences"]
            if "if_any" not in sentence or not present.isdisjoint(sentence["if_any"])
        ]
        if said:
            paragraphs.append(" ".join(said))
    return tuple(paragraphs)


def _present(body: Element) -> frozenset[str]:
    """What a text has, as the conditions of the sentences name it."""
    asked, parents = _asked()
    elements = list(body.iter())
    found = {element.tag for element in elements}
    seen = {
        (element.tag, name, element.attrs[name])
        for element in elements
        if element.attrs
        for name in asked.intersection(element.attrs)
    }
    for element in elements if not parents.isdisjoint(found) else ():
        tag = element.tag
        if tag in parents and any(isinstance(child, Element) and child.tag == "desc" for child in element.children):
            found.add(f"{tag}/desc")
    for tag, name, value in seen:
        found.update((f"{tag}@{name}", f"{tag}@{name}={value}", f"*@{name}", f"*@{name}={value}"))
    return frozenset(found)


@lru_cache(maxsize=1)
def _asked() -> tuple[frozenset[str], frozenset[str]]:
    """The attributes that the conditions name, and the elements of which they ask whether they hold a `desc`."""
    conditions = [
        condition
        for paragraph in table("editorial")["paragraph"]
        for sentence in paragraph["sentences"]
        for condition in sentence.get("if_any", ())
    ]
    attributes = (condition.partition("@")[2].partition("=")[0] for condition in conditions)
    return (
        frozenset(name for name in attributes if name),
        frozenset(condition.removesuffix("/desc") for condition in conditions if condition.endswith("/desc")),
    )
