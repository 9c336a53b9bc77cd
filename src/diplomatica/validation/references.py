"""Identifiers, pointers and languages of a document (Guidelines, 17.2, Pointing Mechanisms; xml:id Version 1.0).

A second pass over a document where a quick look (`quick`) can't say for sure that all is well. What is in other files
is not looked at here: `survey` gives the pointers that lead there, and `told` puts into words what became of them.

A pointer that leads nowhere is a warning, because the document is what its schema asks for. Each is told where it
stands, so that every one of them can be gone to and repaired.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from xml.parsers import expat

from diplomatica.diagnostics.likeness import Known
from diplomatica.diagnostics.model import Diagnostic, Fix, Origin, Place, Severity
from diplomatica.relaxng.xml_names import is_ncname
from diplomatica.tei.located import XML
from diplomatica.validation import languages
from diplomatica.validation.common import habits
from diplomatica.validation.model import Dead, Outcome, Pointer, PrefixDef
from diplomatica.validation.pointers import compiled, is_elsewhere, is_pattern, prefix_of
from diplomatica.validation.quick import TEI
from diplomatica.validation.source_text import SourceText, attribute_at, moved, unmarked
from diplomatica.validation.tags import Tag, tags
from diplomatica.validation.words import Words, advised, quoted

_MOST = 1000  # findings of one code in a document that are told one by one
_SLIPS = 50  # different dead pointers of a document up to which an identifier that is alike may be meant
_ID, _LANG = f"{XML} id", f"{XML} lang"
_PREFIX_DEF = f"{TEI} prefixDef"
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


def ids_of(data: bytes) -> frozenset[str] | None:
    """The identifiers of a document; None where it is not well-formed, so that they are not known."""
    found: set[str] = set()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True

    def start(_name: str, attributes: list[str]) -> None:
        if _ID in attributes:
            found.update(value for name, value in zip(attributes[::2], attributes[1::2], strict=True) if name == _ID)

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    finally:
        parser.StartElementHandler = None
    return frozenset(found)


def prefixes_of(data: bytes) -> tuple[PrefixDef, ...]:
    """The prefixes that a document defines for pointers."""
    if b"prefixDef" not in data and b"\0" not in data[:4]:
        return ()
    return tuple(dict.fromkeys(item for element in tags(data) for item in _prefix(element)))


def _prefix(element: Tag) -> Iterator[PrefixDef]:
    """The prefix that an element defines, if it does."""
    if element.name == _PREFIX_DEF:
        known = dict(element.attributes)
        if known.get("ident") and "matchPattern" in known and "replacementPattern" in known:
            yield PrefixDef(known["ident"], known["matchPattern"], known["replacementPattern"])


def survey(data: bytes, file: str) -> Outcome:
    """What is wrong within a document, exactly; its pointers to what is elsewhere, and the prefixes that it defines."""
    first: dict[str, int] = {}
    own = ""
    for element in tags(data):
        if element.step[0] is None:
            own = element.base
        for name, value in element.attributes:
            if name == _ID and value not in first:
                first[value] = element.place[0]
    teller = _Teller(SourceText(data), file)
    elsewhere: dict[Pointer, None] = {}
    prefixes: dict[PrefixDef, None] = {}
    lost: list[tuple[Tag, str, int, str]] = []
    more = 0  # pointers that are lost beside those
    different: set[str] = set()  # of all these, as many as it takes to see that they are very many
    seen: set[str] = set()
    another = cache(lambda value: _another(value, first))
    for element in tags(data):
        for name, value in element.attributes:
            if name == _ID:
                if not is_ncname(value):
                    if not teller.is_full("REF106"):
                        teller.tell(element, name, _no_name(value))
                elif value not in seen:
                    seen.add(value)
                elif not teller.is_full("REF101"):
                    teller.tell(element, name, _twice(value, first[value], another(value)))
            elif name == _LANG and not languages.is_well_formed(value) and not teller.is_full("REF105"):
                teller.tell(element, name, _language(value))
        if element.name == _PREFIX_DEF:
            _check_definition(element, teller)
            prefixes.update(dict.fromkeys(_prefix(element)))
        for name, number, pointer in _pointers(element):
            if pointer.startswith("#"):
                ident = pointer[1:]
                if not ident or ident in first or "(" in ident:
                    continue
                if element.base == own:
                    if len(lost) < _MOST:
                        lost.append((element, name, number, pointer))
                    else:
                        more += 1
                    if len(different) <= _SLIPS:
                        different.add(pointer)
                else:
                    # A part of the document that has a base of its own speaks of another document.
                    elsewhere[Pointer(pointer, element.base)] = None
            elif prefix_of(pointer) or is_elsewhere(pointer):
                elsewhere[Pointer(pointer, element.base)] = None
    # Where very many lead nowhere, it is no slip of the pen, and nothing that is alike was meant.
    nearest = cache(Known(first if len(different) <= _SLIPS else ()).nearest)
    for element, name, number, pointer in lost:
        teller.tell(element, name, _lost(element.name, name, pointer, nearest(pointer[1:])), number)
    teller.count("REF102", more)
    return Outcome(tuple(teller.found), tuple(elsewhere), tuple(prefixes))


def told(data: bytes, file: str, dead: Mapping[Pointer, Dead]) -> list[Diagnostic]:
    """The findings about pointers of a document that lead elsewhere and are dead."""
    teller = _Teller(SourceText(data), file)
    seen: dict[str, tuple[Tag, str, int, str]] = {}
    counts: dict[str, int] = {}
    for element in tags(data):
        for name, number, pointer in _pointers(element):
            why = dead.get(Pointer(pointer, element.base))
            if why is None:
                continue
            if why.kind == "prefix":
                prefix = prefix_of(pointer)
                seen.setdefault(prefix, (element, name, number, pointer))
                counts[prefix] = counts.get(prefix, 0) + 1
            else:
                teller.tell(element, name, _dead(name, pointer, why), number)
    # What is missing is one definition, so that is told once.
    for prefix, (element, name, number, pointer) in seen.items():
        meant = dead[Pointer(pointer, element.base)].meant
        teller.tell(element, name, _no_prefix(name, pointer, prefix, counts[prefix], meant), number)
    return unmarked(teller.found, data)


def _pointers(element: Tag) -> Iterator[tuple[str, int, str]]:
    """The pointers of an element: attribute, number in it, pointer."""
    if element.name.startswith(f"{TEI} "):
        for name, value in element.attributes:
            if name in POINTERS:
                for number, found in enumerate(re.finditer(r"\S+", value)):
                    yield name, number, found[0]


class _Teller:
    """Makes findings of a document, with their places in its text; of very many of one code, the first."""

    def __init__(self, text: SourceText, file: str) -> None:
        self.text = text
        self.file = file
        self._found: list[Diagnostic] = []
        self._counts: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._tag: tuple[tuple[int, int], str] = ((0, 0), "")
        self._words: tuple[str, list[tuple[int, int]]] = ("", [])

    @property
    def found(self) -> list[Diagnostic]:
        """The findings; where there are more of a code, the last one of it says how many."""
        whole = list(self._found)
        for code, count in self._counts.items():
            if count > _MOST:
                last = whole[self._last[code]]
                whole[self._last[code]] = replace(last, message=f"{last.message} (and {count - _MOST} more of {code})")
        return whole

    def count(self, code: str, number: int) -> None:
        """Count findings of a code that are not told, because there are enough of it."""
        self._counts[code] = self._counts.get(code, 0) + number

    def is_full(self, code: str) -> bool:
        """Are there enough findings of a code? Then this one is counted, and needs no words."""
        if self._counts.get(code, 0) < _MOST:
            return False
        self.count(code, 1)
        return True

    def tell(self, element: Tag, name: str, words: Words, number: int = -1) -> None:
        """Note a finding about the value of an attribute, or one of the words in it."""
        count = self._counts[words.code] = self._counts.get(words.code, 0) + 1
        if count > _MOST:
            return
        if self._tag[0] != element.place:
            self._tag = element.place, self.text.tag(*element.place)
        tag = self._tag[1]
        spot = attribute_at(tag, name)
        at, width = spot[2:] if spot is not None else (0, 1)
        if spot is not None and number >= 0:
            parts = self._parts(tag[at + 1 : at + width - 1])
            if number < len(parts):
                at, width = at + 1 + parts[number][0], parts[number][1]
        line, column = moved(*element.place, tag[:at])
        end_line, end_column = moved(line, column, tag[at : at + width])
        path = element.path
        shown = f"{path}/@{'xml:' if name.startswith(XML) else ''}{name.rpartition(' ')[2]}" if path else ""
        self._last[words.code] = len(self._found)
        self._found.append(
            Diagnostic(
                words.code,
                Severity.WARNING if words.code in _WARNINGS else Severity.ERROR,
                words.message,
                Place(self.file, line, column),
                words.help,
                end_line,
                end_column,
                shown,
                Origin.REFERENCE,
                self.text.excerpt(line, column, width),
                words.label,
                fix=words.fix,
            )
        )

    def _parts(self, value: str) -> list[tuple[int, int]]:
        """Where the words of a value begin, and how long they are."""
        if self._words[0] != value:
            self._words = value, [(found.start(), len(found[0])) for found in re.finditer(r"\S+", value)]
        return self._words[1]


_WARNINGS = frozenset({"REF102", "REF103", "REF104", "REF107", "REF108", "REF109"})


def _check_definition(element: Tag, teller: _Teller) -> None:
    known = dict(element.attributes)
    pattern, replacement = known.get("matchPattern", ""), known.get("replacementPattern", "")
    if not is_pattern(pattern):
        words = Words(
            "REF109", f"{quoted(pattern)} is not a regular expression",
            "close every bracket, and write \\ before a sign that stands for itself",
        )  # fmt: skip
        teller.tell(element, "matchPattern", words)
        return
    ready = compiled(pattern)
    groups = [int(number) for number in re.findall(r"\$(\d)", replacement)]
    if ready is not None and groups and max(groups) > ready.groups:
        words = Words(
            "REF109", f"@replacementPattern has ${max(groups)}, but @matchPattern has only {_brackets(ready.groups)}",
            'put what should be repeated into brackets, for example matchPattern="(.+)"',
        )  # fmt: skip
        teller.tell(element, "replacementPattern", words)


def _lost(element: str, name: str, pointer: str, meant: str) -> Words:
    hint = f"did you mean “#{meant}”?" if meant else ""
    return Words(
        "REF102", f"@{name} points to {quoted(pointer)}, but no element has this xml:id",
        hint or _give_id(name, pointer, element), hint,
    )  # fmt: skip


def _dead(name: str, pointer: str, why: Dead) -> Words:
    hint = f"did you mean “{why.meant}”?" if why.meant else ""
    what = f"@{name} points to {quoted(pointer)}"
    if why.address:
        what += f" ({quoted(why.address)})"
    if why.kind == "file":
        return Words(
            "REF103", f"{what}, but this file is not there",
            hint or "correct the path, which starts from the folder of this document", hint,
        )  # fmt: skip
    if why.kind == "pattern":
        return Words(
            "REF108", f"{what}, which does not fit the prefixDef of “{prefix_of(pointer)}”",
            "correct the pointer, or @matchPattern of that prefixDef",
        )  # fmt: skip
    return Words(
        "REF104", f"{what}, but no element of that file has this xml:id",
        hint or "correct the pointer, or the xml:id in that file", hint,
    )  # fmt: skip


def _no_prefix(name: str, pointer: str, prefix: str, count: int, meant: str) -> Words:
    again = f" (in {count} pointers)" if count > 1 else ""
    hint = f"did you mean “{meant}:”?" if meant else ""
    return Words(
        "REF107", f"@{name} points to {quoted(pointer)}, but no prefixDef defines “{prefix}”{again}",
        hint or f"in <listPrefixDef> of the header, add {_prefix_def(prefix)}", hint,
    )  # fmt: skip


def _give_id(name: str, pointer: str, element: str = "") -> str:
    """What to do about a pointer into the same document, which stands on an element."""
    own = pointer[1:]
    if not is_ncname(own):
        return f"correct @{name}"
    described = habits().described
    entry = described.get(f"@{name}") or (described.get(element.removeprefix(f"{TEI} ")) if name == "ref" else None)
    if entry is None:
        return f'correct @{name}, or write xml:id="{own}" on the element that is meant, or delete @{name}'
    return (
        f'if {quoted(pointer)} is right, write <{entry[0]} xml:id="{own}"> in a <{entry[1]}> of the header; otherwise,'
        f" correct or delete @{name}"
    )


def _prefix_def(prefix: str) -> str:
    return f'<prefixDef ident="{prefix}" matchPattern="(.+)" replacementPattern="FILE.xml#$1"/>'


def _brackets(count: int) -> str:
    return "no pair of brackets" if not count else "1 pair of brackets" if count == 1 else f"{count} pairs of brackets"


def _no_name(value: str) -> Words:
    mended = re.sub(r"[^\w.-]+", "-", value.strip()).strip("-")
    if mended and not is_ncname(mended):
        mended = f"n{mended}"
    hint = f'write xml:id="{mended}"' if mended and is_ncname(mended) else ""
    return advised(
        "REF106", f"{quoted(value)} can’t be an xml:id", hint,
        "an xml:id begins with a letter or _, and goes on with letters, digits, - _ .",
    )  # fmt: skip


def _another(value: str, known: Collection[str]) -> str:
    """An identifier like one that is taken."""
    number = next(count for count in range(2, len(known) + 3) if f"{value}-{count}" not in known)
    return f"{value}-{number}"


def _twice(value: str, line: int, other: str) -> Words:
    return advised("REF101", f'line {line} already has xml:id="{value}"', f'write another, such as xml:id="{other}"')


def _language(value: str) -> Words:
    meant = languages.meant(value)
    hint = f"did you mean “{meant}”?" if meant else "write a language tag such as en, fr-CA or zh-Hant (BCP 47)"
    return advised("REF105", f"{quoted(value)} is not a language tag", hint, fix=Fix("value", meant) if meant else None)
