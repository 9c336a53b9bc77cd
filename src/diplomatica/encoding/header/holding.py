"""Who keeps and publishes a document: what the project says where the page says nothing.

before  publisher "", archives ()           Holding(publisher="Harbour Lane", repository="State Archive of Kelm")
after   publisher "Harbour Lane", archives (State Archive of Kelm)
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from diplomatica.encoding.header.archives import read_archives
from diplomatica.encoding.header.model import Archive, HeaderFacts, Level, Licence


@dataclass(frozen=True, slots=True)
class Holding:
    """The publisher, the licence (its name, its address, or both), the archive, and the place in it.

    `shelfmark` is read as citations are: "fond 5, opis 3, delo 41", "RG 59, box 12". "" says nothing.
    """

    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    repository: str = ""
    shelfmark: str = ""


def stated(facts: HeaderFacts, holding: Holding) -> HeaderFacts:
    """The facts with what an editor says of this one document, which holds against what the page says.

    The words of the page stay: its rights beside the licence, its citation as it is printed.
    """
    if holding.publisher:
        facts = replace(facts, publisher=_words(holding.publisher))
    if holding.licence or holding.licence_url:
        facts = replace(facts, licence=_licence(holding))
    if holding.shelfmark:
        facts = replace(facts, archives=_kept_at(holding, facts.archives))
    elif holding.repository:
        first = facts.archives[0] if facts.archives else Archive("")
        here = replace(first, repository=_words(holding.repository), settlement="")
        facts = replace(facts, archives=(here, *facts.archives[1:]))
    return facts


def by_default(facts: HeaderFacts, holding: Holding) -> HeaderFacts:
    """The facts with what a project says of all its documents, where neither page nor editor says anything else."""
    if holding.publisher and not facts.publisher:
        facts = replace(facts, publisher=_words(holding.publisher))
    if (holding.licence or holding.licence_url) and not facts.licence and not facts.rights:
        facts = replace(facts, licence=_licence(holding))
    if holding.repository and not facts.archives:
        facts = replace(facts, archives=(Archive(_words(holding.repository)),))
    elif holding.repository and not facts.archives[0].repository:
        here = replace(facts.archives[0], repository=_words(holding.repository))
        facts = replace(facts, archives=(here, *facts.archives[1:]))
    return facts


def _licence(holding: Holding) -> Licence:
    return Licence(_words(holding.licence) or holding.licence_url, holding.licence_url)


def _kept_at(holding: Holding, before: tuple[Archive, ...]) -> tuple[Archive, ...]:
    mark = _words(holding.shelfmark)
    known = _words(holding.repository) or (before[0].repository if before else "")
    # With an archive in front, every name of the shelfmark is one of a level.
    found = read_archives(f"Archive, {mark}" if known else mark)
    levels = found[0].levels if found else ()
    if not levels:
        return (Archive(known, (Level("file", mark),)), *before[1:])
    repository = known or found[0].repository
    settlement = found[0].settlement or (before[0].settlement if before and not holding.repository else "")
    return (Archive(repository, levels, settlement), *(found[1:] or before[1:]))


def _words(text: str) -> str:
    return " ".join(text.split())
