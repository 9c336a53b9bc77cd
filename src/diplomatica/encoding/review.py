"""What a person should look at in an encoded document, and the correction that would settle it.

    before  Decision("names.speaks", 812, 823, "persName", low=True)
    after   line 14, column 31, "... the water of >>Long Meadow<< would ...", taken for the name of a person,
            [[name]] / text = "Long Meadow" / kind = "person"  # or "place", "org", "none"

Pasted as it is, a correction confirms what the rules guessed; changed, it says what is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diplomatica.encoding.result import Decision, Doubt, Encoded, toml_string
from diplomatica.source.emphasis import without_marks
from diplomatica.tei.ids import slug

_CONTEXT = 70  # characters shown before and after
_LONGEST = 240  # of the stretch itself
_START_WORDS = 6
# In larger documents, places with the same wording are not counted: the correction then holds for all of them.
_COUNTED_TEXT = 400_000
_COUNTED_FINDINGS = 400

_NAMES = {"persName": "person", "placeName": "place", "orgName": "org"}
_INSERTED = {
    "supplied": "words supplied",
    "gloss": "an explanation of who or what is meant",
    "expan": "an abbreviation written out",
    "abbr": "an abbreviation",
    "ex": "letters inside a word",
    "gap": "something left out",
    "sic": "a comment on what stands before it",
    "unclear": "a doubtful reading",
    "note": "a note",
    "stamp": "a stamp",
    "stage": "a stage direction",
    "pb": "a page number",
}
_SPAN = ("from", "to", "notBefore", "notAfter")
# Doubts about corrections, layouts, the encoding, and a source without text: they are about no place of the source.
_OF_THE_WHOLE = frozenset({"COR01", "COR02", "LAY02", "LAY03", "LAY04"})
URGENT = frozenset({"LAY02"})
"""What a person has to be told whatever else is kept quiet."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at.

    `line` and `column` count from 1 and are 0 where it is about no place in the source (a correction that does not
    apply). `marked` is the stretch, `before` and `after` the words around it. `correction` is TOML to paste.
    """

    rule: str
    line: int
    column: int
    message: str
    before: str = ""
    marked: str = ""
    after: str = ""
    correction: str = ""


def findings(encoded: Encoded) -> tuple[Finding, ...]:
    """All doubts and decisions of low certainty of a document, in the order of the source, each place once."""
    asked: list[tuple[int, int, Decision | Doubt]] = []
    seen: set[tuple[int, int, str]] = set()
    items: list[Decision | Doubt] = [*encoded.doubts, *encoded.guesses]
    for item in items:
        key = (item.start, item.end, item.message if isinstance(item, Doubt) else item.element)
        if key not in seen:
            seen.add(key)
            asked.append((item.start, item.end, item))
    asked.sort(key=lambda entry: entry[:2])
    text = encoded.laid_out.source.text
    counted = len(text) <= _COUNTED_TEXT and len(asked) <= _COUNTED_FINDINGS
    counter = _Counter(encoded if counted else None)
    return tuple(_finding(encoded, item, counter) for _, _, item in asked)


def _finding(encoded: Encoded, item: Decision | Doubt, counter: _Counter) -> Finding:
    if isinstance(item, Doubt) and item.rule in _OF_THE_WHOLE:
        return Finding(item.rule, 0, 0, item.message, correction=item.correction)
    source = encoded.laid_out.source
    text = source.text
    start, end = item.start, max(item.start, item.end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    line, column = source.place(start)
    marked = _folded(text[start:end])
    if isinstance(item, Doubt):
        message, correction = item.message, item.correction
    else:
        message = _decided(item)
        correction = _correction(item, marked, counter.nth(_wording(item, marked), start, end))
    if len(marked) > _LONGEST:
        marked = f"{marked[: _LONGEST - 1]}…"
    return Finding(item.rule, line, column, message, _before(text, start), marked, _after(text, end), correction)


def _folded(text: str) -> str:
    return " ".join(without_marks(text).split())


def _before(text: str, start: int) -> str:
    words = " ".join(text[max(0, start - 2 * _CONTEXT) : start].split())
    cut = words[-_CONTEXT:]
    if len(cut) < len(words):
        cut = "…" + cut.partition(" ")[2]
    return f"{cut} " if cut and text[start - 1].isspace() else cut


def _after(text: str, end: int) -> str:
    words = " ".join(text[end : end + 2 * _CONTEXT].split())
    cut = words[:_CONTEXT]
    if len(cut) < len(words):
        cut = cut.rpartition(" ")[0] + "…"
    return f" {cut}" if cut and text[end : end + 1].isspace() else cut


# --- what was decided ---------------------------------------------------------------------------------------------


def _decided(decision: Decision) -> str:
    attrs = dict(decision.attrs)
    element = decision.element
    if element in _NAMES:
        what = {"person": "the name of a person", "place": "the name of a place", "org": "the name of an organisation"}
        ref = attrs.get("ref", "")
        if element == "persName" and not ref:
            return f"taken for {what['person']}; who is meant is open"
        return f"taken for {what[_NAMES[element]]}" + (f", {ref}" if ref else "")
    if element == "date":
        value = attrs.get("when") or "/".join(attrs[key] for key in _SPAN if key in attrs)
        return f"read as the date {value}" if value else "taken for a date without a value"
    if element == "said":
        return f"taken for words of {attrs.get('who', 'nobody')}"
    if element in _INSERTED:
        reason = f" ({attrs['reason']})" if "reason" in attrs else ""
        return f"the kind of the insertion is not sure: taken for {_INSERTED[element]}{reason}"
    return f"encoded as {element}, which is not sure"


def _wording(decision: Decision, marked: str) -> str:
    """The words by which a correction finds the place."""
    if decision.element in ("sic", "unclear"):
        bracket = max(marked.rfind("["), marked.rfind("("))
        return marked[bracket:] if bracket >= 0 else marked
    if decision.element in _NAMES or decision.element in _INSERTED or decision.element == "date":
        return marked
    return " ".join(marked.split()[:_START_WORDS])


def _correction(decision: Decision, marked: str, nth: int) -> str:
    element = decision.element
    attrs = dict(decision.attrs)
    words = toml_string(_wording(decision, marked))
    number = f"nth = {nth}\n" if nth else ""
    if element in _NAMES:
        ref = attrs.get("ref", "").removeprefix("#")
        if element == "persName":
            ref = ref or slug(marked)
        others = ", ".join(f'"{kind}"' for kind in ("person", "place", "org", "none") if kind != _NAMES[element])
        ident = f'id = "{ref}"  # who is meant\n' if ref else ""
        return f'[[name]]\ntext = {words}\n{number}kind = "{_NAMES[element]}"  # or {others}\n{ident}'
    if element == "date":
        when = attrs.get("when") or "/".join(attrs[key] for key in ("from", "to") if key in attrs)
        return f'[[date]]\ntext = {words}\n{number}when = "{when}"  # "": it is no date\n'
    if element == "said":
        who = attrs.get("who", "").removeprefix("#")
        return f'[[said]]\nstarts = {words}\n{number}who = "{who}"  # "": it is no speech\n'
    if element in _INSERTED:
        return f'[[insertion]]\ntext = {words}\n{number}kind = "{element}"  # or {_others(element)}\n'
    return f'[[block]]\nstarts = {words}\n{number}begins = "paragraph"  # "heading", "list", "item", "nothing" ...\n'


def _others(kind: str) -> str:
    return ", ".join(other for other in ("supplied", "gloss", "expan", "note", "gap", "none") if other != kind) + " ..."


class _Counter:
    """Tells which of several places with the same wording one is, as corrections count them."""

    def __init__(self, encoded: Encoded | None) -> None:
        self.encoded = encoded
        self.starts: dict[str, list[int]] = {}

    def nth(self, wording: str, start: int, end: int) -> int:
        """The number of the place of a wording within a stretch; 0 if the wording stands in the text only once."""
        if self.encoded is None or not wording:
            return 0
        starts = self.starts.get(wording)
        if starts is None:
            starts = self.starts[wording] = self._places(wording)
        if len(starts) < 2:
            return 0
        return next((number for number, place in enumerate(starts, 1) if start <= place < max(end, start + 1)), 0)

    def _places(self, wording: str) -> list[int]:
        assert self.encoded is not None
        text = self.encoded.laid_out.source.text
        zones = (zone for zone in self.encoded.laid_out.zones if zone.home == "text")
        return [place for zone in zones for place in _found(wording, text, zone.start, zone.end)]


def _found(wording: str, text: str, start: int, limit: int) -> Iterator[int]:
    """Where a wording stands in `text[start:limit]`, whole words, any white space between them."""
    words = wording.split()
    place = text.find(words[0], start, limit)
    while place >= 0:
        end = _end(words, text, place, limit)
        if (
            end < 0
            or (place and wording[0].isalnum() and text[place - 1].isalnum())
            or (end < limit and wording[-1].isalnum() and text[end].isalnum())
        ):
            end = place + 1
        else:
            yield place
        place = text.find(words[0], end, limit)


def _end(words: Sequence[str], text: str, place: int, limit: int) -> int:
    """Where words end of which the first stands at a place; -1 if the others do not follow."""
    end = place + len(words[0])
    for word in words[1:]:
        begin = end
        while begin < limit and text[begin].isspace():
            begin += 1
        if begin == end or not text.startswith(word, begin, limit):
            return -1
        end = begin + len(word)
    return end
