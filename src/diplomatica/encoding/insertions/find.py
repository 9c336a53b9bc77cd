"""Finding the insertions of a block and their kinds.

Square brackets are always an insertion, round ones only where their wording says that they are about the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from diplomatica.encoding.insertions import abbreviations, gaps, notes
from diplomatica.encoding.insertions.brackets import Pair, pairs
from diplomatica.encoding.insertions.model import Context, Insertion, InsertionKind, Resp
from diplomatica.encoding.insertions.similar import eastern_given_name, other_script
from diplomatica.encoding.insertions.stage import Place, stage
from diplomatica.encoding.insertions.supplied import why
from diplomatica.encoding.insertions.wording import forms, is_office, looks_like_name
from diplomatica.encoding.insertions.words import words
from diplomatica.encoding.model import DateFound, Mention

_SIC = re.compile(r"(?i:\s*sic\s?!?\.?\s*)")
_SIC_LONG = re.compile(r"(?i:sic)[\s:;,!.–—-]")
_DOUBT = re.compile(r"\s*\?{1,3}\s*")
_WORD_BEFORE = re.compile(r"(?P<w>\w(?:[\w’'.,-]*\w)?)(?P<q>[\"”»’']?)[.,;:!?]?\s{0,2}\Z")
_CAPITALS = re.compile(r"(?:(?<=\s)|(?<=\A)|(?<=[(\"“«]))(?:[^\W\d_a-zß-þ][\w’'.-]*\s?){1,4}\Z")
_CALL = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})")
_NO_DATE = re.compile(r"(?i:no date|undated|n\.\s?d\.|s\.\s?d\.|no place|n\.\s?p\.)")
_THAT_IS = re.compile(r"(?i:i\.\s?e\.|that is|meaning|namely|viz\.|or\s|also known as|a\.?k\.?a\.?\s|alias|formerly)")
_ENUMERATOR = re.compile(r"[b-z]|[ivx]{2,4}|\d{1,2}")
_TOWN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_A-Z]{3,}(?:-[A-Za-z][^\W\d_]+)?")
_QUOTES = ' "”’»,'
_LONGEST = 1600
_LONGEST_SIC = 80


class _Found(NamedTuple):
    """The brackets of an insertion: where they stand, the stretch inside, and how they look."""

    start: int
    end: int
    inner: tuple[int, int]
    rend: str

    def made(
        self,
        *,
        kind: InsertionKind = "supplied",
        target: tuple[int, int] | None = None,
        reason: str = "",
        rend: str = "",
        attrs: tuple[tuple[str, str], ...] = (),
        resp: Resp = "",
        low: bool = False,
        rule: str,
    ) -> Insertion:
        """The insertion that the brackets are, its kind and all else known."""
        return Insertion(
            self.start, self.end, kind, self.inner, target, reason, rend or self.rend, attrs, resp, (), low, rule
        )


def _flatten(mentions: Sequence[Mention]) -> list[Mention]:
    """The names and the names inside them, the outer one before the inner ones."""
    result: list[Mention] = []
    for mention in mentions:
        result.append(mention)
        if mention.inner:
            result.extend(_flatten(mention.inner))
    return result


class _Finder:
    """The insertions of one block."""

    def __init__(self, text: str, mentions: Sequence[Mention], dates: Sequence[DateFound], context: Context) -> None:
        self.text = text
        self.context = context
        self.dates = sorted(dates, key=lambda date: date.start)
        self.date_starts = [date.start for date in self.dates]
        self.outer = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
        self.outer_starts = [mention.start for mention in self.outer]
        self.ends: dict[int, Mention] = {}
        for mention in _flatten(self.outer):
            self.ends.setdefault(mention.end, mention)
        self.enumerates = "[b]" in text
        self.previous: tuple[int, int] | None = None

    def level(self, found: list[Pair], floor: int) -> tuple[Insertion, ...]:
        """The insertions of pairs that stand side by side; `floor` is where the text they stand in begins."""
        result: list[Insertion] = []
        for pair in found:
            before = self.previous
            insertion = self.one(pair, floor)
            if insertion is not None:
                result.append(insertion)
                self.previous = (pair.start, pair.end)
            elif pair.inside:
                self.previous = before
                result.extend(self.level(pair.inside, pair.start + 1))
        return tuple(result)

    def one(self, pair: Pair, floor: int) -> Insertion | None:
        inside, double = pair.inside, False
        start, end = pair.start + 1, pair.end - 1
        if pair.square and len(inside) == 1 and inside[0].square and (inside[0].start, inside[0].end) == (start, end):
            double, start, end = True, start + 1, end - 1
            inside = inside[0].inside
        content = self.content(start, end)
        rend = "double-brackets" if double else "brackets" if pair.square else "parentheses"
        base = _Found(pair.start, pair.end, (start, end), rend)
        insertion = self.by_content(base, content, floor)
        if insertion is None and pair.square:
            insertion = self.double(base) if double else self.by_place(base, content)
        if insertion is None:
            return None
        children = self.level(inside, start) if inside else ()
        return replace(insertion, children=children) if children else insertion

    def content(self, start: int, end: int) -> str:
        """The content of brackets; of a very long one its beginning and end."""
        if end - start <= _LONGEST:
            return self.text[start:end].strip()
        return f"{self.text[start : start + _LONGEST - 200]}  {self.text[end - 200 : end]}".strip()

    def by_content(self, base: _Found, content: str, floor: int) -> Insertion | None:
        """The insertion where its wording alone tells the kind."""
        square = base.rend != "parentheses"
        if not square and not 0 < len(content) <= 500:
            return None
        if _DOUBT.fullmatch(content):
            target = self.word_before(base.start, floor)
            if target is None and not square:
                return None
            rend = f"[{content}]" if square else f"({content})"
            return base.made(kind="unclear", target=target, rend=rend, low=target is None, rule="insertion.unclear")
        if _SIC.fullmatch(content):
            target = self.word_before(base.start, floor)
            return base.made(kind="sic", target=target, low=target is None, rule="insertion.sic")
        if square and _SIC_LONG.match(content) and len(content) <= _LONGEST_SIC:
            target = self.word_before(base.start, floor)
            if target is not None:
                return base.made(kind="sic", target=target, rule="insertion.sic")
        if square and content in self.context.footnotes and _CALL.fullmatch(content):
            return base.made(kind="footnote", attrs=(("n", content),), rule="insertion.footnote")
        if gaps.signature(content) and (square or content.lower() != "signed"):
            return base.made(kind="gap", reason="signature", rule="insertion.signature")
        who = notes.speaker(content, square=square)
        if who:
            return base.made(kind="note", attrs=(("type", who),), resp=who, rule="insertion.note")
        page = notes.page_break(content) if square else None
        if page is not None:
            return base.made(kind="pb", attrs=(("n", page),) if page else (), rule="insertion.page")
        gap = gaps.gap(content, strict=not square)
        if gap is not None:
            return base.made(kind="gap", reason=gap.reason, attrs=gap.attrs, low=gap.low, rule="insertion.gap")
        return self.about_document(base, content, square)

    def about_document(self, base: _Found, content: str, square: bool) -> Insertion | None:
        """The insertion where it tells of the page, the room, or the wording of the original."""
        alone = base.start == 0 and base.end == len(self.text)
        before, after = self.text[max(0, base.start - 3) : base.start], self.text[base.end : base.end + 3]
        around = Place(square, alone, before, after)
        if stage(content, around, transcript=self.context.transcript):
            return base.made(kind="stage", rule="insertion.stage")
        if notes.stamp(content) and (square or ":" in content or len(content.split()) <= 2):
            return base.made(kind="stamp", rule="insertion.stamp")
        if notes.handwritten(content) and (square or content.lower().startswith("hand")):
            return base.made(kind="note", attrs=(("type", "handwritten"),), rule="insertion.handwritten")
        if square and alone and gaps.figure(content):
            return base.made(kind="gap", reason="editorial", rule="insertion.gap")
        if (square and _SIC_LONG.match(content)) or notes.about_text(content, square=square):
            low = square and not notes.about_text(content, square=False)
            kind = (("type", "translator"),)
            return base.made(kind="note", attrs=kind, resp="translator", low=low, rule="insertion.about-text")
        return None

    def double(self, base: _Found) -> Insertion:
        return base.made(kind="unclear", target=base.inner, rule="insertion.doubtful")

    def by_place(self, base: _Found, content: str) -> Insertion:
        """The insertion where the words round it tell the kind; one in square brackets always has one."""
        text, start, end = self.text, base.start, base.end
        mention, containing = self.before(start), self.containing(start, end)
        attached = abbreviations.inside_word(text, start, end, content)
        if attached is not None:
            return self.attached(base, attached, containing)
        person = mention is not None and mention.kind == "person" and mention.core is not None
        expansion = abbreviations.expansion(text, start, content, person)
        if expansion is not None:
            return base.made(kind="expan", target=expansion[0], low=expansion[1], rule="insertion.expansion")
        named = (mention.start, mention.end) if mention is not None and mention.kind == "org" else None
        phrase = abbreviations.abbreviation(text, start, content, named)
        if phrase is not None:
            return base.made(kind="abbr", target=phrase, rule="insertion.abbreviation")
        script = self.in_other_script(base, content, mention)
        if script is not None:
            return script
        if mention is not None:
            other = self.other_name(base, content, mention, containing)
            if other is not None:
                return other
        if containing is not None:
            reason = "completion" if self.completes(containing, start, end, content) else "clarification"
            return base.made(reason=reason, rule="insertion.in-name")
        date = self.date_with(start, end)
        if date is not None:
            return base.made(reason="completion", rule="insertion.in-date")
        if mention is None:
            other = self.unmarked_name(base, content)
            if other is not None:
                return other
        return self.supplied(base, content)

    def attached(self, base: _Found, attached: tuple[tuple[int, int], bool], containing: Mention | None) -> Insertion:
        """Letters in brackets that are part of a word."""
        head, resolves = attached
        if resolves and not (containing is not None and self.in_person_name(containing, base.start, base.end)):
            return base.made(kind="ex", target=head, rule="insertion.in-word")
        return base.made(reason="completion", rule="insertion.in-word")

    def supplied(self, base: _Found, content: str) -> Insertion:
        alone = base.start == 0 and base.end == len(self.text)
        if _ENUMERATOR.fullmatch(content) or (content == "a" and self.enumerates):
            return base.made(reason="completion", low=content.isdigit(), rule="insertion.enumerator")
        if _NO_DATE.fullmatch(content):
            return base.made(reason="editorial", rule="insertion.no-date")
        inner = self.date_in(base.inner)
        if inner is not None and inner.end - inner.start >= len(content):
            return base.made(reason="clarification", rule="insertion.date")
        reason, low = why(content, self.text[max(0, base.start - 12) : base.start], alone=alone)
        return base.made(reason=reason, low=low, rule="insertion.unsure" if low else "insertion.supplied")

    def other_name(self, base: _Found, content: str, mention: Mention, containing: Mention | None) -> Insertion | None:
        """Another form of the name that ends right before, or who is meant by it."""
        core = mention.core
        name = self.text[core[0] : core[1]] if core else ""
        span = (mention.start, mention.end)
        if name and looks_like_name(content) and forms(name, content):
            return base.made(kind="altName", target=core or span, rule="insertion.other-name")
        if mention.kind == "place" and core == span and _TOWN.fullmatch(content):
            # A town's name of another time: only where one proper name stands for another.
            return base.made(kind="altName", target=span, low=True, rule="insertion.other-name")
        if mention.kind != "person":
            return None
        if core is not None and is_office(content):
            return base.made(reason="clarification", rule="insertion.office")
        following = self.text[base.end : base.end + 2].strip()
        inner = self.mention_in(base.inner)
        is_person = inner is not None and inner.kind == "person"
        plain = content.split()[0].strip(".,").lower() if content.split() else ""
        if _THAT_IS.match(content):
            return base.made(kind="gloss", target=span, rule="insertion.gloss")
        if not (is_person or looks_like_name(content)) or plain in words().function:
            return None
        if plain in words().adjectives and not is_person and (len(content.split()) < 2 or following.isalpha()):
            return None
        if core is None and not self.determined(mention.start):
            return base.made(reason="completion", rule="insertion.in-name")
        if core is not None and eastern_given_name(name, content):
            return base.made(reason="completion", rule="insertion.in-name")
        if core is not None and "-" in content and " " not in content and " " not in name.strip():
            return base.made(reason="completion", rule="insertion.in-name")
        if (
            containing is not None
            and containing is not mention
            and self.in_office(containing, base.end)
            and not is_person
        ):
            return None
        return base.made(
            kind="gloss", target=span, low=not is_person and len(content.split()) > 3, rule="insertion.gloss"
        )

    def in_person_name(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a stretch lies in the name of a person, not in the office."""
        return mention.kind == "person" and not any(a <= start and end <= b for a, b in mention.roles)

    def in_office(self, mention: Mention, end: int) -> bool:
        """Whether a position lies before the name proper of a person."""
        return mention.kind == "person" and mention.core is not None and mention.core[0] >= end

    def determined(self, start: int) -> bool:
        """Whether an article or possessive stands before a name: "the Chairman [Tao Tinglan]"."""
        before = self.text[max(0, start - 8) : start].lower().split()
        return (bool(before) and before[-1] in ("the", "our", "their", "his", "your", "its", "my")) or self.text[
            start : start + 4
        ].lower() == "the "

    def unmarked_name(self, base: _Found, content: str) -> Insertion | None:
        """Another form of a name that the rules of names did not see."""
        if not looks_like_name(content):
            return None
        match = _CAPITALS.search(self.text, max(0, base.start - 60), base.start)
        if match is None:
            return None
        inner = self.mention_in(base.inner)
        if inner is not None and inner.kind == "person" and inner.core is not None:
            return self.pseudonym(base, match)
        run = list(re.finditer(r"[^\s]+", match[0]))
        for index in range(len(run)):
            first = match.start() + run[index].start()
            name = self.text[first : match.start() + run[-1].end()]
            if forms(name, content):
                low = len(run) - index == 1
                target = (first, first + len(name))
                return base.made(kind="altName", target=target, low=low, rule="insertion.other-name")
        return None

    def pseudonym(self, base: _Found, match: re.Match[str]) -> Insertion | None:
        """Who is meant by a name that the rules of names did not see: "Lindner [Orlov]"."""
        last = match[0].split()[-1].strip("’'")
        target = (match.start() + match[0].rindex(last), match.start() + match[0].rindex(last) + len(last))
        lists = words()
        plain = last.lower()
        if plain in lists.function | lists.adjectives | lists.offices or abbreviations.is_acronym(last):
            return None
        if target[0] == 0 or self.text[: target[0]].rstrip()[-1:] in ".!?":
            return None
        return base.made(kind="gloss", target=target, rule="insertion.gloss")

    def in_other_script(self, base: _Found, content: str, mention: Mention | None) -> Insertion | None:
        """The name or term before the bracket as another script writes it."""
        before = self.text[max(0, base.start - 40) : base.start].rstrip(_QUOTES)
        if not other_script(before, content):
            return None
        if mention is not None:
            target = mention.core or (mention.start, mention.end)
            return base.made(kind="altName", target=target, rule="insertion.other-script")
        name = before.split()[-1]
        if name[:1].isupper():
            end = base.start - len(self.text[max(0, base.start - 40) : base.start]) + len(before)
            target = (end - len(name), end)
            return base.made(kind="altName", target=target, low=True, rule="insertion.other-script")
        kind = (("type", "translator"),)
        return base.made(kind="note", attrs=kind, resp="translator", low=True, rule="insertion.other-script")

    def completes(self, mention: Mention, start: int, end: int, content: str) -> bool:
        """Whether a stretch inside a name completes the name proper rather than says which one is meant."""
        if mention.kind == "place":
            return False
        if mention.kind == "person":
            return self.in_person_name(mention, start, end)
        return start > mention.start or not abbreviations.is_acronym(content)

    def before(self, position: int) -> Mention | None:
        """The name that ends at a position or one space before it."""
        return self.ends.get(position) or (
            self.ends.get(position - 1) if self.text[position - 1 : position] == " " else None
        )

    def containing(self, start: int, end: int) -> Mention | None:
        """The outermost name that holds a stretch; inside an office the innermost organisation or place that does."""
        index = bisect_right(self.outer_starts, start) - 1
        if index < 0:
            return None
        mention = self.outer[index]
        if mention.end < end or mention.end - mention.start <= end - start:
            return None
        while True:
            inner = next((one for one in mention.inner if one.start <= start and end <= one.end), None)
            if inner is not None and inner.end - inner.start <= end - start:
                return mention
            if inner is None:
                return mention
            mention = inner

    def mention_in(self, span: tuple[int, int]) -> Mention | None:
        """A name that begins where a stretch begins."""
        index = bisect_right(self.outer_starts, span[0] + 1) - 1
        if index < 0:
            return None
        mention = self.outer[index]
        return mention if span[0] <= mention.start and mention.end <= span[1] else None

    def date_with(self, start: int, end: int) -> DateFound | None:
        """The date that holds a stretch."""
        index = bisect_right(self.date_starts, start) - 1
        return self.dates[index] if index >= 0 and self.dates[index].end >= end else None

    def date_in(self, span: tuple[int, int]) -> DateFound | None:
        """The first date inside a stretch."""
        index = bisect_right(self.date_starts, span[0] - 1)
        return self.dates[index] if index < len(self.dates) and self.dates[index].end <= span[1] else None

    def word_before(self, start: int, floor: int) -> tuple[int, int] | None:
        """The word, name or insertion that stands right before a position, not reaching below `floor`."""
        mention = self.before(start)
        core = mention.core if mention is not None and mention.core else (-1, -1)
        if mention is not None and core[0] >= floor and core[1] == mention.end:
            return core
        position = start
        while position > floor and self.text[position - 1] == " ":
            position -= 1
        if self.previous is not None and self.previous[1] == position and self.previous[0] >= floor:
            return self.previous
        match = _WORD_BEFORE.search(self.text, max(floor, start - 48), start)
        if match is None:
            return None
        first, last = match.span("w")
        if match["q"] and first > floor and self.text[first - 1] in "\"“«‘'":
            return first - 1, last + 1
        return first, last


def find(
    text: str,
    mentions: Sequence[Mention] = (),
    dates: Sequence[DateFound] = (),
    context: Context | None = None,
) -> tuple[Insertion, ...]:
    """The insertions of a block, in the order of the text; those inside another are its children.

    `mentions` and `dates` are what was found in the same text; brackets that complete a name or date lie inside them.
    A bracket without its partner is text.

    >>> [(one.kind, one.reason) for one in find("he asked [me] to go", (), (), Context())]
    [('supplied', 'grammar')]
    """
    if "[" not in text and "(" not in text:
        return ()
    found, _ = pairs(text)
    return _Finder(text, mentions, dates, context or Context()).level(found, 0)
