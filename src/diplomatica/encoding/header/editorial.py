"""What editorialDecl says of one document: only of what its text has (TEI Guidelines 2.3.3).

    before  a note with two names and a date            a record of a talk with footnotes
    after   nothing of speech, nothing of brackets      speech and footnotes, each with its rule

Why: whoever counts the speeches of a collection must be able to tell a text without any from one nobody looked at.
"""

from __future__ import annotations

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
    found: set[str] = set()
    for element in body.iter():
        found.add(element.tag)
        for name, value in element.attrs.items():
            found.update((f"{element.tag}@{name}", f"{element.tag}@{name}={value}", f"*@{name}", f"*@{name}={value}"))
        for child in element.children:
            if isinstance(child, Element) and child.tag == "desc":
                found.add(f"{element.tag}/desc")
    return frozenset(found)
