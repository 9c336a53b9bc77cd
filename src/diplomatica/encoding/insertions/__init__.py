"""Editorial insertions: what a translator, editor or author put into the text in brackets, and of what kind it is."""

from diplomatica.encoding.insertions.find import find
from diplomatica.encoding.insertions.model import Context, Insertion, InsertionKind, OpenRun
from diplomatica.encoding.insertions.runs import open_runs

__all__ = ["Context", "Insertion", "InsertionKind", "OpenRun", "find", "open_runs"]
