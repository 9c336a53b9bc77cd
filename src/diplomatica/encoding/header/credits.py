"""Who found, gave and translated a document, and for whom.

before   Obtained by Anna Weil and translated for XYZP by Ian Moor and Eva Lind.
after    obtained: Anna Weil; translated: Ian Moor; translated: Eva Lind; "translated for": XYZP
"""

from __future__ import annotations

import re
from functools import lru_cache

from diplomatica.encoding.header.data import is_family_name, table
from diplomatica.encoding.header.model import Credit, Project
from diplomatica.tei.ids import Unique

_LONGEST_NAME = 80
_SPLIT = re.compile(r"\s*(?:;|,\s+(?:and|with)\s|,(?!\s*(?:Jr|Sr|PhD|Ph\.D|M\.D|II|III)\b)|\s(?:and|with|&)\s)\s*")
_TAIL = re.compile(
    r"\s*\([^()]*\)$|\s+for\s+(?:the\s+)?[A-Z][^,;]*$|\s+from\s+(?:the\s+)?[A-Z]\w+$|^(?:by|from|the late)\s+"
)


@lru_cache(maxsize=1)
def _act() -> re.Pattern[str]:
    data = table("credits")
    acts = "|".join(data["acts"])
    nouns = "|".join(data["nouns"])
    return re.compile(
        rf"(?<![\w“\"])(?P<acts>(?:{acts})(?:(?:,\s+and\s+|,\s+|\s+and\s+|/|\s+&\s+)(?:{acts})){{0,7}})"
        r"(?:\s+(?:from|into)\s+(?:the\s+)?(?:[A-Z]\w+)(?:\s+(?:and|to|into)\s+[A-Z]\w+)?)?"
        r"(?:\s+for\s+(?P<project>[^.;]{2,90}?))?"
        r"(?:\s+from\s+(?:the\s+)?[A-Z]\w+)?\s+by\s+"
        rf"|(?<!\w)(?P<noun>{nouns})(?:\s+(?:from|into)\s+(?:the\s+)?[A-Z]\w+)?(?:\s+for\s+(?P<patron>[^.;]{{2,90}}?))?"
        r"(?:\.?\s+by\s+|:\s+|\s+of\s+(?:the\s+)?)",
        re.I,
    )


def begin(text: str) -> int:
    """Where the sentences of credits begin in a citation; the length of the text if there are none.

    >>> begin("XYA, f. 1. Translated by Ian Moor.")
    11
    """
    match = _act().search(text)
    if match is None:
        return len(text)
    start = match.start()
    # "Document obtained by ...": the sentence begins before the verb.
    stop = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start), text.rfind("\n", 0, start))
    lead = text[stop + 1 : start].strip()
    return stop + 2 if stop >= 0 and len(lead) < 40 and not any(character.isdigit() for character in lead) else start


def read_credits(text: str) -> tuple[tuple[Credit, ...], tuple[Project, ...]]:
    """The credits and projects in the sentences at the end of a citation; persons have no ids yet."""
    matches = list(_act().finditer(text))
    credits: list[Credit] = []
    projects: list[Project] = []
    nouns: dict[str, str] = table("credits")["nouns"]
    for number, match in enumerate(matches):
        stop = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        names, patron = _names(text[match.end() : stop])
        if match["acts"]:
            phrase = " ".join(match["acts"].lower().replace("&", "and").split())
            roles = [role for role in re.split(r"[,/\s]+", phrase) if role and role != "and"]
        else:
            phrase = nouns[match["noun"].lower()]
            roles = [phrase]
        for name in names:
            kind = _is_body(name)
            credits += [Credit(role, name, "org" if kind else "person") for role in roles]
        project = match["project"] or match["patron"] or patron
        if project:
            name = project.strip(" ,").removeprefix("the ")
            entry = Project(f"{phrase} for", name)
            if entry not in projects:
                projects.append(entry)
    return tuple(dict.fromkeys(credits)), tuple(projects)


def _names(text: str) -> tuple[list[str], str]:
    """The names in a list, up to the end of its sentence; and the project named after them ("... for XYZP")."""
    text = _sentence(text).strip(" ,;")
    for tail in (" and", ",", ";", "; and", " &"):
        text = text.removesuffix(tail)
    patron = ""
    found = re.search(r"\sfor\s+((?:the\s+)?[A-Z][^,;]{1,80})$", text)
    if found:
        patron = found[1].removeprefix("the ")
        text = text[: found.start()]
    names = []
    for part in _SPLIT.split(text):
        name = _TAIL.sub("", _TAIL.sub("", part)).strip(" .,")
        name = name.removeprefix("the ") if _is_body(name) else name
        if name and len(name) <= _LONGEST_NAME and any(character.isupper() for character in name):
            names.append(name)
    return names, patron


def _sentence(text: str) -> str:
    """Up to the full stop that ends the sentence: not the one after an initial or "Jr"."""
    position = text.find(".")
    while position >= 0:
        word = re.search(r"[\w’'-]*$", text[max(0, position - 20) : position])
        assert word is not None
        end = position + 1 >= len(text) or text[position + 1].isspace()
        if (
            end
            and len(word.group()) > 1
            and word.group() not in ("Jr", "Sr", "Dr", "St", "Mr", "Ms", "Mrs", "Yu", "Ya", "Ph", "Prof")
        ):
            return text[:position]
        position = text.find(".", position + 1)
    return text


def _is_body(name: str) -> bool:
    words = set(re.findall(r"[\w-]+", name))
    return (
        name.startswith("the ")
        or bool(words & set(table("route")["bodies"]))
        or (name.isupper() and " " not in name and "." not in name)
    )


def surname(name: str) -> str:
    """The family name in a person's name: the last word, or the first where it is a name that stands first.

    >>> surname("Ian Moor"), surname("Moor, Ian"), surname("Ian Moor, Jr.")
    ('Moor', 'Moor', 'Moor')
    """
    head, comma, rest = name.partition(",")
    words = head.split()
    if comma and rest.strip(" .") not in ("Jr", "Sr", "II", "III"):
        return words[-1] if words else name
    if len(words) > 1 and is_family_name(words[0]) and not is_family_name(words[-1]):
        return words[0]
    return words[-1] if words else name


def with_ids(credits: tuple[Credit, ...], ids: Unique) -> tuple[Credit, ...]:
    """The credits, every person with an id made from the family name, each person one id."""
    given: dict[str, str] = {}
    out = []
    for credit in credits:
        if credit.kind == "person":
            ref = given.get(credit.name)
            if ref is None:
                ref = given[credit.name] = ids.give(surname(credit.name))
            credit = Credit(credit.role, credit.name, credit.kind, ref)
        out.append(credit)
    return tuple(out)


def resp(credits: tuple[Credit, ...]) -> str:
    """The value of `@resp` for what translators insert: pointers to all of them, "" if none is known.

    >>> resp((Credit("translated", "Ian Moor", "person", "moor"), Credit("obtained", "A. Weil", "person", "weil")))
    '#moor'
    """
    refs = [credit.ref for credit in credits if credit.ref and credit.role.startswith(("translat", "interpret"))]
    return " ".join(f"#{ref}" for ref in dict.fromkeys(refs))
