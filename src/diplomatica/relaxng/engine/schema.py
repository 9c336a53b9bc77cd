"""From the file of a schema to what documents are matched against."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from diplomatica.errors import UnusableInput
from diplomatica.relaxng import model as rng
from diplomatica.relaxng.engine.compile import Compiled, compile_grammar
from diplomatica.relaxng.load import Read, load

if TYPE_CHECKING:
    from diplomatica.relaxng.places import Places


def compiled_schema(path: str, read: Read, *, trusted: bool = False) -> Compiled:
    """The schema of a file in XML or compact syntax, with all that it refers to.

    `trusted`: the schema is known to keep the restrictions of RELAX NG (section 7), and is not asked. Raises
    `UnusableInput` with the place of what is wrong.
    """
    grammar = load(path, read)
    if trusted:
        return compile_grammar(grammar, path)
    return checked_grammar(grammar, path, lambda places: load(path, read, places))


def checked_grammar(grammar: rng.Grammar, name: str, again: Callable[[Places], rng.Grammar] | None = None) -> Compiled:
    """The patterns of a grammar that keeps the restrictions of RELAX NG (specification, section 7).

    Raises `UnusableInput` for one that does not, with `name` as the place, or, where `again` gives the same grammar
    once more with its places, the place of the pattern that is wrong: only then they are needed.
    """
    from diplomatica.relaxng.engine.restrictions import check

    try:
        compiled = compile_grammar(grammar, name)
        check(compiled, grammar, name)
        return compiled
    except UnusableInput as error:
        if again is None:
            raise
        fault = error
    from diplomatica.relaxng.places import Places

    try:
        places = Places()
        grammar = again(places)
        check(compile_grammar(grammar, name, places), grammar, name, places)
    except UnusableInput as error:
        # To note the places takes depth, so that there may be too little of it now: the first fault is the one.
        fault = error if error.what == fault.what else fault
    raise fault
