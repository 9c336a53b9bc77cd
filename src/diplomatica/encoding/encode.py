"""One source text to one TEI document: the rules in their order, and the proof at the end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from diplomatica import __version__
from diplomatica.blocks.build import build as build_blocks
from diplomatica.blocks.model import Block
from diplomatica.encoding import dates, doubts, emphasis, header, insertions, ledger, origin, speech, speeches
from diplomatica.encoding.corrections import Corrections, Corrector
from diplomatica.encoding.correspondence import actions
from diplomatica.encoding.inline import Span, nested, render
from diplomatica.encoding.language import language_of
from diplomatica.encoding.lines import stamped
from diplomatica.encoding.markup import Insertions, Voices, date_spans, fitted, name_spans, widened
from diplomatica.encoding.model import BodyFacts, DateFound, Mention, Passage, Scene
from diplomatica.encoding.names import Authority, Registry
from diplomatica.encoding.people import People
from diplomatica.encoding.result import Decisions, Doubt, Encoded
from diplomatica.encoding.structure.document import arrange
from diplomatica.encoding.structure.model import Found, Slot
from diplomatica.source import layouts
from diplomatica.source.layouts import Layout
from diplomatica.source.model import Emphasis, LaidOut, SourceText, Zone
from diplomatica.tei.ids import keep_apart, repeats, slug
from diplomatica.tei.tree import Element, serialize

SCHEMA = "https://www.tei-c.org/Vault/P5/4.8.0/xml/tei/custom/schema/relaxng/tei_all.rng"
_BARE = "bare"
_TOLD = 80  # blocks that are asked for the date of a document
_APART = 15  # years
_PROLOG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<?xml-model href="{schema}" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
)
_Notes = Callable[[str], list[Element | str] | None]
# What stands in these slots is plain: an idno may hold nothing but text.
_PLAIN = frozenset({"idno"})
# What stands in these slots is part of a line: neither speech nor stage directions may stand in the elements for them.
_PHRASE = frozenset({"line", "speaker", "signed", "dateline"})
_UNSAID = header.Holding()


@dataclass(frozen=True, slots=True)
class Options:
    """How to encode: further layouts, an authority file, the address of the schema that documents name.

    `holding` says who keeps and publishes the documents, where their pages don't. `corrections` are those of the one
    document that is encoded.
    """

    layouts: tuple[Layout, ...] | None = None
    authority: Authority | None = None
    schema: str = SCHEMA
    holding: header.Holding = _UNSAID
    corrections: Corrections | None = None


def encode(source: SourceText, options: Options | None = None) -> Encoded:
    """Encode one source text.

    The result holds the TEI, or, where the proof that nothing was lost fails, the place where it fails.
    """
    options = options or Options()
    laid_out = layouts.lay_out(source, options.layouts)
    encoded = _Encoder(source, options).run(laid_out)
    about = (
        *doubts.of_reading(source),
        *doubts.of_labels(laid_out, options.layouts or ()),
    )
    if about:
        encoded = replace(encoded, doubts=(*about, *encoded.doubts))
    if encoded.loss is None or laid_out.layout == _BARE:
        return encoded
    # The page misled its layout: as a bare text it loses nothing, and a person is told.
    end = len(source.text)
    plain = replace(laid_out, layout=_BARE, zones=(Zone(0, end, "text"),) if end else ())
    doubt = Doubt(
        "LAY01",
        encoded.loss.offset,
        encoded.loss.offset,
        f"the layout {laid_out.layout} does not fit: {encoded.loss.what}; read as bare text",
    )
    again = _Encoder(source, options).run(plain)
    return replace(again, doubts=(*about, doubt, *again.doubts))


@dataclass(slots=True)
class _Marked:
    """What the rules found in the text of one slot."""

    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateFound, ...] = ()
    insertions: tuple[insertions.Insertion, ...] = ()


@dataclass(slots=True)
class _Encoder:
    source: SourceText
    options: Options
    marked: dict[int, _Marked] = field(default_factory=dict)
    records: list[tuple[Block, str, str, bool, Sequence[Span]]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    speech_ids: int = 0
    calls: list[tuple[int, int, str]] = field(default_factory=list)
    emphasis: Sequence[Emphasis] = ()
    place_line: Slot | None = None
    stamps: frozenset[int] = frozenset()

    def run(self, laid_out: LaidOut) -> Encoded:
        """Apply the rules in their order to a text that is cut into zones."""
        fixes = Corrector(self.options.corrections, self.options.authority)
        facts = fixes.header(header.read(laid_out))
        blocks, forced = fixes.blocks(build_blocks(laid_out))
        body, found = arrange(blocks, facts.genre, forced)
        facts = fixes.header(origin.titled(facts, laid_out, found))
        facts = header.stated(header.by_default(facts, self.options.holding), fixes.holding())
        self.calls, self.emphasis = found.calls, laid_out.emphasis
        if len(found.addressees) > 1 and origin.is_place_line(found.addressees[-1].block.text):
            self.place_line = found.addressees[-1]
        slots = [element for element in body.iter() if isinstance(element, Slot)]
        notes = [slot for number in found.footnotes for slot in found.footnotes[number]]
        every = [*slots, *notes]
        self.stamps = stamped(every)

        registry = Registry.build(
            [slot.block.text for slot in every], title=facts.title, authority=self.options.authority
        )
        registry = fixes.registry(registry, every)
        people = People(registry, found, facts)
        people.enter()
        reference = self._reference(facts, found, every)
        context = insertions.Context(transcript=found.transcript, footnotes=frozenset(found.footnotes))
        for slot in every:
            self.marked[id(slot)] = self._marks(slot, registry, reference, context, fixes)
        self._open_runs(every, context)
        people.read({id(slot): self.marked[id(slot)].mentions for slot in every})
        fixes.author(people)

        genre = fixes.genre(people.genre(facts.genre))
        self._speech(body, people, genre, fixes)
        facts = header.with_taken(facts, registry.refs)
        voices = Voices(header.resp(facts.credits), f"#{people.author}" if people.author else "")
        self._fill(body, found, voices, people)

        language = language_of("\n".join(block.text for block in blocks[:40]))
        facts_of_body = fixes.body(self._body_facts(facts, found, people, genre, language))
        marks = [marked.mentions for marked in self.marked.values()]
        facts_of_body = replace(facts_of_body, entries=fixes.entries(facts_of_body.entries, marks, people))
        self.doubts += fixes.doubts()
        self.doubts += doubts.of_names(registry, every)
        self.doubts += doubts.of_columns(laid_out)
        self.doubts += doubts.of_turns(found.doubtful)
        head = header.build(
            facts, facts_of_body, version=__version__, rules=header.declaration(body), schema=self.options.schema
        )
        root = Element("TEI", head, Element("text", body))
        root.attrs = {
            "xml:id": f"d-{slug(self.source.name.rsplit('.', 1)[0])}",
            "xml:lang": people.language(facts, language),
        }
        prolog = _PROLOG.format(schema=self.options.schema)
        xml = serialize(root, prolog=prolog)
        if repeats(xml):
            # Each entry has its id in the header: where one clashes with another, it is there twice.
            keep_apart(root, (entry.ref for entry in facts_of_body.entries))
            xml = serialize(root, prolog=prolog)
        loss = ledger.check(laid_out, xml.encode("utf-8"), header.homes(facts))
        return Encoded(
            self.source.name,
            "" if loss else xml,
            laid_out,
            Decisions(self.records),
            tuple(self.doubts),
            loss,
            genre,
            self.source.notes,
        )

    # --- marks -------------------------------------------------------------------------------------------------------

    def _reference(self, facts: header.HeaderFacts, found: Found, slots: Sequence[Slot]) -> dates.Reference | None:
        """The date by which dates without a year are read: that of the page, of the dateline, or of the text."""
        values = dict(facts.created)
        when = values.get("when") or values.get("from") or ""
        if when and facts.created_in_header:
            return dates.Reference.parse(when)
        stated = dates.Reference.parse(when) if when else None
        if stated is None:
            for slot in found.datelines:
                for date in dates.find(slot.block.text) if id(slot) not in self.stamps else ():
                    value = dict(date.attrs).get("when", "")
                    if stated is None and value and not value.startswith("-"):
                        stated = dates.Reference.parse(value)
        told = dates.reference_of([slot.block.text for slot in slots[:_TOLD] if id(slot) not in self.stamps])
        if stated is None or (told is not None and abs(told.year - stated.year) >= _APART):
            # A date far from all others is that of a release or copy.
            return told
        return stated

    def _marks(
        self,
        slot: Slot,
        registry: Registry,
        reference: dates.Reference | None,
        context: insertions.Context,
        fixes: Corrector,
    ) -> _Marked:
        text = slot.block.text
        if slot.role in _PLAIN:
            return _Marked()
        # The year of a stamp of release is not near that of the document.
        found = fixes.dates(slot, dates.find(text, None if id(slot) in self.stamps else reference))
        mentions = registry.mentions(text)
        if slot.role == "dateline" and id(slot) not in self.stamps:
            mentions = origin.with_place(text, mentions, found)
        elif slot is self.place_line and not mentions:
            end = len(text.rstrip(" .,"))
            mentions = (Mention(0, end, "place", (0, end), rule="names.address"),)
        mentions = fixes.names(slot, mentions)
        inserted = insertions.find(text, mentions, found, context) if "[" in text or "(" in text else ()
        inserted = fixes.insertions(slot, mentions, inserted)
        return _Marked(widened(mentions, inserted), found, inserted)

    def _open_runs(self, slots: Sequence[Slot], context: insertions.Context) -> None:
        for number, run in enumerate(insertions.open_runs([slot.block.text for slot in slots], context)):
            parts = list(run.parts)
            for index, (place, insertion) in enumerate(parts):
                links = [("xml:id", f"i{number + 1}.{index + 1}")]
                if index + 1 < len(parts):
                    links.append(("next", f"#i{number + 1}.{index + 2}"))
                if index:
                    links.append(("prev", f"#i{number + 1}.{index}"))
                marked = self.marked[id(slots[place])]
                inside = tuple(
                    i
                    for i in marked.insertions
                    if i.end <= insertion.start
                    or i.start >= insertion.end
                    or (i.start >= insertion.inner[0] and i.end <= insertion.inner[1])
                )
                marked.insertions = (*inside, replace(insertion, attrs=(*insertion.attrs, *links)))

    # --- speech ------------------------------------------------------------------------------------------------------

    def _speech(self, body: Element, people: People, genre: str, fixes: Corrector) -> None:
        found = speeches.passages(body)
        slots = [slot for slot, _ in found]
        texts = [Passage(slot.block.text, kind, self.marked[id(slot)].mentions) for slot, kind in found]  # type: ignore[arg-type]
        scene = Scene(genre, people.author, people.interlocutors, people.parties())
        spoken = fixes.speech(texts, speech.find(texts, scene))
        saids = [fitted(said, self.marked[id(slots[said.passage])].insertions) for said in spoken]
        people.spoke(said.who for said in saids)
        speeches.place(body, slots, saids, self._speech_id)

    def _speech_id(self) -> str:
        self.speech_ids += 1
        return f"s{self.speech_ids}"

    # --- the tree ----------------------------------------------------------------------------------------------------

    def _fill(self, body: Element, found: Found, voices: Voices, people: People) -> None:
        rendered = {number: self._render(slots[0], voices, lambda _: None) for number, slots in found.footnotes.items()}
        used: set[str] = set()

        def note(number: str) -> list[Element | str] | None:
            if number in used or number not in rendered:
                return None
            used.add(number)
            return rendered[number]

        self._resolve(body, voices, note, people)

    def _resolve(self, element: Element, voices: Voices, note: _Notes, people: People) -> None:
        children: list[Element | str] = []
        for child in element.children:
            if isinstance(child, Slot):
                content = self._render(child, voices, note)
                children += _placed(child, content)
            elif isinstance(child, Element):
                self._resolve(child, voices, note, people)
                children.append(_unwrapped(child))
            else:
                children.append(child)
        element.children = children
        if element.tag == "sp":
            ref = people.speaker(element)
            if ref:
                element.attrs = {"who": f"#{ref}", **element.attrs}

    def _render(self, slot: Slot, voices: Voices, note: _Notes) -> list[Element | str]:
        text = slot.block.text
        marked = self.marked[id(slot)]
        inserted = Insertions(text, voices, note)
        if marked.insertions:
            inserted.add(marked.insertions, [*_all(marked.mentions)])
        spans = [*slot.spans, *inserted.spans, *self._calls(slot, note)]
        spans += name_spans(marked.mentions, inserted.named)
        spans += date_spans(marked.dates)
        if self.emphasis:
            spans += emphasis.spans(slot, self.emphasis, spans)
        kept = nested(spans)
        self.records.append((slot.block, slot.rule, slot.role, slot.low, kept))
        return render(text, kept, phrase=slot.role in _PHRASE)

    def _calls(self, slot: Slot, note: _Notes) -> list[Span]:
        """Footnotes that are called by a number without brackets."""
        calls = self.calls
        if not calls:
            return []
        block = slot.block
        spans = []
        limit = block.offset(len(block.text))
        for start, end, number in calls[bisect_left(calls, (block.offset(0), 0, "")) :]:
            if end > limit:
                break
            content = note(number)
            if content is not None:
                attrs = {"place": "bottom", "n": number, "rend": "superscript"}
                place = block.position(start)
                spans.append(Span(place, place + end - start, "note", attrs, rank=1, content=content, rule="STR10"))
        return spans

    # --- the header --------------------------------------------------------------------------------------------------

    def _body_facts(
        self, facts: header.HeaderFacts, found: Found, people: People, genre: str, language: str
    ) -> BodyFacts:
        marks = {key: (value.mentions, value.dates) for key, value in self.marked.items()}
        when, text = origin.date_of(found, marks, self.stamps)
        place = origin.place_of(found, marks, facts.title, people.registry)
        return BodyFacts(
            created_when=when,
            created_text=text,
            place=place,
            genre=genre,
            classifications=tuple(found.classifications),
            precedences=tuple(found.precedences),
            actions=actions(found, marks, people, genre, (when, text, place)),
            entries=people.entries(),
            language=language,
        )


def _all(mentions: Sequence[Mention]) -> Iterator[Mention]:
    for mention in mentions:
        yield mention
        yield from _all(mention.inner)


def _placed(slot: Slot, content: list[Element | str]) -> list[Element | str]:
    """The content of a slot where it stands; a bare insertion that may not stand there goes into a paragraph."""
    if slot.role != "stage":
        return content
    if len(content) == 1 and isinstance(content[0], Element) and content[0].tag == "stage":
        return content
    return [Element("p", *content)]


def _unwrapped(element: Element) -> Element:
    """A line of the opener that is one name is that name's element alone."""
    if element.tag == "seg" and not element.attrs and len(element.children) == 1:
        child = element.children[0]
        if isinstance(child, Element) and child.tag in ("orgName", "persName"):
            return child
    return element
