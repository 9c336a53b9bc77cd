"""How speech goes on from paragraph to paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from diplomatica.encoding.model import Passage, SaidFound, Scene
from diplomatica.encoding.speech import bounds, shorts
from diplomatica.encoding.speech.cast import Cast
from diplomatica.encoding.speech.lexicon import Lexicon
from diplomatica.encoding.speech.links import Speech, nested
from diplomatica.encoding.speech.sentence import Sentence
from diplomatica.encoding.speech.teller import Teller
from diplomatica.encoding.speech.tokens import QUOTE, Tokens

_LONGEST_QUOTATION = 60


class Reader:
    """Reads the passages of one document in order and collects what is said in them."""

    def __init__(self, passages: Sequence[Passage], scene: Scene, lexicon: Lexicon) -> None:
        self._passages = passages
        self._lexicon = lexicon
        self._read: list[Tokens | None] = [None] * len(passages)
        # No method of its own is handed on: a reader that nothing points back to is freed without the collector.
        self._closes_later = partial(_closes_later, passages)
        self._teller = Teller(Cast(scene, passages, lexicon), lexicon, self._closes_later)
        self._shorts = shorts.learn(passages, [(party.ref, party.forms) for party in scene.parties])
        self._own = scene.author if self._teller.cast.narrates else ""
        self._talk: dict[int, bool] = {}
        self._firsts: dict[int, Sentence | None] = {}

    def read(self) -> tuple[SaidFound, ...]:
        """All that is said, by passage and start."""
        bounds.leaders(self._teller.cast, [self._first_sentence(index) for index in range(len(self._passages))])
        for index, passage in enumerate(self._passages):
            self._passage(index, passage)
        self._teller.close()
        return self._result()

    def _tokens(self, index: int) -> Tokens:
        known = self._read[index]
        if known is None:
            known = self._read[index] = Tokens(self._passages[index], self._lexicon, False, self._shorts, self._own)
        return known

    def _first_sentence(self, index: int) -> Sentence | None:
        if index not in self._firsts:
            self._firsts[index] = self._begin(index)
        return self._firsts[index]

    def _begin(self, index: int) -> Sentence | None:
        if self._passages[index].kind == "head":
            return None
        tokens = self._tokens(index)
        if not tokens.sentences:
            return None
        return Sentence(tokens, tokens.sentences[0], self._teller.cast, index, True)

    def _result(self) -> tuple[SaidFound, ...]:
        found: list[SaidFound] = []
        chain = 0
        for speech in self._teller.done:
            number = 0
            if len(speech.parts) > 1:
                chain += 1
                number = chain
            for passage, start, end in speech.parts:
                found.append(
                    SaidFound(
                        passage, start, end, speech.who, speech.to_whom, speech.direct, number, speech.low, speech.rule
                    )
                )
        found.sort(key=lambda said: (said.passage, said.start, -said.end))
        return tuple(nested(found))

    # --- passages -------------------------------------------------------------------------------------------------

    def _passage(self, index: int, passage: Passage) -> None:
        if passage.kind == "head":
            self._teller.close()
            self._teller.pending = None
            return
        if self._teller.quoting:
            self._go_on_quoting(index)
            return
        tokens = self._tokens(index)
        if not tokens.sentences:
            return
        if bounds.is_heading(tokens, passage):
            if not (self._teller.open and self._teller.open.awaits):
                self._teller.close()
            self._teller.pending = None
            return
        if self._teller.open and not self._teller.open.awaits and not self._goes_on(index, passage):
            self._teller.close()
        pending = self._teller.pending
        self._teller.pending = pending if pending and pending.awaits else None
        if self._quotation_alone(index, tokens):
            return
        for number, span in enumerate(tokens.sentences):
            known = self._firsts.get(index) if number == 0 else None
            sentence = known or Sentence(tokens, span, self._teller.cast, index, number == 0)
            self._teller.hear(sentence)
        if self._teller.pending and not self._teller.pending.awaits:
            self._teller.pending = None

    def _goes_on(self, index: int, passage: Passage) -> bool:
        """May the open speech go on in this passage?

        Only where it began in a paragraph that reports a conversation from its first sentence on; one that began in an
        item of a list ends with it, unless it announced the next.
        """
        speech = self._teller.open
        if speech is None or not speech.parts:
            return True
        if speech.who == self._teller.cast.author and self._teller.cast.genre in bounds.WRITERS:
            return False
        if self._teller.cast.genre == "letter" and not speech.announced and not speech.awaits:
            return False
        began = speech.parts[0][0]
        if speech.verbatim and speech.announced:
            return True
        last = self._passages[speech.parts[-1][0]]
        if speech.announced or last.text.rstrip().endswith(":"):
            return True
        if passage.kind == "item" and self._passages[began].kind == "item":
            return False
        known = self._talk.get(began)
        if known is None:
            sentence = self._first_sentence(began)
            known = self._talk[began] = sentence is not None and bounds.is_talk(sentence)
        return known

    def _quotation_alone(self, index: int, tokens: Tokens) -> bool:
        """A paragraph that begins with a quotation after one that ends in a colon is the words announced there."""
        announced = self._teller.pending if self._teller.pending and self._teller.pending.awaits else None
        if announced is None or tokens.kinds[0] != QUOTE:
            return False
        quotation = tokens.quotations[0]
        speech = Speech(announced.who, announced.to_whom, True, announced.low, "speech.quotation")
        speech.extend(index, quotation.start, quotation.end)
        self._teller.pending = None
        self._teller.close()
        if quotation.closed:
            self._teller.done.append(speech)
            return len(tokens.kinds) == 1
        self._teller.open = speech
        self._teller.quoting = self._closes_later(index)
        return True

    def _go_on_quoting(self, index: int) -> None:
        tokens = Tokens(self._passages[index], self._lexicon, True, self._shorts, self._own)
        self._read[index] = tokens
        speech = self._teller.open
        if speech is None or not tokens.quotations:
            self._teller.quoting = False
            return
        quotation = tokens.quotations[0]
        speech.extend(index, quotation.start, quotation.end)
        if quotation.closed:
            self._teller.quoting = False
            self._teller.close()
            for number, span in enumerate(tokens.sentences):
                if span[2] >= quotation.end:
                    self._teller.hear(Sentence(tokens, span, self._teller.cast, index, number == 0))
        else:
            self._teller.quoting = self._closes_later(index)
            if not self._teller.quoting:
                self._teller.close()


def _closes_later(passages: Sequence[Passage], index: int) -> bool:
    """Does a quotation that is open at the end of a passage go on in the next?"""
    if index + 1 >= len(passages):
        return False
    following = passages[index + 1]
    text = following.text.lstrip()
    if following.kind == "head" or not text:
        return False
    if text[0] in '“"„«':
        return True
    for later in passages[index + 1 : index + 1 + _LONGEST_QUOTATION]:
        for char in later.text:
            if char in '”»"':
                return True
            if char in "“„«":
                return False
    return False
