"""The two ways in which a command can fail for good.

Findings about a document are data (`Doubt`, `Finding`), never exceptions. An exception means that the input
can't be used at all, or that Diplomatica itself is wrong.
"""

from __future__ import annotations


class DiplomaticaError(Exception):
    """Root of everything that Diplomatica raises on purpose."""


class UnusableInput(DiplomaticaError):
    """The input can't be used: what, where, and what to do about it.

    `where` is a path, or `path:line:column`; `advice` says what the user can do.
    """

    def __init__(self, what: str, *, where: str = "", advice: str = "") -> None:
        self.what = what
        self.where = where
        self.advice = advice
        super().__init__(": ".join(part for part in (where, what) if part) + (f" ({advice})" if advice else ""))


class InternalError(DiplomaticaError):
    """A bug in Diplomatica: the message asks the user to report it."""
