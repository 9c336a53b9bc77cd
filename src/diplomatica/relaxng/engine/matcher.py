"""A document against a schema: one pass over the file with expat, the memory that of the deepest nesting.

It recovers from every fault, so that one fault is one finding: an attribute that may not stand is passed over, one that
is missing is forgiven, an element that may not stand is read as the schema knows it elsewhere, and the state around it
stays.
"""

from __future__ import annotations

from xml.parsers import expat

from diplomatica.errors import UnusableInput
from diplomatica.relaxng.engine.automaton import Automaton, Opening, State, Step, split
from diplomatica.relaxng.engine.feeding import PART, Feeding

# `typing` takes longer to load than a small document to check, so that it is left to type checkers.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable
    from typing import BinaryIO

    from diplomatica.relaxng.engine.faults import Fault
    from diplomatica.relaxng.engine.ids import IdFault, IdTypes

DEEPEST = 2_000  # levels of elements
_WHITE = " \t\r\n"
_LONGEST = 10_000_000  # characters of a value that a datatype is asked about
_SHOWN = 2_000  # characters of a value that a fault repeats
_MOST = 1_000_000  # what all faults of a document may weigh
_ONE = 40  # what one weighs, and
_NAME = 20  # so many letters of the names of elements around it weigh one more
_NOT_ALLOWED = 1  # `patterns.NOT_ALLOWED`, which is not loaded for a document of which all is known


class Refused(UnusableInput):
    """A document that is not read to its end: `kind` is why.

    The kinds: entity (declared, and so could grow without bounds), external (another file is referred to), encoding
    (not known), deep (elements in elements), value (longer than what a datatype is asked about), token (a tag or
    comment that does not end), names (too many), many (too many faults).
    """

    def __init__(self, kind: str, what: str, line: int, column: int, advice: str) -> None:
        self.kind = kind
        self.line = line
        self.column = column
        super().__init__(what, where=f"{line}:{column}", advice=advice)


