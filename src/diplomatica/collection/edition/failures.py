"""What is told of an error that nobody foresaw: the document that it came with is left out, the others go on."""

from __future__ import annotations

from diplomatica.collection.model import Problem
from diplomatica.errors import InternalError
from diplomatica.printable import printable

REPORT = "this is a bug in Diplomatica; please report it with the file"
DIED = "internal error: its process died, perhaps because the memory was not enough"
_TOLD = 300  # signs of what the error says


def internal(where: str, error: Exception) -> Problem:
    """The error as the problem of one document; `where` names its file."""
    name = "" if isinstance(error, InternalError) else f"{type(error).__name__}: "
    return Problem(where, f"internal error: {name}{printable(str(error).strip()[:_TOLD])}", REPORT)
