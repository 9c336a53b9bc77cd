"""Reported and quoted speech: what somebody said, who said it, and how far it goes.

The words alone are taken, never "Orlo replied that"; only a clause with a finite verb, a question or a quotation:

    before  Orlo replied that the road was open. Carts use it daily. He promised a map.
    after   Orlo replied that <said who="#orlo">the road was open. Carts use it daily.</said> He promised a map.

The analysis is shallow and keeps to what is certain: where the speaker is nobody in particular ("it was noted that"),
or where there are several, nothing is marked. English is read with a grammar of its own; any other language that has a
data file (`data/speech/verbs.LANG.toml`) is read by `plain`.
"""

from __future__ import annotations

from collections.abc import Sequence

from diplomatica.encoding.model import Passage, SaidFound, Scene
from diplomatica.encoding.speech import lexicon, plain
from diplomatica.encoding.speech.flow import Reader

__all__ = ["find"]


def find(passages: Sequence[Passage], scene: Scene) -> tuple[SaidFound, ...]:
    """All speech in the passages of one document, by passage and start.

    Of two stretches in one passage, one lies within the other or they do not meet. The parts of a speech that goes on
    over several passages share a `chain` number.
    """
    language = plain.of(passages)
    if language is not None:
        return plain.read(passages, scene, language, lexicon.load())
    return Reader(passages, scene, lexicon.load()).read()
