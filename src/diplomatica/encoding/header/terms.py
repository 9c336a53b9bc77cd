"""Words for classification, precedence and handling, in the text and in the metadata.

before   TOP SECRET, No. 12, Urgent
after    classification "top-secret", precedence "urgent"
"""

from __future__ import annotations

import re
from functools import lru_cache

from diplomatica.encoding.header.data import table
from diplomatica.encoding.header.model import Term, TermFound, TermKind

_KINDS: tuple[TermKind, ...] = ("classification", "precedence", "handling")
_NO_WORD = re.compile(r"[\W_]+")
_LONGEST = 60
_FEW = 4


@lru_cache(maxsize=1)
def terms() -> dict[str, Term]:
    """All forms, folded to letters and digits with single spaces, with what they mean. The first meaning wins."""
    found: dict[str, Term] = {}
    for kind in _KINDS:
        for entry in table("terms")[kind]:
            term = Term(kind, entry["id"], entry["label"])
            for form in entry["forms"]:
                found.setdefault(_folded(form), term)
    return found


def _folded(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", text).casefold().split())


def term_of(text: str) -> Term | None:
    """The term that a whole string is, whatever its case, punctuation and letterspacing; None if it is none.

    >>> term_of("TOP SECRET!").id, term_of("Most  urgent").kind
    ('top-secret', 'precedence')
    >>> term_of("S E C R E T").id
    'secret'
    """
    if len(text) > _LONGEST:
        return None
    folded = _folded(text)
    known = terms()
    found = known.get(folded)
    if found is None and len(folded) > 6 and all(len(letter) == 1 for letter in folded.split()):
        found = known.get(folded.replace(" ", ""))
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    forms = sorted(terms(), key=lambda form: (-len(form), form))
    joined = "|".join(r"[\W_]{1,3}".join(re.escape(word) for word in form.split()) for form in forms)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.I)


def find_terms(text: str) -> tuple[TermFound, ...]:
    """The terms in a text, longest first where they overlap, in order."""
    known = terms()
    return tuple(TermFound(m.start(), m.end(), known[_folded(m.group())]) for m in _pattern().finditer(text))


def stated(text: str) -> tuple[Term, ...]:
    """The terms that a title or source note states of the document: those that are a part of it by themselves.

    Parts are what stands between commas, semicolons, full stops and brackets; a word inside a phrase ("the Secret
    Treaty") states nothing.

    >>> [term.id for term in stated("Telegram from Kelm, TOP SECRET, Urgent")]
    ['top-secret', 'urgent']
    """
    found: list[Term] = []
    for part in re.split(r"[,;.()\[\]/–—-]+(?=\s|$)|\s[-–—]\s|[()\[\]]", text):
        if 2 < len(part) <= _LONGEST and len(part.split()) <= _FEW:
            term = term_of(part)
            if term is not None and term not in found:
                found.append(term)
    return tuple(found)
