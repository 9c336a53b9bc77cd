"""Identifiers, pointers and languages of a document (Guidelines, 17.2, Pointing Mechanisms; xml:id Version 1.0).

A second pass over a document where a quick look (`quick`) has found that something may be wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from xml.parsers import expat

from diplomatica.diagnostics.likeness import Known
from diplomatica.diagnostics.model import Diagnostic, Origin, Place, Severity
from diplomatica.tei.located import XML
from diplomatica.validation import languages
from diplomatica.validation.model import Target
from diplomatica.validation.quick import TEI, elsewhere
from diplomatica.validation.source_text import SourceText, attribute_at, moved
from diplomatica.validation.words import Words, quoted

_SLIPS = 50
_ID = f"{XML} id"
_LANG = f"{XML} lang"
# The attributes of TEI P5 that hold pointers, but for those that in other elements hold something else.
POINTERS = frozenset(
    """
    active adj adjFrom adjTo ana calendar change children code copyOf corresp datcat datingMethod datingPoint decls
    domains edRef end exclude fVal facs feats filter follow from fromUnit given hand inst lemmaRef location mergedIn
    mutual new next nymRef origin parent parts passive perf period prev property ref rendition replyTo resp sameAs
    scheme scribeRef scriptRef select since source spanTo start synch target targetDatcat targetEnd to toUnit toWhom
    unitRef uri url valueDatcat where who wit
    """.split()
)


def ids_of(data: bytes) -> frozenset[str]:
    """The identifiers of a document; of one that is not well-formed, those before it breaks off."""
    found: set[str] = set()
    for _, attributes, _, _ in _elements(data):
        found.update(value for name, value in attributes if name == _ID)
    return frozenset(found)


def _elements(data: bytes) -> Iterator[tuple[str, list[tuple[str, str]], tuple[int, int], str]]:
    """The elements that have attributes: name, attributes, place, path."""
    found: list[tuple[str, list[tuple[str, str]], tuple[int, int], str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    levels: list[tuple[str, dict[str, int]]] = [("", {})]

    def start(name: str, attributes: list[str]) -> None:
        path, counts = levels[-1]
        counts[name] = counts.get(name, 0) + 1
        inner = f"{path}/{name.rpartition(' ')[2]}[{counts[name]}]"
        levels.append((inner, {}))
        if attributes:
            pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
            found.append((name, pairs, (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1), inner))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: levels.pop()
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        pass
    finally:
        parser.StartElementHandler = parser.EndElementHandler = None
    yield from found


def check(data: bytes, file: str, dead: Collection[Target] = (), missing: Collection[str] = ()) -> list[Diagnostic]:
    """The findings about a document, exactly.

    A pointer that leads nowhere is a warning: the document is what its schema asks for. `dead` are targets
    in other files that are not there, `missing` those of the files themselves; where one of them is
    given, only they are told.
    """
    elements = list(_elements(data))
    text = SourceText(data)
    found: list[Diagnostic] = []
    first: dict[str, int] = {}
    for _, attributes, place, _ in elements:
        for name, value in attributes:
            if name == _ID and value not in first:
                first[value] = place[0]

    def tell(name: str, place: tuple[int, int], path: str, words: Words, severity: Severity = Severity.ERROR) -> None:
        tag = text.tag(*place)
        spot = attribute_at(tag, name)
        at, width = spot[2:] if spot is not None else (0, 1)
        line, column = moved(*place, tag[:at])
        end_line, end_column = moved(line, column, tag[at : at + width])
        shown = f"@{'xml:' if name.startswith(XML) else ''}{name.rpartition(' ')[2]}"
        found.append(
            Diagnostic(
                words.code,
                severity,
                words.message,
                Place(file, line, column),
                words.help,
                end_line,
                end_column,
                f"{path}/{shown}",
                Origin.REFERENCE,
                text.excerpt(line, column, width),
                words.label,
            )
        )

    seen: set[str] = set()
    # Pointers that lead nowhere: each is told once, where it stands first, with how often it comes again.
    lost: dict[tuple[str, str], list[tuple[tuple[int, int], str]]] = {}
    for element, attributes, place, path in elements:
        is_tei = element.startswith(f"{TEI} ")
        for name, value in attributes:
            if is_tei and name in POINTERS and "#" in value:
                for pointer in value.split():
                    if _is_lost(pointer, first, dead, missing):
                        lost.setdefault((name, pointer), []).append((place, path))
            if dead or missing:
                continue
            if name == _ID:
                if value in seen:
                    tell(name, place, path, _twice(value, first[value], first))
                seen.add(value)
            elif name == _LANG and not languages.is_well_formed(value):
                tell(name, place, path, _language(value))
    # Where very many lead nowhere, it is no slip of the pen, and nothing that is alike was meant.
    known = Known(first if len(lost) <= _SLIPS else ())
    for (name, pointer), places in lost.items():
        tell(name, *places[0], _pointer_words(name, pointer, len(places), known, missing), Severity.WARNING)
    return found


def _is_lost(pointer: str, ids: Collection[str], dead: Collection[Target], missing: Collection[str]) -> bool:
    """Does a pointer lead nowhere?"""
    if pointer.startswith("#"):
        ident = pointer[1:]
        return not dead and not missing and bool(ident) and ident not in ids and "(" not in ident
    if not dead and not missing:
        return False
    target = elsewhere(pointer)
    return target is not None and (target.file in missing or target in dead)


def _pointer_words(name: str, pointer: str, count: int, ids: Known, missing: Collection[str]) -> Words:
    again = f" ({count} times)" if count > 1 else ""
    if pointer.startswith("#"):
        meant = ids.nearest(pointer[1:])
        hint = f"did you mean “#{meant}”?" if meant else ""
        return Words(
            "REF102", f"@{name} points to {quoted(pointer)}, but no element has this xml:id{again}",
            hint or "give the element that is meant an xml:id, or correct the pointer", hint,
        )  # fmt: skip
    file = pointer.partition("#")[0]
    if file in missing:
        return Words(
            "REF103", f"@{name} points to the file {quoted(file)}, which is not there{again}",
            "correct the path: it begins in the folder of this document",
        )  # fmt: skip
    return Words(
        "REF104", f"@{name} points to {quoted(pointer)}, but no element of that file has this xml:id{again}",
        "correct the pointer, or the xml:id there",
    )  # fmt: skip


def _twice(value: str, line: int, known: Collection[str]) -> Words:
    number = next(count for count in range(2, len(known) + 3) if f"{value}-{count}" not in known)
    return Words(
        "REF101",
        f'xml:id="{value}" stands in line {line} already',
        f"an identifier is of one element only: as “{value}-{number}”",
    )


def _language(value: str) -> Words:
    meant = languages.meant(value)
    hint = f"did you mean “{meant}”?" if meant else ""
    return Words(
        "REF105",
        f"{quoted(value)} is no language tag",
        hint or "a language tag is as en, fr-CA or zh-Hant (BCP 47)",
        hint,
    )
