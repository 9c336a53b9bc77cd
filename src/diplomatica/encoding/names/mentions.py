"""Mentions of persons, asked and made again while a document is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from diplomatica.encoding.model import Mention
from diplomatica.encoding.names.tokens import Tokens


def standing_open(tokens: Tokens, mentions: Sequence[Mention], surnames: frozenset[str]) -> bool:
    """Whether one of the surnames stands in the text with a capital letter and in no name of a person yet."""
    covered = [(mention.start, mention.end) for mention in mentions if mention.kind == "person"]
    at = 0
    for index in tokens.capitals:
        if tokens.keys[index] not in surnames:
            continue
        start = tokens.starts[index]
        while at < len(covered) and covered[at][1] <= start:
            at += 1
        if at == len(covered) or covered[at][0] > start:
            return True
    return False


def marked(mention: Mention, ref: str, low: bool) -> Mention:
    """A mention with its person; written out because this is done for every name of a document."""
    return Mention(
        mention.start, mention.end, mention.kind, mention.core, mention.roles, mention.inner, ref, low, mention.rule
    )


def core_of(text: str, mention: Mention) -> str:
    """The name proper without brackets, "" where only an office stands for the person."""
    if mention.core is None:
        return ""
    return text[mention.core[0] : mention.core[1]].replace("[", "").replace("]", "")


def named_in(text: str, mentions: Iterable[Mention]) -> list[tuple[Mention, str]]:
    """Those mentions of persons that hold a name, each with that name."""
    return [
        (mention, core_of(text, mention))
        for mention in mentions
        if mention.kind == "person" and mention.core is not None
    ]
