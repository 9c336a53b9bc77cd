"""Language tags (BCP 47; RFC 5646, section 2.1): their form, without the registry of subtags.

The form leaves room for languages of four letters and more. There are none, and who writes one means a name of a
language, so they do not pass.
"""

from __future__ import annotations

import re

_TAG = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}"  # language
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|[0-9]{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"  # variants
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)
# Tags registered before the form was fixed that do not have it (section 2.2.8).
_IRREGULAR = frozenset(
    """
    en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu sgn-be-fr
    sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang
    """.split()
)
_NAMES = {
    "english": "en", "german": "de", "french": "fr", "latin": "la", "greek": "el", "italian": "it", "spanish": "es",
    "russian": "ru", "dutch": "nl", "portuguese": "pt", "polish": "pl", "chinese": "zh", "japanese": "ja",
    "arabic": "ar", "hebrew": "he", "deutsch": "de",
}  # fmt: skip


def is_well_formed(tag: str) -> bool:
    """Has a tag the form of a language tag? The empty one says that the language is not known (XML 1.0, 2.12)."""
    return not tag or _TAG.fullmatch(tag) is not None or tag.lower() in _IRREGULAR


def meant(tag: str) -> str:
    """The tag that was probably meant; empty where there is no guess.

    >>> meant("en_GB")
    'en-GB'
    """
    named = _NAMES.get(tag.strip().lower(), "")
    if named:
        return named
    mended = tag.strip().replace("_", "-")
    return mended if mended != tag and mended and is_well_formed(mended) else ""
