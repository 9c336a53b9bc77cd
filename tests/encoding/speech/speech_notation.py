"""A notation for records with their names and the speech that is expected in them.

`{orlo|Ambassador Orlo}` is a person named, `{@|Foreign Ministry}` an organisation, `⟦orlo|...⟧` what Orlo says in
indirect speech and `⟦orlo!|...⟧` what he says in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplomatica.encoding.model import Mention, Passage, PassageKind, SaidFound

_NAME = re.compile(r"\{([\w-]*|@)\|([^{}]*)\}")
_SAID = re.compile(r"⟦[^|⟧]*\||⟧")


def passage(marked: str, kind: PassageKind = "p") -> Passage:
    """The passage that a marked text stands for."""
    plain = _SAID.sub("", marked)
    mentions: list[Mention] = []
    text = ""
    position = 0
    for match in _NAME.finditer(plain):
        text += plain[position : match.start()]
        start = len(text)
        text += match.group(2)
        ref = match.group(1)
        kind_of = "org" if ref == "@" else "person"
        mentions.append(
            Mention(start, len(text), "org" if kind_of == "org" else "person", (start, len(text)), ref=ref.strip("@"))
        )
        position = match.end()
    return Passage(text + plain[position:], kind, tuple(mentions))


def expected(marked: str) -> str:
    """The text with the marks of speech alone."""
    return _NAME.sub(r"\2", marked)


def shown(text: str, saids: Sequence[SaidFound]) -> str:
    """A text with the speech found in it, in the notation."""
    events: list[tuple[int, int, int, str]] = []
    for said in saids:
        events.append((said.start, 1, -said.end, f"⟦{said.who}{'!' if said.direct else ''}|"))
        events.append((said.end, 0, -said.start, "⟧"))
    for position, _closes, _other, mark in sorted(events, reverse=True):
        text = text[:position] + mark + text[position:]
    return text
