"""Texts that a sentence announces: whose they are and to whom they went."""

from __future__ import annotations

from diplomatica.encoding.speech.lexicon import TEXT
from diplomatica.encoding.speech.sentence import Sentence
from diplomatica.encoding.speech.tokens import NAME


def has_source(sentence: Sentence) -> bool:
    """Does the sentence name a text ("the following message from Orlo")?"""
    return sentence.tokens.tagged(sentence.first, sentence.last, TEXT)


def source(sentence: Sentence) -> str:
    """Whose words a sentence announces: "the following message from Orlo:", "Orlo's reply:"."""
    tokens = sentence.tokens
    for index in range(sentence.first, sentence.last):
        if not tokens.tags[index] & TEXT:
            continue
        if index - 2 >= sentence.first and tokens.low[index - 1] == "'s" and tokens.kinds[index - 2] == NAME:
            return tokens.refs[index - 2]
        limit = min(sentence.last, index + 6)
        for at in range(index + 1, limit - 1):
            if tokens.low[at] in ("from", "by", "of") and tokens.kinds[at + 1] == NAME:
                return tokens.refs[at + 1]
    return ""


def receiver(sentence: Sentence, who: str) -> str:
    """To whom they are sent: "was sent to Vesk:"."""
    tokens = sentence.tokens
    for index in range(sentence.last - 2, sentence.first, -1):
        if tokens.low[index] == "to" and tokens.kinds[index + 1] == NAME and tokens.refs[index + 1] != who:
            return tokens.refs[index + 1]
    return ""
