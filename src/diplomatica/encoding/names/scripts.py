"""Names in records that are not in Latin letters: Russian, Korean, Chinese.

Small letters and case endings, or their absence, leave other signs than English does: initials, forms of address and
offices beside the name.

before  "Посол Рудин сообщил тов. Варову, что ..."
after   two persons, `rudin` and `varov`; the case ending is no part of the id
"""

from __future__ import annotations

import re
from functools import cache

from diplomatica.encoding.model import Mention
from diplomatica.encoding.names.lexicon import lines
from diplomatica.encoding.names.model import Known
from diplomatica.encoding.plainwords import plain

CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_OTHER = re.compile(r"[Ѐ-ӿ一-鿿가-힣]")
EAST_ASIAN = re.compile(r"[가-힣一-鿿]")
_TRANSLITERATION = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
})  # fmt: skip
_CASES = (
    ("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ском", "ский"), ("цкого", "цкий"), ("цкому", "цкий"),
    ("ым", ""), ("ом", ""), ("ем", ""), ("а", ""), ("у", ""), ("е", ""), ("ю", "й"), ("я", "й"),
)  # fmt: skip
_KOREAN_ENDINGS = ("어서", "아서", "에서", "면서", "라고", "하고", "두와", "리고", "러나", "지만")
_MOST_NAMES = 100
_SHORTEST_STEM = 4


def is_foreign(text: str) -> bool:
    """Whether a text is to be read by the rules of this module: more letters of another script than Latin ones."""
    if text.isascii() or plain(text) is not None or _OTHER.search(text) is None:
        return False
    other = len(CYRILLIC.findall(text)) + 2 * len(EAST_ASIAN.findall(text))
    return other * 2 > sum(char.isalpha() for char in text)


def nominative(word: str) -> str:
    """A Russian family name without its case ending: "варова" -> "варов", "рудинскому" -> "рудинский"."""
    if not CYRILLIC.match(word):
        return word
    for ending, instead in _CASES:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            stem = word[: -len(ending)]
            if instead == "й" or stem[-1] not in "аеёиоуыэюя":
                return stem + instead if instead != "й" else word
    return word


@cache
def russian_family_names() -> frozenset[str]:
    """East Asian family names in Russian spelling, folded; they stand before the given name."""
    return frozenset(
        word.lower() for line in lines("scripts") if line.startswith("ru-family ") for word in line.split()[1:]
    )


def romanized(text: str) -> str:
    """A folded text with Cyrillic letters written in Latin ones, for ids."""
    return text if text.isascii() else text.translate(_TRANSLITERATION)


def find_foreign(text: str, known: Known) -> tuple[Mention, ...]:
    """The names in a text of another script, sorted, none overlapping another."""
    rules = _rules()
    found: list[Mention] = []
    if CYRILLIC.search(text):
        found += _russian(text, known, rules)
    if EAST_ASIAN.search(text):
        found += _east_asian(text, known, rules)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        whole = text[mention.start : mention.end]
        if (not kept or mention.start >= kept[-1].end) and "[" not in whole and "]" not in whole:
            kept.append(mention)
    return tuple(kept)


class _Rules:
    """The expressions of all scripts, made of the word lists once."""

    def __init__(self) -> None:
        sets = {name: words for name, *words in (line.split() for line in lines("scripts"))}

        def any_of(name: str) -> str:
            return "|".join(map(re.escape, sorted(set(sets[name]), key=len, reverse=True)))

        upper, lower = "А-ЯЁІЇЄҐ", "а-яёіїєґ"
        word = f"(?:[{upper}][{lower}]+(?:-[{upper}{lower}][{lower}]+)*|[{upper}]{{3,}}(?:-[{upper}]+)?)"
        name = f"(?:{word}|У)(?: {word}){{0,2}}"
        initials = f"(?:[{upper}]\\. ?){{1,2}}"
        self.state = re.compile(f"\\b(?:{any_of('ru-state')})(?:[{lower}]{{0,3}})\\b")
        self.city = re.compile(f"\\b(?:{any_of('ru-city')})(?:[{lower}]{{0,3}})\\b")
        self.initials = re.compile(f"\\b{initials}{word}")
        self.address = re.compile(f"\\b((?:{any_of('ru-address')})\\.?) ((?:{initials})?{name})")
        state = f"(?: (?:{any_of('ru-state')})[{lower}]{{0,3}})?"
        self.role_name = re.compile(
            f"\\b(?i:((?:{any_of('ru-role')})[{lower}]{{0,4}}{state})) ((?:{initials})?{name})(?![{lower}])"
        )
        self.role = re.compile(f"\\b(?i:{any_of('ru-role')})[{lower}]{{0,4}}\\b")
        self.family = re.compile(f"\\b(?:{any_of('ru-family')})(?: [{upper}][{lower}]+){{1,2}}\\b")
        self.family_alone = frozenset(sets["ru-family"])
        self.capital = re.compile(f"\\b[{upper}][{upper}{lower}]{{3,}}(?:-[{upper}{lower}]+)?\\b")
        self.body = re.compile(
            f"\\b(?:[{upper}{lower}]+(?:ое|ого|ому|ым|ом|ая|ой|ый|ий) )?(?i:(?:{any_of('ru-body')})[{lower}]{{0,3}})"
            f"(?: (?:[{lower}]+(?:их|ых|ого|ой|ей|ел|ии|ов|ли|ва|ны|ки|ий))){{0,3}}(?: [{upper}]{{2,6}}\\b)?"
        )
        self.acronym = re.compile(f"\\b(?:{any_of('ru-acronym')})(?: (?:КПСС|СССР|КНДР|КНР|ТПК|[{upper}]{{3,5}}))?\\b")
        self.place = re.compile(
            f"\\b((?:{any_of('ru-place-noun')})\\.? )([{upper}][{lower}]+(?:-[{upper}{lower}]+)?)\\b"
        )
        self.place_low = re.compile(
            f"(?<=[{lower},] )(?:{any_of('ru-place-preposition')}) ([{upper}][{lower}]{{3,}}(?:-[{upper}{lower}]+)?)\\b"
        )
        family = "".join(sets["ko-family"])
        self.korean = re.compile(
            f"(?<![가-힣])([{family}][가-힣]{{2}}) ?((?:[가-힣\\d]*?)(?:{any_of('ko-role')}))"
            "(?=[은는이가을를과와의에도께]|[^가-힣]|$)"
        )
        self.korean_before = re.compile(f"(?:통역|기록|수표|서명)[^가-힣]{{1,4}}([{family}][가-힣]{{2}})(?![가-힣])")
        self.korean_body = re.compile(f"(?:{any_of('ko-body')})")
        chinese = "".join(sets["zh-family"])
        self.chinese = re.compile(f"([{chinese}][一-鿿]{{1,2}}?)((?:{any_of('zh-role')}))")
        self.chinese_body = re.compile(f"(?:{any_of('zh-body')})")


