"""The codes of the rules: short for people and reports, where the modules call a rule by a name that explains itself.

    before  date.day-month
    after   DAT02

Why: a code is quoted in a ticket, a note or a filter, and must not change; a name may be put better one day. Codes are
given once, in `data/codes.toml`, and never given again.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def codes() -> dict[str, str]:
    """The codes by the names of the rules."""
    data = files("diplomatica.encoding").joinpath("data/codes.toml").read_text(encoding="utf-8")
    return {str(name): str(code) for name, code in tomllib.loads(data).items()}


def code_of(rule: str) -> str:
    """The code of a rule; a rule that is called by its code (`STR40`) has it already.

    >>> code_of("STR40")
    'STR40'
    """
    return codes().get(rule, rule) if "." in rule else rule
