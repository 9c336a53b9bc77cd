"""The known name that is most like an unknown one."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 200  # no name that a person has written wrongly


def nearest(name: str, names: Iterable[str]) -> str:
    """The one name at a small distance from `name`; empty where there is none, or several are as near.

    Of dotted names, the last part decides how much may differ: one letter of four, two of five and more.
    """
    from rapidfuzz.distance import OSA

    most = 1 if len(name.rpartition(".")[2]) < 5 else 2
    if not name or len(name) > _LONGEST:
        return ""
    best: list[str] = []
    shortest = most + 1
    folded = name.lower()
    for candidate in sorted(set(names)):
        distance = OSA.distance(folded, candidate.lower(), score_cutoff=most)
        if distance < shortest:
            best, shortest = [candidate], distance
        elif distance == shortest and distance <= most:
            best.append(candidate)
    return best[0] if len(best) == 1 else ""
