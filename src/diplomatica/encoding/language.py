"""The language of a text from its script and its smallest words.

    before  Уважаемый товарищ министр ...
    after   xml:lang="ru"

Why: readers and screen readers need it, and most pages do not say it. A script tells most; Latin and Cyrillic texts
are told apart by their commonest words, and stay "und" where these are missing.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from diplomatica.encoding import plainwords

_SAMPLE = 4_000
_SCRIPTS = {
    "ko": r"[\uac00-\ud7a3\u1100-\u11ff]",
    "ja": r"[\u3040-\u30ff]",
    "zh": r"[\u4e00-\u9fff]",
    "he": r"[\u0590-\u05ff]",
    "ar": r"[\u0600-\u06ff]",
    "el": r"[\u0370-\u03ff]",
    "ka": r"[\u10a0-\u10ff]",
    "hy": r"[\u0530-\u058f]",
    "th": r"[\u0e00-\u0e7f]",
}
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


@cache
def _small_words() -> tuple[tuple[str, ...], dict[str | bytes, tuple[int, ...]]]:
    """The languages, and for each small word (and for its bytes) the numbers of the languages that have it."""
    data = files("diplomatica.encoding").joinpath("data/languages.toml").read_bytes()
    lists: dict[str, list[str]] = tomllib.loads(data.decode("utf-8"))
    having: dict[str | bytes, tuple[int, ...]] = {}
    for number, words in enumerate(lists.values()):
        for word in dict.fromkeys(words):
            having[word] = having[word.encode("utf-8")] = (*having.get(word, ()), number)
    return tuple(lists), having


def language_of(text: str) -> str:
    """The BCP 47 tag of the language that most of a text is in; "und" if it can't be told.

    >>> language_of("The minister replied that he would think of it.")
    'en'
    """
    sample = text[:_SAMPLE]
    plain = plainwords.plain(sample)
    if plain is not None:
        return _by_words(sample, False, plain)
    # All scripts but Latin lie beyond ASCII: in most texts that is a few quotation marks.
    beyond = "".join(_BEYOND_ASCII.findall(sample))
    cyrillic = len(_CYRILLIC.findall(beyond))
    best = max(((_count(tag, beyond), tag) for tag in _SCRIPTS), key=lambda pair: pair[0])
    if not cyrillic and not best[0]:
        return _by_words(sample, False)
    latin = len(_LATIN.findall(sample))
    # A Chinese or Korean sign says about as much as three letters.
    if best[0] * 3 > max(latin, cyrillic) and best[0]:
        if best[1] == "zh" and _count("ja", beyond) * 10 > best[0]:
            return "ja"
        return best[1]
    return _by_words(sample, cyrillic > latin)


@cache
def _script(tag: str) -> re.Pattern[str]:
    return re.compile(_SCRIPTS[tag])  # large sets of characters take milliseconds, and most texts need none


def _count(tag: str, text: str) -> int:
    """How many characters of the script of a language stand in a text."""
    return len(_script(tag).findall(text))


def _by_words(sample: str, cyrillic: bool, plain: bytes | None = None) -> str:
    """The language that the small words of a sample tell; `plain` is the sample as `plainwords.plain` has it."""
    tags, having = _small_words()
    words: list[str | bytes] = [
        *(plainwords.letters(sample.lower()) if plain is None else plainwords.lower_letters(plain))
    ]
    scores = [0] * len(tags)
    for word, count in Counter(filter(having.__contains__, words)).items():
        for number in having[word]:
            scores[number] += count
    score, tag = max(zip(scores, tags, strict=True), key=lambda pair: (pair[0], pair[1] == "en"))
    if words and score * 12 >= len(words):
        return tag
    return "ru" if cyrillic else "und"
