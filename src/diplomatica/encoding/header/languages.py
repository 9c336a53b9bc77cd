"""Names of languages to BCP 47 tags.

before   Translation - English          Russian
after    en, of the text                ru, of the original
"""

from __future__ import annotations

import re

from diplomatica.encoding.header.data import table

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def tags(text: str) -> tuple[str, ...]:
    """The tags of the languages that a text names, in its order, each once.

    >>> tags("Czech and Russian"), tags("Translation - English"), tags("Klingon")
    (('cs', 'ru'), ('en',), ())
    """
    names: dict[str, str] = table("languages")["languages"]
    whole = " ".join(text.casefold().split())
    if whole in names:
        return (names[whole],)
    words = [match.group().casefold() for match in _WORD.finditer(text)]
    found: list[str] = []
    position = 0
    while position < len(words):
        pair = " ".join(words[position : position + 2])
        tag, step = (names[pair], 2) if pair in names else (names.get(words[position]), 1)
        if tag is not None and tag not in found:
            found.append(tag)
        position += step
    return tuple(found)


def english_name(tag: str) -> str:
    """The English name of the language of a tag, "" where the table has none."""
    names: dict[str, str] = table("languages")["languages"]
    found = next((name.title() for name, known in names.items() if known == tag), "")
    return found or next((name.title() for name, known in names.items() if known == tag.split("-")[0]), "")