class Matcher:
    """Holds the state of one document. `ids`: the attributes that are IDs, where these are checked too.

    `found` gets each fault. For an element that may not stand it may give the name of the one that was meant: as that
    one it is read on.
    """

    def __init__(
        self, automaton: Automaton, found: Callable[[Fault], str | None], ids: IdTypes | None = None
    ) -> None:  # fmt: skip
        self.ids = ids
        self.automaton = automaton
        self.found = found
        self.valid = True
        self._told = 0

    def run(self, data: bytes | BinaryIO) -> bool:
        """Is the document valid? Faults go to `found`.

        Of a file that is open, a part is in memory at a time. Raises `expat.ExpatError` where it is not well-formed,
        and `Refused`.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.ordered_attributes = True
        self.parser = parser
        automaton = self.automaton
        state: State | None = automaton.start
        stack: list[tuple[Step | None, State | None, str]] = []
        self.stack = stack
        texts: list[str] = []
        said = 0
        bad_text = False
        name_now = ""

        def start(name: str, attributes: list[str]) -> None:
            nonlocal state, bad_text, name_now
            if texts:
                flush()
            if len(stack) >= DEEPEST:
                raise self.refused("deep", f"elements nested more than {DEEPEST} levels deep", "make it flatter")
            if state is None:
                stack.append((None, None, name_now))
                name_now = name
                return
            step = state.steps.get(name)
            if step is None:
                step = automaton.step(state, name)
                if step is None:
                    meant = self.fault("element-not-allowed", name_now, name, state=state)
                    step = automaton.step(state, meant) if meant else None
                if step is None:
                    stack.append((None, state, name_now))
                    name_now = name
                    known = automaton.known(name)
                    state = self.open(automaton.opening(known), attributes, name) if known else None
                    return
            stack.append((step, state, name_now))
            name_now = name
            opening = step.opening
            if attributes:
                quick = opening.quick.get(tuple(attributes[::2]))
                if quick is None:
                    quick = automaton.opened(opening, tuple(attributes[::2]))
                if quick is not None:
                    place = 1
                    for check in quick[0]:
                        if not (check.free or attributes[place] in check.good or check.allows(attributes[place])):
                            break
                        place += 2
                    else:
                        state = quick[1]
                        return
            else:
                quick = opening.quick.get(())
                if quick is None:
                    quick = automaton.opened(opening, ())
                if quick is not None:
                    state = quick[1]
                    return
            state = self.open(opening, attributes, name)

        def end(name: str) -> None:
            nonlocal state, bad_text, name_now
            if texts or (state is not None and state.data):
                flush(last=True)
            done = () if state is None else state.done
            step, before, outer = stack.pop()
            if state is not None and not done:
                self.fault("element-incomplete", name, name, state=state)
                done = tuple(range(state.width))
            bad_text = False
            name_now = outer
            if step is None:
                state = before
                return
            found = step.after.get(done)
            state = automaton.after(step, done) if found is None else found

        def characters(text: str) -> None:
            nonlocal state, bad_text, said
            if state is None:
                return
            if state.data:
                said = said + len(text) if texts else len(text)
                if said > _LONGEST:
                    raise self.refused(
                        "value", "a value of a datatype has more than ten million characters", "shorten it"
                    )
                texts.append(text)
            elif state.mixed is not None:
                if state.mixed is not state:
                    state = state.mixed if text.strip(_WHITE) else state.white
            elif not bad_text and text.strip(_WHITE):
                bad_text = True
                self.fault_in_text("text-not-allowed", name_now, text, state)

        def flush(last: bool = False) -> None:
            """What was said where a datatype is asked: before a start tag, or, if last, as the end of the element."""
            nonlocal state
            text = "".join(texts)
            texts.clear()
            if state is None:
                return
            found = state.strings.get((text, last))
            if found is None:
                found = automaton.after_string(state, text, last)
                if found is None:
                    self.fault("text-value", name_now, value=text, state=state)
                    # As if it were right.
                    found = automaton.state((automaton.builder.empty,) * state.width)
            state = found

        def run_on(run: re.Pattern[bytes], after: State, window: bytes, place: int) -> int:
            """Run over elements that lead to one state; the place after them."""
            nonlocal state, bad_text
            found = run.match(window, place)
            stop = place if found is None else found.end()
            if stop == place:
                return place
            parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None
            parser.Parse(memoryview(window)[place:stop], False)
            parser.StartElementHandler, parser.EndElementHandler = begin, end
            parser.CharacterDataHandler = characters
            state, bad_text = after, False
            return stop

        def current() -> State | None:
            """The state after all that was read."""
            return state

        ids = None
        begin = start
        if self.ids:
            from diplomatica.relaxng.engine.ids import Ids

            noted = ids = Ids(self.ids)

            def start_with_ids(name: str, attributes: list[str]) -> None:
                if attributes and name in noted.types:
                    for fault in noted.start(name, attributes, parser):
                        self.id_fault(fault)
                start(name, attributes)

            begin = start_with_ids
        parser.StartElementHandler = begin
        parser.EndElementHandler = end
        parser.CharacterDataHandler = characters
        self._surroundings(parser)
        try:
            feed = Feeding(automaton, parser, current, run_on, self.refused)
            feed.is_plain = ids is None
            parser.StartDoctypeDeclHandler = feed.doctype
            parser.XmlDeclHandler = feed.declared
            parser.StartCdataSectionHandler = feed.cdata
            parser.EndCdataSectionHandler = feed.no_cdata
            # Characters end where a comment begins: only so is it known where they stand.
            parser.CommentHandler = parser.ProcessingInstructionHandler = _pass
            if isinstance(data, bytes):
                feed.window(data)
            else:
                while part := data.read(PART):
                    feed.window(part)
            parser.Parse(b"", True)
        except (LookupError, ValueError) as error:
            if not str(error).startswith(("unknown encoding", "multi-byte encodings")):
                raise
            # Of encodings, expat knows four itself, and Python those of one byte a character.
            what = "the document is in a character encoding that is not known here"
            raise Refused("encoding", what, 1, 1, "save the file as UTF-8") from None
        finally:
            # The handlers refer to each other: without this the parser and they keep each other alive.
            for handler in _HANDLERS:
                setattr(parser, handler, None)
            del self.parser
            self.stack = []
            automaton.is_in(None, set())
        for fault in ids.dangling() if ids is not None else ():
            self.id_fault(fault)
        return self.valid

    def _surroundings(self, parser: expat.XMLParserType) -> None:
        """Keep what a document says around its values: prefixes, unparsed entities. Other entities are refused."""
        prefixes: dict[str, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}
        outer: list[tuple[str, str | None]] = []
        unparsed: set[str] = set()
        self.automaton.is_in(prefixes, unparsed)

        def begin(prefix: str | None, uri: str | None) -> None:
            outer.append((prefix or "", prefixes.get(prefix or "")))
            prefixes[prefix or ""] = uri or ""

        def end(_prefix: str | None) -> None:
            prefix, before = outer.pop()
            if before is None:
                del prefixes[prefix]
            else:
                prefixes[prefix] = before

        def entity(
            name: str, _parameter: bool, value: str | None, _base: str | None, _system: str, _public: str | None,
            notation: str | None,
        ) -> None:  # fmt: skip
            if notation is None:
                if value is None:
                    raise self.refused("external", f"the entity “{name}” is another file", "write its text here")
                raise self.refused("entity", f"the entity “{name}” is declared", "write the characters themselves")
            unparsed.add(name)

        def external(*_: object) -> int:
            raise self.refused("external", "an external entity", "write the text itself into the file")

        parser.StartNamespaceDeclHandler = begin
        parser.EndNamespaceDeclHandler = end
        parser.EntityDeclHandler = entity
        parser.ExternalEntityRefHandler = external

    def refused(self, kind: str, what: str, advice: str) -> Refused:
        """Why the document is not read any further, with the place where the parser is."""
        return Refused(kind, what, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, advice)

    def id_fault(self, fault: IdFault) -> None:
        """Record a fault of an ID, or of a reference to one."""
        self._tell(fault.kind, fault.line, fault.column, fault.element, fault.name, fault.value)

    def fault(self, kind: str, element: str, name: str = "", value: str = "", state: State | None = None) -> str:
        """Record a fault at the place where the parser is; the element as which one that is not known is read on."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        return self._tell(kind, line, column, element, name, value, state)

    def fault_in_text(self, kind: str, element: str, text: str, state: State) -> None:
        """Record a fault in characters, which end where the parser is, at the first of them that is no white space."""
        line = self.parser.CurrentLineNumber - text.count("\n")
        lead = text[: len(text) - len(text.lstrip(_WHITE))]
        column = len(lead) - lead.rfind("\n") if "\n" in lead else 0
        if "\n" not in text:
            column = self.parser.CurrentColumnNumber + 1 - len(text) + len(lead)
        self._tell(kind, line + lead.count("\n"), column, element, "", text, state)

    def _tell(
        self, kind: str, line: int, column: int, element: str, name: str, value: str, state: State | None = None
    ) -> str:  # fmt: skip
        from diplomatica.relaxng.engine.faults import Fault

        self.valid = False
        names = sum(len(item[2]) for item in self.stack) + len(name) + len(element)
        self._told += _ONE + names // _NAME
        if self._told > _MOST:
            raise Refused("many", "too many faults", line, column, "repair the first ones")
        return self.found(Fault(kind, line, column, element, name, value[:_SHOWN], state)) or ""

    def open(self, opening: Opening, attributes: list[str], name: str) -> State | None:
        """The state after a start tag, the long way: several readings, or faults in the attributes."""
        automaton = self.automaton
        builder = automaton.builder
        patterns = [element.content for element in opening.elements]
        for place in range(0, len(attributes), 2):
            attribute, value = attributes[place], attributes[place + 1]
            candidates = [automaton.matching(pattern, attribute) for pattern in patterns]
            if not any(candidates):
                self.fault("attribute-not-allowed", name, attribute, value)
                continue
            after = []
            for pattern, matching in zip(patterns, candidates, strict=True):
                satisfied = frozenset(item for item in matching if automaton.check(item).allows(value))
                after.append(builder.after_attribute(pattern, satisfied) if satisfied else builder.not_allowed)
            if all(pattern.kind == _NOT_ALLOWED for pattern in after):
                wrong = not any(automaton.check(item).allows(value) for matching in candidates for item in matching)
                self.fault("attribute-value" if wrong else "attribute-not-allowed", name, attribute, value)
                # As if its value were right, or, where that leaves nothing, as if it were not there.
                after = [
                    builder.after_attribute(pattern, frozenset(matching)) if matching else builder.not_allowed
                    for pattern, matching in zip(patterns, candidates, strict=True)
                ]
                if all(pattern.kind == _NOT_ALLOWED for pattern in after):
                    continue
            patterns = after
        closed = [builder.closed(pattern) for pattern in patterns]
        if all(pattern.kind == _NOT_ALLOWED for pattern in closed):
            if any(pattern.kind != _NOT_ALLOWED for pattern in patterns):
                self.fault("attribute-missing", name, name)
            closed = [builder.closed(pattern, lenient=True) for pattern in patterns]
            if all(pattern.kind == _NOT_ALLOWED for pattern in closed):
                return None
        return automaton.state(tuple(closed))


_HANDLERS = (
    "StartElementHandler", "EndElementHandler", "CharacterDataHandler", "StartNamespaceDeclHandler",
    "EndNamespaceDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler", "StartDoctypeDeclHandler",
    "XmlDeclHandler", "StartCdataSectionHandler", "EndCdataSectionHandler", "CommentHandler",
    "ProcessingInstructionHandler",
)  # fmt: skip


def _pass(*_: object) -> None:
    """What is read over."""


def __getattr__(name: str) -> object:
    # Faults are loaded with the first.
    if name == "Fault":
        from diplomatica.relaxng.engine.faults import Fault

        return Fault
    raise AttributeError(name)


__all__ = ["Fault", "Matcher", "Refused", "split"]
