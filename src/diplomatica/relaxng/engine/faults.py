"""What is wrong in a document."""

from __future__ import annotations

from dataclasses import dataclass

from diplomatica.relaxng.engine.automaton import State


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `kind` is what is wrong, `name` and `value` what it is about, in the element `element`.

    The kinds: element-not-allowed, element-incomplete, attribute-not-allowed, attribute-missing, attribute-value,
    text-not-allowed, text-value; id-twice, id-missing (DTD compatibility, section 5). Names are as expat
    gives them (namespace, space, local name). A long value is cut.
    """

    kind: str
    line: int
    column: int
    element: str
    name: str = ""
    value: str = ""
    state: State | None = None
