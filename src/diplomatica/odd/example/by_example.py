"""From TEI files to an ODD that just covers them, to start from: count, cover, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from diplomatica.diagnostics.model import Diagnostic
from diplomatica.errors import UnusableInput
from diplomatica.odd import codes
from diplomatica.odd.example.count import Counts, Name, Seen, count_file, shown
from diplomatica.odd.example.cover import always, by_name, cover, enumerated, whole
from diplomatica.odd.example.write import document
from diplomatica.odd.p5.facts import Release
from diplomatica.odd.resolve.report import near
from diplomatica.odd.schema import Schema


def by_example(files: Iterable[Path], release: Release, ident: str, found: Callable[[Diagnostic], None]) -> str:
    """An ODD, as a TEI document, under which all the files are valid that are valid TEI.

    `ident` names the schema. Each file is read once, as a stream. One that can't be read is told to `found` and left
    out, as are elements and attributes that are not of TEI. Raises `UnusableInput` where `ident` is no name, or where
    no file is left.
    """
    if not _is_name(ident):
        raise UnusableInput(f"“{ident}” can’t name a schema", advice="begin with a letter; use letters, digits, - . _")
    full = whole(release)
    known = by_name(full)
    counts = _counted(files, full, known, found)
    if not counts.files:
        raise UnusableInput("there is no TEI file to start from", advice="name files, or a folder, with TEI documents")
    _tell_foreign(counts, found)
    seen = _seen(counts, full, known, release.label, found)
    start = {known[root] for root in counts.roots if root in known}
    if not start:
        raise UnusableInput("no file begins with an element of TEI", advice="name files with TEI documents")
    spec = cover(full, release, seen, start, ident)
    there = {name for module in spec.modules for name in module.include or ()}
    for name in sorted(seen.keys() - there):
        found(codes.diagnostic("ODD606", seen[name].place, name=name, count=seen[name].count))
    kept = {name: seen[name] for name in sorted(seen) if name in there}
    constant = {name: always(full, name, kept[name]) for name in kept}
    return document(spec, kept, constant, counts.files, release.label)


def _is_name(ident: str) -> bool:
    """Is it an NCName (of the characters that are practical)?"""
    plain = ident.replace("-", "_").replace(".", "_")
    return plain.isidentifier() and not ident.startswith(("-", "."))


def _counted(
    files: Iterable[Path], full: Schema, known: dict[Name, str], found: Callable[[Diagnostic], None]
) -> Counts:
    counts = Counts()
    lists = enumerated(full)
    for path in files:
        one = count_file(path, known, lists)
        if isinstance(one, Diagnostic):
            found(one)
        else:
            counts.add(one)
    return counts


def _tell_foreign(counts: Counts, found: Callable[[Diagnostic], None]) -> None:
    for ns, (count, place) in sorted(counts.foreign.items()):
        found(codes.diagnostic("ODD603", place, ns=ns or "no namespace", count=count))


def _seen(
    counts: Counts, full: Schema, known: dict[Name, str], label: str, found: Callable[[Diagnostic], None]
) -> dict[str, Seen]:
    """The elements of TEI that occur, by their idents; of those that are not TEI's, and attributes, `found` is told."""
    seen: dict[str, Seen] = {}
    for name in sorted(counts.elements):
        element = counts.elements[name]
        ident = known.get(name)
        if ident is None:
            said = near(name[1], (other[1] for other in known))
            facts = {"name": name[1], "label": label, "near": said, "count": element.count}
            found(codes.diagnostic("ODD602", element.place, **facts))
            continue
        seen[ident] = element
        atts = {att.name for att in full.atts(full.elements[ident].attributes)}
        for attribute in sorted(element.attributes.keys() - atts):
            said = near(shown(attribute), (shown(att) for att in sorted(atts)))
            facts = {"name": shown(attribute), "element": ident, "label": label, "near": said}
            place, count = element.first[attribute], element.attributes[attribute]
            found(codes.diagnostic("ODD604", place, count=count, **facts))
    return seen
