"""What a whole document tells of its names before any of them is decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diplomatica.encoding.model import Mention
from diplomatica.encoding.names.identity import Parts, nicknames, parts
from diplomatica.encoding.names.lexicon import (
    ADDRESS,
    COMMON,
    ENGLISH,
    FUNCTION,
    GIVEN,
    NATION,
    OFFICE_ABBREVIATION,
    ROLE,
    context_set,
    flags_of,
    fold,
    lexicon,
    word_set,
)
from diplomatica.encoding.names.tokens import Tokens

_ACTS = word_set("acts")
_FROM = word_set("from-word")
_ROUTING = word_set("routing")
_ROMAN = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_STRONG = frozenset(
    ("names.role", "names.initials", "names.given", "names.family-first", "names.title", "names.cover", "names.list")
)
_OPENERS = '“"„«‘'
_CODE = re.compile(rf"[{_OPENERS}]([A-Z]\w{{2,20}})[”\"“»’]")
_NOUN = re.compile(r"\b([a-z]+(?:-?name)?)s? \Z")
_LONGEST_NOUN = 30
_COVER = context_set("cover")
_ORIGIN = context_set("origin")


def lower_words(all_tokens: Iterable[Tokens]) -> frozenset[str]:
    """The words that occur in small letters somewhere."""
    return frozenset().union(*(tokens.lower() for tokens in all_tokens))


def acronyms(all_tokens: Iterable[Tokens]) -> frozenset[str]:
    """Abbreviations of bodies that no lexicon knows: explained in brackets, or acting as a body acts.

    "Forest Trade Directorate (FTD)" and "the FTD decided" make "ftd" one.
    """
    lex = lexicon()
    found: set[str] = set()
    with_article: dict[str, int] = {}
    for tokens in all_tokens:
        if tokens.caps_block:
            continue
        text, words, keys = tokens.text, tokens.words, tokens.keys
        for index in tokens.abbreviated:
            word = words[index]
            if not (len(word) <= 6 and word.isalpha()):
                continue
            key = keys[index]
            if key in found or key in lex.phrases or flags_of(key) & (COMMON | OFFICE_ABBREVIATION | NATION | FUNCTION):
                continue
            start, end = tokens.starts[index], tokens.ends[index]
            after = keys[index + 1] if index + 1 < tokens.count and tokens.gaps[index] == " " else ""
            before = keys[index - 1] if index and tokens.gaps[index - 1] == " " else ""
            explained = (
                text[start - 1 : start] in ("(", "[")
                and text[end : end + 1] in (")", "]")
                and _spells(words[max(0, index - 9) : index], word)
            )
            explained = explained or _explained_after(text, end, word)
            if before == "the" and len(word) > 2 and after and not flags_of(after) & FUNCTION and _not_roman(key):
                with_article[key] = with_article.get(key, 0) + 1
            acts = after in _ACTS and (before == "the" or len(word) > 2) and not tokens.initial(index)
            owns = text[end : end + 2] in ("'s", "’s") and (before in _FROM or tokens.initial(index))
            placed = before in ("by", "from", "at") and after != "" and not _is_capital(tokens, index + 1)
            if explained or (acts and _not_roman(key)) or (owns and _not_roman(key)) or (placed and _not_roman(key)):
                found.add(key)
    found.update(with_article)
    return frozenset(found)


def _explained_after(text: str, end: int, letters: str) -> bool:
    """Whether a bracket after an abbreviation spells it out: "FTD [Forest Trade Department]"."""
    if text[end : end + 2] not in (" [", " ("):
        return False
    close = min((at for at in (text.find("]", end), text.find(")", end)) if at >= 0), default=-1)
    if not 0 < close - end < 100:
        return False
    return "".join(word[0] for word in text[end + 2 : close].split() if word[0].isupper()) == letters


def _is_capital(tokens: Tokens, index: int) -> bool:
    return index < tokens.count and tokens.cap[index]


def _not_roman(key: str) -> bool:
    return _ROMAN.fullmatch(key) is None


def _spells(before: Sequence[str], letters: str) -> bool:
    """Whether the capitals of the last words before a bracket are the letters in it."""
    initials = "".join(char for word in before for char in word if char.isupper())
    return initials.endswith(letters)


def certain_names(mentions: Iterable[tuple[str, Mention]]) -> list[Parts]:
    """The names of all persons whom the text itself makes certain."""
    return [
        parts(text[mention.core[0] : mention.core[1]])
        for text, mention in mentions
        if mention.kind == "person" and mention.core is not None and mention.rule in _STRONG
    ]


def surnames(names: Iterable[Parts]) -> frozenset[str]:
    """The surnames of some persons, without those that may be another word."""
    places = lexicon().phrases
    found = {name.surname for name in names}
    return frozenset(
        surname
        for surname in found
        if len(surname) > 1 and surname not in places and not flags_of(surname) & (FUNCTION | NATION | ROLE)
    )


def given_names(names: Iterable[Parts]) -> tuple[frozenset[str], frozenset[str]]:
    """The given names of those who are named in full, with their familiar forms; and single initials.

    An initial is one only where a form of address is used with a single surname that begins with it.
    """
    found: set[str] = set()
    letters: dict[str, set[str]] = {}
    for name in names:
        letters.setdefault(name.surname[:1], set()).add(name.surname)
        if name.given and not name.family_first and flags_of(name.given[0]) & GIVEN:
            found.add(name.given[0])
    familiar = {short for short, long in nicknames().items() if not found.isdisjoint(long)} if found else set()
    single = frozenset(f"{letter}." for letter, known in letters.items() if letter and len(known) == 1)
    return frozenset(found | familiar), single


def codes(texts: Iterable[str]) -> frozenset[str]:
    """Cover names: what stands in quotation marks after "agent", "source", "code name"."""
    found: set[str] = set()
    for text in texts:
        for opener in _OPENERS:
            at = text.find(opener)
            while at >= 0:
                code = _CODE.match(text, at) if text[at - 1 : at] == " " else None
                noun = _NOUN.search(text[max(0, at - _LONGEST_NOUN) : at]) if code else None
                if code and noun and (noun.group(1) in _COVER or noun.group(1).removesuffix("s") in _COVER):
                    found.add(fold(code.group(1)))
                at = text.find(opener, at + 1)
    return frozenset(found)


def title_surnames(tokens: Tokens) -> frozenset[str]:
    """Names that the title sets between "from", "to", "with", "and": "Telegram, Gromov to Razin"."""
    found: set[str] = set()
    places = lexicon().phrases
    for index in range(tokens.count):
        key, flag = tokens.keys[index], tokens.flags[index]
        if not tokens.cap[index] or flag & (COMMON | NATION | ROLE) or key in places or len(key) < 3:
            continue
        if tokens.words[index].isdigit() or tokens.words[index][-1] == "." or tokens.words[index][0].isdigit():
            continue
        before = tokens.keys[index - 1] if index and tokens.gaps[index - 1] == " " else ""
        after = tokens.keys[index + 1] if index + 1 < tokens.count and tokens.gaps[index] == " " else ""
        alone = index + 1 >= tokens.count or not tokens.cap[index + 1] or tokens.gaps[index] != " "
        opens = after == "to" and before == ""
        written = before == "by" or (index > 1 and _written(tokens, index - 2))
        if ((before in ("from", "to", "by") and written) or opens) and alone and not _lower_only(tokens, index):
            found.add(key)
    return frozenset(found)


def _written(tokens: Tokens, index: int) -> bool:
    """Whether "from" or "to" after this word belongs to a letter: "Letter from", "Gromov to", "No. 12 from"."""
    word = tokens.words[index]
    named = tokens.cap[index] and not tokens.flags[index] & (COMMON | ENGLISH)
    return named or tokens.keys[index] in _ORIGIN or word.isdigit()


def _lower_only(tokens: Tokens, index: int) -> bool:
    return tokens.words[index].isupper() and len(tokens.words[index]) < 4


def routed(all_tokens: Iterable[Tokens]) -> tuple[frozenset[str], frozenset[str]]:
    """Surnames and places in lines of address: "To Cde. Severin"; "To ZENDA To RAZIN" names the place first."""
    people: set[str] = set()
    towns: set[str] = set()
    places = lexicon().phrases
    for tokens in all_tokens:
        if not 1 < tokens.count < 8 or tokens.keys[0] not in _ROUTING:
            continue
        twice = tokens.keys[0] in ("to", "from") and tokens.keys.count(tokens.keys[0]) == 2
        for index in range(1, tokens.count):
            key = tokens.keys[index]
            led = tokens.keys[index - 1] in _ROUTING and (tokens.cap[index - 1] or tokens.flags[index - 1] & ADDRESS)
            if not led or not tokens.cap[index] or len(key) < 3:
                continue
            if tokens.flags[index] & (COMMON | NATION | ROLE) or key in places or not key.isalpha():
                continue
            if tokens.words[index].isupper() and len(key) < 5:
                continue
            (towns if twice and index == 1 else people).add(fold(key))
    return frozenset(people), frozenset(towns - people)
