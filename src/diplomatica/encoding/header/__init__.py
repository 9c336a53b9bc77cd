"""The teiHeader: what the metadata of a page say, and what the text adds.

`read` takes the header zones apart into facts; `build` makes the header of them; `homes` tells where in the header the
characters of every header zone stand; `resp` is the `@resp` of what the translators inserted.
"""

from diplomatica.encoding.header.build import build
from diplomatica.encoding.header.credits import resp
from diplomatica.encoding.header.editorial import declaration
from diplomatica.encoding.header.genre import genre
from diplomatica.encoding.header.holding import Holding, by_default, stated
from diplomatica.encoding.header.model import HeaderFacts, Term, TermFound
from diplomatica.encoding.header.read import RESERVED_IDS, homes, read, with_taken
from diplomatica.encoding.header.terms import find_terms, term_of, terms

__all__ = [
    "RESERVED_IDS",
    "HeaderFacts",
    "Holding",
    "Term",
    "TermFound",
    "build",
    "by_default",
    "declaration",
    "find_terms",
    "genre",
    "homes",
    "read",
    "resp",
    "stated",
    "term_of",
    "terms",
    "with_taken",
]
