"""A document against a schema: one pass over the file with expat, the memory that of the deepest nesting.

It recovers from every fault, so that one fault is one finding: an attribute that may not stand is passed over, one that
is missing is forgiven, an element that may not stand is read as the schema knows it elsewhere, and the state around it
stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO
from xml.parsers import expat

from diplomatica.errors import UnusableInput
from diplomatica.relaxng.datatypes import NOWHERE, Context
from diplomatica.relaxng.engine.automaton import Automaton, Opening, State, Step, split
from diplomatica.relaxng.engine.ids import IdFault, Ids, IdTypes
from diplomatica.relaxng.engine.patterns import NOT_ALLOWED, Pattern

_WHITE = " \t\r\n"
_PART = 1 << 20  # bytes of a file that are in memory
_LONGEST = 10_000_000  # characters of a value that a datatype is asked about


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `kind` is what is wrong, `name` and `value` what it is about, in the element `element`.

    The kinds: element-not-allowed, element-incomplete, attribute-not-allowed, attribute-missing, attribute-value,
    text-not-allowed, text-value; id-twice, id-missing (DTD compatibility, section 5). Names are as expat
    gives them (namespace, space, local name).
    """

    kind: str
    line: int
    column: int
    element: str
    name: str = ""
    value: str = ""
    state: State | None = None


class Refused(UnusableInput):
    """A document that is not read to its end: `kind` is why.

    The kinds: entity (declared, and so could grow without bounds), external (another file is referred to), encoding
    (not known), value (longer than what a datatype is asked about).
    """

    def __init__(self, kind: str, what: str, line: int, column: int, advice: str) -> None:
        self.kind = kind
        self.line = line
        self.column = column
        super().__init__(what, where=f"{line}:{column}", advice=advice)


class Matcher:
    """Holds the state of one document. `ids`: the attributes that are IDs, where these are checked too."""

    def __init__(self, automaton: Automaton, found: Callable[[Fault], None], ids: IdTypes | None = None) -> None:
        self.ids = ids
        self.automaton = automaton
        self.builder = automaton.builder
        self.found = found
        self.valid = True

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
        texts: list[str] = []
        said = 0
        bad_text = False
        name_now = ""

        def start(name: str, attributes: list[str]) -> None:
            nonlocal state, bad_text, name_now
            if texts:
                flush()
            if state is None:
                stack.append((None, None, name_now))
                name_now = name
                return
            step = state.steps.get(name)
            if step is None:
                step = automaton.step(state, name)
                if step is None:
                    self.fault("element-not-allowed", name_now, name, state=state)
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
                done = tuple(range(len(state.patterns)))
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
            after = tuple(self.builder.after_string(pattern, text) for pattern in state.patterns)
            fits = any(pattern.kind != NOT_ALLOWED for pattern in after)
            if not text.strip(_WHITE):
                # White space alone may also be nothing.
                after = (
                    tuple(self.builder.choice(pair) for pair in zip(state.patterns, after, strict=True))
                    if last
                    else state.patterns
                )
            elif not fits:
                self.fault("text-value", name_now, value=text, state=state)
                after = tuple(self._forgiven(pattern) for pattern in state.patterns)
            state = automaton.state(after)

        ids = Ids(self.ids) if self.ids else None

        def start_with_ids(name: str, attributes: list[str]) -> None:
            if attributes and name in ids.types:  # type: ignore[union-attr]
                for fault in ids.start(name, attributes, parser):  # type: ignore[union-attr]
                    self.id_fault(fault)
            start(name, attributes)

        parser.StartElementHandler = start if ids is None else start_with_ids
        parser.EndElementHandler = end
        parser.CharacterDataHandler = characters
        self._surroundings(parser)
        try:
            if isinstance(data, bytes | bytearray):
                parser.Parse(data, True)
            else:
                # Large parts: expat begins anew with each at a token that it has not seen the end of.
                while part := data.read(_PART):
                    parser.Parse(part, False)
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
            self.builder.context = NOWHERE
        for fault in ids.dangling() if ids is not None else ():
            self.id_fault(fault)
        return self.valid

    def _surroundings(self, parser: expat.XMLParserType) -> None:
        """Keep what a document says around its values: prefixes, unparsed entities. Other entities are refused."""
        prefixes: dict[str, str] = {"xml": "http://www.w3.org/XML/1998/namespace"}
        outer: list[tuple[str, str | None]] = []
        unparsed: set[str] = set()
        self.builder.context = Context(prefixes, unparsed)

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
            name: str, _parameter: bool, _value: str | None, _base: str | None, _system: str, _public: str | None,
            notation: str | None,
        ) -> None:  # fmt: skip
            if notation is None:
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
        self.valid = False
        self.found(Fault(fault.kind, fault.line, fault.column, fault.element, fault.name, fault.value))

    def _forgiven(self, pattern: Pattern) -> Pattern:
        """What is left where a value is wrong: as if it were right."""
        return self.builder.empty

    def fault(self, kind: str, element: str, name: str = "", value: str = "", state: State | None = None) -> None:
        """Record a fault at the place where the parser is."""
        self.valid = False
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.found(Fault(kind, line, column, element, name, value, state))

    def fault_in_text(self, kind: str, element: str, text: str, state: State) -> None:
        """Record a fault in characters, which end where the parser is, at the first of them that is no white space."""
        self.valid = False
        line = self.parser.CurrentLineNumber - text.count("\n")
        lead = text[: len(text) - len(text.lstrip(_WHITE))]
        column = len(lead) - lead.rfind("\n") if "\n" in lead else 0
        if "\n" not in text:
            column = self.parser.CurrentColumnNumber + 1 - len(text) + len(lead)
        self.found(Fault(kind, line + lead.count("\n"), column, element, "", text, state))

    def open(self, opening: Opening, attributes: list[str], name: str) -> State | None:
        """The state after a start tag, the long way: several readings, or faults in the attributes."""
        builder, automaton = self.builder, self.automaton
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
            if all(pattern.kind == NOT_ALLOWED for pattern in after):
                wrong = not any(automaton.check(item).allows(value) for matching in candidates for item in matching)
                self.fault("attribute-value" if wrong else "attribute-not-allowed", name, attribute, value)
                # As if its value were right, or, where that leaves nothing, as if it were not there.
                after = [
                    builder.after_attribute(pattern, frozenset(matching)) if matching else builder.not_allowed
                    for pattern, matching in zip(patterns, candidates, strict=True)
                ]
                if all(pattern.kind == NOT_ALLOWED for pattern in after):
                    continue
            patterns = after
        closed = [builder.closed(pattern) for pattern in patterns]
        if all(pattern.kind == NOT_ALLOWED for pattern in closed):
            if any(pattern.kind != NOT_ALLOWED for pattern in patterns):
                self.fault("attribute-missing", name, name)
            closed = [builder.closed(pattern, lenient=True) for pattern in patterns]
            if all(pattern.kind == NOT_ALLOWED for pattern in closed):
                return None
        return automaton.state(tuple(closed))


_HANDLERS = (
    "StartElementHandler", "EndElementHandler", "CharacterDataHandler", "StartNamespaceDeclHandler",
    "EndNamespaceDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler",
)  # fmt: skip

__all__ = ["Fault", "Matcher", "Refused", "split"]
