"""Lines that say what they are by their words: salutations, closing phrases, signatures, typists' notes, enclosures."""

from __future__ import annotations

import re

from diplomatica.encoding.structure.prose import SENTENCE, is_prose
from diplomatica.encoding.structure.words import one_of

_TITLED = re.compile(r"(?:To\s+)?(?:Comrade|Cde\.|Mr\.|Mrs\.|Your Excellency|Excellency|Товарищ|Тов\.)\s+\S")

_WITH = re.compile(
    r"(?:with|wishing|accept|please accept|my|all|believe me|i am|i remain)\b.{0,80}?\b(?=\w+[,.!]?$)", re.I
)


def _with_regards(text: str) -> bool:
    """Does a short line that begins with "With" or the like end in a word of regard?"""
    match = _WITH.match(text) if len(text) <= 120 else None
    return match is not None and bool(one_of("regard_words").fullmatch(text.rstrip(",.!"), match.end()))


_ASSURANCES = re.compile(
    r"(?:please\s+)?accept,?\s.{0,60}\b(?:assurances?|expressions?)\s+of\s+(?:my|our)\b.{0,90}", re.I
)


def is_closing(text: str) -> bool:
    """Is the line a closing phrase ("With comradely greetings,")?"""
    match = one_of("closing").match(text)
    if match is None:
        return _with_regards(text)
    if _ASSURANCES.fullmatch(text):
        return True
    if len(text.split()) > 12:
        return False
    return text[match.end() :].strip() == "" or (text.rstrip()[-1:] in ",!." and len(text.split()) <= 9)


_SHORT_SIGN = re.compile(
    r"(?:/[-–—]/|\(ss?\)|ss?\.|/ss?/|\(-\)|\(–\)|\(—\)|\(signed\)|\[signed\]|\(sgd\.?\)|\[signature\]|\(signature\)|gez\.)\s*",
    re.I,
)

_SIGN_MARK = re.compile(
    r"[\[(]\s*(?:illegible )?(?:signature|signed|signature illegible|sgd\.?|initialed|initials)[^\])]*[\])]", re.I
)

_SK = re.compile(r"\b(?:s\.\s?k\.|m\.\s?p\.|v\.\s?r\.|m\.p\.)$", re.I)


def is_signature(text: str) -> bool:
    """Is the line a signature: a mark or label of one, with or without a name?"""
    if len(text) > 160:
        return False
    if _SHORT_SIGN.match(text) or _SIGN_MARK.search(text) or _SK.search(text):
        return len(text.split()) <= 20
    match = one_of("signature").match(text)
    if match is None:
        return False
    rest = text[match.end() :]
    if not re.match(r"\s*[:.—–-]|\s+by\b", rest) and match.group().lower() not in ("signed",):
        return False
    rest = rest.lstrip(" :.—–-")
    if len(match.group()) <= 2 and text[match.end() : match.end() + 1] not in (".", ":"):
        return False
    return len(rest.split()) <= 14 and (not rest or not rest[0].islower() or rest.startswith(("by ", "for ")))


_TYPED_BY = re.compile(r"\b(?:typed|typ\.|written|wr\.|dictated|executed) by\b", re.I)

_TYPIST = re.compile(
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen)\s+(?:copies|copy|exemplars|ex\.)\b.{0,60}(?:printed|made|typed|produced|issued|executed)?"
    r"|[A-Z]{1,3}/[a-z]{1,3}|[a-z]{2,3}/\d|[A-Z]{2,3}",
    re.I,
)


def is_typist(text: str) -> bool:
    """Is the line a typist's or registry's note ("Typed in 3 copies", "vk/2")?"""
    if len(text.split()) > 16:
        return False
    return (
        is_enclosure_line(text)
        or bool(_TYPED_BY.search(text))
        or bool(one_of("typist").match(text))
        or bool(_TYPIST.fullmatch(text))
        or bool(re.match(r"(?:\w+\s+)?cop(?:y|ies)\s+(?:were\s+)?(?:printed|made|typed|produced)\b", text, re.I))
    )


_TO_ITEM = re.compile(
    r"To (?:item|point|paragraph|par\.|section|p\.)\s*[\dIVX.]+\w*,? "
    r"(?:of|to|in) (?:the )?(?:prot|minutes|decision|resolution)",
    re.I,
)


def _of_protocol(text: str) -> bool:
    return bool(_TO_ITEM.match(text)) and len(text) <= 100


def is_attachment_head(text: str) -> bool:
    """Is the line the heading of an attachment ("Attachment: draft letter", "Enclosure 2")?"""
    if _of_protocol(text):
        return True
    text = re.sub(r"^[\[(](.*)[\])]$", r"\1", text)
    match = one_of("attachment").match(text)
    if match is None or len(text) > 120 or is_prose(text) or is_enclosure_line(text):
        return False
    rest = text[match.end() :].strip()
    if re.fullmatch(r"/\s?[^\W\d]+(?: [^\W\d]+)?", rest):  # the word once more in another language
        return True
    return not rest or bool(re.match(r"(?:no\.?|nr\.?|n\b|№|#)?\s*[\dIVXA-D]*\b\s*(?:$|[:.,–—-]|to\b)", rest, re.I))


_ENCLOSURES = re.compile(
    r"(?:encl?s?|enclosures?|attachments?|annex(?:es)?|appendi(?:x|ces))\b\.?\s*:?\s*"
    r"(?:\d{1,3}|as stated|none|a/s)?\.?",
    re.I,
)


def is_enclosure_line(text: str) -> bool:
    """Does the line only say that there are enclosures ("Enclosures: 2", "Encs.")?"""
    match = _ENCLOSURES.fullmatch(text)
    return (
        match is not None
        and (":" in text or not re.search(r"\d", text))
        and text.lower() not in ("enclosure", "attachment", "annex", "appendix")
    )


_PRODUCED = re.compile(
    r"(?:produced|made|printed|prepared|typed|issued|executed|written)\s+in\s+(?:\d+|\w+)\s+copies\b[^:]{0,40}:"
    r"|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+copies\b[^:]{0,40}:",
    re.I,
)


def produced(text: str) -> int:
    """The length of a label that tells how many copies were made and for whom ("Printed in 2 copies: "), or 0."""
    match = _PRODUCED.match(text)
    return match.end() if match else 0


# Forms of address, and initials, that are written with a full stop.
_STOPPED = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]|Mrs?|Ms|Messrs|Dr|Prof|St|Gen|Col|Amb|Sen|Hon|Rev|Cdes?|Com)\.")


def is_salute(text: str) -> bool:
    """Is the line a salutation ("Dear Comrade Minister!")?"""
    match = one_of("salutation").match(text)
    if match is None:
        return bool(_TITLED.match(text)) and text[-1:] in ",!:" and len(text.split()) <= 14 and not is_prose(text)
    if len(text.split()) > 14 or SENTENCE.search(_STOPPED.sub("", text[:-1])):
        return False
    return text.endswith((",", ":", "!", "!,")) or (
        match.group().lower() != "comrades" and len(text.split()) <= 5 and text[-1:] not in ".;"
    )
