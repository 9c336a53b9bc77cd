"""What happens in the room: "[Laughter]", "(rummages in his bag)", "[At this point the Minister left.]"

    before  I have it here. (rummages in his bag)
    after   I have it here. <stage rend="parentheses">rummages in his bag</stage>

Why: the doings of those who speak are neither their words nor the editor's. A verb may as well have been supplied to a
sentence, so that all but the plainest doings count only in a transcript, or where a sentence ends before the bracket.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from diplomatica.encoding.insertions.words import words

_EDGES = ".,;:!?’'\"“”„…—–-"
_ENDS = '.!?:;…—–”"’)]'
_OPENING = re.compile(
    r"(?:at|from)\s(?:this|that)\s(?:point|moment|juncture|stage)\b|(?:here|then|thereupon|now),?\s", re.IGNORECASE
)
# How, or to whom, something is said: "in a low voice", "to the interpreter".
_MANNER = re.compile(
    r"in\s(?:a|an)\s(?:\w+\s){0,2}(?:voice|tone|whisper)|(?:turning\s)?to\s(?:the\s[a-zß-þ]+"
    r"|(?:(?:Mr|Mrs|Cde)\.\s|Comrade\s)?[A-Z]\w+(?:\s[A-Z]\w+)?)\.?"
)
_SHORT, _LONG = 8, 14


class Place(NamedTuple):
    """Where an insertion stands: in square brackets, as a block of its own, the text right before and after it."""

    square: bool
    alone: bool
    before: str = ""
    after: str = ""

    @property
    def edge(self) -> bool:
        """Whether no sentence goes on over the insertion."""
        before, after = self.before.rstrip(), self.after.strip()
        return self.alone or not before or before[-1] in _ENDS or not after or after[0] in ".!?"


def _doing(tokens: list[str], capital: list[bool]) -> tuple[str, bool] | None:
    """The verb of somebody's doing with which an insertion begins, and whether its subject stands before it."""
    verbs, sure = words().doings, words().doings_sure
    for index, token in enumerate(tokens[:5]):
        if token in sure or token in verbs:
            return token, any(before in words().subjects or capital[at] for at, before in enumerate(tokens[:index]))
        named = capital[index] or token in words().subjects or token.endswith("ly") or token in words().manners
        if not named:
            return None
    return None


def _by_doing(tokens: list[str], capital: list[bool], place: Place, *, transcript: bool) -> bool:
    found = _doing(tokens, capital)
    if found is None:
        return False
    verb, subject = found
    if verb in words().doings_sure:
        return len(tokens) <= _SHORT and (place.edge or not place.square or (transcript and not verb.endswith("ed")))
    if subject:
        return (
            len(tokens) <= _LONG and (place.edge or not place.square) and (transcript or tokens[0] in words().subjects)
        )
    if verb.endswith("ed"):
        return False
    return transcript and len(tokens) <= (12 if place.square else _SHORT) and (place.edge or not place.square)


def _by_reaction(tokens: list[str], content: str, place: Place, *, transcript: bool) -> bool:
    """Whether the insertion is about what those present let be heard: "Amusement", "stormy applause"."""
    lists = words()
    if len(tokens) > _SHORT:
        return False
    if any(token in lists.stage_sure for token in tokens):
        return transcript or tokens[0] in lists.stage_sure or tokens[-1] in lists.stage_sure
    if tokens[0] in lists.reactions or (len(tokens) > 1 and tokens[-1] in lists.reactions and len(tokens) <= 3):
        return place.edge and (transcript or content[:1].isupper() or place.alone)
    return False


def stage(content: str, place: Place, *, transcript: bool) -> bool:
    """Whether an insertion says what happens in the room. `transcript`: the document gives a meeting turn by turn."""
    lists = words()
    raw = [token for part in content[:400].split() if (token := part.strip(_EDGES))]
    tokens = [token.lower() for token in raw]
    if not tokens or (not transcript and lists.room.isdisjoint(tokens)):
        return False
    if _by_reaction(tokens, content, place, transcript=transcript):
        return True
    capital = [token[:1].isupper() and at > 0 for at, token in enumerate(raw)]
    capital[0] = raw[0][:1].isupper() and tokens[0] not in lists.doings | lists.doings_sure
    if _by_doing(tokens, capital, place, transcript=transcript):
        return True
    sentence = content[:1].isupper() and len(tokens) >= 3
    opening = _OPENING.match(content) is not None
    meeting = any(token in lists.meeting or token in lists.stage for token in tokens)
    if sentence and opening and meeting and (transcript or place.edge):
        return True
    if not transcript:
        return False
    open_place = place.edge or not place.square
    if open_place and tokens[0] in lists.stage and len(tokens) <= (12 if place.square else 6):
        return True
    if place.square and place.edge and len(tokens) <= 4 and any(token in lists.stage for token in tokens):
        return True
    if place.edge and len(tokens) <= 6 and _MANNER.fullmatch(content):
        return True
    if sentence and (place.square or place.alone) and any(token in lists.meeting for token in tokens):
        return True
    if not (place.square and place.alone and sentence):
        return False
    somebody = any(token in lists.subjects or token in lists.offices for token in tokens[:4])
    return content.rstrip()[-1:] == "." or (somebody and len(tokens) <= _LONG)