@cache
def _rules() -> _Rules:
    return _Rules()


def _mention(start: int, end: int, core: tuple[int, int], roles: tuple[tuple[int, int], ...], rule: str) -> Mention:
    return Mention(start, end, "person", core, roles, rule=rule)


def _russian(text: str, known: Known, rules: _Rules) -> list[Mention]:
    persons: list[Mention] = []
    taken = bytearray(len(text))

    def free(start: int, end: int) -> bool:
        return taken.find(1, start, end) < 0

    def mark(start: int, end: int) -> None:
        taken[start:end] = b"\x01" * (end - start)

    def take(mention: Mention) -> None:
        persons.append(mention)
        mark(mention.start, mention.end)

    for match in rules.address.finditer(text):
        if not rules.state.fullmatch(match.group(2)):
            take(_mention(match.start(), match.end(), match.span(2), (match.span(1),), "names.role"))
    for match in rules.role_name.finditer(text):
        named = match.group(2)
        if named.isupper() and len(named) <= 4:
            continue
        if free(*match.span()) and not rules.state.match(named) and not _is_body(named, rules):
            start = _office_start(text, match.start(), rules)
            take(_mention(start, match.end(), match.span(2), ((start, match.end(1)),), "names.role"))
    for match in rules.initials.finditer(text):
        if free(*match.span()):
            take(_mention(match.start(), match.end(), match.span(), (), "names.initials"))
    for match in rules.family.finditer(text):
        if free(*match.span()) and not rules.state.search(match.group().split(" ", 1)[1]):
            take(_mention(match.start(), match.end(), match.span(), (), "names.family-first"))
    for match in rules.capital.finditer(text):
        if romanized(nominative(match.group().lower())) in known.surnames and free(*match.span()):
            take(_mention(match.start(), match.end(), match.span(), (), "names.known"))
    things: list[Mention] = []
    for pattern, kind in ((rules.body, "org"), (rules.acronym, "org"), (rules.state, "place"), (rules.city, "place")):
        for match in pattern.finditer(text):
            start, end = match.span()
            if not free(start, end) or (kind == "org" and not text[start].isupper()):
                continue
            if kind == "org" and pattern is rules.body and " " not in match.group():
                continue
            if match.group().startswith("Советск") and kind == "place":
                continue
            mark(start, end)
            things.append(Mention(start, end, "org" if kind == "org" else "place", (start, end), rule="names.script"))
    for match in rules.place.finditer(text):
        if free(*match.span(2)):
            mark(*match.span(2))
            things.append(Mention(*match.span(2), "place", match.span(2), rule="names.script"))
    for match in rules.place_low.finditer(text):
        if free(*match.span(1)) and not match.group(1).endswith(("ом", "ый", "ая", "ой", "их", "ую")):
            mark(*match.span(1))
            things.append(Mention(*match.span(1), "place", match.span(1), low=True, rule="names.context"))
    return persons + things


def _is_body(words: str, rules: _Rules) -> bool:
    return rules.acronym.match(words) is not None or rules.body.match(words) is not None


def _office_start(text: str, start: int, rules: _Rules) -> int:
    """The begin of an office whose last word is at `start`: "заместителя министра" has two."""
    before = text[max(0, start - 40) : start]
    words = before.split(" ")
    if len(words) > 1 and not words[-1] and rules.role.fullmatch(words[-2]):
        return start - len(words[-2]) - 1
    return start


def _east_asian(text: str, known: Known, rules: _Rules) -> list[Mention]:
    found: list[Mention] = []
    for pattern in (rules.korean, rules.chinese):
        for match in pattern.finditer(text):
            if match.group(1).endswith(_KOREAN_ENDINGS):
                continue
            # The office stands after the name: the element holds the name alone.
            found.append(_mention(*match.span(1), match.span(1), (), "names.role"))
    for match in rules.korean_before.finditer(text):
        found.append(_mention(*match.span(1), match.span(1), (), "names.role"))
    written = [surname for surname in sorted(known.surnames) if len(surname) > 1 and EAST_ASIAN.match(surname)]
    for surname in written[:_MOST_NAMES]:
        if surname in text:
            for match in re.finditer(re.escape(surname), text):
                found.append(_mention(*match.span(), match.span(), (), "names.known"))
    for pattern in (rules.korean_body, rules.chinese_body):
        for match in pattern.finditer(text):
            found.append(Mention(*match.span(), "org", match.span(), rule="names.script"))
    return found
