"""How names are put in order, the same on every machine: no locale, no library of collation.

The sort key of a name follows the habit of printed indexes (ISO 999, word by word): marks on letters, case, hyphens and
apostrophes don't count, other punctuation is a space, a space comes before every letter; scripts follow one another
(digits, Latin, Greek, Cyrillic, then the others as Unicode has them). Names that are equal by this key are put in order
by their characters. A person is filed under the family name, which is found by `filed`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Marks on letters. Vowel signs of the scripts of India are combining characters too, but no marks: they stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a]"
)
_NOTHING = re.compile("['’ʼ`´ʹʺ\\-‐‑‒·‧\u00ad\u200b-\u200f\u2060]")
_SPACES = re.compile(r"[^\w]+|_+")
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
        "ŋ": "n", "ŧ": "t", "ə": "e", "ʻ": "", "ʿ": "", "ʾ": "", "ь": "", "ъ": "",
    }
)  # fmt: skip
_SCRIPTS = ((0x30, 0x39, "0"), (0x61, 0x7A, "1"), (0x370, 0x3FF, "2"), (0x400, 0x52F, "3"))
_CONSONANTS = "가가나다다라마바바사사아자자차카타파하"
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]?)+", re.UNICODE)
_ADDED = frozenset("jr sr ii iii iv phd".split())
_ARTICLES = frozenset("al el an ad ar as at az ash".split())
# Family names of Korea, China and Vietnam, which stand in front; in Latin letters and as Russian writes them.
_IN_FRONT = frozenset(
    """
    kim lee ri yi rhee pak park bak choe choi jeong jung chung kang cho jo yoon yun jang chang lim im rim han oh o
    seo so shin sin kwon hwang ahn an song ryu yu yoo hong jeon jun chon cheon go ko moon mun son sohn yang ryang
    bae pae baek paek heo ho hur nam sim shim ro roh noh no ha kwak gwak seong sung cha joo chu u woo koo gu min
    na jin chin ji eom um won chae bang pang kong byeon pyon yeom yom ryeo yeo to do hyon hyeon wang li zhang liu
    chen zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang zheng xie tang feng dong xiao cheng cao yuan
    deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao
    tan liao zou xiong hao bai cui mao qiu qin hou shao meng long wan duan qian tao mo chou teng tse hsu hsiao
    chiang tsai chao
    nguyen tran le pham huynh phan vu vo dang bui ngo duong dinh
    ким пак ли рю цой чой чжан чон кан хан сон лим ён юн ван чжоу чжан мао дэн лю чэнь
    """.split()
)


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """A text as it counts in the order of names: "Łazăr-Ștefan O’Neill" is "lazarstefan oneill"."""
    if text.isascii():
        plain = text.lower()
    else:
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_LETTERS)
    return _SPACES.sub(" ", _NOTHING.sub("", plain)).strip()


def sort_key(text: str) -> tuple[str, str]:
    """The key by which names are sorted: first by `folded`, script by script, then by the characters."""
    plain = folded(text)
    return (_script(plain[:1]) + plain, text)


def _script(first: str) -> str:
    point = ord(first) if first else 0x10FFFF
    return next((rank for start, end, rank in _SCRIPTS if start <= point <= end), "4")


def letter(text: str) -> str:
    """The letter under which a name stands in an index.

    A capital of an alphabet, the syllable that stands for the first consonant of a Korean name, "0–9", "漢字", or "#"
    where nothing else is right.
    """
    first = folded(text)[:1]
    if not first:
        return "#"
    point = ord(first)
    if first.isdigit():
        return "0–9"
    if 0x1100 <= point <= 0x1112:
        return _CONSONANTS[point - 0x1100]
    if 0x3400 <= point <= 0x9FFF or 0x20000 <= point <= 0x323AF:
        return "漢字"
    return first.upper() if first.isalpha() else "#"


def filed(name: str, key: str = "") -> str:
    """A person's name as it is filed: the family name in front, what goes before it after a comma.

    The end of the key tells the family name where it is one ("person.horlenko"). Else: a name with a comma, of one
    word, or in a script without capitals stands as it is; so does one that begins with a family name of Korea, China
    or Vietnam; of every other one the last word is the family name.

        before   filed("V.I. Horlenko", "person.horlenko"); filed("Kim In-su"); filed("Mahmud al-Tayyib")
        after    "Horlenko, V.I."; "Kim In-su"; "Tayyib, Mahmud al-"
    """
    words = name.split()
    if len(words) < 2 or "," in name or not any(char.isupper() for char in name):
        return _without_article(name)
    start = _family_in_key(words, key)
    if start is None:
        if folded(words[0]) in _IN_FRONT:
            return name
        start = len(words) - 1
        while start > 1 and folded(words[start]) in _ADDED:
            start -= 1
    if start == 0:
        return name
    family, before = " ".join(words[start:]), " ".join(words[:start])
    article, family = _article(family)
    return f"{family}, {before}" + (f" {article}" if article else "")


def _article(family: str) -> tuple[str, str]:
    """An article joined to the name by a hyphen (al-Tayyib), set apart."""
    head, hyphen, rest = family.partition("-")
    return (head + hyphen, rest) if hyphen and head.islower() and folded(head) in _ARTICLES else ("", family)


def _without_article(name: str) -> str:
    article, rest = _article(name)
    return f"{rest}, {article}" if article else name


def _family_in_key(words: Sequence[str], key: str) -> int | None:
    """The first of the words whose letters are those of the key's last part, or begin it."""
    tail = folded(key.rpartition(".")[2]).replace(" ", "")
    if len(tail) < 2:
        return None
    plain = [folded(word).replace(" ", "") for word in words]
    for start in range(len(words)):
        joined = ""
        for end in range(start, len(words)):
            joined += plain[end]
            if joined == tail:
                return start
    for start in range(len(words)):
        if _article(words[start])[0] and folded(_article(words[start])[1]) == tail:
            return start
    for start in range(len(words) - 1, -1, -1):
        if len(plain[start]) > 2 and not _INITIALS.fullmatch(words[start]) and tail.startswith(plain[start]):
            return start
    return None


def file_name(text: str, longest: int = 60) -> str:
    """A name for a page made of a text: its letters of the Latin alphabet and digits, with a checksum if any were lost.

    before   file_name("Archive of the Foreign Ministry"); file_name("Архив")
    after    "archive-of-the-foreign-ministry"; "x" and six signs that depend on the text alone
    """
    plain = re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")
    kept = len(plain.replace("-", "")) == len(folded(text).replace(" ", ""))
    if kept and plain and len(plain) <= longest:
        return plain
    return f"{plain[:longest].strip('-')}-{checksum(text)}".lstrip("-")


def checksum(text: str) -> str:
    """Six letters and digits, the first of them a letter, that stand for a text."""
    from hashlib import sha256

    number = int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    signs = "abcdefghjkmnpqrstuvwxyz23456789"
    found = ""
    for _ in range(5):
        number, rest = divmod(number, len(signs))
        found += signs[rest]
    return "x" + found
