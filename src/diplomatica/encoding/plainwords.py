"""Words and figures of a text that is ASCII but for its typographic signs, found several times faster than by patterns.

    before  On “April 3” the minister’s note
    after   the words On, April, 3, the, minister, s, note; the figures "3"

Why: most rules ask of most texts only whether certain words or any figures are in them. A table of bytes tells that
without a match a word.
"""

from __future__ import annotations

import re
import string

_SIGNS = "’“”‘–—…«»\N{NO-BREAK SPACE}"
_WORD_SIGNS = bytes(code if code < 128 and (chr(code).isalnum() or chr(code) == "_") else 32 for code in range(256))
_LETTERS = bytes(code if code < 128 and chr(code).isalpha() else 32 for code in range(256))
_LOWER_WORDS = _WORD_SIGNS.lower()
_LOWER_LETTERS = _LETTERS.lower()
_FIGURES = bytes(49 if code < 128 and chr(code).isdigit() else 32 for code in range(256))
_ANY_WORD = re.compile(r"\w+")
_ANY_LETTERS = re.compile(r"[^\W\d_]+")
_ANY_FIGURES = re.compile(r"\d+")


def plain(text: str) -> bytes | None:
    """The text, a byte a character, with a space for each typographic sign; None where it has others beyond ASCII.

    >>> plain("the “Note”"), plain("Ágnes")
    (b'the  Note ', None)
    """
    if not text.isascii():
        for sign in _SIGNS:
            if sign in text:
                text = text.replace(sign, " ")
                if text.isascii():
                    break
        else:
            return None
    return text.encode("ascii")


def words(text: str) -> list[str]:
    r"""What `\w+` finds in any text."""
    found = plain(text)
    return _ANY_WORD.findall(text) if found is None else found.translate(_WORD_SIGNS).decode("ascii").split()


def letters(text: str) -> list[str]:
    r"""What `[^\W\d_]+` finds in any text."""
    found = plain(text)
    return _ANY_LETTERS.findall(text) if found is None else found.translate(_LETTERS).decode("ascii").split()


def lower_words(found: bytes) -> list[bytes]:
    r"""What `\w+` finds in a text, in lower case; the text is as `plain` gives it.

    >>> lower_words(b"On 3 April")
    [b'on', b'3', b'april']
    """
    return found.translate(_LOWER_WORDS).split()


def lower_letters(found: bytes) -> list[bytes]:
    r"""What `[^\W\d_]+` finds in a text, in lower case; the text is as `plain` gives it.

    >>> lower_letters(b"On 3 April")
    [b'on', b'april']
    """
    return found.translate(_LOWER_LETTERS).split()


def small_letters(found: bytes) -> int:
    """How many small letters stand in a text as `plain` gives it."""
    return len(found) - len(found.translate(None, string.ascii_lowercase.encode("ascii")))


def figures(text: str) -> list[tuple[int, int]]:
    r"""Where `\d+` finds something in any text: where each run of figures begins and ends.

    >>> figures("on 3 April 1951")
    [(3, 4), (11, 15)]
    """
    return figures_in(text, plain(text))


def figures_in(text: str, found: bytes | None) -> list[tuple[int, int]]:
    """What `figures` finds; `found` is the text as `plain` gives it."""
    if found is None:
        return [match.span() for match in _ANY_FIGURES.finditer(text)]
    marked = found.translate(_FIGURES)
    runs = []
    start = marked.find(b"1")
    while start >= 0:
        end = marked.find(b" ", start)
        end = end if end >= 0 else len(marked)
        runs.append((start, end))
        start = marked.find(b"1", end)
    return runs
