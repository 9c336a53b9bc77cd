"""Names, dates, insertions and speech as elements over a block's text.

    before  FED [Far Eastern Department]
    after   <orgName><choice><abbr>FED</abbr><expan rend="brackets">Far Eastern Department</expan></choice></orgName>

Why: each family of rules says what a stretch is in its own terms; this table alone says which element that is.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from diplomatica.encoding.inline import Span
from diplomatica.encoding.insertions import Insertion
from diplomatica.encoding.model import DateFound, Mention, SaidFound
from diplomatica.tei.tree import Element

NAME_ELEMENTS = {"person": "persName", "place": "placeName", "org": "orgName"}
# Outer before inner where stretches are the same, and the one kept where they cross.
_RANKS = {"note": 8, "choice": 9, "said": 10, "insertion": 12, "date": 20, "name": 30, "role": 31}


@dataclass(frozen=True, slots=True)
class Voices:
    """Who is meant by `@resp`: pointers to the translator or editor, and to the author of the document."""

    translator: str = ""
    author: str = ""

    def of(self, insertion: Insertion) -> str:
        """The value of `@resp` for an insertion; "" if nobody is known."""
        return self.author if insertion.resp == "author" else self.translator


def name_spans(mentions: Iterable[Mention], taken: Container[tuple[int, int]] = ()) -> list[Span]:
    """Names, with offices and names inside them. `taken` are stretches for which another element already stands."""
    spans: list[Span] = []
    _name_spans(mentions, taken, 0, spans)
    return spans


def _name_spans(mentions: Iterable[Mention], taken: Container[tuple[int, int]], depth: int, spans: list[Span]) -> None:
    rank = _RANKS["name"] + 4 * depth
    for mention in mentions:
        start, end, rule = mention.start, mention.end, mention.rule
        if not taken or (start, end) not in taken:
            attrs = {"ref": f"#{mention.ref}"} if mention.ref else {}
            if mention.low:
                attrs["cert"] = "low"
            spans.append(Span(start, end, NAME_ELEMENTS[mention.kind], attrs, 0, 0, rank, None, rule, mention.low))
        for first, last in mention.roles:
            spans.append(Span(first, last, "roleName", {}, 0, 0, rank + 1, None, rule))
        if mention.inner:
            _name_spans(mention.inner, taken, depth + 1, spans)


def date_spans(dates: Iterable[DateFound]) -> list[Span]:
    """Dates with their W3C form."""
    spans = []
    for date in dates:
        attrs = dict(date.attrs)
        if date.low:
            attrs["cert"] = "low"
        spans.append(Span(date.start, date.end, "date", attrs, rank=_RANKS["date"], rule=date.rule, low=date.low))
    return spans


def said_span(found: SaidFound, attrs: dict[str, str]) -> Span:
    """A stretch of speech; `attrs` link it to its other parts."""
    values = {"who": f"#{found.who}"}
    if found.to_whom:
        values["toWhom"] = f"#{found.to_whom}"
    values["direct"] = "true" if found.direct else "false"
    if found.low:
        values["cert"] = "low"
    values.update(attrs)
    return Span(found.start, found.end, "said", values, rank=_RANKS["said"], rule=found.rule, low=found.low)


class Insertions:
    """The spans of the insertions of one block. `notes` gives the content of a footnote by its number."""

    def __init__(self, text: str, voices: Voices, notes: Callable[[str], list[Element | str] | None]) -> None:
        self.text = text
        self.voices = voices
        self.notes = notes
        self.spans: list[Span] = []
        self.named: dict[tuple[int, int], str] = {}

    def add(self, insertions: Sequence[Insertion], mentions: Sequence[Mention]) -> None:
        """Add the spans of insertions and of those inside them."""
        names = {(mention.start, mention.end): mention for mention in mentions}
        for insertion in insertions:
            self._one(insertion, names)
            self.add(insertion.children, mentions)

    def _attrs(self, insertion: Insertion, *, rend: bool = True, **more: str) -> dict[str, str]:
        attrs = {name: value for name, value in more.items() if value}
        if insertion.reason and insertion.kind in ("supplied", "gap"):
            attrs["reason"] = insertion.reason
        attrs.update(insertion.attrs)
        if rend:
            attrs["rend"] = insertion.rend
        resp = self.voices.of(insertion)
        if resp:
            attrs["resp"] = resp
        if insertion.low:
            attrs["cert"] = "low"
        return attrs

    def _content(self, insertion: Insertion) -> str:
        return self.text[insertion.inner[0] : insertion.inner[1]].strip(" !.")

    def _put(
        self,
        insertion: Insertion,
        start: int,
        end: int,
        tag: str,
        attrs: dict[str, str],
        open: int = 0,
        close: int = 0,
        rank: int = 0,
    ) -> Span:
        span = Span(
            start, end, tag, attrs, open, close, rank or _RANKS["insertion"], None, insertion.rule, insertion.low
        )
        self.spans.append(span)
        return span

    def _bracketed(self, insertion: Insertion, tag: str, attrs: dict[str, str], rank: int = 0) -> Span:
        start, end = insertion.inner
        return self._put(
            insertion, insertion.start, insertion.end, tag, attrs, start - insertion.start, insertion.end - end, rank
        )

    def _one(self, insertion: Insertion, names: dict[tuple[int, int], Mention]) -> None:
        kind = insertion.kind
        target = insertion.target
        if kind in ("sic", "unclear") and target is not None and target[1] < insertion.start:
            # A comma between the word and the comment goes with the word: sigla hold no other character.
            target = (target[0], len(self.text[: insertion.start].rstrip()))
        if kind in ("expan", "abbr") and target is not None and self.text[target[1] : insertion.start].isspace():
            plain, inserted = ("abbr", "expan") if kind == "expan" else ("expan", "abbr")
            self._put(insertion, target[0], insertion.end, "choice", {}, rank=_RANKS["choice"])
            self._put(insertion, target[0], target[1], plain, {}, rank=_RANKS["choice"] + 1)
            self._bracketed(insertion, inserted, self._attrs(insertion), _RANKS["choice"] + 1)
        elif kind == "ex" and target is not None:
            self._put(insertion, target[0], insertion.end, "expan", {}, rank=_RANKS["role"] + 8)
            self._put(insertion, target[0], target[1], "abbr", {}, rank=_RANKS["role"] + 9)
            self._bracketed(insertion, "ex", self._attrs(insertion), _RANKS["role"] + 9)
        elif kind == "altName":
            self._other_name(insertion, names)
        elif kind == "sic" and target is not None and any(char in ":;,-–—. " for char in self._content(insertion)):
            # "[sic; recte Velta]" says more than "sic": its words stay text, and the brackets are the note's.
            attrs = self._attrs(insertion, rend=False)
            self._put(insertion, target[0], insertion.end, "sic", attrs)
            self._bracketed(insertion, "note", {"rend": insertion.rend})
        elif kind == "sic" and target is not None:
            form = self.text[target[1] : insertion.end].strip()
            attrs = self._attrs(insertion)
            attrs["rend"] = {"[sic]": "brackets", "(sic)": "parentheses"}.get(form, form)
            self._put(insertion, target[0], insertion.end, "sic", attrs, close=insertion.end - target[1])
        elif kind == "unclear" and target is not None and target[0] < insertion.start:
            attrs = self._attrs(insertion) | {"cert": "low", "rend": self.text[insertion.start : insertion.end]}
            self._put(insertion, target[0], insertion.end, "unclear", attrs, close=insertion.end - target[1])
        elif kind == "unclear" and insertion.rend[:1] in ("[", "("):
            # A mark of doubt with no word before it: something is missing.
            rend = "brackets" if insertion.rend[0] == "[" else "parentheses"
            attrs = self._attrs(insertion) | {"reason": "illegible", "rend": rend}
            self._bracketed(insertion, "gap", attrs)
            self._put(insertion, insertion.start + 1, insertion.end - 1, "desc", {})
        elif kind == "unclear":
            self._bracketed(insertion, "unclear", self._attrs(insertion))
        elif kind == "gap":
            self._bracketed(insertion, "gap", self._attrs(insertion))
            start, end = insertion.inner
            self._put(insertion, start, end, "desc", {})
        elif kind == "pb":
            attrs = {**dict(insertion.attrs), "rend": self.text[insertion.start : insertion.end]}
            self._put(insertion, insertion.start, insertion.end, "pb", attrs).content = []
        elif kind == "footnote":
            self._footnote(insertion)
        elif kind == "note":
            self._bracketed(
                insertion,
                "note",
                self._attrs(insertion, type=dict(insertion.attrs).get("type", insertion.resp)),
                _RANKS["note"],
            )
        else:
            tag = kind if kind in ("supplied", "gloss", "stamp", "stage") else "supplied"
            attrs = self._attrs(insertion, reason="" if tag != "supplied" else "clarification")
            if tag in ("stamp", "stage", "gloss"):
                attrs.pop("reason", None)
            self._bracketed(insertion, tag, attrs)

    def _other_name(self, insertion: Insertion, names: dict[tuple[int, int], Mention]) -> None:
        own = names.get(insertion.inner)
        target = names.get(insertion.target) if insertion.target else None
        mention = own or target
        tag = NAME_ELEMENTS[(target or own).kind] if (target or own) else "persName"  # type: ignore[union-attr]
        attrs = {"type": "alternative"}
        attrs.update(dict(insertion.attrs))
        ref = (target.ref if target else "") or (mention.ref if mention else "")
        if ref:
            attrs["ref"] = f"#{ref}"
        attrs |= {name: value for name, value in self._attrs(insertion).items() if name not in ("type", "subtype")}
        self._bracketed(insertion, tag, attrs, _RANKS["insertion"])
        self.named[insertion.inner] = ref

    def _footnote(self, insertion: Insertion) -> None:
        number = self.text[insertion.inner[0] : insertion.inner[1]]
        content = self.notes(number)
        if content is None:
            return
        attrs = {"place": "bottom", "n": number, "rend": insertion.rend}
        self._put(insertion, insertion.start, insertion.end, "note", attrs, rank=1).content = content


def widened(mentions: Sequence[Mention], insertions: Sequence[Insertion]) -> tuple[Mention, ...]:
    """Names whose abbreviation is expanded in brackets hold the expansion too ("FED [Far Eastern Department]")."""
    ends = {i.target: i.end for i in insertions if i.kind in ("expan", "abbr") and i.target is not None}
    if not ends:
        return tuple(mentions)
    return tuple(_wide(mention, ends) for mention in mentions)


def _wide(mention: Mention, ends: dict[tuple[int, int], int]) -> Mention:
    end = ends.get((mention.start, mention.end))
    inner = tuple(_wide(name, ends) for name in mention.inner)
    if end is None and inner == mention.inner:
        return mention
    return Mention(
        mention.start,
        max(end or 0, mention.end),
        mention.kind,
        mention.core,
        mention.roles,
        inner,
        mention.ref,
        mention.low,
        mention.rule,
    )


def fitted(found: SaidFound, insertions: Sequence[Insertion]) -> SaidFound:
    """Speech that begins or ends inside a bracket is moved to the edge of the bracket, so that elements nest."""
    start, end = found.start, found.end
    for insertion in insertions:
        if insertion.start < start < insertion.end < end:
            start = insertion.start if start == insertion.inner[0] else insertion.end
        if start < insertion.start < end < insertion.end:
            end = insertion.end
        if insertion.target is not None and insertion.target[0] < start < insertion.end < end:
            start = insertion.target[0]
    if (start, end) == (found.start, found.end):
        return found
    return SaidFound(
        found.passage, start, end, found.who, found.to_whom, found.direct, found.chain, found.low, found.rule
    )
