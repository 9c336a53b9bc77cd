"""What the wording of an insertion after a name says: another name, a form of the same, an office."""

from __future__ import annotations

import re

from diplomatica.encoding.insertions.similar import same_name
from diplomatica.encoding.insertions.words import words

_PART = re.compile(r"\s(?:of|for|to|in|at)\s|,\s")


def forms(name: str, content: str) -> bool:
    """Whether both are forms of one name; a mere inflection ("Soviet", "Soviets") is none."""
    one, two = name.lower().strip("’'s"), content.lower().strip("’'s")
    if one == two or (" " not in two and (one.startswith(two) or two.startswith(one)) and len(one) != len(two)):
        return False
    return same_name(name, content)


def looks_like_name(content: str) -> bool:
    """Whether every word of it begins with a capital, small words aside.

    "Pak Chong Ho" is one, although "so" is a word of grammar; "The Soviets" and "So" are none.
    """
    parts = content.split()
    small = words().small
    if not 1 <= len(parts) <= 8 or not parts[0][:1].isupper():
        return False
    first = parts[0].lower()
    if first in words().function and (len(parts) == 1 or first in words().pronouns or first in small or len(first) > 3):
        return False
    return all(part[:1].isupper() or part.lower() in small for part in parts) and not any(
        char.isdigit() for char in content
    )


def is_office(content: str) -> bool:
    """Whether it says what somebody is: "Deputy Minister of Waters", "Ambassador"."""
    parts = [part.strip(".,").lower() for part in _PART.split(content)[0].split()]
    offices = words().offices
    return bool(parts) and (parts[-1] in offices or parts[0] in offices) and not content.isupper()
